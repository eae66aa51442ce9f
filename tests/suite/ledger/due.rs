//! What is due on a day: deadlines, extensions, levels, the list and its counts.
use proptest::prelude::*;
use taizhang::{
    ledger::{
        Registers, Workdays,
        due::{self, Acts, Versions, against, count, deadlines, due_list, extension, extensions},
    },
    model::{
        Book, BookKind, BookRow, Deadlines, Decision, Due, DueCount, DueLevel, LedgerSettings,
        Settled, Share, Timeliness,
    },
};

use super::shelf::{Columns, book, day, row, series};

const LEDGER: Columns<'_> = &[
    ("item_no", "台账编号"),
    ("title", "事项"),
    ("lead_unit", "责任单位"),
    ("received_date", "收文日期"),
    ("deadline", "办理时限"),
    ("current_deadline", "现行时限"),
    ("status", "完成情况"),
    ("done_date", "办结时间"),
    ("progress", "进展情况"),
    ("problem", "未完成原因"),
    ("", "催办次数"),
];

const EXTENSIONS: Columns<'_> = &[
    ("ledger_no", "台账编号"),
    ("title", "事项"),
    ("lead_unit", "责任单位"),
    ("applied_date", "申请日期"),
    ("new_deadline", "申请延至"),
    ("decision", "审批意见"),
    ("decided_date", "审批日期"),
    ("approval_no", "批准文号"),
    ("nth", "第几次"),
];

fn ledger(as_of: &str, rows: &[&[&str]]) -> Book {
    book(BookKind::总账, Some(as_of), LEDGER, rows)
}

/// How the only record of a ledger stands on a day, without registers.
fn stands(cells: &[&str], as_of: &str, on: &str) -> Due {
    let ledger = ledger(as_of, &[cells]);
    let on = day(on);
    let (workdays, settings) = (Workdays::default(), LedgerSettings::default());
    let here = row(&ledger, 0);
    let of = deadlines(&[here], &[], (on, &workdays, &settings));
    due::due(here, &of, (on, &workdays, &settings))
}

fn open(deadline: &str, on: &str) -> Due {
    stands(
        &[
            "岚总001",
            "青石坝料场整治",
            "岚川县局",
            "2026-03-02",
            deadline,
            "",
            "进行中",
        ],
        "2026-06-30",
        on,
    )
}

#[test]
fn the_due_day_itself_is_not_overdue() {
    assert_eq!(
        open("2026-06-30", "2026-06-30"),
        Due::Left {
            by: day("2026-06-30"),
            days: 0,
            workdays: 0,
            estimated: false,
            level: DueLevel::Near { within: 7 },
        }
    );
    assert_eq!(
        open("2026年6月30日前", "2026-07-01"),
        Due::Over {
            by: day("2026-06-30"),
            days: 1,
            workdays: 1,
            estimated: false,
            level: DueLevel::Over {
                from: 1,
                to: Some(30)
            },
        }
    );
}

#[test]
fn coarse_deadlines_end_with_their_last_day() {
    for (deadline, by) in [
        ("2026年6月", "2026-06-30"),
        ("2026年6月底前", "2026-06-30"),
        ("2026年第三季度", "2026-09-30"),
        ("2026年上半年", "2026-06-30"),
        ("2026年9月中旬", "2026-09-20"),
        ("2026年底前", "2026-12-31"),
    ] {
        assert_eq!(
            open(deadline, "2026-06-01").by(),
            Some(day(by)),
            "{deadline}"
        );
    }
}

#[test]
fn levels_follow_the_days() {
    let (workdays, settings) = (Workdays::default(), LedgerSettings::default());
    for (on, label) in [
        ("2026-03-01", "未临期"),
        ("2026-04-01", "剩余≤90天"),
        ("2026-05-31", "剩余≤30天"),
        ("2026-06-15", "剩余≤15天"),
        ("2026-06-23", "剩余≤7天"),
        ("2026-07-01", "超期1–30天"),
        ("2026-07-30", "超期1–30天"),
        ("2026-07-31", "超期31–60天"),
        ("2026-09-28", "超期61–90天"),
        ("2026-09-29", "超期>90天"),
    ] {
        let due = against(day("2026-06-30"), day(on), &workdays, &settings);
        assert_eq!(due.level().unwrap().label(), label, "{on}");
    }
    let own = LedgerSettings {
        near_due_days: vec![3],
        overdue_days: vec![],
        ..LedgerSettings::default()
    };
    let over = against(day("2026-06-30"), day("2026-12-30"), &workdays, &own);
    assert_eq!(over.level().unwrap().label(), "超期>0天");
}

