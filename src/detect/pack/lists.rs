//! Word lists of a rule: `<name>` in a pattern stands for any entry of the list of that name, so that a pattern shows its order.
use std::collections::BTreeMap;

use toml::Spanned;

use super::{
    error::Faults,
    file::{Define, Text},
    pattern::compile,
};
use crate::model::Reason;

/// The lists of one rule file by name, each as one group of alternatives.
#[derive(Debug, Default)]
pub(super) struct Lists(BTreeMap<String, String>);

impl Lists {
    /// Reads the lists in their order; an entry may use the lists before it.
    pub(super) fn read(define: &[Spanned<Define>], faults: &mut Faults<'_>) -> Self {
        let mut lists = Self::default();
        for d in define.iter().map(Spanned::get_ref) {
            let name = d.name.get_ref();
            let at = d.name.span();
            if !is_name(name) {
                let reason = Reason::new("rule-bad-list-name").with("name", name);
                faults.at(&at, reason);
            }
            if d.any.is_empty() {
                faults.at(&at, Reason::new("rule-empty-group").with("name", name));
            }
            let entries: Vec<String> = d
                .any
                .iter()
                .filter_map(|entry| lists.entry(entry, faults))
                .collect();
            let group = format!("(?:{})", entries.join("|"));
            if lists.0.insert(name.clone(), group).is_some() {
                faults.at(&at, Reason::new("rule-list-twice").with("name", name));
            }
        }
        lists
    }

    /// An entry with its lists put in; what could not stand as a pattern of its own is refused on its own line.
    fn entry(&self, entry: &Text, faults: &mut Faults<'_>) -> Option<String> {
        let put_in = self.put_in(entry.get_ref()).and_then(|text| {
            compile(&text, false, true)?;
            Ok(text)
        });
        put_in
            .map_err(|reason| faults.at(&entry.span(), reason))
            .ok()
    }

    /// A pattern with every `<name>` replaced by its list.
    ///
    /// # Errors
    /// A [`Reason`] when a list is named that the file does not hold.
    pub(super) fn put_in(&self, pattern: &str) -> Result<String, Reason> {
        let mut out = String::with_capacity(pattern.len());
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('<') {
            out.push_str(before);
            // A named group of an expression, `(?<n>…)` or `(?P<n>…)`, is no list.
            let is_group = out.ends_with("(?") || out.ends_with("(?P");
            match after.split_once('>').filter(|_| !is_group) {
                Some((name, behind)) if is_name(name) => {
                    let list = self.0.get(name);
                    out.push_str(
                        list.ok_or_else(|| Reason::new("rule-unknown-list").with("name", name))?,
                    );
                    rest = behind;
                }
                _ => {
                    out.push('<');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        Ok(out)
    }
}

/// Letters only: `<5` and `<=` in a pattern stay what they are.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_alphabetic)
}
