//! RC-22: what a plan or measure asks for, against the requirement it carries out.
use taizhang::model::{BookKind, DocType, Document, Mismatch};

use super::fixture::{self, Material, book, on};

const UP: Option<&str> = Some("target-escalation");
const DOWN: Option<&str> = Some("standard-lowered");

/// A notice of the province.
fn notice(body: &[&str]) -> Document {
    let mut lines = vec![
        "沧岭省人民政府办公厅文件",
        "沧政办发〔2026〕8号",
        "沧岭省人民政府办公厅关于做好农村环境和水环境整治工作的通知",
        "各市人民政府，省政府有关部门：",
    ];
    lines.extend(body);
    lines.extend(["沧岭省人民政府办公厅", "2026年2月10日"]);
    let document = fixture::document("沧政办发〔2026〕8号.docx", "2026-02-10", &lines);
    assert_eq!(document.doc_type.value, DocType::通知);
    document
}

/// The plan of a city that carries the notice out.
fn plan(body: &[&str]) -> Document {
    let mut lines = vec![
        "泠水市生态环境局文件",
        "泠环发〔2026〕15号",
        "泠水市生态环境局农村环境和水环境整治工作方案",
        "为贯彻落实沧政办发〔2026〕8号文件，制定本方案。",
    ];
    lines.extend(body);
    lines.extend(["泠水市生态环境局", "2026年3月20日"]);
    let document = fixture::document("泠水市整治工作方案.docx", "2026-03-20", &lines);
    assert_eq!(document.doc_type.value, DocType::工作方案);
    document
}

fn pair(upper: &[&str], lower: &[&str]) -> Material {
    on("2026-10-10")
        .document(notice(upper))
        .document(plan(lower))
}

#[track_caller]
fn finds(upper: &str, lower: &str, indicator: Option<&str>) -> Mismatch {
    let found = pair(&[upper], &[lower]).finds_one("RC-22");
    assert_eq!(found.indicator.as_deref(), indicator, "{found:#?}");
    assert_eq!(found.evidence.len(), 1);
    assert!(
        upper.contains(found.evidence[0].source.quote()),
        "{found:#?}"
    );
    assert!(lower.contains(found.source.quote()), "{found:#?}");
    found
}

#[track_caller]
fn silent(upper: &str, lower: &str) {
    pair(&[upper], &[lower]).silent("RC-22");
}

#[test]
fn a_higher_share_without_reason_is_an_escalation() {
    let found = finds(
        "到2026年底，农村生活污水治理率达到60%以上。",
        "到2026年底，全市农村生活污水治理率达到75%以上。",
        UP,
    );
    assert!(
        found.formula.contains("75%") && found.formula.contains("60%"),
        "{found:#?}"
    );
}

#[test]
fn a_lower_share_is_a_lowered_standard() {
    finds(
        "规模养殖场粪污处理设施配套率2026年底前达到95%。",
        "2026年底前，规模养殖场粪污处理设施配套率达到90%。",
        DOWN,
    );
}

#[test]
fn a_lower_limit_of_a_concentration_is_an_escalation() {
    finds(
        "2026年，白苇断面氨氮年均浓度控制在1.0毫克/升以内。",
        "2026年，白苇断面氨氮年均浓度不高于0.6毫克/升。",
        UP,
    );
}

#[test]
fn a_higher_limit_of_a_concentration_is_a_lowered_standard() {
    finds(
        "2026年，白苇断面总磷浓度不超过0.2毫克/升。",
        "2026年，白苇断面总磷浓度控制在0.3毫克/升以下。",
        DOWN,
    );
}

#[test]
fn a_fall_of_less_is_a_lowered_standard() {
    finds(
        "与2020年相比，2026年底前化学需氧量排放量下降12%以上。",
        "与2020年相比，2026年底前化学需氧量排放量下降8%。",
        DOWN,
    );
}

#[test]
fn the_same_amount_months_earlier_is_an_escalation() {
    let found = finds(
        "2026年12月31日前，建制镇污水处理率达到80%。",
        "2026年6月30日前，建制镇污水处理率达到80%。",
        UP,
    );
    assert_eq!(found.item, "完成时限");
    assert!(found.formula.contains("184"), "{}", found.formula);
}

#[test]
fn the_same_amount_later_is_a_lowered_standard() {
    finds(
        "2026年9月30日前，危险废物规范化管理抽查合格率达到96%。",
        "2026年12月31日前，危险废物规范化管理抽查合格率达到96%。",
        DOWN,
    );
}

#[test]
fn a_task_set_months_earlier_is_an_escalation() {
    let found = finds(
        "2026年11月30日前完成沿河养殖场粪污贮存池防渗改造。",
        "2026年7月31日前完成沿河养殖场粪污贮存池防渗改造。",
        UP,
    );
    assert_eq!(found.item, "完成时限");
}