#[test]
fn settled_matters_are_never_overdue() {
    for (status, how) in [
        ("已完成", Settled::Done),
        ("已办结", Settled::Done),
        ("已完成，已销号", Settled::Closed),
        ("中止", Settled::Suspended),
        ("已暂缓实施", Settled::Suspended),
        ("已终止该项目", Settled::Suspended),
        ("并入总账007号", Settled::Merged),
        ("合并至其他任务：并入事项7", Settled::Merged),
    ] {
        let due = stands(
            &["岚总001", "甲", "岚川县局", "", "2026-03-31", "", status],
            "2026-06-30",
            "2026-06-30",
        );
        assert!(
            matches!(due, Due::Settled { how: h, .. } if h == how),
            "{status}: {due:?}"
        );
    }
    for status in [
        "进行中",
        "基本完成",
        "申请销号",
        "未启动",
        "",
        "继续推进，不得中止",
        // Measures, not what became of the matter.
        "暂停生产，正在改造",
        "取消燃煤锅炉12台",
        "停止取水",
        "已并入市政污水管网",
        "合并到园区污水厂处理",
    ] {
        let due = stands(
            &["岚总001", "甲", "岚川县局", "", "2026-03-31", "", status],
            "2026-06-30",
            "2026-06-30",
        );
        assert!(due.is_over(), "{status}: {due:?}");
    }
}

#[test]
fn a_status_that_names_another_number_of_the_book_says_it_went_there() {
    let of = |status: &str| {
        let book = ledger(
            "2026-06-30",
            &[
                &["ZZ2026-007", "甲", "", "", "2026-03-31", "", status],
                &["ZZ2026-029", "乙", "", "", "2026-03-31", "", "进行中"],
            ],
        );
        due::settled(row(&book, 0), day("2026-06-30"))
    };
    assert_eq!(of("已并入ZZ2026-029"), Some(Settled::Merged));
    assert_eq!(
        of("并入 ＺＺ２０２６—０２９，不再单列"),
        Some(Settled::Merged)
    );
    assert_eq!(of("并入ZZ2026-099"), None, "no such number");
    assert_eq!(of("并入ZZ2026-007"), None, "its own number");
    assert_eq!(of("并入2号泵站"), None);
}

#[test]
fn a_day_of_finishing_counts_where_no_status_is_kept() {
    let cells = |done| ["岚总001", "甲", "岚川县局", "", "2026-03-31", "", "", done];
    assert!(matches!(
        stands(&cells("2026-03-20"), "2026-06-30", "2026-06-30"),
        Due::Settled {
            timeliness: Timeliness::OnTime,
            ..
        }
    ));
    // A day to come is a plan.
    assert!(stands(&cells("2026-09-20"), "2026-06-30", "2026-06-30").is_over());
    // A status that says otherwise goes before it.
    let due = stands(
        &[
            "岚总001",
            "甲",
            "岚川县局",
            "",
            "2026-03-31",
            "",
            "进行中",
            "2026-03-20",
        ],
        "2026-06-30",
        "2026-06-30",
    );
    assert!(due.is_over());
}

#[test]
fn on_an_earlier_day_a_matter_finished_later_was_still_open() {
    let cells = [
        "岚总001",
        "甲",
        "岚川县局",
        "",
        "2026-03-31",
        "",
        "已完成",
        "2026-05-10",
    ];
    assert!(stands(&cells, "2026-06-30", "2026-04-20").is_over());
    assert!(matches!(
        stands(&cells, "2026-06-30", "2026-05-10"),
        Due::Settled {
            timeliness: Timeliness::Late,
            ..
        }
    ));
    // A book older than the day it names has mistaken the day; it still says done.
    assert!(matches!(
        stands(&cells, "2026-04-01", "2026-04-20"),
        Due::Settled { .. }
    ));
}

