//! Every version of a file stays, and the index can learn what changed.
use super::{actor, file, store};

#[test]
fn a_changed_file_becomes_a_new_version_and_the_old_one_is_told_as_gone() {
    let (_dir, mut store) = store();
    let batch = store.batch(&actor(), "/a", "批次").unwrap();
    let first = store
        .keep(
            &actor(),
            &batch,
            &[file("甲.txt", "aa"), file("乙.txt", "bb")],
        )
        .unwrap();
    let seen = store.revision().unwrap();
    let second = store
        .keep(&actor(), &batch, &[file("甲.txt", "cc")])
        .unwrap();

    let kept = store.kept().unwrap();
    let now: Vec<(&str, &str)> = kept
        .iter()
        .map(|k| (k.record.file.as_str(), k.record.sha256.as_str()))
        .collect();
    assert_eq!(now, [("乙.txt", "bb"), ("甲.txt", "cc")]);

    let changes: Vec<(i64, bool)> = store
        .changed_since(seen)
        .unwrap()
        .iter()
        .map(|k| (k.key, k.current))
        .collect();
    assert_eq!(changes, [(first[0], false), (second[0], true)]);
    let now = store.revision().unwrap();
    assert!(store.changed_since(now).unwrap().is_empty());
}

#[test]
fn equal_names_in_different_batches_are_different_files() {
    let (_dir, mut store) = store();
    let one = store.batch(&actor(), "/x/三季度", "三季度").unwrap();
    let two = store.batch(&actor(), "/y/三季度", "三季度").unwrap();
    assert_eq!(
        (one.name.as_str(), two.name.as_str()),
        ("三季度", "三季度-2")
    );
    assert_eq!(store.batch(&actor(), "/x/三季度", "三季度").unwrap(), one);
    store.keep(&actor(), &one, &[file("甲.txt", "aa")]).unwrap();
    store.keep(&actor(), &two, &[file("甲.txt", "aa")]).unwrap();
    assert_eq!(store.kept().unwrap().len(), 2);
}
