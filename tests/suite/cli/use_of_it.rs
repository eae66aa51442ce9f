//! What a person meets: exit codes, errors that say what to do, machine output with the promised names.
use std::fs;

use super::{lines, stdout, taizhang};

/// A report with a planted arithmetic slip.
const REPORT: &str = "汀州湖生态环境局2026年第三季度整改进展报告\n\n一、进展情况\n\n\
    本季度共受理群众举报21件，其中东岸区9件、西岸区6件、南岸区4件。以上举报均已转交属地核查。\n\n\
    9月12日，局水科对湖心断面复测，总磷0.08毫克每升，比6月下降0.02毫克每升。\n";

fn batch(dir: &std::path::Path) -> String {
    let folder = dir.join("三季度");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("汀州湖生态环境局_整改进展报告.txt"), REPORT).unwrap();
    folder.to_str().unwrap().to_owned()
}

#[test]
fn one_command_makes_a_workspace_reads_flags_and_writes_the_lists() {
    let dir = tempfile::tempdir().unwrap();
    let batch = batch(dir.path());
    let out = stdout(
        dir.path(),
        &["run", &batch, "--format", "ndjson", "--on", "2026-10-10"],
        0,
    );
    let flags = lines(&out);
    let conflict = flags
        .iter()
        .find(|f| f["indicator"] == "number-conflict")
        .expect("9+6+4 is not 21");
    for name in [
        "id",
        "indicator",
        "rule",
        "rule_version",
        "severity",
        "certainty",
        "unit",
        "period",
        "file",
        "sha256",
        "place",
        "quote",
        "reason",
        "ask",
        "evidence",
        "explain",
    ] {
        assert!(!conflict[name].is_null(), "{name} is missing: {conflict}");
    }
    for name in [
        "page",
        "paragraph",
        "sheet",
        "cell",
        "char_start",
        "char_end",
    ] {
        assert!(
            conflict["place"].as_object().unwrap().contains_key(name),
            "{name}"
        );
    }
    assert_eq!(conflict["period"], "2026Q3");
    let papers: Vec<String> = fs::read_dir(dir.path().join("reports"))
        .unwrap()
        .map(|e| {
            e.unwrap()
                .path()
                .extension()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    for kind in ["xlsx", "docx", "html", "ndjson"] {
        assert!(papers.iter().any(|p| p == kind), "{kind} is missing");
    }
    let again = stdout(
        dir.path(),
        &["run", &batch, "--format", "ndjson", "--on", "2026-10-10"],
        0,
    );
    assert_eq!(
        again, out,
        "a second run over the same material says the same"
    );
}

#[test]
fn a_second_import_reads_nothing_again_and_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let batch = batch(dir.path());
    stdout(dir.path(), &["import", &batch], 0);
    let before = fs::read(dir.path().join("taizhang.db")).unwrap();
    let events = stdout(dir.path(), &["status", "--format", "ndjson"], 0);
    let second = stdout(dir.path(), &["import", &batch], 0);
    assert!(second.contains("0 new, 0 changed, 1 unchanged"), "{second}");
    assert_eq!(
        stdout(dir.path(), &["status", "--format", "ndjson"], 0),
        events
    );
    let after = fs::read(dir.path().join("taizhang.db")).unwrap();
    assert!(after == before, "the database was written to");
}

#[test]
fn a_changed_passage_gives_a_flag_that_names_the_one_it_replaces() {
    let dir = tempfile::tempdir().unwrap();
    let batch = batch(dir.path());
    let run = ["run", &batch, "--format", "ndjson", "--on", "2026-10-10"];
    let conflict = |out: &str| {
        lines(out)
            .into_iter()
            .find(|f| f["indicator"] == "number-conflict")
            .expect("the slip is still there")
    };
    let old = conflict(&stdout(dir.path(), &run, 0));
    let file = std::path::Path::new(&batch).join("汀州湖生态环境局_整改进展报告.txt");
    fs::write(
        &file,
        format!("{REPORT}\n9月20日补充：东岸区已新增公示栏2处。\n"),
    )
    .unwrap();
    let same = conflict(&stdout(dir.path(), &run, 0));
    assert_eq!(
        same["id"], old["id"],
        "text added elsewhere keeps the identity"
    );
    fs::write(&file, REPORT.replace("西岸区6件", "西岸区7件")).unwrap();
    let new = conflict(&stdout(dir.path(), &run, 0));
    assert_ne!(new["id"], old["id"]);
    assert_eq!(new["replaces"], old["id"]);
}

#[test]
fn unread_files_are_told_and_change_the_exit_code() {
    let dir = tempfile::tempdir().unwrap();
    let batch = batch(dir.path());
    fs::write(
        std::path::Path::new(&batch).join("坏文件.xlsx"),
        b"PK\x03\x04 not really",
    )
    .unwrap();
    fs::write(std::path::Path::new(&batch).join("空.txt"), b"").unwrap();
    let rows = lines(&stdout(
        dir.path(),
        &["import", &batch, "--format", "ndjson"],
        1,
    ));
    assert_eq!(rows.len(), 3);
    for row in &rows {
        for name in [
            "file",
            "format",
            "recovery",
            "reason",
            "type",
            "unit",
            "period",
            "paragraphs",
            "tables",
            "rows",
            "chars",
        ] {
            assert!(row.as_object().unwrap().contains_key(name), "{name}");
        }
        let read = row["recovery"] == "complete";
        assert!(
            read || row["reason"].as_str().is_some_and(|r| r.len() > 20),
            "{row}"
        );
        assert!(
            !row["reason"].as_str().unwrap_or("").contains("reason."),
            "{row}"
        );
    }
    assert_eq!(
        rows.iter()
            .filter(|r| r["recovery"] == "unreadable")
            .count(),
        2
    );
}

#[test]
fn what_the_person_says_goes_before_what_was_read() {
    let dir = tempfile::tempdir().unwrap();
    let batch = batch(dir.path());
    let args = [
        "import",
        &batch,
        "--unit",
        "岚浦司",
        "--period",
        "2026年上半年",
        "--type",
        "督查专报",
        "--format",
        "ndjson",
    ];
    let rows = lines(&stdout(dir.path(), &args, 0));
    assert_eq!(
        (&rows[0]["unit"], &rows[0]["period"], &rows[0]["type"]),
        (&"岚浦司".into(), &"2026H1".into(), &"督查专报".into())
    );
}

#[test]
fn wrong_use_ends_with_two_and_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let batch = batch(dir.path());
    for (args, word) in [
        (vec!["serch", "环境"], "search"),
        (vec!["import"], "missing"),
        (vec!["import", "没有这个文件夹"], "没有这个文件夹"),
        (vec!["search", "(整改"], "("),
        (vec!["show", "没有这个文件"], "没有这个文件"),
        (vec!["explain", "no-such"], "no-such"),
        (vec!["import", &batch, "--period", "下个雨季"], "下个雨季"),
        (vec!["import", &batch, "--type", "情书"], "整改报告"),
    ] {
        if args[0] != "import" {
            stdout(dir.path(), &["import", &batch], 0);
        }
        let out = taizhang(dir.path(), &args);
        let error = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(2), "{args:?}: {error}");
        assert!(
            error.contains(word) && !error.contains("reason."),
            "{args:?}: {error}"
        );
    }
    let nowhere = tempfile::tempdir().unwrap();
    let out = taizhang(nowhere.path(), &["search", "环境"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("taizhang init"));
}

