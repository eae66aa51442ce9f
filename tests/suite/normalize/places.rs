//! Every character keeps its place: a quotation equals the characters of the source at its place.
use proptest::prelude::*;
use taizhang::{
    model::{
        CellValue, Document, RawBlock, RawCell, RawFile, RawTable, RawText, ReadingSettings,
        cell_name,
    },
    normalize,
};

/// The paragraphs of a file, counted as places count them.
fn paragraphs(raw: &RawFile) -> Vec<&RawText> {
    raw.blocks
        .iter()
        .filter_map(|b| match b {
            RawBlock::Text(t) => Some(t),
            RawBlock::Table(_) => None,
        })
        .collect()
}

/// Characters `range` of the source at a place.
fn at_source(raw: &RawFile, place: &taizhang::model::Place) -> String {
    let text = match (place.paragraph, &place.sheet, &place.cell) {
        (Some(n), None, None) => &paragraphs(raw)[n as usize - 1].text,
        (None, Some(sheet), Some(cell)) => raw
            .blocks
            .iter()
            .find_map(|b| match b {
                RawBlock::Table(t) if t.name == *sheet => t
                    .cells
                    .iter()
                    .find(|c| cell_name(c.row, c.col) == *cell)
                    .map(|c| &c.text),
                _ => None,
            })
            .unwrap(),
        other => panic!("odd place {other:?}"),
    };
    text.chars()
        .skip(place.char_start as usize)
        .take((place.char_end - place.char_start) as usize)
        .collect()
}

fn check(raw: &RawFile, d: &Document, from: f64, to: f64) -> Result<(), TestCaseError> {
    for (i, p) in d.passages.iter().enumerate() {
        let length = u32::try_from(p.text.chars().count()).unwrap();
        let a = (f64::from(length) * from) as u32;
        let b = (f64::from(length) * to) as u32;
        let (a, b) = (a.min(b), a.max(b));
        if let Some(found) = d.source_ref(u32::try_from(i).unwrap(), a..b) {
            prop_assert_eq!(at_source(raw, found.place()), found.quote());
        } else {
            prop_assert!(a == b || !p.cells.is_empty());
        }
        for s in &p.sentences {
            let found = d.source_ref(u32::try_from(i).unwrap(), s.clone());
            prop_assert!(found.is_some(), "sentence {:?} of {:?}", s, p.text);
            let found = found.unwrap();
            prop_assert_eq!(at_source(raw, found.place()), found.quote());
        }
        prop_assert_eq!(p.plain.chars().count(), p.text.chars().count());
        prop_assert!(p.section.is_none_or(|s| (s as usize) < d.sections.len()));
    }
    for (n, s) in d.sections.iter().enumerate() {
        prop_assert!(d.passages.get(s.passage as usize).is_some());
        prop_assert_eq!(
            d.passages[s.passage as usize].section,
            Some(u32::try_from(n).unwrap())
        );
        prop_assert!(
            s.parent
                .is_none_or(|p| (p as usize) < n && d.sections[p as usize].level < s.level)
        );
    }
    Ok(())
}

fn line() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "一、",
        "（一）",
        "1.",
        "（1）",
        "①",
        "第一章 ",
        "第二条 ",
        "附件：1.",
        "目录",
        "关于",
        "的报告",
        "整改情况",
        "澜川市生态环境局",
        "2026年7月1日",
        "2026年第三季度",
        "：",
        "。",
        "；",
        "，",
        "“",
        "”",
        "（",
        "）",
        "《",
        "》",
        "𠮷",
        "ＡＢ",
        " ",
        "\u{3000}",
        "\n",
        "填报单位：",
        "存在问题",
        "清淤3.5公里",
        "各位代表",
        "……",
        "％",
        "\u{FEFF}",
        "12",
    ]);
    proptest::collection::vec(words, 1..14)
        .prop_map(|w| w.concat())
        .prop_filter("not empty", |t| !t.trim().is_empty())
}

fn block() -> impl Strategy<Value = RawBlock> {
    let text = (
        line(),
        proptest::option::weighted(0.2, 1_u8..5),
        any::<bool>(),
    )
        .prop_map(|(text, heading, is_list_item)| {
            let half = u32::try_from(text.chars().count() / 2).unwrap();
            RawBlock::Text(RawText {
                text,
                heading,
                is_list_item,
                page: Some(1),
                page_starts: vec![(half, 2)],
                ..RawText::default()
            })
        });
    let table =
        proptest::collection::btree_map((0_u32..5, 0_u32..4), line(), 1..12).prop_map(|cells| {
            RawBlock::Table(RawTable {
                cells: cells
                    .into_iter()
                    .map(|((row, col), text)| RawCell {
                        row,
                        col,
                        text,
                        value: CellValue::Text,
                        has_formula: false,
                    })
                    .collect(),
                ..RawTable::default()
            })
        });
    prop_oneof![5 => text, 1 => table]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn quotations_equal_the_source_and_nothing_is_lost(
        blocks in proptest::collection::vec(block(), 0..14),
        from in 0.0..1.0_f64,
        to in 0.0..1.0_f64,
    ) {
        let mut blocks = blocks;
        for (n, b) in blocks.iter_mut().enumerate() {
            if let RawBlock::Table(t) = b { t.name = format!("表{n}"); }
        }
        let raw = super::raw("澜川市/2026年三季度/报告.txt", blocks);
        let d = normalize::document(&raw, &ReadingSettings::default());
        check(&raw, &d, from, to)?;
        // Every paragraph is one passage, in order and whole; every cell stands in some row.
        let texts: Vec<&str> = d.passages.iter().filter(|p| p.place.paragraph.is_some()).map(|p| p.text.as_str()).collect();
        let sources: Vec<&str> = paragraphs(&raw).iter().map(|t| t.text.as_str()).collect();
        prop_assert_eq!(texts, sources);
        for b in &raw.blocks {
            let RawBlock::Table(t) = b else { continue };
            for c in &t.cells {
                let name = cell_name(c.row, c.col);
                let there = d.passages.iter().filter(|p| p.place.sheet.as_ref() == Some(&t.name)).any(|p| {
                    p.cells.iter().any(|s| s.cell == name && taizhang::model::char_slice(&p.text, &(s.start..s.end)) == c.text)
                });
                prop_assert!(there, "cell {} of {}", name, t.name);
            }
        }
        for (n, p) in d.passages.iter().enumerate() {
            let Some((table, row)) = p.row else { continue };
            prop_assert_eq!(d.tables[table as usize].rows[row as usize].passage as usize, n);
        }
    }
}

#[test]
fn later_pages_of_a_paragraph_are_cited_by_their_own_number() {
    let raw = super::raw(
        "a.pdf",
        vec![RawBlock::Text(RawText {
            text: "前半在第三页，后半在第四页。".to_owned(),
            page: Some(3),
            page_starts: vec![(7, 4)],
            ..RawText::default()
        })],
    );
    let d = normalize::document(&raw, &ReadingSettings::default());
    assert_eq!(d.source_ref(0, 0..2).unwrap().place().page, Some(3));
    assert_eq!(d.source_ref(0, 7..9).unwrap().place().page, Some(4));
}
