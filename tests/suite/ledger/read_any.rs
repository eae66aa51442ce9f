//! Whatever a sheet holds: nothing is lost, every quotation is in its place, plans are never done.
use proptest::prelude::*;
use taizhang::{
    ledger,
    model::{Merge, ReadingSettings, RowKind},
    normalize::{
        self,
        status::{facets, facets_under, is_status},
    },
};

use super::fixture::{sheet, workbook};

const HEADERS: &[&str] = &[
    "序号",
    "台账编号",
    "批示/部署名称",
    "问题",
    "整改措施",
    "责任单位",
    "配合单位",
    "整改时限",
    "完成情况",
    "销号状态",
    "进展情况",
    "传达学习日期",
    "研究部署情况",
    "完成日期",
    "备注",
    "来文字号",
    "收文日期",
    "某栏",
];
const CELLS: &[&str] = &[
    "",
    "",
    "1",
    "LZ-001",
    "岚办〔2026〕3号",
    "1.清淤；2.截污，6月底前完成",
    "①甲②乙",
    "水司、海洋司（牵头）",
    "牵头：甲局；配合：乙局等",
    "2026年6月底前",
    "3.16",
    "45930",
    "长期坚持",
    "已完成，长期坚持",
    "未按期完成",
    "拟于6月完成",
    "100%",
    "√",
    "不适用",
    "第一议题 3月2日",
    "合计",
    "注：以上为样表",
    "—",
    "一、大气\n（一）扬尘",
    "𠮷野家油烟",
];

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0..CELLS.len()).prop_map(|i| CELLS[i].to_owned()),
        1 => "[一-龥0-9，。；：、（）()/ \n年月日%.]{0,24}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]

    #[test]
    fn any_sheet_is_read_in_place(
        columns in proptest::sample::subsequence(HEADERS.to_vec(), 4..12),
        rows in proptest::collection::vec(proptest::collection::vec(cell(), 12), 1..9),
        merges in proptest::collection::vec((2u32..8, 0u32..8, 1u32..3), 0..3),
    ) {
        let rows: Vec<Vec<&str>> = rows
            .iter()
            .map(|r| r.iter().take(columns.len()).map(String::as_str).collect())
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let mut raw = sheet("表", "某省监督台账（截至2026年9月30日）", &columns, &rows);
        raw.merges.extend(merges.into_iter().map(|(row, col, deep)| Merge {
            first_row: row,
            first_col: col,
            last_row: row + deep,
            last_col: col,
        }));
        let document = normalize::document(
            &workbook("台账.xlsx", vec![raw]),
            &ReadingSettings::default(),
        );
        for book in ledger::books(&document, &[]) {
            super::read::quotes_are_in_place(&document, &book);
            let held: usize = document
                .tables
                .iter()
                .flat_map(|t| &t.rows)
                .filter(|r| r.kind == RowKind::Record)
                .map(|r| r.cells.len())
                .sum();
            let read: usize = book.records.iter().map(|r| r.fields.len()).sum();
            prop_assert!(read <= held);
            for record in &book.records {
                for item in &record.items {
                    prop_assert!(item.range.start < item.range.end);
                }
            }
        }
    }

    #[test]
    fn any_text_has_facets(text in "[一-龥已未完成销号逾期拟将部分基本计划0-9%，；。 \n]{0,30}", header in "[是否完成销号进度]{0,5}") {
        let said = facets(&text);
        prop_assert!(!(said.is_empty() && is_status(&text)) || text.trim().is_empty());
        let _ = facets_under(&header, &text);
    }

    #[test]
    fn a_plan_stays_a_plan(
        intent in proptest::sample::select(vec!["计划", "拟", "预计", "力争", "争取", "有望", "确保"]),
        time in proptest::sample::select(vec!["", "6月底前", "年内", "于2026年第四季度", "三季度末"]),
        how in proptest::sample::select(vec!["", "全部", "全面", "基本", "按期"]),
        done in proptest::sample::select(vec!["完成", "办结", "完成整改", "整改到位", "销号", "完工", "验收合格"]),
    ) {
        let text = format!("{intent}{time}{how}{done}");
        prop_assert!(!facets(&text).is_done(), "{text}");
    }

    #[test]
    fn a_denial_stays_a_denial(
        no in proptest::sample::select(vec!["未", "尚未", "仍未", "没有", "未能", "暂未"]),
        how in proptest::sample::select(vec!["", "全部", "按期", "按要求", "彻底"]),
        done in proptest::sample::select(vec!["完成", "办结", "完成整改", "整改到位", "销号", "完工"]),
    ) {
        let text = format!("{no}{how}{done}");
        prop_assert!(!facets(&text).is_done(), "{text}");
    }
}

/// Sentences of real reports that are taken for done or closed, to be read by people.
#[test]
#[ignore = "prints what is taken for done; run with --ignored --nocapture"]
fn what_is_taken_for_done_is_printed() {
    let root = std::env::var("TAIZHANG_BOOKS").unwrap_or_else(|_| "corpora/demo".into());
    let most = std::env::var("TAIZHANG_MOST")
        .ok()
        .and_then(|m| m.parse().ok())
        .unwrap_or(200);
    let mut shown = 0;
    for document in super::demo::documents(std::path::Path::new(&root)) {
        for passage in &document.passages {
            for sentence in &passage.sentences {
                let text = taizhang::model::char_slice(&passage.text, sentence);
                let said = facets(&text);
                if !said.is_empty() && shown < most {
                    shown += 1;
                    println!(
                        "{:?} {:?} {:?} {} | {text}",
                        said.completion, said.schedule, said.closure, said.standing
                    );
                }
            }
        }
    }
}
