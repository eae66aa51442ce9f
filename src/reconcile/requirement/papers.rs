//! Sets documents beside the documents they carry out.
use super::{
    chain::Paper,
    compare::{self, Verdict, Way},
    finding::Finding,
    matter::{self, Matter},
    metric::{self, Metric},
    name::Same,
    sentence::{self, Sentence},
};
use jiff::civil::Date;

use crate::model::{Book, Certainty, SourceRef};

/// What a document demands, sentence by sentence.
#[derive(Debug)]
pub(super) struct Demands<'a> {
    pub(super) sentences: Vec<Sentence<'a>>,
    /// Amounts with the sentence each stands in.
    pub(super) metrics: Vec<(usize, Metric)>,
    /// Tasks with the sentence each stands in.
    pub(super) matters: Vec<(usize, Matter)>,
    /// Tasks of its tables, with their deadlines.
    pub(super) titled: Vec<Titled>,
}

/// A task of a table.
#[derive(Debug)]
pub(super) struct Titled {
    pub(super) title: String,
    pub(super) by: Date,
    pub(super) source: SourceRef,
}

impl<'a> Demands<'a> {
    pub(super) fn of(sentences: Vec<Sentence<'a>>) -> Self {
        let each = |read: &dyn Fn(&Sentence<'a>) -> Vec<Metric>| {
            sentences
                .iter()
                .enumerate()
                .flat_map(|(at, s)| read(s).into_iter().map(move |m| (at, m)))
                .collect()
        };
        let metrics = each(&metric::metrics);
        let matters = sentences
            .iter()
            .enumerate()
            .flat_map(|(at, s)| matter::matters(s).into_iter().map(move |m| (at, m)))
            .collect();
        Self {
            metrics,
            matters,
            sentences,
            titled: Vec::new(),
        }
    }
    pub(super) fn of_document(paper: &Paper<'a>) -> Self {
        Self::of(sentence::of_document(paper.document))
    }
    /// What a document and its tables demand.
    pub(super) fn with_tables(paper: &Paper<'a>, books: &[&'a Book]) -> Self {
        let mut sentences = sentence::of_document(paper.document);
        let mut titled = Vec::new();
        for row in books.iter().flat_map(|b| b.rows()) {
            let reference = row.book.as_of.as_ref().map(|a| a.date);
            for field in IN_TABLES {
                sentences.extend(sentence::of_cell(row, field, reference));
            }
            let date = row.date("deadline").filter(|d| d.doubt.is_none());
            if let Some(by) = date.and_then(|d| d.to)
                && let Some(source) = row.quote("deadline")
            {
                titled.push(Titled {
                    title: row.record.title.clone(),
                    by,
                    source,
                });
            }
        }
        Self {
            titled,
            ..Self::of(sentences)
        }
    }
    pub(super) fn sentence(&self, at: usize) -> Option<&Sentence<'a>> {
        self.sentences.get(at)
    }
}

/// Fields of a document's tables that say what is demanded.
const IN_TABLES: [&str; 5] = ["title", "content", "requirement", "goal", "measure"];

/// A set of demands and what it is called.
pub(super) type Named<'d, 'a> = (String, &'d Demands<'a>);

/// A difference that may be told: name of the upper document, the demand and its sentence, way, item and formula.
type Candidate<'d, T> = (
    &'d String,
    &'d T,
    &'d Sentence<'d>,
    Way,
    &'static str,
    String,
);

/// Differences of the lower demands from those above, one for each lower demand.
pub(super) fn differences(
    above: &[Named<'_, '_>],
    lower: &Demands<'_>,
    year: Option<i16>,
    beside: &str,
) -> Vec<Finding> {
    let mut found: Vec<Finding> = lower
        .metrics
        .iter()
        .filter(|(_, l)| !l.aside)
        .filter_map(|(at, l)| amount(above, lower, (*at, l), year, beside))
        .collect();
    let measured: Vec<usize> = lower.metrics.iter().map(|(at, _)| *at).collect();
    found.extend(
        lower
            .matters
            .iter()
            // A sentence with an amount is compared by its amount and the deadline of that.
            .filter(|(at, _)| !measured.contains(at))
            .filter_map(|(at, l)| task(above, lower, (*at, l), beside)),
    );
    found
}