#[test]
fn being_in_time_is_judged_by_the_day_of_finishing_alone() {
    for (done, timeliness) in [
        ("2026-03-31", Timeliness::OnTime),
        ("2026-04-01", Timeliness::Late),
        ("2026年3月", Timeliness::OnTime),
        ("2026年4月", Timeliness::Late),
        ("2026年", Timeliness::Unknown),
        ("", Timeliness::Unknown),
        ("近日", Timeliness::Unknown),
    ] {
        let due = stands(
            &[
                "岚总001",
                "甲",
                "岚川县局",
                "",
                "2026-03-31",
                "",
                "已完成",
                done,
            ],
            "2026-12-31",
            "2026-12-31",
        );
        assert_eq!(
            due,
            Due::Settled {
                how: Settled::Done,
                timeliness
            },
            "{done}"
        );
    }
}

#[test]
fn editing_a_remark_does_not_make_a_matter_late() {
    let columns: Columns<'_> = &[
        ("item_no", "编号"),
        ("title", "事项"),
        ("deadline", "时限"),
        ("status", "状态"),
        ("done_date", "办结时间"),
        ("remark", "备注"),
        ("report_date", "更新时间"),
    ];
    let first: &[&str] = &[
        "7",
        "甲",
        "2026-03-31",
        "已完成",
        "2026-03-30",
        "",
        "2026-03-30",
    ];
    let edited: &[&str] = &[
        "7",
        "甲",
        "2026-03-31",
        "已完成",
        "2026-03-30",
        "补充附件",
        "2026-05-06",
    ];
    let counts = |rows: &[&[&str]]| {
        let versions = rows
            .iter()
            .zip(["2026-04-01", "2026-05-06"])
            .map(|(cells, as_of)| book(BookKind::整改清单, Some(as_of), columns, &[cells]))
            .collect();
        due_list(
            &[series("清单", versions)],
            &Acts::new(),
            (
                day("2026-06-30"),
                &Workdays::default(),
                &LedgerSettings::default(),
            ),
        )
        .counts[0]
            .count
    };
    assert_eq!(counts(&[first]), counts(&[first, edited]));
    assert_eq!(counts(&[first, edited]).on_time, 1);
    assert_eq!(counts(&[first, edited]).late, 0);
}

#[test]
fn standing_matters_are_left_out_unless_they_have_a_hard_deadline() {
    for deadline in ["长期坚持", "持续推进"] {
        assert_eq!(open(deadline, "2026-06-30"), Due::Standing, "{deadline}");
    }
    let said = stands(
        &["岚总001", "甲", "岚川县局", "", "", "", "长期坚持"],
        "2026-06-30",
        "2026-06-30",
    );
    assert_eq!(said, Due::Standing);
    assert!(open("2026年5月底前，并长期坚持", "2026-06-30").is_over());
    let hard = stands(
        &[
            "岚总001",
            "甲",
            "岚川县局",
            "",
            "2026-05-31",
            "",
            "长期坚持",
        ],
        "2026-06-30",
        "2026-06-30",
    );
    assert!(hard.is_over());
}

#[test]
fn at_once_means_so_many_days_from_receipt() {
    // 2026-03-02 and 30 days is 2026-04-01.
    assert_eq!(open("立行立改", "2026-03-20").by(), Some(day("2026-04-01")));
    let without = stands(
        &["岚总001", "甲", "岚川县局", "", "立行立改", "", "进行中"],
        "2026-06-30",
        "2026-06-30",
    );
    assert!(matches!(&without, Due::NotComputable { why, .. } if why.contains("收文")));
    // A day named beside it is the deadline.
    assert_eq!(
        open("立行立改，2026年6月底前完成", "2026-03-20").by(),
        Some(day("2026-06-30"))
    );
}

