//! A session out of the server as one file, and the views given in it back.
use super::session::{self, path};
use crate::{
    model::{MergeOutcome, Reason, SessionFile},
    web::{
        act_form::Typed,
        answer::{Answer, Problem},
        ask::Ask,
        given::{Given, Understood, person},
    },
    workflow::{OfficeError, read_session_file, session_file_text},
};

/// The session as one file, for whoever reviews away from the server.
pub(super) fn take(ask: &Ask) -> Result<Answer, Problem> {
    let (no, me) = (ask.step("no").to_owned(), person(ask));
    let name = format!("{no}-{}.json", me.account);
    let exported = name.clone();
    let reason = ask.words.t("session.take-reason");
    let bytes = ask.write(move |office| {
        let file = office.take_session(&no, &me)?;
        let bytes = session_file_text(&file)?.into_bytes();
        office.record_export(&me, &exported, &bytes, &reason)?;
        Ok(bytes)
    })?;
    Ok(Answer::Save { name, bytes })
}

/// Largest file of a session that is merged, in bytes; that of a session on all flags of a quarter takes a few megabytes.
const MERGED_BYTES: u64 = 64 << 20;

/// Takes over what was decided away from the server; what contradicts is shown, not taken.
pub(super) fn merge(ask: &Ask) -> Result<Answer, Problem> {
    let no = ask.step("no").to_owned();
    let merged = sent(ask).and_then(|file| {
        if file.session.no != no {
            let reason = Reason::new("merge-other-session");
            return Err(Problem::Refused(reason.with("no", &file.session.no)));
        }
        let me = person(ask);
        ask.write(move |office| office.merge_session(&me, &file))
    });
    let told = match merged {
        Ok(outcome) if outcome.conflicts.is_empty() => return Ok(Answer::Look(path(&no))),
        Ok(outcome) => Typed {
            form: "merge".to_owned(),
            refused: Some(conflicts(ask, &outcome)),
            ..Typed::default()
        },
        Err(problem) => Typed::refused(ask, problem)?,
    };
    session::shown(ask, &no, &told)
}

/// The file that was sent.
fn sent(ask: &Ask) -> Understood<SessionFile> {
    let incoming = ask
        .take_sent()
        .ok_or_else(|| Given::of(ask).missing("file"))?;
    let bytes = incoming
        .only_file(MERGED_BYTES)
        .map_err(OfficeError::from)?;
    let bytes = bytes.ok_or_else(|| Given::of(ask).missing("file"))?;
    // The seal is looked at: what was decided on must be what was handed out.
    Ok(read_session_file(&String::from_utf8_lossy(&bytes))?)
}

fn conflicts(ask: &Ask, outcome: &MergeOutcome) -> String {
    let n = |count: usize| count.to_string();
    let head = ask.words.fill(
        "session.merged",
        &[
            ("merged", &n(outcome.merged.len())),
            ("same", &n(outcome.same.len())),
            ("not", &n(outcome.conflicts.len())),
        ],
    );
    let each = outcome.conflicts.iter().map(|c| {
        let there = c
            .there
            .as_ref()
            .map(|v| format!("（{}{}）", v.stance.name(), v.text));
        let (view, there) = (&c.view, there.unwrap_or_default());
        format!(
            "{}·{}·{}：{}{there}",
            view.account,
            view.item,
            view.stance.name(),
            c.reason
        )
    });
    let each: Vec<String> = each.collect();
    format!("{head} {}", each.join("；"))
}
