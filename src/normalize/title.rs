//! Finds the title of a document among its first lines.
use super::{
    form::Role,
    lexicon::{LEXICON, ends_with_one},
    lines::Line,
    organization, sections, sentences, written_dates,
};

/// Longest title, in characters, over all its lines.
const TITLE_CHARS: usize = 90;
/// A title is set on at most this many lines.
const TITLE_LINES: usize = 4;
/// Lowest score of a title; see [`title_score`].
const TITLE_SCORE: i32 = 2;

/// The paragraphs that make the title, as a range.
pub(super) fn find(
    lines: &[Line<'_>],
    roles: &[Role],
    body: usize,
    page_title: Option<&str>,
) -> Option<(usize, usize)> {
    let is_candidate = |i: usize| {
        roles[i] == Role::Body
            && lines[i].label.is_none()
            && lines[i].chars <= TITLE_CHARS
            && !lines[i].ends_sentence()
            && !lines[i].ends_with_colon()
            && !is_red_head(lines[i].text)
            && !sections::is_named(lines[i].text)
            && written_dates::before_final_date(lines[i].text).is_none()
            && lines[i]
                .text
                .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '《' | '“' | '"' | '【'))
            && !written_dates::begins_with_day(lines[i].text)
            && (ends_like_title(lines[i].text)
                || !lines[i].text.contains(['，', '；', '。', '：', ':']))
            && lines[i]
                .text
                .chars()
                .filter(|c| sentences::is_han(*c))
                .count()
                >= 3
    };
    let mut best: Option<(i32, usize, usize)> = None;
    for from in 0..body.min(roles.len()) {
        for to in from + 1..=body.min(from + TITLE_LINES) {
            if !is_candidate(to - 1) {
                break;
            }
            let joined: String = lines[from..to].iter().map(|l| l.text).collect();
            if joined.chars().count() > TITLE_CHARS {
                break;
            }
            let score = title_score(&lines[from..to], &joined, from, page_title);
            if score >= TITLE_SCORE && best.is_none_or(|(s, ..)| score > s) {
                best = Some((score, from, to));
            }
        }
    }
    best.map(|(_, from, to)| (from, to))
}

/// How much speaks for these lines being the title.
fn title_score(lines: &[Line<'_>], joined: &str, from: usize, page_title: Option<&str>) -> i32 {
    let mut score = 0;
    if ends_like_title(joined) {
        score += 4;
    }
    if joined.contains("关于") {
        score += 2;
    }
    if lines[0].raw.heading.is_some_and(|h| h <= 2) {
        score += 3;
    }
    if from == 0 && joined.chars().count() <= 50 {
        score += 2;
    }
    if page_title.is_some_and(|t| t.contains(joined)) {
        score += 2;
    }
    if lines.len() > 1 {
        score -= 1;
        let inner = &lines[..lines.len() - 1];
        // Lines of one title are set alike, and only the last one ends like a title.
        if lines.iter().any(|l| l.raw.heading != lines[0].raw.heading)
            || inner
                .iter()
                .any(|l| ends_like_title(l.text) || l.chars > 40)
        {
            score -= 10;
        }
        let opens = lines[0].text.contains("关于")
            || organization::is_whole(lines[0].text)
            || organization::at_start(lines[0].text).is_some();
        // A title that is no 关于…: only the very first lines of a file are broken like that.
        if !opens && from > 0 && lines[0].raw.heading.is_none() {
            score -= 2;
        }
        if opens && ends_like_title(joined) {
            score += 2;
        }
    }
    score
}

/// Whether a line ends like the title of a paper; a remark in brackets after it does not count.
pub(super) fn ends_like_title(text: &str) -> bool {
    let bare = match text.rfind(['（', '(']) {
        Some(at) if at > 0 && text.ends_with(['）', ')']) => text[..at].trim_end(),
        _ => text,
    };
    ends_with_one(&LEXICON.title_ends, bare)
}

/// 澜川市生态环境局文件: the red heading of official papers.
pub(super) fn is_red_head(text: &str) -> bool {
    text.strip_suffix("文件")
        .is_some_and(|unit| organization::is_whole(unit.trim()))
}
