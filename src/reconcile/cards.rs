//! The cards of the indicators that only checks raise.
use crate::model::IndicatorCard;

/// In the order they are shown.
const CARDS: [&str; 4] = [
    include_str!("cards/unit-unclear.toml"),
    include_str!("cards/ledger-gap.toml"),
    include_str!("cards/evidence-reused.toml"),
    include_str!("cards/complaint-mishandled.toml"),
];

/// Cards of the indicators that the checks raise and no indicator of documents has; a test keeps every one readable.
#[must_use]
pub fn cards() -> Vec<IndicatorCard> {
    CARDS
        .iter()
        .filter_map(|text| toml::from_str(text).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_card_is_readable_and_whole() {
        let read = cards();
        assert_eq!(read.len(), CARDS.len(), "a card does not hold what it must");
        let ids: BTreeSet<_> = read.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids.len(), CARDS.len(), "two cards bear one id");
        for card in &read {
            for text in [
                &card.title,
                &card.english,
                &card.family,
                &card.looks_for,
                &card.why,
                &card.evidence,
            ] {
                assert!(!text.trim().is_empty(), "{}", card.id);
            }
            assert!(!card.title.starts_with("疑似"), "{}", card.id);
            for list in [&card.not_counted, &card.known_false_alarms, &card.ask] {
                assert!(!list.is_empty(), "{}", card.id);
            }
            assert!(!card.basis.is_empty(), "{}", card.id);
        }
    }
}
