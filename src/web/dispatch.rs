//! The one place every request passes: who asks, whether that person may, whether the form is ours; then the page's function.
use std::{convert::Infallible, net::SocketAddr, sync::Arc};

use askama::Template;
use axum::{
    body::{Body, to_bytes},
    extract::{
        ConnectInfo, FromRequest as _, FromRequestParts as _, Multipart, RawPathParams, Request,
    },
    http::{HeaderMap, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
};
use axum_login::{AuthSession, AuthUser, AuthnBackend};
use tower_sessions::session::Id;

use super::{
    answer::{Answer, Problem},
    ask::Ask,
    form::{Fields, escaped, inside, is_same},
    frame::Frame,
    house::House,
    page::{Page, Way},
    upload,
    words::Words,
};
use crate::{model::Reason, workflow::KeptAccount};

/// Largest form without files, in bytes.
const FORM_BYTES: usize = 1 << 20;
/// Cookie with the token of forms that are sent before logging in.
const GUEST: &str = "taizhang-form";
/// Cookie with the language.
const LANGUAGE: &str = "taizhang-lang";
/// How long the language is remembered, in seconds: a year.
const REMEMBER: u32 = 31_536_000;
/// Where the token of a person's forms stands in the session.
const TOKEN: &str = "token";

/// Who is logged in.
#[derive(Clone, Debug)]
pub(super) struct Person(KeptAccount);

impl AuthUser for Person {
    type Id = String;
    fn id(&self) -> String {
        self.0.account.name.clone()
    }
    /// With a new password, everybody who logged in with the old one is out.
    fn session_auth_hash(&self) -> &[u8] {
        self.0.secret.as_bytes()
    }
}

/// Looks accounts up; passwords are checked by the page that asks for them.
#[derive(Clone, Debug)]
pub(super) struct Register(pub(super) Arc<House>);

impl Register {
    fn person(&self, name: &str) -> Option<Person> {
        let known = self.0.known();
        let found = known.iter().find(|k| k.account.name == name);
        found
            .filter(|k| k.account.is_active)
            .map(|k| Person(k.clone()))
    }
}

impl AuthnBackend for Register {
    type User = Person;
    type Credentials = Infallible;
    type Error = Infallible;
    async fn authenticate(&self, never: Infallible) -> Result<Option<Person>, Infallible> {
        match never {}
    }
    async fn get_user(&self, name: &String) -> Result<Option<Person>, Infallible> {
        Ok(self.person(name))
    }
}

type Session = AuthSession<Register>;

/// Answers a request for a page.
pub(super) async fn dispatch(page: &'static Page, house: Arc<House>, request: Request) -> Response {
    let (mut parts, body) = request.into_parts();
    let cookies = Cookies::of(&parts.headers);
    let words = Words::of(cookies.get(LANGUAGE).as_deref(), &parts.headers);
    let Some(mut session) = parts.extensions.remove::<Session>() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let account = session.user.as_ref().map(|p| p.0.account.clone());
    let (token, fresh) = match token(&session, &cookies).await {
        Some(token) => (token, false),
        None => (Id::default().to_string(), true),
    };
    let here = parts
        .uri
        .path_and_query()
        .map_or_else(|| "/".to_owned(), ToString::to_string);
    let mut ask = Ask {
        page,
        words,
        account,
        steps: steps(&mut parts).await,
        query: Fields::parse(parts.uri.query().unwrap_or_default()),
        form: Fields::default(),
        sent: None.into(),
        token,
        here,
        from: parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or_else(String::new, |c| c.0.ip().to_string()),
        house,
    };
    if let Some(response) = turned_away(&ask) {
        return response;
    }
    let taken = let_in(&mut ask, parts, body).await;
    let ask = Arc::new(ask);
    let answer = match taken {
        Ok(()) => run(&ask).await,
        Err(problem) => Err(problem),
    };
    let mut response = match answer {
        Ok(answer) => shown(&mut session, &ask, answer).await,
        Err(problem) => told(&ask, &problem),
    };
    if fresh && ask.account.is_none() && page.id != "asset" {
        set_cookie(&mut response, &ask, GUEST, &ask.token, None);
    }
    response
}

/// The token of the person's forms, or of a guest's.
async fn token(session: &Session, cookies: &Cookies) -> Option<String> {
    match session.user {
        Some(_) => session.session.get(TOKEN).await.ok().flatten(),
        None => cookies.get(GUEST).filter(|t| !t.is_empty()),
    }
}

async fn steps(parts: &mut Parts) -> Fields {
    let params = RawPathParams::from_request_parts(parts, &()).await;
    let pairs = params.map(|params| {
        params
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    });
    Fields(pairs.unwrap_or_default())
}

/// Who may not is sent to the log-in page, or told so; who must choose a password is sent there.
fn turned_away(ask: &Ask) -> Option<Response> {
    let page = ask.page;
    let account = ask.account.as_ref();
    if !page.who.admits(account) {
        return Some(match (account, page.way) {
            (None, Way::Get) => see_other(&format!("/login?next={}", escaped(&ask.here))),
            _ => told(ask, &Problem::Forbidden),
        });
    }
    let must_change = account.is_some_and(|a| a.must_change);
    let is_open = matches!(
        page.id,
        "password" | "password-set" | "logout" | "language" | "asset"
    );
    (must_change && !is_open).then(|| see_other("/password"))
}

/// Takes the form in, if it is one of ours.
async fn let_in(ask: &mut Ask, parts: Parts, body: Body) -> Result<(), Problem> {
    if ask.page.way == Way::Get {
        return Ok(());
    }
    if !is_from_here(&parts) {
        return Err(Problem::Stale);
    }
    if ask.page.way == Way::Upload {
        let request = Request::from_parts(parts, body);
        let sent = Multipart::from_request(request, &())
            .await
            .map_err(|_| Problem::Refused(Reason::new("upload-broken")))?;
        let (form, incoming) = upload::receive(&ask.house, &ask.token, sent).await?;
        ask.form = form;
        ask.sent = incoming.into();
        return Ok(());
    }
    let most = || Problem::TooMuch(Reason::new("form-long").with("most", FORM_BYTES >> 10));
    let bytes = to_bytes(body, FORM_BYTES).await.map_err(|_| most())?;
    ask.form = Fields::parse(&String::from_utf8_lossy(&bytes));
    match is_same(ask.form.get("token"), &ask.token) {
        true => Ok(()),
        false => Err(Problem::Stale),
    }
}

/// Whether the browser says that the form was sent from a page of this workbench; browsers that say nothing are asked for the
/// token alone.
fn is_from_here(parts: &Parts) -> bool {
    let text = |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok());
    // HTTP/2 names the host in the address.
    let host = text("host").or_else(|| parts.uri.authority().map(|a| a.as_str()));
    let site = text("sec-fetch-site").is_none_or(|s| matches!(s, "same-origin" | "none"));
    let origin = match (text("origin"), host) {
        (Some(origin), Some(host)) => origin.split("://").nth(1).is_some_and(|o| o == host),
        _ => true,
    };
    site && origin
}

