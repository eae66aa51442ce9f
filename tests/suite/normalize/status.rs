//! Words of status: the phrases ledgers use, our own wordings, plans and denials, and what running text does not say.
use taizhang::{
    model::{Closure, Completion, Facets, Schedule},
    normalize::status::{facets, facets_under, is_status, words_are_sound},
};

/// Phrases collected from real ledgers and systems: completion, schedule, closure, standing.
const PHRASES: &[&str] = &[
    "未启动=none - open 0",
    "尚未启动=none - open 0",
    "未开始=none - open 0",
    "待启动=none - open 0",
    "待接收=none - open 0",
    "待签收=none - open 0",
    "待转办=none - open 0",
    "待交办=none - open 0",
    "待落实=none - open 0",
    "未整改=none - open 0",
    "未完成=started - open 0",
    "尚未完成=started - open 0",
    "进行中=started - open 0",
    "推进中=started - open 0",
    "正在推进=started - open 0",
    "正在办理=started - open 0",
    "办理中=started - open 0",
    "正在整改=started - open 0",
    "整改中=started - open 0",
    "正常推进=started on_track open 0",
    "持续推进=started - open 1",
    "持续整改=started - open 1",
    "有序推进=started - open 0",
    "加快推进=started - open 0",
    "达到序时进度=started on_track open 0",
    "已达序时进度=started on_track open 0",
    "达序时=started on_track open 0",
    "未完成但达到序时进度=started on_track open 0",
    "未达到序时进度=started behind open 0",
    "未达序时=started behind open 0",
    "滞后=started behind open 0",
    "进展缓慢=started behind open 0",
    "超期未完成=started overdue open 0",
    "逾期=started overdue open 0",
    "已超期=started overdue open 0",
    "已逾期=started overdue open 0",
    "未按期完成=started overdue open 0",
    "部分完成=stage - open 0",
    "部分整改=stage - open 0",
    "阶段性完成=stage - open 0",
    "阶段性办结=stage - open 0",
    "阶段性整改=stage - open 0",
    "完成阶段性整改=stage - open 0",
    "取得阶段性成效=stage - open 0",
    "基本完成=mostly - open 0",
    "已基本完成=mostly - open 0",
    "基本整改到位=mostly - open 0",
    "基本办结=mostly - open 0",
    "已完成=done - open 0",
    "完成=done - open 0",
    "已经完成=done - open 0",
    "完成整改=done - open 0",
    "已整改=done - open 0",
    "已完成整改=done - open 0",
    "整改完成=done - open 0",
    "整改到位=done - open 0",
    "已落实=done - open 0",
    "已办结=done - open 0",
    "办结=done - open 0",
    "按期完成=done on_time open 0",
    "按时完成=done on_time open 0",
    "提前完成=done early open 0",
    "滞后完成=done late open 0",
    "超期完成=done late open 0",
    "建议办结=done - applied 0",
    "申请办结=done - applied 0",
    "已提交=done - applied 0",
    "待验收=done - applied 0",
    "待销号=done - applied 0",
    "已完成未销号=done - applied 0",
    "已验收=done - applied 0",
    "已销号=done - closed 0",
    "销号=done - closed 0",
    "办结销号=done - closed 0",
    "已归档=done - closed 0",
    "长期坚持=started - open 1",
    "长期任务=started - open 1",
    "常态落实=started - open 1",
    "已经完成，长期坚持=done - open 1",
    "立行立改，长期坚持=unknown - open 1",
    "中止=unknown - open 0",
    "已中止=unknown - open 0",
    "已取消=unknown - closed 0",
    "已终止=unknown - closed 0",
    "合并办理=unknown - closed 0",
    "退回=started - open 0",
    "退回重办=started - open 0",
    "驳回重办=started - open 0",
    "延期=started - open 0",
    "已延期=started - open 0",
    "延期后再进行=started - open 0",
    "已完成80%=stage - open 0",
    "100%=done - open 0",
    "80%=stage - open 0",
    "是=done - open 0",
    "否=started - open 0",
    "√=done - open 0",
    "×=started - open 0",
    "拟于6月完成=started - open 0",
    "预计年底完成=started - open 0",
    "力争完成=started - open 0",
];

