//! What may not be held leaves nothing behind, and numbers of persons stand nowhere but in the original.
use std::{
    fs,
    path::{Path, PathBuf},
};

use taizhang::{
    model::{Recovery, Secrecy},
    workflow::{FlagFilter, ImportRequest, ImportedFile, Office, Silent, WhatHappened},
};

use super::office;

/// Words that stand in marked files only.
const SECRET: &str = "青鹞子七号暗渠";

fn import(office: &mut Office, path: &Path) -> Vec<ImportedFile> {
    let request = ImportRequest {
        paths: vec![path.to_owned()],
        ..ImportRequest::default()
    };
    office.import(&request, &Silent).unwrap()
}

fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else {
            out.push(path);
        }
    }
}

/// Files of the workspace that hold a text, in any encoding an original or a store may use.
fn holding(workspace: &Path, text: &str) -> Vec<PathBuf> {
    let utf16: Vec<u16> = text.encode_utf16().collect();
    let forms: [Vec<u8>; 4] = [
        text.as_bytes().to_vec(),
        utf16.iter().flat_map(|u| u.to_le_bytes()).collect(),
        utf16.iter().flat_map(|u| u.to_be_bytes()).collect(),
        encoding_rs::GB18030.encode(text).0.into_owned(),
    ];
    let mut all = Vec::new();
    files(workspace, &mut all);
    all.retain(|path| {
        let bytes = fs::read(path).unwrap();
        forms
            .iter()
            .any(|form| bytes.windows(form.len()).any(|w| w == form.as_slice()))
    });
    all
}

fn marked_files() -> Vec<(&'static str, Vec<u8>)> {
    let paper = |mark: &str| {
        format!(
            "{mark}\n汀州湖生态环境局文件\n关于{SECRET}的报告\n现将{SECRET}有关情况报告如下。\n"
        )
    };
    let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let ledger = format!(
        "序号,批示名称,密级,主要要求\n1,泵站更换,公开,更换水泵\n2,{SECRET},机密,查清来水\n"
    );
    let page = format!(
        "<html><head><title>{SECRET}</title></head><body><p>密级：绝密</p><p>{SECRET}的情况。</p></body></html>"
    );
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(paper("秘密★3年").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    vec![
        ("甲.txt", paper("机密★10年").into_bytes()),
        ("乙.txt", gbk(&paper("000001　绝密★　特急"))),
        ("丙.txt", utf16),
        ("丁.csv", ledger.into_bytes()),
        ("戊.html", page.into_bytes()),
    ]
}

#[test]
fn a_file_marked_too_high_leaves_its_name_size_hash_and_the_reason() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    let marked = marked_files();
    for (name, bytes) in &marked {
        fs::write(sent.path().join(name), bytes).unwrap();
    }
    fs::write(
        sent.path().join("公开.txt"),
        "青岚湾二号泵站已更换水泵1台。",
    )
    .unwrap();
    let mut office = office(dir.path());
    let imported = import(&mut office, sent.path());
    assert_eq!(imported.len(), marked.len() + 1);
    for (name, bytes) in &marked {
        let record = &imported
            .iter()
            .find(|f| f.record.file == *name)
            .unwrap()
            .record;
        assert_eq!(record.recovery, Recovery::Refused, "{name}");
        assert_eq!(
            (record.bytes, record.sha256.len()),
            (bytes.len() as u64, 64)
        );
        assert_eq!(record.reasons.len(), 1);
        assert!(record.reasons[0].code.starts_with("secrecy-mark"));
        assert_eq!(record.reasons[0].args["allowed"], "工作秘密");
        assert_eq!(
            (
                record.format,
                record.doc_type,
                &record.unit,
                &record.period,
                record.chars
            ),
            (None, None, &None, &None, 0)
        );
        let shown = office.show(name).unwrap();
        assert!(shown.document.is_none());
        assert!(!format!("{shown:?}").contains(SECRET));
        assert!(
            !dir.path()
                .join("corpora")
                .join(sent.path().file_name().unwrap())
                .join(name)
                .exists()
        );
    }
    let run = office.raise_flags(&Silent).unwrap();
    let list = office.flags(run, &FlagFilter::default()).unwrap();
    office.write_lists(&list).unwrap();
    assert_eq!(
        office
            .search(&format!("\"{SECRET}\""), 10, &Silent)
            .unwrap()
            .total,
        0
    );
    assert_eq!(
        office.search("\"更换水泵\"", 10, &Silent).unwrap().total,
        1,
        "the open one alone"
    );
    assert_eq!(holding(dir.path(), SECRET), [] as [PathBuf; 0]);
    // The search sees what it looks for.
    assert_eq!(holding(sent.path(), SECRET).len(), marked.len());
    // A second run asks nothing again.
    let again = import(&mut office, sent.path());
    assert!(again.iter().all(|f| f.what == WhatHappened::Unchanged));
}

