//! The pages, one file each, and the one list of them.
//!
//! To add a page: a file here with `fn(&Ask) -> Result<Answer, Problem>`, a template of its name in `templates/` that extends
//! `layout.html`, its title as `web.page.<id>` in both catalogues (`src/cli/locales/*.toml`), and a line in [`PAGES`].

mod account;
mod documents;
mod entry_acts;
mod files;
mod flag;
mod flags;
mod home;
mod issues;
mod ledger;
mod log;
mod login;
mod matrices;
mod look_back;
mod opinion;
mod opinions;
mod papers;
mod reconcile;
mod rectification;
mod rules;
mod search;
mod session;
mod session_acts;
mod session_files;
mod sessions;
mod statistics;
mod users;

use super::{
    access::{ADMINISTRATORS, AUDITORS, BUSINESS, KEEPERS, READERS, REVIEWERS, SECURITY, SYSTEM},
    assets,
    page::{Page, Who},
};

/// Every page and every act of a page.
pub const PAGES: &[Page] = &[
    Page::get("home", "/", Who::LoggedIn, home::home).in_menu(),
    Page::get("files", "/files", READERS, files::list).in_menu(),
    Page::get("imports", "/files/imports", READERS, files::imports),
    Page::upload("files-import", "/files/import", KEEPERS, files::import),
    Page::get("document", "/documents/{key}", READERS, documents::document),
    Page::get(
        "original",
        "/documents/{key}/original",
        READERS,
        files::original,
    ),
    Page::get("search", "/search", READERS, search::search).in_menu(),
    Page::get("flags", "/flags", READERS, flags::list).in_menu(),
    Page::get("flag", "/flags/{id}", READERS, flag::flag),
    Page::post(
        "flag-decide",
        "/flags/{id}/decide",
        REVIEWERS,
        flags::decide,
    ),
    Page::get("reconcile", "/reconcile", READERS, reconcile::sheet).in_menu(),
    Page::get("ledger", "/ledger", READERS, ledger::list).in_menu(),
    Page::get("entry", "/ledger/entry", READERS, ledger::entry),
    Page::post(
        "entry-act",
        "/ledger/entry/{act}",
        BUSINESS,
        entry_acts::act,
    ),
    Page::get("steps", "/ledger/steps", READERS, matrices::steps),
    Page::get("stages", "/ledger/loop", READERS, matrices::stages),
    Page::get("sessions", "/sessions", READERS, sessions::list).in_menu(),
    Page::post("sessions-plan", "/sessions/plan", BUSINESS, sessions::plan),
    Page::get("session", "/sessions/{no}", READERS, session::session),
    Page::post(
        "session-take",
        "/sessions/{no}/take",
        BUSINESS,
        session_files::take,
    ),
    Page::upload(
        "session-merge",
        "/sessions/{no}/merge",
        BUSINESS,
        session_files::merge,
    ),
    Page::post(
        "session-act",
        "/sessions/{no}/{act}",
        BUSINESS,
        session_acts::act,
    ),
    Page::get("issues", "/issues", READERS, issues::list).in_menu(),
    Page::get("issue", "/issues/{no}", READERS, issues::issue),
    Page::post("issue-act", "/issues/{no}/{act}", BUSINESS, issues::act),
    Page::get("opinions", "/opinions", READERS, opinions::list).in_menu(),
    Page::post(
        "opinions-draft",
        "/opinions/draft",
        BUSINESS,
        opinions::draft,
    ),
    Page::post(
        "opinions-look-back",
        "/opinions/look_back",
        BUSINESS,
        opinions::look_back,
    ),
    Page::get("opinion", "/opinions/{no}", READERS, opinion::opinion),
    Page::post(
        "opinion-act",
        "/opinions/{no}/{act}",
        BUSINESS,
        opinion::act,
    ),
    Page::get(
        "rectification",
        "/rectifications/{no}",
        READERS,
        rectification::rectification,
    ),
    Page::post(
        "rectification-act",
        "/rectifications/{no}/{act}",
        BUSINESS,
        rectification::act,
    ),
    Page::get(
        "look-back",
        "/look-backs/{no}",
        READERS,
        look_back::look_back,
    ),
    Page::post(
        "look-back-act",
        "/look-backs/{no}/{act}",
        BUSINESS,
        look_back::act,
    ),
    Page::get("statistics", "/statistics", READERS, statistics::page).in_menu(),
    Page::get(
        "statistics-rows",
        "/statistics/rows",
        READERS,
        statistics::rows,
    ),
    Page::get(
        "statistics-flags",
        "/statistics/flags",
        READERS,
        statistics::flags,
    ),
    Page::get(
        "statistics-curve",
        "/statistics/curve",
        READERS,
        statistics::on_day,
    ),
    Page::post("papers-save", "/papers", BUSINESS, papers::save),
    Page::get("rules", "/rules", READERS, rules::list).in_menu(),
    Page::get("rule", "/rules/{id}", READERS, rules::rule),
    Page::post("version-act", "/rules/{id}/{act}", BUSINESS, rules::act),
    Page::get("log", "/log", AUDITORS, log::log).in_menu(),
    Page::get("users", "/users", ADMINISTRATORS, users::list).in_menu(),
    Page::post("users-add", "/users/add", SYSTEM, users::add),
    Page::post(
        "users-password",
        "/users/{name}/password",
        SYSTEM,
        users::password,
    ),
    Page::post("users-lock", "/users/{name}/lock", SYSTEM, users::lock),
    Page::post(
        "users-unlock",
        "/users/{name}/unlock",
        SYSTEM,
        users::unlock,
    ),
    Page::post("users-roles", "/users/{name}/roles", SECURITY, users::roles),
    Page::get("login", "/login", Who::Everyone, login::form),
    Page::post("login-send", "/login", Who::Everyone, login::enter),
    Page::post("logout", "/logout", Who::LoggedIn, login::leave),
    Page::get("password", "/password", Who::LoggedIn, account::form),
    Page::post("password-set", "/password", Who::LoggedIn, account::set),
    Page::post("language", "/language", Who::Everyone, account::speak),
    Page::get("asset", "/assets/{name}", Who::Everyone, assets::asset),
];
