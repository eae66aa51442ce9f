//! Which field of the office's ledgers a column header names.
//!
//! In this order: the workspace's own mapping, an exact synonym, the cells (for headers that do not say), the first
//! suffix rule that fits, the lower half of a two-row header alone. What none of them knows is kept under its header.
mod clean;
mod dictionary;
mod refine;

use std::collections::BTreeMap;

use crate::model::{Column, MappedBy};

pub(super) use clean::clean;
use dictionary::{By, Dictionary, Found, Undecided};

/// The canonical fields, in the order of the dictionary.
#[must_use]
pub fn fields() -> Vec<&'static str> {
    titled_fields().into_iter().map(|(name, _)| name).collect()
}

/// The canonical fields with their Chinese titles, in the order of the dictionary.
#[must_use]
pub fn titled_fields() -> Vec<(&'static str, &'static str)> {
    Dictionary::built_in()
        .fields()
        .map(|f| (f.name.as_str(), f.title.as_str()))
        .collect()
}

/// Maps the headers of a table, from left to right, without looking at cells; two-row headers are joined with `/`.
///
/// Columns are numbered from 0 in the order given. When several headers name one field, the one with the best rank
/// keeps it and the others are [`MappedBy::Extra`].
#[must_use]
pub fn map(headers: &[&str]) -> Vec<Column> {
    let asked: Vec<Heading<'_>> = (0u32..)
        .zip(headers)
        .map(|(col, header)| Heading {
            col,
            header: (*header).to_owned(),
            cells: Vec::new(),
        })
        .collect();
    decide(&asked, &BTreeMap::new())
}

/// A header with the cells under it.
pub(super) struct Heading<'a> {
    /// Column, from 0.
    pub(super) col: u32,
    /// Header as it stands, parent and child joined with `/`.
    pub(super) header: String,
    /// Texts of the records in this column.
    pub(super) cells: Vec<&'a str>,
}

/// What one header names, before columns compete.
struct Claim {
    field: Option<String>,
    by: MappedBy,
    /// Lower is better: place in the list of synonyms, or of suffix rules.
    rank: usize,
}

/// Whether a text is a header the dictionary knows, and how surely: exact synonyms and profile entries, then rules.
pub(super) fn knows(text: &str, profile: &BTreeMap<String, String>) -> Option<MappedBy> {
    let cleaned = clean(text);
    if cleaned.is_empty() {
        return None;
    }
    if profile.keys().any(|k| clean(k) == cleaned) {
        return Some(MappedBy::Profile);
    }
    match Dictionary::built_in().look_up(&cleaned) {
        Found::Synonym(..) => Some(MappedBy::Synonym),
        Found::Suffix(field, _) if !field.is_empty() => Some(MappedBy::Suffix),
        _ => None,
    }
}

