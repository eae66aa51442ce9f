//! The workbench in the browser: asks the workflow, shows the answer; contains no rule.
//!
//! Every page is a line of [`PAGES`]; who may open it, the token of its form and what is sent with it are looked at in one place
//! (`dispatch`) before the page's function runs. Page functions are plain and blocking; what they show comes from views that are
//! renewed when the workspace has moved, what they do goes through one writer.

mod access;
mod act_form;
mod answer;
mod ask;
mod assets;
mod charts;
mod clock;
mod desk;
mod dispatch;
mod docket;
mod entry_forms;
mod form;
mod frame;
mod given;
mod headers;
mod house;
mod imports;
mod issue_form;
mod marking;
mod material;
mod minutes;
mod page;
mod pages;
mod rectification_forms;
mod server;
mod session_forms;
mod upload;
mod views;
mod words;

pub use clock::Clock;
pub use house::{House, Opening};
pub use page::{Page, Way, Who};
pub use pages::PAGES;
pub use server::{Listening, ServeError, router, serve};
