//! Characters at places become lines, paragraphs and tables in reading order.
use taizhang::{
    import::{read_all, read_bytes},
    model::{Limits, RawBlock, ReadingSettings},
    normalize,
};

use crate::import::pdf::Fake;

use super::maker::{FULL, LEFT, Paper, SIZE, content, line, lines, said, stroke, tables, with};

fn of(objects: &str) -> Paper {
    let mut paper = Paper::default();
    paper.page(&content(objects));
    paper
}

#[test]
fn lines_are_read_from_top_to_bottom_whatever_their_order_in_the_file() {
    let drawn = [
        line(LEFT, 80.0, "三是加强巡查。"),
        line(LEFT, 40.0, "一是明确责任。"),
        line(LEFT, 60.0, "二是补齐管网。"),
    ];
    let reading = of(&drawn.concat()).read();
    let read = ["一是明确责任。", "二是补齐管网。", "三是加强巡查。"];
    assert_eq!(lines(&reading.blocks), read);
    assert!(reading.reasons.is_empty() && !reading.partial);
}

#[test]
fn runs_on_one_line_are_one_line_and_steps_may_be_counted() {
    let runs = format!(
        "<o:TextObject Boundary=\"30 40 100 10\" Size=\"{SIZE}\"><o:TextCode X=\"0\" Y=\"8\" DeltaX=\"g 2 5 5\">白鹭河</o:TextCode><o:TextCode X=\"15\" Y=\"8\" DeltaX=\"g 3 2.5 5\">2026年</o:TextCode></o:TextObject>"
    );
    assert_eq!(lines(&of(&runs).read().blocks), ["白鹭河2026年"]);
}

#[test]
fn letters_set_apart_evenly_are_one_word() {
    let run = "<o:TextObject Boundary=\"30 40 100 10\" Size=\"5\"><o:TextCode X=\"0\" Y=\"8\" DeltaX=\"7 7 g 4 4.4\">编号AB-12</o:TextCode></o:TextObject>";
    assert_eq!(lines(&of(run).read().blocks), ["编号AB-12"]);
}

#[test]
fn text_without_steps_stands_side_by_side() {
    let run = "<o:TextObject Boundary=\"30 40 100 10\" Size=\"5\"><o:TextCode X=\"0\" Y=\"8\">整改完成</o:TextCode></o:TextObject>";
    let more = line(LEFT + 20.0, 48.0, "情况");
    assert_eq!(
        lines(&of(&(run.to_owned() + &more)).read().blocks),
        ["整改完成情况"]
    );
}

#[test]
fn a_transformation_moves_and_enlarges_text() {
    // A tenth of the size, ten times enlarged.
    let run = "<o:TextObject Boundary=\"30 40 100 10\" Size=\"0.5\" CTM=\"10 0 0 10 0 0\"><o:TextCode X=\"0\" Y=\"0.8\" DeltaX=\"g 3 0.5\">岚岳省厅</o:TextCode></o:TextObject>";
    let more = line(LEFT + 20.0, 48.0, "印发");
    assert_eq!(
        lines(&of(&(run.to_owned() + &more)).read().blocks),
        ["岚岳省厅印发"]
    );
}

#[test]
fn upright_columns_are_read_from_right_to_left() {
    let column = |x: f64, text: &str| {
        let steps = text.chars().count() - 1;
        format!(
            "<o:TextObject Boundary=\"{x} 30 20 200\" Size=\"5\"><o:TextCode X=\"0\" Y=\"5\" DeltaX=\"g {steps} 0\" DeltaY=\"g {steps} 5\">{text}</o:TextCode></o:TextObject>"
        )
    };
    let drawn = column(100.0, "后一列在左。") + &column(110.0, "前一列在右，");
    let reading = of(&drawn).read();
    assert_eq!(lines(&reading.blocks).concat(), "前一列在右，后一列在左。");
}