#[test]
fn what_is_no_date_is_listed_as_not_computable() {
    for (deadline, why) in [
        ("收到通知后5个工作日内", "起算日"),
        ("尽快", "笼统"),
        ("2026年2月30日", "不存在"),
        ("", "未填"),
        ("见附件", "未填"),
    ] {
        let due = open(deadline, "2026-06-30");
        assert!(
            matches!(&due, Due::NotComputable { raw, why: w } if w.contains(why) && raw == deadline),
            "{deadline}: {due:?}"
        );
    }
}

fn granted(rows: &[&[&str]]) -> Vec<Decision> {
    let register = book(BookKind::延期登记, Some("2026-06-30"), EXTENSIONS, rows);
    register.rows().map(|r| extension(r).decision).collect()
}

#[test]
fn decisions_are_read_from_the_words_of_the_register() {
    let decide = |words| {
        granted(&[&[
            "岚总001",
            "甲",
            "",
            "2026-05-06",
            "2026-09-30",
            words,
            "2026-05-08",
        ]])[0]
    };
    for words in [
        "同意",
        "同意延期至9月30日",
        "已批准",
        "经分管厅领导同意",
        "审核通过",
        "通过",
        "是",
        "核准（岚环函〔2026〕3号）",
    ] {
        assert_eq!(decide(words), Decision::Granted, "{words}");
    }
    for words in [
        "不同意",
        "不予批准",
        "经研究，不同意延期",
        "厅领导未批准",
        "退回",
        "否",
    ] {
        assert_eq!(decide(words), Decision::Refused, "{words}");
    }
    for words in [
        "待批",
        "拟同意",
        "正在审批",
        "同意上报厅领导",
        "通过电话沟通",
        "尚未批准",
        "",
        "/",
    ] {
        assert_eq!(decide(words), Decision::Open, "{words}");
    }
    // A paper with number and day is a decision.
    assert_eq!(
        granted(&[&[
            "岚总001",
            "甲",
            "",
            "",
            "2026-09-30",
            "",
            "2026-05-08",
            "岚环函〔2026〕3号"
        ]]),
        [Decision::Granted]
    );
}

/// The deadlines of the only ledger record beside a register of extensions.
fn with_register(ledger_rows: &[&[&str]], register: &[&[&str]], on: &str) -> Deadlines {
    let all = [
        series("总账", vec![ledger("2026-06-30", ledger_rows)]),
        series(
            "延期",
            vec![book(BookKind::延期登记, None, EXTENSIONS, register)],
        ),
    ];
    let on = day(on);
    let registers = Registers::new(&all, on);
    let here = row(&all[0].versions[0], 0);
    deadlines(
        &[here],
        &extensions(here, &registers),
        (on, &Workdays::default(), &LedgerSettings::default()),
    )
}

const OPEN: &[&str] = &["岚总001", "甲", "岚川县局", "", "2026-05-31", "", "进行中"];

#[test]
fn a_granted_extension_moves_the_deadline_from_the_day_it_was_decided() {
    let register: &[&[&str]] = &[
        &[
            "岚总001",
            "甲",
            "岚川县局",
            "2026-05-06",
            "2026-08-31",
            "同意",
            "2026-05-20",
            "",
            "1",
        ],
        &[
            "岚总001",
            "甲",
            "岚川县局",
            "2026-08-10",
            "2026-10-31",
            "同意",
            "2026-08-20",
            "",
            "2",
        ],
    ];
    let at = |on| with_register(&[OPEN], register, on);
    assert_eq!(
        (at("2026-05-19").by, at("2026-05-19").extensions),
        (Some(day("2026-05-31")), 0)
    );
    assert_eq!(
        (at("2026-06-30").by, at("2026-06-30").extensions),
        (Some(day("2026-08-31")), 1)
    );
    assert_eq!(
        (at("2026-09-30").by, at("2026-09-30").extensions),
        (Some(day("2026-10-31")), 2)
    );
    assert_eq!(
        at("2026-09-30").original.unwrap().to,
        Some(day("2026-05-31"))
    );
    assert!(at("2026-06-30").doubts.is_empty());
}

