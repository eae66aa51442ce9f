//! Decides which paragraphs are headings, list items or plain paragraphs, and builds the tree of sections.
use crate::model::{PassageKind, RawBlock, RawFile, Section};

use super::{
    form::{FRONT_LINES, Form, Role},
    labels::{Label, Style},
    lexicon::{LEXICON, is_one_of},
    lines::Line,
    title,
};

/// Longest heading that stands on its own line, label included, in characters.
const HEADING_CHARS: usize = 45;
/// Longest heading that runs into its paragraph (（一）加强领导。各科室…), without the label, in characters.
const RUN_IN_CHARS: u32 = 30;
/// Rank of headings whose level comes from their numbering alone, below any heading level given by markup.
const NUMBERED_RANK: i32 = 1_000;
/// Rank distance between two heading levels given by markup.
const MARKUP_STEP: i32 = 100;

/// Kinds and sections of the paragraphs of a file.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Sections in order; [`Section::passage`] is the index of the line until [`Outline`] is joined with the passages.
    pub(super) sections: Vec<Section>,
    /// Kind of each line.
    pub(super) kinds: Vec<PassageKind>,
    /// Section each line stands in.
    pub(super) within: Vec<Option<u32>>,
}

/// What a line opens.
enum Opens {
    Nothing,
    /// A section; the heading is the whole line.
    Section(String),
    /// A section whose title is the first clause of the paragraph.
    RunIn(String),
}

