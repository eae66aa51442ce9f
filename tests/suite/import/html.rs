//! Pages: the text a browser shows, at its place.
use proptest::prelude::*;
use taizhang::{
    import::{ReadError, Reading, read_as},
    model::{CellValue, Format, RawBlock, RawTable, RawText, cell_name},
};

fn read_bytes(bytes: &[u8]) -> Result<Reading, ReadError> {
    read_as(Format::Html, bytes)
}

fn read(page: &str) -> Reading {
    read_bytes(page.as_bytes()).unwrap()
}

fn texts(reading: &Reading) -> Vec<&RawText> {
    let blocks = reading.blocks.iter();
    blocks
        .filter_map(|b| match b {
            RawBlock::Text(text) => Some(text),
            RawBlock::Table(_) => None,
        })
        .collect()
}

fn lines(reading: &Reading) -> Vec<&str> {
    texts(reading).iter().map(|t| t.text.as_str()).collect()
}

fn tables(reading: &Reading) -> Vec<&RawTable> {
    let blocks = reading.blocks.iter();
    blocks
        .filter_map(|b| match b {
            RawBlock::Table(table) => Some(table),
            RawBlock::Text(_) => None,
        })
        .collect()
}

fn cells(table: &RawTable) -> Vec<String> {
    let cells = table.cells.iter();
    cells
        .map(|c| format!("{}={}", cell_name(c.row, c.col), c.text))
        .collect()
}

fn said<'r>(reading: &'r Reading, code: &str, arg: &str) -> Option<&'r str> {
    let reason = reading.reasons.iter().find(|r| r.code == code)?;
    reason.args.get(arg).map(String::as_str)
}

#[test]
fn headings_paragraphs_and_lists_come_in_reading_order() {
    let page = "<html><head><title>青岚县 整改报告</title><meta name=PubDate content='2026-07-03'></head><body>
        <h1>关于整改情况的报告</h1><div>总体<b>向好</b>。<p>第一段&nbsp;&lt;注&gt;</p>尾巴</div>
        <h2>存在问题</h2><ul><li>资金</li><li>人手</li></ul><ol start=3><li>甲</li><li>乙</li></ol></body></html>";
    let reading = read(page);
    assert_eq!(
        lines(&reading),
        [
            "关于整改情况的报告",
            "总体向好。",
            "第一段\u{A0}<注>",
            "尾巴",
            "存在问题",
            "资金",
            "人手",
            "3. 甲",
            "4. 乙"
        ]
    );
    let headings: Vec<_> = texts(&reading).iter().filter_map(|t| t.heading).collect();
    assert_eq!(headings, [1, 2]);
    let items: Vec<_> = texts(&reading)
        .iter()
        .map(|t| (t.is_list_item, t.label_chars))
        .collect();
    assert_eq!(items[5..], [(true, 0), (true, 0), (true, 3), (true, 3)]);
    assert_eq!(reading.facts["title"], "青岚县 整改报告");
    assert_eq!(reading.facts["published"], "2026-07-03");
}

#[test]
fn white_space_shows_as_in_a_browser() {
    let reading = read(
        "<p>  河长制\n   落实  到位,\n PM2.5 下降 \t</p><p>　　缩进保留</p><p><span>整改\n</span><b>情况</b>\n<b>通报</b></p><pre>逐行\n  照录</pre>",
    );
    assert_eq!(
        lines(&reading),
        [
            "河长制落实 到位, PM2.5 下降",
            "　　缩进保留",
            "整改情况 通报",
            "逐行\n  照录"
        ]
    );
}

#[test]
fn line_breaks_part_paragraphs_only_where_a_sentence_or_an_item_ends() {
    let reading = read(
        "<div>　　首段讲完。<br>　　次段讲完。<br><br>隔行<br>一、小标题<br>接着写<br>没写完的句子，<br>到此为止。</div><h1>关于某项<br>工作的报告</h1>",
    );
    assert_eq!(
        lines(&reading),
        [
            "　　首段讲完。",
            "　　次段讲完。",
            "隔行",
            "一、小标题\n接着写\n没写完的句子，\n到此为止。",
            "关于某项\n工作的报告",
        ]
    );
}