/// Our own wordings, written before the words of the lexicon were chosen.
const OWN: &[&str] = &[
    "仍未启动整改=none - open 0",
    "待受理=none - open 0",
    "尚未进场施工=none - open 0",
    "还没有完成=started - open 0",
    "未能按期办结=started overdue open 0",
    "未按要求整改到位=started - open 0",
    "没有按时完成=started overdue open 0",
    "已逾期，正在加快办理=started overdue open 0",
    "超期12天未办结=started overdue open 0",
    "按序时进度推进中=started on_track open 0",
    "已达到序时进度要求=started on_track open 0",
    "进度滞后，正在整改=started behind open 0",
    "仍在办理中=started - open 0",
    "计划12月底前完成=started - open 0",
    "将于年底前全部完成=started - open 0",
    "拟于2026年第四季度办结=started - open 0",
    "争取提前完成=started - open 0",
    "有望按期完成=started - open 0",
    "6月30日前完成=started - open 0",
    "大部分已完成=stage - open 0",
    "部分任务已办结=stage - open 0",
    "一期工程已完工=stage - open 0",
    "已完成约65%=stage - open 0",
    "初步完成整改=stage - open 0",
    "总体完成=mostly - open 0",
    "整改任务基本完成=mostly - open 0",
    "已于7月全部完成=done - open 0",
    "均已整改到位=done - open 0",
    "按要求完成整改=done - open 0",
    "如期完成=done on_time open 0",
    "已提前办结=done early open 0",
    "逾期3天完成=done late open 0",
    "已完成（滞后）=done late open 0",
    "已完成整改，待验收=done - applied 0",
    "整改完成并通过验收=done - applied 0",
    "已完成，尚未销号=done - open 0",
    "已完成整改并销号=done - closed 0",
    "办结归档=done - closed 0",
    "完成整改，并持续巩固=done - open 1",
    "正在推进，需长期坚持=started - open 1",
    "已办结；常态化落实=done - open 1",
    "取消（经批准）=unknown - closed 0",
    "暂缓实施=unknown - open 0",
    "清淤已完成，管网正在施工=stage - open 0",
    "未达到序时进度，未完成=started behind open 0",
    "验收未通过=started - open 0",
    "整改到位，申请销号=done - applied 0",
    "已完成\n未销号=done - applied 0",
    "已 完 成=done - open 0",
    "预计10月申请销号，整改已完成=done - open 0",
];

/// Cells that only a header makes a status.
const UNDER: &str = "是否完成";

fn shown(f: Facets) -> String {
    let completion = match f.completion {
        None => "unknown",
        Some(Completion::NotStarted) => "none",
        Some(Completion::Started) => "started",
        Some(Completion::Stage) => "stage",
        Some(Completion::Mostly) => "mostly",
        Some(Completion::Done) => "done",
    };
    let schedule = match f.schedule {
        None => "-",
        Some(Schedule::OnTrack) => "on_track",
        Some(Schedule::Behind) => "behind",
        Some(Schedule::Overdue) => "overdue",
        Some(Schedule::Early) => "early",
        Some(Schedule::OnTime) => "on_time",
        Some(Schedule::Late) => "late",
    };
    let closure = match f.closure {
        None => "-",
        Some(Closure::Open) => "open",
        Some(Closure::Applied) => "applied",
        Some(Closure::Closed) => "closed",
    };
    format!("{completion} {schedule} {closure} {}", u8::from(f.standing))
}

fn wrong(rows: &[&str]) -> Vec<String> {
    rows.iter()
        .filter_map(|row| {
            let (phrase, expected) = row.split_once('=').unwrap();
            let by_header = ["是", "否", "√", "×"].contains(&phrase)
                || phrase.ends_with("0%") && !phrase.starts_with('已');
            let got = if by_header {
                facets_under(UNDER, phrase)
            } else {
                facets(phrase)
            };
            (shown(got) != expected).then(|| format!("{phrase}: {} not {expected}", shown(got)))
        })
        .collect()
}

#[test]
fn the_words_of_the_lexicon_stand_in_one_group_each() {
    assert!(words_are_sound());
}

