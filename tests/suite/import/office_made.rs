//! Papers a word processor saved in its older formats are read as the same paper.
use taizhang::{
    import::read_bytes,
    model::{RawBlock, Recovery},
};

/// Both were saved by LibreOffice 7.4 from one fictional paper with a heading, tracked changes, hidden text, an automatic list,
/// a table merged across and down, and running head and foot.
#[test]
fn one_paper_saved_as_word_binary_and_as_rtf_reads_the_same() {
    for name in ["doc/rectification.doc", "rtf/rectification.rtf"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/cases/import")
            .join(name);
        let raw = read_bytes(name, &std::fs::read(path).unwrap());
        assert_eq!(raw.recovery, Recovery::Complete, "{name}");
        let said = |code: &str| {
            let reason = raw.reasons.iter().find(|r| r.code == code);
            reason.map(|r| r.args["chars"].as_str())
        };
        assert_eq!(said("deleted-text-left-out"), Some("5"), "{name}");
        assert_eq!(said("hidden-text-left-out"), Some("4"), "{name}");
        let mut lines = Vec::new();
        let mut tables = Vec::new();
        for block in &raw.blocks {
            match block {
                RawBlock::Text(text) => {
                    lines.push((text.text.as_str(), text.heading, text.label_chars))
                }
                RawBlock::Table(table) => tables.push(table),
            }
        }
        assert_eq!(
            lines,
            [
                ("澜川市白鹭河整改情况报告", Some(1), 0),
                ("截至2026年6月底，清淤3.5公里，完成率78.4%。", None, 0),
                ("督导频次由每月两次。", None, 0),
                ("二、存在问题", Some(2), 0),
                ("1. 资金到位迟", None, 3),
                ("2. 管网错接多", None, 3),
            ],
            "{name}"
        );
        let cells: Vec<_> = tables[0]
            .cells
            .iter()
            .map(|c| (c.row, c.col, c.text.as_str()))
            .collect();
        assert_eq!(
            cells,
            [
                (0, 0, "序号"),
                (0, 1, "问题"),
                (0, 2, "责任单位"),
                (0, 3, "时限"),
                (1, 0, "1"),
                (1, 1, "雨污混接"),
                (1, 2, "青岚县水务局"),
                (1, 3, "2026-06-30"),
                (2, 0, "2"),
                (2, 1, "油烟扰民"),
                (2, 3, "3月底前"),
                (3, 0, "合计"),
                (3, 3, "2项"),
            ],
            "{name}"
        );
        let mut merges: Vec<_> = tables[0]
            .merges
            .iter()
            .map(|m| [m.first_row, m.first_col, m.last_row, m.last_col])
            .collect();
        merges.sort_unstable();
        assert_eq!(merges, [[1, 2, 2, 2], [3, 0, 3, 2]], "{name}");
        assert_eq!(raw.facts["title"], "澜川市整改情况", "{name}");
        assert_eq!(raw.facts["author"], "测试员", "{name}");
        assert_eq!(raw.facts["header"], "内部资料", "{name}");
        assert_eq!(raw.facts["footer"], "第一页", "{name}");
    }
}
