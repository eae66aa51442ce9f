//! A snippet shows the highlights and fits the line.
use proptest::prelude::*;
use taizhang::{
    index::snippet,
    model::{Hit, Place, char_len, char_slice},
};

fn hit(text: &str, highlights: &[(u32, u32)]) -> Hit {
    Hit {
        file: String::new(),
        place: Place::default(),
        unit: None,
        period: None,
        doc_type: String::new(),
        text: text.to_owned(),
        highlights: highlights.to_vec(),
        cells: Vec::new(),
        score: 0.0,
    }
}

fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

#[test]
fn a_text_that_fits_is_left_whole_but_for_line_breaks() {
    let shown = snippet(&hit("整改\n措施\t落实", &[(3, 5)]), 40);
    assert_eq!(shown.text, "整改 措施 落实");
    assert_eq!(shown.highlights, [(3, 5)]);
}

#[test]
fn a_long_text_is_cropped_around_its_highlights() {
    let text = format!("{}污水直排{}", "前".repeat(50), "后".repeat(50));
    let shown = snippet(&hit(&text, &[(50, 54)]), 32);
    assert_eq!(shown.text, "…前前前前前污水直排后后后后后…");
    assert_eq!(shown.highlights, [(6, 10)]);
    let shown = snippet(&hit(&text, &[]), 20);
    assert_eq!(shown.text, "前前前前前前前前…");
}

#[test]
fn the_place_with_most_highlights_is_shown() {
    let text = format!("整改{}整改与整改", "中".repeat(50));
    let shown = snippet(&hit(&text, &[(0, 2), (52, 54), (55, 57)]), 24);
    assert!(shown.text.ends_with("整改与整改"), "{}", shown.text);
    assert_eq!(shown.highlights.len(), 2);
}

#[test]
fn a_highlight_longer_than_the_line_shows_its_beginning() {
    let text = format!("前{}", "长".repeat(60));
    let shown = snippet(&hit(&text, &[(1, 61)]), 20);
    assert!(width(&shown.text) <= 20);
    assert_eq!(shown.highlights.len(), 1);
}

proptest! {
    #[test]
    fn a_snippet_never_exceeds_its_width_and_marks_the_same_characters(
        text in "[前后中 a-z0-9]{1,200}",
        cuts in proptest::collection::vec((0u32..200, 1u32..8), 0..5),
        room in 12usize..90,
    ) {
        let length = char_len(&text);
        let mut highlights: Vec<(u32, u32)> = cuts
            .into_iter()
            .filter(|(at, n)| at + n <= length)
            .map(|(at, n)| (at, at + n))
            .collect();
        highlights.sort_unstable();
        highlights.dedup_by(|b, a| b.0 < a.1);
        let hit = hit(&text, &highlights);
        let shown = snippet(&hit, room);
        prop_assert!(width(&shown.text) <= room, "{} in {room}", shown.text);
        prop_assert!(highlights.is_empty() || !shown.highlights.is_empty());
        let marked: Vec<String> = highlights.iter().map(|(a, b)| char_slice(&text, &(*a..*b))).collect();
        for (from, to) in &shown.highlights {
            let part = char_slice(&shown.text, &(*from..*to));
            prop_assert!(marked.iter().any(|m| m.contains(part.trim_end_matches('…'))), "{part}");
        }
    }
}
