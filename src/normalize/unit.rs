//! Reads which host unit a document comes from: from its text, else its file name, else its folder.
use crate::model::{Read, ReadFrom, ReadingSettings};

use super::{lexicon::LEXICON, organization};

/// What the reading looks at, best source first.
#[derive(Debug, Default)]
pub(super) struct Material<'a> {
    /// Values of fields such as 填报单位：…, with the field's name.
    pub(super) fields: Vec<(String, String)>,
    /// Title.
    pub(super) title: Option<&'a str>,
    /// Signature lines from the end.
    pub(super) signatures: Vec<String>,
    /// Red heading.
    pub(super) head: Option<String>,
    /// Path of the file relative to the imported root.
    pub(super) file: &'a str,
}

/// Parts of a unit's name that name its party body, not the unit.
const BODIES: &[&str] = &["党组", "党委", "党工委", "党支部"];

/// Reads the unit.
pub(super) fn read(material: &Material<'_>, settings: &ReadingSettings) -> Option<Read<String>> {
    if let Some(unit) = settings
        .unit
        .as_deref()
        .map(str::trim)
        .filter(|u| !u.is_empty())
    {
        return Some(Read {
            value: known(unit, settings).unwrap_or_else(|| unit.to_owned()),
            from: ReadFrom::Override,
            because: unit.to_owned(),
        });
    }
    // 厅督察整改办公室 leaves out whose office it is; anything that says so goes before.
    from_text(material, settings, &|unit| !organization::is_relative(unit))
        .or_else(|| {
            from_path(material.file, settings)
                .filter(|path| !organization::is_relative(&path.value))
        })
        .or_else(|| from_text(material, settings, &|_| true))
        .or_else(|| from_path(material.file, settings))
}

/// The unit the text names, of those that `accept` lets pass.
fn from_text(
    material: &Material<'_>,
    settings: &ReadingSettings,
    accept: &dyn Fn(&str) -> bool,
) -> Option<Read<String>> {
    let text = |value: String, because: String| {
        Some(Read {
            value,
            from: ReadFrom::Text,
            because,
        })
    };
    for wanted in &LEXICON.unit_fields {
        let field = material.fields.iter().find(|(name, _)| name == wanted);
        if let Some((name, value)) = field
            && let Some(unit) = field_value(value, settings).filter(|u| accept(u))
        {
            return text(unit, format!("{name}：{value}"));
        }
    }
    // A series and the title of its issue are two titles.
    let titles = || material.title.into_iter().flat_map(|t| t.split('\u{3000}'));
    if let Some((title, unit)) =
        titles().find_map(|t| Some((t, in_title(t, settings).filter(|u| accept(u))?)))
    {
        return text(unit, format!("标题：{title}"));
    }
    for line in &material.signatures {
        if let Some(unit) = whole(line, settings).filter(|u| accept(u)) {
            return text(unit, format!("落款：{line}"));
        }
    }
    if let Some(head) = &material.head
        && let Some(unit) = whole(head.trim_end_matches("文件"), settings).filter(|u| accept(u))
    {
        return text(unit, head.clone());
    }
    let (title, unit) =
        titles().find_map(|t| Some((t, after_about(t, settings).filter(|u| accept(u))?)))?;
    text(unit, format!("标题：{title}"))
}

/// The unit a path names: file name first, then folders from the innermost.
fn from_path(file: &str, settings: &ReadingSettings) -> Option<Read<String>> {
    let mut parts = file.rsplit('/');
    let name = parts.next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let read = |part: &str| {
        known_in(part, settings).or_else(|| {
            pieces(part).find_map(|piece| {
                organization::at_start(piece)
                    .map(|end| clean(&piece[..end]))
                    .or_else(|| organization::is_whole(piece).then(|| clean(piece)))
                    .or_else(|| after_about(piece, settings))
            })
        })
    };
    if let Some(value) = read(stem) {
        return Some(Read {
            value,
            from: ReadFrom::FileName,
            because: name.to_owned(),
        });
    }
    parts.find_map(|folder| {
        let value = read(folder).or_else(|| {
            pieces(folder)
                .find(|piece| organization::is_place(piece))
                .map(str::to_owned)
        })?;
        Some(Read {
            value,
            from: ReadFrom::Folder,
            because: folder.to_owned(),
        })
    })
}

