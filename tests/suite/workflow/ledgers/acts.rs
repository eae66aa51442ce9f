//! What people do with entries is recorded one at a time, through every guard, by whom and as what.
use std::path::Path;

use jiff::civil::date;
use taizhang::{
    model::{EntryState, Guard, Person, Role},
    workflow::{ActDone, ActRequest, Actor, EntryFilter, Office, OfficeError, Purpose, Silent},
};

use super::{HEAD, JUNE, import, two_versions, write_ledger};

/// The office as a person opens it on a day.
fn open(dir: &Path, account: &str) -> Office {
    let workspace = Office::init(dir).unwrap();
    let actor = Actor {
        name: account.to_owned(),
        at: "2026-10-08T08:00:00Z".to_owned(),
    };
    Office::open(workspace, Purpose::Write, actor, date(2026, 10, 8)).unwrap()
}

fn act(
    dir: &Path,
    (account, role): (&str, Role),
    no: &str,
    name: &str,
    particulars: &[(&str, &str)],
) -> Result<ActDone, OfficeError> {
    let request = ActRequest {
        no: no.to_owned(),
        act: name.to_owned(),
        by: Person::new(account, &[role]),
        particulars: particulars
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect(),
        kind: None,
        seen: None,
    };
    open(dir, account).act_on_entry(&request, &Silent)
}

const KEEPER: (&str, Role) = ("沈砚", Role::台账管理员);
const HEAD_OF_DEPARTMENT: (&str, Role) = ("陆衡", Role::责任部门负责人);
const NO: &str = "岚总-2026-01";
const CONFIRM: &[(&str, &str)] = &[
    ("lead", "水务司"),
    ("deadline", "2026-12-31"),
    ("relevance", "密切"),
];

fn workspace() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    two_versions(sent.path());
    import(&mut open(dir.path(), "沈砚"), sent.path());
    dir
}

fn refusal(result: Result<ActDone, OfficeError>) -> Vec<Guard> {
    let error = result.unwrap_err();
    let refusal = error.refusal().unwrap_or_else(|| panic!("{error}"));
    refusal.unmet.iter().map(|u| u.guard).collect()
}

