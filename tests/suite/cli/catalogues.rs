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
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/cli/locales/{tag}.toml"));
    let value: toml::Value = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut out = BTreeMap::new();
    flatten("", &value, &mut out);
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

/// Every `Reason::new("code")` in the sources, with the names given by `.with("name", …)` up to the statement's end.
fn reasons_in_sources() -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (_, path, source) in crate::architecture::sources() {
        let code_part = source.split("#[cfg(test)]").next().unwrap_or_default();
        for rest in code_part.split("Reason::new(").skip(1) {
            let Some(code) = rest
                .trim_start()
                .strip_prefix('"')
                .and_then(|r| r.split('"').next())
            else {
                assert!(
                    rest.starts_with("code"),
                    "{}: a reason code must be written out",
                    path.display()
                );
                continue;
            };
            let statement: String = rest
                .chars()
                .take_while(|c| !matches!(c, ';' | '}'))
                .collect();
            let names = statement.split(".with(").skip(1).filter_map(|w| {
                w.trim_start()
                    .strip_prefix('"')?
                    .split('"')
                    .next()
                    .map(str::to_owned)
            });
            found.entry(code.to_owned()).or_default().extend(names);
        }
    }
    found
}

#[test]
fn every_reason_in_the_sources_can_be_told() {
    let zh = catalogue("zh-CN");
    let found = reasons_in_sources();
    assert!(
        found.len() > 20,
        "the sources were not understood: {found:?}"
    );
    let missing: Vec<&String> = found
        .keys()
        .filter(|code| !zh.contains_key(&format!("reason.{code}")))
        .collect();
    assert!(missing.is_empty(), "no text for {missing:?}");
    let idle: Vec<&str> = zh
        .keys()
        .filter_map(|key| key.strip_prefix("reason."))
        .filter(|code| !found.contains_key(*code))
        .collect();
    assert!(idle.is_empty(), "texts that no code gives: {idle:?}");
    for (code, names) in found {
        let text = &zh[&format!("reason.{code}")];
        for name in values_named(text) {
            assert!(
                names.contains(name),
                "reason.{code} needs %{{{name}}}, given are {names:?}"
            );
        }
    }
}
