//! Promises of the statistics: every figure is a count of rows that can be opened, and the traps of real systems are not fallen into.
use std::path::Path;

use jiff::civil::{Date, date};
use taizhang::{
    model::{Figure, Person, StatValue, Statistics},
    report::papers::{PaperForm, Standing, Templates, fill},
    workflow::{DecideRequest, EntryFilter, Office, Silent},
};

use super::{
    ledgers::{import, write_ledger},
    office_on,
};

const HEAD: &[&str] = &[
    "序号",
    "台账编号",
    "事项名称",
    "牵头司局",
    "收文日期",
    "传达学习日期",
    "办理时限",
    "完成日期",
    "办理状态",
    "进度",
    "备注",
];

fn row(cells: [&str; 11]) -> [&str; 11] {
    cells
}

fn written(folder: &Path, day: &str, rows: &[[&str; 11]]) {
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 11]>::as_slice).collect();
    let title = format!("批示件落实情况总账（截至{day}）");
    let path = folder.join(format!("落实情况总账（截至{day}）.xlsx"));
    write_ledger(&path, "总账", &title, HEAD, &rows);
}

const D1: &str = "2026年9月30日";

fn june(folder: &Path) {
    written(
        folder,
        "2026年6月30日",
        &[
            row([
                "1",
                "岚总-2026-01",
                "岚湾河入河排污口整治",
                "水务司",
                "2026年3月2日",
                "2026年3月4日",
                D1,
                "",
                "进行中",
                "达到序时进度",
                "",
            ]),
            row([
                "2",
                "岚总-2026-02",
                "白鹭洲垃圾堆存清运",
                "固废司",
                "2026年3月2日",
                "",
                "2026年6月30日",
                "",
                "进行中",
                "",
                "",
            ]),
            row([
                "3",
                "岚总-2026-03",
                "青石岭矿山复绿",
                "生态司",
                "2026年4月1日",
                "2026年4月10日",
                "2026年12月31日",
                "",
                "进行中",
                "",
                "",
            ]),
            row([
                "4",
                "岚总-2026-04",
                "松湾码头油污处置",
                "水务司",
                "2026年1月5日",
                "2026年1月6日",
                "2026年5月31日",
                "2026年5月20日",
                "已销号",
                "",
                "",
            ]),
        ],
    );
}

fn september(folder: &Path, remark: &str, day: &str) {
    written(
        folder,
        day,
        &[
            row([
                "1",
                "岚总-2026-01",
                "岚湾河入河排污口整治",
                "水务司",
                "2026年3月2日",
                "2026年3月4日",
                D1,
                "2026年9月28日",
                "已完成",
                "",
                "",
            ]),
            row([
                "2",
                "岚总-2026-02",
                "白鹭洲垃圾堆存清运",
                "固废司",
                "2026年3月2日",
                "",
                "2026年6月30日",
                "2026年8月5日",
                "已完成",
                "",
                remark,
            ]),
            row([
                "3",
                "岚总-2026-03",
                "青石岭矿山复绿",
                "生态司",
                "2026年4月1日",
                "2026年4月10日",
                "2026年12月31日",
                "",
                "进行中",
                "达到序时进度",
                "",
            ]),
            row([
                "4",
                "岚总-2026-04",
                "松湾码头油污处置",
                "水务司",
                "2026年1月5日",
                "2026年1月6日",
                "2026年5月31日",
                "2026年5月20日",
                "已销号",
                "",
                remark,
            ]),
            row([
                "5",
                "岚总-2026-05",
                "云溪水源地巡查",
                "水务司",
                "2026年7月6日",
                "2026年7月8日",
                D1,
                "",
                "进行中",
                "滞后",
                "",
            ]),
            row([
                "6",
                "岚总-2026-06",
                "石门渣场渗滤液处理",
                "固废司",
                "2026年7月6日",
                "2026年8月",
                "2026年9月15日",
                "",
                "进行中",
                "滞后",
                "",
            ]),
            row([
                "7",
                "岚总-2026-07",
                "湿地候鸟保护",
                "生态司",
                "2026年7月6日",
                "2026年7月6日",
                "",
                "",
                "长期坚持",
                "",
                "",
            ]),
            row([
                "8",
                "岚总-2026-08",
                "旧河道疏浚",
                "水务司",
                "2026年7月6日",
                "2026年7月7日",
                "2026年11月30日",
                "",
                "中止",
                "",
                "",
            ]),
        ],
    );
}

fn quarter(dir: &Path, on: Date) -> (Office, tempfile::TempDir) {
    let sent = tempfile::tempdir().unwrap();
    june(sent.path());
    september(sent.path(), "", D1);
    let mut office = office_on(dir, on);
    import(&mut office, sent.path());
    (office, sent)
}

