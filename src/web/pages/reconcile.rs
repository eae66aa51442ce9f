//! 对账: what reports claim beside what ledgers say, with three answers.
use askama::Template;

use super::flags::level;
use crate::{
    model::{Agreement, Pair, ReconciliationSheet, SourceRef},
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        form::escaped,
        frame::Frame,
        marking::{Piece, differences},
        material::{self, Files, link},
    },
};

/// Pairs on one page.
const PER_PAGE: usize = 60;

#[derive(Template)]
#[template(path = "reconcile.html", config = "src/web/askama.toml")]
struct ReconcilePage {
    frame: Frame,
    on: Option<String>,
    answers: Vec<(String, usize, bool)>,
    differing: usize,
    is_mismatches: bool,
    pairs: Vec<PairRow>,
    mismatches: Vec<MismatchRow>,
    checks: Vec<(String, String, String, String, usize)>,
    books: Vec<(String, String, String, usize)>,
    words: String,
    chosen: String,
    back: Option<String>,
    more: Option<String>,
    from: usize,
    to: usize,
    total: usize,
}

struct PairRow {
    no: String,
    matter: String,
    item: String,
    ledger: Option<Said>,
    report: Option<Said>,
    answer: String,
    level: &'static str,
    difference: String,
    check: String,
}

struct Said {
    file: String,
    place: String,
    link: Option<String>,
    text: Vec<Piece>,
}

struct MismatchRow {
    check: String,
    severity: String,
    level: &'static str,
    no: String,
    matter: String,
    item: String,
    reason: String,
    formula: String,
    places: Vec<Said>,
}

fn answer_name(agreement: Agreement) -> String {
    format!("{agreement:?}")
}

/// The sheet of the latest run.
pub(super) fn sheet(ask: &Ask) -> Result<Answer, Problem> {
    let files = material::files(ask)?;
    let as_of = ask.mark().run.to_string();
    let sheet = ask
        .house
        .view("sheet", &as_of, |office| office.last_sheet())?;
    let (chosen, words) = (
        ask.query.get("answer").to_owned(),
        ask.query.get("words").to_owned(),
    );
    let is_mismatches = chosen.is_empty();
    let page: usize = ask.query.get("page").parse().unwrap_or(1).max(1);
    let from = (page - 1) * PER_PAGE;
    let mut shown = ReconcilePage {
        frame: ask.frame(),
        on: None,
        answers: Vec::new(),
        differing: 0,
        is_mismatches,
        pairs: Vec::new(),
        mismatches: Vec::new(),
        checks: Vec::new(),
        books: Vec::new(),
        back: None,
        more: None,
        from: 0,
        to: 0,
        total: 0,
        words: words.clone(),
        chosen: chosen.clone(),
    };
    let Some(sheet) = sheet.as_ref() else {
        return Answer::page(&shown);
    };
    let fits = |no: Option<&str>, matter: &str, item: &str| {
        words.is_empty()
            || no.is_some_and(|n| n.contains(&words))
            || matter.contains(&words)
            || item.contains(&words)
    };
    if is_mismatches {
        let wanted: Vec<_> = sheet
            .mismatches
            .iter()
            .filter(|m| fits(m.no.as_deref(), &m.matter, &m.item))
            .collect();
        shown.total = wanted.len();
        shown.mismatches = wanted
            .iter()
            .skip(from)
            .take(PER_PAGE)
            .map(|m| MismatchRow {
                check: format!("{} {}", m.check, sheet.title_of(&m.check)),
                severity: format!("{:?}", m.severity),
                level: level(m.severity),
                no: m.no.clone().unwrap_or_default(),
                matter: m.matter.clone(),
                item: m.item.clone(),
                reason: m.reason.clone(),
                formula: m.formula.clone(),
                places: places(ask, &files, m),
            })
            .collect();
    } else {
        let wanted: Vec<&Pair> = sheet
            .pairs
            .iter()
            .filter(|p| answer_name(p.agreement) == chosen)
            .filter(|p| fits(p.no.as_deref(), &p.matter, &p.item))
            .collect();
        shown.total = wanted.len();
        shown.pairs = wanted
            .iter()
            .skip(from)
            .take(PER_PAGE)
            .map(|p| pair(ask, &files, p))
            .collect();
    }
    let count = shown.pairs.len() + shown.mismatches.len();
    let address = |page: usize| {
        format!(
            "/reconcile?answer={}&words={}&page={page}",
            escaped(&chosen),
            escaped(&words)
        )
    };
    shown.on = Some(sheet.on.to_string());
    shown.differing = sheet.mismatches.len();
    shown.answers = sheet
        .counts()
        .iter()
        .map(|(a, n)| (answer_name(*a), *n, answer_name(*a) == chosen))
        .collect();
    (shown.checks, shown.books) = made_from(sheet);
    shown.back = (page > 1).then(|| address(page - 1));
    shown.more = (from + count < shown.total).then(|| address(page + 1));
    (shown.from, shown.to) = ((from + 1).min(from + count), from + count);
    Answer::page(&shown)
}

