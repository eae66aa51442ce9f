//! The pages, one file each, and the one list of them.
//!
//! To add a page: a file here with `fn(&Ask) -> Result<Answer, Problem>`, a template of its name in `templates/` that extends
//! `layout.html`, its title as `web.page.<id>` in both catalogues (`src/cli/locales/*.toml`), and a line in [`PAGES`].

mod account;
mod home;
mod login;
mod users;

use super::{
    access::{ADMINISTRATORS, SECURITY, SYSTEM},
    assets,
    page::{Page, Who},
};

/// Every page and every act of a page.
pub const PAGES: &[Page] = &[
    Page::get("home", "/", Who::LoggedIn, home::home).in_menu(),
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
