//! Several units in one cell, each under the name the office knows it by.
use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::model::{AsOf, Document, RowKind, Table, UnitProfile};

/// Names that a document lets one resolve.
pub(super) struct Names<'a> {
    profiles: &'a [UnitProfile],
    /// Names that stand in the document's unit columns, each in reverse.
    full: BTreeSet<String>,
    /// (short, full) as the text introduces them: 某某中心（以下简称某中心）.
    introduced: Vec<(String, String)>,
}

/// Labels that say which part a unit has: 牵头：…；配合：….
const LEAD_LABELS: &[&str] = &[
    "牵头单位",
    "牵头部门",
    "牵头司局",
    "牵头处室",
    "主办单位",
    "责任单位",
    "牵头",
    "主办",
    "主责",
    "责任",
];
const CO_LABELS: &[&str] = &[
    "配合单位",
    "配合部门",
    "配合司局",
    "协办单位",
    "参与单位",
    "配合",
    "协办",
    "参与",
    "协助",
    "会办",
];
/// Words at the end of a list of units that are no part of a name.
const TAILS: &[&str] = &[
    "等单位",
    "等部门",
    "等有关单位",
    "等相关单位",
    "等有关部门",
    "等相关部门",
    "等",
];
/// Shortest name that can stand for a longer one, in characters.
const SHORTEST_SHORT: usize = 3;
/// First characters of names that leave out whose office it is.
const RELATIVE: &[char] = &['厅', '局', '部', '委', '本', '我'];
/// Longest distance of 以下简称 to the end of its name, in characters, and longest name it can introduce.
const LONGEST_NAME: usize = 30;

impl<'a> Names<'a> {
    /// The names of a document.
    pub(super) fn of(document: &Document, profiles: &'a [UnitProfile]) -> Self {
        let mut full = BTreeSet::new();
        for table in &document.tables {
            for field in ["lead_unit", "co_unit", "super_unit"] {
                let Some(column) = table.column(field) else {
                    continue;
                };
                for row in table.rows.iter().filter(|r| r.kind == RowKind::Record) {
                    if let Some(cell) = row.cell(column.col).filter(|c| !c.inherited) {
                        full.extend(split(&cell.text).into_iter().map(|p| backwards(&p.name)));
                    }
                }
            }
        }
        full.extend(document.unit.as_ref().map(|u| backwards(&u.value)));
        Self {
            profiles,
            introduced: introduced(document),
            full,
        }
    }

    /// Who keeps a table: 填报单位：… in its titles and notes, else the unit of the document.
    pub(super) fn keeper(
        &self,
        document: &Document,
        table: &Table,
        as_of: Option<&AsOf>,
    ) -> Option<String> {
        let on = as_of.map(|a| a.date);
        let labelled = table
            .rows
            .iter()
            .filter(|r| matches!(r.kind, RowKind::Title | RowKind::Note))
            .flat_map(|r| &r.cells)
            .find_map(|c| {
                let (label, value) = c.text.split_once(['：', ':'])?;
                let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
                let value = value
                    .split(|c: char| c.is_whitespace())
                    .find(|v| !v.is_empty())?
                    .trim_end_matches("（盖章）")
                    .trim_end_matches("(盖章)");
                (["填报单位", "报送单位", "编制单位", "制表单位", "填表单位"]
                    .contains(&label.as_str())
                    && value.chars().count() >= SHORTEST_SHORT)
                    .then(|| value.to_owned())
            });
        // 厅督察整改办公室 leaves out whose it is; the unit of the document does not.
        let labelled = labelled.filter(|l| document.unit.is_none() || !l.starts_with(RELATIVE));
        let name = labelled.or_else(|| Some(document.unit.as_ref()?.value.clone()))?;
        Some(self.resolve(&name, on))
    }

    /// Reads a cell of units; those labelled 配合 go to `co`. `on` is the day the book speaks of.
    pub(super) fn read(
        &self,
        cell: &str,
        on: Option<Date>,
        lead: &mut Vec<String>,
        co: &mut Vec<String>,
    ) {
        for part in split(cell) {
            let name = self.resolve(&part.name, on);
            let list = if part.helps { &mut *co } else { &mut *lead };
            if !list.contains(&name) {
                list.push(name);
            }
        }
    }

    /// The name the office knows a unit by.
    pub(super) fn resolve(&self, name: &str, on: Option<Date>) -> String {
        if let Some(known) = self.known(name, on) {
            return known;
        }
        let introduced = self
            .introduced
            .iter()
            .find(|(short, _)| short == name)
            .map(|(_, full)| full.clone());
        if let Some(full) = introduced.or_else(|| self.longer(name)) {
            return self.known(&full, on).unwrap_or(full);
        }
        name.to_owned()
    }

    fn known(&self, name: &str, on: Option<Date>) -> Option<String> {
        let bare = without_body(name);
        let is_named = |u: &&UnitProfile| {
            u.name == name || u.name == bare || u.aliases.iter().any(|a| a == name || a == bare)
        };
        if let Some(unit) = self.profiles.iter().find(is_named) {
            return Some(unit.name.clone());
        }
        // Of several units that once had the name, the one that had it on the day.
        self.profiles
            .iter()
            .flat_map(|u| u.former.iter().map(move |f| (u, f)))
            .filter(|(_, f)| f.name == name || f.name == bare)
            .min_by_key(|(_, f)| {
                let past = matches!((on, f.until), (Some(on), Some(until)) if on > until);
                (past, f.until)
            })
            .map(|(u, _)| u.name.clone())
    }

