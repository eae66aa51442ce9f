//! Text of Word binary documents: characters, fields, headings, what is left out.
use super::{
    lines,
    maker::{Sprm, Word, byte, compound, word},
    read, read_bytes, said, texts,
};

const DELETED: u16 = 0x0800;
const HIDDEN: u16 = 0x083C;

#[test]
fn a_file_saved_quickly_is_read_in_the_order_of_its_pieces() {
    let mut paper = Word::default();
    for n in 0..60 {
        paper = paper
            .text(&format!("第{n}处"))
            .run("删", &[byte(DELETED, 1)])
            .end(0, &[]);
    }
    paper.is_shuffled = true;
    let reading = read(&paper);
    let expected: Vec<String> = (0..60).map(|n| format!("第{n}处")).collect();
    assert_eq!(lines(&reading), expected);
    assert_eq!(said(&reading, "deleted-text-left-out", "chars"), Some("60"));
}

#[test]
fn a_paragraph_whose_mark_is_deleted_runs_on_into_the_next() {
    let paper = Word::default()
        .text("前段")
        .mark_in(super::BODY, '\r', &[byte(DELETED, 1)], 0, &[])
        .line("后段")
        .line("末段");
    assert_eq!(lines(&read(&paper)), ["前段后段", "末段"]);
}

#[test]
fn a_deleted_mark_before_a_table_keeps_the_text_out_of_it() {
    let paper = Word::default()
        .text("前段")
        .mark_in(super::BODY, '\r', &[byte(DELETED, 1)], 0, &[])
        .row(&["甲"], &super::row(0, &[(1_000, 0)]));
    let reading = read(&paper);
    assert_eq!(lines(&reading), ["前段"]);
    assert_eq!(reading.blocks.len(), 2);
}

#[test]
fn hidden_follows_the_styles_unless_the_run_says_otherwise() {
    let paper = Word::default()
        .style(0, 0xFFF, &[], &[byte(HIDDEN, 1)])
        .text("隐")
        .run("现", &[byte(HIDDEN, 0)])
        .run("又隐", &[byte(HIDDEN, 0x80)])
        .run("又现", &[byte(HIDDEN, 0x81)])
        .end(1, &[])
        .run("现", &[byte(HIDDEN, 0x80)])
        .run("隐", &[byte(HIDDEN, 0x81)])
        .end(0, &[]);
    let reading = read(&paper);
    assert_eq!(lines(&reading), ["现又现", "现"]);
    assert_eq!(said(&reading, "hidden-text-left-out", "chars"), Some("4"));
}

#[test]
fn fields_show_their_result_and_never_their_instruction() {
    let paper = Word::default()
        .line("见\u{13} HYPERLINK \"http://a.example/\" \u{14}\u{13} REF x \u{14}附件\u{15}一\u{15}。")
        .line("上\u{13} DATE \u{15}下")
        .text("断\u{13} PAGE ")
        .end(0, &[])
        .line("后");
    assert_eq!(lines(&read(&paper)), ["见附件一。", "上下", "断", "后"]);
}

#[test]
fn objects_and_formulas_are_counted_once_and_their_pictures_not_at_all() {
    let picture: &[Sprm] = &[(0x6A03, vec![0, 0, 0, 0]), byte(0x0855, 1)];
    let paper = Word::default()
        .text("\u{13} EMBED Excel.Sheet.8 \u{14}")
        .run("\u{1}", picture)
        .text("\u{15}\u{13} EMBED Equation.3 \u{14}")
        .run("\u{1}", picture)
        .text("\u{15}\u{13} EQ \\f(1,2) \u{15}")
        .run("\u{1}", picture)
        .line("末");
    let reading = read(&paper);
    assert_eq!(lines(&reading), ["末"]);
    assert_eq!(
        said(&reading, "embedded-files-not-read", "count"),
        Some("1")
    );
    assert_eq!(
        said(&reading, "formula-objects-not-read", "count"),
        Some("2")
    );
    assert_eq!(said(&reading, "pictures-not-read", "count"), Some("1"));
    assert!(reading.partial);
}

