//! Records and acts of review by the words a person types: `采纳`, `state_view item=1 stance=不同意 text=…`.
use serde_json::{Map, Value, json};

use crate::{
    model::{
        FlagCase, Issue, LookBack, LookBackKind, Opinion, Person, ReconRun, RectificationCase,
        ReviewRecord, ReviewSession, RuleCase,
    },
    review::Machine,
    store::StoreError,
    workflow::{Office, OfficeError},
};

/// Particulars that are papers: their name stands for them.
const PAPERS: [&str; 4] = ["source", "paper", "collective", "letter"];
/// Particulars that list names, parted by 、.
const LISTS: [&str; 5] = ["people", "verifiers", "methods", "flags", "entries"];
/// Kinds of records, as they are named in commands.
const KINDS: [&str; 8] = [
    FlagCase::KIND,
    ReviewSession::KIND,
    Issue::KIND,
    Opinion::KIND,
    RectificationCase::KIND,
    LookBack::KIND,
    ReconRun::KIND,
    RuleCase::KIND,
];

fn unclear<T>(what: String) -> Result<T, OfficeError> {
    Err(OfficeError::ActUnclear { what })
}

fn no_kind<T>(kind: &str) -> Result<T, OfficeError> {
    unclear(format!("没有“{kind}”这类记录；可用：{}", KINDS.join("、")))
}

fn shown<R: ReviewRecord>(record: &R) -> Result<Value, OfficeError> {
    Ok(serde_json::to_value(record).map_err(StoreError::Record)?)
}

/// An act from its name and its particulars; `a.b=…` and `a.0.b=…` reach into what is nested.
fn act<M: Machine>(name: &str, particulars: &[(String, String)]) -> Result<M::Act, OfficeError> {
    let sorts: Vec<(String, &str)> = M::one_of_each()
        .iter()
        .filter_map(|sort| {
            let tag = json!(sort).get("act")?.as_str()?.to_owned();
            Some((tag, M::act_title(sort)))
        })
        .collect();
    let found = sorts
        .iter()
        .find(|(tag, title)| tag == name || *title == name);
    let Some((tag, title)) = found else {
        let all: Vec<String> = sorts
            .iter()
            .map(|(tag, t)| format!("{t}（{tag}）"))
            .collect();
        return unclear(format!(
            "没有“{name}”这个办理动作；可用：{}",
            all.join("、")
        ));
    };
    let mut value = object(particulars);
    if let Some(object) = value.as_object_mut() {
        object.insert("act".to_owned(), json!(tag));
    }
    serde_json::from_value(value).map_err(|e| OfficeError::ActUnclear {
        what: format!("“{title}”填写不全或有误（{e}）"),
    })
}

/// Particulars as one JSON object.
fn object(particulars: &[(String, String)]) -> Value {
    let mut root = Value::Object(Map::new());
    for (path, words) in particulars {
        let steps: Vec<&str> = path.split('.').collect();
        let last = steps.last().copied().unwrap_or_default();
        put(&mut root, &steps, value(last, words.trim()));
    }
    root
}

/// Puts a value where the steps lead; a number is a place in a list.
fn put(into: &mut Value, steps: &[&str], value: Value) {
    let Some((step, rest)) = steps.split_first() else {
        *into = value;
        return;
    };
    if let Ok(at) = step.parse::<usize>() {
        if !into.is_array() {
            *into = json!([]);
        }
        if let Some(list) = into.as_array_mut() {
            // Lists are filled in their order; a place further on is the next one.
            let at = at.min(list.len());
            if at == list.len() {
                list.push(Value::Null);
            }
            if let Some(there) = list.get_mut(at) {
                put(there, rest, value);
            }
        }
        return;
    }
    if !into.is_object() {
        *into = json!({});
    }
    if let Some(object) = into.as_object_mut() {
        put(
            object.entry((*step).to_owned()).or_insert(Value::Null),
            rest,
            value,
        );
    }
}

/// One particular: JSON in brackets or quotes, a number, yes or no, a list of names, a paper, or words.
fn value(name: &str, words: &str) -> Value {
    if PAPERS.contains(&name) {
        return json!({ "name": words });
    }
    if LISTS.contains(&name) && !words.starts_with('[') {
        let names = words.split(['、', '，', ',', '；', ';']).map(str::trim);
        return json!(names.filter(|n| !n.is_empty()).collect::<Vec<_>>());
    }
    match words {
        "是" => Value::Bool(true),
        "否" => Value::Bool(false),
        _ => match words.chars().next() {
            Some('[' | '{' | '"' | 't' | 'f' | 'n' | '0'..='9') => {
                serde_json::from_str(words).unwrap_or_else(|_| json!(words))
            }
            _ => json!(words),
        },
    }
}

