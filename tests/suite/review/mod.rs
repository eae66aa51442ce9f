//! The machines of review beside the table of the office: every act in every state by every role, then every condition.
mod extension;
mod flag;
mod issue;
mod look_back;
mod opinion;
mod random;

mod reconciliation;
mod rectification;
mod rule_version;
mod session;

use std::collections::BTreeSet;

use jiff::civil::Date;
use taizhang::{
    model::{Actor, Guard, Paper, ReviewEvent, ReviewRefusal, ReviewSettings, Role},
    review::{Guards, Machine, apply},
};

pub(super) const TODAY: Date = jiff::civil::date(2026, 10, 20);

/// Who acts, as what.
pub(super) type By = (&'static str, Role);

pub(super) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) fn named(name: &str) -> Paper {
    Paper {
        name: name.to_owned(),
        place: None,
    }
}

/// What an act is tried on, besides the record.
#[derive(Debug, Default)]
pub(super) struct Ground<M: Machine> {
    pub(super) facts: M::Facts,
    pub(super) rests_on: Option<String>,
}

/// One act by one person on today's date.
pub(super) fn act<M: Machine>(
    record: &M,
    (account, role): By,
    act: M::Act,
    ground: &Ground<M>,
) -> Result<M, ReviewRefusal> {
    let event = ReviewEvent {
        record: record.id().to_owned(),
        on: TODAY,
        by: Actor {
            account: account.to_owned(),
            role,
        },
        act,
    };
    event_on(record, &event, ground)
}

pub(super) fn event_on<M: Machine>(
    record: &M,
    event: &ReviewEvent<M::Act>,
    ground: &Ground<M>,
) -> Result<M, ReviewRefusal> {
    let settings = ReviewSettings::default();
    let guards = Guards {
        today: TODAY,
        settings: &settings,
        facts: &ground.facts,
        rests_on: ground.rests_on.as_deref(),
    };
    apply(record, event, &guards)
}

/// An act that must be taken.
pub(super) fn done<M: Machine>(record: &M, by: By, what: M::Act, ground: &Ground<M>) -> M {
    let title = M::act_title(&what);
    act(record, by, what, ground).unwrap_or_else(|e| panic!("{title}: {e}"))
}

/// One row of the table: an act that is right in itself, who may do it, and from which state to which.
pub(super) struct Row<M: Machine> {
    pub(super) what: M::Act,
    /// A person on whom nothing else depends.
    pub(super) account: &'static str,
    pub(super) roles: &'static [Role],
    pub(super) ways: Vec<(M::State, M::State)>,
    pub(super) ground: Ground<M>,
}

pub(super) fn row<M: Machine>(
    what: M::Act,
    account: &'static str,
    roles: &'static [Role],
    ways: &[(M::State, M::State)],
) -> Row<M> {
    Row {
        what,
        account,
        roles,
        ways: ways.to_vec(),
        ground: Ground {
            facts: M::Facts::default(),
            rests_on: None,
        },
    }
}

impl<M: Machine> Row<M> {
    pub(super) fn on(mut self, ground: Ground<M>) -> Self {
        self.ground = ground;
        self
    }
}

/// Every act in every state: taken where the table says so, by whom it says, to where it says; refused in words everywhere else. `once` are acts that only a
/// record nobody acted on takes; they have tests of their own.
pub(super) fn follows_the_table<M: Machine>(
    states: &[M::State],
    at: impl Fn(M::State) -> M,
    rows: &[Row<M>],
    once: &[&'static str],
) {
    let title = |row: &Row<M>| M::act_title(&row.what);
    let told: BTreeSet<&str> = rows.iter().map(title).chain(once.iter().copied()).collect();
    for sort in M::one_of_each() {
        assert!(told.contains(M::act_title(&sort)), "no row for {sort:?}");
    }
    for row in rows {
        let mut seen = 0;
        for state in states {
            let record = at(*state);
            assert_eq!(record.state(), *state, "the way to {state:?}");
            let way = row.ways.iter().find(|(from, _)| from == state);
            for role in Role::ALL {
                let tried = act(&record, (row.account, *role), row.what.clone(), &row.ground);
                let place = format!("{} in {state:?} by {role:?}", title(row));
                match (way, row.roles.contains(role)) {
                    (Some((_, to)), true) => {
                        let next = tried.unwrap_or_else(|e| panic!("{place}: {e}"));
                        assert_eq!(next.state(), *to, "{place}");
                        assert_eq!(next.rev(), record.rev() + 1, "{place}");
                        let (last, before) = next.history().split_last().unwrap();
                        assert_eq!(before, record.history(), "{place}: the past stays");
                        assert_eq!((last.from, last.to), (*state, *to), "{place}");
                        assert_eq!(last.by.account, row.account, "{place}");
                        assert_eq!(last.by.role, *role, "{place}");
                        seen += 1;
                    }
                    (way, fits) => {
                        let refusal = tried.expect_err(&place);
                        assert_eq!(refusal.names(Guard::State), way.is_none(), "{refusal}");
                        assert_eq!(refusal.names(Guard::Role), !fits, "{refusal}");
                        assert!(refusal.unmet.iter().all(|u| !u.missing.is_empty()));
                    }
                }
            }
        }
        let all = row.ways.len() * row.roles.len();
        assert_eq!(seen, all, "{}: a way whose state is not tried", title(row));
    }
}

/// The act is refused, for this reason and no other.
pub(super) fn refused<M: Machine>(
    record: &M,
    by: By,
    what: M::Act,
    ground: &Ground<M>,
    guard: Guard,
) {
    let title = M::act_title(&what);
    let refusal = act(record, by, what, ground).expect_err(title);
    let named: BTreeSet<Guard> = refusal.unmet.iter().map(|u| u.guard).collect();
    assert_eq!(named, BTreeSet::from([guard]), "{refusal}");
}

/// What every act of every machine needs, tried on one that is right otherwise.
pub(super) fn needs_a_person_one_record_and_a_day<M: Machine>(record: &M, by: By, what: &M::Act) {
    let ground = Ground {
        facts: M::Facts::default(),
        rests_on: None,
    };
    let right = ReviewEvent {
        record: record.id().to_owned(),
        on: TODAY,
        by: Actor {
            account: by.0.to_owned(),
            role: by.1,
        },
        act: what.clone(),
    };
    assert!(event_on(record, &right, &ground).is_ok());
    let spoiled = |spoil: &dyn Fn(&mut ReviewEvent<M::Act>)| {
        let mut event = right.clone();
        spoil(&mut event);
        let refusal = event_on(record, &event, &ground).expect_err("spoiled");
        refusal.unmet.iter().map(|u| u.guard).collect::<Vec<_>>()
    };
    assert!(spoiled(&|e| e.by.account = "  ".to_owned()).contains(&Guard::Person));
    assert_eq!(spoiled(&|e| e.record = String::new()), [Guard::OneEntry]);
    assert_eq!(
        spoiled(&|e| e.record = format!("{0},{0}", e.record)),
        [Guard::OneEntry],
        "never in bulk"
    );
    assert_eq!(spoiled(&|e| e.on = day("2026-10-21")), [Guard::Day]);
    assert_eq!(spoiled(&|e| e.on = day("2026-10-19")), [Guard::Day]);
}