#[test]
fn phrases_of_real_ledgers_have_their_four_facets() {
    assert_eq!(PHRASES.len(), 101);
    let wrong = wrong(PHRASES);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn other_wordings_have_their_four_facets() {
    assert!(OWN.len() >= 40);
    let wrong = wrong(OWN);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_retyped_phrases_are_those_of_the_shared_list() {
    let Some(path) = crate::shared("domain/status_words.tsv") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let rows: Vec<String> = text
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(|l| {
            let f: Vec<&str> = l.split('\t').collect();
            format!("{}={} {} {} {}", f[0], f[1], f[2], f[3], f[4])
        })
        .collect();
    assert_eq!(rows, PHRASES);
}

#[test]
fn a_yes_or_a_share_counts_only_under_its_header() {
    for text in ["是", "√", "100%", "否"] {
        assert_eq!(facets(text).completion, None, "{text}");
    }
    assert!(facets("是").is_empty());
    assert!(facets_under("备注", "是").is_empty());
    assert!(facets_under("是否属实", "是").is_empty());
    assert_eq!(
        facets_under("是否办结", "是").completion,
        Some(Completion::Done)
    );
    assert!(facets_under("是否销号", "√").is_closed());
    assert_eq!(facets_under("是否销号", "否").completion, None);
    assert_eq!(facets_under("是否销号", "否").closure, Some(Closure::Open));
    assert_eq!(
        facets_under("是否逾期", "是").schedule,
        Some(Schedule::Overdue)
    );
    assert!(facets_under("是否逾期", "否").schedule.is_none());
    assert!(facets_under("长期事项", "是").standing);
    assert!(!facets_under("长期事项", "否").standing);
    assert_eq!(facets_under("完成率", "0.8").percent, Some(80.into()));
    assert_eq!(
        facets_under("完成率", "1").completion,
        Some(Completion::Done)
    );
    assert_eq!(
        facets_under("完成进度", "60%").completion,
        Some(Completion::Stage)
    );
    assert_eq!(
        facets_under("进度", "正常").schedule,
        Some(Schedule::OnTrack)
    );
}

#[test]
fn running_text_that_names_an_act_says_nothing_of_a_status() {
    for text in [
        "对照整改任务完成情况逐条核查",
        "销号工作由市整改办负责",
        "明确整改完成时限和责任单位",
        "已完成清淤2.4公里",
        "督促企业完成整改",
        "办结率达到98%",
        "按照销号程序办理",
        "完成3项任务",
        "各单位应于每月5日报送材料",
        "市局10月8日已提交延期申请",
        "注：“已完成”含在总数内",
        "抽查已销号任务3项",
        "技术室10月20日前与三家单位完成接口联调",
    ] {
        assert_eq!(facets(text).completion, None, "{text}: {:?}", facets(text));
    }
}

#[test]
fn a_plan_is_never_done_whatever_stands_between() {
    for text in [
        "计划于2026年10月底前完成主体工程建设并整改到位",
        "预计年内可完成验收",
        "力争三季度末前销号",
        "剩余管网将于11月全部完工",
        "下一步完成整改",
        "确保年底前办结",
        "待资金到位后完成",
        "2026年12月31日前完成整改",
        "未能按原定9月30日完工",
        "无法在年内完成整改",
        "该2项可按期完成",
        "于____年__月__日前完成",
    ] {
        let f = facets(text);
        assert!(!f.is_done(), "{text}: {f:?}");
    }
}

#[test]
fn words_that_only_look_like_intent_leave_a_fact_a_fact() {
    for text in [
        "已按计划完成",
        "日前已完成整改",
        "近日完成整改",
        "目前已整改到位",
        "年度计划任务已完成",
        "截至6月底已完成",
        "已将问题整改到位",
        "提前完成",
        "按照要求完成整改",
    ] {
        assert!(facets(text).is_done(), "{text}: {:?}", facets(text));
    }
}

#[test]
fn a_status_cell_is_told_from_a_sentence() {
    for row in PHRASES.iter().chain(OWN) {
        let (phrase, _) = row.split_once('=').unwrap();
        if ["是", "否", "√", "×", "100%", "80%"].contains(&phrase) {
            continue;
        }
        assert!(is_status(phrase) || phrase.chars().count() > 9, "{phrase}");
    }
    for text in [
        "建成大棚一座",
        "河道清淤",
        "澜川市生态环境局",
        "2026年6月30日",
        "已完成雨污分流管网改造工程招标",
        "",
        "12",
    ] {
        assert!(!is_status(text), "{text}");
    }
}