#[test]
fn tables_keep_cells_merges_and_hidden_rows() {
    let page = "<table><caption>附表一</caption><tr><th rowspan=2>序号<th colspan=2>进度</tr>
        <tr><td>计划</td><td>实际</td></tr><tr style='display: none'><td>1</td><td>90</td><td>88.5<br>万元</td></tr></table>";
    let reading = read(page);
    assert_eq!(lines(&reading), ["附表一"]);
    let table = tables(&reading)[0];
    assert_eq!(
        cells(table),
        [
            "A1=序号",
            "B1=进度",
            "B2=计划",
            "C2=实际",
            "A3=1",
            "B3=90",
            "C3=88.5\n万元"
        ]
    );
    let merges: Vec<_> = table
        .merges
        .iter()
        .map(|m| (m.first_row, m.first_col, m.last_row, m.last_col))
        .collect();
    assert_eq!(merges, [(0, 0, 1, 0), (0, 1, 0, 2)]);
    assert_eq!(table.hidden_rows, [2]);
    assert_eq!(table.cells[5].value, CellValue::Number(90.0));
    assert_eq!(table.name, "表1");
}

#[test]
fn tables_that_only_lay_out_the_page_are_running_text() {
    let page = "<table><tr><td>栏目</td><td><h2>通报</h2><p>第一段。</p><table border=1><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁与戊与己与庚与辛</td></tr></table><p>第二段。</p></td></tr></table>";
    let reading = read(page);
    assert_eq!(lines(&reading), ["栏目", "通报", "第一段。", "第二段。"]);
    assert_eq!(tables(&reading).len(), 1);
    assert!(matches!(reading.blocks[3], RawBlock::Table(_)));
}

#[test]
fn a_table_inside_a_data_table_follows_it() {
    let page = "<table><tr><th>事项</th><th>说明</th></tr><tr><td>清淤整治任务</td><td>分两步<table><tr><td>一</td><td>二</td></tr><tr><td>三</td><td>四</td></tr></table></td></tr></table>";
    let reading = read(page);
    let found = tables(&reading);
    assert_eq!(
        cells(found[0]),
        ["A1=事项", "B1=说明", "A2=清淤整治任务", "B2=分两步"]
    );
    assert_eq!(cells(found[1]), ["A1=一", "B1=二", "A2=三", "B2=四"]);
}

#[test]
fn what_is_not_shown_is_left_out_and_counted() {
    let page = "<body><nav>首页 新闻</nav><script>var a='脚本';</script><style>p{}</style><p>正文<span style='DISPLAY:none'>藏起</span><del>删去的</del></p>
        <p hidden>也藏</p><article><footer>文末署名</footer></article><footer>主办：示例局</footer><noscript>请启用脚本</noscript></body>";
    let reading = read(page);
    assert_eq!(lines(&reading), ["正文", "文末署名"]);
    assert_eq!(said(&reading, "hidden-text-left-out", "chars"), Some("4"));
    assert_eq!(said(&reading, "deleted-text-left-out", "chars"), Some("3"));
    assert_eq!(said(&reading, "navigation-left-out", "chars"), Some("4"));
    assert_eq!(reading.facts["footer"], "主办：示例局");
    assert!(!reading.partial);
}

#[test]
fn forms_show_what_was_entered_and_chosen() {
    let page = "<p>状态：<select><optgroup label=一><option>未启动<option>进行中</optgroup><optgroup label=二><option>已完成</optgroup></select>
        <select><option>甲<option selected>乙</select><input value='7月底'><input type=hidden value=x><textarea>备注</textarea></p>";
    assert_eq!(lines(&read(page)), ["状态：未启动 乙7月底备注"]);
}

#[test]
fn boxes_of_forms_show_whether_they_are_ticked() {
    let page = "<p>密级：<input type=radio>机密<input type=RADIO checked>内部　<input type=checkbox checked=''>已验收</p>";
    assert_eq!(lines(&read(page)), ["密级：□机密☑内部　☑已验收"]);
}