#[test]
fn a_task_set_later_is_a_lowered_standard() {
    finds(
        "停运的村级污水处理站于2026年10月31日前恢复运行。",
        "停运的村级污水处理站于2027年3月31日前恢复运行。",
        DOWN,
    );
}

#[test]
fn a_weaker_discharge_grade_is_a_lowered_standard() {
    finds(
        "城镇污水处理厂出水执行一级A标准。",
        "城镇污水处理厂出水达到一级B标准。",
        DOWN,
    );
}

#[test]
fn all_instead_of_key_firms_is_an_escalation() {
    finds(
        "重点涉水企业开展废水自行监测比对核查。",
        "所有涉水企业开展废水自行监测比对核查。",
        UP,
    );
}

#[test]
fn must_instead_of_may_is_an_escalation() {
    finds(
        "鼓励乡镇开展生活垃圾就地资源化处理设施建设。",
        "各乡镇必须开展生活垃圾就地资源化处理设施建设。",
        UP,
    );
}

#[test]
fn pilots_instead_of_all_is_a_lowered_standard() {
    finds(
        "对全部加油站开展地下油罐渗漏检测。",
        "选取部分加油站开展地下油罐渗漏检测。",
        DOWN,
    );
}

#[test]
fn a_measure_weaker_than_the_requirement_of_its_row_is_found() {
    let found = on("2026-10-10")
        .book(book(
            BookKind::整改清单,
            "2026-09-30",
            &["item_no", "title", "requirement", "measure", "deadline"],
            &[
                &[
                    "LZ-01",
                    "餐饮油烟整治",
                    "油烟净化设施安装率达到100%",
                    "年内油烟净化设施安装率达到85%",
                    "2026年12月31日",
                ],
                &[
                    "LZ-02",
                    "工地扬尘整治",
                    "工地扬尘在线监测覆盖率达到100%",
                    "工地扬尘在线监测覆盖率达到100%",
                    "2026年12月31日",
                ],
            ],
        ))
        .finds_one("RC-22");
    assert_eq!(found.indicator.as_deref(), DOWN);
    assert_eq!(found.no.as_deref(), Some("LZ-01"));
}

#[test]
fn a_deadline_column_later_than_the_requirement_is_found() {
    let found = on("2026-10-10")
        .book(book(
            BookKind::总账,
            "2026-09-30",
            &["item_no", "title", "requirement", "deadline"],
            &[
                &[
                    "LZ-01",
                    "库区清淤",
                    "2026年8月31日前完成南岔水库库尾底泥清淤",
                    "2026年12月31日",
                ],
                &[
                    "LZ-02",
                    "库区补植",
                    "2026年8月31日前完成南岔水库岸坡植被恢复",
                    "2026年8月31日",
                ],
            ],
        ))
        .finds_one("RC-22");
    assert_eq!(found.indicator.as_deref(), DOWN);
    assert_eq!(found.source.quote(), "2026年12月31日");
}

#[test]
fn a_ledger_row_is_set_beside_the_notice_it_names() {
    let found = on("2026-10-10")
        .document(notice(&["到2026年底，一般工业固体废物综合利用率达到72%。"]))
        .book(book(
            BookKind::总账,
            "2026-09-30",
            &["item_no", "title", "doc_no", "measure"],
            &[
                &[
                    "LZ-07",
                    "固体废物综合利用",
                    "沧政办发〔2026〕8号",
                    "2026年底一般工业固体废物综合利用率达到65%",
                ],
                &[
                    "LZ-08",
                    "固体废物综合利用",
                    "沧政办发〔2026〕80号",
                    "2026年底一般工业固体废物综合利用率达到65%",
                ],
            ],
        ))
        .finds_one("RC-22");
    assert_eq!(found.no.as_deref(), Some("LZ-07"));
    assert_eq!(found.indicator.as_deref(), DOWN);
}

#[test]
fn what_the_upper_level_asks_for_is_no_difference() {
    silent(
        "到2026年底，农村生活污水治理率达到60%以上。",
        "到2026年12月底，全市农村生活污水治理率达到60%以上。",
    );
}

#[test]
fn a_value_on_the_way_to_the_goal_is_no_lowering() {
    silent(
        "到2027年底，农村生活污水治理率达到60%。",
        "农村生活污水治理率2026年底达到48%。",
    );
    silent(
        "到2027年底，农村生活污水治理率达到60%。",
        "农村生活污水治理率2026年底达到48%、2027年底达到60%。",
    );
}

#[test]
fn a_local_standard_makes_a_stricter_limit_lawful() {
    silent(
        "2026年，锅炉烟气氮氧化物排放浓度不高于50毫克/立方米。",
        "依据省地方标准，2026年锅炉烟气氮氧化物排放浓度不高于30毫克/立方米。",
    );
}

