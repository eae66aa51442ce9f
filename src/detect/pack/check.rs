//! Turns a rule file into a rule, or says everything that is wrong with it.
use std::ops::Range;

use sha2::{Digest, Sha256};
use toml::Spanned;

use super::{
    allowed::{CERTAINTIES, COLUMNS, OUT_OF_SCOPE, SCOPES, SEVERITIES, WITHIN},
    error::Faults,
    file::{Expect, PackFile, Text},
    lists::Lists,
    pattern::{Pattern, compile},
    rule::{Feature, Kind, Message, Rule, Scope, Unless, When, Within},
};
use crate::detect::{scan::ScannerBuilder, slots::Slot};
use crate::model::{Certainty, DocType, Reason, fold};

/// Fewest examples a rule must carry.
const MIN_HITS: usize = 1;
const MIN_NON_HITS: usize = 2;

/// Reads the file's text; a fault of syntax ends the matter at once.
pub(super) fn parse(text: &str, faults: &mut Faults<'_>) -> Option<PackFile> {
    match toml::from_str(text) {
        Ok(file) => Some(file),
        Err(e) => {
            let span = e.span().unwrap_or(0..0);
            let said = e.message();
            let named = |head: &str| {
                said.strip_prefix(head)
                    .and_then(|rest| rest.split('`').nth(1))
            };
            let reason = if let Some(field) = named("unknown field ") {
                Reason::new("rule-unknown-field").with("field", field)
            } else if let Some(field) = named("missing field ") {
                Reason::new("rule-missing-field").with("field", field)
            } else {
                Reason::new("rule-syntax").with("detail", said)
            };
            faults.at(&span, reason);
            None
        }
    }
}

/// Checks everything but the examples and compiles the rule.
pub(super) fn compile_rule(
    (path, text, trusted): (&str, &str, bool),
    file: &PackFile,
    builder: &mut ScannerBuilder,
    faults: &mut Faults<'_>,
) -> Option<Rule> {
    let lists = Lists::read(&file.define, faults);
    let mut check = Check {
        file,
        trusted,
        lists,
        faults,
    };
    let scope = check.one_of("scope", &file.scope, SCOPES);
    let severity = check.one_of("severity", &file.severity, SEVERITIES);
    let scored = check.one_of("kind", &file.kind, &[("pattern", false), ("score", true)]);
    let certainty = match &file.certainty {
        Some(c) => check.one_of("certainty", c, CERTAINTIES),
        None if scored == Some(true) => Some(Certainty::线索),
        None => Some(Certainty::较强),
    };
    let doc_types = check.doc_types();
    check.head();
    check.examples();
    let (scope, scored) = (scope?, scored?);
    if scope == Scope::LedgerRow && file.columns.is_empty() {
        check.fault(&file.scope, Reason::new("rule-no-columns"));
    }
    let one_sentence = scope == Scope::Sentence;
    let kind = if scored {
        check.score(builder, one_sentence)
    } else {
        check.pattern(builder, one_sentence)
    };
    let unless = check.unless(builder);
    check.placeholders(scored);
    if !check.faults.is_empty() {
        return None;
    }
    let hash: String = Sha256::digest(text.as_bytes())
        .iter()
        .take(6)
        .map(|b| format!("{b:02x}"))
        .collect();
    let words = |list: &[Text]| list.iter().map(|t| t.get_ref().clone()).collect();
    let folded = |list: &[Text]| list.iter().map(|t| fold(t.get_ref())).collect();
    let id = file.id.get_ref().clone();
    Some(Rule {
        indicator: file
            .indicator
            .as_ref()
            .map_or_else(|| id.clone(), |i| i.get_ref().clone()),
        id,
        version: file.version,
        author: file.author.clone(),
        name: file.name.get_ref().clone(),
        family: file.family.clone(),
        file: path.to_owned(),
        hash,
        severity: severity?,
        certainty: certainty?,
        scope,
        doc_types,
        sections: folded(&file.sections),
        skip_sections: folded(&file.skip_sections),
        columns: words(&file.columns),
        chars: file.min_chars.unwrap_or(0)..=file.max_chars.unwrap_or(u32::MAX),
        message: Message {
            reason: file.message.reason.get_ref().clone(),
            ask: file.message.ask.clone(),
            would_clear: file.message.would_clear.clone(),
        },
        basis: file
            .basis
            .iter()
            .map(|b| (b.title.clone(), b.point.clone(), b.url.clone()))
            .collect(),
        kind: kind?,
        unless,
    })
}

