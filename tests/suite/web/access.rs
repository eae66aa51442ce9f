//! Every page and act for every role: the list of pages is what decides, and nothing else.
use std::collections::{BTreeSet, VecDeque};

use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use taizhang::{
    model::Role,
    web::{PAGES, Way},
};

use super::house::{Bench, Browser, PASSWORD};

/// The path with something in its named steps.
fn filled(path: &str) -> String {
    path.replace("{key}", "1")
        .replace("{id}", "0000000000000000")
        .replace("{name}", "RO")
        .replace("{no}", "1")
        .replace("{act}", "none")
}

/// Whether the door was shut, whatever stands behind it.
fn is_shut(browser: &mut Browser<'_>, page: &taizhang::web::Page, token: &str) -> bool {
    let path = filled(page.path);
    let seen = match page.way {
        Way::Get => browser.get(&path),
        Way::Post => browser.post_bare(&path, &[("token", token)]),
        Way::Upload => browser.upload_to(&path, (token, "b"), &[]),
    };
    let to_login =
        seen.status == StatusCode::SEE_OTHER && seen.header("location").starts_with("/login");
    // The token is right, so that 403 can only mean that the person may not.
    (to_login && page.id != "logout" && page.id != "password-set")
        || seen.status == StatusCode::FORBIDDEN
}

#[test]
fn every_page_opens_to_those_on_its_list_and_to_nobody_else() {
    let bench = Bench::new();
    let mut checked = 0;
    for role in Role::ALL {
        for page in PAGES {
            // Logging out and in again for each, because some acts end the session.
            let mut browser = match page.way {
                Way::Get => continue,
                _ => bench.as_who(role.letters()),
            };
            let token = browser.token();
            let account = account(*role);
            // Accounts administer others, not themselves; what is asked here is the door.
            let open = page.who.admits(Some(&account));
            let changes_accounts = page.path.starts_with("/users/") && page.path.contains("{name}");
            if changes_accounts && open {
                continue;
            }
            assert_eq!(
                is_shut(&mut browser, page, &token),
                !open,
                "{role:?} {page:?}"
            );
            checked += 1;
        }
        let mut browser = bench.as_who(role.letters());
        for page in PAGES.iter().filter(|p| p.way == Way::Get) {
            let open = page.who.admits(Some(&account(*role)));
            assert_eq!(is_shut(&mut browser, page, ""), !open, "{role:?} {page:?}");
            checked += 1;
        }
    }
    assert!(checked > 150, "{checked}");
    let mut guest = bench.guest();
    for page in PAGES {
        let token = guest.token();
        let open = page.who.admits(None);
        if page.id == "login-send" {
            continue;
        }
        assert_eq!(is_shut(&mut guest, page, &token), !open, "nobody {page:?}");
    }
}

fn account(role: Role) -> taizhang::model::Account {
    taizhang::model::Account {
        name: role.letters().to_owned(),
        display: role.letters().to_owned(),
        roles: [role].into(),
        is_active: true,
        failures: 0,
        refused_until: None,
        made_at: String::new(),
        password_at: String::new(),
        must_change: false,
        seen_at: None,
    }
}

#[test]
fn administrators_have_no_business_and_readers_change_nothing() {
    let business = |role: Role| !role.is_administrator() && role != Role::只读;
    for page in PAGES {
        for role in Role::ALL {
            let open = page.who.admits(Some(&account(*role)));
            let is_common = page.who.admits(None)
                || Role::ALL
                    .iter()
                    .all(|r| page.who.admits(Some(&account(*r))));
            let is_of_accounts = page.path.starts_with("/users") || page.path == "/log";
            if open && !is_common && role.is_administrator() {
                assert!(is_of_accounts, "{role:?} {page:?}");
            }
            if open && !is_common && page.way != Way::Get {
                assert!(business(*role) != is_of_accounts, "{role:?} {page:?}");
            }
        }
    }
}

/// Addresses in a page that lead inside.
fn links(body: &str) -> Vec<String> {
    body.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|path| path.starts_with('/') && !path.starts_with("/assets"))
        .map(|path| {
            let path = path.replace("&amp;", "&").replace("&#38;", "&");
            path.split('#').next().unwrap().to_owned()
        })
        .collect()
}

/// Whether a path is one of this page.
fn is_of(page: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap();
    let (mut a, mut b) = (page.split('/'), path.split('/'));
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(step), Some(there)) if step.starts_with('{') || step == there => {}
            _ => return false,
        }
    }
}

