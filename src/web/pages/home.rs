//! 首页: what needs the person today.
use askama::Template;

use crate::web::{
    answer::{Answer, Problem},
    ask::Ask,
    frame::Frame,
};

#[derive(Template)]
#[template(path = "home.html", config = "src/web/askama.toml")]
struct Home {
    frame: Frame,
    on: String,
}

/// The start page.
pub(super) fn home(ask: &Ask) -> Result<Answer, Problem> {
    Answer::page(&Home {
        frame: ask.frame(),
        on: ask.house.opening.clock.on().to_string(),
    })
}
