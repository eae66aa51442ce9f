//! What was sent in stays: originals are copied, older versions keep their text, decisions keep their flags.
use std::fs;

use taizhang::workflow::{FlagFilter, ImportRequest, Silent, WhatHappened};

use super::office;

fn request(path: &std::path::Path) -> ImportRequest {
    ImportRequest {
        paths: vec![path.to_owned()],
        ..ImportRequest::default()
    }
}

#[test]
fn originals_are_copied_into_the_workspace_unless_they_are_there() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    let folder = sent.path().join("三季度");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("甲.txt"), "青岚湾二号泵站已更换水泵1台。").unwrap();
    let mut office = office(dir.path());
    office.import(&request(&folder), &Silent).unwrap();
    let copy = dir.path().join("corpora/三季度/甲.txt");
    assert_eq!(
        fs::read_to_string(&copy).unwrap(),
        "青岚湾二号泵站已更换水泵1台。"
    );

    let inside = dir.path().join("corpora/自有");
    fs::create_dir(&inside).unwrap();
    fs::write(inside.join("乙.txt"), "一号泵站运行正常。").unwrap();
    office.import(&request(&inside), &Silent).unwrap();
    assert!(
        !dir.path().join("corpora/自有-2").exists() && !dir.path().join("corpora/corpora").exists()
    );
}

#[test]
fn a_changed_file_is_found_by_its_new_words_only() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    let file = sent.path().join("甲.txt");
    fs::write(&file, "青岚湾二号泵站已更换水泵1台。").unwrap();
    let mut office = office(dir.path());
    let first = office.import(&request(sent.path()), &Silent).unwrap();
    fs::write(&file, "青岚湾二号泵站已更换闸门3扇。").unwrap();
    let second = office.import(&request(sent.path()), &Silent).unwrap();
    assert_eq!(
        (first[0].what, second[0].what),
        (WhatHappened::New, WhatHappened::Changed)
    );
    assert_eq!(office.search("\"更换水泵\"", 10, &Silent).unwrap().total, 0);
    assert_eq!(office.search("\"更换闸门\"", 10, &Silent).unwrap().total, 1);
}

#[test]
fn lists_are_capped_for_people_and_say_how_many_they_leave_out() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("taizhang.toml"),
        "[flags]\nper_document = 2\nper_rule = 3\n",
    )
    .unwrap();
    let sent = tempfile::tempdir().unwrap();
    for unit in ["甲水务局", "乙水务局"] {
        let mut text = format!("{unit}2026年第三季度整改进展报告\n\n一、进展情况\n\n");
        for n in 10..14 {
            text.push_str(&format!(
                "{unit}{n}日受理群众举报{}件，其中东片5件、西片{n}件。\n\n",
                n + 6
            ));
        }
        fs::write(sent.path().join(format!("{unit}.txt")), text).unwrap();
    }
    let mut office = office(dir.path());
    office.import(&request(sent.path()), &Silent).unwrap();
    let run = office.raise_flags(&Silent).unwrap();
    let filter = FlagFilter {
        indicator: Some("number-conflict".to_owned()),
        ..FlagFilter::default()
    };
    let whole = office.flags(run, &filter).unwrap();
    assert_eq!(whole.flags.len(), 8, "5 + n is not n + 6");
    let capped = office.capped(&whole);
    assert_eq!(
        capped.flags.len(),
        3,
        "two of the first file, one more of the rule"
    );
    assert_eq!(capped.withheld.iter().map(|w| w.count).sum::<u32>(), 5);
}

#[test]
fn a_file_imported_with_two_folders_is_not_its_own_copy_and_is_listed_with_either() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    let inner = sent.path().join("三季度");
    fs::create_dir(&inner).unwrap();
    let report = "汀州湖生态环境局2026年第三季度整改进展报告\n\n一、进展情况\n\n\
        本季度共受理群众举报21件，其中东岸区9件、西岸区6件、南岸区4件。以上举报均已转交属地核查。\n\n\
        9月12日，局水科对湖心断面和入湖口断面各复测一次，湖心总磷每升0.08毫克，入湖口总磷每升0.11毫克，均比6月有所下降。\n";
    fs::write(inner.join("汀州湖.txt"), report).unwrap();
    let mut office = office(dir.path());
    for path in [sent.path(), inner.as_path()] {
        office.import(&request(path), &Silent).unwrap();
        let run = office.raise_flags(&Silent).unwrap();
        for under in [sent.path(), inner.as_path()] {
            let filter = FlagFilter {
                under: vec![under.to_owned()],
                ..FlagFilter::default()
            };
            let list = office.flags(run.clone(), &filter).unwrap();
            let found: Vec<&str> = list
                .flags
                .iter()
                .map(|f| f.draft.indicator.as_str())
                .collect();
            assert_eq!(found, ["number-conflict"]);
        }
    }
}
