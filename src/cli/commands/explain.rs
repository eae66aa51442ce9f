//! `explain`: the card of an indicator, the list of indicators, or the fields a column can be mapped to.
use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{message::text, output, rows},
    workflow::{IndicatorCard, Purpose, field_names},
};

pub(super) fn explain(desk: &Desk, indicator: Option<&str>) -> Result<Outcome, CommandError> {
    if indicator == Some("fields") {
        for field in field_names() {
            output::line(field)?;
        }
        return Ok(Outcome::Done);
    }
    let cards = match desk.office(Purpose::Read) {
        Ok(office) => office.cards(indicator)?,
        Err(_) => crate::workflow::built_in_cards(indicator)?,
    };
    match (indicator, cards.as_slice()) {
        (Some(_), [card]) => show(desk, card)?,
        _ => {
            let mut table = output::table(&rows::header(
                desk.language,
                &["id", "indicator", "english", "family"],
            ));
            for card in cards {
                table.add_row(vec![card.id, card.title, card.english, card.family]);
            }
            output::line(&table.to_string())?;
        }
    }
    Ok(Outcome::Done)
}

fn show(desk: &Desk, card: &IndicatorCard) -> Result<(), CommandError> {
    output::line(&format!("{}  {}  ({})", card.id, card.title, card.english))?;
    let basis: Vec<String> = card
        .basis
        .iter()
        .map(|b| format!("{}：{}", b.title, b.point))
        .collect();
    let parts: [(&str, Vec<String>); 7] = [
        ("looks-for", vec![card.looks_for.clone()]),
        ("why", vec![card.why.clone()]),
        ("not-counted", card.not_counted.clone()),
        ("evidence", vec![card.evidence.clone()]),
        ("known-false-alarms", card.known_false_alarms.clone()),
        ("ask", card.ask.clone()),
        ("basis", basis),
    ];
    for (key, lines) in parts {
        output::line(&format!(
            "\n{}",
            text(desk.language, &format!("card.{key}"))
        ))?;
        for line in lines {
            output::line(&format!("  {line}"))?;
        }
    }
    Ok(())
}
