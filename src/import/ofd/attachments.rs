//! Files attached to a document: handed over to be read, and named in the facts.
use crate::import::{Attached, Terms};
use crate::model::Reason;

use super::{parts::Parts, tree::Element};

/// What became of the attached files.
#[derive(Debug, Default)]
pub(super) struct Attachments {
    /// Their names, in order.
    pub(super) names: Vec<String>,
    /// Names of those that are not in the file or could not be taken out.
    missing: Vec<String>,
    /// Why no more were handed over.
    refused: Option<Reason>,
}

impl Attachments {
    /// Hands over the files that the part `list` names.
    pub(super) fn add(&mut self, parts: &mut Parts<'_>, list: &str, terms: &Terms<'_>) {
        let Some(tree) = parts.tree(list) else { return };
        let all = tree
            .all("Attachments")
            .flat_map(|a| a.all("Attachment"))
            .take(terms.limits.files as usize);
        for attachment in all {
            let at = attachment.text_of("FileLoc").unwrap_or_default();
            let name = name(attachment, at);
            self.names.push(name.clone());
            let part = parts.find(list, at);
            let bytes = part.and_then(|part| parts.bytes(&part).ok().flatten());
            match bytes {
                _ if self.refused.is_some() => {}
                Some(bytes) => {
                    terms.spend(bytes.len() as u64);
                    self.refused = terms.carry(Attached { name, bytes }).err();
                }
                None => self.missing.push(name),
            }
        }
    }

    /// What is missing of them.
    pub(super) fn reasons(self) -> Vec<Reason> {
        let missing = (!self.missing.is_empty()).then(|| {
            Reason::new("attachments-missing")
                .with("count", self.missing.len())
                .with("names", self.missing.join(", "))
        });
        self.refused.into_iter().chain(missing).collect()
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