#[test]
fn leave_of_the_upper_level_withdraws_a_later_day() {
    silent(
        "停运的村级污水处理站于2026年10月31日前恢复运行。",
        "停运的村级污水处理站于2027年3月31日前恢复运行，延期已经省生态环境厅批复（沧环函〔2026〕33号）。",
    );
}

#[test]
fn room_left_by_the_upper_level_is_used_lawfully() {
    silent(
        "到2026年底，生活垃圾回收利用率达到35%，有条件的地区可提高目标，具体由各市结合实际确定。",
        "到2026年底，生活垃圾回收利用率达到40%。",
    );
}

#[test]
fn another_metric_place_unit_or_base_is_not_compared() {
    silent(
        "2026年，县城生活污水集中收集率达到70%。",
        "2026年，县城生活污水处理率达到95%。",
    );
    silent(
        "2026年，白苇断面氨氮浓度控制在1.0毫克/升以内。",
        "2026年，赤石断面氨氮浓度控制在0.5毫克/升以内。",
    );
    silent(
        "与2020年相比，氨氮排放量下降10%。",
        "与2025年相比，氨氮排放量下降3%。",
    );
    silent(
        "2026年，氮氧化物排放量控制在1200吨以内。",
        "2026年，氮氧化物排放浓度控制在50毫克/立方米以内。",
    );
    silent("农村生活污水治理率达到60%。", "城镇生活污水治理率达到98%。");
}

#[test]
fn two_weeks_for_checking_and_collating_are_no_escalation() {
    silent(
        "2026年11月30日前完成沿河养殖场粪污贮存池防渗改造。",
        "2026年11月20日前完成沿河养殖场粪污贮存池防渗改造。",
    );
}

#[test]
fn a_node_of_another_kind_is_no_earlier_deadline() {
    silent(
        "2026年11月30日前完成沿河养殖场粪污贮存池防渗改造。",
        "2026年5月31日前完成沿河养殖场粪污贮存池防渗改造方案编制。",
    );
    silent(
        "2026年11月30日前完成沿河养殖场粪污贮存池防渗改造。",
        "2026年6月30日前启动沿河养殖场粪污贮存池防渗改造。",
    );
    silent(
        "2026年11月30日前报送沿河养殖场粪污贮存池防渗改造情况。",
        "各县2026年10月20日前报送沿河养殖场粪污贮存池防渗改造情况。",
    );
}

#[test]
fn a_plan_that_also_keeps_the_upper_day_is_silent() {
    pair(
        &["2026年11月30日前完成沿河养殖场粪污贮存池防渗改造。"],
        &[
            "2026年7月31日前完成沿河养殖场粪污贮存池防渗改造。",
            "2026年11月30日前完成沿河养殖场粪污贮存池防渗改造。",
        ],
    )
    .silent("RC-22");
}

#[test]
fn what_is_already_reached_may_be_held() {
    pair(
        &["到2026年底，危险废物规范化管理抽查合格率达到90%。"],
        &[
            "目前全市危险废物规范化管理抽查合格率为94%。",
            "到2026年底，危险废物规范化管理抽查合格率达到95%。",
        ],
    )
    .silent("RC-22");
}

#[test]
fn an_aim_beyond_the_demand_is_no_demand() {
    silent(
        "到2026年底，再生水利用率达到25%。",
        "到2026年底，再生水利用率达到25%，力争达到28%。",
    );
    silent(
        "到2026年底，再生水利用率达到25%。",
        "到2026年底，再生水利用率力争达到28%。",
    );
}

#[test]
fn a_pilot_that_is_then_spread_to_all_is_no_narrowing() {
    silent(
        "对全部加油站开展地下油罐渗漏检测。",
        "先试点后推开，选取部分加油站开展地下油罐渗漏检测，9月起推广至全部。",
    );
}

#[test]
fn facts_and_warnings_demand_nothing() {
    silent(
        "到2026年底，农村生活污水治理率达到60%以上。",
        "目前全市农村生活污水治理率为42%。",
    );
    silent(
        "到2026年底，农村生活污水治理率达到60%以上。",
        "严禁层层加码，把农村生活污水治理率定为90%。",
    );
}

#[test]
fn documents_that_do_not_stand_above_each_other_are_not_compared() {
    let neighbor = fixture::document(
        "汀浦市工作方案.docx",
        "2026-03-01",
        &[
            "汀浦市生态环境局文件",
            "汀环发〔2026〕4号",
            "汀浦市生态环境局农村环境整治工作方案",
            "一、到2026年底，农村生活污水治理率达到60%以上。",
            "汀浦市生态环境局",
            "2026年3月1日",
        ],
    );
    on("2026-10-10")
        .document(neighbor)
        .document(plan(&["到2026年底，农村生活污水治理率达到75%以上。"]))
        .silent("RC-22");
}

