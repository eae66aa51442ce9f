//! Fills a template: what comes out knows neither names nor conditions, only blocks in their order.
use super::{
    block::{Block, Column, Composed, Form, FormCell, FormRow, Head, Prose, Table},
    numerals::chinese_number,
    template::{
        CellNode, Content, FormNode, Format, Node, OfficeWords, PartKind, Piece, TableNode,
        Template, Text,
    },
    values::{Scope, Values},
    vocabulary::{CHINESE_NUMBER, NUMBER},
};

/// Fills a template with what the office says of itself and what the paper is about.
pub(super) fn compose(
    template: &Template,
    office: &OfficeWords,
    values: &Values,
    format: Format,
) -> Composed {
    let around = Scope::new(&office.values, None);
    let scope = Scope::new(values, Some(&around));
    let mut filler = Filler {
        gaps: Vec::new(),
        counters: [0; 4],
        format,
    };
    let head = template.letterhead.as_ref().map(|h| Head {
        form: h.form,
        mark: filler.prose(&h.mark, &scope),
        number: h.number.as_ref().map(|t| filler.quiet(t, &scope)),
        signer: h.signer.as_ref().map(|t| filler.quiet(t, &scope)),
    });
    let mut blocks = Vec::new();
    filler.nodes(&template.parts, &scope, &mut blocks);
    filler.gaps.sort_unstable();
    filler.gaps.dedup();
    Composed {
        page: template.page,
        head,
        blocks,
        gaps: filler.gaps,
    }
}

struct Filler {
    /// Names of running text that nothing was given for.
    gaps: Vec<String>,
    /// Numbers of the headings so far, by level.
    counters: [usize; 4],
    format: Format,
}

impl Filler {
    /// A heading with its number: 一、（一）1. （1）. A heading of one level begins those below it anew.
    fn numbered(&mut self, kind: PartKind, text: &str) -> String {
        let level = match kind {
            PartKind::H1 => 0,
            PartKind::H2 => 1,
            PartKind::H3 => 2,
            PartKind::H4 => 3,
            _ => return text.to_owned(),
        };
        let mut number = 0;
        for (counter, at) in self.counters.iter_mut().zip(0..) {
            match level.cmp(&at) {
                std::cmp::Ordering::Less => *counter = 0,
                std::cmp::Ordering::Equal => {
                    *counter += 1;
                    number = *counter;
                }
                std::cmp::Ordering::Greater => {}
            }
        }
        match level {
            0 => format!("{}、{text}", chinese_number(number)),
            1 => format!("（{}）{text}", chinese_number(number)),
            2 => format!("{number}. {text}"),
            _ => format!("（{number}）{text}"),
        }
    }

    /// Running text: what is missing is shown where it is missing, and remembered.
    fn prose(&mut self, text: &Text, scope: &Scope<'_>) -> String {
        filled(text, scope, |name| {
            self.gaps.push(name.to_owned());
            format!("【{name}待填】")
        })
    }
    /// Cells and heads: what is missing is left empty, to be written in by hand.
    fn quiet(&self, text: &Text, scope: &Scope<'_>) -> String {
        filled(text, scope, |_| String::new())
    }

