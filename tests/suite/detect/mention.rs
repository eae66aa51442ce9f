//! Words that are mentioned rather than used never count: titles, quotations, prohibitions, reports, corrections, conditions, denials.
use taizhang::{
    detect::{RulePacks, examine},
    model::DocType,
};

use super::sample;

/// A workspace rule of one word, so that nothing but the layer under test decides.
const RULE: &str = r#"
id = "stop"
version = 1
name = "停产"
family = "测试"
kind = "pattern"
scope = "sentence"
severity = "提示"
doc_types = ["整改报告"]
[message]
reason = "{停}"
ask = ["为什么?"]
[[basis]]
title = "无"
point = "无"
[[when]]
name = "停"
any = ['停产']
[[test]]
expect = true
text = "砖厂停产。"
[[test]]
expect = false
text = "砖厂生产。"
[[test]]
expect = false
text = "不得停产。"
"#;

const USED: &[&str] = &[
    "三家砖厂今起停产。",
    "经研究,涉水企业停产。",
    "不论大小,窑厂停产。",
    "沿河作坊停产,何时恢复另行通知。",
    "严禁露天焚烧,涉气企业停产。",
    "不得夜间施工,砂场停产。",
    "《方案》印发后,砂场停产。",
    "会议传达了文件,“六个百分百”照旧,工地停产。",
    "实行“停产令”,为期五天。",
    "采取“轮流停产”措施。",
    "开展“停产整治”行动。",
    "督察组进驻期间,砂场停产。",
    "群众反映强烈,砂场停产。",
    "如期停产。",
    "对砂场实施停产。",
    "凡砂场,停产。",
    "未来三天砂场停产。",
    "未达标的和达标的都停产。",
    "为避免扬尘,工地停产。",
    "企业停产,不再申请复产。",
    "整治期间,小作坊停产。",
    "(一)砖厂停产;(二)窑厂照旧。",
    "没人来问,机器停产。",
    "“停产的事先这么定。",
];

const MENTIONED: &[&str] = &[
    "《关于涉气企业停产的通知》已转发。",
    "转发了《〈停产规程〉解读》。",
    "会上有人说“都停产算了”,没有形成决定。",
    "督察组反馈原文:“个别街道要求企业停产。”",
    "举报人写道:「厂子早停产了」。",
    "严禁以治污为名要求企业停产。",
    "严禁“先停产再说”“一律停产”。",
    "不得要求合规企业停工、停业、停产。",
    "杜绝一停了之、集中停产。",
    "防止简单粗暴停产。",
    "避免企业集中停产。",
    "反对以停产代替治理。",
    "纠正了集中停产的做法。",
    "取消了一律停产的规定。",
    "废止去年的停产通知。",
    "不允许随意停产。",
    "不搞运动式停产。",
    "切忌动辄停产。",
    "督察组指出,某镇要求砂场停产。",
    "省审计组在检查中发现,部分企业长期停产。",
    "通报披露邻县安排企业停产。",
    "群众举报该厂明里停产暗里开工。",
    "有的镇一遇检查就停产,组里已要求纠正。",
    "个别地方动辄停产。",
    "原通知要求砂场停产,已纠正。",
    "镇里提出砂场停产的方案被否决。",
    "网上说砂场要停产,县里已辟谣。",
    "要求作坊停产的提议没同意。",
    "县里要求砂场停产。该做法已纠正。",
    "如果停产,须提前报告。",
    "若设备故障停产,应当报备。",
    "一旦停产,损失由企业承担。",
    "倘若真停产,工资照发。",
    "对确需停产的,提前公告。",
    "凡因检修停产的,须备案。",
    "企业没有停产。",
    "检查期间未停产。",
    "并未要求企业停产。",
    "调查表明并非停产。",
    "无需停产。",
    "企业不会停产。",
    "从未停产。",
];

#[test]
fn mentions_do_not_count_and_uses_do() {
    let packs = RulePacks::load(&[("stop.toml".to_owned(), RULE.to_owned())])
        .unwrap_or_else(|e| panic!("{e:#?}"));
    let flagged = |text: &str| {
        examine(&sample::page(DocType::整改报告, &[(None, text)]), &packs)
            .iter()
            .any(|f| f.rule == "stop")
    };
    let missed: Vec<_> = USED.iter().filter(|t| !flagged(t)).collect();
    let wrong: Vec<_> = MENTIONED.iter().filter(|t| flagged(t)).collect();
    assert!(
        missed.is_empty() && wrong.is_empty(),
        "uses missed: {missed:#?}\nmentions flagged: {wrong:#?}"
    );
}

#[test]
fn only_the_mentioned_half_of_a_sentence_is_left_out() {
    let packs = RulePacks::load(&[("stop.toml".to_owned(), RULE.to_owned())])
        .unwrap_or_else(|e| panic!("{e:#?}"));
    let page = sample::page(DocType::整改报告, &[(None, "不得停产,但砂场今起停产。")]);
    let flags = examine(&page, &packs);
    let flag = flags.iter().find(|f| f.rule == "stop").unwrap();
    assert_eq!(
        flag.explain.matched,
        [("停".to_owned(), vec!["停产".to_owned()])]
    );
    assert_eq!(flag.source.quote(), "不得停产,但砂场今起停产。");
    assert!(
        flag.explain
            .exemptions_not_found
            .iter()
            .any(|e| e == "否定")
    );
}

#[test]
fn a_word_written_full_width_or_traditional_is_the_same_word() {
    let rule = RULE
        .replace("any = ['停产']", "any = ['停產（ＰＭ２．５）']")
        .replace("text = \"砖厂停产。\"", "text = \"砖厂停产(pm2.5)。\"");
    let packs =
        RulePacks::load(&[("stop.toml".to_owned(), rule)]).unwrap_or_else(|e| panic!("{e:#?}"));
    let page = sample::page(DocType::整改报告, &[(None, "磚廠停產（PM2．5）。")]);
    let flags = examine(&page, &packs);
    assert_eq!(flags[0].explain.matched[0].1, ["停產（PM2．5）"]);
}