#[test]
fn a_reason_in_the_remark_of_a_row_withdraws_it() {
    on("2026-10-10")
        .book(book(
            BookKind::整改清单,
            "2026-09-30",
            &[
                "item_no",
                "title",
                "requirement",
                "measure",
                "deadline",
                "remark",
            ],
            &[
                &[
                    "LZ-01",
                    "库区清淤",
                    "2026年8月31日前完成南岔水库库尾底泥清淤",
                    "分段实施",
                    "2026年12月31日",
                    "汛期停工，延期经市政府批准",
                ],
                &[
                    "LZ-02",
                    "餐饮油烟整治",
                    "油烟净化设施安装率达到100%",
                    "首批油烟净化设施安装率达到85%，其余12月底前装完",
                    "2026年12月31日",
                    "",
                ],
            ],
        ))
        .silent("RC-22");
}

#[test]
fn fewer_of_what_the_row_demands_is_a_lowered_standard() {
    let rows = |measure: &'static str| {
        book(
            BookKind::整改清单,
            "2026-09-30",
            &["item_no", "title", "requirement", "measure"],
            &[&["LZ-01", "违建拆除", "拆除保护区内12处违法建筑", measure]],
        )
    };
    let found = on("2026-10-10")
        .book(rows("拆除9处违法建筑并恢复植被"))
        .finds_one("RC-22");
    assert_eq!(found.item, "数量");
    for honest in [
        "拆除12处违法建筑并恢复植被",
        "6月底前拆除9处违法建筑，其余3处9月底前拆完",
        "北片拆除7处违法建筑，南片拆除5处违法建筑",
        "拆除9处违法建筑，3处文物建筑经省文物局同意保留",
    ] {
        on("2026-10-10").book(rows(honest)).silent("RC-22");
    }
}

#[test]
fn another_level_or_medium_is_another_task() {
    silent(
        "县级饮用水水源地环境问题2026年6月30日前整治完毕。",
        "乡镇级饮用水水源地环境问题2026年12月31日前整治完毕。",
    );
    silent(
        "2026年6月30日前完成工业园区地下水污染防渗改造。",
        "2026年12月31日前完成工业园区地表水污染防渗改造。",
    );
}

#[test]
fn a_step_in_a_passage_that_keeps_the_day_is_silent() {
    silent(
        "2026年11月30日前完成沿河养殖场粪污贮存池防渗改造。",
        "2026年5月31日前完成沿河养殖场粪污贮存池防渗改造。到2026年11月30日，改造全部通过验收。",
    );
    silent(
        "2026年11月30日前完成沿河养殖场60座粪污贮存池防渗改造。",
        "2026年5月31日前完成沿河养殖场25座粪污贮存池防渗改造。",
    );
}

#[test]
fn a_share_is_known_by_its_act() {
    finds(
        "到2026年底，农村黑臭水体消除比例达到70%。",
        "到2026年底，农村黑臭水体消除率达到55%。",
        DOWN,
    );
    finds(
        "2026年，供水管网漏损率控制在9%以内。",
        "2026年，供水管网漏损率控制在11%以内。",
        DOWN,
    );
    silent("2026年，企业景气率达到70%。", "2026年，企业景气率达到55%。");
}

#[test]
fn a_row_is_set_beside_the_table_of_the_notice_it_names() {
    let mut annex = book(
        BookKind::整改清单,
        "",
        &["seq", "title", "deadline"],
        &[
            &["1", "枫林渡水源地围网拆除", "2026年6月30日"],
            &["2", "枫林渡码头搬迁", "2026年9月30日"],
        ],
    );
    annex.file = "沧政办发〔2026〕8号.docx".to_owned();
    let ledger = |day: &'static str, remark: &'static str| {
        book(
            BookKind::总账,
            "2026-09-30",
            &["item_no", "title", "doc_no", "deadline", "remark"],
            &[&[
                "LZ-21",
                "枫林渡水源地围网拆除",
                "沧政办发〔2026〕8号",
                day,
                remark,
            ]],
        )
    };
    let desk = |day, remark| {
        on("2026-10-10")
            .document(notice(&["重点任务见附件。"]))
            .book(annex.clone())
            .book(ledger(day, remark))
    };
    let found = desk("2026年12月31日", "").finds_one("RC-22");
    assert_eq!(found.indicator.as_deref(), DOWN);
    assert_eq!(found.evidence[0].source.quote(), "2026年6月30日");
    desk("2026年6月30日", "").silent("RC-22");
    desk("2026年12月31日", "延期经省政府批准").silent("RC-22");
}
