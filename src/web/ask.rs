//! What a page function is given: who asks for what, in which language, with which form.
use std::sync::{Arc, Mutex, PoisonError};

use super::{
    answer::Problem,
    form::Fields,
    frame::{Frame, MenuItem},
    house::House,
    page::Page,
    pages::PAGES,
    words::Words,
};
use crate::{
    model::Account,
    workflow::{Actor, Incoming, Mark, Office, OfficeError},
};

/// A request, looked at and let through.
pub(super) struct Ask {
    pub(super) house: Arc<House>,
    pub(super) page: &'static Page,
    pub(super) words: Words,
    /// Who asks; `None` only on pages that are open to everyone.
    pub(super) account: Option<Account>,
    /// The named steps of the path.
    pub(super) steps: Fields,
    /// What stands after the `?`.
    pub(super) query: Fields,
    /// The form.
    pub(super) form: Fields,
    /// Files that were sent with it.
    pub(super) sent: Mutex<Option<Incoming>>,
    /// The token every form of this person must carry.
    pub(super) token: String,
    /// Path and query as asked for.
    pub(super) here: String,
    /// Where the request came from, for the log.
    pub(super) from: String,
}

impl Ask {
    /// A named step of the path.
    pub(super) fn step(&self, name: &str) -> &str {
        self.steps.get(name)
    }

    /// Name of the account that asks.
    pub(super) fn by(&self) -> &str {
        self.account.as_ref().map_or("", |a| a.name.as_str())
    }

    /// Whether the person who asks may open another page.
    pub(super) fn may(&self, id: &str) -> bool {
        PAGES
            .iter()
            .any(|p| p.id == id && p.who.admits(self.account.as_ref()))
    }

    /// Reads something.
    pub(super) fn read<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&mut Office) -> Result<T, OfficeError> + Send + 'static,
    ) -> Result<T, Problem> {
        self.house.read(verb)
    }

    /// Does something as the person who asks. When it returns, it stands in the store.
    pub(super) fn write<T: Send + 'static>(
        &self,
        verb: impl FnOnce(&mut Office) -> Result<T, OfficeError> + Send + 'static,
    ) -> Result<T, Problem> {
        self.house.write(self.by(), verb)
    }

    /// How far the workspace has come.
    pub(super) fn mark(&self) -> Arc<Mark> {
        self.house.mark()
    }

    /// Who acts and when.
    pub(super) fn actor(&self) -> Actor {
        self.house.actor(self.by())
    }

    /// What was sent, once.
    pub(super) fn take_sent(&self) -> Option<Incoming> {
        self.sent
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }

    /// What stands around every page, under the page's own title.
    pub(super) fn frame(&self) -> Frame {
        self.frame_titled(self.words.t(&format!("page.{}", self.page.id)))
    }

    /// What stands around every page.
    pub(super) fn frame_titled(&self, title: String) -> Frame {
        let menu = PAGES
            .iter()
            .filter(|p| p.is_in_menu && p.who.admits(self.account.as_ref()))
            .map(|p| MenuItem {
                path: p.path,
                title: self.words.t(&format!("page.{}", p.id)),
                is_here: p.path == self.page.path
                    || (p.path != "/" && self.page.path.starts_with(&format!("{}/", p.path))),
            })
            .collect();
        Frame {
            words: self.words,
            title,
            menu: match &self.account {
                Some(_) => menu,
                None => Vec::new(),
            },
            who: self.account.as_ref().map(|a| a.display.clone()),
            token: self.token.clone(),
            here: self.here.clone(),
        }
    }
}
