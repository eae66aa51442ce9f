//! Recognizes headers, footers and page numbers by their coming back on other pages.
use std::collections::HashSet;

use super::{columns::Piece, page::PageText};

/// Share of the page's height, at its top and at its bottom, in which running lines stand.
const ZONE: f64 = 0.14;
/// Lines looked at in each zone.
const ZONE_LINES: usize = 3;
/// How far a running line may move from page to page, in points: odd and even pages, sizes of fonts.
const DRIFT: f64 = 6.0;
/// Pages a text must come back on, in a paper of many pages, to be a running line; in a short one two are enough.
const LEAST_PAGES: usize = 3;
/// Pages from which a paper is long.
const LONG_PAPER: usize = 6;
/// Fewest characters beside the number in a running line such as 岚岳省生态环境厅公报 12.
const LEAST_BESIDE: usize = 4;

/// A line near the edge of a page.
struct Candidate {
    page: usize,
    piece: usize,
    /// Distance from the edge, in points.
    edge: f64,
    is_top: bool,
    text: String,
    /// The text without its first or last number, and that number.
    numbered: Vec<(String, i64)>,
    /// Whether it is nothing but a page number with its dashes and words.
    is_page_number: bool,
}

/// What was taken out of the pages.
#[derive(Debug, Default)]
pub(in crate::import) struct Running {
    /// Texts of headers and footers, each once, in order.
    pub(super) headers: Vec<String>,
    pub(super) footers: Vec<String>,
    /// Lines taken out, page numbers included.
    pub(super) lines: usize,
}

/// Takes the running lines out of the pages.
pub(in crate::import) fn take_out(pages: &mut [PageText]) -> Running {
    let candidates = candidates(pages);
    let needed = if pages.len() >= LONG_PAPER {
        LEAST_PAGES
    } else {
        2
    };
    let returns: Vec<bool> = candidates
        .iter()
        .map(|c| is_running(c, &candidates, needed))
        .collect();
    let mut taken: HashSet<(usize, usize)> = HashSet::new();
    let mut running = Running::default();
    let mut reached: HashSet<(usize, bool)> = HashSet::new();
    for (i, c) in candidates.iter().enumerate() {
        // Candidates come from the edge inwards; behind a line of the body all is body.
        if reached.contains(&(c.page, c.is_top)) {
            continue;
        }
        let is_own_place = c.is_page_number || holds_running_lines(i, &candidates, &returns);
        if !(returns.get(i) == Some(&true) && is_own_place) {
            reached.insert((c.page, c.is_top));
            continue;
        }
        taken.insert((c.page, c.piece));
        running.lines += 1;
        let kept = if c.is_top {
            &mut running.headers
        } else {
            &mut running.footers
        };
        if !c.is_page_number && !kept.contains(&c.text) {
            kept.push(c.text.clone());
        }
    }
    for (page, text) in pages.iter_mut().enumerate() {
        let mut piece = 0;
        text.pieces.retain(|_| {
            piece += 1;
            !taken.contains(&(page, piece - 1))
        });
    }
    running
}

fn candidates(pages: &[PageText]) -> Vec<Candidate> {
    let mut out = Vec::new();
    for (page, text) in pages.iter().enumerate() {
        let height = text.bottom - text.top;
        for is_top in [true, false] {
            let mut near: Vec<(f64, usize, &str)> = text
                .pieces
                .iter()
                .enumerate()
                .filter_map(|(piece, p)| match p {
                    Piece::Line(line) if is_top => {
                        Some((line.y - text.top, piece, line.text.as_str()))
                    }
                    Piece::Line(line) => Some((text.bottom - line.y, piece, line.text.as_str())),
                    Piece::Table(_) => None,
                })
                .filter(|(edge, ..)| *edge <= height * ZONE)
                .collect();
            near.sort_by(|a, b| a.0.total_cmp(&b.0));
            out.extend(
                near.into_iter()
                    .take(ZONE_LINES)
                    .map(|(edge, piece, line)| Candidate {
                        page,
                        piece,
                        edge,
                        is_top,
                        numbered: numbered(line),
                        is_page_number: is_page_number(line),
                        text: line.to_owned(),
                    }),
            );
        }
    }
    out
}

/// Whether most lines at this distance from the edge come back: the place is one of headers, not of first lines of the body.
fn holds_running_lines(at: usize, all: &[Candidate], returns: &[bool]) -> bool {
    let Some(c) = all.get(at) else {
        return false;
    };
    let (mut running, mut lines) = (0, 0);
    for (o, returns) in all.iter().zip(returns) {
        if o.is_top == c.is_top && (o.edge - c.edge).abs() <= DRIFT {
            lines += 1;
            running += usize::from(*returns);
        }
    }
    running * 2 >= lines
}

fn is_running(c: &Candidate, all: &[Candidate], needed: usize) -> bool {
    let peers = || {
        all.iter()
            .filter(|o| o.page != c.page && o.is_top == c.is_top)
            .filter(|o| (o.edge - c.edge).abs() <= DRIFT)
    };
    let pages = |matches: &dyn Fn(&Candidate) -> bool| {
        peers()
            .filter(|o| matches(o))
            .map(|o| o.page)
            .collect::<HashSet<_>>()
            .len()
            + 1
    };
    if !c.text.chars().all(|ch| ch.is_ascii_digit()) && pages(&|o| o.text == c.text) >= needed {
        return true;
    }
    // The number runs with the pages.
    let runs = |o: &Candidate| {
        c.numbered.iter().any(|(beside, n)| {
            o.numbered
                .iter()
                .any(|(b, m)| b == beside && m - n == o.page as i64 - c.page as i64)
        })
    };
    if c.is_page_number {
        // One page alone: its number must be its own, and set off by dashes or words.
        let is_own = c
            .numbered
            .iter()
            .any(|(beside, n)| !beside.is_empty() && *n == c.page as i64 + 1);
        return is_own || pages(&|o| o.is_page_number && runs(o)) >= 2;
    }
    c.numbered
        .iter()
        .any(|(beside, _)| beside.chars().count() >= LEAST_BESIDE)
        && pages(&|o| !o.is_page_number && runs(o)) >= needed.max(LEAST_PAGES)
}

/// The line without its first number and without its last one, and the number.
fn numbered(line: &str) -> Vec<(String, i64)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    let ends = [found.first(), found.last()];
    ends.into_iter()
        .flatten()
        .filter_map(|&(from, to)| {
            let number = line.get(from..to)?.parse().ok()?;
            let beside: String = [line.get(..from)?, line.get(to..)?]
                .concat()
                .split_whitespace()
                .collect();
            Some((beside, number))
        })
        .collect()
}

/// Whether a line is a page number: `— 5 —`, `第5页 共9页`, `5/9`, `Page 5 of 9`, `5`.
fn is_page_number(line: &str) -> bool {
    let digits = line.chars().filter(char::is_ascii_digit).count();
    let rest: String = line
        .chars()
        .filter(|c| !c.is_ascii_digit() && !c.is_whitespace())
        .collect::<String>()
        .to_lowercase();
    let frame = |c: char| {
        matches!(
            c,
            '-' | '—'
                | '－'
                | '–'
                | '―'
                | '─'
                | '·'
                | '第'
                | '页'
                | '頁'
                | '共'
                | '/'
                | '|'
                | '，'
                | ','
                | '～'
                | '~'
        )
    };
    (1..=8).contains(&digits)
        && (rest.chars().all(frame) || matches!(rest.as_str(), "pageof" | "page" | "p." | "of"))
}
