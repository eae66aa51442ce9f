//! What the forms of a session do: calling it, every act in and around it, taking it out as a file and merging it back.
use super::session::{self, path};
use crate::{
    model::{
        AgendaDraft, Invited, Outcome, Part, ReviewSession, Role, SessionAct, SessionKind,
        SessionPlan, Stance,
    },
    web::{
        act_form::Typed,
        answer::{Answer, Problem},
        ask::Ask,
        docket,
        given::{Given, Understood, person},
        issue_form, material, minutes,
        session_forms::ISSUES,
    },
    workflow::OfficeError,
};

/// Does an act of a session.
pub(super) fn act(ask: &Ask) -> Result<Answer, Problem> {
    let no = ask.step("no").to_owned();
    if ask.form.find("more").is_some() {
        return session::shown(ask, &no, &Typed::again(ask));
    }
    match done(ask, &no) {
        Ok(()) => Ok(Answer::Look(next(ask, &no))),
        Err(problem) => session::shown(ask, &no, &Typed::refused(ask, problem)?),
    }
}

/// Where a person looks after an act: at the item it was about.
fn next(ask: &Ask, no: &str) -> String {
    match ask.form.some("item") {
        Some(item) => format!(
            "{}#item-{}",
            path(no),
            item.parse::<u32>().unwrap_or_default()
        ),
        None => path(no),
    }
}

fn done(ask: &Ask, no: &str) -> Understood<()> {
    let me = person(ask);
    let number = no.to_owned();
    if ask.step("act") == "add_item" {
        let (items, seen) = (agenda(ask)?, Given::of(ask).seen());
        return ask.write(move |office| {
            let mut seen = seen;
            for item in items {
                let act = SessionAct::AddItem { item };
                let next = office.act_on_session(&number, &me, seen, act)?;
                seen = Some(next.rev);
            }
            Ok(())
        });
    }
    let (act, base) = understood(ask)?;
    let given = Given::of(ask);
    let seen = given.seen();
    ask.write(move |office| {
        // Views, signatures and the list of who came are given side by side by many people: they hold as long as what they are
        // about is what the person saw, whoever else spoke meanwhile.
        let seen = match &base {
            Base::Record => seen,
            Base::Nothing => None,
            Base::Material(hash) => {
                let now = office.session(&number, &me)?;
                is_same(&now, now.material_hash.as_deref() == Some(hash.as_str()))?;
                None
            }
            Base::Minutes(print) => {
                let now = office.session(&number, &me)?;
                let text = now.minutes.as_ref().map(|m| m.text.as_str());
                is_same(&now, minutes::print_of(text.unwrap_or_default()) == *print)?;
                None
            }
        };
        office.act_on_session(&number, &me, seen, act).map(|_| ())
    })
}

fn is_same(session: &ReviewSession, is_same: bool) -> Result<(), OfficeError> {
    match is_same {
        true => Ok(()),
        false => Err(OfficeError::RecordMoved {
            id: session.no.clone(),
        }),
    }
}

/// What must not have changed since the person looked.
enum Base {
    /// Anything of the record.
    Record,
    /// The material.
    Material(String),
    /// The minutes.
    Minutes(String),
    /// Nothing.
    Nothing,
}