#[test]
fn a_page_on_its_side_is_read_along_its_lines() {
    // Letters turned a quarter to the right; lines follow each other from right to left.
    let turned = |x: f64, text: &str| {
        let steps = text.chars().count() - 1;
        format!(
            "<o:TextObject Boundary=\"{x} 30 10 200\" Size=\"5\" CTM=\"0 1 -1 0 0 0\"><o:TextCode X=\"0\" Y=\"0\" DeltaX=\"g {steps} 5\">{text}</o:TextCode></o:TextObject>"
        )
    };
    let drawn = turned(100.0, "第二行。") + &turned(150.0, "第一行。");
    assert_eq!(lines(&of(&drawn).read().blocks), ["第一行。", "第二行。"]);
}

#[test]
fn paragraphs_go_on_over_lines_and_pages() {
    let body: String = "关于白鹭河流域整改任务的进展情况"
        .chars()
        .cycle()
        .take(FULL * 2 - 2 + 6)
        .collect();
    let body: Vec<char> = body.chars().collect();
    let part = |from: usize, to: usize| body[from..to].iter().collect::<String>();
    let first = line(LEFT + 2.0 * SIZE, 250.0, &part(0, FULL - 2));
    let second = line(LEFT, 260.0, &part(FULL - 2, FULL * 2 - 2));
    let mut paper = Paper::default();
    paper.page(&content(&(first + &second)));
    paper.page(&content(
        &(line(LEFT, 40.0, &part(FULL * 2 - 2, body.len()))
            + &line(LEFT + 2.0 * SIZE, 60.0, "另起一段。")),
    ));
    let reading = paper.read();
    let whole: String = body.iter().collect();
    assert_eq!(lines(&reading.blocks), [whole.as_str(), "另起一段。"]);
    let taizhang::model::RawBlock::Text(text) = &reading.blocks[0] else {
        panic!("no text")
    };
    assert_eq!(
        (text.page, text.page_starts.as_slice()),
        (Some(1), &[(58, 2)][..])
    );
}

#[test]
fn headers_and_page_numbers_are_facts() {
    let mut paper = Paper::default();
    for n in 1..=3 {
        let drawn = [
            line(80.0, 15.0, "澜川市生态环境局"),
            line(LEFT, 100.0, &format!("第{n}项任务已经完成。")),
            line(100.0, 285.0, &format!("— {n} —")),
        ];
        paper.page(&content(&drawn.concat()));
    }
    let reading = paper.read();
    assert_eq!(lines(&reading.blocks).len(), 3);
    assert_eq!(reading.facts["header"], "澜川市生态环境局");
    assert_eq!(reading.facts["page_lines_left_out"], "6");
    assert_eq!(reading.facts["pages"], "3");
}

#[test]
fn ruling_lines_make_tables_with_upright_labels_in_their_cells() {
    let mut drawn = String::new();
    for y in [50.0, 70.0, 90.0] {
        drawn += &stroke(30.0, y, 180.0, y);
    }
    for x in [30.0, 40.0, 110.0, 180.0] {
        drawn += &stroke(x, 50.0, x, 90.0);
    }
    drawn += &line(45.0, 62.0, "责任单位");
    drawn += &line(115.0, 62.0, "澜川市水务局");
    drawn += &line(45.0, 82.0, "完成时限");
    drawn += &line(115.0, 82.0, "2026-09-30");
    drawn += "<o:TextObject Boundary=\"32 50 8 20\" Size=\"5\"><o:TextCode X=\"0\" Y=\"6\" DeltaX=\"g 2 0\" DeltaY=\"g 2 5\">第一项</o:TextCode></o:TextObject>";
    let reading = of(&drawn).read();
    let table = tables(&reading.blocks)[0];
    let cells: Vec<(u32, u32, &str)> = table
        .cells
        .iter()
        .map(|c| (c.row, c.col, c.text.as_str()))
        .collect();
    assert_eq!(
        cells,
        [
            (0, 0, "第一项"),
            (0, 1, "责任单位"),
            (0, 2, "澜川市水务局"),
            (1, 1, "完成时限"),
            (1, 2, "2026-09-30"),
        ]
    );
    assert_eq!(table.page, Some(1));
    assert!(lines(&reading.blocks).is_empty());
}

