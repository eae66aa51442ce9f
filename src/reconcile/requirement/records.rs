//! Sets the measures and deadlines of records beside what they have to carry out.
use super::{
    compare::{self, Verdict},
    counts,
    finding::Finding,
    matter::{self, Act},
    papers::{self, Demands, Named},
    sentence,
};
use crate::{
    ledger::similarity,
    model::{BookRow, Certainty, Precision, char_len, fold},
    reconcile::cells::doc_numbers,
};

/// Fields that say what is demanded, and what the unit sets itself.
const DEMANDED: [&str; 2] = ["requirement", "directive_text"];
const SET: [&str; 4] = ["measure", "plan", "goal", "next_step"];

/// What a record's own cells come to.
pub(super) fn within(row: BookRow<'_>) -> Vec<Finding> {
    let beside = beside(row);
    let reference = row.book.as_of.as_ref().map(|a| a.date);
    let read = |fields: &[&'static str]| {
        Demands::of(
            fields
                .iter()
                .flat_map(|f| sentence::of_cell(row, f, reference))
                .collect(),
        )
    };
    let above = read(&DEMANDED);
    if above.sentences.is_empty() {
        return Vec::new();
    }
    let lower = read(&SET);
    let year = reference.map(jiff::civil::Date::year);
    let name = "本行“要求”栏".to_owned();
    let mut found = papers::differences(&[(name.clone(), &above)], &lower, year, &beside);
    found.extend(own_deadline(row, &above, &beside));
    found.extend(counts::fewer(&above, &lower, &name, &beside));
    named(found, row)
}

/// A record against the documents it carries out.
pub(super) fn against(
    row: BookRow<'_>,
    above: &[Named<'_, '_>],
    (year, title_similarity): (Option<i16>, f64),
) -> Vec<Finding> {
    let reference = row.book.as_of.as_ref().map(|a| a.date);
    let lower = Demands::of(
        SET.iter()
            .flat_map(|f| sentence::of_cell(row, f, reference))
            .collect(),
    );
    let mut found = papers::differences(above, &lower, year, &beside(row));
    found.extend(
        deadline_against(row, above).or_else(|| title_against(row, above, title_similarity)),
    );
    named(found, row)
}

/// Numbers of the documents a record names as its source.
pub(super) fn sources(row: BookRow<'_>) -> Vec<String> {
    ["doc_no", "source", "directive_text", "title"]
        .iter()
        .flat_map(|f| doc_numbers(row.text(f)))
        .collect()
}

fn named(mut found: Vec<Finding>, row: BookRow<'_>) -> Vec<Finding> {
    for one in &mut found {
        one.no.clone_from(&row.record.no);
        if !row.record.title.is_empty() {
            one.matter.clone_from(&row.record.title);
        }
    }
    found
}

/// Everything a record says that may give a reason.
fn beside(row: BookRow<'_>) -> String {
    ["remark", "problem", "reason", "approval_no", "decision"]
        .map(|f| fold(row.text(f)))
        .join("\n")
}

/// The deadline column against the one date the demand names.
fn own_deadline(row: BookRow<'_>, above: &Demands<'_>, beside: &str) -> Option<Finding> {
    let mut dated = above
        .matters
        .iter()
        .filter(|(_, m)| m.by.is_some() && m.act == Some(Act::Finish));
    let (at, matter) = dated.next()?;
    if dated.next().is_some() {
        return None;
    }
    deadline(row, above, (*at, matter), "本行“要求”栏", beside)
}

/// The deadline column against the task of a document that holds the record's title.
fn deadline_against(row: BookRow<'_>, above: &[Named<'_, '_>]) -> Option<Finding> {
    let title = matter::grams(&matter::spaced(&fold(&row.record.title)));
    if title.len() < LEAST_TITLE {
        return None;
    }
    let beside = beside(row);
    let mut hits = above.iter().flat_map(|(name, demands)| {
        let title = &title;
        demands
            .matters
            .iter()
            .filter(move |(_, m)| {
                m.by.is_some() && m.act == Some(Act::Finish) && title.is_subset(&m.grams)
            })
            .map(move |(at, m)| (name, *demands, *at, m))
    });
    let (name, demands, at, m) = hits.next()?;
    if hits.next().is_some() {
        return None;
    }
    deadline(row, demands, (at, m), name, &beside)
}

/// The deadline column against that of the task of the same title in a document's table.
fn title_against(
    row: BookRow<'_>,
    above: &[Named<'_, '_>],
    title_similarity: f64,
) -> Option<Finding> {
    let date = row.date("deadline").filter(|d| d.doubt.is_none())?;
    let (name, task) = above
        .iter()
        .flat_map(|(name, demands)| demands.titled.iter().map(move |t| (name, t)))
        .find(|(_, t)| similarity(&t.title, &row.record.title) >= title_similarity)?;
    let Verdict::Differs(way, item, formula) = compare::deadlines(Some(task.by), date.to) else {
        return None;
    };
    let own = sentence::of_cell(row, "deadline", None);
    let own = own.first()?;
    if compare::reason(way, own, own, &beside(row)).is_some() {
        return None;
    }
    Some(Finding {
        way,
        item,
        formula,
        matter: row.record.title.clone(),
        no: None,
        above: name.clone(),
        upper: task.source.clone(),
        lower: row.quote("deadline")?,
        certainty: Certainty::较强,
    })
}

/// Fewest pairs of characters by which a title is looked for in a text: 尾矿库治理 has four.
const LEAST_TITLE: usize = 4;

fn deadline(
    row: BookRow<'_>,
    above: &Demands<'_>,
    (at, m): (usize, &matter::Matter),
    name: &str,
    beside: &str,
) -> Option<Finding> {
    let date = row.date("deadline")?;
    let exact = matches!(
        date.precision,
        Precision::Day
            | Precision::Dekad
            | Precision::Month
            | Precision::Quarter
            | Precision::Half
            | Precision::Year
    );
    if !exact || date.doubt.is_some() {
        return None;
    }
    let us = above.sentence(at)?;
    let Verdict::Differs(way, item, formula) = compare::deadlines(m.by, date.to) else {
        return None;
    };
    let cell = row.text("deadline");
    let own = sentence::of_cell(row, "deadline", None);
    let reason = own
        .first()
        .and_then(|s| compare::reason(way, us, s, beside));
    if reason.is_some() || char_len(cell) == 0 {
        return None;
    }
    Some(Finding {
        way,
        item,
        formula,
        matter: row.record.title.clone(),
        no: None,
        above: name.to_owned(),
        upper: us.quote(&m.range)?,
        lower: row.quote("deadline")?,
        certainty: Certainty::较强,
    })
}