struct Check<'a, 'f> {
    file: &'a PackFile,
    trusted: bool,
    lists: Lists,
    faults: &'a mut Faults<'f>,
}

impl Check<'_, '_> {
    fn fault<T>(&mut self, at: &Spanned<T>, reason: Reason) {
        self.faults.at(&at.span(), reason);
    }

    fn one_of<T: Copy>(&mut self, field: &str, value: &Text, allowed: &[(&str, T)]) -> Option<T> {
        let found = allowed.iter().find(|(name, _)| name == value.get_ref());
        if found.is_none() {
            let names: Vec<_> = allowed.iter().map(|(name, _)| *name).collect();
            let reason = Reason::new("rule-unknown-value")
                .with("field", field)
                .with("value", value.get_ref())
                .with("allowed", names.join(" | "));
            self.fault(value, reason);
        }
        found.map(|(_, v)| *v)
    }

    fn doc_types(&mut self) -> Vec<DocType> {
        let file = self.file;
        let mut types = Vec::new();
        if file.doc_types.get_ref().is_empty() {
            self.fault(&file.doc_types, Reason::new("rule-no-doc-types"));
        }
        let allowed: Vec<String> = DocType::ALL.iter().map(|t| t.name()).collect();
        for name in file.doc_types.get_ref() {
            match DocType::from_name(name.get_ref()) {
                Some(t) if OUT_OF_SCOPE.contains(&t) => {
                    let reason =
                        Reason::new("rule-genre-out-of-scope").with("value", name.get_ref());
                    self.fault(name, reason);
                }
                Some(t) => types.push(t),
                None => {
                    let reason = Reason::new("rule-unknown-value")
                        .with("field", "doc_types")
                        .with("value", name.get_ref())
                        .with("allowed", allowed.join(" | "));
                    self.fault(name, reason);
                }
            }
        }
        types
    }

    fn head(&mut self) {
        let file = self.file;
        let kebab = |id: &str| {
            !id.is_empty()
                && id
                    .chars()
                    .all(|c| c.is_alphanumeric() && !c.is_uppercase() || c == '-')
        };
        for id in [Some(&file.id), file.indicator.as_ref()]
            .into_iter()
            .flatten()
        {
            if !kebab(id.get_ref()) {
                let reason = Reason::new("rule-bad-id").with("value", id.get_ref());
                self.fault(id, reason);
            }
        }
        self.columns(&file.columns);
        if file.message.ask.iter().all(|a| a.trim().is_empty()) {
            self.fault(&file.message.reason, Reason::new("rule-no-ask"));
        }
        if file
            .basis
            .iter()
            .all(|b| b.title.trim().is_empty() || b.point.trim().is_empty())
        {
            self.fault(&file.id, Reason::new("rule-no-basis"));
        }
        if file.min_chars.unwrap_or(0) > file.max_chars.unwrap_or(u32::MAX) {
            self.fault(&file.id, Reason::new("rule-chars-crossed"));
        }
    }

    fn columns(&mut self, columns: &[Text]) -> Vec<String> {
        for column in columns {
            if !COLUMNS.contains(&column.get_ref().as_str()) {
                let reason = Reason::new("rule-unknown-value")
                    .with("field", "columns")
                    .with("value", column.get_ref())
                    .with("allowed", COLUMNS.join(" | "));
                self.fault(column, reason);
            }
        }
        columns.iter().map(|c| c.get_ref().clone()).collect()
    }