#[test]
fn a_site_may_hold_what_its_settings_say() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(
        dir.path().join("taizhang.toml"),
        "[reading]\nsecrecy = \"机密\"\n",
    )
    .unwrap();
    let sent = tempfile::tempdir().unwrap();
    for (name, bytes) in marked_files() {
        fs::write(sent.path().join(name), bytes).unwrap();
    }
    let mut office = office(dir.path());
    let refused: Vec<String> = import(&mut office, sent.path())
        .into_iter()
        .filter(|f| f.record.recovery == Recovery::Refused)
        .map(|f| f.record.file)
        .collect();
    assert_eq!(refused, ["乙.txt", "戊.html"]);
    assert!(
        office
            .search(&format!("\"{SECRET}\""), 10, &Silent)
            .unwrap()
            .total
            > 0
    );
    let wrong = toml::from_str::<taizhang::store::Settings>("[reading]\nsecrecy = \"机要\"\n");
    assert!(wrong.is_err());
    assert_eq!(
        taizhang::store::Settings::default().reading.secrecy,
        Secrecy::工作秘密
    );
}

#[test]
fn a_known_file_that_is_marked_later_is_found_no_more() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    let file = sent.path().join("甲.txt");
    fs::write(&file, "青岚湾二号泵站已更换水泵1台。").unwrap();
    let mut office = office(dir.path());
    import(&mut office, sent.path());
    fs::write(
        &file,
        format!("机密★5年\n青岚湾二号泵站已更换水泵1台，{SECRET}已封堵。"),
    )
    .unwrap();
    let second = import(&mut office, sent.path());
    assert_eq!(second[0].what, WhatHappened::Changed);
    assert_eq!(second[0].record.recovery, Recovery::Refused);
    assert_eq!(office.search("\"更换水泵\"", 10, &Silent).unwrap().total, 0);
    assert_eq!(holding(dir.path(), SECRET), [] as [PathBuf; 0]);
    assert!(office.show("甲.txt").unwrap().document.is_none());
}

#[test]
fn numbers_of_persons_stand_in_the_original_alone() {
    const NUMBERS: [&str; 4] = [
        "13812345678",
        "15987654321",
        "370102198001011234",
        "88886666",
    ];
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    let report = format!(
        "汀州湖生态环境局2026年第三季度整改进展报告\n\n一、进展情况\n\n\
         本季度共受理群众举报{}件，其中东岸区9件、西岸区6件、南岸区4件，联系人吴某{}。\n\n\
         当事人身份证号{}，值班电话：{}。\n",
        21, NUMBERS[0], NUMBERS[2], NUMBERS[3]
    );
    let ledger = format!(
        "序号,诉求,联系电话\n1,夜间异味,{}\n2,渣土未盖,{}\n",
        NUMBERS[0], NUMBERS[1]
    );
    fs::write(sent.path().join("报告.txt"), &report).unwrap();
    fs::write(sent.path().join("台账.csv"), &ledger).unwrap();
    let mut office = office(dir.path());
    let imported = import(&mut office, sent.path());
    for file in &imported {
        let count = if file.record.file == "报告.txt" {
            "3"
        } else {
            "2"
        };
        let remark = file
            .record
            .reasons
            .iter()
            .find(|r| r.code == "numbers-masked");
        assert_eq!(
            remark.map(|r| r.args["count"].as_str()),
            Some(count),
            "{:?}",
            file.record
        );
        assert_eq!(file.record.recovery, Recovery::Complete);
    }
    let run = office.raise_flags(&Silent).unwrap();
    let list = office.flags(run, &FlagFilter::default()).unwrap();
    assert!(!list.flags.is_empty(), "the sum is wrong on purpose");
    let papers = office.write_lists(&list).unwrap();
    let mut told = format!("{imported:?} {list:?} {papers:?}");
    for name in ["报告.txt", "台账.csv"] {
        told += &format!("{:?}", office.show(name).unwrap());
    }
    for query in ["联系人", "电话", "异味", "身份证"] {
        let page = office.search(query, 10, &Silent).unwrap();
        assert!(page.total > 0, "{query}");
        told += &format!("{page:?}");
    }
    assert!(told.contains("138****5678"));
    for number in NUMBERS {
        assert!(!told.contains(number), "{number}");
        assert_eq!(
            office
                .search(&format!("\"{number}\""), 10, &Silent)
                .unwrap()
                .total,
            0
        );
        let kept = holding(dir.path(), number);
        assert!(
            kept.iter()
                .all(|p| p.starts_with(dir.path().join("corpora")))
                && !kept.is_empty(),
            "{number}: {kept:?}"
        );
    }
    // Places still point at the masked number's own characters.
    let shown = office.show("报告.txt").unwrap().document.unwrap();
    let at = shown
        .passages
        .iter()
        .position(|p| p.text.contains("吴某"))
        .unwrap();
    let start = shown.passages[at]
        .text
        .chars()
        .position(|c| c == '吴')
        .unwrap() as u32;
    let quoted = shown
        .source_ref(u32::try_from(at).unwrap(), start..start + 13)
        .unwrap();
    assert_eq!(quoted.quote(), "吴某138****5678");
}
