//! Writes a query down so that it reads back as the same query.
use std::fmt::{Display, Formatter, Result, Write};

use jiff::civil::Date;

use super::{CellTest, Days, Filter, Node, Phrase, Query};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write_node(f, self.root())
    }
}

fn write_node(f: &mut Formatter<'_>, node: &Node) -> Result {
    match node {
        Node::Phrase(Phrase { chars, exact }) => {
            if *exact {
                quote(f, chars.iter().copied())
            } else {
                chars.iter().try_for_each(|c| f.write_char(*c))
            }
        }
        Node::Filter(filter) => write_filter(f, filter),
        Node::Not(inner) => {
            f.write_str("NOT ")?;
            write_part(f, inner)
        }
        Node::And(parts) => write_parts(f, parts, " "),
        Node::Or(parts) => write_parts(f, parts, " OR "),
    }
}

fn write_parts(f: &mut Formatter<'_>, parts: &[Node], between: &str) -> Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        write_part(f, part)?;
    }
    Ok(())
}

fn write_part(f: &mut Formatter<'_>, part: &Node) -> Result {
    if matches!(part, Node::And(_) | Node::Or(_)) {
        f.write_char('(')?;
        write_node(f, part)?;
        f.write_char(')')
    } else {
        write_node(f, part)
    }
}

fn write_filter(f: &mut Formatter<'_>, filter: &Filter) -> Result {
    match filter {
        Filter::Unit(name) => {
            f.write_str("unit:")?;
            quote(f, name.chars())
        }
        Filter::Type(name) => {
            f.write_str("type:")?;
            quote(f, name.chars())
        }
        Filter::File(name) => {
            f.write_str("file:")?;
            quote(f, name.chars())
        }
        Filter::Period(days) => write_days(f, "period", days),
        Filter::Dated(days) => write_days(f, "date", days),
        Filter::Cell { column, test } => {
            f.write_str("field:")?;
            quote(f, column.chars())?;
            match test {
                CellTest::Filled => Ok(()),
                CellTest::Empty => f.write_str("=\"\""),
                CellTest::Is(text) => {
                    f.write_char('=')?;
                    quote(f, text.iter().copied())
                }
                CellTest::Contains(text) => {
                    f.write_char(':')?;
                    quote(f, text.iter().copied())
                }
            }
        }
    }
}

fn write_days(f: &mut Formatter<'_>, name: &str, days: &Days) -> Result {
    let shown = |day: Option<Date>| day.map_or_else(String::new, |d| d.to_string());
    write!(f, "{name}:{}..{}", shown(days.from), shown(days.to))
}

fn quote(f: &mut Formatter<'_>, text: impl Iterator<Item = char>) -> Result {
    f.write_char('"')?;
    for c in text {
        if matches!(c, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')
}
