//! 规则: cards of the indicators, what came of each rule, versions.
use askama::Template;

use crate::{
    model::{FlagCase, IndicatorCard, ReviewRecord, RuleRecord},
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        frame::Frame,
        material,
    },
};

#[derive(Template)]
#[template(path = "rules.html", config = "src/web/askama.toml")]
struct RulesPage {
    frame: Frame,
    families: Vec<(String, Vec<CardLine>)>,
}

struct CardLine {
    id: String,
    title: String,
    english: String,
    looks_for: String,
    flags: usize,
}

/// Every indicator.
pub(super) fn list(ask: &Ask) -> Result<Answer, Problem> {
    let flags = material::flags(ask)?;
    let mut families: Vec<(String, Vec<CardLine>)> = Vec::new();
    for card in flags.cards.values() {
        let line = CardLine {
            id: card.id.clone(),
            title: card.title.clone(),
            english: card.english.clone(),
            looks_for: card.looks_for.clone(),
            flags: flags
                .current()
                .filter(|r| r.flag.draft.indicator == card.id)
                .count(),
        };
        match families
            .iter_mut()
            .find(|(family, _)| *family == card.family)
        {
            Some((_, lines)) => lines.push(line),
            None => families.push((card.family.clone(), vec![line])),
        }
    }
    Answer::page(&RulesPage {
        frame: ask.frame(),
        families,
    })
}

#[derive(Template)]
#[template(path = "rule.html", config = "src/web/askama.toml")]
struct RulePage {
    frame: Frame,
    card: IndicatorCard,
    records: Vec<Line>,
}

struct Line {
    record: RuleRecord,
    acceptance: String,
    codes: String,
}

/// The card of an indicator, or of the indicator a rule belongs to, with what came of its rules.
pub(super) fn rule(ask: &Ask) -> Result<Answer, Problem> {
    let id = ask.step("id");
    let flags = material::flags(ask)?;
    let mark = ask.mark();
    let as_of = format!(
        "{} {} {}",
        mark.run,
        mark.of(FlagCase::KIND),
        mark.of("rule")
    );
    let records = ask
        .house
        .view("records", &as_of, |office| office.rule_records())?;
    let of_rule = || {
        records
            .iter()
            .find(|r| r.rule == id)
            .map(|r| r.indicator.as_str())
    };
    let card = flags
        .cards
        .get(id)
        .or_else(|| flags.cards.get(of_rule()?))
        .ok_or(Problem::Missing)?;
    let lines = records.iter().filter(|r| r.indicator == card.id).map(|r| {
        let decided = r.accepted + r.rejected;
        let codes: Vec<String> = r
            .codes
            .iter()
            .map(|(c, n)| format!("{} {n}", c.name()))
            .collect();
        Line {
            acceptance: match decided {
                0 => "—".to_owned(),
                _ => format!("{}/{decided}", r.accepted),
            },
            codes: codes.join("、"),
            record: r.clone(),
        }
    });
    Answer::page(&RulePage {
        frame: ask.frame_titled(card.title.clone()),
        records: lines.collect(),
        card: card.clone(),
    })
}
