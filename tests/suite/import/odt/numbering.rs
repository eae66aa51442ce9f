//! Automatic numbers are rebuilt as people see them.
use taizhang::model::RawBlock;

use super::maker::{Paper, lines, para};

const CHINESE: &str = "<text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-suffix=\"、\" style:num-format=\"一, 二, 三, ...\"/><text:list-level-style-number text:level=\"2\" style:num-prefix=\"（\" style:num-suffix=\"）\" style:num-format=\"一, 二, 三, ...\"/><text:list-level-style-number text:level=\"3\" style:num-list-format=\"%2%.%3%.\" style:num-format=\"1\"/><text:list-level-style-bullet text:level=\"4\" text:bullet-char=\"•\"/></text:list-style>";

fn list(attributes: &str, items: &str) -> String {
    format!("<text:list {attributes}>{items}</text:list>")
}

fn item(inner: &str) -> String {
    format!("<text:list-item>{inner}</text:list-item>")
}

#[test]
fn levels_count_each_in_its_format() {
    let third = list(
        "",
        &(item(&para("丙")) + &item(&(para("丁") + &list("", &item(&para("点")))))),
    );
    let second = list("", &(item(&para("甲")) + &item(&(para("乙") + &third))));
    let more = list("", &item(&para("戊")));
    let body = list(
        "text:style-name=\"L1\"",
        &(item(&(para("总体") + &second)) + &item(&(para("问题") + &more + &para("续段")))),
    );
    let reading = Paper::styled(&body, CHINESE).read();
    let read = [
        "一、总体",
        "（一）甲",
        "（二）乙",
        "二.1. 丙",
        "二.2. 丁",
        "点",
        "二、问题",
        "（一）戊",
        "续段",
    ];
    assert_eq!(lines(&reading), read);
    let labels: Vec<u32> = reading
        .blocks
        .iter()
        .map(|b| match b {
            RawBlock::Text(t) => t.label_chars,
            RawBlock::Table(_) => 0,
        })
        .collect();
    assert_eq!(labels, [2, 3, 3, 5, 5, 0, 2, 3, 0]);
}

#[test]
fn lists_begin_anew_or_go_on_as_the_file_says() {
    let named = |attributes: &str, text: &str| {
        list(
            &format!("text:style-name=\"L1\" {attributes}"),
            &item(&para(text)),
        )
    };
    let body = named("xml:id=\"a\"", "甲")
        + &para("插话。")
        + &named("text:continue-numbering=\"true\"", "乙")
        + &named("", "另起")
        + &named("text:continue-list=\"a\"", "丙")
        + &list(
            "text:style-name=\"L1\"",
            "<text:list-header><text:p>无号</text:p></text:list-header><text:list-item text:start-value=\"7\"><text:p>第七</text:p></text:list-item>",
        );
    let read = [
        "一、甲",
        "插话。",
        "二、乙",
        "一、另起",
        "三、丙",
        "无号",
        "七、第七",
    ];
    assert_eq!(lines(&Paper::styled(&body, CHINESE).read()), read);
}

#[test]
fn headings_are_numbered_by_the_outline() {
    let mut paper = Paper::styled(
        "<text:h text:outline-level=\"1\">总则</text:h><text:h text:outline-level=\"2\">目的</text:h><text:h text:outline-level=\"2\">依据</text:h><text:h text:style-name=\"H0\" text:outline-level=\"1\">不编号</text:h><text:h text:outline-level=\"1\">职责</text:h><text:h text:outline-level=\"2\">分工</text:h>",
        "<style:style style:name=\"H0\" style:family=\"paragraph\" style:list-style-name=\"\"/>",
    );
    paper.master = "<text:outline-style style:name=\"Outline\"><text:outline-level-style text:level=\"1\" style:num-prefix=\"第\" style:num-suffix=\"章 \" style:num-format=\"一, 二, 三, ...\"/><text:outline-level-style text:level=\"2\" style:num-format=\"1\" text:display-levels=\"1\" style:num-suffix=\".\"/></text:outline-style>".to_owned();
    let read = [
        "第一章 总则",
        "1. 目的",
        "2. 依据",
        "不编号",
        "第二章 职责",
        "1. 分工",
    ];
    assert_eq!(lines(&paper.read()), read);
}

#[test]
fn a_paragraph_style_may_bring_its_list_and_a_written_number_wins() {
    let styles = CHINESE.to_owned()
        + "<style:style style:name=\"P1\" style:family=\"paragraph\" style:list-style-name=\"L1\"/>";
    let body = "<text:list><text:list-item><text:p text:style-name=\"P1\">甲</text:p></text:list-item></text:list><text:list text:style-name=\"L1\"><text:list-item><text:p><text:number>（十）</text:number>乙</text:p></text:list-item></text:list>";
    assert_eq!(
        lines(&Paper::styled(body, &styles).read()),
        ["一、甲", "（十）乙"]
    );
}

#[test]
fn an_inner_list_goes_on_behind_a_paragraph_that_stands_in_no_list() {
    let inner = |text: &str| {
        let second = list("", &item(&para(text)));
        list(
            "text:style-name=\"L1\" text:continue-numbering=\"true\"",
            &item(&second),
        )
    };
    let body = list(
        "text:style-name=\"L1\"",
        &item(&(para("总体") + &list("", &item(&para("甲"))))),
    ) + &para("插话。")
        + &inner("乙")
        + &para("又插话。")
        + &inner("丙");
    let read = [
        "一、总体",
        "（一）甲",
        "插话。",
        "（二）乙",
        "又插话。",
        "（三）丙",
    ];
    assert_eq!(lines(&Paper::styled(&body, CHINESE).read()), read);
}
