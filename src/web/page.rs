//! What a page is: its path, who may open it, and the function that answers.
use super::{
    answer::{Answer, Problem},
    ask::Ask,
};
use crate::model::{Account, Role};

/// How a page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It is looked at; nothing changes.
    Get,
    /// A form is sent.
    Post,
    /// A form with files is sent.
    Upload,
}

/// Who may.
#[derive(Clone, Copy, Debug)]
pub enum Who {
    /// Everyone, logged in or not.
    Everyone,
    /// Everyone who is logged in.
    LoggedIn,
    /// Those who hold one of these roles.
    Holding(&'static [Role]),
}

impl Who {
    /// Whether it is open to this account, or to nobody in particular.
    #[must_use]
    pub fn admits(self, account: Option<&Account>) -> bool {
        match (self, account) {
            (Self::Everyone, _) => true,
            (Self::LoggedIn, account) => account.is_some(),
            (Self::Holding(roles), account) => account.is_some_and(|a| a.is_one_of(roles)),
        }
    }
}

/// The function that answers.
pub(super) type Answering = fn(&Ask) -> Result<Answer, Problem>;

/// A page, or an act of a page.
#[derive(Clone, Copy)]
pub struct Page {
    /// Name; its title stands in the catalogues under `web.page.<id>`.
    pub id: &'static str,
    /// How it is asked for.
    pub way: Way,
    /// Path; `{name}` stands for one step of it.
    pub path: &'static str,
    /// Who may.
    pub who: Who,
    /// Whether it stands in the menu.
    pub is_in_menu: bool,
    pub(super) answering: Answering,
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {}", self.way, self.path)
    }
}

impl Page {
    const fn new(
        way: Way,
        (id, path): (&'static str, &'static str),
        who: Who,
        answering: Answering,
    ) -> Self {
        Self {
            id,
            way,
            path,
            who,
            is_in_menu: false,
            answering,
        }
    }
    /// A page that is looked at.
    pub(super) const fn get(
        id: &'static str,
        path: &'static str,
        who: Who,
        answering: Answering,
    ) -> Self {
        Self::new(Way::Get, (id, path), who, answering)
    }
    /// What a form does.
    pub(super) const fn post(
        id: &'static str,
        path: &'static str,
        who: Who,
        answering: Answering,
    ) -> Self {
        Self::new(Way::Post, (id, path), who, answering)
    }
    /// What a form with files does.
    pub(super) const fn upload(
        id: &'static str,
        path: &'static str,
        who: Who,
        answering: Answering,
    ) -> Self {
        Self::new(Way::Upload, (id, path), who, answering)
    }
    /// Puts it into the menu.
    pub(super) const fn in_menu(mut self) -> Self {
        self.is_in_menu = true;
        self
    }
}
