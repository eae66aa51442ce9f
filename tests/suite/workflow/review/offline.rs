//! A session taken away as one file, and brought back.
use taizhang::{
    model::{SessionAct, SessionFile, Stance},
    workflow::{Office, OfficeError, read_session_file, session_file_text, view_in_file},
};

use super::{accept, begun, day, deputy, flagged, flags, go, head, member, recorder, view};

fn taken(is_blind: bool) -> (tempfile::TempDir, Office, String, SessionFile) {
    let (dir, mut office) = flagged("2026-10-20");
    let found = flags(&mut office);
    accept(&mut office, &found[0]);
    let no = begun(&mut office, &[&found[0]], is_blind);
    let file = office.take_session(&no, &member()).unwrap();
    (dir, office, no, file)
}

#[test]
fn views_given_away_from_the_server_come_back_once_and_conflicts_are_shown() {
    let (_dir, mut office, no, file) = taken(false);
    assert_eq!(file.flags.len(), 1, "the evidence travels with it");
    let text = session_file_text(&file).unwrap();
    let mut away = read_session_file(&text).unwrap();
    let bare = view_in_file(&mut away, (1, Stance::不同意), "", day("2026-10-20"));
    assert!(bare.is_err(), "dissent needs its reason");
    view_in_file(&mut away, (1, Stance::不同意), "看不清", day("2026-10-20")).unwrap();
    let away = read_session_file(&session_file_text(&away).unwrap()).unwrap();
    let merged = office.merge_session(&recorder(), &away).unwrap();
    assert_eq!((merged.merged.len(), merged.conflicts.len()), (1, 0));
    let session = office.session(&no, &head()).unwrap();
    let views = &session.item(1).unwrap().views;
    assert!(views[0].is_offline && views[0].text == "看不清");
    // Once more: the same, nothing done twice.
    let again = office.merge_session(&recorder(), &away).unwrap();
    assert_eq!((again.merged.len(), again.same.len()), (0, 1));
    // The same person's other view is shown beside the one that is there and not taken over.
    let mut other = read_session_file(&text).unwrap();
    view_in_file(&mut other, (1, Stance::同意), "", day("2026-10-20")).unwrap();
    let conflict = office.merge_session(&recorder(), &other).unwrap();
    assert!(conflict.merged.is_empty());
    assert_eq!(conflict.conflicts[0].there.as_ref().unwrap().text, "看不清");
    let session = office.session(&no, &head()).unwrap();
    assert_eq!(session.item(1).unwrap().views.len(), 1);
}

#[test]
fn a_session_that_moved_on_takes_no_late_view() {
    let (_dir, mut office, no, mut file) = taken(false);
    view_in_file(&mut file, (1, Stance::同意), "", day("2026-10-20")).unwrap();
    go(
        &mut office,
        &no,
        vec![
            (deputy(), view(Stance::同意, "")),
            (head(), view(Stance::同意, "")),
            (member(), view(Stance::保留, "再看")),
        ],
    );
    let conclude = SessionAct::Conclude {
        item: 1,
        outcome: taizhang::model::Outcome::补充核实,
        code: None,
        reason: "再核".to_owned(),
        issues: Vec::new(),
    };
    go(&mut office, &no, vec![(deputy(), conclude)]);
    let late = office.merge_session(&recorder(), &file).unwrap();
    assert!(late.merged.is_empty() && late.conflicts.len() == 1);
}

#[test]
fn a_file_that_was_changed_by_hand_is_not_believed() {
    let (_dir, _office, no, file) = taken(true);
    let text = session_file_text(&file).unwrap();
    let forged = text.replace("月亮问题", "星星问题");
    assert_ne!(forged, text);
    let refused = read_session_file(&forged);
    assert!(
        matches!(refused, Err(OfficeError::DecisionRefused(ref r)) if r.args["no"] == no),
        "{refused:?}"
    );
}

#[test]
fn every_kind_of_conflict_is_shown_and_nothing_is_lost() {
    let today = day("2026-10-20");
    let given = |file: &SessionFile, stance, text: &str| {
        let mut file = file.clone();
        view_in_file(&mut file, (1, stance), text, today).unwrap();
        file
    };
    // Two views of one person on one item in one file: the first counts, the other is shown.
    let (_dir, mut office, no, file) = taken(false);
    let mut twice = given(&file, Stance::同意, "");
    twice
        .views
        .push(given(&file, Stance::不同意, "看不清").views.remove(0));
    let merged = office.merge_session(&recorder(), &twice).unwrap();
    assert_eq!((merged.merged.len(), merged.conflicts.len()), (1, 1));
    assert_eq!(merged.conflicts[0].view.text, "看不清");
    let before = office.session(&no, &head()).unwrap();
    let again = office.merge_session(&recorder(), &twice).unwrap();
    assert_eq!(
        (again.merged.len(), again.same.len(), again.conflicts.len()),
        (0, 1, 1)
    );
    assert_eq!(
        office.session(&no, &head()).unwrap(),
        before,
        "twice changes nothing"
    );
    // On behalf of somebody else; an item that is not there.
    let (_dir, mut office, _, file) = taken(true);
    let mut for_other = given(&file, Stance::同意, "");
    for_other.views[0].account = head().account;
    let mut nowhere = given(&file, Stance::同意, "");
    nowhere.views[0].item = 9;
    for odd in [for_other, nowhere] {
        let shown = office.merge_session(&recorder(), &odd).unwrap();
        assert!(shown.merged.is_empty() && shown.conflicts.len() == 1);
    }
    // Who keeps out of the item meanwhile.
    let recuse = SessionAct::Recuse {
        account: member().account,
        item: Some(1),
        reason: "经办过该事项".to_owned(),
    };
    let no = file.session.no.clone();
    go(&mut office, &no, vec![(member(), recuse)]);
    let late = office
        .merge_session(&recorder(), &given(&file, Stance::同意, ""))
        .unwrap();
    assert!(late.merged.is_empty() && late.conflicts[0].reason.contains("回避"));
    // Somebody else's file brought in by a third person is refused whole, with the reason, and the file stays as it is.
    let (_dir, mut office, no, file) = taken(false);
    let theirs = given(&file, Stance::同意, "");
    assert!(office.merge_session(&head(), &theirs).is_err());
    let views = office
        .session(&no, &head())
        .unwrap()
        .item(1)
        .unwrap()
        .views
        .len();
    assert_eq!(views, 0);
}

#[test]
fn a_file_the_office_did_not_hand_out_is_refused_however_well_it_is_sealed() {
    let (_dir, mut office, no, file) = taken(false);
    // The same session in another office: sealed by the same form, but taken by somebody who was never handed anything here.
    let (_other, mut elsewhere, same_no, _) = taken(false);
    assert_eq!(no, same_no);
    let mut forged = elsewhere.take_session(&no, &head()).unwrap();
    view_in_file(&mut forged, (1, Stance::同意), "", day("2026-10-20")).unwrap();
    let text = session_file_text(&forged).unwrap();
    let forged = read_session_file(&text).unwrap();
    let refused = office.merge_session(&recorder(), &forged);
    assert!(
        matches!(refused, Err(OfficeError::DecisionRefused(ref r)) if r.code == "session-file-unknown"),
        "{refused:?}"
    );
    drop(file);
}
