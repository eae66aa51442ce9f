//! Promises of the papers of review: each is made from the records by the office itself, and is a draft until somebody signed.
use taizhang::{
    model::{StatKind, StatValue},
    workflow::{ImportRequest, MadePaper, Office, PaperForm, Silent},
};

use super::{flagged, head, open, story::closed};
use crate::report::papers::text;

fn made(office: &mut Office, paper: &str, of: &str) -> (MadePaper, String) {
    let made = office
        .make_paper(paper, of, (None, &head()), &Silent)
        .unwrap_or_else(|e| panic!("{paper} {of}: {e}"));
    let says = text(&made.name, &made.bytes);
    (made, says)
}

#[test]
fn every_paper_of_the_whole_way_is_made_from_the_records() {
    let (_dir, mut office) = flagged("2026-10-20");
    let (opinion, issue, rectification) = closed(&mut office);
    let session = office.opinion(&opinion).unwrap().session.unwrap();
    let look_back = office.look_backs().unwrap().pop().unwrap().no;
    let flag = office.issue(&issue).unwrap().flags[0].clone();
    let wanted: [(&str, &str, bool, &[&str]); 5] = [
        (
            "opinion",
            &opinion,
            false,
            &["组函〔2026〕8号", "云汀县：", "没有写明几时看见月亮。"],
        ),
        (
            "session-minutes",
            &session,
            false,
            &[&session, "涉及疑点1条", "没有写明几时看见月亮。"],
        ),
        (
            "close-out",
            &rectification,
            false,
            &[
                &rectification,
                "立一块观月牌",
                "看见的都有时辰",
                "未公示，理由：涉及内部事项",
                "2027年4月20日",
            ],
        ),
        (
            "look-back",
            &look_back,
            true,
            &[&look_back, &rectification, "计划2027年4月20日"],
        ),
        (
            "flag-list",
            &session,
            false,
            &[&flag, "采纳形成意见", "夜里看见的。"],
        ),
    ];
    for (paper, of, is_draft, words) in wanted {
        let (made, says) = made(&mut office, paper, of);
        assert_eq!(made.is_draft, is_draft, "{paper}");
        for word in words {
            assert!(says.contains(word), "{paper} lacks {word}:\n{says}");
        }
        assert!(!says.contains("待填"), "{paper}:\n{says}");
    }
    let of_all = office.make_paper(
        "flag-list",
        "all",
        (Some(PaperForm::Xlsx), &head()),
        &Silent,
    );
    assert!(of_all.unwrap().is_draft, "no session locked it");
    let none = office.make_paper("opinion", "意见2026-099", (None, &head()), &Silent);
    assert!(none.unwrap_err().is_wrong_use());
}

#[test]
fn the_quarter_counts_the_opinion_the_session_and_the_look_back_to_come() {
    let (_dir, mut office) = flagged("2026-10-20");
    let (opinion, _, _) = closed(&mut office);
    let s = office.statistics("2026Q4", &Silent).unwrap();
    let issued = s.figure("T8", "书面", "签发").unwrap();
    assert_eq!(issued.value, StatValue::Count(1));
    let rows = s.rows_of(issued);
    assert_eq!(
        (rows[0].0.kind, rows[0].0.id.as_str()),
        (StatKind::Opinion, opinion.as_str())
    );
    let value = |table: &str, line: &str| s.figure(table, line, "数据").unwrap().value.to_string();
    assert_eq!(value("T10", "研判会议"), "1");
    assert_eq!(value("T10", "纪要签认率"), "100.0%（1/1）");
    assert_eq!(value("T10", "退回率"), "0.0%（0/1）");
    assert_eq!(value("T9", "到期应回头看"), "0", "not due before April");
    let flags = s.table("T7").unwrap().lines.iter();
    let accepted: usize = flags.map(|l| l.figures[1].rows.len()).sum();
    assert_eq!(accepted, 1);
}

#[test]
fn a_report_that_was_asked_for_counts_by_the_day_of_its_reply() {
    let dir = tempfile::tempdir().unwrap();
    let material = dir.path().join("三季度");
    std::fs::create_dir_all(&material).unwrap();
    let head = "序号,调度批次,调度事项,发函日期,要求回复日期,责任单位,台账编号";
    let asked = |n: u32| {
        format!("{n},2026年三季度调度,清淤{n},2026-09-14,2026-09-24,云汀县水务局,ZZ2026-0{n}1")
    };
    let answers = [
        "2026-09-22,云水函〔2026〕1号,已清淤3公里,",
        "2026-09-24,云水函〔2026〕2号,已清淤4公里,",
        "2026-09-25,云水函〔2026〕3号,已清淤5公里,",
        ",,,",
        ",,,3月20日已销号，不再调度",
        ",云水函〔2026〕6号,已清淤6公里,",
    ];
    let lines: Vec<String> = (1..)
        .zip(answers)
        .map(|(n, a)| format!("{},{a}", asked(n)))
        .collect();
    let answered = format!(
        "{head},回复日期,回复文号,回复内容,备注\n{}\n",
        lines.join("\n")
    );
    std::fs::write(
        material.join("云汀县水务局调度登记_2026年三季度.csv"),
        answered,
    )
    .unwrap();
    let mut office = open(&dir.path().join("w"), "2026-10-20");
    let request = ImportRequest {
        paths: vec![material],
        ..ImportRequest::default()
    };
    office.import(&request, &Silent).unwrap();
    let s = office.statistics("2026Q3", &Silent).unwrap();
    let rate = s.figure("T10", "更新及时率", "数据").unwrap();
    assert_eq!(rate.value.to_string(), "50.0%（2/4）");
    let notes = &s.table("T10").unwrap().notes;
    assert!(notes.is_empty(), "{notes:?}");
}