#[test]
fn folded_details_guides_and_lists_of_terms_are_read() {
    let page = "<details><summary>整改情况</summary>已完成清淤。</details><p><ruby>芦<rp>(</rp><rt>lú</rt><rp>)</rp></ruby>荡</p>
        <dl><dt>责任单位<dd>青岚县水务局</dl><pre>第一行
  第二行</pre><figure><figcaption>图1 湖心断面</figcaption></figure>";
    assert_eq!(
        lines(&read(page)),
        [
            "整改情况",
            "已完成清淤。",
            "芦荡",
            "责任单位",
            "青岚县水务局",
            "第一行\n  第二行",
            "图1 湖心断面"
        ]
    );
}

#[test]
fn a_page_saved_by_a_word_processor_reads_like_the_paper() {
    let page = "<html xmlns:o='urn:o'><head><meta name=Generator content='Microsoft Word 15'><!--[if gte mso 9]><xml><o:Author>周某</o:Author></xml><![endif]--><style>p.MsoNormal{}</style></head>
        <body><div class=WordSection1><h1>一、总体情况<o:p></o:p></h1><p class=MsoNormal>截至6月底，<del><ins>旧文</ins></del><ins>清淤</ins>3.5\n公里。<o:p>&nbsp;</o:p></p>
        <p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>（一）<span>&nbsp;</span></span><![endif]>巡查</p>
        <p style='mso-hide:all'>藏</p></div></body></html>";
    let reading = read(page);
    assert_eq!(
        lines(&reading)
            .iter()
            .map(|l| l.trim_end_matches(['\u{A0}', ' ']))
            .collect::<Vec<_>>(),
        [
            "一、总体情况",
            "截至6月底，清淤3.5 公里。",
            "（一）\u{A0}巡查"
        ]
    );
    assert_eq!(reading.facts["producer"], "Microsoft Word 15");
    assert_eq!(said(&reading, "deleted-text-left-out", "chars"), Some("2"));
    assert_eq!(said(&reading, "hidden-text-left-out", "chars"), Some("1"));
}

#[test]
fn raised_figures_do_not_join_the_figure_before() {
    assert_eq!(
        lines(&read("<p>3.2×10<sup>5</sup>吨，m<sup>3</sup></p>")),
        ["3.2×10⁵吨，m3"]
    );
}