/// The data of a form field: a box ticked or not, or a choice from a list.
fn form(kind: u16, result: u16, default: u16, choices: &[&str]) -> Vec<u8> {
    let text = |t: &str| {
        let units: Vec<u16> = t.encode_utf16().collect();
        let length = u16::try_from(units.len()).unwrap();
        std::iter::once(length)
            .chain(units)
            .flat_map(u16::to_le_bytes)
            .collect::<Vec<u8>>()
    };
    let zero_ended = |t: &str| [text(t), vec![0, 0]].concat();
    let mut field = vec![0xFF; 4];
    field.extend((kind | result << 2).to_le_bytes());
    field.extend([0; 4]);
    field.extend(zero_ended("甲"));
    field.extend(default.to_le_bytes());
    (0..5).for_each(|_| field.extend(zero_ended("")));
    field.extend([0xFF, 0xFF]);
    field.extend(u32::try_from(choices.len()).unwrap().to_le_bytes());
    field.extend([0, 0]);
    choices.iter().for_each(|c| field.extend(text(c)));
    let length = u32::try_from(field.len() + 68).unwrap();
    [
        length.to_le_bytes().to_vec(),
        vec![68, 0],
        vec![0; 62],
        field,
    ]
    .concat()
}

#[test]
fn form_fields_show_their_box_or_their_choice() {
    let forms = [
        form(1, 1, 0, &[]),
        form(1, 25, 0, &[]),
        form(2, 1, 0, &["未完成", "已完成"]),
    ];
    let mut paper = Word::default().data(&forms.concat());
    let mut at = 0_u32;
    for (form, name) in forms
        .iter()
        .zip(["FORMCHECKBOX", "FORMCHECKBOX", "FORMDROPDOWN"])
    {
        let data: &[Sprm] = &[
            (0x6A03, at.to_le_bytes().to_vec()),
            byte(0x0806, 1),
            byte(0x0855, 1),
        ];
        paper = paper
            .text(&format!("项\u{13} {name} "))
            .run("\u{1}", data)
            .text("\u{14}\u{15}");
        at += u32::try_from(form.len()).unwrap();
    }
    assert_eq!(lines(&read(&paper.end(0, &[]))), ["项☑项□项已完成"]);
}

#[test]
fn headings_come_from_built_in_styles_those_based_on_them_and_outline_levels() {
    let paper = Word::default()
        .style(2, 0xFFF, &[], &[])
        .style(0xFFE, 1, &[], &[])
        .style(0xFFE, 0, &[byte(0x2640, 2)], &[])
        .style(62, 0xFFF, &[], &[])
        .text("样式")
        .end(1, &[])
        .text("沿用")
        .end(2, &[])
        .text("大纲")
        .end(3, &[])
        .text("直接")
        .end(0, &[byte(0x2640, 0)])
        .text("降为正文")
        .end(1, &[byte(0x2640, 9)])
        .text("总标题")
        .end(4, &[]);
    let reading = read(&paper);
    let levels: Vec<_> = texts(&reading).iter().map(|t| t.heading).collect();
    assert_eq!(levels, [Some(2), Some(2), Some(3), Some(1), None, None]);
    assert_eq!(reading.facts["title_line"], "总标题");
}

#[test]
fn lists_count_on_by_level_and_styles_bring_their_list() {
    let item = |level: u8| vec![word(0x460B, 1), byte(0x260A, level)];
    let paper = Word::default()
        .style(0xFFE, 0xFFF, &item(0), &[])
        .list(&[(37, "第\u{0}条 "), (0, "（\u{1}）"), (23, "\u{F0B7}")])
        .text("甲")
        .end(1, &[])
        .text("甲一")
        .end(0, &item(1))
        .text("甲二")
        .end(0, &item(1))
        .text("点")
        .end(0, &item(2))
        .text("乙")
        .end(1, &[])
        .text("乙一")
        .end(0, &item(1))
        .text("不编号")
        .end(1, &[word(0x460B, 0)]);
    let reading = read(&paper);
    assert_eq!(
        lines(&reading),
        [
            "第一条 甲",
            "（1）甲一",
            "（2）甲二",
            "点",
            "第二条 乙",
            "（1）乙一",
            "不编号"
        ]
    );
    let items: Vec<bool> = texts(&reading).iter().map(|t| t.is_list_item).collect();
    assert_eq!(items, [true, true, true, true, true, true, false]);
}

