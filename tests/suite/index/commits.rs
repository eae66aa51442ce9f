//! What was committed stays, what was not is gone, and a killed writer blocks nobody.
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use taizhang::index::{ARENA_BYTES, IndexError, Opened, Query, SearchIndex};
use tempfile::TempDir;

use super::documents::document;

fn open(dir: &Path) -> SearchIndex {
    match SearchIndex::open(dir).unwrap() {
        Opened::Ready(index) => index,
        other => panic!("{other:?}"),
    }
}

fn total(index: &SearchIndex, query: &str) -> u64 {
    index
        .search(&Query::parse(query).unwrap(), 0)
        .unwrap()
        .total
}

#[test]
fn an_index_is_missing_then_ready_then_outdated() {
    let dir = TempDir::new().unwrap();
    assert!(matches!(
        SearchIndex::open(dir.path()).unwrap(),
        Opened::Missing
    ));
    std::fs::write(dir.path().join("README.md"), "keep").unwrap();
    let index = SearchIndex::create(dir.path()).unwrap();
    assert_eq!(index.revision().unwrap(), 0);
    drop(index);
    assert_eq!(open(dir.path()).passages(), 0);
    let folder = SearchIndex::folder(dir.path());
    let mark = folder.join("taizhang-format");
    std::fs::write(&mark, "taizhang index 0, lexicon none\n").unwrap();
    let Opened::Outdated(reason) = SearchIndex::open(dir.path()).unwrap() else {
        panic!("another build's index must not be used");
    };
    assert_eq!(reason.code, "index-outdated");
    std::fs::remove_file(&mark).unwrap();
    assert!(matches!(
        SearchIndex::open(dir.path()).unwrap(),
        Opened::Outdated(_)
    ));
    SearchIndex::create(dir.path()).unwrap();
    open(dir.path());
    assert!(
        dir.path().join("README.md").exists(),
        "only the index's own folder is wiped"
    );
}

#[test]
fn a_lexicon_of_another_content_asks_for_a_new_index() {
    use taizhang::tokenize::{Cutter, Lexicon};
    let dir = TempDir::new().unwrap();
    let mut lexicon = Lexicon::builtin();
    lexicon.extend(Lexicon::parse("青岚江").unwrap());
    let own = Cutter::new(lexicon);
    SearchIndex::create_with(dir.path(), &own).unwrap();
    assert!(matches!(
        SearchIndex::open(dir.path()).unwrap(),
        Opened::Outdated(_)
    ));
    assert!(matches!(
        SearchIndex::open_with(dir.path(), &own).unwrap(),
        Opened::Ready(_)
    ));
}

#[test]
fn a_damaged_index_is_said_to_be_so() {
    for broken in ["meta.json", "store", "idx", "fast"] {
        let dir = TempDir::new().unwrap();
        let index = SearchIndex::create(dir.path()).unwrap();
        let mut writer = index.writer(1, ARENA_BYTES).unwrap();
        writer
            .replace(1, &document("a.txt", &["污水整改"]))
            .unwrap();
        writer.commit(1).unwrap();
        drop((writer, index));
        let folder = SearchIndex::folder(dir.path());
        let file = std::fs::read_dir(&folder)
            .unwrap()
            .map(|e| e.unwrap().path())
            .find(|p| p.to_string_lossy().ends_with(broken))
            .unwrap();
        std::fs::write(&file, b"x").unwrap();
        let Opened::Outdated(reason) = SearchIndex::open(dir.path()).unwrap() else {
            panic!("{broken}: a broken file must be noticed");
        };
        assert!(reason.code.starts_with("index-"), "{broken}");
        SearchIndex::create(dir.path()).unwrap();
        open(dir.path());
    }
}

#[test]
fn a_document_is_replaced_and_removed_under_its_key() {
    let dir = TempDir::new().unwrap();
    let index = SearchIndex::create(dir.path()).unwrap();
    let mut writer = index.writer(2, ARENA_BYTES).unwrap();
    writer
        .replace(1, &document("a.txt", &["旧文一", "旧文二"]))
        .unwrap();
    writer.replace(2, &document("b.txt", &["旁文"])).unwrap();
    assert_eq!(total(&index, "文"), 0, "nothing is seen before the commit");
    writer.commit(7).unwrap();
    assert_eq!((total(&index, "文"), index.revision().unwrap()), (3, 7));
    writer.replace(1, &document("a.txt", &["新文"])).unwrap();
    writer.replace(1, &document("a.txt", &["更新文"])).unwrap();
    writer.remove(2);
    writer.commit(8).unwrap();
    assert_eq!((total(&index, "文"), total(&index, "更新文")), (1, 1));
    assert_eq!(index.revision().unwrap(), 8);
    writer.finish().unwrap();
    assert_eq!((index.passages(), total(&index, "文")), (1, 1));
    assert_eq!(
        open(dir.path()).revision().unwrap(),
        8,
        "a merge keeps the revision"
    );
}