/// Parts of a name between separators, numbering in front left out.
fn pieces(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '_' | '-'
                    | '—'
                    | '（'
                    | '）'
                    | '('
                    | ')'
                    | '【'
                    | '】'
                    | '['
                    | ']'
                    | '、'
                    | '.'
                    | '+'
                    | '－'
            )
    })
    .map(|piece| piece.trim_start_matches(|c: char| c.is_ascii_digit()))
    .filter(|piece| !piece.is_empty())
}

/// The value of a unit field: a known unit, or what looks like a unit, or a place.
fn field_value(value: &str, settings: &ReadingSettings) -> Option<String> {
    let first = value
        .split(|c: char| c.is_whitespace() || matches!(c, '，' | '；' | '。' | '|'))
        .find(|v| !v.is_empty())?;
    let bare = first
        .trim_end_matches("（盖章）")
        .trim_end_matches("(盖章)");
    known(bare, settings).or_else(|| {
        (organization::is_whole(bare) || organization::is_place(bare)).then(|| clean(bare))
    })
}

/// A signature or red heading that is a unit's name as a whole; of joint signatories the first.
fn whole(line: &str, settings: &ReadingSettings) -> Option<String> {
    let joined: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = joined
        .trim_end_matches("（盖章）")
        .trim_end_matches("(盖章)");
    if let Some(unit) = known(bare, settings) {
        return Some(unit);
    }
    let first = line.split_whitespace().next().unwrap_or(bare);
    if line.split_whitespace().count() > 1
        && organization::is_whole(first)
        && line.split_whitespace().all(organization::is_whole)
    {
        return Some(clean(first));
    }
    organization::is_whole(bare).then(|| clean(bare))
}

/// The unit with which a title begins.
fn in_title(title: &str, settings: &ReadingSettings) -> Option<String> {
    let joined: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(unit) = known_in(&joined, settings) {
        return Some(unit);
    }
    let bare = joined.trim_start_matches(|c: char| c.is_ascii_digit() || c == '年');
    organization::at_start(bare).map(|end| clean(&bare[..end]))
}

/// The unit a title speaks about: 关于澜川市生态环境局整改情况的报告.
fn after_about(title: &str, settings: &ReadingSettings) -> Option<String> {
    let joined: String = title.chars().filter(|c| !c.is_whitespace()).collect();
    let (_, rest) = joined.split_once("关于")?;
    let rest = ["报送", "上报", "呈报", "印发"]
        .iter()
        .find_map(|verb| rest.strip_prefix(verb))
        .unwrap_or(rest)
        .trim_start_matches('《');
    if let Some(unit) = known_in(rest, settings) {
        return Some(unit);
    }
    let end = organization::at_start(rest)?;
    let (name, after) = rest.split_at(end);
    (!organization::is_superior(name, after)).then(|| clean(name))
}

/// The full name of a unit the office knows by this name.
fn known(name: &str, settings: &ReadingSettings) -> Option<String> {
    settings
        .units
        .iter()
        .find(|u| u.name == name || u.aliases.iter().any(|a| a == name))
        .map(|u| u.name.clone())
}

/// The known unit a text names; the longest name that is found counts.
fn known_in(text: &str, settings: &ReadingSettings) -> Option<String> {
    settings
        .units
        .iter()
        .flat_map(|u| {
            std::iter::once(&u.name)
                .chain(&u.aliases)
                .filter(|n| n.chars().count() >= 2 && text.contains(n.as_str()))
                .map(move |n| (n.chars().count(), &u.name))
        })
        .max_by_key(|(length, _)| *length)
        .map(|(_, name)| name.clone())
}

/// A name without the party body at its end.
fn clean(name: &str) -> String {
    BODIES
        .iter()
        .find_map(|body| name.strip_suffix(body))
        .filter(|bare| bare.chars().count() >= 3)
        .unwrap_or(name)
        .to_owned()
}