/// The difference of one amount.
fn amount(
    above: &[Named<'_, '_>],
    lower: &Demands<'_>,
    (at, l): (usize, &Metric),
    year: Option<i16>,
    beside: &str,
) -> Option<Finding> {
    let ls = lower.sentence(at)?;
    let mut differs: Option<(Same, Candidate<'_, Metric>)> = None;
    for (name, demands) in above {
        for (u_at, u) in demands.metrics.iter().filter(|(_, u)| !u.aside) {
            let us = demands.sentence(*u_at)?;
            let same = compare::same_metric((u, us), (l, ls));
            if same == Same::No {
                continue;
            }
            match compare::metrics(u, l, year) {
                Verdict::Agrees => return None,
                Verdict::Differs(way, item, formula) => {
                    let day_kept =
                        item == "完成时限" && way == Way::Up && keeps_day(lower, ls, u.by);
                    if compare::reason(way, us, ls, beside).is_none()
                        && !day_kept
                        && !is_met_elsewhere((u, us), lower, year)
                    {
                        let better = differs.as_ref().is_none_or(|(best, ..)| same > *best);
                        if better {
                            differs = Some((same, (name, u, us, way, item, formula)));
                        }
                    }
                }
            }
        }
    }
    let (same, (name, u, us, way, item, formula)) = differs?;
    Some(Finding {
        way,
        item,
        formula,
        matter: format!("{}{}", l.whose.of, l.name),
        no: None,
        above: name.clone(),
        upper: us.quote(&u.range)?,
        lower: ls.quote(&l.range)?,
        certainty: if same == Same::Yes {
            Certainty::确定
        } else {
            Certainty::较强
        },
    })
}

/// Whether another sentence of the lower text keeps the upper amount, or tells that it is already reached.
fn is_met_elsewhere(
    upper: (&Metric, &Sentence<'_>),
    lower: &Demands<'_>,
    year: Option<i16>,
) -> bool {
    lower.metrics.iter().any(|(at, other)| {
        lower.sentence(*at).is_some_and(|s| {
            if compare::same_metric(upper, (other, s)) == Same::No {
                return false;
            }
            if other.aside {
                // A fact: at least as strict as demanded.
                return !matches!(
                    compare::metrics(
                        upper.0,
                        &Metric {
                            by: None,
                            ..other.clone()
                        },
                        None
                    ),
                    Verdict::Differs(Way::Down, ..)
                );
            }
            other.value == upper.0.value
                && compare::metrics(upper.0, other, year) == Verdict::Agrees
        })
    })
}

/// Whether the passage of a sentence also names the upper day: then the earlier one is a step on the way.
fn keeps_day(lower: &Demands<'_>, sentence: &Sentence<'_>, day: Option<Date>) -> bool {
    day.is_some()
        && lower
            .sentences
            .iter()
            .filter(|s| s.around == sentence.around)
            .any(|s| s.dates.iter().any(|d| d.value.to == day))
}

/// The difference of one task.
fn task(
    above: &[Named<'_, '_>],
    lower: &Demands<'_>,
    (at, l): (usize, &Matter),
    beside: &str,
) -> Option<Finding> {
    let ls = lower.sentence(at)?;
    let mut differs: Option<(f64, Candidate<'_, Matter>)> = None;
    for (name, demands) in above {
        for (u_at, u) in &demands.matters {
            let Some(alike) = matter::same(u, l) else {
                continue;
            };
            let us = demands.sentence(*u_at)?;
            match compare::matters(u, l) {
                Verdict::Agrees if u.act == l.act => return None,
                Verdict::Agrees => {}
                Verdict::Differs(way, item, formula) => {
                    let kept = lower.matters.iter().any(|(_, other)| {
                        other.by.is_some() && other.by == u.by && matter::same(u, other).is_some()
                    });
                    let better = differs.as_ref().is_none_or(|(best, ..)| alike > *best);
                    let kept = kept || (way == Way::Up && keeps_day(lower, ls, u.by));
                    if !kept && better && compare::reason(way, us, ls, beside).is_none() {
                        differs = Some((alike, (name, u, us, way, item, formula)));
                    }
                }
            }
        }
    }
    let (_, (name, u, us, way, item, formula)) = differs?;
    Some(Finding {
        way,
        item,
        formula,
        matter: ls.text(l.range.clone()),
        no: None,
        above: name.clone(),
        upper: us.quote(&u.range)?,
        lower: ls.quote(&l.range)?,
        certainty: Certainty::较强,
    })
}