    /// The one longer name of the document that ends in this one: 市水务局 for 澜川市水务局.
    fn longer(&self, name: &str) -> Option<String> {
        if name.chars().count() < SHORTEST_SHORT || GENERAL.iter().any(|g| name.contains(g)) {
            return None;
        }
        let ending = backwards(name);
        let mut found = self
            .full
            .range(ending.clone()..)
            .take_while(|f| f.starts_with(&ending))
            .filter(|f| **f != ending);
        let one = found.next()?;
        found.next().is_none().then(|| backwards(one))
    }
}

/// The characters in reverse, so that names with one ending stand together.
fn backwards(name: &str) -> String {
    name.chars().rev().collect()
}

/// Words of names that name no unit of their own.
const GENERAL: &[&str] = &[
    "有关",
    "相关",
    "各单位",
    "各部门",
    "各地",
    "各处室",
    "各司局",
];

/// A name in a cell.
struct Part {
    name: String,
    helps: bool,
}

/// The names of a cell: parted by marks and line ends outside brackets, brackets and 等 left out.
fn split(cell: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut helps = false;
    let mut depth = 0u32;
    let mut open = String::new();
    let mut note = String::new();
    let mut close = |open: &mut String, note: &mut String, helps: &mut bool| {
        let text = std::mem::take(open);
        let noted = std::mem::take(note);
        let (label, name) = match text.split_once(['：', ':']) {
            Some((label, name)) => (label.trim().to_owned(), name.trim().to_owned()),
            None => (String::new(), text.trim().to_owned()),
        };
        if CO_LABELS.contains(&label.as_str()) {
            *helps = true;
        } else if LEAD_LABELS.contains(&label.as_str()) {
            *helps = false;
        }
        let mut name = name.as_str();
        if label.is_empty()
            || CO_LABELS.contains(&label.as_str())
            || LEAD_LABELS.contains(&label.as_str())
        {
            for tail in TAILS {
                if let Some(bare) = name.strip_suffix(tail) {
                    name = bare;
                    break;
                }
            }
        } else {
            name = text.trim();
        }
        let squeezed: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        let named = !super::record::is_blank(&squeezed);
        if named {
            let noted_helps = CO_LABELS.iter().any(|l| noted == *l);
            let noted_leads = LEAD_LABELS.iter().any(|l| noted == *l);
            parts.push(Part {
                name: squeezed,
                helps: (*helps || noted_helps) && !noted_leads,
            });
        }
    };
    for c in cell.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => note.push(c),
            '、' | '，' | ',' | ';' | '；' | '/' | '\n' | '\r' | '。' => {
                close(&mut open, &mut note, &mut helps);
            }
            c if c.is_whitespace() && ends_name(&open) => close(&mut open, &mut note, &mut helps),
            _ => open.push(c),
        }
    }
    close(&mut open, &mut note, &mut helps);
    parts
}

/// Whether a blank after this text parts names; inside 水 利 局 it does not.
fn ends_name(text: &str) -> bool {
    const ENDS: &[char] = &[
        '局', '厅', '司', '处', '办', '委', '部', '府', '院', '所', '站', '心', '队', '会', '科',
        '组',
    ];
    text.trim().chars().count() >= SHORTEST_SHORT && text.trim().ends_with(ENDS)
}

/// A name without the party body at its end.
fn without_body(name: &str) -> &str {
    ["党组", "党委", "党工委"]
        .iter()
        .find_map(|b| name.strip_suffix(b))
        .filter(|bare| bare.chars().count() >= SHORTEST_SHORT)
        .unwrap_or(name)
}

/// Short names the text introduces with 以下简称 or 简称.
fn introduced(document: &Document) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for passage in document.passages.iter().filter(|p| p.text.contains("简称")) {
        for (at, word) in passage.text.match_indices("简称") {
            let (Some(before), Some(after)) =
                (passage.text.get(..at), passage.text.get(at + word.len()..))
            else {
                continue;
            };
            let before = before
                .trim_end_matches("以下")
                .trim_end_matches(['，', ',']);
            let Some(before) = before.strip_suffix(['（', '(']) else {
                continue;
            };
            let full: String = {
                let taken: Vec<char> = before
                    .chars()
                    .rev()
                    .take(LONGEST_NAME)
                    .take_while(|c| c.is_alphanumeric())
                    .collect();
                taken.into_iter().rev().collect()
            };
            let short: String = after
                .trim_start_matches(['“', '"', '「', '：', ':', '为'])
                .chars()
                .take_while(|c| c.is_alphanumeric())
                .collect();
            let shorter = short.chars().count() < full.chars().count();
            if short.chars().count() >= 2 && shorter && short.chars().all(|c| full.contains(c)) {
                found.push((short, full));
            }
        }
    }
    found
}
