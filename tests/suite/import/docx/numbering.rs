//! Automatic numbers are rebuilt as the finished paper shows them.
use super::paper::{Paper, lines, para, texts};

fn level(n: u32, format: &str, text: &str, more: &str) -> String {
    format!(
        r#"<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>"#
    )
}

fn official() -> String {
    let levels = level(0, "chineseCountingThousand", "%1、", "")
        + &level(1, "chineseCountingThousand", "（%2）", "")
        + &level(2, "decimal", "%3.", "")
        + &level(3, "decimal", "（%4）", "");
    format!(
        r#"<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>"#
    )
}

fn item(list: u32, level: u32, text: &str) -> String {
    para(
        &format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#),
        text,
    )
}

#[test]
fn the_four_levels_of_official_papers_count_and_restart() {
    let body = [
        item(1, 0, "进展情况"),
        item(1, 1, "河道清淤"),
        item(1, 2, "清淤3公里"),
        item(1, 2, "清运淤泥"),
        item(1, 3, "运往指定场所"),
        item(1, 1, "岸线绿化"),
        item(1, 2, "5日前完成补种"),
        item(1, 0, "存在问题"),
        item(1, 1, "资金缺口"),
    ];
    let reading = Paper::new(&body.concat())
        .part("numbering", "numbering.xml", &official())
        .read();
    assert_eq!(
        lines(&reading),
        [
            "一、进展情况",
            "（一）河道清淤",
            "1. 清淤3公里",
            "2. 清运淤泥",
            "（1）运往指定场所",
            "（二）岸线绿化",
            "1. 5日前完成补种",
            "二、存在问题",
            "（一）资金缺口",
        ]
    );
    let labels: Vec<u32> = texts(&reading).iter().map(|t| t.label_chars).collect();
    assert_eq!(labels, [2, 3, 3, 3, 3, 3, 3, 2, 3]);
    assert!(texts(&reading).iter().all(|t| t.is_list_item));
}

#[test]
fn lists_of_one_design_count_on_unless_one_has_a_start_of_its_own() {
    let lists = official()
        + r#"<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        <w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="2"><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%3)"/></w:lvl></w:lvlOverride></w:num>"#;
    let body = [
        item(1, 2, "甲"),
        item(2, 2, "乙"),
        item(3, 2, "丙"),
        item(3, 2, "丁"),
        item(4, 2, "戊"),
    ];
    let reading = Paper::new(&body.concat())
        .part("numbering", "numbering.xml", &lists)
        .read();
    assert_eq!(
        lines(&reading),
        ["1. 甲", "2. 乙", "5. 丙", "6. 丁", "G) 戊"]
    );
}

#[test]
fn compound_numbers_show_figures_where_the_level_asks_for_them() {
    let levels = level(0, "chineseCounting", "第%1章", "")
        + &level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + &level(
            2,
            "decimal",
            "%1.%2.%3",
            "<w:isLgl/><w:lvlRestart w:val=\"1\"/>",
        )
        + &level(
            3,
            "decimalEnclosedCircle",
            "%4",
            "<w:lvlRestart w:val=\"0\"/>",
        );
    let lists = format!(
        r#"<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="0"/></w:num>"#
    );
    let body = [
        item(9, 0, "总则"),
        item(9, 1, "目的"),
        item(9, 2, "依据"),
        item(9, 3, "法律"),
        item(9, 1, "范围"),
        item(9, 2, "区域"),
        item(9, 0, "职责"),
        item(9, 2, "分工"),
        item(9, 3, "牵头"),
    ];
    let reading = Paper::new(&body.concat())
        .part("numbering", "numbering.xml", &lists)
        .read();
    assert_eq!(
        lines(&reading),
        [
            "第一章总则",
            "1.1 目的",
            "1.1.1 依据",
            "①法律",
            "1.2 范围",
            "1.2.2 区域",
            "第二章职责",
            "2.1.1 分工",
            "②牵头",
        ]
    );
}