/// The act a form speaks of.
fn understood(ask: &Ask) -> Understood<(SessionAct, Base)> {
    let g = Given::of(ask);
    let act = match ask.step("act") {
        "plan" => SessionAct::Plan { plan: plan(ask)? },
        "drop_item" => SessionAct::DropItem {
            item: g.item()?,
            reason: g.text("reason"),
        },
        "lock" => SessionAct::Lock {
            material: Vec::new(),
        },
        "unlock" => SessionAct::Unlock {
            reason: g.text("reason"),
        },
        "sign_in" => return Ok((SessionAct::SignIn {}, Base::Nothing)),
        "excuse" => {
            let act = SessionAct::Excuse {
                account: g.text("account"),
                reason: g.text("reason"),
            };
            return Ok((act, Base::Nothing));
        }
        "recuse" => {
            let act = SessionAct::Recuse {
                account: g.text("account"),
                item: match g.number("of")? {
                    0 => None,
                    item => Some(item),
                },
                reason: g.text("reason"),
            };
            return Ok((act, Base::Nothing));
        }
        "begin" => SessionAct::Begin {},
        "state_view" => {
            let act = SessionAct::StateView {
                item: g.item()?,
                stance: g.word("stance", "stance", Stance::from_name)?,
                text: g.lines("text"),
            };
            return Ok((act, Base::Material(g.text("material"))));
        }
        "conclude" => SessionAct::Conclude {
            item: g.item()?,
            outcome: g.word("outcome", "outcome", Outcome::from_name)?,
            code: g.code()?,
            reason: g.lines("reason"),
            issues: issue_form::all_said(&g, ISSUES)?,
        },
        "draft_minutes" => SessionAct::DraftMinutes {
            text: g.lines("text"),
        },
        "return_minutes" => SessionAct::ReturnMinutes {
            reason: g.text("reason"),
        },
        "sign" => {
            let act = SessionAct::Sign {
                dissent: g.some("dissent"),
            };
            return Ok((act, Base::Minutes(g.text("minutes"))));
        }
        "note" => SessionAct::Note {
            text: g.lines("text"),
        },
        "leader_decide" => SessionAct::LeaderDecide {
            item: g.item()?,
            outcome: g.word("outcome", "outcome", Outcome::from_name)?,
            code: g.code()?,
            text: g.lines("reason"),
            paper: g.paper("paper"),
            issues: issue_form::all_said(&g, ISSUES)?,
        },
        "archive" => SessionAct::Archive {},
        _ => return Err(Problem::Missing),
    };
    Ok((act, Base::Record))
}

/// How a session is called, as a form says.
pub(super) fn plan(ask: &Ask) -> Understood<SessionPlan> {
    let g = Given::of(ask);
    let mut invited = Vec::new();
    for (account, _) in docket::people(ask, Role::BUSINESS) {
        if let Some(part) = g.some_word(&format!("part.{account}"), Part::from_name)? {
            let known = ask.house.known();
            let name = known.iter().find(|k| k.account.name == account);
            invited.push(Invited {
                name: name.map_or_else(String::new, |k| k.account.display.clone()),
                account,
                part,
            });
        }
    }
    Ok(SessionPlan {
        kind: g.word("kind", "session-kind", SessionKind::from_name)?,
        date: g.day("date", "date")?,
        place: g.text("place"),
        chair: g.text("chair"),
        recorder: g.text("recorder"),
        invited,
        is_blind: g.is("blind"),
        is_grave: g.is("grave"),
    })
}

/// The items to be put on the agenda: one of all flags under a title, or one for each flag where none is written.
fn agenda(ask: &Ask) -> Understood<Vec<AgendaDraft>> {
    let g = Given::of(ask);
    let entries = g.text("entries");
    let entries: Vec<String> = entries
        .split(['、', '，', ',', ';', '；', ' '])
        .map(str::trim)
        .filter(|e| !e.is_empty())
        .map(str::to_owned)
        .collect();
    let whole = AgendaDraft {
        title: g.text("title"),
        flags: g.all("flag"),
        entries,
        opinion: g.some("opinion"),
        reporter: g.text("reporter"),
    };
    if !whole.title.is_empty() || whole.flags.is_empty() {
        return Ok(vec![whole]);
    }
    let flags = material::flags(ask)?;
    let title = |id: &String| {
        let raised = flags.flag(id)?;
        let draft = &raised.flag.draft;
        let title = flags.cards.get(&draft.indicator).map(|c| c.title.as_str());
        let of = draft.unit.as_deref().unwrap_or_default();
        Some(format!("{of}疑似{}", title.unwrap_or(&draft.indicator)))
    };
    let items = whole.flags.iter().map(|id| AgendaDraft {
        title: title(id).unwrap_or_else(|| id.clone()),
        flags: vec![id.clone()],
        ..whole.clone()
    });
    Ok(items.collect())
}