#[test]
fn signs_breaks_and_raised_figures_are_what_people_see() {
    let symbol = [0, 0, 0xFE, 0xF0];
    let paper = Word::default()
        .font("Wingdings")
        .run("(", &[(0x6A09, symbol.to_vec()), byte(0x0855, 1)])
        .text("已核实\u{B}换行\u{C}换页\u{1E}连字\u{1F}可断\u{A0}空格\t制表")
        .end(0, &[])
        .text("10")
        .run("4", &[byte(0x2A48, 1)])
        .text("吨")
        .end(0, &[])
        .line("𠮷野")
        .text("节末")
        .mark_in(super::BODY, '\u{C}', &[], 0, &[])
        .line("新节");
    assert_eq!(
        lines(&read(&paper)),
        [
            "☑已核实\n换行\n换页-连字可断\u{A0}空格\t制表",
            "10⁴吨",
            "𠮷野",
            "节末",
            "新节"
        ]
    );
}

#[test]
fn boxes_in_groups_of_shapes_follow_the_body() {
    let mut paper = Word::default().line("正文").line("二段");
    paper = paper
        .text_in(super::BOX, "组内", &[])
        .mark_in(super::BOX, '\r', &[], 0, &[]);
    // Its anchor is no character of the body.
    paper = paper.anchored(9_999, 0, 3);
    assert_eq!(lines(&read(&paper)), ["正文", "二段", "组内"]);
}

#[test]
fn heads_and_feet_are_facts_by_their_kind() {
    let mut paper = Word::default().line("正文");
    for text in ["偶页眉", "页眉", "偶页脚", "— 1 —", "页眉", "页脚"] {
        paper = paper
            .text_in(super::HEAD, text, &[])
            .mark_in(super::HEAD, '\r', &[], 0, &[]);
    }
    let reading = read(&paper);
    assert_eq!(lines(&reading), ["正文"]);
    assert_eq!(reading.facts["header"], "偶页眉\n页眉");
    assert_eq!(reading.facts["footer"], "偶页脚\n页脚");
}

