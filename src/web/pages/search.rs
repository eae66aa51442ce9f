//! 检索: words and phrases in everything that was read, with filters and counts.
use std::sync::atomic::{AtomicBool, Ordering};

use askama::Template;

use crate::{
    model::{Facet, Hit, Reason},
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        form::escaped,
        frame::Frame,
        marking::{Piece, pieces},
        material::{self, Files, anchor, cell_anchor},
    },
    workflow::{OfficeError, Progress, Stage, snippet},
};

/// Hits on one page.
const PER_PAGE: usize = 20;
/// Most pages: whoever needs more takes the list of `taizhang search --queries`.
const PAGES: usize = 50;
/// Columns of a passage shown around its highlights; a Chinese character takes two.
const SNIPPET: usize = 320;
/// Values shown of each count.
const FACETS: usize = 12;
/// Longest query, in characters.
const QUERY_CHARS: usize = 500;

#[derive(Template)]
#[template(path = "search.html", config = "src/web/askama.toml")]
struct SearchPage {
    frame: Frame,
    q: String,
    unit: String,
    period: String,
    doc_type: String,
    wrong: Option<String>,
    total: Option<u64>,
    rows: Vec<Row>,
    counts: Vec<(String, &'static str, Vec<Choice>)>,
    back: Option<String>,
    more: Option<String>,
    from: usize,
    to: usize,
}

struct Row {
    file: String,
    link: Option<String>,
    place: String,
    about: String,
    text: Vec<Piece>,
}

struct Choice {
    name: String,
    count: u64,
    address: String,
}

/// Whether the index lacked something when it was asked.
#[derive(Debug, Default)]
struct Told {
    is_behind: AtomicBool,
}

impl Progress for Told {
    fn start(&self, _: Stage, _: u64) {}
    fn step(&self) {}
    fn finish(&self) {}
    fn notice(&self, reason: &Reason) {
        let is_behind = reason.code == "index-importing";
        self.is_behind.fetch_or(is_behind, Ordering::Relaxed);
    }
}

/// Search.
pub(super) fn search(ask: &Ask) -> Result<Answer, Problem> {
    let field = |name: &str| ask.query.get(name).to_owned();
    let (q, unit, period, doc_type) = (field("q"), field("unit"), field("period"), field("type"));
    let page: usize = ask.query.get("page").parse().unwrap_or(1).clamp(1, PAGES);
    let mut shown = SearchPage {
        frame: ask.frame(),
        q: q.clone(),
        unit: unit.clone(),
        period: period.clone(),
        doc_type: doc_type.clone(),
        wrong: None,
        total: None,
        rows: Vec::new(),
        counts: Vec::new(),
        back: None,
        more: None,
        from: 0,
        to: 0,
    };
    if q.is_empty() {
        return Answer::page(&shown);
    }
    if q.chars().count() > QUERY_CHARS {
        let reason = Reason::new("query-long").with("most", QUERY_CHARS);
        shown.wrong = Some(ask.words.reason(&reason));
        return Answer::page(&shown);
    }
    let filters = [("unit", &unit), ("period", &period), ("type", &doc_type)];
    let mut query = q.clone();
    if filters.iter().any(|(_, value)| !value.is_empty()) {
        query = format!("({q})");
    }
    for (name, value) in filters.iter().filter(|(_, value)| !value.is_empty()) {
        query.push_str(&format!(" {name}:\"{}\"", value.replace('"', "")));
    }
    let files = material::files(ask)?;
    let limit = page * PER_PAGE;
    let as_of = ask.mark().revision.to_string();
    let name = format!("search {limit} {query}");
    let found = ask.house.view(&name, &as_of, move |office| {
        let told = Told::default();
        let found = office.search(&query, limit, &told)?;
        Ok((found, told.is_behind.into_inner()))
    });
    let found = match found {
        Ok(found) => found,
        Err(Problem::Office(error @ OfficeError::Query(_))) => {
            shown.wrong = Some(ask.words.reason(&error.reason()));
            return Answer::page(&shown);
        }
        Err(problem) => return Err(problem),
    };
    let (found, is_behind) = (&found.0, found.1);
    if is_behind {
        ask.house.forget(&name);
        shown.wrong = Some(ask.words.reason(&Reason::new("index-importing")));
    }
    let from = (page - 1) * PER_PAGE;
    shown.rows = found
        .hits
        .iter()
        .skip(from)
        .map(|hit| row(ask, &files, hit))
        .collect();
    let to = from + shown.rows.len();
    let address = |filters: [(&str, &str); 3], page: usize| {
        let filters: Vec<String> = filters
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("&{name}={}", escaped(value)))
            .collect();
        format!("/search?q={}{}&page={page}", escaped(&q), filters.concat())
    };
    let own = [
        ("unit", unit.as_str()),
        ("period", &period),
        ("type", &doc_type),
    ];
    let choices = |name: &'static str, facets: &[Facet]| {
        let all = facets.iter().filter(|f| !f.value.is_empty()).take(FACETS);
        let choices = all.map(|facet| Choice {
            name: facet.value.clone(),
            count: facet.count,
            address: address(
                own.map(|(n, value)| {
                    (
                        n,
                        if n == name {
                            facet.value.as_str()
                        } else {
                            value
                        },
                    )
                }),
                1,
            ),
        });
        choices.collect::<Vec<_>>()
    };
    shown.counts = vec![
        (
            ask.words.t("flags.unit"),
            "unit",
            choices("unit", &found.by_unit),
        ),
        (
            ask.words.t("files.period"),
            "period",
            choices("period", &found.by_period),
        ),
        (
            ask.words.t("files.type"),
            "type",
            choices("type", &found.by_type),
        ),
    ];
    shown.total = Some(found.total);
    shown.back = (page > 1).then(|| address(own, page - 1));
    let is_more = u64::try_from(to).unwrap_or(u64::MAX) < found.total && page < PAGES;
    shown.more = is_more.then(|| address(own, page + 1));
    (shown.from, shown.to) = ((from + 1).min(to), to);
    Answer::page(&shown)
}

fn row(ask: &Ask, files: &Files, hit: &Hit) -> Row {
    let part = snippet(hit, SNIPPET);
    let ranges: Vec<_> = part
        .highlights
        .iter()
        .map(|(a, b)| (*a..*b, "hit"))
        .collect();
    let about = [
        hit.unit.as_deref(),
        hit.period.as_deref(),
        Some(hit.doc_type.as_str()),
    ];
    let at = match (hit.cells.first(), &hit.place.sheet) {
        (Some(cell), sheet) => cell_anchor(sheet.as_deref().unwrap_or_default(), cell),
        (None, _) => anchor(&hit.place),
    };
    let at = escaped(&at);
    Row {
        link: version(files, hit).map(|key| format!("/documents/{key}?at={at}#{at}")),
        file: hit.file.clone(),
        place: ask.words.place(&hit.place),
        about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        text: pieces(&part.text, &ranges),
    }
}

/// The file a hit stands in; of several of one name in different batches the one of its unit and period.
fn version(files: &Files, hit: &Hit) -> Option<i64> {
    let named = files.named(&hit.file);
    let fits = |key: &&i64| {
        files
            .file(**key)
            .is_some_and(|k| k.record.unit == hit.unit && k.record.period == hit.period)
    };
    match named {
        [only] => Some(*only),
        several => {
            let mut fit = several.iter().filter(fits);
            match (fit.next(), fit.next()) {
                (Some(one), None) => Some(*one),
                // Which of them it is cannot be told; the list of files can.
                _ => None,
            }
        }
    }
}
