//! How the columns of a file's tables were understood, as a profile a person can mend and keep.
use crate::model::{Document, MappedBy, Table};

/// Profiles for `taizhang.toml` that read the tables of a file as they are read now; columns without a field stand as comments
/// to be filled in.
#[must_use]
pub fn import_profile(document: &Document) -> String {
    let name = document.file.rsplit('/').next().unwrap_or_default();
    document
        .tables
        .iter()
        .filter(|t| t.header_rows.is_some())
        .map(|t| of_table(name, t))
        .collect::<Vec<_>>()
        .join("\n")
}

fn of_table(file: &str, table: &Table) -> String {
    let mut out = format!(
        "[[import.profile]]\nfile = {}\nsheet = {}\n",
        toml_string(file),
        toml_string(&table.sheet)
    );
    if let Some((first, _)) = table.header_rows {
        out.push_str(&format!("header_row = {}\n", u64::from(first) + 1));
    }
    out.push_str("[import.profile.headers]\n");
    let mut seen: Vec<&str> = Vec::new();
    for column in &table.columns {
        let header = column.header.trim();
        if header.is_empty() || seen.contains(&header) {
            continue;
        }
        seen.push(header);
        let key = toml_string(header);
        match (&column.field, column.mapped_by) {
            (Some(field), by) if by != MappedBy::Extra => {
                out.push_str(&format!("{key} = \"{field}\"\n"));
            }
            (Some(field), _) => out.push_str(&format!("# {key} = \"{field}\"\n")),
            (None, _) => out.push_str(&format!("# {key} = \"\"\n")),
        }
    }
    out
}

/// A basic string of TOML; line breaks and the like are written as escapes, so that a commented line stays one line.
fn toml_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
