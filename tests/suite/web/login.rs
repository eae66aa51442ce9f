//! Logging in: the same answer whatever was wrong, a wait that grows, a session that ends.
use std::{thread, time::Duration};

use axum::http::StatusCode;
use taizhang::workflow::Purpose;

use super::house::{Bench, PASSWORD, office};

#[test]
fn a_wrong_name_and_a_wrong_password_are_told_alike() {
    let bench = Bench::with(&[], "");
    let plain = |body: &str| {
        let mut lines: Vec<&str> = body.lines().collect();
        lines.retain(|l| !l.contains("value=\""));
        lines.join("\n")
    };
    let wrong_name = bench.guest().log_in("nobody", PASSWORD);
    let wrong_password = bench.guest().log_in("M", "not-the-password");
    assert_eq!(wrong_name.status, StatusCode::OK);
    assert_eq!(plain(&wrong_name.body), plain(&wrong_password.body));
    assert!(wrong_name.body.contains("role=\"alert\""));
}

#[test]
fn an_account_waits_after_failures_and_the_administrator_lets_it_in_again() {
    let bench = Bench::with(&[], "[accounts]\nfailures = 3\n");
    for _ in 0..3 {
        let _ = bench.guest().log_in("M", "not-the-password");
        // The first wait is a second.
        thread::sleep(Duration::from_millis(1_100));
    }
    let refused = bench.guest().log_in("M", PASSWORD);
    assert_eq!(
        refused.status,
        StatusCode::OK,
        "the right password came too late"
    );
    let mut system = bench.as_who("SA");
    assert!(system.get("/users").body.contains("/users/M/unlock"));
    assert_eq!(
        system.post("/users/M/unlock", &[]).status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        bench.guest().log_in("M", PASSWORD).status,
        StatusCode::SEE_OTHER
    );
    let mut office = office(bench.folder.path(), Purpose::Read);
    let told = office
        .latest_events(None, (Some("account"), None), 100)
        .unwrap();
    let count = |action: &str| {
        told.iter()
            .filter(|e| e.action == action && e.entity_id == "M")
            .count()
    };
    assert_eq!(count("login.failed"), 3);
    assert_eq!(count("login.refused"), 1);
    assert_eq!(count("login.succeeded"), 1);
    assert_eq!(count("account.unlocked"), 1);
    let system_told = told
        .iter()
        .find(|e| e.action == "account.unlocked")
        .unwrap();
    assert_eq!(system_told.actor, "SA");
}

#[test]
fn a_session_ends_when_nobody_uses_it_and_when_its_person_leaves() {
    let bench = Bench::with(&[], "");
    let mut member = bench.as_who("M");
    let before = member.cookies.clone();
    assert_eq!(member.get("/").status, StatusCode::OK);
    assert_eq!(member.post("/logout", &[]).header("location"), "/login");
    member.cookies = before;
    assert!(
        member.get("/").header("location").starts_with("/login"),
        "the cookie was taken along"
    );
    // No minute at all: what was opened is over at once.
    let bench = Bench::with(&[], "[accounts]\nidle_minutes = 0\n");
    let mut member = bench.guest();
    let _ = member.log_in("M", PASSWORD);
    assert!(member.get("/").header("location").starts_with("/login"));
}

#[test]
fn cookies_are_for_this_server_alone() {
    let bench = Bench::with(&[], "");
    let mut guest = bench.guest();
    let first = guest.get("/login");
    let seen = guest.log_in("M", PASSWORD);
    let set: Vec<String> = [&first, &seen]
        .iter()
        .flat_map(|s| s.headers.get_all("set-cookie"))
        .map(|v| v.to_str().unwrap().to_owned())
        .collect();
    assert!(set.iter().any(|c| c.starts_with("taizhang=")), "{set:?}");
    for cookie in set {
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
            "{cookie}"
        );
    }
}

#[test]
fn a_first_password_must_be_replaced_before_anything_else() {
    let bench = Bench::with(&[], "");
    let mut system = bench.as_who("SA");
    let made = system.post("/users/add", &[("name", "林一"), ("display", "林一")]);
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let password = made
        .body
        .split("<code>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    let mut fresh = bench.guest();
    assert_eq!(
        fresh.log_in("林一", &password).status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(fresh.get("/flags").header("location"), "/password");
    for weak in [
        "short-1A",
        "aaaaaaaaaaaa",
        "alllowercaseletters",
        "林一-Passw0rd",
    ] {
        let seen = fresh.post(
            "/password",
            &[("old", &password), ("new", weak), ("again", weak)],
        );
        assert_eq!(seen.status, StatusCode::OK, "{weak}");
    }
    let new = "Maple-bridge-81";
    let set = fresh.post(
        "/password",
        &[("old", &password), ("new", new), ("again", new)],
    );
    assert_eq!(set.header("location"), "/login");
    assert_eq!(fresh.log_in("林一", new).status, StatusCode::SEE_OTHER);
    assert_eq!(fresh.get("/flags").status, StatusCode::OK);
}
