//! While something long is at work, acts of people are kept and searches answered; a second long work is refused; nothing is lost.
use std::{
    fs,
    path::Path,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

use jiff::civil::date;
use taizhang::{
    model::Reason,
    workflow::{Actor, DecideRequest, ImportRequest, Office, Progress, Purpose, Silent, Stage},
};

use super::office;

const ON: jiff::civil::Date = date(2026, 11, 23);
const REPORT: &str = "云汀市生态环境局2026年三季度整改进展报告\n\n二、整改进展\n\
    东渠雨污混接点问题已整改完成：召开推进会6次，印发实施方案1份，成立工作专班。\n";

/// Does something once, in the middle of a stage.
struct Meanwhile<F: Fn() + Sync> {
    at: Stage,
    act: F,
    stage: Mutex<Option<Stage>>,
    is_done: AtomicBool,
}

impl<F: Fn() + Sync> Meanwhile<F> {
    fn at(at: Stage, act: F) -> Self {
        let (stage, is_done) = (Mutex::default(), AtomicBool::default());
        Self {
            at,
            act,
            stage,
            is_done,
        }
    }
}

impl<F: Fn() + Sync> Progress for Meanwhile<F> {
    fn start(&self, stage: Stage, _: u64) {
        *self.stage.lock().unwrap() = Some(stage);
    }
    fn step(&self) {
        let is_here = *self.stage.lock().unwrap() == Some(self.at);
        if is_here && !self.is_done.swap(true, Ordering::AcqRel) {
            (self.act)();
        }
    }
    fn finish(&self) {}
    fn notice(&self, _: &Reason) {}
}

/// What was told while something was looked for.
#[derive(Default)]
struct Notices(Mutex<Vec<String>>);

impl Progress for Notices {
    fn start(&self, _: Stage, _: u64) {}
    fn step(&self) {}
    fn finish(&self) {}
    fn notice(&self, reason: &Reason) {
        self.0.lock().unwrap().push(reason.code.clone());
    }
}

fn request(path: &Path) -> ImportRequest {
    ImportRequest {
        paths: vec![path.to_owned()],
        ..ImportRequest::default()
    }
}

/// The office as another process opens it.
fn other(folder: &Path, purpose: Purpose) -> Office {
    let actor = Actor {
        name: "陆衡".to_owned(),
        at: "2026-11-23T09:00:00Z".to_owned(),
    };
    Office::open(Office::at(folder).unwrap(), purpose, actor, ON).unwrap()
}

fn decide(folder: &Path, flag: &str, note: &str) {
    let request = DecideRequest {
        flag: flag.to_owned(),
        accept: true,
        code: None,
        note: Some(note.to_owned()),
        by: "陆衡".to_owned(),
    };
    other(folder, Purpose::Write).decide_flag(&request).unwrap();
}

/// A workspace with one flagged report, and a folder with a second one that is still to be imported.
fn flagged() -> (tempfile::TempDir, tempfile::TempDir, String) {
    let (dir, sent) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for (batch, text) in [
        ("一", REPORT.to_owned()),
        ("二", REPORT.replace("东渠", "西闸")),
    ] {
        fs::create_dir(sent.path().join(batch)).unwrap();
        fs::write(sent.path().join(batch).join("报告.txt"), text).unwrap();
    }
    let mut first = office(dir.path());
    first
        .import(&request(&sent.path().join("一")), &Silent)
        .unwrap();
    first.raise_flags(&Silent).unwrap();
    let flags = first.all_flags().unwrap();
    let flag = flags
        .first()
        .expect("the report is flagged")
        .1
        .id()
        .to_owned();
    (dir, sent, flag)
}

#[test]
fn a_decision_made_while_files_are_read_is_kept() {
    let (dir, sent, flag) = flagged();
    let during = Meanwhile::at(Stage::Reading, || decide(dir.path(), &flag, "导入中途"));
    let imported = office(dir.path())
        .import(&request(&sent.path().join("二")), &during)
        .unwrap();
    assert!(during.is_done.load(Ordering::Acquire) && imported.len() == 1);
    let mut after = other(dir.path(), Purpose::Read);
    let decisions = after.decisions().unwrap();
    assert_eq!(decisions[0].note.as_deref(), Some("导入中途"));
    assert_eq!(after.files().unwrap().len(), 2);
    assert!(after.verify_log(None).unwrap().is_whole());
}

#[test]
fn a_decision_made_while_documents_are_examined_is_kept() {
    let (dir, sent, flag) = flagged();
    let mut long = office(dir.path());
    long.import(&request(&sent.path().join("二")), &Silent)
        .unwrap();
    let during = Meanwhile::at(Stage::Comparing, || decide(dir.path(), &flag, "比对中途"));
    long.raise_flags(&during).unwrap();
    assert!(during.is_done.load(Ordering::Acquire));
    drop(long);
    let mut after = other(dir.path(), Purpose::Read);
    assert_eq!(after.decisions().unwrap().len(), 1);
    assert!(after.all_flags().unwrap().len() > 1);
    assert!(after.verify_log(None).unwrap().is_whole());
}

#[test]
fn two_imports_do_not_run_at_once() {
    let (dir, sent, _) = flagged();
    let refused = Mutex::new(None);
    let during = Meanwhile::at(Stage::Reading, || {
        let mut second = other(dir.path(), Purpose::Write);
        *refused.lock().unwrap() = second
            .import(&request(&sent.path().join("一")), &Silent)
            .err();
    });
    office(dir.path())
        .import(&request(&sent.path().join("二")), &during)
        .unwrap();
    let refused = refused.lock().unwrap();
    assert!(refused.as_ref().is_some_and(|e| e.is_busy()), "{refused:?}");
}

#[test]
fn a_search_while_something_is_imported_answers_and_says_what_it_lacks() {
    let (dir, sent, _) = flagged();
    let found = Mutex::new(None);
    // The first group is kept before the second is read, so the index lags behind the store by then.
    for number in 0..70 {
        let text = REPORT.replace("东渠", &format!("第{number}号渠"));
        fs::write(sent.path().join("二").join(format!("{number}.txt")), text).unwrap();
    }
    let reads = Mutex::new(0);
    struct Late<'a>(&'a Mutex<u32>, &'a (dyn Fn() + Sync));
    impl Progress for Late<'_> {
        fn start(&self, _: Stage, _: u64) {}
        fn step(&self) {
            let mut reads = self.0.lock().unwrap();
            *reads += 1;
            if *reads == 70 {
                (self.1)();
            }
        }
        fn finish(&self) {}
        fn notice(&self, _: &Reason) {}
    }
    let look = || {
        let told = Notices::default();
        let page = other(dir.path(), Purpose::Read)
            .search("推进会", 5, &told)
            .unwrap();
        *found.lock().unwrap() = Some((page.total, told.0.into_inner().unwrap()));
    };
    let mut long = office(dir.path());
    long.import(&request(&sent.path().join("二")), &Late(&reads, &look))
        .unwrap();
    let expected = (1, vec!["index-importing".to_owned()]);
    assert_eq!(*found.lock().unwrap(), Some(expected));
    assert_eq!(long.search("推进会", 5, &Silent).unwrap().total, 72);
}

#[test]
fn every_paper_that_is_written_is_told_with_its_hash_and_reason() {
    let (dir, _sent, _) = flagged();
    let mut clerk = office(dir.path());
    let run = clerk.raise_flags(&Silent).unwrap();
    let list = clerk.flags(run, &Default::default()).unwrap();
    let papers = clerk.write_lists(&list).unwrap();
    let told = clerk
        .latest_events(None, (Some("paper"), None), 50)
        .unwrap();
    assert_eq!(told.len(), papers.len());
    for paper in &papers {
        let name = format!(
            "reports/{}",
            paper.path.file_name().unwrap().to_string_lossy()
        );
        let event = told.iter().find(|e| e.entity_id == name).expect(&name);
        let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap();
        let bytes = fs::read(&paper.path).unwrap();
        assert_eq!(detail["sha256"], taizhang::import::sha256_hex(&bytes));
        assert_eq!(
            (&detail["by"], &detail["reason"]),
            (&"沈砚".into(), &"疑点清单".into())
        );
    }
}
