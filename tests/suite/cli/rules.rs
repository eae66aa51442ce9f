//! `rules` and the decisions on flags, as people meet them.
use std::fs;

use super::{lines, stdout, taizhang};

const REPORT: &str = "汀州湖生态环境局2026年第三季度整改进展报告\n\n一、进展情况\n\n\
    本季度共受理群众举报21件，其中东岸区9件、西岸区6件、南岸区4件。以上举报均已转交属地核查。\n";

#[test]
fn the_former_name_of_check_still_works() {
    let dir = tempfile::tempdir().unwrap();
    stdout(dir.path(), &["init", "."], 0);
    let now = stdout(dir.path(), &["rules", "check"], 0);
    assert_eq!(now, stdout(dir.path(), &["check-rules"], 0));
    assert!(now.contains("one-size-fits-all"));
}

#[test]
fn a_reviewer_decides_and_the_figures_follow() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("三季度")).unwrap();
    fs::write(
        dir.path().join("三季度/汀州湖生态环境局_整改进展报告.txt"),
        REPORT,
    )
    .unwrap();
    let out = stdout(dir.path(), &["run", "三季度", "--format", "ndjson"], 0);
    let flag = lines(&out)
        .into_iter()
        .find(|f| f["indicator"] == "number-conflict")
        .unwrap();
    let (id, rule) = (flag["id"].as_str().unwrap(), flag["rule"].as_str().unwrap());
    let refused = taizhang(
        dir.path(),
        &["flags", "decide", id, "reject", "--as", "沈砚"],
    );
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("口径不同"));
    let args = [
        "flags",
        "decide",
        id,
        "reject",
        "--reason",
        "口径不同",
        "--as",
        "沈砚",
    ];
    assert!(stdout(dir.path(), &args, 0).contains("口径不同"));
    let decisions = lines(&stdout(
        dir.path(),
        &["flags", "decisions", "--format", "ndjson"],
        0,
    ));
    assert_eq!(decisions.len(), 1);
    for (key, value) in [
        ("flag", id),
        ("rule", rule),
        ("decision", "reject"),
        ("reason", "口径不同"),
        ("by", "沈砚"),
    ] {
        assert_eq!(decisions[0][key], value, "{key}");
    }
    let stats = lines(&stdout(
        dir.path(),
        &["rules", "stats", "--format", "ndjson"],
        0,
    ));
    let record = stats.iter().find(|r| r["rule"] == rule).unwrap();
    assert_eq!(
        (&record["raised"], &record["rejected"]),
        (&1.into(), &1.into())
    );
    assert_eq!(record["reasons"]["口径不同"], 1);
    stdout(
        dir.path(),
        &[
            "rules",
            "demote",
            rule,
            "--as",
            "沈砚",
            "--reason",
            "口径说明未读",
        ],
        0,
    );
    let again = lines(&stdout(dir.path(), &["flags", "--format", "ndjson"], 0));
    let lead = again.iter().find(|f| f["id"] == id).unwrap();
    assert_eq!(lead["certainty"], "线索");
}

#[test]
fn health_is_one_object_per_rule() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("汀州湖生态环境局_整改进展报告.txt"), REPORT).unwrap();
    let out = stdout(
        dir.path(),
        &["rules", "health", ".", "--format", "ndjson"],
        0,
    );
    let rules = lines(&out);
    let conflict = rules
        .iter()
        .find(|r| r["indicator"] == "number-conflict")
        .unwrap();
    assert_eq!(conflict["flags"], 1);
    assert!(conflict["milliseconds"].is_number());
    let table = stdout(dir.path(), &["rules", "health", ".", "--near"], 0);
    assert!(table.contains("never fires"), "{table}");
}

#[test]
fn hits_are_kept_and_compared() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("三季度")).unwrap();
    fs::write(
        dir.path().join("三季度/汀州湖生态环境局_整改进展报告.txt"),
        REPORT,
    )
    .unwrap();
    stdout(dir.path(), &["eval", "三季度", "--hits", "then.ndjson"], 0);
    fs::write(
        dir.path().join("三季度/汀州湖生态环境局_整改进展报告.txt"),
        REPORT.replace("21件", "19件"),
    )
    .unwrap();
    let args = [
        "eval",
        "三季度",
        "--compare",
        "then.ndjson",
        "--format",
        "ndjson",
    ];
    let changes = lines(&stdout(dir.path(), &args, 0));
    let slip = changes
        .iter()
        .find(|c| c["hit"]["indicator"] == "number-conflict")
        .unwrap();
    assert_eq!(slip["change"], "vanished");
    assert!(
        stdout(
            dir.path(),
            &["eval", "三季度", "--compare", "then.ndjson"],
            0
        )
        .contains("VANISHED")
    );
}

#[test]
fn real_text_is_counted_per_ten_thousand_characters() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("papers")).unwrap();
    let paper = "云汀市政府工作报告\n\n各位代表：\n\n全市所有石材加工点一律停产。\n";
    fs::write(dir.path().join("papers/云汀市政府工作报告.txt"), paper).unwrap();
    let run = taizhang(
        dir.path(),
        &[
            "eval",
            "--silence",
            "papers",
            "--sample",
            "30",
            "--format",
            "ndjson",
        ],
    );
    assert_eq!(run.status.code(), Some(0));
    let counts = lines(&String::from_utf8(run.stdout).unwrap());
    let sizes = counts
        .iter()
        .find(|o| o["indicator"] == "one-size-fits-all")
        .unwrap();
    assert_eq!(sizes["flags"], 1);
    assert!(sizes["per_10000_chars"].as_f64().unwrap() > 100.0);
    let drawn = lines(&String::from_utf8(run.stderr).unwrap());
    let drawn: Vec<_> = drawn
        .iter()
        .filter(|d| d["indicator"] == "one-size-fits-all")
        .collect();
    assert_eq!(drawn.len(), 1);
    assert!(drawn[0]["quote"].as_str().unwrap().contains("一律停产"));
}
