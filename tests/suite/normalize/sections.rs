//! Headings, list items, form and title.
use taizhang::model::PassageKind;

use super::{REPORT, over, read};

#[test]
fn a_report_falls_into_title_form_sections_and_items() {
    let d = read("a.txt", REPORT);
    assert_eq!(
        d.title.as_deref(),
        Some("关于2026年第三季度生态环境保护督察反馈问题整改进展情况的报告")
    );
    let titles: Vec<(u8, &str)> = d
        .sections
        .iter()
        .map(|s| (s.level, s.title.as_str()))
        .collect();
    assert_eq!(
        titles,
        [
            (1, "一、整改工作进展"),
            (2, "（一）城区黑臭水体整治"),
            (2, "（二）砂石料场扬尘治理"),
            (1, "二、存在问题"),
            (1, "三、下一步工作安排"),
        ]
    );
    let kinds: Vec<PassageKind> = d.passages.iter().map(|p| p.kind).collect();
    use PassageKind::{Form, Heading, ListItem, Paragraph, Title};
    assert_eq!(
        kinds,
        [
            Form, Form, Title, Title, Form, Paragraph, Heading, Paragraph, Heading, Paragraph,
            ListItem, ListItem, Heading, Paragraph, Heading, ListItem, ListItem, Form, Form, Form,
            Form, Form,
        ]
    );
    let (_, headings) = over(&d, "洗车台");
    assert_eq!(headings, ["一、整改工作进展", "（二）砂石料场扬尘治理"]);
    let (_, headings) = over(&d, "860米");
    assert_eq!(headings, ["一、整改工作进展", "（一）城区黑臭水体整治"]);
}

#[test]
fn numbered_statements_are_no_headings() {
    let d = read(
        "a.txt",
        "河道整治情况汇报\n一、存在的主要问题\n1.一些站点以文件落实文件。\n2.个别信访件办理超期，群众反映强烈。\n3.部分数据前后不一致。\n（1）东渠清淤2公里\n（2）西渠清淤3公里\n（3）南渠未动工\n3.5万吨淤泥已经外运，去向见台账。",
    );
    let titles: Vec<&str> = d.sections.iter().map(|s| s.title.as_str()).collect();
    assert_eq!(titles, ["一、存在的主要问题"]);
    assert_eq!(over(&d, "以文件落实").0, PassageKind::ListItem);
    assert_eq!(over(&d, "西渠").0, PassageKind::ListItem);
    assert_eq!(over(&d, "3.5万吨").0, PassageKind::Paragraph);
}

#[test]
fn a_list_of_contents_is_form_and_opens_no_section() {
    let d = read(
        "a.txt",
        "澜川市固体废物整治工作方案\n目  录\n一、总体要求\n二、重点任务\n三、保障措施\n一、总体要求\n以三年为期，完成全部堆场整治。\n二、重点任务\n完成堆场封场七处。\n三、保障措施\n专班每月调度一次。",
    );
    assert_eq!(d.sections.len(), 3);
    assert_eq!(over(&d, "七处").1, ["二、重点任务"]);
    let forms = d
        .passages
        .iter()
        .filter(|p| p.kind == PassageKind::Form)
        .count();
    assert_eq!(forms, 4);
}

#[test]
fn markup_levels_go_before_numbering_and_mix_with_it() {
    let d = read(
        "a.md",
        "# 云溪县水务局上半年工作总结\n## 工作进展\n### 一、排水管网\n（一）老城区\n改造管网3.2公里，涉及7个小区。\n（二）新城区\n新建管网1.1公里，已通水。\n### 二、污水厂\n提标改造完成七成。\n## 下一步打算\n年底前通过验收。",
    );
    let titles: Vec<(u8, &str)> = d
        .sections
        .iter()
        .map(|s| (s.level, s.title.as_str()))
        .collect();
    assert_eq!(
        titles,
        [
            (1, "工作进展"),
            (2, "一、排水管网"),
            (3, "（一）老城区"),
            (3, "（二）新城区"),
            (2, "二、污水厂"),
            (1, "下一步打算"),
        ]
    );
}

#[test]
fn unnumbered_section_names_are_headings() {
    let d = read(
        "a.txt",
        "关于云溪县尾矿库整改情况的报告\n进展情况\n坝体加固完成，排洪沟贯通1.8公里。\n存在问题：\n在线监测仪尚未联网。\n下一步工作\n10月20日前联网。",
    );
    assert_eq!(over(&d, "坝体加固").1, ["进展情况"]);
    assert_eq!(over(&d, "尚未联网").1, ["存在问题："]);
    assert_eq!(over(&d, "10月20日").1, ["下一步工作"]);
}

#[test]
fn articles_of_rules_are_paragraphs_under_their_chapter() {
    let d = read(
        "a.txt",
        "# 云溪县河道保护办法\n第一章　总则\n第一条　为了保护河道，制定本办法。\n第二条　本办法适用于全县河道。\n第二章　管理\n第三条　禁止向河道倾倒垃圾：\n（一）生活垃圾；\n（二）建筑垃圾。",
    );
    assert_eq!(d.sections.len(), 2);
    assert_eq!(over(&d, "适用于全县").1, ["第一章　总则"]);
    assert_eq!(over(&d, "（二）建筑垃圾").0, PassageKind::ListItem);
    assert_eq!(over(&d, "（二）建筑垃圾").1, ["第二章　管理"]);
}

