//! Acts on entries of the ledgers and on versions of rules by forms: each role what it may, by the workflow as by the page.
use axum::http::StatusCode;
use taizhang::{
    model::{Guard, Person, Role},
    web::{PAGES, Way},
    workflow::{ActRequest, OfficeError, Purpose, Silent},
};

use super::house::{Bench, Browser, Seen, escaped, office};

const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

/// What a hidden field of a form says.
fn hidden(body: &str, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    let at = body.find(&field).unwrap_or_else(|| panic!("no {name}")) + field.len();
    body[at..].split('"').next().unwrap().to_owned()
}

fn entry(browser: &mut Browser<'_>) -> Seen {
    browser.get("/ledger/entry?no=QS-01")
}

fn on_entry(
    bench: &Bench,
    who: &str,
    (act, seen): (&str, &str),
    fields: &[(&str, &str)],
) -> StatusCode {
    let mut browser = bench.as_who(who);
    let kind = kind(bench);
    let mut sent = vec![
        ("no", "QS-01"),
        ("kind", kind.as_str()),
        ("form", act),
        ("seen", seen),
    ];
    sent.extend_from_slice(fields);
    browser.post(&format!("/ledger/entry/{act}"), &sent).status
}

/// Kind of the ledger of the bench, as its pages name it.
fn kind(bench: &Bench) -> String {
    let mut office = office(bench.folder.path(), Purpose::Read);
    let entries = office.ledger_entries(&taizhang::workflow::EntryFilter::default(), &Silent);
    entries.unwrap()[0].kind.name()
}

const DONE: StatusCode = StatusCode::SEE_OTHER;
const REFUSED: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
const SHUT: StatusCode = StatusCode::FORBIDDEN;

#[test]
fn an_entry_is_worked_on_by_forms_by_those_whose_turn_it_is() {
    let bench = Bench::new();
    let passed = [("secrecy_passed", "1")];
    for (who, status) in [
        ("O", REFUSED),
        ("M", REFUSED),
        ("RO", SHUT),
        ("SA", SHUT),
        ("AU", SHUT),
    ] {
        assert_eq!(
            on_entry(&bench, who, ("register", "0"), &passed),
            status,
            "{who}"
        );
    }
    // The form is there for whoever may send it, and for nobody else.
    for (who, is_offered) in [("L", true), ("O", false), ("RO", false)] {
        let page = entry(&mut bench.as_who(who));
        let form = page.body.contains("action=\"/ledger/entry/register\"");
        assert_eq!(form, is_offered, "{who}: {}", page.status);
    }
    assert_eq!(
        on_entry(&bench, "L", ("register", "0"), &[]),
        REFUSED,
        "not passed"
    );
    assert_eq!(on_entry(&bench, "L", ("register", "0"), &passed), DONE);
    assert_eq!(
        on_entry(&bench, "L", ("register", "0"), &passed),
        REFUSED,
        "once"
    );
    let confirm = [
        ("lead", "青杉河流域办公室"),
        ("deadline", "2027-06-30"),
        ("relevance", "密切"),
    ];
    assert_eq!(
        on_entry(&bench, "OL", ("confirm", "0"), &confirm),
        REFUSED,
        "it moved on"
    );
    assert_eq!(
        on_entry(&bench, "OL", ("confirm", "1"), &confirm[..2]),
        REFUSED
    );
    assert_eq!(on_entry(&bench, "OL", ("confirm", "1"), &confirm), DONE);
    let extension = [
        ("source", HOSTILE),
        ("applied_on", "2026-09-01"),
        ("new_deadline", "2027-09-30"),
        ("reason", HOSTILE),
        ("progress", HOSTILE),
    ];
    assert_eq!(
        on_entry(&bench, "L", ("apply_extension", "2"), &extension[..4]),
        REFUSED
    );
    let status = on_entry(&bench, "L", ("apply_extension", "2"), &extension);
    let page = entry(&mut bench.as_who("O"));
    for markup in ["<script>alert", "<img src=x", "\"'><"] {
        assert!(!page.body.contains(markup), "{markup}");
    }
    assert_eq!(
        status, REFUSED,
        "the paper needs its place in an imported file"
    );
    assert_eq!(
        bench
            .as_who("L")
            .post("/ledger/entry/vanish", &[("no", "QS-01")])
            .status,
        StatusCode::NOT_FOUND
    );
}

