//! `train reader`: the second reader.
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use super::super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        message::{fill, text},
        output, rows,
        train_args::ReaderArgs,
    },
    workflow::{Lessons, OfficeError, OnPaper, Tally, Trial, wilson},
};

pub(super) fn reader(desk: &Desk, args: &ReaderArgs) -> Result<Outcome, CommandError> {
    let lessons = Lessons::read(&args.gold, &args.real, &args.honest, args.most)?;
    let (labelled, real) = lessons.len();
    output::complain(&fill(
        desk.language,
        "train.lessons",
        &[
            ("labelled", &labelled.to_string()),
            ("writers", &lessons.writers().join(", ")),
            ("real", &real.to_string()),
        ],
    ));
    if !args.leave_out.is_empty() {
        let (trials, papers) = lessons.try_reader(&args.leave_out)?;
        show(desk, &trials, &papers)?;
    }
    if let Some(out) = &args.out {
        let facts = [
            ("taught-on", desk.on().to_string()),
            (
                "labelled",
                format!("{labelled} texts of {}", lessons.writers().join(", ")),
            ),
            ("real", format!("{real} sentences of public papers")),
        ];
        let taught = lessons.teach_reader(&facts)?;
        for (name, content) in &taught.files {
            let path = out.join(name);
            #[expect(
                clippy::disallowed_methods,
                reason = "the files were asked for by name"
            )]
            fs::write(&path, content).map_err(|e| OfficeError::Gold {
                path: path.clone(),
                line: 0,
                detail: e.to_string(),
            })?;
        }
        let (gates, judge) = taught.features;
        output::line(&fill(
            desk.language,
            "train.written",
            &[
                ("path", &out.display().to_string()),
                ("gates", &gates.to_string()),
                ("judge", &judge.to_string()),
            ],
        ))?;
    }
    Ok(Outcome::Done)
}

fn show(
    desk: &Desk,
    trials: &BTreeMap<(String, String), Trial>,
    papers: &BTreeMap<String, OnPaper>,
) -> Result<(), CommandError> {
    let columns = ["indicator", "reader", "by_rules", "whole", "papers"];
    let mut table = output::table(&rows::header(desk.language, &columns));
    let sum = |keep: &dyn Fn(&(String, String)) -> bool| {
        let mut all = Trial::default();
        for (_, t) in trials.iter().filter(|(k, _)| keep(k)) {
            all.reader.add(t.reader);
            all.rules.add(t.rules);
            all.both.add(t.both);
        }
        all
    };
    let indicators: BTreeSet<&str> = trials.keys().map(|k| k.1.as_str()).collect();
    for id in indicators {
        let on = papers.get(id).copied().unwrap_or_default();
        table.add_row(row(id, &sum(&|k| k.1 == id), &per_thousand(on)));
    }
    let writers: BTreeSet<&str> = trials.keys().map(|k| k.0.as_str()).collect();
    for writer in writers {
        table.add_row(row(writer, &sum(&|k| k.0 == writer), ""));
    }
    let all = sum(&|_| true);
    table.add_row(row(&text(desk.language, "eval.all"), &all, ""));
    output::line(&table.to_string())?;
    Ok(())
}

fn row(name: &str, trial: &Trial, papers: &str) -> Vec<String> {
    vec![
        name.to_owned(),
        figures(trial.reader),
        figures(trial.rules),
        figures(trial.both),
        papers.to_owned(),
    ]
}

/// Precision and recall, with the four counts.
fn figures(t: Tally) -> String {
    let share = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), |x| format!("{x:.2}"));
    format!(
        "{} {} ({} {} {} {})",
        share(t.precision()),
        share(t.recall()),
        t.tp,
        t.fp,
        t.missed,
        t.tn
    )
}

/// Flags per thousand sentences, of the reader and of the whole detector, and the upper end of the 95 % interval.
fn per_thousand(on: OnPaper) -> String {
    let rate = |flagged: usize| {
        let (flagged, sentences) = (
            u32::try_from(flagged).ok()?,
            u32::try_from(on.sentences).ok()?,
        );
        let (_, most) = wilson(flagged, sentences)?;
        let rate = 1000.0 * f64::from(flagged) / f64::from(sentences.max(1));
        Some(format!("{rate:.2} (≤ {:.2})", 1000.0 * most))
    };
    match (rate(on.reader), rate(on.whole)) {
        (Some(reader), Some(whole)) => format!("{reader}, {whole}"),
        _ => String::new(),
    }
}
