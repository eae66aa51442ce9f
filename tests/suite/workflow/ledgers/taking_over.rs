//! Versions of ledgers are taken over once, in the order of their days, and nothing that was there is lost.
use taizhang::{
    model::BookKind,
    store::Store,
    workflow::{EntryFilter, Silent},
};

use super::{HEAD, JUNE, SEPTEMBER, import, two_versions, write_ledger};
use crate::workflow::office;

fn actions(dir: &std::path::Path) -> Vec<(String, String)> {
    let mut store = Store::open(&dir.join("taizhang.db")).unwrap();
    store.verify_events().unwrap();
    store
        .events()
        .unwrap()
        .into_iter()
        .filter(|e| e.entity == "entry")
        .map(|e| {
            let key = e.entity_id.split_once(':').unwrap().1.to_owned();
            (e.action.replace("ledger.entry.", ""), key)
        })
        .collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter()
        .map(|(a, k)| ((*a).to_owned(), (*k).to_owned()))
        .collect()
}

const BOTH: &[(&str, &str)] = &[
    ("added", "岚总-2026-01"),
    ("added", "岚总-2026-02"),
    ("added", "岚总-2026-03"),
    ("changed", "岚总-2026-01"),
    ("changed", "岚总-2026-02"),
    ("added", "岚总-2026-04"),
    ("vanished", "岚总-2026-03"),
];

#[test]
fn two_versions_are_told_as_added_changed_and_vanished_and_again_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    two_versions(sent.path());
    let mut office = office(dir.path());
    import(&mut office, sent.path());
    let taken = office.taken_over();
    assert_eq!(
        (taken.versions, taken.added, taken.changed, taken.vanished),
        (2, 4, 2, 1)
    );
    assert_eq!(actions(dir.path()), pairs(BOTH));
    let series = office.series(&Silent).unwrap();
    assert_eq!(series.len(), 1);
    assert_eq!(series[0].kind, BookKind::总账);
    assert_eq!(series[0].versions.len(), 2);
    import(&mut office, sent.path());
    assert_eq!(office.taken_over().versions, 0);
    office.series(&Silent).unwrap();
    assert_eq!(
        actions(dir.path()),
        pairs(BOTH),
        "taking over again tells nothing new"
    );
}

#[test]
fn a_version_that_comes_late_is_laid_between_and_the_history_is_of_neighbors() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    let write = |file: &str, day: &str, rows: &[&[&str]]| {
        let title = format!("岚州市生态环境局总账（截至2026年{day}）");
        write_ledger(&sent.path().join(file), "总账", &title, HEAD, rows);
    };
    write("总账一.xlsx", "6月30日", JUNE);
    write("总账三.xlsx", "9月30日", SEPTEMBER);
    let mut office = office(dir.path());
    import(&mut office, sent.path());
    // The ledger of August, in which the third matter is still there and the first already has its new deadline.
    let august: Vec<Vec<&str>> = JUNE
        .iter()
        .map(|row| {
            let mut row = row.to_vec();
            if row[1] == "岚总-2026-01" {
                row[4] = "2026年12月31日";
            }
            row
        })
        .collect();
    let august: Vec<&[&str]> = august.iter().map(Vec::as_slice).collect();
    write("总账二.xlsx", "8月31日", &august);
    import(&mut office, sent.path());
    let days: Vec<String> = office.series(&Silent).unwrap()[0]
        .versions
        .iter()
        .map(|v| v.as_of.as_ref().unwrap().date.to_string())
        .collect();
    assert_eq!(days, ["2026-06-30", "2026-08-31", "2026-09-30"]);
    let found = office
        .ledger_entry("岚总-2026-01", &EntryFilter::default(), &Silent)
        .unwrap();
    let told: Vec<(String, Vec<String>)> = found[0]
        .story
        .iter()
        .map(|s| {
            let fields = s.detail["fields"].as_array().unwrap();
            let names = fields
                .iter()
                .map(|f| f["field"].as_str().unwrap().to_owned())
                .filter(|f| ["deadline", "progress"].contains(&f.as_str()));
            (s.action.replace("ledger.entry.", ""), names.collect())
        })
        .collect();
    let of = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        told,
        [
            ("added".to_owned(), of(&["deadline", "progress"])),
            ("changed".to_owned(), of(&["deadline"])),
            ("changed".to_owned(), of(&["progress"])),
        ],
        "June to August the deadline, August to September the progress"
    );
    let vanished = office
        .ledger_entry("岚总-2026-03", &EntryFilter::default(), &Silent)
        .unwrap();
    assert_eq!(vanished[0].line.vanished.as_deref(), Some("2026-09-30"));
    assert!(
        vanished[0]
            .fields
            .iter()
            .any(|f| f.text == "完成复绿40亩。")
    );
}

