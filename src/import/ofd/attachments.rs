//! Files attached to a document: handed over to be read, and named in the facts.
use crate::import::{Reading, Terms, members::Members};
use crate::model::{Reason, Recovery};

use super::{parts::Parts, tree::Element};

/// The attached files of all documents on their way to being read.
pub(super) struct Attachments<'t, 'a> {
    names: Vec<String>,
    members: Members<'t, 'a>,
    most: usize,
}

impl<'t, 'a> Attachments<'t, 'a> {
    pub(super) fn new(terms: &'t Terms<'a>) -> Self {
        Self {
            names: Vec::new(),
            members: Members::new(terms),
            most: terms.limits.files as usize,
        }
    }

    /// Hands over the files that the part `list` names. Those that are not there get a row of their own.
    pub(super) fn add(&mut self, parts: &mut Parts<'_>, list: &str) {
        let Some(tree) = parts.tree(list) else { return };
        let all = tree.all("Attachments").flat_map(|a| a.all("Attachment"));
        // One more than the limit, so that passing it is told.
        for attachment in all.take(self.most.saturating_add(1)) {
            if self.members.is_full() {
                return;
            }
            let at = attachment.text_of("FileLoc").unwrap_or_default();
            let name = name(attachment, at);
            self.names.push(name.clone());
            let part = parts.find(list, at);
            match part.and_then(|part| parts.bytes(&part).ok().flatten()) {
                Some(bytes) => self.members.give(name, bytes),
                None => {
                    let reason = Reason::new("attachment-missing");
                    self.members.list(name, 0, Recovery::Unreadable, reason);
                }
            }
        }
    }

    /// Adds their names and what became of them to the reading.
    pub(super) fn tell(self, reading: &mut Reading) {
        if !self.names.is_empty() {
            let names = self.names.join(", ");
            reading.facts.insert("attachments".to_owned(), names);
        }
        self.members.tell(reading);
    }
}

/// Its name with the ending of the part that holds it, which names often leave out.
fn name(attachment: &Element, at: &str) -> String {
    let file = at.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown = attachment.attribute("Name").unwrap_or_default();
    let ending = file.rsplit_once('.').map(|(_, e)| e);
    match (shown, ending) {
        ("", _) => file.to_owned(),
        (shown, Some(ending)) => {
            let has = shown
                .rsplit_once('.')
                .is_some_and(|(_, e)| e.eq_ignore_ascii_case(ending));
            if has {
                shown.to_owned()
            } else {
                format!("{shown}.{ending}")
            }
        }
        (shown, None) => shown.to_owned(),
    }
}
