//! What formulas show besides their characters, and what old `EQ` fields show, which store no result.
use quick_xml::{Reader, events::BytesStart};

use crate::import::{numerals, package::attribute};

use super::{properties, walker::Walker};

/// Deepest nesting of an `EQ` field's parts that is followed.
const MAX_DEPTH: u32 = 16;

/// The brackets around a part of a formula; they are named in attributes, not written as text.
#[derive(Debug)]
pub(super) struct Brackets {
    opens: String,
    closes: String,
    is_open: bool,
}

impl Walker<'_> {
    /// Handles an element of a formula that opens; `false` when it is none that shows more than its content.
    pub(super) fn formula(&mut self, e: &BytesStart<'_>, reader: &mut Reader<&[u8]>) -> Formula {
        match e.name().as_ref() {
            "m:d" => self.brackets.push(Brackets {
                opens: "(".to_owned(),
                closes: ")".to_owned(),
                is_open: false,
            }),
            "m:dPr" => {
                let mut brackets = self.brackets.last_mut();
                properties::inside(reader, &mut |e| {
                    if let Some(b) = &mut brackets {
                        match e.local_name().as_ref() {
                            "begChr" => b.opens = attribute(e, "val").unwrap_or_default(),
                            "endChr" => b.closes = attribute(e, "val").unwrap_or_default(),
                            _ => {}
                        }
                    }
                    true
                });
                return Formula::Read;
            }
            "m:naryPr" => {
                let mut sign = "∫".to_owned();
                properties::inside(reader, &mut |e| {
                    if e.local_name().as_ref() == "chr" {
                        sign = attribute(e, "val").unwrap_or_default();
                    }
                    true
                });
                self.push(&sign);
                return Formula::Read;
            }
            "m:e" => {
                if let Some(b) = self.brackets.last_mut().filter(|b| !b.is_open) {
                    b.is_open = true;
                    let opens = b.opens.clone();
                    self.push(&opens);
                }
            }
            "m:rad" => self.push("√"),
            _ => return Formula::Other,
        }
        Formula::Inside
    }

    /// Handles the end of a formula's bracketed part.
    pub(super) fn formula_ends(&mut self, name: &str) {
        if name == "m:d"
            && let Some(brackets) = self.brackets.pop()
        {
            self.push(&brackets.closes);
        }
    }
}

/// What became of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Formula {
    /// It was read to its end.
    Read,
    /// Its content is to be read.
    Inside,
    /// It is no element of a formula.
    Other,
}

/// What an `EQ` field shows: 带圈字符 `eq \o\ac(○,11)`, phonetic guides `eq \o\ad(\s\up 9(guide),字)`, fractions `eq \f(1,2)`.
///
/// `None` when the code is of another kind of field.
pub(super) fn eq_field(code: &str) -> Option<String> {
    let code = code.trim_start();
    let rest = code.get(..2).filter(|k| k.eq_ignore_ascii_case("eq"))?;
    let rest = code.get(rest.len()..)?;
    if !rest.starts_with([' ', '\\']) {
        return None;
    }
    Some(shown(rest, 0).trim().to_owned())
}

/// The characters of a piece of an `EQ` code: switches act on the bracket that follows them.
fn shown(code: &str, depth: u32) -> String {
    let mut out = String::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        if c == '"' {
            // The font of a general switch: "Font:宋体".
            rest = rest.split_once('"').map_or("", |(_, after)| after);
            continue;
        }
        if c != '\\' {
            out.push(c);
            continue;
        }
        let name: String = rest
            .chars()
            .take_while(|c| *c != '\\' && *c != '(' && *c != ' ')
            .collect();
        match rest.chars().next() {
            // \* jc2: how the field is set.
            Some('*') => {
                let word = rest.get(1..).unwrap_or_default().trim_start();
                rest = word
                    .find([' ', '\\'])
                    .and_then(|at| word.get(at..))
                    .unwrap_or_default();
            }
            // An escaped comma, bracket or backslash.
            Some(sign @ (',' | '(' | ')' | '\\' | ';')) => {
                out.push(sign);
                rest = rest.get(sign.len_utf8()..).unwrap_or_default();
            }
            _ => {
                let Some((before, inside, after)) = bracket(rest) else {
                    rest = rest.get(name.len()..).unwrap_or_default();
                    continue;
                };
                // Only switches stand between a switch and its bracket.
                let switches = format!("{name} {before}").to_ascii_lowercase();
                if depth < MAX_DEPTH {
                    out.push_str(&of_switch(&switches, &parts(inside), depth + 1));
                }
                rest = after;
            }
        }
    }
    out
}

/// What a switch makes of its parts.
fn of_switch(switches: &str, parts: &[&str], depth: u32) -> String {
    let all: Vec<String> = parts.iter().map(|p| shown(p, depth)).collect();
    match switches.chars().next() {
        // Characters over one another: a number in its circle, a word under its guide.
        Some('o') => {
            let last = all.last().map(|l| l.trim()).unwrap_or_default();
            let is_circled = all
                .first()
                .is_some_and(|f| matches!(f.trim(), "○" | "〇" | "◯" | "⚪"));
            let number: Option<u32> = last.parse().ok().filter(|_| is_circled);
            number.map_or_else(
                || last.to_owned(),
                |n| numerals::write("decimalEnclosedCircle", "", n),
            )
        }
        Some('f') => all.join("/"),
        Some('r') => format!("√{}", all.last().map_or("", String::as_str)),
        // Raised and lowered parts of a guide stand beside what they guide only in formulas.
        _ => all.concat(),
    }
}

/// The text before the first bracket, inside it, and after it.
fn bracket(code: &str) -> Option<(&str, &str, &str)> {
    let opens = code.find('(')?;
    let (mut depth, mut escaped) = (0_u32, false);
    for (at, c) in code.char_indices().skip_while(|(at, _)| *at < opens) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                if depth == 0 {
                    return Some((
                        code.get(..opens)?,
                        code.get(opens + 1..at)?,
                        code.get(at + 1..)?,
                    ));
                }
            }
            _ => {}
        }
    }
    None
}

/// The parts between commas (semicolons where commas are decimal signs) outside inner brackets.
fn parts(inside: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut from, mut escaped) = (0_i32, 0, false);
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' | ';' | '，' if depth == 0 => {
                parts.extend(inside.get(from..at));
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.extend(inside.get(from..));
    parts
}

#[cfg(test)]
mod tests {
    use super::eq_field;

    #[test]
    fn fields_without_a_result_show_what_their_code_draws() {
        for (code, shown) in [
            (r" eq \o\ac(○,11)", "⑪"),
            (r"eq \o\ac(○,超)", "超"),
            (
                r#" EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(jiao),芦)荡"#,
                "芦荡",
            ),
            (r"eq \f(1,2)", "1/2"),
            (r"eq \r(,3)", "√3"),
            (r"eq \o\ac(○", "(○"),
            (r"eq \f(1\,5,2)", "1,5/2"),
        ] {
            assert_eq!(eq_field(code).as_deref(), Some(shown), "{code}");
        }
        for code in ["PAGE", "HYPERLINK \"a\"", "equal", ""] {
            assert_eq!(eq_field(code), None, "{code}");
        }
    }
}
