//! 疑点: the queue by unit and matter, and what people decide on it.
use std::collections::BTreeMap;

use askama::Template;

use crate::{
    model::{Certainty, RejectCode, Severity},
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        form::escaped,
        frame::Frame,
        material::{self, Decisions, Flags, Raised, Stand},
    },
    workflow::DecideRequest,
};

/// Flags on one page: as many as a person reads in one sitting.
const PER_PAGE: usize = 40;
/// Characters of a quotation shown in the queue.
const QUOTE_SHOWN: usize = 120;
/// Characters of a reason shown in the queue.
const REASON_SHOWN: usize = 160;

#[derive(Template)]
#[template(path = "flags.html", config = "src/web/askama.toml")]
struct Queue {
    frame: Frame,
    want: Want,
    stands: Vec<Choice>,
    units: Vec<Choice>,
    indicators: Vec<Choice>,
    severities: Vec<Choice>,
    rows: Vec<Row>,
    total: usize,
    may_decide: bool,
    codes: Vec<String>,
    run_on: String,
    back: Option<String>,
    more: Option<String>,
    from: usize,
    to: usize,
}

/// A value that can be chosen, and how many flags it would leave.
struct Choice {
    value: String,
    name: String,
    count: usize,
    is_chosen: bool,
}

struct Row {
    /// Unit and matter, where they are not those of the row above.
    head: Option<(String, String)>,
    id: String,
    title: String,
    severity: String,
    level: &'static str,
    certainty: String,
    quote: String,
    reason: String,
    file: String,
    place: String,
    stand: &'static str,
}

/// What is asked for.
#[derive(Clone, Debug)]
struct Want {
    stand: String,
    unit: String,
    indicator: String,
    severity: String,
    words: String,
    page: usize,
}

impl Want {
    fn of(ask: &Ask) -> Self {
        let field = |name: &str| ask.query.get(name).to_owned();
        Self {
            stand: match ask.query.find("stand") {
                None => Stand::Open.name().to_owned(),
                Some(stand) => stand.to_owned(),
            },
            unit: field("unit"),
            indicator: field("indicator"),
            severity: field("severity"),
            words: field("words"),
            page: ask.query.get("page").parse().unwrap_or(1).max(1),
        }
    }
    /// Whether a flag is wanted, leaving one of the conditions aside.
    fn wants(&self, raised: &Raised, stand: Stand, aside: &str) -> bool {
        let draft = &raised.flag.draft;
        let fits =
            |name: &str, want: &str, is: &str| aside == name || want.is_empty() || want == is;
        fits("stand", &self.stand, stand.name())
            && fits("unit", &self.unit, draft.unit.as_deref().unwrap_or("—"))
            && fits("indicator", &self.indicator, &draft.indicator)
            && fits("severity", &self.severity, severity(draft.severity))
            && (self.words.is_empty()
                || draft.source.quote().contains(&self.words)
                || draft.source.file().contains(&self.words)
                || draft
                    .surroundings
                    .matter
                    .as_ref()
                    .is_some_and(|m| m.contains(&self.words)))
    }
    fn address(&self, page: usize) -> String {
        let parts = [
            ("stand", &self.stand),
            ("unit", &self.unit),
            ("indicator", &self.indicator),
            ("severity", &self.severity),
            ("words", &self.words),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .map(|(name, value)| format!("{name}={}", escaped(value)))
            .collect();
        format!("/flags?{}&page={page}", parts.join("&"))
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::重点 => "重点",
        Severity::关注 => "关注",
        Severity::提示 => "提示",
    }
}

/// Class of a severity.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::重点 => "bad",
        Severity::关注 => "warn",
        Severity::提示 => "blue",
    }
}

/// Name of a severity and of a certainty.
pub(super) fn names(severity_: Severity, certainty: Certainty) -> (String, String) {
    (severity(severity_).to_owned(), format!("{certainty:?}"))
}