type Checks = Vec<(String, String, String, String, usize)>;
type Books = Vec<(String, String, String, usize)>;

/// Checks and books that took part.
fn made_from(sheet: &ReconciliationSheet) -> (Checks, Books) {
    let day = |d: Option<jiff::civil::Date>| d.map_or_else(String::new, |d| d.to_string());
    let checks = sheet.checks.iter().map(|c| {
        let used: Vec<String> = c.used.iter().map(|(n, v)| format!("{n} {v}")).collect();
        (
            c.id.clone(),
            c.title.clone(),
            c.explains.clone(),
            used.join("；"),
            c.found,
        )
    });
    let books = sheet.books.iter().map(|b| {
        (
            b.kind.clone(),
            format!("{} {}", b.file, b.sheet),
            day(b.as_of),
            b.records,
        )
    });
    (checks.collect(), books.collect())
}

fn said(ask: &Ask, files: &Files, source: &SourceRef, text: Vec<Piece>) -> Said {
    Said {
        file: source.file().to_owned(),
        place: ask.words.place(source.place()),
        link: files.key_of(source, 0).map(|key| link(key, source.place())),
        text,
    }
}

fn pair(ask: &Ask, files: &Files, pair: &Pair) -> PairRow {
    let text = |s: &Option<SourceRef>| {
        s.as_ref()
            .map_or_else(String::new, |s| s.quote().to_owned())
    };
    let (left, right) = differences(&text(&pair.ledger), &text(&pair.report));
    let said = |source: &Option<SourceRef>, text: Vec<Piece>| {
        source.as_ref().map(|s| said(ask, files, s, text))
    };
    PairRow {
        no: pair.no.clone().unwrap_or_default(),
        matter: pair.matter.clone(),
        item: pair.item.clone(),
        ledger: said(&pair.ledger, left),
        report: said(&pair.report, right),
        answer: answer_name(pair.agreement),
        level: match pair.agreement {
            Agreement::一致 => "good",
            Agreement::不一致 => "bad",
            Agreement::未能对应 => "warn",
        },
        difference: pair.difference.clone(),
        check: pair.check.clone().unwrap_or_default(),
    }
}

fn places(ask: &Ask, files: &Files, mismatch: &crate::model::Mismatch) -> Vec<Said> {
    let first = mismatch.evidence.first().map(|e| e.source.quote());
    let (own, _) = differences(mismatch.source.quote(), first.unwrap_or_default());
    let others = mismatch.evidence.iter().map(|e| {
        let (_, other) = differences(mismatch.source.quote(), e.source.quote());
        said(ask, files, &e.source, other)
    });
    std::iter::once(said(ask, files, &mismatch.source, own))
        .chain(others)
        .collect()
}
