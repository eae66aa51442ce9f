//! Both languages say the same things, and every message the program can give stands in both.
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use taizhang::cli::{Language, text};

fn catalogue(tag: &str) -> BTreeMap<String, String> {
    fn flatten(prefix: &str, value: &toml::Value, out: &mut BTreeMap<String, String>) {
        match value {
            toml::Value::Table(table) => {
                for (key, inner) in table {
                    let path = if prefix.is_empty() {
                        key.clone()
                    } else {
                        format!("{prefix}.{key}")
                    };
                    flatten(&path, inner, out);
                }
            }
            toml::Value::String(text) => {
                out.insert(prefix.to_owned(), text.clone());
            }
            _ => {}
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/locales");
    let mut out = BTreeMap::new();
    // `en.toml`, and `web.en.toml` beside it: the last part of the name is the language.
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if name.rsplit('.').next() == Some(tag) {
            let value: toml::Value = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
            flatten("", &value, &mut out);
        }
    }
    out
}

fn values_named(text: &str) -> BTreeSet<&str> {
    text.split("%{")
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn both_catalogues_have_the_same_keys_and_values() {
    let (zh, en) = (catalogue("zh-CN"), catalogue("en"));
    let (zh_keys, en_keys): (Vec<_>, Vec<_>) = (zh.keys().collect(), en.keys().collect());
    assert_eq!(zh_keys, en_keys);
    for (key, text) in &zh {
        assert_eq!(values_named(text), values_named(&en[key]), "{key}");
    }
}

#[test]
fn every_key_is_found_at_run_time() {
    for language in Language::ALL {
        for (key, expected) in catalogue(language.tag()) {
            assert_eq!(text(*language, &key), expected, "{key}");
        }
    }
}

/// Codes of reasons written out in the sources: given to `Reason::new`, or through a list or a small function by their prefix
/// or beside the name of their value.
fn codes_in_sources() -> BTreeSet<String> {
    let is_code = |c: &str| {
        c.contains('-')
            && c.chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    let mut found = BTreeSet::new();
    for (_, _, source) in crate::architecture::sources() {
        let squeezed: String = source
            .split("#[cfg(test)]")
            .next()
            .unwrap_or_default()
            .split_whitespace()
            .collect();
        let literals: Vec<&str> = squeezed.split('"').collect();
        for (at, literal) in literals
            .iter()
            .enumerate()
            .skip(1)
            .step_by(2)
            .filter(|(_, l)| is_code(l))
        {
            let before = literals[at - 1];
            let after = literals.get(at + 2).copied().unwrap_or_default();
            let beside = literals.get(at + 1) == Some(&",") && matches!(after, "chars" | "count");
            let by_prefix = ["rule-", "query-", "index-"]
                .iter()
                .any(|p| literal.starts_with(p));
            if before.ends_with("Reason::new(") || before.ends_with("named(") || beside || by_prefix
            {
                found.insert((*literal).to_owned());
            }
        }
    }
    found
}

#[test]
fn every_reason_in_the_sources_can_be_told() {
    let zh = catalogue("zh-CN");
    let found = codes_in_sources();
    assert!(
        found.len() > 80,
        "the sources were not understood: {found:?}"
    );
    let missing: Vec<&String> = found
        .iter()
        .filter(|code| !zh.contains_key(&format!("reason.{code}")))
        .collect();
    assert!(missing.is_empty(), "no text for {missing:?}");
    let all: String = crate::architecture::sources()
        .into_iter()
        .map(|(_, _, source)| source)
        .collect();
    let idle: Vec<&str> = zh
        .keys()
        .filter_map(|key| key.strip_prefix("reason."))
        .filter(|code| !all.contains(&format!("\"{code}\"")))
        .collect();
    assert!(idle.is_empty(), "texts that nothing gives: {idle:?}");
}
