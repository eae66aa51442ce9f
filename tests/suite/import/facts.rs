//! What files say about themselves goes by the same names in every format; `model::RawFile::facts` lists them.
use std::collections::BTreeSet;

use taizhang::model::{Format, Limits};

use super::seeds;

#[test]
fn every_name_a_reader_uses_is_on_the_list_of_the_model() {
    let model = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model/raw.rs"),
    )
    .unwrap();
    let listed: BTreeSet<&str> = model
        .split_once("/// Every reader uses the same keys")
        .and_then(|(_, rest)| rest.split_once("pub facts"))
        .map(|(list, _)| list.split('`').skip(1).step_by(2).collect())
        .unwrap();
    assert!(
        listed.contains("last_modified_by") && listed.len() > 20,
        "{listed:?}"
    );
    let mut used = BTreeSet::new();
    for seed in seeds::seeds() {
        for raw in taizhang::import::read_all(&seed.name, &seed.bytes, &Limits::default(), None) {
            // The head of a Markdown file is the writer's own list of names.
            if raw.format != Some(Format::Md) {
                used.extend(raw.facts.into_keys());
            }
        }
    }
    assert!(used.len() >= 8, "{used:?}");
    let unknown: Vec<&String> = used
        .iter()
        .filter(|k| !listed.contains(k.as_str()))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