async fn run(ask: &Arc<Ask>) -> Result<Answer, Problem> {
    let asked = Arc::clone(ask);
    let done = tokio::task::spawn_blocking(move || (asked.page.answering)(&asked)).await;
    done.unwrap_or_else(|_| Err(Problem::Broken(Reason::new("office-failed"))))
}

async fn shown(session: &mut Session, ask: &Ask, answer: Answer) -> Response {
    match answer {
        Answer::Html(html) => html_of(StatusCode::OK, html),
        Answer::Again(html) => html_of(StatusCode::UNPROCESSABLE_ENTITY, html),
        Answer::Look(path) => see_other(&inside(&path)),
        Answer::Save { name, bytes } => saved(&name, bytes),
        Answer::Asset { media, tag, bytes } => {
            let headers = [
                (header::CONTENT_TYPE, media.to_owned()),
                (
                    header::CACHE_CONTROL,
                    "public, max-age=31536000, immutable".to_owned(),
                ),
                (header::ETAG, format!("\"{tag}\"")),
            ];
            (headers, bytes).into_response()
        }
        Answer::Enter { account, next } => {
            let person = session.backend.person(&account);
            let entered = match person {
                Some(person) => {
                    // Nothing of what the browser was before stays: neither number nor token of the session.
                    let out = session.logout().await;
                    out.is_ok()
                        && session.login(&person).await.is_ok()
                        && session
                            .session
                            .insert(TOKEN, Id::default().to_string())
                            .await
                            .is_ok()
                }
                None => false,
            };
            match entered {
                true => see_other(&inside(&next)),
                false => told(ask, &Problem::Forbidden),
            }
        }
        Answer::Leave => {
            let _ = session.logout().await;
            see_other("/login")
        }
        Answer::Speak { tag, next } => {
            let mut response = see_other(&inside(&next));
            set_cookie(&mut response, ask, LANGUAGE, tag, Some(REMEMBER));
            response
        }
    }
}