#[test]
fn every_page_is_reached_from_the_start_page() {
    let bench = Bench::new();
    // A record of every kind stands somewhere.
    super::desk::whole_story(&bench);
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    for who in ["G", "AU", "SA"] {
        let mut browser = bench.as_who(who);
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut next: VecDeque<String> = VecDeque::from(["/".to_owned()]);
        while let Some(path) = next.pop_front() {
            // The same page with other conditions is the same page.
            let kind = path.split('?').next().unwrap().to_owned();
            if !seen.insert(kind) || seen.len() > 300 {
                continue;
            }
            let answer = browser.get(&path);
            assert!(
                answer.status.is_success() || answer.status == StatusCode::SEE_OTHER,
                "{path}: {} {}",
                answer.status,
                answer.body
            );
            let found = PAGES
                .iter()
                .filter(|p| p.way == Way::Get && is_of(p.path, &path));
            reached.extend(found.map(|p| p.id));
            next.extend(links(&answer.body));
        }
    }
    let ours = ["login", "asset"];
    let lost: Vec<_> = PAGES
        .iter()
        .filter(|p| p.way == Way::Get && !reached.contains(p.id) && !ours.contains(&p.id))
        .collect();
    assert!(lost.is_empty(), "no way leads to {lost:?}");
}

#[test]
fn every_file_of_a_page_is_on_the_list_and_every_page_has_a_title_in_both_languages() {
    let text = std::fs::read_to_string("src/web/pages/mod.rs").unwrap();
    for entry in std::fs::read_dir("src/web/pages").unwrap() {
        let name = entry
            .unwrap()
            .path()
            .file_stem()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        assert!(
            name == "mod" || text.contains(&format!("{name}::")),
            "{name} is no page"
        );
    }
    for language in taizhang::model::Language::ALL {
        for page in PAGES {
            let key = format!("web.page.{}", page.id);
            assert_ne!(taizhang::cli::text(*language, &key), key);
        }
    }
}

#[test]
fn a_locked_account_and_a_new_password_end_what_was_open() {
    let bench = Bench::new();
    let mut member = bench.as_who("M");
    assert_eq!(member.get("/flags").status, StatusCode::OK);
    let mut system = bench.as_who("SA");
    assert_eq!(
        system.post("/users/M/lock", &[]).status,
        StatusCode::SEE_OTHER
    );
    assert!(
        member
            .get("/flags")
            .header("location")
            .starts_with("/login")
    );
    assert_eq!(
        system.post("/users/M/unlock", &[]).status,
        StatusCode::SEE_OTHER
    );
    let mut other = bench.as_who("M");
    let new = "Quiet-harbor-77";
    let set = other.post(
        "/password",
        &[("old", PASSWORD), ("new", new), ("again", new)],
    );
    assert_eq!(set.header("location"), "/login");
    assert!(other.get("/flags").header("location").starts_with("/login"));
    assert!(bench.guest().log_in("M", PASSWORD).status == StatusCode::OK);
    assert_eq!(bench.guest().log_in("M", new).status, StatusCode::SEE_OTHER);
}

#[test]
fn the_three_administrators_are_three_people() {
    let bench = Bench::new();
    let mut security = bench.as_who("SE");
    let both = security.post("/users/RO/roles", &[("role", "SA"), ("role", "L")]);
    assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY);
    let own = security.post("/users/SE/roles", &[("role", "G")]);
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    let given = security.post("/users/RO/roles", &[("role", "L"), ("role", "M")]);
    assert_eq!(given.status, StatusCode::SEE_OTHER);
    let mut system = bench.as_who("SA");
    assert_eq!(
        system.post("/users/AU/password", &[]).status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        system.post("/users/SA/lock", &[]).status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[test]
fn other_hosts_and_other_methods_are_turned_away() {
    let bench = Bench::new();
    let mut guest = bench.guest();
    let named = Request::get("/login")
        .header("host", "evil.example")
        .body(Body::empty());
    assert_eq!(
        guest.send(named.unwrap()).status,
        StatusCode::MISDIRECTED_REQUEST
    );
    let put = Request::put("/login").body(Body::empty()).unwrap();
    assert_eq!(guest.send(put).status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(guest.get("/nowhere").status, StatusCode::NOT_FOUND);
}
