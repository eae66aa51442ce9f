//! A session taken away as one file, decided on without the server, and brought back with conflicts shown.
use super::{Bundle, On};
use crate::{
    import::sha256_hex,
    model::{
        Flag, MergeConflict, MergeOutcome, OfflineView, Person, Reason, ReviewSession, SessionAct,
        SessionFile, SessionFlag, Stance, View,
    },
    review::SessionFacts,
    store::StoreError,
    workflow::{Office, OfficeError},
};

fn refuse<T>(reason: Reason) -> Result<T, OfficeError> {
    Err(OfficeError::DecisionRefused(reason))
}

/// What binds a file to what was handed out: everything but the views given in it.
fn seal_of(file: &SessionFile) -> Result<String, OfficeError> {
    let handed = (
        &file.form,
        &file.session,
        &file.flags,
        &file.taken_by,
        file.taken_on,
    );
    let json = serde_json::to_string(&handed).map_err(StoreError::Record)?;
    Ok(sha256_hex(json.as_bytes()))
}

/// A session file from its text, if it is one and says what was handed out.
///
/// # Errors
/// When it is no session file or was changed by other means than giving views.
pub fn read_session_file(text: &str) -> Result<SessionFile, OfficeError> {
    let file: SessionFile = match serde_json::from_str(text) {
        Ok(file) => file,
        Err(e) => return refuse(Reason::new("session-file-form").with("detail", e)),
    };
    if file.form != SessionFile::FORM {
        return refuse(Reason::new("session-file-form").with("detail", &file.form));
    }
    if seal_of(&file)? != file.seal {
        return refuse(Reason::new("session-file-changed").with("no", &file.session.no));
    }
    Ok(file)
}

/// Gives a view in a session file, as the person who took it. A view given before in the same file is replaced: nobody has seen it.
///
/// # Errors
/// When there is no such item, or a view that needs a reason has none.
pub fn view_in_file(
    file: &mut SessionFile,
    (item, stance): (u32, Stance),
    text: &str,
    on: jiff::civil::Date,
) -> Result<(), OfficeError> {
    if file.session.item(item).is_none() {
        return refuse(Reason::new("session-file-item").with("item", item));
    }
    if stance != Stance::同意 && text.trim().is_empty() {
        return refuse(Reason::new("session-file-reason").with("stance", stance.name()));
    }
    file.views.retain(|v| v.item != item);
    file.views.push(OfflineView {
        account: file.taken_by.clone(),
        item,
        stance,
        text: text.trim().to_owned(),
        on,
    });
    file.views.sort_by_key(|v| v.item);
    Ok(())
}

/// The text of a session file.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn session_file_text(file: &SessionFile) -> Result<String, OfficeError> {
    Ok(serde_json::to_string_pretty(file).map_err(StoreError::Record)?)
}

impl Office {
    /// A session as one file for a person who takes part away from the server: the agenda, the flags with their evidence and history,
    /// and room for views. That it was taken is told in the log.
    ///
    /// # Errors
    /// When there is no such session, its material is not locked, the person is not invited, or the store fails.
    pub fn take_session(&mut self, no: &str, by: &Person) -> Result<SessionFile, OfficeError> {
        let by = &self.known(by)?;
        let session = self.session(no, by)?;
        if session.material_hash.is_none() {
            return refuse(Reason::new("session-not-locked").with("no", no));
        }
        if session.attendee(&by.account).is_none() {
            return refuse(Reason::new("session-not-invited").with("name", &by.account));
        }
        let cards = crate::workflow::rules::all_cards(&*self.packs()?);
        let mut flags = Vec::new();
        for id in session.agenda.iter().flat_map(|i| &i.flags) {
            let flag: Flag = self.flag_named(id)?;
            let case = self.case_of(&flag)?;
            let title = cards
                .iter()
                .find(|c| c.id == flag.draft.indicator)
                .map_or_else(|| flag.draft.indicator.clone(), |c| c.title.clone());
            flags.push(SessionFlag { flag, title, case });
        }
        let mut file = SessionFile {
            form: SessionFile::FORM.to_owned(),
            session,
            flags,
            taken_by: by.account.clone(),
            taken_on: self.on,
            views: Vec::new(),
            seal: String::new(),
        };
        file.seal = seal_of(&file)?;
        let name = format!("{}_{}", file.session.no, by.account);
        let text = session_file_text(&file)?;
        self.tell_export(Some(&by.account), &name, text.as_bytes(), "离线研判")?;
        Ok(file)
    }

