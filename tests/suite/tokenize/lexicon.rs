//! The word list is whole, folded and strict.
use taizhang::tokenize::Lexicon;

const BUILTIN: &str = include_str!("../../../src/tokenize/lexicon.txt");

#[test]
fn every_line_of_the_builtin_list_is_understood_and_says_something_new() {
    let parsed = Lexicon::parse(BUILTIN).unwrap();
    let lines = BUILTIN
        .lines()
        .filter(|l| !l.trim().is_empty() && !l.starts_with('#'))
        .count();
    assert_eq!(parsed.len(), lines, "a word stands twice");
    assert_eq!(parsed, Lexicon::builtin());
    assert!(lines >= 500, "{lines}");
    assert!(parsed.words().all(|(w, _)| w.chars().count() >= 2));
}

#[test]
fn words_are_kept_in_match_form_and_later_lists_decide() {
    let mut lexicon = Lexicon::parse("ＶＯＣｓ 30 n\n# 注\n\n生態保護紅線").unwrap();
    let words: Vec<_> = lexicon
        .words()
        .map(|(w, a)| (w.to_owned(), a.freq))
        .collect();
    assert_eq!(
        words,
        [
            ("vocs".to_owned(), Some(30)),
            ("生态保护红线".to_owned(), None)
        ]
    );
    lexicon.extend(Lexicon::parse("VOCs 7").unwrap());
    assert_eq!(lexicon.words().next().unwrap().1.freq, Some(7));
}

#[test]
fn a_line_that_is_not_understood_is_refused_with_its_number() {
    for wrong in ["河长 0", "河长 -3", "河长 3 n 4", "河长 名词", "河长 3 4"] {
        let error = Lexicon::parse(&format!("湖长\n{wrong}")).unwrap_err();
        assert_eq!((error.line, error.text.as_str()), (2, wrong));
        assert_eq!(error.reason().code, "lexicon-line");
    }
}

#[test]
fn another_list_has_another_fingerprint() {
    let one = Lexicon::parse("河长\n湖长").unwrap();
    assert_eq!(
        one.fingerprint(),
        Lexicon::parse("湖长\n# 注\n河长").unwrap().fingerprint()
    );
    for other in ["河长", "河长\n湖长 3", "河长\n湖长 n"] {
        assert_ne!(
            one.fingerprint(),
            Lexicon::parse(other).unwrap().fingerprint()
        );
    }
}
