//! How the columns of a file's tables were understood, and the profile a person can keep and mend.
use crate::model::{MappedBy, Table};

/// The settings that would map the columns of the tables as they are mapped now; unmapped ones stand as comments to be filled in.
#[must_use]
pub fn header_profile(tables: &[Table]) -> String {
    let mut out = String::from("[reading.headers]\n");
    let mut seen: Vec<&str> = Vec::new();
    for column in tables.iter().flat_map(|t| &t.columns) {
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

/// A basic string of TOML, line breaks and all.
fn toml_string(text: &str) -> String {
    toml::Value::String(text.to_owned())
        .to_string()
        .replace('\n', "\\n")
}