/// A document of Word 6 without a table of pieces, in code page 936 or in the two bytes of Eastern editions, and its lines.
pub(super) fn word_6(is_eastern: bool) -> (Vec<u8>, [&'static str; 3]) {
    let expected = ["白鹭河整改情况", "截至6月底，清淤3.5公里。", "末段"];
    let encode = |text: &str| {
        if is_eastern {
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        } else {
            encoding_rs::GB18030.encode(text).0.into_owned()
        }
    };
    let table = encode("甲\u{7}乙\u{7}\u{7}");
    let mark = encode("\u{7}").len();
    let last = encode("末段\r");
    let body = [
        encode("白鹭河整改情况\r截至6月底，清淤3.5公里。\r"),
        table.clone(),
        last.clone(),
    ]
    .concat();
    let mut stream = vec![0_u8; 0x300];
    let start = stream.len();
    stream.extend(body.iter());
    let end = stream.len();
    let mut put = |at: usize, bytes: &[u8]| stream[at..at + bytes.len()].copy_from_slice(bytes);
    let magic: u16 = if is_eastern { 0xA699 } else { 0xA5DC };
    put(0, &magic.to_le_bytes());
    put(2, &0x65_u16.to_le_bytes());
    put(6, &0x804_u16.to_le_bytes());
    put(0x18, &u32::try_from(start).unwrap().to_le_bytes());
    put(0x1C, &u32::try_from(end).unwrap().to_le_bytes());
    let chars = if is_eastern {
        body.len() / 2
    } else {
        body.len()
    };
    put(0x34, &u32::try_from(chars).unwrap().to_le_bytes());
    // One page of paragraphs: the last mark of the row ends it (properties 24 and 25), the cells stand in a table.
    let row = end - last.len();
    let cells = row - table.len();
    stream.resize(stream.len().next_multiple_of(512), 0);
    let page = stream.len() / 512;
    let mut bytes = vec![0_u8; 512];
    for (n, at) in [start, cells, row - mark, row, end].iter().enumerate() {
        bytes[n * 4..n * 4 + 4].copy_from_slice(&u32::try_from(*at).unwrap().to_le_bytes());
    }
    bytes[20 + 7] = 240;
    bytes[20 + 14] = 230;
    bytes[480..485].copy_from_slice(&[3, 0, 0, 24, 1]);
    bytes[460..467].copy_from_slice(&[4, 0, 0, 24, 1, 25, 1]);
    bytes[511] = 4;
    stream.extend(bytes);
    let table = stream.len();
    stream.extend(
        [start, end]
            .iter()
            .flat_map(|n| u32::try_from(*n).unwrap().to_le_bytes()),
    );
    stream.extend(u16::try_from(page).unwrap().to_le_bytes());
    let mut put = |at: usize, bytes: &[u8]| stream[at..at + bytes.len()].copy_from_slice(bytes);
    put(0xC0, &u32::try_from(table).unwrap().to_le_bytes());
    put(0xC4, &10_u32.to_le_bytes());
    (compound(&[("WordDocument", stream)]), expected)
}

#[test]
fn word_6_is_read_in_its_code_page_or_in_two_bytes_with_its_tables() {
    for is_eastern in [false, true] {
        let (bytes, expected) = word_6(is_eastern);
        let reading = read_bytes(&bytes).unwrap();
        assert_eq!(lines(&reading), expected);
        let encoding = reading.facts.get("encoding").map(String::as_str);
        assert_eq!(encoding, (!is_eastern).then_some("gb18030"));
        let taizhang::model::RawBlock::Table(table) = &reading.blocks[2] else {
            panic!("no table")
        };
        let cells: Vec<_> = table
            .cells
            .iter()
            .map(|c| (c.row, c.col, c.text.as_str()))
            .collect();
        assert_eq!(cells, [(0, 0, "甲"), (0, 1, "乙")]);
    }
}

#[test]
fn word_6_of_a_program_that_named_the_wrong_language_is_read_by_its_bytes() {
    let (mut bytes, expected) = word_6(false);
    bytes[512 + 6..512 + 8].copy_from_slice(&0x409_u16.to_le_bytes());
    assert_eq!(lines(&read_bytes(&bytes).unwrap()), expected);
}

/// A record of a drawing: version and instance, kind, content.
fn record(head: u16, kind: u16, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap();
    [
        &head.to_le_bytes()[..],
        &kind.to_le_bytes(),
        &length.to_le_bytes(),
        content,
    ]
    .concat()
}

/// A drawing with one shape inside a group: a property with data, then the words of WordArt.
fn word_art(text: &str) -> Vec<u8> {
    let words: Vec<u8> = text
        .encode_utf16()
        .chain([0])
        .flat_map(u16::to_le_bytes)
        .collect();
    let property = |id: u16, value: usize| {
        let value = u32::try_from(value).unwrap();
        [&id.to_le_bytes()[..], &value.to_le_bytes()].concat()
    };
    let list = [
        property(0x0080, 9),
        property(0x8145, 4),
        property(0x80C0, words.len()),
        vec![1, 2, 3, 4],
        words,
    ]
    .concat();
    let shape = record(0xF, 0xF004, &record(3 | 3 << 4, 0xF00B, &list));
    record(0xF, 0xF002, &record(0xF, 0xF003, &shape))
}

#[test]
fn word_art_is_text_and_watermarks_are_heads() {
    let pictures = record(0xF | 2 << 4, 0xF001, &[]);
    let shared = record(
        0xF,
        0xF000,
        &[record(0, 0xF006, &[0; 16]), pictures].concat(),
    );
    let drawings = [
        shared,
        vec![0],
        word_art("白鹭河\r治理"),
        vec![1],
        word_art("内部资料"),
    ]
    .concat();
    let reading = read(&Word::default().line("正文").drawings(&drawings));
    assert_eq!(lines(&reading), ["正文", "白鹭河\n治理"]);
    assert_eq!(reading.facts["header"], "内部资料");
    assert_eq!(said(&reading, "pictures-not-read", "count"), Some("2"));
}
