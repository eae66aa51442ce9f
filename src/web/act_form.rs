//! Forms of acts as data: what is asked, what was typed, and why it was refused. One template draws them all.
use jiff::civil::Date;

use super::{answer::Problem, ask::Ask, form::Fields, words::Words};

/// What was typed into a form that was not accepted, and why.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// Which form of the page.
    pub(super) form: String,
    pub(super) fields: Fields,
    pub(super) refused: Option<String>,
}

impl Typed {
    /// The form as it was sent, to be asked again with more room.
    pub(super) fn again(ask: &Ask) -> Self {
        Self {
            form: ask.form.get("form").to_owned(),
            fields: ask.form.clone(),
            refused: None,
        }
    }
    /// The form as it was sent, with what speaks against it; faults of the program are passed on.
    pub(super) fn refused(ask: &Ask, problem: Problem) -> Result<Self, Problem> {
        let reason = match problem {
            Problem::Refused(reason) => reason,
            Problem::Office(error) if error.is_wrong_use() => error.reason(),
            problem => return Err(problem),
        };
        Ok(Self {
            refused: Some(ask.words.reason(&reason)),
            ..Self::again(ask)
        })
    }
    /// How many rows a table of this form had, or this many.
    pub(super) fn rows(&self, form: &str, least: usize) -> usize {
        /// Rows a form may ask for at most: more measures than any plan has.
        const MOST: usize = 60;
        let asked = match self.form == form {
            true => self.fields.get("rows").parse().unwrap_or(0),
            false => 0,
        };
        let more = match self.form == form && self.fields.find("more").is_some() {
            true => MORE,
            false => 0,
        };
        (asked + more).clamp(least, MOST)
    }
}

/// Rows that are added at a time.
const MORE: usize = 3;

/// How something is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Control {
    /// A line of text.
    Line,
    /// Several lines of text.
    Text,
    /// A day.
    Day,
    /// A number.
    Number,
    /// One of several.
    Choice,
    /// Any of several.
    Several,
    /// Yes or no.
    Tick,
}

/// One thing that is asked.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) label: String,
    pub(super) control: Control,
    pub(super) value: String,
    pub(super) options: Vec<Choosable>,
    pub(super) is_needed: bool,
}

impl Field {
    /// Whether it takes the whole width.
    pub(super) fn is_wide(&self) -> bool {
        matches!(self.control, Control::Text | Control::Several)
    }
}

/// Something that can be chosen.
#[derive(Clone, Debug)]
pub(super) struct Choosable {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) is_chosen: bool,
}

/// Rows of fields under common heads.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    pub(super) heads: Vec<String>,
    /// Label of the row, and its fields.
    pub(super) rows: Vec<(String, Vec<Field>)>,
    /// Whether rows can be added.
    pub(super) may_grow: bool,
}

/// A part of a form: fields under an optional heading, or a grid.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    pub(super) title: String,
    pub(super) fields: Vec<Field>,
    pub(super) grid: Option<Grid>,
}

/// A form.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) id: String,
    pub(super) action: String,
    pub(super) title: String,
    pub(super) hidden: Vec<(String, String)>,
    pub(super) notes: Vec<String>,
    pub(super) parts: Vec<Part>,
    pub(super) refused: Option<String>,
    pub(super) is_open: bool,
    /// Whether files are sent with it.
    pub(super) has_file: bool,
}

impl Form {
    /// Whether it asks nothing: a button is enough.
    pub(super) fn is_button(&self) -> bool {
        self.parts
            .iter()
            .all(|p| p.fields.is_empty() && p.grid.is_none())
            && self.notes.is_empty()
            && self.refused.is_none()
            && !self.has_file
    }
}

/// Makes the forms of one record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Maker<'a> {
    pub(super) words: Words,
    pub(super) typed: &'a Typed,
    /// Kind of the record in the catalogues: `web.act.<kind>.<act>`.
    pub(super) kind: &'static str,
    /// Path of the record; acts lie below it.
    pub(super) path: &'a str,
    /// How many acts the record has seen, and how many of them this person may see.
    pub(super) seen: (u32, usize),
}

/// A form being made.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    form: Form,
    words: Words,
    typed: Option<&'a Fields>,
}

impl<'a> Maker<'a> {
    /// The form of an act on the whole record.
    pub(super) fn form(&self, act: &str) -> Draft<'a> {
        self.form_named(act, act)
    }
    /// The form of an act on one item of the record.
    pub(super) fn form_of(&self, act: &str, item: u32) -> Draft<'a> {
        let mut draft = self.form_named(act, &format!("{act}-{item}"));
        draft
            .form
            .hidden
            .push(("item".to_owned(), item.to_string()));
        draft
    }
    fn form_named(&self, act: &str, id: &str) -> Draft<'a> {
        let is_typed = self.typed.form == id;
        let hidden = [
            ("form", id.to_owned()),
            ("seen", self.seen.0.to_string()),
            ("known", self.seen.1.to_string()),
        ];
        Draft {
            words: self.words,
            typed: is_typed.then_some(&self.typed.fields),
            form: Form {
                action: format!("{}/{act}", self.path),
                title: self.words.t(&format!("act.{}.{act}", self.kind)),
                hidden: hidden.into_iter().map(|(n, v)| (n.to_owned(), v)).collect(),
                notes: Vec::new(),
                parts: vec![Part::default()],
                refused: self.typed.refused.clone().filter(|_| is_typed),
                is_open: is_typed,
                has_file: false,
                id: id.to_owned(),
            },
        }
    }
}

