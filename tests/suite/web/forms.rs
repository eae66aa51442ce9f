//! No form without its token, no way out of the workbench, no answer without its headers.
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use taizhang::web::{PAGES, Way};

use super::house::{Bench, PASSWORD};

#[test]
fn every_form_needs_the_token_of_its_person() {
    let bench = Bench::new();
    let strange = bench.as_who("L").token();
    for page in PAGES.iter().filter(|p| p.way != Way::Get) {
        let who = ["L", "SA", "SE"].into_iter().find(|letters| {
            let role = taizhang::model::Role::ALL
                .iter()
                .find(|r| r.letters() == *letters);
            let account = taizhang::model::Account {
                name: String::new(),
                display: String::new(),
                roles: role.copied().into_iter().collect(),
                is_active: true,
                failures: 0,
                refused_until: None,
                made_at: String::new(),
                password_at: String::new(),
                must_change: false,
                seen_at: None,
            };
            page.who.admits(Some(&account))
        });
        let Some(who) = who else { continue };
        let path = page.path.replace("{id}", "0").replace("{name}", "RO");
        for token in ["", "x", strange.as_str()] {
            let mut browser = bench.as_who(who);
            let seen = match page.way {
                Way::Upload => browser.upload(token, "b", &[("a.txt", b"x")]),
                _ => browser.post_bare(&path, &[("token", token)]),
            };
            assert_eq!(seen.status, StatusCode::FORBIDDEN, "{page:?} {token}");
        }
    }
    let mut guest = bench.guest();
    let seen = guest.post_bare("/login", &[("name", "L"), ("password", PASSWORD)]);
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
}

#[test]
fn forms_from_elsewhere_are_refused_though_their_token_is_right() {
    let bench = Bench::new();
    let mut browser = bench.as_who("L");
    let token = browser.token();
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ] {
        let request = Request::post("/logout")
            .header(name, value)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(format!("token={token}")))
            .unwrap();
        assert_eq!(
            browser.send(request).status,
            StatusCode::FORBIDDEN,
            "{name}"
        );
    }
    assert_eq!(browser.get("/flags").status, StatusCode::OK);
}

#[test]
fn nothing_leads_outside() {
    let bench = Bench::new();
    for next in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\r\nx: y",
    ] {
        let mut guest = bench.guest();
        let seen = guest.post(
            "/login",
            &[("name", "L"), ("password", PASSWORD), ("next", next)],
        );
        assert_eq!(seen.header("location"), "/", "{next}");
        let seen = guest.post("/language", &[("to", "en"), ("back", next)]);
        assert_eq!(seen.header("location"), "/", "{next}");
        let form = bench
            .guest()
            .get(&format!("/login?next={}", super::house::escaped(next)));
        assert!(form.body.contains("name=\"next\" value=\"/\""), "{next}");
    }
}

#[test]
fn every_answer_bears_the_headers() {
    let bench = Bench::new();
    let mut browser = bench.as_who("L");
    for path in [
        "/",
        "/flags",
        "/nowhere",
        "/login",
        "/assets/workbench.css",
        "/documents/1/original",
    ] {
        let seen = browser.get(path);
        let policy = seen.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"));
        assert_eq!(seen.header("x-content-type-options"), "nosniff");
        let cache = seen.header("cache-control");
        assert_eq!(
            cache.contains("no-store"),
            !path.starts_with("/assets"),
            "{path}: {cache}"
        );
    }
    let seen = browser.get("/documents/1/original");
    assert_eq!(seen.header("content-type"), "application/octet-stream");
    assert!(
        seen.header("content-disposition")
            .starts_with("attachment;")
    );
}

#[test]
fn no_page_holds_a_script_or_style_of_its_own() {
    let bench = Bench::new();
    let mut browser = bench.as_who("L");
    for page in [
        "/",
        "/files",
        "/flags",
        "/search?q=整改",
        "/reconcile",
        "/ledger",
        "/rules",
        "/documents/1",
    ] {
        let body = browser.get(page).body;
        assert!(body.contains("</html>"), "{page}");
        for wrong in [
            " style=",
            "<style",
            " onclick=",
            " onload=",
            "javascript:",
            "http://",
            "https://",
        ] {
            assert!(!body.contains(wrong), "{page} holds {wrong}");
        }
        for script in body.split("<script").skip(1) {
            assert!(script.starts_with(" src=\"/assets/"), "{page}");
        }
    }
}

#[test]
fn long_forms_are_refused() {
    let bench = Bench::new();
    let mut browser = bench.as_who("L");
    let long = "x".repeat(2 << 20);
    let seen = browser.post_bare("/logout", &[("note", &long)]);
    assert_eq!(seen.status, StatusCode::PAYLOAD_TOO_LARGE);
}
