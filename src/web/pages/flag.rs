//! One flag: both sides of its evidence beside each other, how it came about, what people made of it.
use askama::Template;

use super::flags::{level, names, neighbors};
use crate::{
    model::{Decided, RejectCode, SourceRef},
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        clock, docket,
        frame::Frame,
        marking::{Piece, differences, pieces},
        material::{self, Files, Stand, link},
    },
};

#[derive(Template)]
#[template(path = "flag.html", config = "src/web/askama.toml")]
struct FlagPage {
    frame: Frame,
    id: String,
    severity: String,
    level: &'static str,
    certainty: String,
    unit: String,
    period: String,
    matter: String,
    ledger_no: Option<String>,
    headings: String,
    reason: String,
    recognized: Option<u8>,
    is_current: bool,
    own: Quote,
    before: String,
    passage: Vec<Piece>,
    after: String,
    sides: Vec<Side>,
    matched: Vec<(String, String)>,
    not_found: Vec<String>,
    contributions: Vec<(String, String)>,
    score: Option<(String, String)>,
    formula: Option<String>,
    would_clear: Option<String>,
    ask: Vec<String>,
    card: Option<crate::model::IndicatorCard>,
    rule: String,
    version: u32,
    history: Vec<Told>,
    replaces: Option<String>,
    stand: &'static str,
    may_decide: bool,
    codes: Vec<String>,
    previous: Option<String>,
    next: Option<String>,
}

struct Quote {
    file: String,
    place: String,
    link: Option<String>,
    text: Vec<Piece>,
}

/// The flagged passage and another place beside each other.
struct Side {
    note: String,
    here: Vec<Piece>,
    there: Quote,
}

struct Told {
    at: String,
    by: String,
    is_accepted: bool,
    code: Option<String>,
    note: Option<String>,
}

/// Decimals of a score; more say nothing to a reader.
const DECIMALS: usize = 2;

/// The flag.
pub(super) fn flag(ask: &Ask) -> Result<Answer, Problem> {
    let id = ask.step("id");
    let (flags, decisions, files) = (
        material::flags(ask)?,
        material::decisions(ask)?,
        material::files(ask)?,
    );
    let raised = flags.flag(id).ok_or(Problem::Missing)?;
    let draft = &raised.flag.draft;
    let (around, explain) = (&draft.surroundings, &draft.explain);
    let sides = draft.evidence.iter().map(|evidence| {
        let (here, there) = differences(draft.source.quote(), evidence.source.quote());
        Side {
            note: evidence.note.clone(),
            here,
            there: quote(ask, &files, raised.batch, &evidence.source, there),
        }
    });
    let (severity, certainty) = names(draft.severity, draft.certainty);
    let (previous, next) = neighbors(&flags, &decisions, id);
    let known = docket::Names::of(ask);
    let told = decisions.get(id).into_iter().flatten().map(|d| Told {
        at: clock::shown(&d.at),
        by: known.name(&d.by),
        is_accepted: d.decided == Decided::Accept,
        code: match d.decided {
            Decided::Accept => None,
            Decided::Reject(code) => Some(code.name()),
        },
        note: d.note.clone(),
    });
    let title = flags.title(ask, &draft.indicator);
    Answer::page(&FlagPage {
        frame: ask.frame_titled(ask.words.fill("flags.suspected", &[("a", &title)])),
        id: id.to_owned(),
        severity,
        level: level(draft.severity),
        certainty,
        unit: draft.unit.clone().unwrap_or_default(),
        period: draft.period.clone().unwrap_or_default(),
        matter: around.matter.clone().unwrap_or_default(),
        ledger_no: around.ledger_no.clone(),
        headings: around.headings.join(" › "),
        reason: draft.reason.clone(),
        recognized: explain.recognized,
        is_current: raised.is_current,
        own: quote(
            ask,
            &files,
            raised.batch,
            &draft.source,
            pieces(draft.source.quote(), &[]),
        ),
        before: around.before.clone(),
        passage: pieces(&around.text, &[(around.start..around.end, "flagged")]),
        after: around.after.clone(),
        sides: sides.collect(),
        matched: explain
            .matched
            .iter()
            .map(|(name, words)| (name.clone(), words.join("、")))
            .collect(),
        not_found: explain.exemptions_not_found.clone(),
        contributions: explain
            .contributions
            .iter()
            .map(|(name, amount)| (name.clone(), format!("{amount:+.DECIMALS$}")))
            .collect(),
        score: explain
            .score
            .map(|(s, bar)| (format!("{s:.DECIMALS$}"), format!("{bar:.DECIMALS$}"))),
        formula: explain.formula.clone(),
        would_clear: explain.would_clear.clone(),
        ask: draft.ask.clone(),
        card: flags.cards.get(&draft.indicator).cloned(),
        rule: draft.rule.clone(),
        version: draft.rule_version,
        history: told.collect(),
        replaces: raised.flag.replaces.clone(),
        stand: Stand::of(&decisions, id).name(),
        may_decide: ask.may("flag-decide"),
        codes: RejectCode::ALL.iter().map(|c| c.name()).collect(),
        previous,
        next,
    })
}

fn quote(ask: &Ask, files: &Files, batch: i64, source: &SourceRef, text: Vec<Piece>) -> Quote {
    Quote {
        file: source.file().to_owned(),
        place: ask.words.place(source.place()),
        link: files
            .key_of(source, batch)
            .map(|key| link(key, source.place())),
        text,
    }
}