#[test]
fn thin_filled_boxes_are_ruling_lines_too() {
    let bar = |x: f64, y: f64, width: f64, height: f64| {
        format!(
            "<o:PathObject Boundary=\"{x} {y} {width} {height}\" Stroke=\"false\" Fill=\"true\"><o:AbbreviatedData>M 0 0 L {width} 0 L {width} {height} L 0 {height} C</o:AbbreviatedData></o:PathObject>"
        )
    };
    let mut drawn = String::new();
    for y in [50.0, 60.0, 70.0] {
        drawn += &bar(30.0, y, 100.0, 0.3);
    }
    for x in [30.0, 80.0, 130.0] {
        drawn += &bar(x, 50.0, 0.3, 20.0);
    }
    for (x, y, text) in [
        (35.0, 57.0, "甲"),
        (85.0, 57.0, "乙"),
        (35.0, 67.0, "丙"),
        (85.0, 67.0, "丁"),
    ] {
        drawn += &line(x, y, text);
    }
    let reading = of(&drawn).read();
    let shown: Vec<&str> = tables(&reading.blocks)[0]
        .cells
        .iter()
        .map(|c| c.text.as_str())
        .collect();
    assert_eq!(shown, ["甲", "乙", "丙", "丁"]);
}

#[test]
fn a_drawing_behind_a_line_of_text_is_no_table() {
    let mut drawn = line(LEFT, 58.0, "岚岳省建设工程施工许可证件");
    for y in [50.0, 60.0] {
        drawn += &stroke(45.0, y, 65.0, y);
    }
    for x in [45.0, 55.0, 65.0] {
        drawn += &stroke(x, 50.0, x, 60.0);
    }
    assert_eq!(
        lines(&of(&drawn).read().blocks),
        ["岚岳省建设工程施工许可证件"]
    );
}

#[test]
fn what_is_not_to_be_seen_is_left_out_and_counted() {
    let hidden = with("Visible=\"false\"", LEFT, 40.0, "看不见的字");
    let shown = line(LEFT, 60.0, "看得见的字");
    let layer = format!(
        "<o:Content><o:Layer ID=\"2\" Visible=\"false\">{}</o:Layer><o:Layer>{hidden}{shown}</o:Layer></o:Content>",
        line(LEFT, 80.0, "整层不见")
    );
    let mut paper = Paper::default();
    paper.page(&layer);
    let reading = paper.read();
    assert_eq!(lines(&reading.blocks), ["看得见的字"]);
    assert_eq!(said(&reading, "hidden-text-left-out", "chars"), Some("9"));
}

#[test]
fn white_marks_under_other_text_are_left_out_but_white_text_on_color_is_read() {
    let white = |x: f64, y: f64, text: &str| {
        line(x, y, text).replace(
            "<o:TextCode",
            "<o:FillColor Value=\"255 255 255\"/><o:TextCode",
        )
    };
    let drawn = line(LEFT, 40.0, "签发人：甲某")
        + &white(LEFT + 22.0, 40.0, "SIGN-1")
        + &white(LEFT, 60.0, "白字标题");
    let reading = of(&drawn).read();
    assert_eq!(lines(&reading.blocks), ["签发人：甲某", "白字标题"]);
    assert_eq!(said(&reading, "hidden-text-left-out", "chars"), Some("6"));
}

#[test]
fn text_drawn_twice_at_one_place_is_read_once() {
    let drawn =
        line(LEFT, 40.0, "发票号码：04870000") + &line(LEFT + 0.2, 40.0, "发票号码：04870000");
    assert_eq!(lines(&of(&drawn).read().blocks), ["发票号码：04870000"]);
}