#[test]
fn what_was_refused_or_not_decided_or_is_about_another_entry_moves_nothing() {
    for register in [
        [
            "岚总001",
            "甲",
            "岚川县局",
            "2026-05-06",
            "2026-08-31",
            "不同意",
            "2026-05-20",
        ],
        [
            "岚总001",
            "甲",
            "岚川县局",
            "2026-05-06",
            "2026-08-31",
            "待审批",
            "",
        ],
        [
            "岚总002",
            "甲",
            "岚川县局",
            "2026-05-06",
            "2026-08-31",
            "同意",
            "2026-05-20",
        ],
        [
            "",
            "甲",
            "云溪区局",
            "2026-05-06",
            "2026-08-31",
            "同意",
            "2026-05-20",
        ],
        [
            "岚总001",
            "甲",
            "岚川县局",
            "2026-05-06",
            "尽快",
            "同意",
            "2026-05-20",
        ],
    ] {
        let of = with_register(&[OPEN], &[&register], "2026-06-30");
        assert_eq!(of.by, Some(day("2026-05-31")), "{register:?}");
        assert_eq!(of.extensions, 0, "{register:?}");
    }
    // Without a number the title and the unit decide; a number in other width is the same number.
    for register in [
        [
            "",
            "甲",
            "岚川县局",
            "2026-05-06",
            "2026-08-31",
            "同意",
            "2026-05-20",
        ],
        [
            "岚总００１",
            "",
            "",
            "2026-05-06",
            "2026-08-31",
            "同意",
            "2026-05-20",
        ],
    ] {
        let of = with_register(&[OPEN], &[&register], "2026-06-30");
        assert_eq!(of.by, Some(day("2026-08-31")), "{register:?}");
    }
}

#[test]
fn a_ledger_that_disagrees_with_its_register_is_doubted() {
    let moved = &[
        "岚总001",
        "甲",
        "岚川县局",
        "",
        "2026-05-31",
        "2026-12-31",
        "进行中",
    ];
    let of = with_register(&[moved], &[], "2026-06-30");
    assert_eq!(of.by, Some(day("2026-12-31")));
    assert!(
        of.doubts.iter().any(|d| d.contains("未见延期批准")),
        "{of:?}"
    );
    let register: &[&str] = &[
        "岚总001",
        "甲",
        "岚川县局",
        "2026-05-06",
        "2026-08-31",
        "同意",
        "2026-05-20",
    ];
    let of = with_register(&[moved], &[register], "2026-06-30");
    assert_eq!(of.by, Some(day("2026-08-31")));
    assert!(of.doubts.iter().any(|d| d.contains("2026-12-31")), "{of:?}");
}

#[test]
fn an_extension_that_gives_no_more_time_moves_nothing_and_is_doubted() {
    let columns: Columns<'_> = &[
        ("ledger_no", "台账编号"),
        ("old_deadline", "原时限"),
        ("new_deadline", "申请延至"),
        ("decision", "审批意见"),
    ];
    for (old, new, moved) in [
        ("2026-05-31", "2026-05-31", false),
        ("2026-05-31", "2026-04-30", false),
        ("2026年5月底前", "2026-06-01", true),
        ("", "2026-08-31", true),
    ] {
        let all = [
            series("总账", vec![ledger("2026-06-30", &[OPEN])]),
            series(
                "延期",
                vec![book(
                    BookKind::延期登记,
                    Some("2026-06-30"),
                    columns,
                    &[&["岚总001", old, new, "同意"]],
                )],
            ),
        ];
        let on = day("2026-06-30");
        let registers = Registers::new(&all, on);
        let here = row(&all[0].versions[0], 0);
        let of = deadlines(
            &[here],
            &extensions(here, &registers),
            (on, &Workdays::default(), &LedgerSettings::default()),
        );
        assert_eq!(of.by != Some(day("2026-05-31")), moved, "{old} {new}");
        assert_eq!(of.extensions, u32::from(moved), "{old} {new}");
        assert_eq!(of.doubts.is_empty(), moved, "{:?}", of.doubts);
    }
}

