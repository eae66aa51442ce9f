//! 材料: batches, files, what was read and what was not and why; bringing in more.
use askama::Template;

use crate::{
    model::{FileRecord, Reason, Recovery},
    web::{
        answer::{Answer, Problem},
        ask::Ask,
        clock, docket,
        form::escaped,
        frame::Frame,
        imports::{Finished, Running},
        material,
    },
    workflow::{Stage, WhatHappened},
};

/// Files on one page.
const PER_PAGE: usize = 100;

#[derive(Template)]
#[template(path = "files.html", config = "src/web/askama.toml")]
struct FilesPage {
    frame: Frame,
    batches: Vec<BatchLine>,
    chosen: Option<String>,
    states: Vec<(String, String, usize, bool)>,
    rows: Vec<FileLine>,
    total: usize,
    may_import: bool,
    most_mb: u64,
    today: String,
    is_running: bool,
    back: Option<String>,
    more: Option<String>,
}

struct BatchLine {
    id: i64,
    name: String,
    files: usize,
    unread: usize,
    flags: usize,
}

/// A file and what was read of it.
struct FileLine {
    key: i64,
    file: String,
    batch: String,
    format: String,
    doc_type: String,
    unit: String,
    period: String,
    read: String,
    state: String,
    level: &'static str,
    reasons: Vec<String>,
    flags: usize,
}

fn state(ask: &Ask, recovery: Recovery) -> (String, &'static str) {
    let level = match recovery {
        Recovery::Complete => "good",
        Recovery::Partial => "warn",
        _ => "bad",
    };
    (
        ask.words.text(&format!("recovery.{}", recovery.name())),
        level,
    )
}

fn line(ask: &Ask, (key, batch, flags): (i64, &str, usize), record: &FileRecord) -> FileLine {
    let (state, level) = state(ask, record.recovery);
    FileLine {
        key,
        file: record.file.clone(),
        batch: batch.to_owned(),
        format: record.format.map_or("", |f| f.name()).to_owned(),
        doc_type: record.doc_type.map_or_else(String::new, |t| t.name()),
        unit: record.unit.clone().unwrap_or_default(),
        period: record.period.clone().unwrap_or_default(),
        read: [
            ("files.paragraphs", u64::from(record.paragraphs)),
            ("files.tables", u64::from(record.tables)),
            ("files.rows", u64::from(record.rows)),
            ("files.chars", record.chars),
        ]
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(|(key, n)| ask.words.fill(key, &[("n", &n.to_string())]))
        .collect::<Vec<_>>()
        .join(" "),
        state,
        level,
        reasons: record.reasons.iter().map(|r| ask.words.reason(r)).collect(),
        flags,
    }
}

/// Batches and files.
pub(super) fn list(ask: &Ask) -> Result<Answer, Problem> {
    let (files, flags) = (material::files(ask)?, material::flags(ask)?);
    let batch: Option<i64> = ask.query.get("batch").parse().ok();
    let read = ask.query.get("read").to_owned();
    let words = ask.query.get("words").to_owned();
    let page: usize = ask.query.get("page").parse().unwrap_or(1).max(1);
    let is_in = |id: i64| batch.is_none_or(|b| b == id);
    let fits = |recovery: Recovery| match read.as_str() {
        "" => true,
        "lossy" => recovery.is_lossy(),
        name => recovery.name() == name,
    };
    let wanted: Vec<_> = files
        .files
        .iter()
        .filter(|k| is_in(k.batch) && fits(k.record.recovery) && k.record.file.contains(&words))
        .collect();
    let total = wanted.len();
    let from = (page - 1) * PER_PAGE;
    let rows = wanted.iter().skip(from).take(PER_PAGE).map(|k| {
        let about = (
            k.key,
            files.batch(k.batch),
            flags.in_document(k.key).count(),
        );
        line(ask, about, &k.record)
    });
    let address = |page: usize| {
        let batch = batch.map_or_else(String::new, |b| b.to_string());
        format!(
            "/files?batch={batch}&read={}&words={}&page={page}",
            escaped(&read),
            escaped(&words)
        )
    };
    let states = ["complete", "partial", "encrypted", "unreadable", "refused"].map(|name| {
        let count = files
            .files
            .iter()
            .filter(|k| is_in(k.batch) && k.record.recovery.name() == name)
            .count();
        (
            name.to_owned(),
            ask.words.text(&format!("recovery.{name}")),
            count,
            read == name,
        )
    });
    let rows: Vec<FileLine> = rows.collect();
    let shown = rows.len();
    Answer::page(&FilesPage {
        frame: ask.frame(),
        batches: files
            .batches
            .iter()
            .map(|b| {
                let own = || files.files.iter().filter(|k| k.batch == b.id);
                BatchLine {
                    id: b.id,
                    name: b.name.clone(),
                    files: own().count(),
                    unread: own().filter(|k| k.record.recovery.is_lossy()).count(),
                    flags: flags.current().filter(|r| r.batch == b.id).count(),
                }
            })
            .collect(),
        chosen: batch.map(|b| files.batch(b).to_owned()),
        states: states.into(),
        rows,
        total,
        may_import: ask.may("files-import"),
        most_mb: ask.house.limits.file_mb,
        today: ask.house.opening.clock.on().to_string(),
        is_running: ask.house.imports.running().is_some(),
        back: (page > 1).then(|| address(page - 1)),
        more: (from + shown < total).then(|| address(page + 1)),
    })
}

