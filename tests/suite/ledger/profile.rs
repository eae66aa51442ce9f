//! `[[import.profile]]`: what a person says once of a source is used whenever it comes again.
use taizhang::{
    ledger,
    model::{BookKind, Document, ImportProfile, ReadingSettings, UnitProfile},
    normalize,
};

use super::fixture::{book_of, sheet, workbook};

fn profiles(text: &str) -> Vec<ImportProfile> {
    #[derive(serde::Deserialize)]
    struct File {
        profile: Vec<ImportProfile>,
    }
    toml::from_str::<File>(text).unwrap().profile
}

const TABLE: (&[&str], &[&[&str]]) = (
    &[
        "序号",
        "查出的毛病",
        "整改措施及完成情况",
        "牵头部门/负责人",
        "啥时候弄完",
        "备注",
    ],
    &[
        &[
            "1",
            "雨污混接",
            "新建截流井2座。完成情况：已完成",
            "甲县住房和城乡建设局/陈某",
            "45930",
            "",
        ],
        &[
            "2",
            "台账缺页",
            "补齐台账",
            "甲县生态环境局",
            "2026年9月底前",
            "",
        ],
    ],
);

fn read(profile: &str, file: &str, sheet_name: &str) -> Document {
    let settings = ReadingSettings {
        profiles: profiles(profile),
        units: vec![UnitProfile {
            name: "甲县生态环境局".into(),
            aliases: vec!["甲县局".into()],
            ..UnitProfile::default()
        }],
        ..ReadingSettings::default()
    };
    let raw = sheet(sheet_name, "甲县生态环境局问题整改情况", TABLE.0, TABLE.1);
    normalize::document(&workbook(file, vec![raw]), &settings)
}

const PROFILE: &str = r#"
[[profile]]
file = "*问题整改*.xlsx"
sheet = "表*"
header_row = 2
date1904 = true
as_of = "2026-09-30"
[profile.headers]
"查出的毛病" = "content"
"啥时候弄完" = "deadline"
[profile.split]
"整改措施及完成情况" = { first = "measure", then = [{ from = "完成情况：", field = "status" }] }
"牵头部门/负责人" = { first = "lead_unit", then = [{ from = "/", field = "owner" }] }
"#;

#[test]
fn a_profile_names_columns_parts_cells_and_gives_the_day() {
    let document = read(PROFILE, "2026/甲县问题整改表.xlsx", "表一");
    let book = book_of(&document, &[]);
    super::read::quotes_are_in_place(&document, &book);
    assert_eq!(book.kind, BookKind::整改清单);
    let as_of = book.as_of.as_ref().unwrap();
    assert_eq!(
        (as_of.date.to_string().as_str(), as_of.because.as_str()),
        ("2026-09-30", "profile")
    );
    let row = book.rows().next().unwrap();
    assert_eq!(row.text("content"), "雨污混接");
    assert_eq!(row.text("measure"), "新建截流井2座。");
    assert_eq!(row.text("status"), "已完成");
    assert!(row.record.facets.is_done());
    assert_eq!(row.record.lead, ["甲县住房和城乡建设局"]);
    assert_eq!(row.text("owner"), "陈某");
    // 45930 days from 1904-01-01, not from 1900.
    assert_eq!(
        row.date("deadline").unwrap().to.unwrap().to_string(),
        "2029-10-01"
    );
    let quote = row.quote("status").unwrap();
    assert_eq!(quote.quote(), "已完成");
    assert_eq!(quote.place().cell.as_deref(), Some("C3"));
    assert_eq!((quote.place().char_start, quote.place().char_end), (13, 16));
    let second = book.rows().nth(1).unwrap();
    assert_eq!(second.text("measure"), "补齐台账");
    assert_eq!(second.text("status"), "");
    assert_eq!(second.text("owner"), "");
}

#[test]
fn without_a_profile_a_composite_column_is_not_split() {
    let document = read("profile = []", "2026/甲县问题整改表.xlsx", "表一");
    for book in ledger::books(&document, &[]) {
        for row in book.rows() {
            assert!(row.record.fields.iter().all(|f| f.start == 0));
        }
    }
}

#[test]
fn a_profile_applies_only_where_all_it_gives_fits() {
    let has_day = |profile: &str, file: &str, sheet: &str| {
        read(profile, file, sheet)
            .tables
            .iter()
            .any(|t| t.as_of.is_some())
    };
    assert!(has_day(PROFILE, "甲县问题整改表.xlsx", "表二"));
    assert!(!has_day(PROFILE, "甲县投诉表.xlsx", "表二"));
    assert!(!has_day(PROFILE, "甲县问题整改表.xlsx", "附页"));
    let by_unit = "[[profile]]\nunit = \"甲县局\"\nas_of = \"2026-09-30\"\n";
    assert!(has_day(by_unit, "问题.xlsx", "表"));
    let other = "[[profile]]\nunit = \"乙县生态环境局\"\nas_of = \"2026-09-30\"\n";
    assert!(!has_day(other, "问题.xlsx", "表"));
}

#[test]
fn a_header_row_that_is_told_is_taken_although_no_word_of_it_is_known() {
    let raw = sheet(
        "表",
        "",
        &["甲栏", "乙栏", "丙栏"],
        &[
            &["名目", "单位", "期限"],
            &["清淤", "甲局", "2026年底前"],
            &["截污", "乙局", "2026年底前"],
        ],
    );
    let settings = ReadingSettings {
        profiles: profiles(
            "[[profile]]\nheader_row = 1\n[profile.headers]\n\"甲栏\" = \"content\"\n\"乙栏\" = \"lead_unit\"\n\"丙栏\" = \"deadline\"\n",
        ),
        ..ReadingSettings::default()
    };
    let document = normalize::document(&workbook("清单.xlsx", vec![raw]), &settings);
    let table = &document.tables[0];
    assert_eq!(table.header_rows.map(|h| h.0), Some(0));
    assert_eq!(table.columns[2].field.as_deref(), Some("deadline"));
}

#[test]
fn unknown_keys_of_a_profile_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let workspace = taizhang::store::Workspace::init(dir.path()).unwrap();
    let path = dir.path().join("taizhang.toml");
    let template = std::fs::read_to_string(&path).unwrap();
    assert!(template.contains("[[import.profile]]"));
    let at = template.find("# [[import.profile]]").unwrap();
    let example: String = template[at..]
        .lines()
        .take_while(|l| l.starts_with('#'))
        .map(|l| format!("{}\n", l.trim_start_matches("# ")))
        .collect();
    std::fs::write(&path, format!("{}{example}", &template[..at])).unwrap();
    let settings = workspace.settings().unwrap();
    assert_eq!(
        settings.reading.profiles.len(),
        1,
        "the example of the template is sound"
    );
    assert_eq!(settings.reading.profiles, settings.import.profile);
    for wrong in [
        "headerrow = 3",
        "file = 3",
        "split = { \"甲\" = { then = [] } }",
    ] {
        std::fs::write(&path, format!("[[import.profile]]\n{wrong}\n")).unwrap();
        assert!(workspace.settings().is_err(), "{wrong}");
    }
    std::fs::write(&path, "[[reading.profiles]]\nfile = \"*\"\n").unwrap();
    assert!(
        workspace.settings().is_err(),
        "profiles stand under [import] alone"
    );
}
