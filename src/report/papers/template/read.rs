//! Reads template files strictly: a key, name or list that is not known is a fault with its line.
use toml::Spanned;

use super::{
    CellNode, ColumnNode, Content, FormNode, Letterhead, Line, Node, OfficeWords, PartKind,
    RowNode, TableNode, Template, TemplateFault, Text, URGING_WORKDAYS,
    file::{CellPart, LetterheadPart, LinePart, OfficeFile, Part, RowPart, TemplateFile, Words},
};
use crate::{
    model::Reason,
    report::papers::{
        values::Values,
        vocabulary::{Known, Vocabulary},
    },
};

pub(super) fn template(
    paper: &str,
    file: &str,
    text: &str,
) -> Result<Template, Vec<TemplateFault>> {
    let mut reader = Reader::new(file, text);
    let Some(vocabulary) = Vocabulary::of(paper) else {
        reader.fault(
            0,
            Reason::new("template-no-such-paper").with("paper", paper),
        );
        return Err(reader.faults);
    };
    let written: TemplateFile = match toml::from_str(text) {
        Ok(written) => written,
        Err(error) => return Err(reader.not_understood(&error)),
    };
    let known = Known::new(vocabulary);
    let letterhead = written
        .letterhead
        .map(|head| reader.letterhead(&head, &known));
    let parts = reader.parts(&written.parts, &known);
    if reader.faults.is_empty() {
        Ok(Template {
            title: written.title,
            formats: written.formats,
            page: written.page,
            letterhead,
            parts,
        })
    } else {
        Err(reader.faults)
    }
}