    fn examples(&mut self) {
        let file = self.file;
        let count = |want: bool| {
            file.test
                .iter()
                .filter(|t| matches!(t.get_ref().expect, Expect::Flag(f) if f == want))
                .count()
        };
        for t in &file.test {
            match &t.get_ref().expect {
                Expect::Known(word) if word != "known-miss" => {
                    let reason = Reason::new("rule-unknown-value")
                        .with("field", "expect")
                        .with("value", word)
                        .with("allowed", "true | false | \"known-miss\"");
                    self.fault(t, reason);
                }
                _ => {}
            }
        }
        let (hits, non_hits) = (count(true), count(false));
        if hits < MIN_HITS || non_hits < MIN_NON_HITS {
            let reason = Reason::new("rule-few-examples")
                .with("positive", hits)
                .with("negative", non_hits);
            self.fault(&file.id, reason);
        }
    }

    fn patterns(&mut self, any: &[Text], one_sentence: bool) -> Vec<Pattern> {
        let mut patterns = Vec::new();
        for text in any {
            let whole = self.lists.put_in(text.get_ref());
            match whole.and_then(|p| compile(&p, one_sentence, self.trusted)) {
                Ok(p) => patterns.push(p),
                Err(reason) => self.fault(text, reason),
            }
        }
        patterns
    }

    fn slots(&mut self, names: &[Text]) -> Vec<u32> {
        let allowed: Vec<(&str, u32)> = Slot::ALL.iter().map(|s| (s.name(), s.group())).collect();
        names
            .iter()
            .filter_map(|n| self.one_of("slots", n, &allowed))
            .collect()
    }

    /// A group must hold patterns or slots.
    fn filled(&mut self, at: &Text, any: &[Text], slots: &[Text]) {
        if any.is_empty() && slots.is_empty() {
            let reason = Reason::new("rule-empty-group").with("name", at.get_ref());
            self.fault(at, reason);
        }
    }

    fn misplaced(&mut self, at: &Range<usize>, field: &str) {
        let reason = Reason::new("rule-misplaced-field")
            .with("field", field)
            .with("kind", self.file.kind.get_ref());
        self.faults.at(at, reason);
    }

    fn pattern(&mut self, builder: &mut ScannerBuilder, one_sentence: bool) -> Option<Kind> {
        let file = self.file;
        if let Some(t) = &file.threshold {
            self.misplaced(&t.span(), "threshold");
        }
        if let Some(t) = &file.required {
            self.misplaced(&t.span(), "required");
        }
        if let Some(f) = file.feature.first() {
            self.misplaced(&f.span(), "feature");
        }
        if file.when.is_empty() {
            self.fault(
                &file.kind,
                Reason::new("rule-missing-field").with("field", "when"),
            );
        }
        let mut when = Vec::new();
        for w in file.when.iter().map(Spanned::get_ref) {
            self.filled(&w.name, &w.any, &[]);
            let patterns = self.patterns(&w.any, one_sentence);
            let mut mentions_count = false;
            for c in &w.context {
                mentions_count |= self.one_of("context", c, &[("use", false), ("any", true)])?;
            }
            let same_clause = match &w.together {
                Some(t) => self.one_of("together", t, &[("unit", false), ("clause", true)])?,
                None => false,
            };
            let within = match &w.within {
                Some(far) => self.one_of("within", far, WITHIN)?,
                None => Within::Unit,
            };
            if same_clause && within != Within::Unit {
                self.fault(&w.name, Reason::new("rule-clause-outside-unit"));
            }
            when.push(When {
                name: w.name.get_ref().clone(),
                group: builder.group(patterns),
                mentions_count,
                same_clause,
                within,
            });
        }
        if !when.is_empty() && when.iter().all(|w| w.within != Within::Unit) {
            self.fault(&file.kind, Reason::new("rule-no-trigger-in-unit"));
        }
        Some(Kind::Pattern { when })
    }