#[test]
fn the_encoding_is_taken_from_mark_declaration_or_content() {
    let gbk = |s: &str| encoding_rs::GB18030.encode(s).0.into_owned();
    for page in [
        "<meta charset=gb2312><p>镕基路排口</p>".to_owned(),
        "<meta http-equiv=Content-Type content=\"text/html; charset=GBK\"><p>镕基路排口</p>"
            .to_owned(),
        "<meta charset = 'utf-8'><p>声明有误，正文仍是国标码，排口编号已经登记在册。镕基路排口</p>"
            .to_owned(),
    ] {
        let reading = read_bytes(&gbk(&page)).unwrap();
        assert!(
            lines(&reading)[0].ends_with("镕基路排口"),
            "{page}: {:?}",
            lines(&reading)
        );
    }
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend("<p>两字节</p>".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(lines(&read_bytes(&utf16).unwrap()), ["两字节"]);
}

#[test]
fn pages_inside_a_page_are_read_and_frames_are_told() {
    let reading = read("<p>外</p><iframe srcdoc='<p>内</p>'></iframe>");
    assert_eq!(lines(&reading), ["外", "内"]);
    let frames = read("<frameset><frame src=a.html><frame src=b.html></frameset>");
    assert!(frames.partial);
    assert_eq!(said(&frames, "frames-not-read", "count"), Some("2"));
}

#[test]
fn nesting_beyond_measure_is_refused() {
    let page = "<div>".repeat(20_000);
    match read_bytes(page.as_bytes()) {
        Err(ReadError::Refused(reason)) => assert_eq!(reason.code, "nested-too-deep"),
        other => panic!("{other:?}"),
    }
    let sloppy = "<p>一段<li>一项<td>一格".repeat(20_000);
    assert!(read_bytes(sloppy.as_bytes()).is_ok());
}

#[test]
fn endless_lists_and_spans_come_back_in_time() {
    let start = std::time::Instant::now();
    let list = format!(
        "<select>{}</select>",
        "<option>选项</option>".repeat(20_000)
    );
    assert_eq!(lines(&read(&list)), ["选项"]);
    let wide = "<td colspan=1000 rowspan=65534>宽</td>".repeat(17);
    let page = format!(
        "<table><tr>{wide}</tr>{}</table>",
        "<tr><td>行</td></tr>".repeat(5_000)
    );
    let table = read(&page);
    let kept: usize = tables(&table)[0]
        .cells
        .iter()
        .map(|c| c.text.matches(['宽', '行']).count())
        .sum();
    assert_eq!(kept, 5_017);
    let nested = format!("{}文{}", "<div>".repeat(9_000), "</div>".repeat(9_000));
    assert_eq!(lines(&read(&nested)), ["文"]);
    assert!(
        start.elapsed() < std::time::Duration::from_secs(30),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn cut_and_flipped_pages_come_back_in_time() {
    let page = "<html><head><title>题</title></head><body><h1>标题</h1><p>正文 &amp; 更多</p><table border=1><tr><td rowspan=2>甲<td>乙<tr><td colspan=3>丙</table><ul><li>项</ul></body></html>";
    let mut state = 7_u64;
    let mut below = |limit: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % limit.max(1)
    };
    let start = std::time::Instant::now();
    for _ in 0..400 {
        let mut bytes = page.as_bytes().to_vec();
        for _ in 0..=below(10) {
            let at = below(bytes.len());
            bytes[at] ^= 1 << below(8);
        }
        if below(3) == 0 {
            bytes.truncate(below(bytes.len()));
        }
        read_bytes(&bytes).unwrap();
    }
    assert!(start.elapsed() < std::time::Duration::from_secs(30));
}

#[test]
fn real_pages_are_read() {
    let Some(folder) = crate::shared("data/formats/html") else {
        return;
    };
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let reading = read_bytes(&std::fs::read(&path).unwrap()).unwrap();
        // One file of the collection has a head and no body.
        let is_bare = path.ends_with("testHTML_head.html");
        assert!(is_bare || !reading.blocks.is_empty(), "{}", path.display());
        count += 1;
    }
    assert!(count > 0);
}

fn written(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

/// Text that a browser shows as written: no runs of blanks, none at the ends.
fn shown() -> impl Strategy<Value = String> {
    let word = "[\\PC&&[^\\s]]{1,6}";
    prop::collection::vec(word, 1..5).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_paragraph_and_cell_comes_back_as_written(
        paragraphs in prop::collection::vec(shown(), 1..5),
        rows in prop::collection::vec(prop::collection::vec(shown(), 3), 2..5),
        charset in prop_oneof![Just("utf-8"), Just("gb18030")],
    ) {
        let mut page = format!("<meta charset={charset}>");
        for text in &paragraphs {
            page += &format!("<p>{}</p>", written(text));
        }
        page += "<table>";
        for row in &rows {
            let cells: String = row.iter().map(|c| format!("<td>{}</td>", written(c))).collect();
            page += &format!("<tr>{cells}</tr>");
        }
        page += "</table>";
        let reading = if charset == "utf-8" {
            read(&page)
        } else {
            // A mark at the end of the file, in letters no other encoding shares, keeps the sample recognisable.
            read_bytes(&encoding_rs::GB18030.encode(&page).0).unwrap()
        };
        prop_assert_eq!(lines(&reading), paragraphs.iter().map(String::as_str).collect::<Vec<_>>());
        let read: Vec<(u32, u32, &str)> = tables(&reading)[0].cells.iter().map(|c| (c.row, c.col, c.text.as_str())).collect();
        let expected: Vec<(u32, u32, &str)> = rows.iter().enumerate().flat_map(|(r, row)| row.iter().enumerate().map(move |(c, t)| (r as u32, c as u32, t.as_str()))).collect();
        prop_assert_eq!(read, expected);
    }
}