/// The queue.
pub(super) fn list(ask: &Ask) -> Result<Answer, Problem> {
    let (flags, decisions) = (material::flags(ask)?, material::decisions(ask)?);
    let want = Want::of(ask);
    // Unit, matter, then reading order.
    let standing: Vec<(&Raised, Stand)> = flags
        .queue()
        .map(|r| (r, Stand::of(&decisions, r.flag.id())))
        .collect();
    let wanted: Vec<(&Raised, Stand)> = standing
        .iter()
        .copied()
        .filter(|(r, s)| want.wants(r, *s, ""))
        .collect();
    let total = wanted.len();
    let from = (want.page - 1) * PER_PAGE;
    let mut rows = Vec::new();
    let mut last: Option<(&str, &str)> = None;
    for (raised, stand) in wanted.iter().skip(from).take(PER_PAGE) {
        let group = raised.group();
        let head = (last != Some(group)).then(|| (group.0.to_owned(), group.1.to_owned()));
        last = Some(group);
        rows.push(row(ask, &flags, (raised, *stand), head));
    }
    let to = from + rows.len();
    let count = |aside: &str, of: for<'r> fn(&'r Raised, Stand) -> &'r str| {
        let mut counts: Counts<'_> = BTreeMap::new();
        for (raised, stand) in standing.iter().filter(|(r, s)| want.wants(r, *s, aside)) {
            *counts.entry(of(raised, *stand)).or_default() += 1;
        }
        counts
    };
    let stands = count("stand", |_, s| s.name());
    let units = count("unit", |r, _| r.group().0);
    let indicators = count("indicator", |r, _| &r.flag.draft.indicator);
    let severities = count("severity", |r, _| severity(r.flag.draft.severity));
    Answer::page(&Queue {
        frame: ask.frame(),
        stands: Stand::ALL
            .iter()
            .map(|(_, name)| {
                let title = ask.words.t(&format!("flags.{name}"));
                choice(name, title, &stands, &want.stand)
            })
            .collect(),
        units: choices(units, &want.unit, |u| match u {
            "—" => ask.words.t("flags.no-unit"),
            unit => unit.to_owned(),
        }),
        indicators: choices(indicators, &want.indicator, |i| flags.title(ask, i)),
        severities: choices(severities, &want.severity, |s| s.to_owned()),
        rows,
        total,
        may_decide: ask.may("flag-decide"),
        codes: RejectCode::ALL.iter().map(|c| c.name()).collect(),
        run_on: flags
            .run
            .as_ref()
            .map_or_else(String::new, |r| r.on.to_string()),
        back: (want.page > 1).then(|| want.address(want.page - 1)),
        more: (to < total).then(|| want.address(want.page + 1)),
        from: (from + 1).min(to),
        to,
        want,
    })
}

fn row(
    ask: &Ask,
    flags: &Flags,
    (raised, stand): (&Raised, Stand),
    head: Option<(String, String)>,
) -> Row {
    let draft = &raised.flag.draft;
    let (severity, certainty) = names(draft.severity, draft.certainty);
    Row {
        head,
        id: raised.flag.id().to_owned(),
        title: flags.title(ask, &draft.indicator),
        severity,
        level: level(draft.severity),
        certainty,
        quote: shortened(draft.source.quote(), QUOTE_SHOWN),
        reason: shortened(&draft.reason, REASON_SHOWN),
        file: draft.source.file().to_owned(),
        place: ask.words.place(draft.source.place()),
        stand: stand.name(),
    }
}

/// How many flags have a value.
type Counts<'a> = BTreeMap<&'a str, usize>;

fn choice(value: &str, name: String, counts: &Counts<'_>, chosen: &str) -> Choice {
    Choice {
        count: counts.get(value).copied().unwrap_or_default(),
        is_chosen: chosen == value,
        value: value.to_owned(),
        name,
    }
}

fn choices(counts: Counts<'_>, chosen: &str, name: impl Fn(&str) -> String) -> Vec<Choice> {
    let mut all: Vec<Choice> = counts
        .keys()
        .map(|value| choice(value, name(value), &counts, chosen))
        .collect();
    // What was chosen stays in the list, whatever the other conditions left of it.
    if !chosen.is_empty() && !counts.contains_key(chosen) {
        all.push(choice(chosen, name(chosen), &counts, chosen));
    }
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    all
}

/// At most so many characters; `…` stands where text was left out.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let mut chars = text.chars();
    let mut out: String = chars.by_ref().take(most).collect();
    if chars.next().is_some() {
        out.push('…');
    }
    out
}

/// The flag that stands after this one in the queue of open flags, for those who go through all of them.
pub(super) fn neighbors(
    flags: &Flags,
    decisions: &Decisions,
    id: &str,
) -> (Option<String>, Option<String>) {
    let is_open = |r: &&Raised| Stand::of(decisions, r.flag.id()) == Stand::Open;
    let is_it = |r: &Raised| r.flag.id() == id;
    let name = |r: &Raised| r.flag.id().to_owned();
    let mut before = flags.queue().rev().skip_while(|r| !is_it(r)).skip(1);
    let mut after = flags.queue().skip_while(|r| !is_it(r)).skip(1);
    (
        before.find(is_open).map(name),
        after.find(is_open).map(name),
    )
}

/// Records what the person makes of a flag.
pub(super) fn decide(ask: &Ask) -> Result<Answer, Problem> {
    let accept = ask.form.get("decision") == "accept";
    let request = DecideRequest {
        flag: ask.step("id").to_owned(),
        accept,
        code: match accept {
            true => None,
            false => RejectCode::from_name(ask.form.get("code")),
        },
        note: ask.form.some("note").map(str::to_owned),
        by: ask.by().to_owned(),
    };
    ask.write(move |office| office.decide_flag(&request))?;
    let next = match ask.form.some("next") {
        Some(next) => next.to_owned(),
        None => format!("/flags/{}", ask.step("id")),
    };
    Ok(Answer::Look(next))
}