#[test]
fn the_original_deadline_is_the_oldest_that_was_named() {
    let versions = vec![
        ledger(
            "2026-03-31",
            &[&["岚总001", "甲", "岚川县局", "", "2026-05-31", "", "进行中"]],
        ),
        ledger(
            "2026-06-30",
            &[&[
                "岚总001",
                "甲",
                "岚川县局",
                "",
                "2026年9月底前",
                "",
                "进行中",
            ]],
        ),
    ];
    let all = [series("总账", versions)];
    let on = day("2026-07-15");
    let seen = Versions::until(&all[0], on);
    let history = seen.history(row(&all[0].versions[1], 0));
    assert_eq!(history.len(), 2);
    let of = deadlines(
        &history,
        &[],
        (on, &Workdays::default(), &LedgerSettings::default()),
    );
    assert_eq!(of.original.unwrap().to, Some(day("2026-05-31")));
    assert_eq!(of.by, Some(day("2026-09-30")));
    assert_eq!(of.doubts.len(), 1);
    // The same day in another wording moved nothing.
    let same = vec![
        ledger(
            "2026-03-31",
            &[&["岚总001", "甲", "", "", "2026年6月底前", "", "进行中"]],
        ),
        ledger(
            "2026-06-30",
            &[&["岚总001", "甲", "", "", "2026-06-30", "", "进行中"]],
        ),
    ];
    let all = [series("总账", same)];
    let seen = Versions::until(&all[0], on);
    let history = seen.history(row(&all[0].versions[1], 0));
    let of = deadlines(
        &history,
        &[],
        (on, &Workdays::default(), &LedgerSettings::default()),
    );
    assert!(of.doubts.is_empty(), "{of:?}");
}

#[test]
fn the_list_has_every_column_and_is_sorted_by_days_over() {
    let first = ledger(
        "2026-05-31",
        &[&[
            "岚总002",
            "乙",
            "云溪区局",
            "",
            "2026-04-30",
            "",
            "进行中",
            "",
            "完成清淤1公里",
        ]],
    );
    let rows: &[&[&str]] = &[
        &["岚总001", "甲", "岚川县局", "", "2026-07-05", "", "进行中"],
        &[
            "岚总002",
            "乙",
            "云溪区局",
            "",
            "2026-04-30",
            "",
            "进行中",
            "",
            "完成清淤1公里",
            "资金未到位",
            "2次，最近2026年6月3日",
        ],
        &["岚总003", "丙", "云溪区局", "", "2026-06-20", "", "进行中"],
        &[
            "岚总004",
            "丁",
            "云溪区局",
            "",
            "2026-03-31",
            "",
            "已完成",
            "2026-05-20",
        ],
        &["岚总005", "戊", "云溪区局", "", "尽快", "", "进行中"],
        &["岚总006", "己", "云溪区局", "", "2027-06-30", "", "进行中"],
        &["岚总007", "庚", "云溪区局", "", "长期坚持", "", "进行中"],
    ];
    let all = [series("总账", vec![first, ledger("2026-06-30", rows)])];
    let list = due_list(
        &all,
        &Acts::new(),
        (
            day("2026-06-30"),
            &Workdays::default(),
            &LedgerSettings::default(),
        ),
    );
    let numbers: Vec<&str> = list
        .lines
        .iter()
        .map(|l| l.no.as_deref().unwrap())
        .collect();
    assert_eq!(numbers, ["岚总002", "岚总003", "岚总001"]);
    let line = &list.lines[0];
    assert_eq!(line.units, ["云溪区局"]);
    assert_eq!(line.progress, "完成清淤1公里");
    assert_eq!(line.progress_on, Some(day("2026-05-31")), "unchanged since");
    assert_eq!(line.cause, "资金未到位");
    assert_eq!(
        (line.urged, line.urged_on),
        (Some(2), Some(day("2026-06-03")))
    );
    assert_eq!(line.action, "");
    assert_eq!(line.due.days_over(), Some(61));
    assert_eq!(line.source.as_ref().unwrap().quote(), "2026-04-30");
    assert_eq!(list.unclear.len(), 1);
    assert_eq!(list.unclear[0].no.as_deref(), Some("岚总005"));
    let counts = list.counts[0].count;
    assert_eq!(
        (
            counts.total,
            counts.in_progress,
            counts.overdue,
            counts.finished,
            counts.halted
        ),
        (7, 4, 2, 1, 0)
    );
    assert_eq!(
        (counts.late, counts.on_time, counts.standing, counts.unclear),
        (1, 0, 1, 1)
    );
    assert_eq!(counts.finished_rate().to_string(), "16.7%（1/6）");
    assert_eq!(counts.on_time_rate().to_string(), "0.0%（0/3）");
    assert_eq!(counts.overdue_rate().to_string(), "66.7%（2/3）");
}

