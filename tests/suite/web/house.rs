//! A workbench in a folder of its own, and a browser that keeps cookies and reads forms.
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::Arc,
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, Response, StatusCode, header},
};
use taizhang::{
    model::Role,
    web::{Clock, House, Opening, router},
    workflow::{Actor, ImportRequest, Office, Purpose, Silent},
};
use tower::ServiceExt as _;

pub(super) const PASSWORD: &str = "Lantern-42-hill";

/// A report that raises flags, and a ledger beside it.
const REPORT: &str = "关于青杉河整改情况的报告\n\n青杉河流域办公室\n\n一、整改进展\n\n下一步，我们将高度重视，切实加强组织领导，进一步压实责任，狠抓落实，确保取得实效。\n\n2026年三季度共受理投诉12件，办结15件，办结率100%。\n";
const LEDGER: &str = "序号,台账编号,事项,责任单位,完成时限,完成情况\n1,QS-01,青杉河排污口封堵,青杉河流域办公室,2026-06-30,推进中\n2,QS-02,柏叶湖清淤,柏叶湖管理所,2026-12-31,已完成\n";

/// A workbench.
pub(super) struct Bench {
    pub(super) folder: tempfile::TempDir,
    pub(super) router: Router,
    runtime: tokio::runtime::Runtime,
    _house: Arc<House>,
}

fn actor() -> Actor {
    Actor {
        name: "test".to_owned(),
        at: "2026-11-20T08:00:00Z".to_owned(),
    }
}

fn on() -> jiff::civil::Date {
    "2026-11-20".parse().unwrap()
}

/// An office of a folder.
pub(super) fn office(folder: &Path, purpose: Purpose) -> Office {
    Office::open(Office::at(folder).unwrap(), purpose, actor(), on()).unwrap()
}

impl Bench {
    /// With an account for every role, named by the letters of the role.
    pub(super) fn new() -> Self {
        Self::with(&[("报告.txt", REPORT), ("台账.csv", LEDGER)], "")
    }

    /// With these files imported and these settings.
    pub(super) fn with(files: &[(&str, &str)], settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        Office::init(folder.path()).unwrap();
        fs::write(folder.path().join("taizhang.toml"), settings).unwrap();
        let batch = folder.path().join("corpora/batch");
        fs::create_dir_all(&batch).unwrap();
        for (name, text) in files {
            fs::write(batch.join(name), text).unwrap();
        }
        let mut office = office(folder.path(), Purpose::Write);
        if !files.is_empty() {
            let request = ImportRequest {
                paths: vec![batch],
                ..ImportRequest::default()
            };
            office.import(&request, &Silent).unwrap();
            office.raise_flags(&Silent).unwrap();
        }
        for role in Role::ALL {
            let roles = BTreeSet::from([*role]);
            let names = (role.letters(), role.letters());
            office.add_account(names, roles, PASSWORD, false).unwrap();
        }
        drop(office);
        Self::again(folder)
    }

    /// Over a folder that is there.
    pub(super) fn again(folder: tempfile::TempDir) -> Self {
        let house = House::open(Opening {
            workspace: Office::at(folder.path()).unwrap(),
            program: None,
            clock: Clock::of_machine(Some(on())),
            is_secure: false,
            only_here: true,
        })
        .unwrap();
        Self {
            folder,
            router: router(Arc::clone(&house)),
            runtime: tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .unwrap(),
            _house: house,
        }
    }

    /// A browser nobody logged in with.
    pub(super) fn guest(&self) -> Browser<'_> {
        Browser {
            bench: self,
            cookies: BTreeMap::new(),
        }
    }

    /// A browser somebody logged in with.
    pub(super) fn as_who(&self, name: &str) -> Browser<'_> {
        let mut browser = self.guest();
        let seen = browser.log_in(name, PASSWORD);
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{name}: {}", seen.body);
        browser
    }
}

/// A browser.
pub(super) struct Browser<'a> {
    bench: &'a Bench,
    pub(super) cookies: BTreeMap<String, String>,
}

/// What came back.
pub(super) struct Seen {
    pub(super) status: StatusCode,
    pub(super) headers: axum::http::HeaderMap,
    pub(super) body: String,
}

impl Seen {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }
    /// The token of the first form.
    pub(super) fn token(&self) -> String {
        let mark = "name=\"token\" value=\"";
        let Some((_, rest)) = self.body.split_once(mark) else {
            return String::new();
        };
        rest.split('"').next().unwrap().to_owned()
    }
}

impl Browser<'_> {
    pub(super) fn send(&mut self, request: Request<Body>) -> Seen {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(n, v)| format!("{n}={v}"))
            .collect();
        let (mut parts, body) = request.into_parts();
        if !parts.headers.contains_key(header::HOST) {
            parts
                .headers
                .insert(header::HOST, "127.0.0.1:8765".parse().unwrap());
        }
        parts
            .headers
            .insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        let request = Request::from_parts(parts, body);
        let router = self.bench.router.clone();
        let (status, headers, body) = self.bench.runtime.block_on(async {
            let response: Response<Body> = router.oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 1 << 26).await.unwrap();
            (
                parts.status,
                parts.headers,
                String::from_utf8_lossy(&bytes).into_owned(),
            )
        });
        for set in headers.get_all(header::SET_COOKIE) {
            let (name, rest) = set.to_str().unwrap().split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Seen {
            status,
            headers,
            body,
        }
    }

    pub(super) fn get(&mut self, path: &str) -> Seen {
        self.send(Request::get(path).body(Body::empty()).unwrap())
    }

    /// Sends a form as it is, without a token of its own.
    pub(super) fn post_bare(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let body: Vec<String> = fields
            .iter()
            .map(|(n, v)| format!("{n}={}", escaped(v)))
            .collect();
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap();
        self.send(request)
    }

    /// Sends a form with the token of a page.
    pub(super) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let token = self.token();
        let mut all = vec![("token", token.as_str())];
        all.extend(fields);
        self.post_bare(path, &all)
    }

    /// The token of this browser's forms.
    pub(super) fn token(&mut self) -> String {
        let from = match self.cookies.contains_key("taizhang") {
            true => "/password",
            false => "/login",
        };
        self.get(from).token()
    }

    pub(super) fn log_in(&mut self, name: &str, password: &str) -> Seen {
        self.post(
            "/login",
            &[("name", name), ("password", password), ("next", "/")],
        )
    }

    /// Sends files with a form; `token` as given.
    pub(super) fn upload(&mut self, token: &str, batch: &str, files: &[(&str, &[u8])]) -> Seen {
        self.upload_to("/files/import", (token, batch), files)
    }

    /// Sends files with the form of any page.
    pub(super) fn upload_to(
        &mut self,
        path: &str,
        (token, batch): (&str, &str),
        files: &[(&str, &[u8])],
    ) -> Seen {
        let mut body = Vec::new();
        for (name, value) in [("token", token), ("batch", batch)] {
            body.extend(
                format!(
                    "--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
                )
                .bytes(),
            );
        }
        for (name, bytes) in files {
            body.extend(
                format!("--cut\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").bytes(),
            );
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--cut--\r\n");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut")
            .body(Body::from(body))
            .unwrap();
        self.send(request)
    }
}

/// A text as a part of an address.
pub(super) fn escaped(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => char::from(b).to_string(),
            b => format!("%{b:02X}"),
        })
        .collect()
}