#[test]
fn text_outside_the_page_is_counted() {
    let drawn = line(LEFT, 40.0, "页内。") + &line(LEFT, 400.0, "页外的字");
    let reading = of(&drawn).read();
    assert_eq!(lines(&reading.blocks), ["页内。"]);
    assert_eq!(said(&reading, "text-outside-page", "count"), Some("4"));
}

#[test]
fn pages_of_pictures_alone_need_recognition() {
    let mut paper = Paper::default();
    paper.page(&content(&line(LEFT, 40.0, "第一页有字。")));
    paper.page(&content(
        "<o:ImageObject Boundary=\"0 0 210 297\" CTM=\"210 0 0 297 0 0\" ResourceID=\"7\"/>",
    ));
    let reading = paper.read();
    assert_eq!(said(&reading, "needs-ocr", "pages"), Some("2"));
    assert!(reading.partial);
}

#[test]
fn the_largest_picture_of_such_a_page_is_recognized() {
    let mut paper = Paper::default();
    paper.common += "<o:DocumentRes>DocumentRes.xml</o:DocumentRes>";
    paper.part("Doc_0/DocumentRes.xml", "<o:Res BaseLoc=\"Res\"><o:MultiMedias><o:MultiMedia ID=\"7\" Type=\"Image\"><o:MediaFile>scan.png</o:MediaFile></o:MultiMedia><o:MultiMedia ID=\"8\" Type=\"Image\"><o:MediaFile>seal.png</o:MediaFile></o:MultiMedia></o:MultiMedias></o:Res>");
    paper.part("Doc_0/Res/scan.png", "picture of a page");
    paper.part("Doc_0/Res/seal.png", "picture of a seal");
    paper.page(&content("<o:ImageObject Boundary=\"150 200 40 40\" ResourceID=\"8\"/><o:ImageObject Boundary=\"0 0 210 297\" ResourceID=\"7\"/>"));
    let fake = Fake::saying(&["识别出的一行"]);
    let files = read_all("扫描.ofd", &paper.bytes(), &Limits::default(), Some(&fake));
    assert_eq!(lines(&files[0].blocks), ["识别出的一行"]);
    let pictures = fake.pictures.lock().unwrap();
    assert_eq!(pictures.as_slice(), [b"picture of a page".to_vec()]);
    let RawBlock::Text(text) = &files[0].blocks[0] else {
        panic!("no text")
    };
    assert_eq!((text.recognized, text.page), (Some(73), Some(1)));
}

#[test]
fn codes_that_mean_nothing_are_not_taken_for_text() {
    let garbled = line(LEFT, 40.0, &"\u{E124}".repeat(20));
    let reading = of(&garbled).read();
    assert!(lines(&reading.blocks).is_empty());
    assert_eq!(said(&reading, "garbled-text-layer", "pages"), Some("1"));
}

#[test]
fn a_paragraph_knows_its_box_on_the_page() {
    let objects = line(30.0, 48.0, "白鹭河沿岸养殖场清退情况") + &line(30.0, 56.0, "另起一行");
    let reading = of(&objects).read();
    let RawBlock::Text(text) = &reading.blocks[0] else {
        panic!("{:?}", reading.blocks[0])
    };
    let frame = text.frame.unwrap();
    // Twelve characters of five millimetres on a baseline 48 millimetres below the edge.
    assert_eq!((frame.left, frame.top, frame.width), (30, 43, 60));
    let document = normalize::document(
        &read_bytes("报告.ofd", &of(&objects).bytes()),
        &ReadingSettings::default(),
    );
    let passage = &document.passages[0];
    assert_eq!(passage.place.frame, Some(frame));
    let quoted = document.source_ref(0, 0..3).unwrap();
    assert_eq!(quoted.place().frame, Some(frame));
}