fn figure<'s>(statistics: &'s Statistics, table: &str, line: &str, label: &str) -> &'s Figure {
    statistics
        .figure(table, line, label)
        .unwrap_or_else(|| panic!("{table} {line} {label}: {:?}", statistics.table(table)))
}

fn shown(statistics: &Statistics, table: &str, line: &str, label: &str) -> String {
    figure(statistics, table, line, label).value.to_string()
}

fn rows(statistics: &Statistics, figure: &Figure) -> Vec<String> {
    let rows = statistics.rows_of(figure).into_iter();
    rows.map(|(row, _)| row.id.clone()).collect()
}

#[test]
fn what_was_there_came_and_went_adds_up_to_what_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, _sent) = quarter(dir.path(), date(2026, 11, 23));
    let s = office.statistics("2026Q3", &Silent).unwrap();
    assert_eq!(s.as_of, date(2026, 9, 30));
    let book = &s.table("T1").unwrap().lines[0].name.join("/");
    let n = |label: &str| -> i64 { shown(&s, "T1", book, label).parse().unwrap() };
    assert_eq!(
        [
            "期初在册",
            "本期新增",
            "重新挂账",
            "本期办结",
            "本期销号",
            "中止并入",
            "不再列出",
            "期末在册",
            "长期坚持"
        ]
        .map(n),
        [3, 4, 0, 2, 0, 1, 0, 6, 1]
    );
    let balance = n("期初在册") + n("本期新增") + n("重新挂账")
        - n("本期销号")
        - n("中止并入")
        - n("不再列出");
    assert_eq!(balance, n("期末在册"));
    let finished = figure(&s, "T1", book, "本期办结");
    assert_eq!(rows(&s, finished), ["岚总-2026-01", "岚总-2026-02"]);
}

#[test]
fn a_matter_finished_late_counts_once_and_the_due_day_is_not_overdue() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, _sent) = quarter(dir.path(), date(2026, 9, 30));
    let s = office.statistics("2026Q3", &Silent).unwrap();
    let of = |unit: &str, label: &str| shown(&s, "T2", &format!("总账/{unit}"), label);
    assert_eq!(of("固废司", "完结"), "1", "late, finished, and only that");
    assert_eq!(of("固废司", "超期办结"), "1");
    assert_eq!(of("固废司", "超期未办结"), "1");
    assert_eq!(of("水务司", "超期未办结"), "0", "due on the day itself");
    assert_eq!(of("水务司", "按期办结"), "2");
    assert_eq!(of("水务司", "到期应办结"), "3");
    assert_eq!(of("生态司", "达序时"), "1");
    for line in &s.table("T2").unwrap().lines {
        let n = |label: &str| {
            let figure = line.figures.iter().find(|f| f.label == label).unwrap();
            figure.rows.len()
        };
        assert_eq!(
            n("推进中") + n("超期未办结") + n("完结") + n("中止并入"),
            n("总数"),
            "{:?}",
            line.name
        );
    }
}

#[test]
fn every_rate_shows_one_decimal_with_numerator_and_denominator_and_opens_its_rows() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, _sent) = quarter(dir.path(), date(2026, 11, 23));
    let s = office.statistics("2026Q3", &Silent).unwrap();
    assert_eq!(
        shown(&s, "T2R", "总账/水务司", "按期办结率"),
        "66.7%（2/3）"
    );
    assert_eq!(shown(&s, "T2R", "总账/固废司", "超期率"), "50.0%（1/2）");
    assert_eq!(
        shown(&s, "T2R", "总账/生态司", "办结率"),
        "0.0%（0/1）",
        "what stands without end is not in the base"
    );
    let rate = figure(&s, "T2R", "总账/水务司", "按期办结率");
    let opened = s.rows_of(rate);
    let inside: Vec<&str> = opened
        .iter()
        .filter(|(_, part)| *part)
        .map(|(r, _)| r.id.as_str())
        .collect();
    assert_eq!(inside, ["岚总-2026-01", "岚总-2026-04"]);
    for table in &s.tables {
        for line in &table.lines {
            for figure in &line.figures {
                assert!(
                    !figure.definition.is_empty(),
                    "{} {}",
                    table.id,
                    figure.label
                );
                match figure.value {
                    StatValue::Share(share) => {
                        let (part, whole) = (figure.part.len(), figure.rows.len());
                        assert_eq!((share.part as usize, share.whole as usize), (part, whole));
                        let text = share.to_string();
                        assert!(text.ends_with(&format!("（{part}/{whole}）")), "{text}");
                    }
                    StatValue::Count(n) => assert_eq!(n as usize, figure.rows.len()),
                    _ => {}
                }
            }
        }
    }
}