#[test]
fn page_numbers_are_form() {
    let d = read(
        "a.pdf",
        "尾矿库整改情况报告\n一、进展\n坝体加固完成。\n— 1 —\n排洪沟贯通1.8公里。\n第2页 共5页\n- 3 -处渗漏点已经封堵。",
    );
    let kinds: Vec<PassageKind> = d.passages.iter().map(|p| p.kind).collect();
    use PassageKind::{Form, Heading, ListItem, Paragraph, Title};
    assert_eq!(
        kinds,
        [Title, Heading, Paragraph, Form, Paragraph, Form, ListItem]
    );
    assert_eq!(over(&d, "排洪沟").1, ["一、进展"]);
}

#[test]
fn lines_that_announce_a_list_are_no_addressees() {
    let d = read(
        "a.txt",
        "砂石料场检查情况\n现将未达标的企业通报如下，请各有关单位：\n北岭料场、东塘料场。\n",
    );
    assert_eq!(over(&d, "未达标").0, PassageKind::Paragraph);
}

#[test]
fn headings_do_not_change_when_read_again() {
    let one = read("a.txt", REPORT);
    let two = read("a.txt", REPORT);
    assert_eq!(one, two);
}

#[test]
fn the_signature_ends_the_sections_and_an_annex_opens_its_own() {
    let d = read(
        "a.txt",
        "云溪县生态环境局关于印发尾矿库整治工作方案的通知\n各乡镇人民政府：\n现将《尾矿库整治工作方案》印发给你们，请抓好落实。\n一、要求\n（一）按月报送。每月5日前报送上月情况。\n云溪县生态环境局\n2026年4月2日\n尾矿库整治工作方案\n一、工作目标\n完成十四座尾矿库治理。\n附件1\n责任分工表\n北岭库由云溪镇负责。\n云溪县生态环境局办公室　　2026年4月2日印发",
    );
    assert_eq!(over(&d, "2026年4月2日").1, [""; 0]);
    assert_eq!(over(&d, "十四座").1, ["尾矿库整治工作方案", "一、工作目标"]);
    assert_eq!(over(&d, "北岭库").1, ["责任分工表"]);
    assert_eq!(over(&d, "2026年4月2日印发").0, PassageKind::Form);
    assert_eq!(d.unit.unwrap().value, "云溪县生态环境局");
}

#[test]
fn a_plain_item_after_a_run_in_heading_stands_beside_it() {
    let d = read(
        "a.txt",
        "混接点改造情况报告\n四、存在问题\n（一）混接点复发。9月抽查已改造的109处，有3处重新混接。\n（二）禾麓断面总磷7月单月值0.24毫克/升，8月回落到0.17毫克/升。\n1.上游两座电站未按要求放流。\n2.沿线养殖户夜间排水。\n（三）资金缺口890万元。",
    );
    assert_eq!(over(&d, "重新混接").1, ["四、存在问题", "（一）混接点复发"]);
    assert_eq!(over(&d, "禾麓断面").1, ["四、存在问题"]);
    assert_eq!(over(&d, "电站").1, ["四、存在问题"]);
    assert_eq!(over(&d, "890万元").1, ["四、存在问题"]);
}

#[test]
fn an_issue_of_a_series_has_two_titles() {
    let d = read(
        "云溪县/专报2026年第3期.txt",
        "督查专报\n2026年第3期\n云溪县督察整改办公室　　　2026年10月16日\n三季度十四项任务落实情况\n县纪委监委派驻县生态环境局纪检监察组：\n三季度，对十四项任务进行了调度，现场抽查19个点位。\n一、总体情况\n完成一项，其余达到序时进度。",
    );
    assert_eq!(
        d.title.as_deref(),
        Some("督查专报　三季度十四项任务落实情况")
    );
    assert_eq!(over(&d, "派驻县生态环境局").0, PassageKind::Form);
    assert_eq!(d.period.unwrap().value.label, "2026Q3");
    assert_eq!(d.unit.unwrap().value, "云溪县督察整改办公室");
}

#[test]
fn menus_before_the_title_do_not_hide_it() {
    let d = read(
        "a.html",
        "首页\n下载\n【字号：\n加大\n】\n2026年云溪县政府工作报告\n——2026年2月3日在云溪县第十届人民代表大会第四次会议上\n来源：云溪日报\n时间：2026-02-09\n各位代表：\n现在，我代表县人民政府，向大会报告工作，请予审议。",
    );
    assert_eq!(d.title.as_deref(), Some("2026年云溪县政府工作报告"));
    assert_eq!(d.dated.unwrap().raw, "2026-02-09");
}

#[test]
fn a_deadline_inside_the_text_is_no_form() {
    let mut text = "云溪县尾矿库整治工作方案\n一、任务\n".to_owned();
    for n in 1..=12 {
        text += &format!("{n}.加固第{n}号库坝体，排洪沟清淤。\n");
    }
    text += "时间：10月底前完成。\n二、保障\n";
    for n in 1..=12 {
        text += &format!("{n}.第{n}号库落实值守人员，汛期每日巡查。\n");
    }
    text += "填报单位：云溪县应急管理局\n";
    let d = read("a.txt", &text);
    assert_eq!(over(&d, "10月底前").0, PassageKind::Paragraph);
    assert_eq!(over(&d, "填报单位").0, PassageKind::Form);
    assert_eq!(d.unit.unwrap().value, "云溪县应急管理局");
}
