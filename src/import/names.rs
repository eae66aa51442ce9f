//! Names of files as they come: made legible, made safe, kept apart, and told from what systems leave behind.
use std::collections::BTreeMap;

/// Longest name of a carried file that is shown, in characters; a zip name may have 65,535 bytes. The end is kept, because the
/// extension stands there.
const LONGEST: usize = 500;

/// What systems leave behind in folders, in small letters.
const LEFTOVERS: &[&str] = &["thumbs.db", "desktop.ini", "__macosx"];

/// Whether a file or folder of that name is no material: lock files of office programs, hidden files, what systems leave behind.
pub(super) fn is_leftover(name: &str) -> bool {
    name.starts_with("~$")
        || name.starts_with('.')
        || LEFTOVERS.contains(&name.to_ascii_lowercase().as_str())
}

/// Whether a path inside a carrier is a leftover or lies in one.
pub(super) fn is_leftover_path(path: &str) -> bool {
    steps(path).any(is_leftover)
}

/// The folders and the name of a path, without what leads elsewhere.
fn steps(path: &str) -> impl Iterator<Item = &str> {
    path.split(['/', '\\'])
        .filter(|s| !matches!(*s, "" | "." | ".."))
}

/// A name of a carried file that leads nowhere else and shows nothing but itself, and whether it had to be changed for that.
/// Folders are parted by `/`; a backslash is taken for one, as Chinese archivers write it.
pub(super) fn safe(name: &str) -> (String, bool) {
    let path = name.replace('\\', "/");
    let drive = path
        .get(..2)
        .is_some_and(|d| d.ends_with(':') && d.starts_with(|c: char| c.is_ascii_alphabetic()));
    let leads_out = path.starts_with('/') || drive || path.split('/').any(|s| s == "..");
    let rest = if drive { path.get(2..) } else { None }.unwrap_or(&path);
    let joined = steps(rest).collect::<Vec<_>>().join("/");
    let shown = legible(&joined);
    let mut changed = leads_out || shown != joined;
    let count = shown.chars().count();
    let shown = if count > LONGEST {
        changed = true;
        let kept: String = shown.chars().skip(count - LONGEST).collect();
        format!("…{kept}")
    } else {
        shown
    };
    if shown.is_empty() {
        ("?".to_owned(), true)
    } else {
        (shown, changed)
    }
}

/// A name with `?` for characters that are not shown: control characters, and marks that turn the direction of writing, by
/// which `exe` can be made to look like `doc`.
pub(super) fn legible(name: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    name.replace(hidden, "?")
}

/// Names used so far; a name used again gets a number.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// How often a name was asked for.
    asked: BTreeMap<String, u32>,
}

impl Used {
    /// The name itself, or the name with the first number that makes it one of its own.
    pub(super) fn own(&mut self, name: String) -> String {
        let mut count = self.asked.get(&name).copied().unwrap_or_default();
        let mut own = name.clone();
        loop {
            count += 1;
            if count > 1 {
                own = format!("{name} ({count})");
            }
            if count == 1 || !self.asked.contains_key(&own) {
                break;
            }
        }
        self.asked.insert(own.clone(), 1);
        self.asked.insert(name, count);
        own
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_are_cut_short_and_told() {
        for (name, shown, changed) in [
            ("台账/整改.xlsx", "台账/整改.xlsx", false),
            ("报告\\附件1.docx", "报告/附件1.docx", false),
            ("./甲.txt", "甲.txt", false),
            ("../../etc/passwd", "etc/passwd", true),
            ("/etc/passwd", "etc/passwd", true),
            ("C:\\账\\甲.txt", "账/甲.txt", true),
            ("甲\u{202E}cod.exe", "甲?cod.exe", true),
            ("甲\n乙.txt", "甲?乙.txt", true),
            ("..", "?", true),
            ("", "?", true),
        ] {
            assert_eq!(safe(name), (shown.to_owned(), changed), "{name:?}");
        }
        let (long, changed) = safe(&format!("{}.docx", "长".repeat(60_000)));
        assert!(changed && long.ends_with("长.docx") && long.chars().count() == LONGEST + 1);
    }

    #[test]
    fn no_two_files_get_one_name() {
        let mut used = Used::default();
        let names = ["甲", "甲", "甲 (2)", "甲", "甲 (2)", "乙"];
        let own: Vec<String> = names.iter().map(|n| used.own((*n).to_owned())).collect();
        assert_eq!(
            own,
            ["甲", "甲 (2)", "甲 (2) (2)", "甲 (3)", "甲 (2) (3)", "乙"]
        );
    }

    #[test]
    fn leftovers_are_told_from_material_at_any_depth() {
        for name in [
            "__MACOSX/甲.docx",
            "甲/.DS_Store",
            "甲/Thumbs.db",
            "~$台账.xlsx",
        ] {
            assert!(is_leftover_path(name), "{name}");
        }
        for name in ["../甲.docx", "./甲.docx", "truth.ndjson", "甲/~台账.xlsx"] {
            assert!(!is_leftover_path(name), "{name}");
        }
    }
}