#[test]
fn urgings_are_counted_in_the_dispatch_register_where_the_ledger_has_no_column() {
    let columns: Columns<'_> = &[
        ("ledger_no", "台账编号"),
        ("category", "方式"),
        ("issued_date", "日期"),
    ];
    let all = [
        series("总账", vec![ledger("2026-06-30", &[OPEN])]),
        series(
            "调度",
            vec![book(
                BookKind::调度登记,
                None,
                columns,
                &[
                    &["岚总001", "电话催办", "2026-06-02"],
                    &["岚总001", "月调度", "2026-06-28"],
                    &["岚总001", "督办单", "2026-06-15"],
                    &["岚总009", "电话催办", "2026-06-20"],
                ],
            )],
        ),
    ];
    let list = due_list(
        &all,
        &Acts::new(),
        (
            day("2026-06-30"),
            &Workdays::default(),
            &LedgerSettings::default(),
        ),
    );
    assert_eq!(
        (list.lines[0].urged, list.lines[0].urged_on),
        (Some(2), Some(day("2026-06-15")))
    );
    assert_eq!(list.counts.len(), 1, "a register has no counts");
}

#[test]
fn complaints_are_listed_only_where_their_book_has_terms() {
    let with: Columns<'_> = &[
        ("item_no", "受理编号"),
        ("title", "问题"),
        ("deadline", "办理时限"),
    ];
    let without: Columns<'_> = &[("item_no", "受理编号"), ("title", "问题")];
    let list = |columns, cells: &[&str]| {
        let all = [series(
            "投诉",
            vec![book(BookKind::投诉台账, None, columns, &[cells])],
        )];
        due_list(
            &all,
            &Acts::new(),
            (
                day("2026-06-30"),
                &Workdays::default(),
                &LedgerSettings::default(),
            ),
        )
    };
    assert_eq!(list(with, &["D1", "异味", "2026-06-10"]).lines.len(), 1);
    let without = list(without, &["D1", "异味"]);
    assert!(without.unclear.is_empty() && without.counts.is_empty());
}

#[test]
fn a_line_and_a_count_of_a_day_past_the_calendar_are_estimates() {
    let due = open("2027-03-31", "2027-04-02");
    assert!(
        matches!(
            due,
            Due::Over {
                estimated: true,
                ..
            }
        ),
        "{due:?}"
    );
    let due = open("2026-03-31", "2026-04-02");
    assert!(
        matches!(
            due,
            Due::Over {
                estimated: false,
                ..
            }
        ),
        "{due:?}"
    );
}

#[test]
fn shares_have_one_decimal_and_show_what_they_are_made_of() {
    for (part, whole, text) in [
        (48, 49, "98.0%（48/49）"),
        (47, 48, "97.9%（47/48）"),
        (1, 3, "33.3%（1/3）"),
        (2, 3, "66.7%（2/3）"),
        (1, 8, "12.5%（1/8）"),
        (1, 1600, "0.1%（1/1600）"),
        (0, 5, "0.0%（0/5）"),
        (5, 5, "100.0%（5/5）"),
        (0, 0, "—（0/0）"),
    ] {
        assert_eq!(Share { part, whole }.to_string(), text);
    }
}