pub(super) fn office(file: &str, text: &str) -> Result<OfficeWords, Vec<TemplateFault>> {
    let mut reader = Reader::new(file, text);
    let written: OfficeFile = match toml::from_str(text) {
        Ok(written) => written,
        Err(error) => return Err(reader.not_understood(&error)),
    };
    let known = Vocabulary::office();
    let mut values = Values::new();
    for (name, words) in written.office {
        if !known.fields.contains_key(name.get_ref()) {
            let names: Vec<&str> = known.fields.keys().map(String::as_str).collect();
            reader.unknown("template-unknown-field", &name, &names);
        }
        if name.get_ref() == URGING_WORKDAYS && words.trim().parse::<u32>().is_err() {
            let reason = Reason::new("template-not-a-number")
                .with("name", name.get_ref())
                .with("found", &words);
            reader.fault(name.span().start, reason);
        }
        values.set(name.get_ref(), words);
    }
    if reader.faults.is_empty() {
        Ok(OfficeWords {
            values,
            fonts: written.fonts,
        })
    } else {
        Err(reader.faults)
    }
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    faults: Vec<TemplateFault>,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            faults: Vec::new(),
        }
    }
    /// `at` counts bytes, as spans do.
    fn fault(&mut self, at: usize, reason: Reason) {
        let before = self.text.get(..at).unwrap_or_default();
        self.faults.push(TemplateFault {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            reason,
        });
    }
    fn not_understood(mut self, error: &toml::de::Error) -> Vec<TemplateFault> {
        let at = error.span().map_or(0, |span| span.start);
        let reason = Reason::new("template-not-understood").with("detail", error.message());
        self.fault(at, reason);
        self.faults
    }
    fn unknown(&mut self, code: &str, name: &Words, names: &[&str]) {
        let reason = Reason::new(code)
            .with("name", name.get_ref())
            .with("known", names.join("、"));
        self.fault(name.span().start, reason);
    }
    fn text(&mut self, words: &Words, known: &Known<'_>) -> Text {
        let at = words.span().start;
        let text = match Text::read(words.get_ref()) {
            Ok(text) => text,
            Err(near) => {
                self.fault(at, Reason::new("template-brace").with("near", near));
                return Text::default();
            }
        };
        for name in text.fields().filter(|name| !known.is_field(name)) {
            let reason = Reason::new("template-unknown-field")
                .with("name", name)
                .with("known", known.names().join("、"));
            self.fault(at, reason);
        }
        text
    }
    fn optional(&mut self, words: Option<&Words>, known: &Known<'_>) -> Option<Text> {
        words.map(|w| self.text(w, known))
    }
    fn condition(&mut self, name: Option<&Words>, known: &Known<'_>) -> Option<String> {
        let name = name?;
        if !known.is_field(name.get_ref()) && !known.is_list(name.get_ref()) {
            self.unknown("template-unknown-field", name, &known.names());
        }
        Some(name.get_ref().clone())
    }
    /// A list, and what can be seen inside it.
    fn list<'k>(&mut self, name: Option<&Words>, known: &Known<'k>) -> (Option<String>, Known<'k>) {
        let Some(name) = name else {
            return (None, known.clone());
        };
        match known.inside(name.get_ref()) {
            Some(inside) => (Some(name.get_ref().clone()), inside),
            None => {
                self.unknown("template-unknown-list", name, &known.names());
                (None, known.clone())
            }
        }
    }

    fn letterhead(&mut self, head: &LetterheadPart, known: &Known<'_>) -> Letterhead {
        Letterhead {
            form: head.form,
            mark: self.text(&head.mark, known),
            number: self.optional(head.number.as_ref(), known),
            signer: self.optional(head.signer.as_ref(), known),
        }
    }
    fn parts(&mut self, parts: &[Spanned<Part>], known: &Known<'_>) -> Vec<Node> {
        parts.iter().map(|part| self.part(part, known)).collect()
    }
    fn part(&mut self, part: &Spanned<Part>, known: &Known<'_>) -> Node {
        let at = part.span().start;
        let part = part.get_ref();
        self.keys(at, part);
        let when = self.condition(part.when.as_ref(), known);
        let unless = self.condition(part.unless.as_ref(), known);
        let (each, inside) = self.list(part.each.as_ref(), known);
        let content = match part.kind {
            PartKind::Table => {
                let table = TableNode {
                    sheet: self.optional(part.sheet.as_ref(), known),
                    head: self.optional(part.head.as_ref(), known),
                    each: each.clone().unwrap_or_default(),
                    columns: part
                        .columns
                        .iter()
                        .map(|column| ColumnNode {
                            head: column.head.clone(),
                            width: column.width,
                            look: column.look,
                            text: self.text(&column.text, &inside),
                        })
                        .collect(),
                    empty: self.optional(part.empty.as_ref(), known),
                    notes: part.notes.iter().map(|n| self.line(n, known)).collect(),
                };
                Content::Table(Box::new(table))
            }
            PartKind::Form => Content::Form(FormNode {
                sheet: self.optional(part.sheet.as_ref(), known),
                widths: part.widths.clone(),
                rows: part
                    .rows
                    .iter()
                    .map(|row| self.row(at, row, (part, &inside)))
                    .collect(),
            }),
            PartKind::Edition => Content::Edition(Box::new([
                self.optional(part.text.as_ref(), &inside)
                    .unwrap_or_default(),
                self.optional(part.head.as_ref(), &inside)
                    .unwrap_or_default(),
                self.optional(part.date.as_ref(), &inside)
                    .unwrap_or_default(),
            ])),
            PartKind::Group => Content::Parts(self.parts(&part.parts, &inside)),
            PartKind::Blank | PartKind::PageBreak => Content::Nothing,
            PartKind::Names => {
                let head = self
                    .optional(part.head.as_ref(), &inside)
                    .unwrap_or_default();
                let text = self
                    .optional(part.text.as_ref(), &inside)
                    .unwrap_or_default();
                Content::Two(head, text)
            }
            PartKind::Signature => {
                let unit = self
                    .optional(part.text.as_ref(), &inside)
                    .unwrap_or_default();
                let date = self
                    .optional(part.date.as_ref(), &inside)
                    .unwrap_or_default();
                Content::Two(unit, date)
            }
            _ => Content::Text(
                self.optional(part.text.as_ref(), &inside)
                    .unwrap_or_default(),
            ),
        };
        Node {
            kind: part.kind,
            when,
            unless,
            only: part.only,
            each: if part.kind == PartKind::Table {
                None
            } else {
                each
            },
            content,
        }
    }
    /// Keys a part of this kind needs, and keys that would silently do nothing.
    fn keys(&mut self, at: usize, part: &Part) {
        use PartKind as K;
        let given = [
            ("text", part.text.is_some()),
            ("head", part.head.is_some()),
            ("date", part.date.is_some()),
            ("each", part.each.is_some()),
            ("sheet", part.sheet.is_some()),
            ("empty", part.empty.is_some()),
            ("columns", !part.columns.is_empty()),
            ("widths", !part.widths.is_empty()),
            ("rows", !part.rows.is_empty()),
            ("notes", !part.notes.is_empty()),
            ("parts", !part.parts.is_empty()),
        ];
        let (needed, allowed): (&[&str], &[&str]) = match part.kind {
            K::Table => (
                &["each", "columns"],
                &["each", "columns", "head", "sheet", "empty", "notes"],
            ),
            K::Form => (&["widths", "rows"], &["widths", "rows", "sheet", "each"]),
            K::Group => (&["parts"], &["parts", "each"]),
            K::Blank | K::PageBreak => (&[], &[]),
            K::Names => (&["head", "text"], &["head", "text", "each"]),
            // A letter has copies alone, without printer and date.
            K::Edition if part.text.is_some() => (&["text"], &["text", "head", "date"]),
            K::Edition => (&["head", "date"], &["head", "date"]),
            K::Signature => (&["text", "date"], &["text", "date"]),
            _ => (&["text"], &["text", "each"]),
        };
        for (key, is_given) in given {
            let code = match is_given {
                true if !allowed.contains(&key) => "template-useless-key",
                false if needed.contains(&key) => "template-missing-key",
                _ => continue,
            };
            self.fault(at, Reason::new(code).with("key", key));
        }
    }
    fn row(&mut self, at: usize, row: &RowPart, (form, known): (&Part, &Known<'_>)) -> RowNode {
        let width: u32 = row.cells.iter().map(|c| c.span).sum();
        if usize::try_from(width).is_ok_and(|w| w != form.widths.len()) {
            let at = row
                .cells
                .iter()
                .find_map(|c| c.label.as_ref().or(c.text.as_ref()))
                .map_or(at, |words| words.span().start);
            let reason = Reason::new("template-row-width")
                .with("cells", width)
                .with("columns", form.widths.len());
            self.fault(at, reason);
        }
        let when = self.condition(row.when.as_ref(), known);
        let (each, inside) = self.list(row.each.as_ref(), known);
        RowNode {
            each,
            when,
            lines: row.lines,
            cells: row
                .cells
                .iter()
                .map(|cell| self.cell(cell, &inside))
                .collect(),
        }
    }
    fn cell(&mut self, cell: &CellPart, known: &Known<'_>) -> CellNode {
        let words = cell.label.as_ref().or(cell.text.as_ref());
        CellNode {
            is_label: cell.label.is_some(),
            text: self.optional(words, known).unwrap_or_default(),
            span: cell.span,
        }
    }
    fn line(&mut self, line: &LinePart, known: &Known<'_>) -> Line {
        let when = self.condition(line.when.as_ref(), known);
        let (each, inside) = self.list(line.each.as_ref(), known);
        Line {
            each,
            when,
            text: self.text(&line.text, &inside),
        }
    }
}
