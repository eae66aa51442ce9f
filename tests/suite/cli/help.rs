//! Help is a tested document: every page in both languages, complete, and no longer than a screen.
use std::{fs, path::Path};

use taizhang::cli::{Language, help_pages};

/// Lines of a terminal window on a 1366-pixel office screen.
const SCREEN: usize = 40;

#[test]
fn every_page_fits_a_screen_and_has_no_hole() {
    for language in Language::ALL {
        for (command, page) in help_pages(*language) {
            assert!(page.lines().count() <= SCREEN, "{command}\n{page}");
            assert!(!page.contains("help."), "{command} lacks a text\n{page}");
        }
    }
}

#[test]
fn pages_are_as_they_were_read_last() {
    for language in Language::ALL {
        let now: String = help_pages(*language)
            .iter()
            .map(|(name, page)| format!("$ {name} -h\n{}\n\n", page.trim_end()))
            .collect();
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("tests/cases/cli/help.{}.txt", language.tag()));
        if std::env::var_os("TAIZHANG_BLESS").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &now).unwrap();
        }
        let before = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(
            before, now,
            "read the pages, then run the test with TAIZHANG_BLESS=1"
        );
    }
}
