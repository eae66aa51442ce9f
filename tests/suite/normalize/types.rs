//! Document types with their reasons.
use taizhang::{
    model::{DocType, ReadFrom, ReadingSettings},
    normalize,
};

use super::{file, read};

#[test]
fn the_shipped_words_can_be_read() {
    assert!(normalize::cues_are_sound());
}

#[test]
fn titles_name_the_type() {
    let body = "清淤2.4公里，敷设管网860米，剩余0.6公里计划11月底前完工。";
    let cases = [
        ("督查专报（第7期）", DocType::督查专报),
        (
            "云溪县水务局关于督察反馈问题整改情况的报告",
            DocType::整改报告,
        ),
        ("关于黑臭水体整治整改落实情况的报告", DocType::整改报告),
        (
            "关于2026年第三季度督察整改进展情况的报告",
            DocType::进展报告,
        ),
        ("澜川市生态环境局2026年上半年工作总结", DocType::进展报告),
        ("关于云督〔2026〕5号督办件办理情况的报告", DocType::督办回复),
        ("关于督办事项的回复", DocType::督办回复),
        ("关于监测数据缺失的情况说明", DocType::情况说明),
        ("云溪县尾矿库污染整治工作方案", DocType::工作方案),
        (
            "关于印发《云溪县督察反馈问题整改方案》的通知",
            DocType::工作方案,
        ),
        ("关于开展砂石料场扬尘排查的通知", DocType::通知),
        (
            "关于加强流域综合整治和固体废物规范化管理工作的通知",
            DocType::通知,
        ),
        (
            "关于印发《云溪县“十六五”产业发展规划》的通知",
            DocType::政策文件,
        ),
        ("云溪县生态环境局局务会议纪要", DocType::会议纪要),
        ("关于办理厅领导批示事项的交办单", DocType::批示件),
        ("2026年督察整改任务总账", DocType::总账),
        ("污染防治攻坚战细账", DocType::细账),
        ("云溪县督察反馈问题整改清单", DocType::整改清单),
        ("2026年9月信访投诉台账", DocType::投诉台账),
        ("收文登记簿", DocType::收文登记),
        ("云溪县政府工作报告", DocType::政府工作报告),
        ("云溪县河道保护条例", DocType::法律),
        ("云溪县“十六五”生态环境保护规划", DocType::政策文件),
        ("以河长制带动全域治水的经验做法", DocType::经验交流),
        ("食堂本周菜单", DocType::其他),
    ];
    for (title, expected) in cases {
        let d = read("a.txt", &format!("{title}\n{body}"));
        assert_eq!(
            d.doc_type.value, expected,
            "{title}: {}",
            d.doc_type.because
        );
        assert!(!d.doc_type.because.is_empty());
    }
}

#[test]
fn a_text_without_title_is_known_by_its_words() {
    let cases = [
        (
            "各位代表：\n现在，我代表县人民政府向大会报告工作，请予审议。\n一、过去五年工作回顾\n五年来全县经济稳步增长。",
            DocType::政府工作报告,
        ),
        (
            "县水务局：\n根据督办通知要求，现将办理情况反馈如下：渗滤液已全部转运。",
            DocType::督办回复,
        ),
        (
            "县水务局：\n现将三季度工作进展情况汇报如下。\n一、工作进展\n清淤完成。\n二、存在问题\n经费不足。\n三、下一步打算\n年底前完工。",
            DocType::进展报告,
        ),
        (
            "第一条　为了保护河道，制定本条例。\n第二条　本条例适用于全县河道。\n第三条　县人民政府负责组织实施。",
            DocType::法律,
        ),
        (
            "为加快人工智能产业发展，推动数字经济与制造业融合，制定本行动计划。\n一、总体要求\n坚持创新驱动。\n二、重点任务\n建设大数据平台。\n三、保障措施\n加大政策支持。",
            DocType::政策文件,
        ),
    ];
    for (text, expected) in cases {
        let d = read("1.txt", text);
        assert_eq!(d.doc_type.value, expected, "{text}: {}", d.doc_type.because);
        assert_eq!(d.doc_type.from, ReadFrom::Text);
    }
}

#[test]
fn the_file_name_decides_where_the_text_is_silent_and_people_decide_always() {
    let d = read("云溪县水务局整改进展报告.txt", "清淤2.4公里。");
    assert_eq!(
        (d.doc_type.value, d.doc_type.from),
        (DocType::进展报告, ReadFrom::FileName)
    );
    let settings = ReadingSettings {
        doc_type: Some(DocType::情况说明),
        ..ReadingSettings::default()
    };
    let d = normalize::document(&file("整改报告.txt", "整改情况报告如下。"), &settings);
    assert_eq!(
        (d.doc_type.value, d.doc_type.from),
        (DocType::情况说明, ReadFrom::Override)
    );
    let d = read("1.txt", "清淤2.4公里。");
    assert_eq!(
        (d.doc_type.value, d.doc_type.from),
        (DocType::其他, ReadFrom::Default)
    );
}