/// Builds the outline.
pub(super) fn outline(raw: &RawFile, lines: &[Line<'_>], roles: &[Role]) -> Outline {
    let ranks = Ranks::learn(lines, roles);
    let mut outline = Outline::default();
    // Open sections: (index, rank).
    let mut open: Vec<(u32, i32)> = Vec::new();
    let mut listed: Option<Label> = None;
    for (at, line) in lines.iter().enumerate() {
        let opens = match &roles[at] {
            Role::Title => {
                outline.add(PassageKind::Title, open.last());
                continue;
            }
            Role::Form(form) => {
                // The signature and the word 附件 end the text; what follows stands in none of its sections.
                if matches!(form, Form::Signature | Form::Attachment) {
                    open.clear();
                }
                outline.add(PassageKind::Form, open.last());
                continue;
            }
            Role::Body => opens(raw, lines, roles, at, listed),
        };
        let (title, kind) = match opens {
            Opens::Nothing => {
                let is_item = line.raw.is_list_item
                    || line
                        .style()
                        .is_some_and(|s| s != Style::Article && s != Style::Chapter);
                // （二）… as a plain item after the heading （一）…。 stands beside it, not under it.
                if let Some(label) = line.label.filter(|l| is_item && l.number > 1) {
                    let rank = ranks.of_style(label.style);
                    while open.last().is_some_and(|(_, r)| *r >= rank) {
                        open.pop();
                    }
                }
                outline.add(
                    if is_item {
                        PassageKind::ListItem
                    } else {
                        PassageKind::Paragraph
                    },
                    open.last(),
                );
                listed = if is_item { line.label } else { None };
                continue;
            }
            Opens::Section(title) => (title, PassageKind::Heading),
            Opens::RunIn(title) => (title, PassageKind::Paragraph),
        };
        listed = None;
        let rank = ranks.of(line, &open);
        while open.last().is_some_and(|(_, r)| *r >= rank) {
            open.pop();
        }
        let index = u32::try_from(outline.sections.len()).unwrap_or(u32::MAX);
        outline.sections.push(Section {
            title,
            level: u8::try_from(open.len() + 1).unwrap_or(u8::MAX),
            parent: open.last().map(|o| o.0),
            passage: u32::try_from(at).unwrap_or(u32::MAX),
        });
        open.push((index, rank));
        outline.add(kind, open.last());
    }
    outline
}

impl Outline {
    fn add(&mut self, kind: PassageKind, section: Option<&(u32, i32)>) {
        self.kinds.push(kind);
        self.within.push(section.map(|s| s.0));
    }
}

/// Whether a line is one of the unnumbered headings that reports use.
pub(super) fn is_named(text: &str) -> bool {
    if text.len() > 60 {
        return false;
    }
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    is_one_of(
        &LEXICON.named_headings,
        bare.trim_matches(['：', ':', '【', '】', '[', ']']),
    )
}

/// Whether a line opens a section.
fn opens(
    raw: &RawFile,
    lines: &[Line<'_>],
    roles: &[Role],
    at: usize,
    listed: Option<Label>,
) -> Opens {
    let line = &lines[at];
    if line.raw.heading.is_some() && line.chars <= HEADING_CHARS * 3 {
        return Opens::Section(line.text.to_owned());
    }
    let Some(label) = line.label else {
        if names_annex(lines, roles, at) {
            return Opens::Section(line.text.to_owned());
        }
        return if is_named(line.text) && !line.raw.is_list_item {
            Opens::Section(line.text.to_owned())
        } else {
            Opens::Nothing
        };
    };
    if label.style == Style::Bullet {
        return Opens::Nothing;
    }
    if label.style == Style::Article {
        // 第一条 and what follows is the text of a rule; only a bare line with a short name is a heading.
        return if line.chars <= 20
            && !line.ends_sentence()
            && !line.text.contains(['，', '：'])
            && body_follows(raw, lines, roles, at)
        {
            Opens::Section(line.text.to_owned())
        } else {
            Opens::Nothing
        };
    }
    if line.ends_sentence() || line.text.contains('。') {
        return run_in(line, label);
    }
    if line.chars > HEADING_CHARS || line.chars <= label.end && label.style > Style::Clause {
        return Opens::Nothing;
    }
    if label.style <= Style::Clause {
        return Opens::Section(line.text.to_owned());
    }
    if is_statement(&line.unlabelled()) && label.style >= Style::Dotted {
        return Opens::Nothing;
    }
    // 1. 甲 / 2. 乙 / 3. 丙: lines of a list, with nothing under them.
    let continues_list =
        listed.is_some_and(|l| l.style == label.style && l.number + 1 == label.number);
    if continues_list || next_is_sibling(lines, roles, at) && label.style >= Style::Bracketed {
        return Opens::Nothing;
    }
    if label.style >= Style::Dotted && !body_follows(raw, lines, roles, at) {
        return Opens::Nothing;
    }
    Opens::Section(line.text.to_owned())
}

/// （一）加强组织领导。各科室…: the first clause names the section, the rest is its text.
fn run_in(line: &Line<'_>, label: Label) -> Opens {
    let Some(first) = line.sentences.first() else {
        return Opens::Nothing;
    };
    let label_chars = u32::try_from(label.end).unwrap_or(u32::MAX);
    let words = first.end.saturating_sub(label_chars.max(first.start));
    if !matches!(
        label.style,
        Style::Comma | Style::Bracketed | Style::Dotted | Style::Decimal(_) | Style::Numbered
    ) || line.sentences.len() < 2
        || !(3..=RUN_IN_CHARS + 1).contains(&words)
    {
        return Opens::Nothing;
    }
    let clause: String = line
        .raw
        .text
        .chars()
        .take(first.end as usize)
        .skip(first.start as usize)
        .collect();
    let name: String = clause
        .chars()
        .skip(label.end.saturating_sub(first.start as usize))
        .collect();
    if !clause.ends_with('。') || is_statement(&name) {
        return Opens::Nothing;
    }
    Opens::RunIn(clause.trim_end_matches('。').to_owned())
}

/// Whether a line is the title of an annex: the first line after 附件, or after the signature of the paper it is sent with.
fn names_annex(lines: &[Line<'_>], roles: &[Role], at: usize) -> bool {
    let line = &lines[at];
    let after = at.checked_sub(1).and_then(|before| roles.get(before));
    let follows_end = matches!(
        after,
        Some(Role::Form(Form::Attachment | Form::Signature | Form::Date))
    );
    follows_end
        && at > FRONT_LINES / 10
        && line.chars <= HEADING_CHARS
        && !line.ends_sentence()
        && title::ends_like_title(line.text)
}

/// Whether words state a fact (a date, an amount, a completed act) rather than name a section.
fn is_statement(words: &str) -> bool {
    let chars: Vec<char> = words.chars().collect();
    let counts = chars.windows(2).any(|w| {
        w[0].is_ascii_digit()
            && matches!(
                w[1],
                '日' | '月'
                    | '项'
                    | '个'
                    | '家'
                    | '件'
                    | '处'
                    | '万'
                    | '吨'
                    | '户'
                    | '人'
                    | '起'
                    | '米'
                    | '亩'
                    | '%'
                    | '次'
            )
    });
    counts || words.contains(['；', '：', ':']) && chars.len() > 15 || words.ends_with('了')
}

/// Whether the next paragraph carries the next number of the same style.
fn next_is_sibling(lines: &[Line<'_>], roles: &[Role], at: usize) -> bool {
    let (Some(label), Some(next)) = (lines[at].label, lines.get(at + 1)) else {
        return false;
    };
    roles[at + 1] == Role::Body
        && next.block == lines[at].block + 1
        && next
            .label
            .is_some_and(|n| n.style == label.style && n.number == label.number + 1)
}

/// Whether text of its own or a table stands under a heading line.
fn body_follows(raw: &RawFile, lines: &[Line<'_>], roles: &[Role], at: usize) -> bool {
    if matches!(
        raw.blocks.get(lines[at].block + 1),
        Some(RawBlock::Table(_))
    ) {
        return true;
    }
    let Some(next) = lines.get(at + 1).filter(|_| roles[at + 1] == Role::Body) else {
        return false;
    };
    match (lines[at].style(), next.style()) {
        (Some(here), Some(there)) => there > here,
        _ => next.raw.heading.is_none() || next.raw.heading > lines[at].raw.heading,
    }
}

/// Ranks of numbering styles in one file; a smaller rank is further out.
struct Ranks {
    /// Style and the rank that markup gave it.
    learned: Vec<(Style, i32)>,
}

impl Ranks {
    /// Notes at which level markup sets each numbering style.
    fn learn(lines: &[Line<'_>], roles: &[Role]) -> Self {
        let mut learned: Vec<(Style, i32)> = Vec::new();
        for (line, role) in lines.iter().zip(roles) {
            if let (Role::Body, Some(level), Some(style)) = (role, line.raw.heading, line.style())
                && learned.iter().all(|(s, _)| *s != style)
            {
                learned.push((style, i32::from(level) * MARKUP_STEP));
            }
        }
        Self { learned }
    }

    /// Rank of a heading line under the sections that are open.
    fn of(&self, line: &Line<'_>, open: &[(u32, i32)]) -> i32 {
        if let Some(level) = line.raw.heading {
            return i32::from(level) * MARKUP_STEP;
        }
        if line.label.is_none() && !is_named(line.text) {
            return 0;
        }
        let Some(style) = line.style() else {
            // A named heading stands at the top where nothing is open or another such one opened the level, else at the bottom.
            let top = NUMBERED_RANK - 1;
            return if open.is_empty() || open.iter().any(|(_, r)| *r == top) {
                top
            } else {
                NUMBERED_RANK + Style::Bullet.depth()
            };
        };
        self.of_style(style)
    }

    /// Rank of a numbering style.
    fn of_style(&self, style: Style) -> i32 {
        let nearest = |outer: bool| {
            self.learned
                .iter()
                .filter(move |(s, _)| {
                    if outer {
                        s.depth() < style.depth()
                    } else {
                        s.depth() > style.depth()
                    }
                })
                .map(|(s, r)| r + style.depth() - s.depth())
        };
        if let Some((_, rank)) = self.learned.iter().find(|(s, _)| *s == style) {
            *rank
        } else if let Some(rank) = nearest(false).min() {
            // Styles that stand further out than a marked one must rank before it.
            rank
        } else if let Some(rank) = nearest(true).max() {
            rank
        } else {
            NUMBERED_RANK + style.depth()
        }
    }
}
