//! What pages show: what was done a moment ago, what the command line brought meanwhile, in both languages.
use std::{fs, thread, time::Duration};

use axum::http::StatusCode;
use taizhang::workflow::{ImportRequest, Purpose, Silent};

use super::house::{Bench, office};

fn first_flag(queue: &str) -> String {
    queue
        .split("href=\"/flags/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

#[test]
fn a_decision_stands_in_the_store_and_on_the_pages_when_it_is_confirmed() {
    let bench = Bench::new();
    let mut member = bench.as_who("O");
    let id = first_flag(&member.get("/flags").body);
    let act = format!("/flags/{id}/decide");
    let nothing = member.post(&act, &[("decision", "reject")]);
    assert_eq!(
        nothing.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a rejection needs a reason"
    );
    let done = member.post(
        &act,
        &[
            ("decision", "reject"),
            ("code", "有差异化"),
            ("next", "/flags"),
        ],
    );
    assert_eq!(done.header("location"), "/flags");
    let mut office = office(bench.folder.path(), Purpose::Read);
    let decisions = office.decisions().unwrap();
    assert_eq!(decisions.len(), 1);
    assert_eq!(
        (decisions[0].flag.as_str(), decisions[0].by.as_str()),
        (id.as_str(), "O")
    );
    assert!(
        !member
            .get("/flags")
            .body
            .contains(&format!("/flags/{id}\""))
    );
    let page = member.get(&format!("/flags/{id}")).body;
    assert!(page.contains("有差异化"));
    assert!(
        member
            .get("/flags?stand=rejected")
            .body
            .contains(&format!("/flags/{id}\""))
    );
}

#[test]
fn what_the_command_line_brings_meanwhile_is_shown() {
    let bench = Bench::new();
    let mut member = bench.as_who("M");
    assert!(!member.get("/files").body.contains("后来.txt"));
    let late = bench.folder.path().join("corpora/late");
    fs::create_dir_all(&late).unwrap();
    fs::write(
        late.join("后来.txt"),
        "柏叶湖整改情况说明\n\n已经完成清淤3公里。\n",
    )
    .unwrap();
    let mut other = office(bench.folder.path(), Purpose::Write);
    let request = ImportRequest {
        paths: vec![late],
        ..ImportRequest::default()
    };
    other.import(&request, &Silent).unwrap();
    drop(other);
    let shown = (0..30).any(|_| {
        thread::sleep(Duration::from_millis(200));
        member.get("/files").body.contains("后来.txt")
    });
    assert!(shown);
    assert!(member.get("/search?q=清淤").body.contains("后来.txt"));
}

#[test]
fn who_writes_waits_for_the_command_line_and_is_told_when_it_takes_too_long() {
    let bench = Bench::new();
    let mut member = bench.as_who("O");
    let id = first_flag(&member.get("/flags").body);
    let token = member.token();
    let holder = office(bench.folder.path(), Purpose::Write);
    let letting_go = thread::spawn(move || {
        thread::sleep(Duration::from_millis(600));
        drop(holder);
    });
    let act = format!("/flags/{id}/decide");
    let seen = member.post_bare(&act, &[("token", &token), ("decision", "accept")]);
    letting_go.join().unwrap();
    assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
}

#[test]
fn the_language_is_that_of_the_browser_until_one_is_chosen() {
    let bench = Bench::new();
    let mut guest = bench.guest();
    assert!(guest.get("/login").body.contains("lang=\"zh-CN\""));
    let seen = guest.post("/language", &[("to", "en"), ("back", "/login")]);
    assert_eq!(seen.header("location"), "/login");
    let english = guest.get("/login").body;
    assert!(english.contains("lang=\"en\"") && english.contains("Log in"));
    let mut member = bench.as_who("M");
    let _ = member.post("/language", &[("to", "en"), ("back", "/")]);
    for path in [
        "/",
        "/files",
        "/flags",
        "/ledger",
        "/reconcile",
        "/rules",
        "/search?q=整改",
        "/documents/1",
    ] {
        let body = member.get(path).body;
        assert!(
            !body.contains("web."),
            "{path}: a word is missing from the catalogues"
        );
    }
}

#[test]
fn a_quotation_leads_to_its_characters() {
    let bench = Bench::new();
    let mut member = bench.as_who("M");
    let id = first_flag(&member.get("/flags").body);
    let page = member.get(&format!("/flags/{id}")).body;
    let link = page
        .split("href=\"/documents/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let (path, anchor) = link.split_once('#').unwrap();
    let document = member
        .get(&format!("/documents/{}", path.replace("&amp;", "&")))
        .body;
    assert!(document.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    assert!(
        document.contains("flagged\">"),
        "the quotation is not marked"
    );
}

#[test]
fn every_word_a_page_asks_for_stands_in_the_catalogues() {
    let mut asked = std::collections::BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from("src/web")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let is_text = path.extension().is_some_and(|e| e == "html" || e == "rs");
            let text = if is_text {
                fs::read_to_string(&path).unwrap()
            } else {
                String::new()
            };
            for call in [
                "frame.t(\"",
                "frame.n(\"",
                "frame.a(\"",
                "words.t(\"",
                "words.fill(\"",
            ] {
                let keys = text
                    .split(call)
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next());
                asked.extend(keys.map(str::to_owned));
            }
        }
    }
    assert!(asked.len() > 100, "the pages were not understood");
    for language in taizhang::model::Language::ALL {
        for key in &asked {
            let key = format!("web.{key}");
            assert_ne!(taizhang::cli::text(*language, &key), key);
        }
    }
}
