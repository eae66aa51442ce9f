//! What a page function gives back.
use askama::Template;
use axum::http::StatusCode;

use crate::{model::Reason, workflow::OfficeError};

/// What a page answers.
pub(super) enum Answer {
    /// A page.
    Html(String),
    /// A page that asks again: what was sent could not be accepted, and the page says why.
    Again(String),
    /// Look there next; always a path of this workbench.
    Look(String),
    /// A file to be saved, never to be opened in the browser.
    Save {
        /// Name.
        name: String,
        /// Content.
        bytes: Vec<u8>,
    },
    /// A part of the program.
    Asset {
        /// Media type.
        media: &'static str,
        /// Hash of the content.
        tag: String,
        /// Content.
        bytes: Vec<u8>,
    },
    /// The person is logged in from now on, and looks there next.
    Enter {
        /// Name of the account.
        account: String,
        /// Where to.
        next: String,
    },
    /// The person is logged out.
    Leave,
    /// The language is this from now on.
    Speak {
        /// Tag.
        tag: &'static str,
        /// Where to.
        next: String,
    },
}

impl Answer {
    /// Renders a template.
    pub(super) fn page(template: &impl Template) -> Result<Self, Problem> {
        template
            .render()
            .map(Self::Html)
            .map_err(|e| Problem::Broken(Reason::new("page-failed").with("detail", e)))
    }
}

/// Why a page cannot be shown or an act not be done.
#[derive(Debug)]
pub(super) enum Problem {
    /// There is no such thing.
    Missing,
    /// What was sent cannot be accepted; told to the person, who can mend it.
    Refused(Reason),
    /// The person may not.
    Forbidden,
    /// The form does not come from a page of this workbench, or that page is too old.
    Stale,
    /// Too much was sent.
    TooMuch(Reason),
    /// A verb failed.
    Office(OfficeError),
    /// The program failed.
    Broken(Reason),
}

impl From<OfficeError> for Problem {
    fn from(error: OfficeError) -> Self {
        match error.is_busy() {
            // The person did not lock anything and can unlock nothing.
            true => Self::Broken(Reason::new("office-busy")),
            false => Self::Office(error),
        }
    }
}

impl Problem {
    /// Status of the answer.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Missing => StatusCode::NOT_FOUND,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Forbidden | Self::Stale => StatusCode::FORBIDDEN,
            Self::TooMuch(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Office(
                OfficeError::NoSuchFile { .. }
                | OfficeError::NoSuchEntry { .. }
                | OfficeError::NoSuchIndicator { .. }
                | OfficeError::OriginalGone { .. },
            ) => StatusCode::NOT_FOUND,
            Self::Office(e) if e.is_wrong_use() => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Office(_) | Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
    /// What is told.
    pub(super) fn reason(&self) -> Reason {
        match self {
            Self::Missing => Reason::new("page-missing"),
            Self::Forbidden => Reason::new("page-forbidden"),
            Self::Stale => Reason::new("form-stale"),
            Self::Refused(reason) | Self::TooMuch(reason) | Self::Broken(reason) => reason.clone(),
            Self::Office(error) => error.reason(),
        }
    }
}
