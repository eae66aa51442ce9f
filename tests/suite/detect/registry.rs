//! Every indicator folder is registered, complete and explained.
use std::{collections::BTreeSet, fs, path::Path};

use taizhang::detect::{INDICATORS, RulePacks, check_rules};

fn folder(id: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/detect")
        .join(id.replace('-', "_"))
}

#[test]
fn every_folder_with_a_card_is_registered() {
    let ids: BTreeSet<String> = INDICATORS
        .iter()
        .map(|i| i.id().replace('-', "_"))
        .collect();
    for entry in fs::read_dir(folder("")).unwrap() {
        let path = entry.unwrap().path();
        if path.join("card.toml").exists() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            assert!(ids.contains(&name), "{name} is not in INDICATORS");
        }
    }
    assert_eq!(ids.len(), INDICATORS.len(), "an indicator is listed twice");
}

#[test]
fn every_card_is_complete() {
    for indicator in INDICATORS {
        let card = indicator
            .card()
            .unwrap_or_else(|e| panic!("{}: {e}", indicator.id()));
        assert_eq!(card.id, indicator.id());
        for text in [
            &card.title,
            &card.english,
            &card.family,
            &card.looks_for,
            &card.why,
            &card.evidence,
        ] {
            assert!(!text.trim().is_empty(), "{}", card.id);
        }
        assert!(
            !card.title.starts_with("疑似"),
            "{}: the title is read after 疑似",
            card.id
        );
        for list in [&card.not_counted, &card.known_false_alarms, &card.ask] {
            assert!(!list.is_empty(), "{}", card.id);
        }
        assert!(!card.basis.is_empty(), "{}", card.id);
    }
}

#[test]
fn every_rule_file_on_disk_is_built_in() {
    for indicator in INDICATORS {
        let rules = folder(indicator.id()).join("rules");
        let Ok(entries) = fs::read_dir(rules) else {
            continue;
        };
        for entry in entries {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            assert!(
                indicator
                    .rule_files()
                    .iter()
                    .any(|(path, _)| path.ends_with(&name)),
                "{}: rules/{name} is not built in",
                indicator.id()
            );
        }
    }
}

#[test]
fn the_built_in_rules_load_and_say_their_versions() {
    let versions = check_rules(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    let packs = RulePacks::load(&[]).unwrap_or_else(|e| panic!("{e:#?}"));
    assert_eq!(versions, packs.versions());
    for indicator in INDICATORS {
        assert!(versions.iter().any(|v| v.indicator == indicator.id()));
        assert!(packs.card(indicator.id()).is_some());
    }
    assert!(packs.card("no-such-indicator").is_none());
}