impl Office {
    /// Every record of a kind, as a person may see it.
    ///
    /// # Errors
    /// When there is no such kind or the store fails.
    pub fn records_of(&mut self, kind: &str, viewer: &Person) -> Result<Vec<Value>, OfficeError> {
        fn all<R: ReviewRecord>(office: &mut Office) -> Result<Vec<Value>, OfficeError> {
            let all = office.all_records::<R>()?;
            all.iter().map(shown).collect()
        }
        match kind {
            FlagCase::KIND => all::<FlagCase>(self),
            ReviewSession::KIND => self.sessions(viewer)?.iter().map(shown).collect(),
            Issue::KIND => all::<Issue>(self),
            Opinion::KIND => all::<Opinion>(self),
            RectificationCase::KIND => all::<RectificationCase>(self),
            LookBack::KIND => all::<LookBack>(self),
            ReconRun::KIND => all::<ReconRun>(self),
            RuleCase::KIND => all::<RuleCase>(self),
            _ => no_kind(kind),
        }
    }

    /// A record of a kind, as a person may see it.
    ///
    /// # Errors
    /// When there is no such kind or record, or the store fails.
    pub fn record_of(
        &mut self,
        kind: &str,
        no: &str,
        viewer: &Person,
    ) -> Result<Value, OfficeError> {
        match kind {
            FlagCase::KIND => shown(&self.flag_case(no)?),
            ReviewSession::KIND => shown(&self.session(no, viewer)?),
            Issue::KIND => shown(&self.issue(no)?),
            Opinion::KIND => shown(&self.opinion(no)?),
            RectificationCase::KIND => shown(&self.rectification(no)?),
            LookBack::KIND => shown(&self.look_back(no)?),
            ReconRun::KIND => shown(&self.recon_run(no)?),
            RuleCase::KIND => shown(&self.rule_case(no)?),
            _ => no_kind(kind),
        }
    }

    /// Does something with a record of a kind, named by words.
    ///
    /// # Errors
    /// When the words are not understood, the act is refused, or the store fails.
    pub fn act_in_words(
        &mut self,
        (kind, no): (&str, &str),
        by: &Person,
        name: &str,
        words: &[(String, String)],
    ) -> Result<Value, OfficeError> {
        match kind {
            FlagCase::KIND => {
                shown(&self.act_on_flag(no, by, None, act::<FlagCase>(name, words)?)?)
            }
            ReviewSession::KIND => {
                let act = act::<ReviewSession>(name, words)?;
                shown(&self.act_on_session(no, by, None, act)?)
            }
            Issue::KIND => shown(&self.act_on_issue(no, by, None, act::<Issue>(name, words)?)?),
            Opinion::KIND => {
                shown(&self.act_on_opinion(no, by, None, act::<Opinion>(name, words)?)?)
            }
            RectificationCase::KIND => {
                let act = act::<RectificationCase>(name, words)?;
                shown(&self.act_on_rectification(no, by, None, act)?)
            }
            LookBack::KIND => {
                shown(&self.act_on_look_back(no, by, None, act::<LookBack>(name, words)?)?)
            }
            ReconRun::KIND => {
                shown(&self.act_on_recon_run(no, by, None, act::<ReconRun>(name, words)?)?)
            }
            RuleCase::KIND => {
                shown(&self.act_on_rule(no, by, None, act::<RuleCase>(name, words)?)?)
            }
            _ => no_kind(kind),
        }
    }

    /// Opens a record: a session, an opinion, a look-back, or the standing of a rule, from words.
    ///
    /// # Errors
    /// When the words are not understood, the act is refused, or the store fails.
    pub fn open_in_words(
        &mut self,
        kind: &str,
        by: &Person,
        words: &[(String, String)],
    ) -> Result<Value, OfficeError> {
        let wrong = |e: serde_json::Error| OfficeError::ActUnclear {
            what: format!("填写不全或有误（{e}）"),
        };
        let given = object(words);
        let text = |name: &str| given.get(name).and_then(Value::as_str).unwrap_or_default();
        match kind {
            ReviewSession::KIND => {
                let plan = serde_json::from_value(given).map_err(wrong)?;
                shown(&self.plan_session(by, plan)?)
            }
            Opinion::KIND => {
                let plan = serde_json::from_value(given).map_err(wrong)?;
                shown(&self.draft_opinion(by, plan)?)
            }
            LookBack::KIND => {
                let due = serde_json::from_value(json!(text("due"))).map_err(wrong)?;
                let kind = LookBackKind::from_name(text("kind")).unwrap_or(LookBackKind::自身);
                shown(&self.plan_look_back(by, kind, (text("title"), text("unit")), due)?)
            }
            RuleCase::KIND => shown(&self.propose_rule(by, text("rule"))?),
            _ => no_kind(kind),
        }
    }
}