#[test]
fn a_remark_written_later_changes_nothing_about_being_in_time() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, sent) = quarter(dir.path(), date(2026, 11, 23));
    september(sent.path(), "补记联系人变动", "2026年10月31日");
    import(&mut office, sent.path());
    let s = office.statistics("2026Q4", &Silent).unwrap();
    assert_eq!(shown(&s, "T2", "总账/固废司", "超期办结"), "1");
    assert_eq!(shown(&s, "T2", "总账/水务司", "按期办结"), "2");
    let s = office.statistics("2026Q3", &Silent).unwrap();
    assert_eq!(shown(&s, "T2", "总账/水务司", "按期办结"), "2");
}

#[test]
fn the_counts_are_those_of_the_overdue_list() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, _sent) = quarter(dir.path(), date(2026, 9, 30));
    let s = office.statistics("2026Q3", &Silent).unwrap();
    let list = office.due_list(&EntryFilter::default(), &Silent).unwrap();
    let whole = &list.counts[0].count;
    let sum = |label: &str| -> u32 {
        let lines = s.table("T2").unwrap().lines.iter();
        lines
            .map(|l| {
                l.figures
                    .iter()
                    .find(|f| f.label == label)
                    .unwrap()
                    .rows
                    .len() as u32
            })
            .sum()
    };
    assert_eq!(
        [
            "总数",
            "推进中",
            "超期未办结",
            "完结",
            "中止并入",
            "到期应办结",
            "按期办结",
            "超期办结"
        ]
        .map(sum),
        [
            whole.total,
            whole.in_progress,
            whole.overdue,
            whole.finished,
            whole.halted,
            whole.due,
            whole.due_on_time,
            whole.late
        ]
    );
}

#[test]
fn steps_show_what_is_recorded_and_how_many_workdays_it_took() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, _sent) = quarter(dir.path(), date(2026, 11, 23));
    let s = office.statistics("2026Q3", &Silent).unwrap();
    let book = s.table("T4").unwrap().lines[0].name.join("/");
    assert_eq!(shown(&s, "T4", &book, "学习传达"), "87.5%（7/8）");
    let line = format!("{book}/学习传达");
    assert_eq!(shown(&s, "T5", &line, "事项数"), "7");
    // 3月2日至4日 2, 4月1日至10日 with the Qingming day off 6, 1月5日至6日 1, 7月6日至8日 2, 7月6日至8月1日 19, 0, 1.
    assert_eq!(shown(&s, "T5", &line, "最长工作日"), "19");
    assert_eq!(shown(&s, "T5", &line, "中位工作日"), "2");
}

#[test]
fn flags_count_for_the_quarter_that_first_raised_them_with_what_became_of_them() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    let text = "水务局2026年第三季度整改进展报告\n\n一、进展情况\n\n本季度共受理群众举报21件，其中东岸区9件、西岸区6件、南岸区4件。\n\n以上举报均已转交属地核查。\n";
    std::fs::write(sent.path().join("报告.txt"), text).unwrap();
    let mut office = office_on(dir.path(), date(2026, 11, 23));
    import(&mut office, sent.path());
    office.raise_flags(&Silent).unwrap();
    let all = office.all_flags().unwrap();
    let flag = all
        .iter()
        .map(|(_, f, _)| f)
        .find(|f| f.draft.indicator == "number-conflict");
    let request = DecideRequest {
        flag: flag.unwrap().id().to_owned(),
        accept: true,
        code: None,
        note: None,
        by: "孟青禾".to_owned(),
    };
    office.decide_flag(&request).unwrap();
    let s = office.statistics("2026Q4", &Silent).unwrap();
    let line = s
        .table("T7")
        .unwrap()
        .lines
        .iter()
        .find(|l| l.name[0] == "number-conflict")
        .unwrap();
    let value = |label: &str| {
        line.figures
            .iter()
            .find(|f| f.label == label)
            .unwrap()
            .value
            .to_string()
    };
    assert_eq!(
        (value("提出"), value("采纳"), value("采纳率")),
        ("1".to_owned(), "1".to_owned(), "100.0%（1/1）".to_owned())
    );
    let before = office.statistics("2026Q3", &Silent).unwrap();
    assert!(before.table("T7").unwrap().lines.is_empty());
}

