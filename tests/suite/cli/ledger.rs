//! `taizhang ledger`: what a person asks of the ledgers, and the names machine output promises.
use std::fs;

use super::{lines, stdout, taizhang};
use crate::workflow::ledgers::two_versions;

fn workspace() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let sent = dir.path().join("sent");
    two_versions(&sent);
    let out = stdout(dir.path(), &["import", sent.to_str().unwrap()], 0);
    assert!(
        out.contains("2 new ledger versions: entries added 4, changed 2, vanished 1"),
        "{out}"
    );
    dir
}

fn reports(dir: &std::path::Path, name: &str) -> bool {
    fs::read_dir(dir.join("reports"))
        .unwrap()
        .any(|e| e.unwrap().file_name().to_string_lossy().starts_with(name))
}

#[test]
fn entries_are_listed_with_what_vanished_and_filtered() {
    let dir = workspace();
    let on = ["--on", "2026-11-01", "--format", "ndjson"];
    let list = |more: &[&str]| {
        let args: Vec<&str> = ["ledger", "list"]
            .iter()
            .chain(&on)
            .chain(more)
            .copied()
            .collect();
        lines(&stdout(dir.path(), &args, 0))
    };
    let all = list(&[]);
    assert_eq!(all.len(), 4);
    for name in [
        "ledger", "kind", "key", "no", "title", "units", "deadline", "facets", "due", "state",
        "vanished", "file", "place",
    ] {
        assert!(all[0].as_object().unwrap().contains_key(name), "{name}");
    }
    let gone: Vec<_> = all.iter().filter(|l| !l["vanished"].is_null()).collect();
    assert_eq!((gone.len(), &gone[0]["no"]), (1, &"岚总-2026-03".into()));
    assert_eq!(list(&["--unit", "水务"]).len(), 2);
    assert_eq!(list(&["--kind", "细账"]).len(), 0);
    assert_eq!(list(&["--state", "不在册"]).len(), 1);
    let over = list(&["--state", "超期"]);
    assert_eq!(over.len(), 1);
    assert_eq!(over[0]["no"], "岚总-2026-04");
}

#[test]
fn an_entry_is_shown_with_places_progress_and_history() {
    let dir = workspace();
    let out = stdout(dir.path(), &["ledger", "show", "岚总-2026-01"], 0);
    for part in [
        "[总账!E3]",
        "2026年9月30日 → 2026年12月31日",
        "2026-06-30",
        "已完成方案编制。",
        "完成12个排污口封堵。",
    ] {
        assert!(out.contains(part), "{part} is missing\n{out}");
    }
    let shown = lines(&stdout(
        dir.path(),
        &["ledger", "show", "岚总-2026-01", "--format", "ndjson"],
        0,
    ));
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0]["history"].as_array().unwrap().len(), 2);
    let unknown = taizhang(dir.path(), &["ledger", "show", "无此编号"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("无此编号"));
}

#[test]
fn lists_and_matrices_are_printed_and_written() {
    let dir = workspace();
    for (command, paper, says) in [
        ("diff", "台账变更表", "岚总-2026-03"),
        ("overdue", "超期与临期清单", "岚总-2026-04"),
        ("steps", "七步对照表", "岚总-2026-02"),
        ("loop", "闭环对照表", "岚总-2026-02"),
    ] {
        let args = ["ledger", command, "--on", "2026-11-01", "--xlsx"];
        let out = stdout(dir.path(), &args, 0);
        assert!(out.lines().count() > 4, "{command}\n{out}");
        assert!(reports(dir.path(), paper), "{paper} was not written");
        let args = [
            "ledger",
            command,
            "--on",
            "2026-11-01",
            "--format",
            "ndjson",
        ];
        let told = lines(&stdout(dir.path(), &args, 0));
        assert!(
            told.iter().any(|l| l.to_string().contains(says)),
            "{command}"
        );
    }
    let nothing = stdout(dir.path(), &["ledger", "diff", "--kind", "细账"], 0);
    assert!(nothing.contains("No ledger has two versions"), "{nothing}");
}