impl Draft<'_> {
    fn field(&self, name: &str, label: &str, control: Control, standing: &str) -> Field {
        let typed = self.typed.map(|t| t.find(name).unwrap_or_default());
        Field {
            id: format!("{}.{name}", self.form.id),
            name: name.to_owned(),
            label: self.words.t(&format!("field.{label}")),
            control,
            value: typed.unwrap_or(standing).to_owned(),
            options: Vec::new(),
            is_needed: false,
        }
    }
    fn put(mut self, field: Field) -> Self {
        if let Some(part) = self.form.parts.last_mut() {
            part.fields.push(field);
        }
        self
    }
    /// A line of text.
    pub(super) fn line(self, name: &str, label: &str, standing: &str) -> Self {
        let field = self.field(name, label, Control::Line, standing);
        self.put(field)
    }
    /// Several lines of text.
    pub(super) fn text(self, name: &str, label: &str, standing: &str) -> Self {
        let field = self.field(name, label, Control::Text, standing);
        self.put(field)
    }
    /// A day.
    pub(super) fn day(self, name: &str, label: &str, standing: Option<Date>) -> Self {
        let standing = standing.map_or_else(String::new, |d| d.to_string());
        let field = self.field(name, label, Control::Day, &standing);
        self.put(field)
    }
    /// A number.
    pub(super) fn number(self, name: &str, label: &str, standing: &str) -> Self {
        let field = self.field(name, label, Control::Number, standing);
        self.put(field)
    }
    /// One of several; nothing is chosen unless `standing` names one.
    pub(super) fn choice(
        self,
        name: &str,
        label: &str,
        options: Vec<(String, String)>,
        standing: &str,
    ) -> Self {
        let mut field = self.field(name, label, Control::Choice, standing);
        let value = field.value.clone();
        field.options = chosen_of(self.words, options, |v| v == value);
        self.put(field)
    }
    /// Any of several.
    pub(super) fn several(
        self,
        name: &str,
        label: &str,
        options: Vec<(String, String)>,
        standing: &[&str],
    ) -> Self {
        let mut field = self.field(name, label, Control::Several, "");
        let typed = self.typed;
        field.options = chosen_of(self.words, options, |v| match typed {
            Some(typed) => typed.all(name).any(|t| t == v),
            None => standing.contains(&v),
        });
        self.put(field)
    }
    /// Yes or no.
    pub(super) fn tick(self, name: &str, label: &str, standing: bool) -> Self {
        let mut field = self.field(name, label, Control::Tick, "");
        let is_ticked = match self.typed {
            Some(typed) => typed.find(name).is_some(),
            None => standing,
        };
        field.value = if is_ticked { "1" } else { "" }.to_owned();
        self.put(field)
    }
    /// The last thing asked must be answered; the browser says so before it sends.
    pub(super) fn needed(mut self) -> Self {
        let last = self.form.parts.last_mut().and_then(|p| p.fields.last_mut());
        if let Some(field) = last {
            field.is_needed = true;
        }
        self
    }
    /// What follows stands under a heading.
    pub(super) fn part(mut self, label: &str) -> Self {
        let title = self.words.t(&format!("field.{label}"));
        self.form.parts.push(Part {
            title,
            ..Part::default()
        });
        self
    }
    /// Turns the fields asked since the last heading into a grid of one row each; `labels` names the rows.
    pub(super) fn grid(mut self, columns: usize, labels: Vec<String>, may_grow: bool) -> Self {
        if let Some(part) = self.form.parts.last_mut() {
            let mut fields = std::mem::take(&mut part.fields);
            let heads = fields.iter().take(columns).map(|f| f.label.clone());
            let heads = heads.collect();
            let mut rows = Vec::new();
            for label in labels {
                let rest = fields.split_off(columns.min(fields.len()));
                rows.push((label, fields));
                fields = rest;
            }
            if may_grow {
                self.form
                    .hidden
                    .push(("rows".to_owned(), rows.len().to_string()));
            }
            part.grid = Some(Grid {
                heads,
                rows,
                may_grow,
            });
        }
        self
    }
    /// Sent along unseen.
    pub(super) fn hidden(mut self, name: &str, value: &str) -> Self {
        self.form.hidden.push((name.to_owned(), value.to_owned()));
        self
    }
    /// Told above the fields.
    pub(super) fn note(mut self, text: String) -> Self {
        self.form.notes.push(text);
        self
    }
    /// It can be unfolded at once.
    pub(super) fn open(mut self) -> Self {
        self.form.is_open = true;
        self
    }
    /// Files are sent with it.
    pub(super) fn with_file(mut self) -> Self {
        self.form.has_file = true;
        self
    }
    /// The form.
    pub(super) fn done(self) -> Form {
        self.form
    }
}

fn chosen_of(
    words: Words,
    options: Vec<(String, String)>,
    is_chosen: impl Fn(&str) -> bool,
) -> Vec<Choosable> {
    options
        .into_iter()
        .map(|(value, label)| Choosable {
            is_chosen: is_chosen(&value),
            value,
            label: words.term(&label),
        })
        .collect()
}

/// Every word of a closed list, as a choice.
macro_rules! choices_of {
    ($list:ty) => {
        <$list>::ALL
            .iter()
            .map(|w| (w.name().to_owned(), w.name().to_owned()))
            .collect::<Vec<(String, String)>>()
    };
}
pub(super) use choices_of;