    /// Brings the views of a session file back. A view that says something else than one already there, or comes too late, is shown
    /// and not taken over; nothing is overwritten.
    ///
    /// # Errors
    /// When the file was changed, the session is unknown, the act is refused, or the store fails.
    pub fn merge_session(
        &mut self,
        by: &Person,
        file: &SessionFile,
    ) -> Result<MergeOutcome, OfficeError> {
        let by = &self.known(by)?;
        if seal_of(file)? != file.seal {
            return refuse(Reason::new("session-file-changed").with("no", &file.session.no));
        }
        if !self.was_handed_out(file)? {
            return refuse(Reason::new("session-file-unknown").with("no", &file.session.no));
        }
        let session = self
            .all_records::<ReviewSession>()?
            .into_iter()
            .find(|s| s.no == file.session.no);
        let Some(session) = session else {
            return refuse(Reason::new("session-file-item").with("item", &file.session.no));
        };
        let mut outcome = MergeOutcome {
            session: session.no.clone(),
            ..MergeOutcome::default()
        };
        for (at, view) in file.views.iter().enumerate() {
            let mut earlier = file.views.iter().take(at);
            if earlier.any(|v| v.account == view.account && v.item == view.item) {
                outcome.conflicts.push(MergeConflict {
                    view: view.clone(),
                    there: None,
                    reason: format!("文件里{}对第{}项有两份意见", view.account, view.item),
                });
                continue;
            }
            match standing_in_the_way(&session, file, view) {
                Ok(true) => outcome.same.push(view.clone()),
                Ok(false) => outcome.merged.push(view.clone()),
                Err((reason, there)) => outcome.conflicts.push(MergeConflict {
                    view: view.clone(),
                    there,
                    reason,
                }),
            }
        }
        if outcome.merged.is_empty() {
            return Ok(outcome);
        }
        let act = SessionAct::MergeViews {
            file: file.seal.clone(),
            views: outcome.merged.clone(),
        };
        let facts = SessionFacts::default();
        let on = On {
            by,
            facts: &facts,
            rests_on: None,
        };
        let mut bundle = Bundle::default();
        self.step(&mut bundle, &session, act, &on)?;
        self.keep_bundle(bundle)?;
        Ok(outcome)
    }
}

impl Office {
    /// Whether this very file, before views were given in it, stands in the log as taken: whoever knows the form could seal a file of
    /// his own, but not one that the office handed out.
    fn was_handed_out(&mut self, file: &SessionFile) -> Result<bool, OfficeError> {
        let handed = SessionFile {
            views: Vec::new(),
            ..file.clone()
        };
        let sha256 = sha256_hex(session_file_text(&handed)?.as_bytes());
        let taken = self.store.told("paper", &["paper.exported"])?;
        Ok(taken.iter().any(|event| {
            let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap_or_default();
            let is = |name: &str, said: &str| detail.get(name).is_some_and(|v| v == said);
            is("sha256", &sha256) && is("by", &file.taken_by)
        }))
    }
}

/// Whether the same view is there already; why it cannot be taken over, with what is there instead.
fn standing_in_the_way(
    session: &ReviewSession,
    file: &SessionFile,
    view: &OfflineView,
) -> Result<bool, (String, Option<View>)> {
    let no = &session.no;
    let item = session.item(view.item);
    let there = item.and_then(|i| i.views.iter().find(|v| v.account == view.account));
    if let Some(there) = there {
        return match there.stance == view.stance && there.text == view.text {
            true => Ok(true),
            false => Err((
                format!("{}对第{}项已有另一意见", view.account, view.item),
                Some(there.clone()),
            )),
        };
    }
    let why = if view.account != file.taken_by {
        format!(
            "文件由{}带走，不能代{}发表意见",
            file.taken_by, view.account
        )
    } else if session.material_hash != file.session.material_hash {
        format!("{no}的材料在带走之后改过")
    } else if item.is_none() {
        format!("{no}的议程里没有第{}项", view.item)
    } else if item.is_some_and(|i| i.concluded.is_some()) {
        format!("第{}项已有结果", view.item)
    } else if session.is_recused(&view.account, view.item) {
        format!("{}已回避第{}项", view.account, view.item)
    } else if session.minutes.is_some() {
        format!("{no}已进入“{}”", session.state.name())
    } else {
        return Ok(false);
    };
    Err((why, None))
}