#[test]
fn two_days_name_the_versions_that_are_compared() {
    let dir = workspace();
    let args = [
        "ledger",
        "diff",
        "--from",
        "2026-09-30",
        "--to",
        "2026-07-15",
        "--format",
        "ndjson",
    ];
    let back = lines(&stdout(dir.path(), &args, 0));
    assert_eq!(back[0]["diff"]["before"]["as_of"], "2026-09-30");
    assert_eq!(back[0]["diff"]["after"]["as_of"], "2026-06-30");
    assert_eq!(back[0]["diff"]["added"][0]["no"], "岚总-2026-03");
}

#[test]
fn an_export_is_written_and_an_absent_kind_is_told() {
    let dir = workspace();
    let out = stdout(dir.path(), &["ledger", "export", "--kind", "总账"], 0);
    assert!(out.contains("3 entries"), "{out}");
    assert!(reports(dir.path(), "总账_"));
    let absent = taizhang(dir.path(), &["ledger", "export", "--kind", "细账"]);
    assert_eq!(absent.status.code(), Some(2));
    let wrong = taizhang(dir.path(), &["ledger", "export", "--kind", "流水账"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        String::from_utf8_lossy(&wrong.stderr).contains("整改清单"),
        "the kinds are named"
    );
}

#[test]
fn columns_show_how_headers_are_understood_and_a_mapping_to_keep() {
    let dir = workspace();
    let out = stdout(dir.path(), &["ledger", "columns", "0930"], 0);
    for part in [
        "办理时限",
        "deadline",
        "[[import.profile]]",
        "\"台账编号\" = \"item_no\"",
        "# \"经费（万元）\" = \"\"",
    ] {
        assert!(out.contains(part), "{part} is missing\n{out}");
    }
    let mapping: String = out
        .lines()
        .skip_while(|l| *l != "[[import.profile]]")
        .map(|l| format!("{l}\n"))
        .collect();
    let kept = mapping.replace("# \"经费（万元）\" = \"\"", "\"经费（万元）\" = \"goal\"");
    fs::write(dir.path().join("taizhang.toml"), kept).unwrap();
    let sent = dir.path().join("sent");
    stdout(dir.path(), &["import", sent.to_str().unwrap()], 0);
    let columns = lines(&stdout(
        dir.path(),
        &["ledger", "columns", "0930", "--format", "ndjson"],
        0,
    ));
    assert_eq!(columns.len(), 9);
    let by_profile = columns.iter().filter(|c| c["mapped_by"] == "profile");
    assert_eq!(by_profile.count(), 9, "kept, and read by it: {columns:?}");
}

#[test]
fn an_act_is_recorded_or_refused_with_what_is_missing() {
    let dir = workspace();
    let run = |user: &str, args: &[&str]| {
        let all: Vec<&str> = ["ledger", "act", "岚总-2026-01"]
            .iter()
            .chain(args)
            .copied()
            .collect();
        let out = super::program(dir.path())
            .env("USER", user)
            .args(&all)
            .output()
            .unwrap();
        (
            out.status.code(),
            String::from_utf8_lossy(&out.stdout).into_owned(),
            String::from_utf8_lossy(&out.stderr).into_owned(),
        )
    };
    let (code, _, said) = run(
        "shenyan",
        &[
            "销号",
            "--as",
            "台账管理员",
            "publicity=无：不涉及",
            "collective=纪要",
        ],
    );
    assert_eq!(code, Some(2));
    assert!(
        said.contains("【状态】") && said.contains("【角色】"),
        "{said}"
    );
    let (code, out, said) = run(
        "shenyan",
        &["入账", "secrecy_passed=是", "--as", "台账管理员"],
    );
    assert_eq!(code, Some(0), "{said}");
    assert!(out.contains("待入账 → 待确认"), "{out}");
    let confirm = [
        "确认",
        "lead=水务司",
        "deadline=2026-12-31",
        "relevance=密切",
        "--as",
        "责任部门负责人",
    ];
    assert_eq!(
        run("shenyan", &confirm).0,
        Some(2),
        "who enters does not confirm"
    );
    assert_eq!(run("luheng", &confirm).0, Some(0));
    let out = stdout(dir.path(), &["ledger", "show", "岚总-2026-01"], 0);
    for part in [
        "luheng（责任部门负责人）确认：待确认 → 在办",
        "relevance: 密切",
        "2026-12-31 (确认入账, luheng)",
    ] {
        assert!(out.contains(part), "{part} is missing\n{out}");
    }
    assert_eq!(run("luheng", &["确认", "--as", "局长"]).0, Some(2));
}