#[test]
fn a_file_that_changed_keeps_its_older_content_as_a_version() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    let file = sent.path().join("岚州市生态环境局总账.xlsx");
    let mut office = office(dir.path());
    write_ledger(
        &file,
        "总账",
        "岚州市生态环境局总账（截至2026年6月30日）",
        HEAD,
        JUNE,
    );
    import(&mut office, sent.path());
    write_ledger(
        &file,
        "总账",
        "岚州市生态环境局总账（截至2026年9月30日）",
        HEAD,
        SEPTEMBER,
    );
    import(&mut office, sent.path());
    let series = office.series(&Silent).unwrap();
    assert_eq!((series.len(), series[0].versions.len()), (1, 2));
    assert_eq!(actions(dir.path()), pairs(BOTH));
}

#[test]
fn the_same_file_sent_twice_is_one_version() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    two_versions(&sent.path().join("甲"));
    two_versions(&sent.path().join("乙"));
    let mut office = office(dir.path());
    import(&mut office, sent.path());
    let series = office.series(&Silent).unwrap();
    assert_eq!((series.len(), series[0].versions.len()), (1, 2));
    import(&mut office, &sent.path().join("乙"));
    assert_eq!(office.series(&Silent).unwrap()[0].versions.len(), 2);
    assert_eq!(actions(dir.path()), pairs(BOTH));
}

#[test]
fn an_entry_that_comes_back_is_told_as_returned() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    two_versions(sent.path());
    let december: Vec<&[&str]> = JUNE.iter().chain(SEPTEMBER.last()).copied().collect();
    write_ledger(
        &sent.path().join("岚州市生态环境局总账1231.xlsx"),
        "总账",
        "岚州市生态环境局总账（截至2026年12月31日）",
        HEAD,
        &december,
    );
    let mut office = office(dir.path());
    import(&mut office, sent.path());
    let told = actions(dir.path());
    assert!(
        told.contains(&("returned".to_owned(), "岚总-2026-03".to_owned())),
        "{told:?}"
    );
    let lines = office
        .ledger_entries(&EntryFilter::default(), &Silent)
        .unwrap();
    assert_eq!(lines.len(), 4);
    assert!(lines.iter().all(|l| l.vanished.is_none()));
}

#[test]
fn records_that_share_a_number_are_all_kept() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    let mut twice: Vec<&[&str]> = JUNE.to_vec();
    let double = [
        "4",
        "岚总-2026-01",
        "关于另一处排污口整治的批示",
        "水务司",
        "2026年11月底前",
        "刚启动。",
        "进行中",
        "5",
        "",
    ];
    twice.push(&double);
    write_ledger(
        &sent.path().join("总账.xlsx"),
        "总账",
        "岚州市生态环境局总账（截至2026年6月30日）",
        HEAD,
        &twice,
    );
    let mut office = office(dir.path());
    import(&mut office, sent.path());
    let lines = office
        .ledger_entries(&EntryFilter::default(), &Silent)
        .unwrap();
    assert_eq!(lines.len(), 4);
    let shown = office
        .ledger_entry("岚总-2026-01", &EntryFilter::default(), &Silent)
        .unwrap();
    assert_eq!(shown.len(), 2);
}

#[test]
fn a_workspace_made_before_ledgers_were_kept_is_taken_over_when_asked() {
    let dir = tempfile::tempdir().unwrap();
    let sent = tempfile::tempdir().unwrap();
    two_versions(sent.path());
    {
        let mut office = office(dir.path());
        import(&mut office, sent.path());
    }
    // What such a workspace has: documents, and nothing of ledgers.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(async {
        use sqlx::Connection as _;
        let url = format!("sqlite://{}", dir.path().join("taizhang.db").display());
        let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
        for statement in [
            "DROP TRIGGER entry_is_never_removed",
            "DROP TRIGGER book_is_never_removed",
            "DROP TRIGGER event_is_never_removed",
            "DELETE FROM entry",
            "DELETE FROM book_step",
            "DELETE FROM book",
            "DELETE FROM series",
            "DELETE FROM ledger_mark",
            "DELETE FROM event WHERE seq > 3",
        ] {
            sqlx::query(statement)
                .execute(&mut connection)
                .await
                .unwrap();
        }
    });
    assert!(actions(dir.path()).is_empty());
    let mut office = office(dir.path());
    assert_eq!(office.series(&Silent).unwrap()[0].versions.len(), 2);
    assert_eq!(actions(dir.path()), pairs(BOTH));
}