#[test]
fn nothing_is_counted_by_person() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, _sent) = quarter(dir.path(), date(2026, 11, 23));
    let s = office.statistics("2026Q3", &Silent).unwrap();
    let keys: Vec<&str> = s
        .tables
        .iter()
        .flat_map(|t| &t.keys)
        .map(String::as_str)
        .collect();
    for key in keys {
        assert!(
            [
                "台账", "类别", "单位", "步骤", "规则", "名称", "指标", "形式", "项目"
            ]
            .contains(&key),
            "{key}"
        );
    }
}

#[test]
fn the_pack_is_written_with_every_rate_and_every_definition() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, _sent) = quarter(dir.path(), date(2026, 11, 23));
    let s = office.statistics("2026Q3", &Silent).unwrap();
    let (values, standing) = fill::quarterly(&s);
    assert_eq!(standing, Standing::Issued);
    let known: Vec<String> = Templates::names("quarterly")
        .into_iter()
        .map(|(n, _)| n)
        .collect();
    for name in values.names() {
        assert!(known.contains(&name), "{name} is given but not known");
    }
    let templates = Templates::load(&[]).unwrap();
    for form in [PaperForm::Docx, PaperForm::Xlsx] {
        let bytes = templates
            .write("quarterly", &values, (form, standing, s.made_on))
            .unwrap();
        let name = format!("quarterly.{}", form.extension());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(&name), &bytes).unwrap();
        let text = crate::report::papers::text(&name, &bytes);
        for words in [
            "66.7%（2/3）",
            "T10 本组工作",
            "岚总",
            "按期办结÷到期应办结",
            "复发率",
            "已办结÷（总数－中止－并入－长期坚持）",
        ] {
            let words = if words == "岚总" {
                "水务司"
            } else {
                words
            };
            assert!(text.contains(words), "{form:?} {words}\n{text}");
        }
    }
    let draft = office_on_day(dir.path(), date(2026, 9, 10));
    assert_eq!(draft, Standing::Draft, "the quarter is not over");
}

fn reader() -> Person {
    Person::new("meng", &[])
}

fn office_on_day(dir: &Path, on: Date) -> Standing {
    let workspace = Office::at(dir).unwrap();
    let actor = taizhang::workflow::Actor {
        name: "沈砚".to_owned(),
        at: "2026-09-10T08:00:00Z".to_owned(),
    };
    let purpose = taizhang::workflow::Purpose::Read;
    let mut office = Office::open(workspace, purpose, actor, on).unwrap();
    fill::quarterly(&office.statistics("2026Q3", &Silent).unwrap()).1
}

#[test]
fn an_order_to_hurry_lists_what_is_over_and_is_made_by_the_office() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, _sent) = quarter(dir.path(), date(2026, 9, 30));
    let made = office
        .make_paper("urging-letter", "固废司", (None, &reader()), &Silent)
        .unwrap();
    assert!(made.is_draft);
    let text = crate::report::papers::text(&made.name, &made.bytes);
    for words in ["岚总-2026-06", "石门渣场渗滤液处理", "已超期15天", "固废司"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(
        !text.contains("岚总-2026-02"),
        "finished matters are not hurried: {text}"
    );
    let kept = office.keep_paper(&made).unwrap();
    assert_eq!(std::fs::read(kept.path).unwrap(), made.bytes);
    let error = office
        .make_paper("urging-letter", "生态司", (None, &reader()), &Silent)
        .unwrap_err();
    assert_eq!(error.reason().code, "paper-nothing");
}

#[test]
fn an_office_copies_templates_out_and_its_changes_count() {
    let dir = tempfile::tempdir().unwrap();
    let (mut office, _sent) = quarter(dir.path(), date(2026, 9, 30));
    let copied = office
        .copy_templates(&["urging-letter".to_owned()])
        .unwrap();
    assert_eq!(copied, [dir.path().join("templates/urging-letter.toml")]);
    let text = std::fs::read_to_string(&copied[0]).unwrap();
    std::fs::write(&copied[0], text.replace("督办事由", "催办事由")).unwrap();
    assert!(
        office.copy_templates(&[]).unwrap().len() > 9,
        "all but the one that is there"
    );
    assert!(office.copy_templates(&["urging".to_owned()]).is_err());
    let made = office
        .make_paper("urging-letter", "固废司", (None, &reader()), &Silent)
        .unwrap();
    assert!(crate::report::papers::text(&made.name, &made.bytes).contains("催办事由"));
    std::fs::write(
        &copied[0],
        "title = \"x\"\nformats = [\"docx\"]\nparts = [{ kind = \"body\", text = \"{谁}\" }]\n",
    )
    .unwrap();
    let error = office
        .make_paper("urging-letter", "固废司", (None, &reader()), &Silent)
        .unwrap_err();
    assert_eq!(error.reason().code, "templates-refused");
}