#[test]
fn what_was_not_committed_is_gone() {
    let dir = TempDir::new().unwrap();
    let index = SearchIndex::create(dir.path()).unwrap();
    let mut writer = index.writer(1, ARENA_BYTES).unwrap();
    writer.replace(1, &document("a.txt", &["已提交"])).unwrap();
    writer.commit(1).unwrap();
    writer.replace(1, &document("a.txt", &["未提交"])).unwrap();
    drop((writer, index));
    let index = open(dir.path());
    assert_eq!((total(&index, "已提交"), total(&index, "未提交")), (1, 0));
}

#[test]
fn many_small_commits_are_merged_into_one_segment() {
    let dir = TempDir::new().unwrap();
    let index = SearchIndex::create(dir.path()).unwrap();
    let mut writer = index.writer(1, ARENA_BYTES).unwrap();
    for n in 0..12 {
        writer
            .replace(n, &document(&format!("{n}.txt"), &["污水整改"]))
            .unwrap();
        writer.commit(n as u64).unwrap();
    }
    writer.finish().unwrap();
    let stores = |dir: &Path| {
        std::fs::read_dir(SearchIndex::folder(dir))
            .unwrap()
            .filter(|e| {
                e.as_ref()
                    .unwrap()
                    .path()
                    .extension()
                    .is_some_and(|x| x == "store")
            })
            .count()
    };
    assert_eq!((stores(dir.path()), total(&index, "污水")), (1, 12));
    // A small addition to a large index is not worth copying the large one.
    let mut writer = index.writer(1, ARENA_BYTES).unwrap();
    writer
        .replace(99, &document("99.txt", &["污水整改"]))
        .unwrap();
    writer.commit(99).unwrap();
    writer.finish().unwrap();
    assert_eq!((stores(dir.path()), total(&index, "污水")), (2, 13));
}

#[test]
fn a_second_writer_is_told_that_the_index_is_busy() {
    let dir = TempDir::new().unwrap();
    let index = SearchIndex::create(dir.path()).unwrap();
    let writer = index.writer(1, ARENA_BYTES).unwrap();
    let error = open(dir.path()).writer(1, ARENA_BYTES).unwrap_err();
    assert!(matches!(error, IndexError::Busy), "{error}");
    assert_eq!(error.reason().code, "index-busy");
    drop(writer);
    index.writer(1, ARENA_BYTES).unwrap();
}

const CHILD_FOLDER: &str = "TAIZHANG_TEST_INDEX_FOLDER";
const PASSAGES: u64 = 5;

/// Not a promise: the process that the next test kills. It writes one more document with every commit.
#[test]
#[ignore = "run by a_killed_writer_loses_nothing_committed"]
fn writes_until_killed() {
    let Ok(folder) = std::env::var(CHILD_FOLDER) else {
        return;
    };
    let index = open(Path::new(&folder));
    let mut writer = index.writer(2, ARENA_BYTES).unwrap();
    for revision in index.revision().unwrap() + 1.. {
        let texts: Vec<String> = (0..PASSAGES)
            .map(|n| format!("第{revision}号文第{n}段整改"))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        writer
            .replace(
                revision as i64,
                &document(&format!("{revision}.txt"), &texts),
            )
            .unwrap();
        writer.commit(revision).unwrap();
        println!("committed {revision}");
    }
}

#[test]
fn a_killed_writer_loses_nothing_committed() {
    let dir = TempDir::new().unwrap();
    SearchIndex::create(dir.path()).unwrap();
    let mut last = 0;
    for round in 0..12u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "index::commits::writes_until_killed",
                "--exact",
                "--ignored",
                "--nocapture",
            ])
            .env(CHILD_FOLDER, dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut told = last;
        // Wait for a commit or two, then kill at a moment that differs from round to round.
        for line in said.by_ref().map_while(Result::ok) {
            if let Some(n) = line
                .strip_prefix("committed ")
                .or_else(|| line.split_once("committed ").map(|l| l.1))
            {
                told = n.parse().unwrap();
                if told > last + round % 3 {
                    break;
                }
            }
        }
        std::thread::sleep(Duration::from_millis(round * 7 % 31));
        child.kill().unwrap();
        child.wait().unwrap();
        let index = open(dir.path());
        let revision = index.revision().unwrap();
        assert!(told > last && revision >= told, "{last} {told} {revision}");
        assert_eq!(index.passages(), revision * PASSAGES);
        assert_eq!(total(&index, "整改"), revision * PASSAGES);
        assert_eq!(total(&index, &format!("第{revision}号")), PASSAGES);
        assert_eq!(total(&index, &format!("第{}号", revision + 1)), 0);
        drop(index.writer(1, ARENA_BYTES).unwrap());
        last = revision;
    }
}