#[test]
fn errors_and_help_speak_the_chosen_language() {
    let dir = tempfile::tempdir().unwrap();
    let chinese = taizhang(dir.path(), &["--lang", "zh-CN", "search", "环境"]);
    assert!(String::from_utf8_lossy(&chinese.stderr).starts_with("错误："));
    let by_variable = super::program(dir.path())
        .env("TAIZHANG_LANG", "zh-CN")
        .arg("-h")
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&by_variable.stdout).contains("用法"));
    let english = taizhang(dir.path(), &["--lang", "en", "-h"]);
    assert!(String::from_utf8_lossy(&english.stdout).contains("Usage"));
}

#[test]
fn a_missing_or_stale_index_is_noticed_told_and_mended() {
    let dir = tempfile::tempdir().unwrap();
    let batch = batch(dir.path());
    stdout(dir.path(), &["import", &batch], 0);
    let query = ["search", "\"湖心断面\"", "--format", "ndjson"];
    let before = lines(&stdout(dir.path(), &query, 0));
    assert_eq!(before.len(), 1);
    fs::remove_dir_all(dir.path().join("index")).unwrap();
    let out = taizhang(dir.path(), &query);
    assert!(
        String::from_utf8_lossy(&out.stderr).contains("index"),
        "nothing was said"
    );
    assert_eq!(lines(&String::from_utf8_lossy(&out.stdout)), before);
    assert!(
        taizhang(dir.path(), &query).stderr.is_empty(),
        "said once only"
    );
    assert_eq!(taizhang(dir.path(), &["reindex"]).status.code(), Some(0));
    assert_eq!(lines(&stdout(dir.path(), &query, 0)), before);
}

#[test]
fn a_list_of_queries_becomes_one_workbook() {
    let dir = tempfile::tempdir().unwrap();
    let batch = batch(dir.path());
    stdout(dir.path(), &["import", &batch], 0);
    fs::write(
        dir.path().join("词表.csv"),
        "检索式,备注\n总磷,水质\n\"\"\"西岸区\"\"\",\n(坏,\n没有的词,\n",
    )
    .unwrap();
    let out = stdout(
        dir.path(),
        &["search", "--queries", "词表.csv", "--out", "命中.xlsx"],
        0,
    );
    assert!(out.contains("总磷") && out.contains("西岸区"), "{out}");
    let raw = taizhang::import::read_bytes(
        "命中.xlsx",
        &fs::read(dir.path().join("命中.xlsx")).unwrap(),
    );
    let text = format!("{:?}", raw.blocks);
    assert!(
        text.contains("湖心断面复测") && text.contains("检索式有误"),
        "{text}"
    );
}

#[test]
fn a_workspace_that_is_named_is_that_folder_even_inside_another() {
    let dir = tempfile::tempdir().unwrap();
    let batch = batch(dir.path());
    stdout(dir.path(), &["init"], 0);
    stdout(dir.path(), &["--workspace", "inner", "import", &batch], 0);
    assert!(dir.path().join("inner/taizhang.db").exists());
    assert!(!dir.path().join("taizhang.db").exists());
    let elsewhere = taizhang(dir.path(), &["--workspace", "other", "status"]);
    assert_eq!(elsewhere.status.code(), Some(2));
}
