//! Hostile texts in every field that comes from outside are shown as the texts they are.
use axum::http::StatusCode;

use super::house::{Bench, PASSWORD, escaped};

const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

/// Nothing of it may stand in a page as markup.
fn assert_harmless(path: &str, body: &str) {
    for markup in ["<script>alert", "<img src=x", "\"'><"] {
        assert!(!body.contains(markup), "{path}: {markup}");
    }
}

#[test]
fn documents_ledgers_and_names_are_shown_as_they_are() {
    let report = format!(
        "{HOSTILE}的报告\n\n{HOSTILE}办公室\n\n一、{HOSTILE}\n\n下一步，{HOSTILE}将高度重视，进一步加强领导，狠抓落实，确保取得实效。\n\n2026年三季度受理投诉12件，办结15件{HOSTILE}，办结率100%。\n"
    );
    let quoted = HOSTILE.replace('"', "\"\"");
    let ledger = format!(
        "序号,台账编号,事项,责任单位,完成时限,完成情况\n1,\"QS-01{quoted}\",\"封堵{quoted}\",\"办公室{quoted}\",2026-06-30,\"推进中{quoted}\"\n"
    );
    let name = "报告<img src=x onerror=alert(2)>.txt";
    let bench = Bench::with(&[(name, &report), ("台账.csv", &ledger)], "");
    let mut browser = bench.as_who("L");
    let mut next = vec![
        "/".to_owned(),
        "/flags?stand=".to_owned(),
        "/ledger".to_owned(),
        "/ledger/steps".to_owned(),
        "/ledger/loop".to_owned(),
        "/reconcile".to_owned(),
        "/files".to_owned(),
        "/files/imports".to_owned(),
        "/rules".to_owned(),
        "/documents/1".to_owned(),
        "/documents/2".to_owned(),
        "/documents/1?shade=0".to_owned(),
        "/search?q=落实".to_owned(),
    ];
    let mut seen = std::collections::BTreeSet::new();
    let mut hostile = 0;
    while let Some(path) = next.pop() {
        if !seen.insert(path.clone()) || seen.len() > 120 {
            continue;
        }
        let answer = browser.get(&path);
        assert!(!answer.status.is_server_error(), "{path}: {}", answer.body);
        assert_harmless(&path, &answer.body);
        hostile += usize::from(answer.body.contains("alert("));
        for link in answer
            .body
            .split("href=\"")
            .skip(1)
            .filter_map(|r| r.split('"').next())
        {
            if link.starts_with("/flags/") || link.starts_with("/ledger/entry") {
                next.push(
                    link.split('#')
                        .next()
                        .unwrap()
                        .replace("&amp;", "&")
                        .replace("&#38;", "&"),
                );
            }
        }
    }
    assert!(hostile >= 6, "only {hostile} pages showed the texts");
}

#[test]
fn what_is_asked_for_is_shown_as_it_is() {
    let bench = Bench::new();
    let mut browser = bench.as_who("L");
    let text = escaped(HOSTILE);
    for path in [
        "/flags?words=",
        "/flags?unit=",
        "/flags?stand=",
        "/search?q=",
        "/ledger?words=",
        "/ledger?unit=",
        "/ledger/entry?no=",
        "/reconcile?words=",
        "/reconcile?answer=",
        "/files?words=",
        "/ledger/steps?unit=",
        "/login?next=",
    ] {
        let seen = browser.get(&format!("{path}{text}"));
        assert!(!seen.status.is_server_error(), "{path}: {}", seen.body);
        assert_harmless(path, &seen.body);
    }
    for path in ["/flags/", "/documents/", "/rules/", "/assets/"] {
        let seen = browser.get(&format!("{path}{text}"));
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{path}");
        assert_harmless(path, &seen.body);
    }
    assert_eq!(
        browser.get("/assets/..%2Fmod.rs").status,
        StatusCode::NOT_FOUND
    );
    let mut guest = bench.guest();
    assert_harmless("/login", &guest.log_in(HOSTILE, PASSWORD).body);
    let mut auditor = bench.as_who("AU");
    assert_harmless("/log", &auditor.get("/log").body);
    assert_harmless(
        "/log",
        &auditor
            .get(&format!("/log?actor={text}&entity={text}"))
            .body,
    );
}

#[test]
fn notes_of_people_are_shown_as_they_are() {
    let bench = Bench::new();
    let mut browser = bench.as_who("O");
    let queue = browser.get("/flags").body;
    let id = queue
        .split("href=\"/flags/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let act = format!("/flags/{id}/decide");
    let seen = browser.post(
        &act,
        &[("decision", "reject"), ("code", "其他"), ("note", HOSTILE)],
    );
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
    let page = browser.get(&format!("/flags/{id}")).body;
    assert!(page.contains("alert(1)"));
    assert_harmless("flag", &page);
}