/// Maps headers with the help of their cells and of the workspace's mapping (header text to field).
pub(super) fn decide(headings: &[Heading<'_>], profile: &BTreeMap<String, String>) -> Vec<Column> {
    let own: BTreeMap<String, &String> = profile.iter().map(|(k, v)| (clean(k), v)).collect();
    let dictionary = Dictionary::built_in();
    let mut open = Vec::new();
    let mut claims: Vec<Claim> = Vec::with_capacity(headings.len());
    for (at, heading) in headings.iter().enumerate() {
        let forms = Forms::of(&heading.header);
        if let Some(undecided) = dictionary
            .undecided(&forms.joined)
            .filter(|_| !own.contains_key(&forms.joined))
        {
            open.push((at, undecided));
            claims.push(Claim {
                field: None,
                by: MappedBy::None,
                rank: usize::MAX,
            });
        } else {
            claims.push(unless_counted(claim(&forms, &own, dictionary), heading));
        }
    }
    for (at, undecided) in open {
        if let Some(heading) = headings.get(at) {
            let said = settle(undecided, heading, &claims, dictionary);
            if let Some(place) = claims.get_mut(at) {
                *place = said;
            }
        }
    }
    refine::by_other_columns(headings, &mut claims, dictionary);
    refine::facets(headings, &mut claims, dictionary);
    settle_rivals(headings, claims)
}

/// Shortest child header that is looked up before it is joined with its parent, in characters.
const OWN_HEADER: usize = 3;

/// A header in the forms it is looked up in.
struct Forms {
    /// As it stands: 任务分解/时序进度.
    whole: String,
    /// Parent and child as one word: 传达学习/时间 as 传达学习时间.
    joined: String,
    /// The child alone, when there is a parent.
    child: Option<String>,
}

impl Forms {
    fn of(header: &str) -> Self {
        let whole = clean(header);
        let child = header
            .rsplit_once('/')
            .map(|(_, child)| clean(child))
            .filter(|child| !child.is_empty());
        Self {
            joined: whole.replace('/', ""),
            whole,
            child,
        }
    }
}

fn claim(forms: &Forms, own: &BTreeMap<String, &String>, dictionary: &Dictionary) -> Claim {
    let mut looked = Vec::with_capacity(4);
    if forms.whole != forms.joined
        && (own.contains_key(&forms.whole) || dictionary.is_synonym(&forms.whole))
    {
        looked.push(forms.whole.as_str());
    }
    // A child that is a header in its own right (办理/责任单位) needs no parent; 时间 and 传达日期 do.
    let child = forms.child.as_deref();
    looked.extend(child.filter(|c| {
        let dated = c.ends_with("时间") || c.ends_with("日期");
        !dated && c.chars().count() >= OWN_HEADER && dictionary.is_synonym(c)
    }));
    looked.push(forms.joined.as_str());
    looked.extend(child);
    for form in &looked {
        if let Some(field) = own.get(*form) {
            return Claim {
                field: Some((*field).clone()),
                by: MappedBy::Profile,
                rank: 0,
            };
        }
    }
    for form in looked {
        match dictionary.look_up(form) {
            Found::Synonym(field, rank) => {
                return Claim {
                    field: Some(field.to_owned()),
                    by: MappedBy::Synonym,
                    rank,
                };
            }
            Found::Suffix(field, rank) => {
                return Claim {
                    field: (!field.is_empty()).then(|| field.to_owned()),
                    by: if field.is_empty() {
                        MappedBy::None
                    } else {
                        MappedBy::Suffix
                    },
                    rank,
                };
            }
            Found::Nothing => {}
        }
    }
    Claim {
        field: None,
        by: MappedBy::None,
        rank: usize::MAX,
    }
}

/// Fields that hold words: a column of nothing but numbers is none of them (查出问题（个）).
const WORDED: &[&str] = &[
    "title",
    "source",
    "content",
    "requirement",
    "measure",
    "lead_leader",
    "lead_unit",
    "co_unit",
    "super_unit",
    "owner",
    "tracker",
    "progress",
    "problem",
    "next_step",
    "convey",
    "deploy",
    "execute",
    "accountability",
    "region",
    "directive_text",
];

/// Takes the field back when the header's note says that things are counted, or the cells are all numbers.
fn unless_counted(claim: Claim, heading: &Heading<'_>) -> Claim {
    let worded = claim.field.as_deref().is_some_and(|f| WORDED.contains(&f));
    if !worded || claim.by == MappedBy::Profile {
        return claim;
    }
    let is_number = |c: &str| {
        let c = c.trim();
        c.chars().any(|x| x.is_ascii_digit())
            && c.chars()
                .all(|x| x.is_ascii_digit() || matches!(x, '.' | ',' | '%' | '-'))
    };
    let mut cells = heading
        .cells
        .iter()
        .filter(|c| !c.trim().is_empty())
        .peekable();
    let counted = cells.peek().is_some() && cells.all(|c| is_number(c));
    if counted || clean::counts(&heading.header) {
        Claim {
            field: None,
            by: MappedBy::None,
            rank: usize::MAX,
        }
    } else {
        claim
    }
}

/// Lets the cells, or the other columns, decide what an undecided header names.
fn settle(
    undecided: &Undecided,
    heading: &Heading<'_>,
    others: &[Claim],
    dictionary: &Dictionary,
) -> Claim {
    let named = |field: &str| others.iter().any(|c| c.field.as_deref() == Some(field));
    let cells: Vec<&str> = heading
        .cells
        .iter()
        .map(|c| c.trim())
        .filter(|c| !c.is_empty())
        .collect();
    let yes = match undecided.by {
        By::Measure => Some(named("measure") && !named("content") && !named("title")),
        By::Deadline if named("deadline") => Some(false),
        _ if cells.is_empty() => None,
        By::Status => Some(dictionary.are_statuses(&cells)),
        By::Deadline => Some(dictionary.read_like_deadlines(&cells)),
    };
    let field = match yes {
        Some(true) => &undecided.yes,
        Some(false) => &undecided.no,
        None => &undecided.without_cells,
    };
    Claim {
        field: Some(field.clone()),
        by: if yes.is_some() {
            MappedBy::Content
        } else {
            MappedBy::Synonym
        },
        // A header that does not say what it holds gives way to one that does.
        rank: usize::MAX / 2,
    }
}

/// One column keeps each field; the others that name it are extra.
fn settle_rivals(headings: &[Heading<'_>], claims: Vec<Claim>) -> Vec<Column> {
    let order = |by: MappedBy| match by {
        MappedBy::Profile => 0,
        MappedBy::Synonym => 1,
        MappedBy::Suffix => 2,
        MappedBy::Content => 3,
        MappedBy::Extra | MappedBy::None => 4,
    };
    let mut best: BTreeMap<&str, (u8, usize, usize)> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        if let Some(field) = claim.field.as_deref() {
            let mine = (order(claim.by), claim.rank, at);
            best.entry(field)
                .and_modify(|b| *b = (*b).min(mine))
                .or_insert(mine);
        }
    }
    let keeps: Vec<bool> = claims
        .iter()
        .enumerate()
        .map(|(at, c)| {
            c.field
                .as_deref()
                .and_then(|f| best.get(f))
                .is_none_or(|b| b.2 == at)
        })
        .collect();
    headings
        .iter()
        .zip(claims)
        .zip(keeps)
        .map(|((heading, claim), keeps)| Column {
            col: heading.col,
            header: heading.header.clone(),
            mapped_by: if keeps { claim.by } else { MappedBy::Extra },
            field: claim.field,
        })
        .collect()
}