#[test]
fn an_entry_goes_its_way_by_acts_of_different_people_and_all_of_it_is_told() {
    let dir = workspace();
    let done = act(dir.path(), KEEPER, NO, "入账", &[("secrecy_passed", "是")]).unwrap();
    assert_eq!(
        (done.from, done.record.state),
        (EntryState::待入账, EntryState::待确认)
    );
    let done = act(dir.path(), HEAD_OF_DEPARTMENT, NO, "confirm", CONFIRM).unwrap();
    assert_eq!(done.record.state, EntryState::在办);
    let source = [
        ("source", "总账0930@总账!F3"),
        ("period", "2026Q3"),
        ("text", "完成12个排污口封堵。"),
    ];
    let done = act(dir.path(), KEEPER, NO, "登记进展", &source).unwrap();
    assert_eq!(done.record.history.len(), 3);
    let mut office = open(dir.path(), "沈砚");
    let shown = office
        .ledger_entry(NO, &EntryFilter::default(), &Silent)
        .unwrap();
    assert_eq!(shown[0].line.state.as_deref(), Some("在办"));
    let acts: Vec<(String, String)> = shown[0]
        .story
        .iter()
        .filter(|s| s.action == "ledger.entry.act")
        .map(|s| {
            let act = &s.detail["act"];
            let word = |v: &serde_json::Value| v.as_str().unwrap().to_owned();
            (word(&act["by"]["account"]), word(&act["act"]["act"]))
        })
        .collect();
    let expected = [
        ("沈砚", "register"),
        ("陆衡", "confirm"),
        ("沈砚", "progress"),
    ];
    assert_eq!(acts, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    let place = shown[0]
        .story
        .iter()
        .rev()
        .find(|s| s.action == "ledger.entry.act")
        .unwrap();
    assert_eq!(
        place.detail["act"]["act"]["source"]["place"]["quote"],
        "完成12个排污口封堵。"
    );
    let state = |state: &str| EntryFilter {
        state: Some(state.to_owned()),
        ..EntryFilter::default()
    };
    assert_eq!(
        office
            .ledger_entries(&state("在办"), &Silent)
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        office
            .ledger_entries(&state("待入账"), &Silent)
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn a_refused_act_names_what_is_missing_and_leaves_no_trace() {
    let dir = workspace();
    assert_eq!(
        refusal(act(dir.path(), KEEPER, NO, "入账", &[])),
        [Guard::Secrecy]
    );
    act(dir.path(), KEEPER, NO, "入账", &[("secrecy_passed", "是")]).unwrap();
    // Who entered it may not confirm it; the head of department who confirms must say how relevant it is.
    let same = (KEEPER.0, Role::责任部门负责人);
    assert!(refusal(act(dir.path(), same, NO, "确认", CONFIRM)).contains(&Guard::Separation));
    let bare = [("lead", "水务司"), ("deadline", "2026-12-31")];
    assert_eq!(
        refusal(act(dir.path(), HEAD_OF_DEPARTMENT, NO, "确认", &bare)),
        [Guard::Relevance]
    );
    let boss = ("顾川", Role::分管副组长);
    let close = [
        ("publicity", "无：不涉及公众"),
        ("collective", "10月8日研判纪要"),
    ];
    assert!(refusal(act(dir.path(), boss, NO, "销号", &close)).contains(&Guard::State));
    let shown = open(dir.path(), "沈砚")
        .ledger_entry(NO, &EntryFilter::default(), &Silent)
        .unwrap();
    assert_eq!(shown[0].record.as_ref().unwrap().history.len(), 1);
    let told = shown[0]
        .story
        .iter()
        .filter(|s| s.action == "ledger.entry.act");
    assert_eq!(told.count(), 1);
}

#[test]
fn words_that_are_not_understood_are_told_with_what_would_be() {
    let dir = workspace();
    let unclear = |name: &str, particulars: &[(&str, &str)]| match act(
        dir.path(),
        KEEPER,
        NO,
        name,
        particulars,
    ) {
        Err(OfficeError::ActUnclear { what }) => what,
        other => panic!("{other:?}"),
    };
    assert!(unclear("批量销号", &[]).contains("销号（close_out）"));
    assert!(unclear("入账", &[("secret", "是")]).contains("secrecy_passed"));
    assert!(unclear("入账", &[("secrecy_passed", "大概")]).contains("大概"));
    assert!(unclear("退回", &[]).contains("reason"));
    assert!(unclear("登记进展", &[("period", "秋天")]).contains("2026Q3"));
    assert!(unclear("登记进展", &[("source", "总账0930@总账!Z99")]).contains("Z99"));
    assert!(unclear("登记进展", &[("source", "无此文件@第1段")]).contains("无此文件"));
    assert!(unclear("销号", &[("checklist.measure", "已对照")]).contains("measures"));
    assert!(unclear("销号", &[("publicity", "十月")]).contains(".."));
}

#[test]
fn a_number_that_several_entries_bear_or_none_is_not_acted_on() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    let mut twice: Vec<&[&str]> = JUNE.to_vec();
    let double = [
        "4",
        NO,
        "关于另一处排污口整治的批示",
        "水务司",
        "2026年11月底前",
        "刚启动。",
        "进行中",
        "5",
        "",
    ];
    twice.push(&double);
    write_ledger(
        &sent.path().join("总账.xlsx"),
        "总账",
        "岚州市生态环境局总账（截至2026年6月30日）",
        HEAD,
        &twice,
    );
    import(&mut open(dir.path(), "沈砚"), sent.path());
    let passed = [("secrecy_passed", "是")];
    assert!(matches!(
        act(dir.path(), KEEPER, NO, "入账", &passed),
        Err(OfficeError::SeveralEntries { titles, .. }) if titles.len() == 2
    ));
    assert!(matches!(
        act(dir.path(), KEEPER, "岚总-2026-99", "入账", &passed),
        Err(OfficeError::NoSuchEntry { .. })
    ));
}

#[test]
fn later_versions_and_acts_leave_each_other_alone() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    write_ledger(
        &sent.path().join("总账一.xlsx"),
        "总账",
        "岚州市生态环境局总账（截至2026年6月30日）",
        HEAD,
        JUNE,
    );
    import(&mut open(dir.path(), "沈砚"), sent.path());
    act(
        dir.path(),
        KEEPER,
        "岚总-2026-03",
        "入账",
        &[("secrecy_passed", "是")],
    )
    .unwrap();
    // The next version no longer holds the entry: it stays, with its state, as one that vanished.
    two_versions(sent.path());
    import(&mut open(dir.path(), "沈砚"), sent.path());
    let shown = open(dir.path(), "沈砚")
        .ledger_entry("岚总-2026-03", &EntryFilter::default(), &Silent)
        .unwrap();
    assert_eq!(shown[0].line.state.as_deref(), Some("待确认"));
    assert!(shown[0].line.vanished.is_some());
}
