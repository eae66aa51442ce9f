//! An import may be killed at any moment: nothing that was kept is lost, and store and index agree after the next command.
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use super::{lines, program, stdout};

/// Files of the batch: enough for several groups, so that kills fall between and inside transactions.
const FILES: usize = 420;
/// Real processes killed while they were importing.
const KILLS: u32 = 50;
/// Attempts after which too few kills have hit a running import.
const ATTEMPTS: u32 = 200;
/// In every file exactly once.
const PHRASE: &str = "断面复核记录";

fn write_batch(folder: &Path) {
    for n in 0..FILES {
        let sub = folder.join(format!("单位{}", n % 7));
        fs::create_dir_all(&sub).unwrap();
        let text = format!(
            "青岚湾第{n}号{PHRASE}\n本月对第{n}号断面采样两次，第一次氨氮{}.{}毫克每升，第二次已复测。\n台账编号QL-{n:04}。\n",
            n % 9,
            n % 7
        );
        fs::write(sub.join(format!("记录{n:04}.txt")), text).unwrap();
    }
}

/// Files the store says it holds, after checking that the index holds the same.
fn consistent(workspace: &Path) -> BTreeSet<String> {
    let status = lines(&stdout(workspace, &["status", "--format", "ndjson"], 0));
    let kept: u64 = status[0]["batches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| b["files"].as_u64().unwrap())
        .sum();
    let query = format!("\"{PHRASE}\"");
    let hits = lines(&stdout(
        workspace,
        &["search", &query, "-n", "5000", "--format", "ndjson"],
        0,
    ));
    let files: BTreeSet<String> = hits
        .iter()
        .map(|h| h["file"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(hits.len(), files.len(), "a file stands in the index twice");
    assert_eq!(files.len() as u64, kept, "store and index differ");
    files
}

#[test]
fn killed_imports_lose_nothing_and_leave_store_and_index_agreeing() {
    let dir = tempfile::tempdir().unwrap();
    let batch = dir.path().join("送来的材料");
    write_batch(&batch);
    let batch = batch.to_str().unwrap();
    let start = |workspace: &Path| {
        program(workspace)
            .args(["import", batch, "--quiet"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    };

    let whole = dir.path().join("whole");
    fs::create_dir(&whole).unwrap();
    let began = Instant::now();
    assert!(start(&whole).wait().unwrap().success());
    let full_time = began.elapsed();
    assert_eq!(consistent(&whole).len(), FILES);

    // A small linear congruential generator: the moments differ, the test repeats.
    let mut state = 20_261_123_u64;
    let mut random = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below.max(1)
    };
    let (mut round, mut attempts, mut interrupted) = (0, 0, 0);
    let (mut workspace, mut before) = (dir.path().join("w0"), BTreeSet::new());
    fs::create_dir(&workspace).unwrap();
    while interrupted < KILLS {
        attempts += 1;
        assert!(
            attempts <= ATTEMPTS,
            "only {interrupted} of {attempts} imports were still running when killed"
        );
        let mut child = start(&workspace);
        let left = full_time.mul_f64((FILES - before.len()) as f64 / FILES as f64);
        thread::sleep(Duration::from_micros(random(left.as_micros() as u64)));
        child.kill().unwrap();
        interrupted += u32::from(!child.wait().unwrap().success());
        if workspace.join("taizhang.db").exists() {
            let now = consistent(&workspace);
            assert!(now.is_superset(&before), "kept files were lost");
            before = now;
        }
        if before.len() == FILES {
            round += 1;
            workspace = dir.path().join(format!("w{round}"));
            fs::create_dir(&workspace).unwrap();
            before = BTreeSet::new();
        }
    }
    assert!(start(&workspace).wait().unwrap().success());
    assert_eq!(consistent(&workspace).len(), FILES);
    println!(
        "{interrupted} running imports killed in {attempts} attempts, {} workspaces",
        round + 1
    );
}