    fn nodes(&mut self, nodes: &[Node], scope: &Scope<'_>, blocks: &mut Vec<Block>) {
        for node in nodes {
            self.node(node, scope, blocks);
        }
    }
    fn node(&mut self, node: &Node, scope: &Scope<'_>, blocks: &mut Vec<Block>) {
        let is_wanted = |name: &Option<String>, want: bool| {
            name.as_ref().is_none_or(|name| scope.has(name) == want)
        };
        let elsewhere = node.only.is_some_and(|only| only != self.format);
        if elsewhere || !is_wanted(&node.when, true) || !is_wanted(&node.unless, false) {
            return;
        }
        match &node.each {
            None => self.once(node, scope, blocks),
            Some(list) => {
                for (item, number) in scope.list(list).unwrap_or_default().iter().zip(1..) {
                    self.once(node, &Scope::item(item, number, scope), blocks);
                }
            }
        }
    }
    fn once(&mut self, node: &Node, scope: &Scope<'_>, blocks: &mut Vec<Block>) {
        match (&node.content, node.kind) {
            (Content::Parts(parts), _) => self.nodes(parts, scope, blocks),
            (Content::Table(table), _) => blocks.push(Block::Table(self.table(table, scope))),
            (Content::Form(form), _) => blocks.push(Block::Form(self.form(form, scope))),
            (Content::Two(head, text), PartKind::Names) => blocks.push(Block::Names {
                head: self.prose(head, scope),
                text: self.prose(text, scope),
            }),
            (Content::Two(unit, date), _) => blocks.push(Block::Signature {
                unit: self.prose(unit, scope),
                date: self.prose(date, scope),
            }),
            (Content::Edition(parts), _) => {
                let [copies, printer, date] = &**parts;
                blocks.push(Block::Edition {
                    copies: self.quiet(copies, scope),
                    printer: self.prose(printer, scope),
                    date: self.prose(date, scope),
                });
            }
            (Content::Nothing, PartKind::PageBreak) => blocks.push(Block::PageBreak),
            (Content::Nothing, _) => blocks.push(Block::Blank),
            (Content::Text(text), kind) => {
                let text = self.prose(text, scope);
                // A text of several lines is several paragraphs.
                for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
                    let text = self.numbered(kind, line);
                    blocks.push(Block::Prose(Prose { kind, text }));
                }
            }
        }
    }

    fn table(&mut self, table: &TableNode, scope: &Scope<'_>) -> Table {
        let items = scope.list(&table.each).unwrap_or_default();
        let rows = items
            .iter()
            .zip(1..)
            .map(|(item, number)| {
                let scope = Scope::item(item, number, scope);
                let cells = table.columns.iter();
                cells.map(|c| self.quiet(&c.text, &scope)).collect()
            })
            .collect();
        let mut notes = Vec::new();
        for line in &table.notes {
            if line.when.as_ref().is_some_and(|name| !scope.has(name)) {
                continue;
            }
            match &line.each {
                None => notes.push(self.prose(&line.text, scope)),
                Some(list) => {
                    for (item, number) in scope.list(list).unwrap_or_default().iter().zip(1..) {
                        notes.push(self.prose(&line.text, &Scope::item(item, number, scope)));
                    }
                }
            }
        }
        Table {
            sheet: table.sheet.as_ref().map(|t| self.prose(t, scope)),
            head: table.head.as_ref().map(|t| self.prose(t, scope)),
            columns: table
                .columns
                .iter()
                .map(|c| Column {
                    head: c.head.clone(),
                    width: c.width,
                    look: c.look,
                })
                .collect(),
            rows,
            empty: table
                .empty
                .as_ref()
                .map_or_else(|| "无".to_owned(), |t| self.prose(t, scope)),
            notes,
        }
    }
    fn form(&mut self, form: &FormNode, scope: &Scope<'_>) -> Form {
        let mut rows = Vec::new();
        for row in &form.rows {
            if row.when.as_ref().is_some_and(|name| !scope.has(name)) {
                continue;
            }
            match &row.each {
                None => rows.push(self.row(&row.cells, row.lines, scope)),
                Some(list) => {
                    for (item, number) in scope.list(list).unwrap_or_default().iter().zip(1..) {
                        let scope = Scope::item(item, number, scope);
                        rows.push(self.row(&row.cells, row.lines, &scope));
                    }
                }
            }
        }
        Form {
            sheet: form.sheet.as_ref().map(|t| self.prose(t, scope)),
            widths: form.widths.clone(),
            rows,
        }
    }
    fn row(&self, cells: &[CellNode], lines: u32, scope: &Scope<'_>) -> FormRow {
        FormRow {
            lines,
            cells: cells
                .iter()
                .map(|cell| FormCell {
                    is_label: cell.is_label,
                    text: self.quiet(&cell.text, scope),
                    span: cell.span,
                })
                .collect(),
        }
    }
}

/// A text with its names filled in; `missing` says what stands where nothing was given.
fn filled(text: &Text, scope: &Scope<'_>, mut missing: impl FnMut(&str) -> String) -> String {
    let mut out = String::new();
    for piece in &text.0 {
        match piece {
            Piece::Words(words) => out.push_str(words),
            Piece::Field { name, may_be_empty } => match scope.text(name) {
                Some(text) if !text.is_empty() => out.push_str(text),
                _ => match (name.as_str(), scope.number()) {
                    (NUMBER, Some(number)) => out.push_str(&number.to_string()),
                    (CHINESE_NUMBER, Some(number)) => out.push_str(&chinese_number(number)),
                    _ if *may_be_empty => {}
                    _ => out.push_str(&missing(name)),
                },
            },
        }
    }
    out
}