/// Takes in what was sent: from now on it outlives a stop of the server, and is imported as soon as it can be.
pub(super) fn import(ask: &Ask) -> Result<Answer, Problem> {
    let Some(incoming) = ask.take_sent() else {
        return Err(Problem::Refused(Reason::new("upload-nothing")));
    };
    let (batch, files) = (incoming.batch().to_owned(), incoming.files().to_vec());
    let (name, told) = (batch.clone(), files.clone());
    ask.write(move |office| {
        incoming.confirm()?;
        office.record_received(&name, &told)
    })?;
    ask.house.imports.add(&batch, ask.by(), files);
    Ok(Answer::Look("/files/imports".to_owned()))
}

#[derive(Template)]
#[template(path = "imports.html", config = "src/web/askama.toml")]
struct ImportsPage {
    frame: Frame,
    running: Option<RunningLine>,
    finished: Vec<FinishedLine>,
}

#[derive(Template)]
#[template(path = "imports_part.html", config = "src/web/askama.toml")]
struct ImportsPart {
    frame: Frame,
    running: Option<RunningLine>,
    finished: Vec<FinishedLine>,
}

struct RunningLine {
    stage: String,
    done: u64,
    total: u64,
}

struct FinishedLine {
    batch: String,
    by: String,
    at: String,
    counts: Vec<(String, usize)>,
    rows: Vec<FileLine>,
    left_out: String,
    failed: Option<String>,
}

/// How far imports are, and what the last ones brought; a part of the page alone when htmx asks for it.
pub(super) fn imports(ask: &Ask) -> Result<Answer, Problem> {
    let running = ask.house.imports.running().map(|r| running(ask, &r));
    let done = ask.house.imports.finished();
    let finished = done.iter().map(|f| finished(ask, f)).collect();
    let frame = ask.frame();
    match ask.query.get("part") {
        "1" => Answer::page(&ImportsPart {
            frame,
            running,
            finished,
        }),
        _ => Answer::page(&ImportsPage {
            frame,
            running,
            finished,
        }),
    }
}

fn running(ask: &Ask, running: &Running) -> RunningLine {
    let stage = match running.stage {
        None => "waiting",
        Some(Stage::Reading) => "reading",
        Some(Stage::Indexing) => "indexing",
        Some(Stage::Examining) => "examining",
        Some(Stage::Comparing) => "comparing",
        Some(Stage::TakingOver) => "taking-over",
    };
    RunningLine {
        stage: ask.words.t(&format!("imports.{stage}")),
        done: running.done.min(running.total),
        total: running.total,
    }
}

fn finished(ask: &Ask, finished: &Finished) -> FinishedLine {
    let (mut counts, mut rows, mut failed) = (Vec::new(), Vec::new(), None);
    match &finished.outcome {
        Err(reason) => failed = Some(ask.words.reason(reason)),
        Ok(files) => {
            for (what, name) in [
                (WhatHappened::New, "new"),
                (WhatHappened::Changed, "changed"),
                (WhatHappened::Unchanged, "unchanged"),
            ] {
                let count = files.iter().filter(|f| f.what == what).count();
                counts.push((ask.words.t(&format!("imports.{name}")), count));
            }
            let unread = files.iter().filter(|f| f.record.recovery.is_lossy());
            rows = unread
                .map(|f| line(ask, (0, &finished.batch, 0), &f.record))
                .collect();
            counts.push((ask.words.t("imports.unread"), rows.len()));
        }
    }
    FinishedLine {
        batch: finished.batch.clone(),
        by: docket::Names::of(ask).name(&finished.by),
        at: clock::shown(&finished.at),
        counts,
        rows,
        left_out: finished.left_out.join("、"),
        failed,
    }
}

/// The file as it was sent, to be saved.
pub(super) fn original(ask: &Ask) -> Result<Answer, Problem> {
    let key: i64 = ask.step("key").parse().map_err(|_| Problem::Missing)?;
    let (name, bytes) = ask.read(move |office| office.original(key))?;
    Ok(Answer::Save { name, bytes })
}
