//! 规则: cards of the indicators, what came of each rule, versions.
use askama::Template;

use crate::{
    model::{FlagCase, IndicatorCard, ReviewRecord, Role, RuleAct, RuleCase, RuleRecord},
    web::{
        act_form::{Control, Form, Maker, Typed},
        answer::{Answer, Problem},
        ask::Ask,
        docket,
        form::escaped,
        frame::Frame,
        given::{Given, person},
        material,
    },
    workflow::{MUTERS, Office},
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
    refused: Option<String>,
    card: IndicatorCard,
    records: Vec<Line>,
}

struct Line {
    state: Option<&'static str>,
    forms: Vec<Form>,
    record: RuleRecord,
    acceptance: String,
    codes: String,
}

/// The card of an indicator, or of the indicator a rule belongs to, with what came of its rules.
pub(super) fn rule(ask: &Ask) -> Result<Answer, Problem> {
    shown(ask, &Typed::default())
}

fn shown(ask: &Ask, typed: &Typed) -> Result<Answer, Problem> {
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
    let as_of = format!("{}", mark.of(RuleCase::KIND));
    let cases = ask
        .house
        .view("cases-of-rules", &as_of, |office| office.rule_cases())?;
    let lines = records.iter().filter(|r| r.indicator == card.id).map(|r| {
        let decided = r.accepted + r.rejected;
        let codes: Vec<String> = r
            .codes
            .iter()
            .map(|(c, n)| format!("{} {n}", c.name()))
            .collect();
        let version = format!("{}@{}", r.rule, r.version);
        let case = cases.iter().find(|c| c.id == version);
        Line {
            state: case.map(|c| c.state.name()),
            forms: forms(ask, (id, r), case, typed),
            acceptance: match decided {
                0 => "—".to_owned(),
                _ => format!("{}/{decided}", r.accepted),
            },
            codes: codes.join("、"),
            record: r.clone(),
        }
    });
    let page = RulePage {
        frame: ask.frame_titled(card.title.clone()),
        refused: typed.refused.clone(),
        records: lines.collect(),
        card: card.clone(),
    };
    docket::answered(&page, typed)
}

/// What the standing of a version and the roles of the person leave open; a version nobody gave a standing takes part as it is.
fn forms(
    ask: &Ask,
    (page, record): (&str, &RuleRecord),
    case: Option<&RuleCase>,
    typed: &Typed,
) -> Vec<Form> {
    let me = person(ask);
    let typed_here = typed.fields.get("rule") == record.rule;
    let nothing = Typed::default();
    let path = format!("/rules/{}", escaped(page));
    let make = Maker {
        words: ask.words,
        typed: if typed_here { typed } else { &nothing },
        kind: "rule",
        path: &path,
        seen: (case.map_or(0, |c| c.rev), 0),
    };
    let mut open: Vec<String> = match case {
        Some(case) => Office::may(case, &me),
        None => vec!["propose".to_owned()],
    };
    // A version is proposed once.
    open.retain(|act| act != "draft" && me.is_any(Role::BUSINESS));
    if me.is_any(MUTERS) {
        let standing = if record.is_demoted {
            "restore"
        } else {
            "demote"
        };
        open.push(standing.to_owned());
    }
    open.iter()
        .map(|act| {
            let form = make.form(act).hidden("rule", &record.rule);
            let mut form = match act.as_str() {
                "approve" | "disable" | "demote" | "restore" => {
                    form.text("reason", "reason", "").needed().done()
                }
                _ => form.done(),
            };
            // Every rule of the page has forms of the same acts; what is typed is told apart by the rule.
            form.id = format!("{}.{}", record.rule, form.id);
            form
        })
        .collect()
}

/// Gives a version of a rule another standing.
pub(super) fn act(ask: &Ask) -> Result<Answer, Problem> {
    match done(ask) {
        Ok(()) => Ok(Answer::Look(format!("/rules/{}", escaped(ask.step("id"))))),
        Err(problem) => shown(ask, &Typed::refused(ask, problem)?),
    }
}

fn done(ask: &Ask) -> Result<(), Problem> {
    let given = Given::of(ask);
    let (rule, reason, seen, me) = (
        given.text("rule"),
        given.text("reason"),
        given.seen(),
        person(ask),
    );
    let act = match ask.step("act") {
        "propose" => return ask.write(move |office| office.propose_rule(&me, &rule).map(|_| ())),
        standing @ ("demote" | "restore") => {
            let is_demoted = standing == "demote";
            return ask.write(move |office| {
                let done = office.stand_rule(&rule, &me, (is_demoted, &reason));
                done.map(|_| ())
            });
        }
        "try" => RuleAct::Try {},
        "approve" => RuleAct::Approve { reason },
        "enable" => RuleAct::Enable {},
        "disable" => RuleAct::Disable { reason },
        _ => return Err(Problem::Missing),
    };
    ask.write(move |office| {
        let versions = office.rule_versions()?;
        let version = versions.iter().find(|v| v.rule == rule);
        let number = version.map_or(0, |v| v.version);
        let case = format!("{rule}@{number}");
        office.act_on_rule(&case, &me, seen, act).map(|_| ())
    })
}