#[test]
fn the_workflow_believes_accounts_and_not_what_a_page_says_of_roles() {
    let bench = Bench::new();
    let mut office = office(bench.folder.path(), Purpose::Write);
    let claims = |name: &str, role| ActRequest {
        no: "QS-01".to_owned(),
        act: "register".to_owned(),
        by: Person::new(name, &[role]),
        particulars: vec![("secrecy_passed".to_owned(), "是".to_owned())],
        kind: None,
        seen: None,
    };
    let lied = office.act_on_entry(&claims("M", Role::台账管理员), &Silent);
    match lied {
        Err(OfficeError::Refused(refusal)) => {
            assert!(refusal.unmet.iter().any(|u| u.guard == Guard::Role));
        }
        other => panic!("{other:?}"),
    }
    let nobody = office.act_on_entry(&claims("nobody", Role::台账管理员), &Silent);
    assert!(
        matches!(nobody, Err(OfficeError::AccountRefused(_))),
        "{nobody:?}"
    );
    let muted = office.stand_rule("any", &Person::new("M", &[Role::组长]), (true, "x"));
    assert!(matches!(muted, Err(OfficeError::DecisionRefused(_))));
    let planned = office.propose_rule(&Person::new("SA", &[Role::组长]), "any");
    assert!(planned.is_err());
    office
        .act_on_entry(&claims("L", Role::台账管理员), &Silent)
        .unwrap();
}

#[test]
fn a_version_of_a_rule_is_proposed_tried_approved_used_and_put_out_of_use_by_forms() {
    let bench = Bench::new();
    let flags = bench.as_who("L").get("/flags?stand=").body;
    let flag = flags
        .split("href=\"/flags/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let shown = bench.as_who("L").get(&format!("/flags/{flag}")).body;
    let card = shown
        .split("href=\"/rules/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let page = format!("/rules/{card}");
    let rule = hidden(&bench.as_who("OL").get(&page).body, "rule");
    let go = |who: &str, act: &str, seen: &str, reason: &str| {
        let fields = [
            ("rule", rule.as_str()),
            ("form", act),
            ("seen", seen),
            ("reason", reason),
        ];
        bench
            .as_who(who)
            .post(&format!("{page}/{act}"), &fields)
            .status
    };
    assert_eq!(go("RO", "propose", "0", ""), SHUT);
    assert_eq!(go("SE", "propose", "0", ""), SHUT);
    assert_eq!(go("OL", "try", "0", ""), REFUSED, "nobody proposed it");
    assert_eq!(go("O", "propose", "0", ""), DONE);
    assert_eq!(go("O", "propose", "1", ""), REFUSED, "once");
    assert_eq!(go("M", "try", "1", ""), REFUSED);
    assert_eq!(go("L", "try", "1", ""), DONE);
    assert_eq!(go("D", "approve", "2", " "), REFUSED);
    assert_eq!(go("D", "approve", "1", "全对"), REFUSED, "it moved on");
    assert_eq!(go("L", "approve", "2", "全对"), REFUSED);
    assert_eq!(go("D", "approve", "2", "全对"), DONE);
    assert_eq!(go("L", "enable", "3", ""), DONE);
    assert_eq!(go("OL", "disable", "4", HOSTILE), DONE);
    let body = bench.as_who("G").get(&page).body;
    assert!(body.contains("停用") && !body.contains("<script>alert"));
    assert_eq!(go("M", "demote", "5", "误报多"), REFUSED);
    assert_eq!(go("G", "demote", "5", ""), REFUSED);
    assert_eq!(go("G", "demote", "5", "误报多"), DONE);
    assert_eq!(go("G", "demote", "5", "误报多"), REFUSED, "it is already");
    assert_eq!(go("D", "restore", "5", "规则已改"), DONE);
    assert_eq!(go("D", "vanish", "5", ""), StatusCode::NOT_FOUND);
}

#[test]
fn hostile_addresses_of_every_page_show_as_text() {
    let bench = Bench::new();
    let words = escaped(HOSTILE);
    let query: String = [
        "q", "unit", "words", "no", "kind", "state", "by", "entity", "id", "period", "stand",
        "page", "next", "rule", "shade",
    ]
    .iter()
    .map(|name| format!("&{name}={words}"))
    .collect();
    for who in ["L", "AU", "SA"] {
        let mut browser = bench.as_who(who);
        for page in PAGES.iter().filter(|p| p.way == Way::Get) {
            for step in ["1", words.as_str()] {
                let steps = ["{key}", "{name}", "{id}", "{no}"];
                let path = steps
                    .iter()
                    .fold(page.path.to_owned(), |p, s| p.replace(s, step));
                let seen = browser.get(&format!("{path}?x=1{query}"));
                assert!(
                    !seen.status.is_server_error(),
                    "{who} {path}: {}",
                    seen.body
                );
                for markup in ["<script>alert", "<img src=x", "\"'><"] {
                    assert!(!seen.body.contains(markup), "{who} {path}: {markup}");
                }
            }
        }
    }
}