#[test]
fn styles_carry_numbers_and_a_paragraph_may_decline_them() {
    let styles = r#"
        <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
        <w:style w:type="paragraph" w:styleId="S1"><w:name w:val="条"/><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="S2"><w:name w:val="款"/><w:basedOn w:val="S1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>"#;
    let body = [
        para(r#"<w:pStyle w:val="S1"/>"#, "总体"),
        para(r#"<w:pStyle w:val="S2"/>"#, "分项"),
        para(
            r#"<w:pStyle w:val="S1"/><w:numPr><w:numId w:val="0"/></w:numPr>"#,
            "不编号",
        ),
        para(r#"<w:pStyle w:val="S1"/>"#, "其次"),
    ];
    let reading = Paper::new(&body.concat())
        .part("styles", "styles.xml", styles)
        .part("numbering", "numbering.xml", &official())
        .read();
    assert_eq!(
        lines(&reading),
        ["一、总体", "（一）分项", "不编号", "二、其次"]
    );
    let first = texts(&reading)[0];
    assert_eq!((first.heading, first.is_list_item), (Some(1), false));
}

#[test]
fn a_level_bound_to_a_style_and_a_design_linked_through_a_style_are_found() {
    let bound = level(0, "decimal", "%1", "")
        + &level(1, "chineseCounting", "（%2）", r#"<w:pStyle w:val="T2"/>"#);
    let lists = format!(
        r#"<w:abstractNum w:abstractNumId="1">{bound}</w:abstractNum>
        <w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="L"/></w:abstractNum>
        <w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>"#
    );
    let styles = r#"
        <w:style w:type="paragraph" w:styleId="T2"><w:name w:val="二级"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>
        <w:style w:type="numbering" w:styleId="L"><w:name w:val="编号"/><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>"#;
    let body = [
        para(r#"<w:pStyle w:val="T2"/>"#, "任务"),
        item(6, 1, "举措"),
    ];
    let reading = Paper::new(&body.concat())
        .part("styles", "styles.xml", styles)
        .part("numbering", "numbering.xml", &lists)
        .read();
    assert_eq!(lines(&reading), ["（一）任务", "（二）举措"]);
}

#[test]
fn bullets_mark_list_items_without_adding_characters() {
    let lists = format!(
        r#"<w:abstractNum w:abstractNumId="0">{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#,
        level(0, "bullet", "\u{F0B7}", "")
    );
    let reading = Paper::new(&item(1, 0, "加强巡查"))
        .part("numbering", "numbering.xml", &lists)
        .read();
    let item = texts(&reading)[0];
    assert_eq!(item.text, "加强巡查");
    assert!(item.is_list_item);
    assert_eq!(item.label_chars, 0);
}

#[test]
fn an_empty_numbered_line_is_counted_but_not_shown_except_in_a_table() {
    let empty =
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>"#;
    let row = format!("<w:tc>{empty}</w:tc><w:tc>{}</w:tc>", para("", "北塘泵站"));
    let body = item(1, 2, "首项") + empty + &item(1, 2, "次项") + &super::paper::table(&[row]);
    let reading = Paper::new(&body)
        .part("numbering", "numbering.xml", &official())
        .read();
    assert_eq!(lines(&reading), ["1. 首项", "3. 次项"]);
    let table = super::paper::tables(&reading)[0];
    assert_eq!(super::paper::cells(table), ["A1=4.", "B1=北塘泵站"]);
}

#[test]
fn a_format_of_its_own_goes_before_the_plainer_one_for_older_programs() {
    let lists = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="8"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="第%1号"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let reading = Paper::new(&(item(1, 0, "排口") + &item(1, 0, "泵站")))
        .part("numbering", "numbering.xml", lists)
        .read();
    assert_eq!(lines(&reading), ["第008号排口", "第009号泵站"]);
}