fn any_row() -> impl Strategy<Value = Vec<&'static str>> {
    let deadlines = prop::sample::select(vec![
        "2026-01-31",
        "2026-06-30",
        "2026-07-31",
        "2026年",
        "长期坚持",
        "尽快",
        "",
        "立行立改",
    ]);
    let states = prop::sample::select(vec![
        "进行中",
        "已完成",
        "已完成，已销号",
        "中止",
        "并入总账1号",
        "长期坚持",
        "未启动",
        "",
        "基本完成",
    ]);
    let done = prop::sample::select(vec!["", "2026-01-20", "2026-03-01", "2026年", "2026-12-01"]);
    (deadlines, states, done)
        .prop_map(|(deadline, status, done)| vec!["", "甲", "局", "", deadline, "", status, done])
}

proptest! {
    #[test]
    fn the_four_parts_always_make_up_the_whole(rows in prop::collection::vec(any_row(), 0..40), on in 0_i64..400) {
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let book = ledger("2026-06-30", &rows);
        let on = day("2026-01-01").checked_add(jiff::Span::new().days(on)).unwrap();
        let (workdays, settings) = (Workdays::default(), LedgerSettings::default());
        let mut counts = DueCount::default();
        for here in book.rows() {
            let of = deadlines(&[here], &[], (on, &workdays, &settings));
            let due = due::due(here, &of, (on, &workdays, &settings));
            if here.record.facets.is_done() && here.field("done_date").is_none() {
                let settled = matches!(due, Due::Settled { .. });
                prop_assert!(settled, "a finished matter counts once, as finished");
            }
            count(&mut counts, &due, &of, on);
        }
        prop_assert_eq!(counts.total as usize, book.records.len());
        prop_assert_eq!(
            counts.in_progress + counts.overdue + counts.finished + counts.halted,
            counts.total
        );
        prop_assert!(counts.standing + counts.unclear <= counts.in_progress);
        prop_assert!(counts.merged <= counts.halted);
        prop_assert!(counts.on_time + counts.late <= counts.finished);
        prop_assert!(counts.overdue + counts.due_on_time <= counts.due);
    }
}

#[test]
fn a_row_is_never_found_by_its_own_book_in_place_of_a_register() {
    let all = [series("总账", vec![ledger("2026-06-30", &[OPEN])])];
    let registers = Registers::new(&all, day("2026-06-30"));
    let here: BookRow<'_> = row(&all[0].versions[0], 0);
    assert!(registers.rows(BookKind::总账, here).is_empty());
}

#[test]
fn the_time_of_the_list_grows_with_the_rows() {
    let time = |n: usize| {
        let rows: Vec<Vec<String>> = (0..n)
            .map(|i| {
                vec![
                    format!("岚总2026-{i:06}"),
                    format!("第{i}号排口整治任务"),
                    format!("第{}分局", i % 40),
                    "2026-01-05".to_owned(),
                    format!("2026-{:02}-28", 1 + i % 12),
                    String::new(),
                    if i % 3 == 0 { "已完成" } else { "进行中" }.to_owned(),
                ]
            })
            .collect();
        let rows: Vec<Vec<&str>> = rows
            .iter()
            .map(|r| r.iter().map(String::as_str).collect())
            .collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let moved: Vec<&[&str]> = rows.iter().step_by(10).map(|r| &r[..3]).collect();
        let all = [
            series(
                "总账",
                vec![ledger("2026-03-31", &rows), ledger("2026-06-30", &rows)],
            ),
            series(
                "延期",
                vec![book(BookKind::延期登记, None, &EXTENSIONS[..3], &moved)],
            ),
        ];
        let start = std::time::Instant::now();
        let list = due_list(
            &all,
            &Acts::new(),
            (
                day("2026-06-30"),
                &Workdays::default(),
                &LedgerSettings::default(),
            ),
        );
        assert_eq!(list.counts[0].count.total as usize, n);
        start.elapsed()
    };
    let (small, large) = (time(1_000), time(10_000));
    println!("due list: 1,000 rows {small:?}, 10,000 rows {large:?}");
    assert!(
        large < small * 40 + std::time::Duration::from_millis(500),
        "{small:?} {large:?}"
    );
}
