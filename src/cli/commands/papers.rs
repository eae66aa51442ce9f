//! `papers`: which papers there are, what their templates may name, copies of the templates to change, and papers written.
use serde_json::json;

use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{
        Language,
        args::Format,
        message::{fill, reason_text, text},
        output,
        papers_args::{PapersCommand, WriteArgs},
    },
    model::Person,
    workflow::{OfficeError, PaperForm, Purpose, TemplateFault, Templates},
};

pub(super) fn papers(desk: &Desk, what: &PapersCommand) -> Result<Outcome, CommandError> {
    match what {
        PapersCommand::List(args) => list(desk, args.format),
        PapersCommand::Names { paper } => names(desk, paper),
        PapersCommand::Templates { paper } => templates(desk, paper),
        PapersCommand::Write(args) => write(desk, args),
    }
}

fn list(desk: &Desk, format: Format) -> Result<Outcome, CommandError> {
    let templates = desk.office(Purpose::Read)?.templates()?;
    let heads =
        ["paper", "title", "forms", "of"].map(|h| text(desk.language, &format!("papers.{h}")));
    let mut table = output::table(&heads);
    for (id, title, forms) in templates.papers() {
        let forms: Vec<&str> = forms.into_iter().map(PaperForm::extension).collect();
        if format == Format::Ndjson {
            let line = json!({ "paper": id, "title": title, "forms": forms });
            output::line(&line.to_string())?;
            continue;
        }
        table.add_row(vec![
            id.to_owned(),
            title.to_owned(),
            forms.join("、"),
            text(desk.language, &format!("papers.about.{id}")),
        ]);
    }
    if format == Format::Table {
        output::line(&table.to_string())?;
    }
    Ok(Outcome::Done)
}

fn names(desk: &Desk, paper: &str) -> Result<Outcome, CommandError> {
    let names = Templates::names(paper);
    if names.is_empty() {
        return Err(OfficeError::NoSuchPaper {
            paper: paper.to_owned(),
        }
        .into());
    }
    let heads = ["name", "means"].map(|h| text(desk.language, &format!("papers.{h}")));
    let mut table = output::table(&heads);
    for (name, about) in names {
        table.add_row(vec![name, about]);
    }
    output::line(&table.to_string())?;
    Ok(Outcome::Done)
}

fn templates(desk: &Desk, papers: &[String]) -> Result<Outcome, CommandError> {
    let copied = desk.office(Purpose::Read)?.copy_templates(papers)?;
    for path in &copied {
        output::line(&path.display().to_string())?;
    }
    let count = copied.len().to_string();
    output::complain(&fill(desk.language, "papers.copied", &[("count", &count)]));
    Ok(Outcome::Done)
}

fn write(desk: &Desk, args: &WriteArgs) -> Result<Outcome, CommandError> {
    let mut office = desk.office(Purpose::Read)?;
    let form = args.form.map(PaperForm::from);
    let viewer = Person::new(Desk::actor().name, &[]);
    let made = office.make_paper(&args.paper, &args.of, (form, &viewer), &desk.bar())?;
    let kept = office.keep_paper(&made)?;
    output::line(&kept.path.display().to_string())?;
    if made.is_draft {
        output::complain(&text(desk.language, "papers.draft"));
    }
    Ok(Outcome::Done)
}

/// One line per fault: `file:line: reason`.
pub(super) fn show_faults(faults: &[TemplateFault], language: Language) {
    for fault in faults {
        let reason = reason_text(language, &fault.reason);
        output::complain(&format!("{}:{}: {reason}", fault.file, fault.line));
    }
}