#[derive(Template)]
#[template(path = "problem.html", config = "src/web/askama.toml")]
struct ProblemPage {
    frame: Frame,
    what: String,
    is_fault: bool,
}

/// Tells what is wrong, where, and what to do.
fn told(ask: &Ask, problem: &Problem) -> Response {
    let status = problem.status();
    let page = ProblemPage {
        frame: ask.frame_titled(ask.words.t(&format!("problem.{}", status.as_u16()))),
        what: ask.words.reason(&problem.reason()),
        is_fault: status.is_server_error(),
    };
    match page.render() {
        Ok(html) => html_of(status, html),
        Err(_) => status.into_response(),
    }
}

/// The answer to a path that is no page.
pub(super) fn no_page(house: Arc<House>, request: &Request) -> Response {
    static NOWHERE: Page = Page::get("missing", "", super::page::Who::Everyone, |_| {
        Err(Problem::Missing)
    });
    let cookies = Cookies::of(request.headers());
    let words = Words::of(cookies.get(LANGUAGE).as_deref(), request.headers());
    let ask = Ask {
        page: &NOWHERE,
        words,
        account: None,
        steps: Fields::default(),
        query: Fields::default(),
        form: Fields::default(),
        sent: None.into(),
        token: String::new(),
        here: "/".to_owned(),
        from: String::new(),
        house,
    };
    told(&ask, &Problem::Missing)
}

fn html_of(status: StatusCode, html: String) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    (status, kind, html).into_response()
}

fn see_other(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(path) => (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// A file to be saved: the browser is given no type it could open, and told not to guess one.
fn saved(name: &str, bytes: Vec<u8>) -> Response {
    let plain: String = name
        .chars()
        .map(|c| match c {
            c if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') => c,
            _ => '_',
        })
        .collect();
    let headers = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!(
                "attachment; filename=\"{plain}\"; filename*=UTF-8''{}",
                escaped(name)
            ),
        ),
    ];
    (headers, bytes).into_response()
}

fn set_cookie(response: &mut Response, ask: &Ask, name: &str, value: &str, seconds: Option<u32>) {
    let mut cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict");
    if let Some(seconds) = seconds {
        cookie.push_str(&format!("; Max-Age={seconds}"));
    }
    if ask.house.opening.is_secure {
        cookie.push_str("; Secure");
    }
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

/// Cookies of a request.
struct Cookies(Vec<(String, String)>);

impl Cookies {
    fn of(headers: &HeaderMap) -> Self {
        let lines = headers.get_all(header::COOKIE).iter();
        let pairs = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        Self(pairs.map(|(n, v)| (n.to_owned(), v.to_owned())).collect())
    }
    fn get(&self, name: &str) -> Option<String> {
        let found = self.0.iter().find(|(n, _)| n == name);
        found.map(|(_, value)| value.clone())
    }
}