    fn score(&mut self, builder: &mut ScannerBuilder, one_sentence: bool) -> Option<Kind> {
        let file = self.file;
        if let Some(w) = file.when.first() {
            self.misplaced(&w.span(), "when");
        }
        let Some(threshold) = &file.threshold else {
            self.fault(
                &file.kind,
                Reason::new("rule-missing-field").with("field", "threshold"),
            );
            return None;
        };
        let Some(required) = &file.required else {
            self.fault(
                &file.kind,
                Reason::new("rule-missing-field").with("field", "required"),
            );
            return None;
        };
        let mut features = Vec::new();
        for f in file.feature.iter().map(Spanned::get_ref) {
            self.filled(&f.name, &f.any, &f.slots);
            let patterns = self.patterns(&f.any, one_sentence);
            features.push(Feature {
                name: f.name.get_ref().clone(),
                weight: f.weight,
                cap: f.cap,
                group: (!f.any.is_empty()).then(|| builder.group(patterns)),
                slots: self.slots(&f.slots),
                mentions_count: f.weight < 0.0,
            });
        }
        let mut nth = |name: &str, at: Range<usize>| {
            let found = features.iter().position(|f| f.name == name);
            if found.is_none() {
                let reason = Reason::new("rule-unknown-group").with("name", name);
                self.faults.at(&at, reason);
            }
            found
        };
        let names = required.get_ref().names().iter();
        let required = names.filter_map(|n| nth(n, required.span())).collect();
        let concreteness = file
            .concreteness
            .iter()
            .filter_map(|n| nth(n.get_ref(), n.span()))
            .collect();
        let most: f64 = features
            .iter()
            .filter(|f| f.weight > 0.0)
            .map(|f| f.weight * f64::from(f.cap))
            .sum();
        if *threshold.get_ref() > most {
            let reason = Reason::new("rule-threshold-too-high")
                .with("threshold", threshold.get_ref())
                .with("most", most);
            self.fault(threshold, reason);
        }
        Some(Kind::Score {
            features,
            threshold: *threshold.get_ref(),
            required,
            concreteness,
        })
    }

    fn unless(&mut self, builder: &mut ScannerBuilder) -> Vec<Unless> {
        let file = self.file;
        let mut all = Vec::new();
        for u in file.unless.iter().map(Spanned::get_ref) {
            if u.columns.is_empty() {
                self.filled(&u.name, &u.any, &u.slots);
            }
            let patterns = self.patterns(&u.any, false);
            let within = match &u.within {
                Some(w) => self.one_of("within", w, WITHIN),
                None => Some(Within::Around),
            };
            let lowers = match &u.effect {
                Some(e) => self.one_of("effect", e, &[("drop", false), ("lower", true)]),
                None => Some(false),
            };
            let slots = self.slots(&u.slots);
            let (Some(within), Some(lowers)) = (within, lowers) else {
                continue;
            };
            all.push(Unless {
                name: u.name.get_ref().clone(),
                group: (!u.any.is_empty()).then(|| builder.group(patterns)),
                slots,
                at_least: u.at_least.unwrap_or(1),
                columns: self.columns(&u.columns),
                within,
                affirmed: u.affirmed,
                lowers,
            });
        }
        all
    }

    /// Every `{name}` of the message must be something that can be put in.
    fn placeholders(&mut self, scored: bool) {
        let file = self.file;
        let names: Vec<&str> = if scored {
            let features = file
                .feature
                .iter()
                .map(|f| f.get_ref().name.get_ref().as_str());
            features
                .chain(["具体性", "得分", "阈值", "缺失要素"])
                .collect()
        } else {
            let when = file
                .when
                .iter()
                .map(|w| w.get_ref().name.get_ref().as_str());
            when.chain(["缺失要素"]).collect()
        };
        for piece in file.message.reason.get_ref().split('{').skip(1) {
            let name = piece.split('}').next().unwrap_or_default();
            if !names.contains(&name) {
                let reason = Reason::new("rule-unknown-group").with("name", name);
                self.fault(&file.message.reason, reason);
            }
        }
    }
}
