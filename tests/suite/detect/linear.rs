//! The kernel of the learned parts: it learns, repeats itself, explains itself, and survives being written down.
use std::borrow::Cow;

use proptest::prelude::*;
use taizhang::detect::linear::{
    Bag, Example, Key, Linear, Named, Recipe, Settings, Tally, Task, one_against_rest, train,
};

const LABELS: &[&str] = &["C", "H"];

/// Short sentences: what was done at a place, and what was only promised.
const TEXTS: &[(&str, usize)] = &[
    ("石滩镇拆除3台锅炉", 0),
    ("柳湾村封堵12个排口", 0),
    ("北桥站更换2台水泵", 0),
    ("石滩镇清运5车垃圾", 0),
    ("柳湾村拆除1座砖窑", 0),
    ("提高站位压实责任", 1),
    ("统一思想凝聚共识", 1),
    ("压实责任凝聚共识", 1),
    ("提高站位统一思想", 1),
];

fn bags(settings: &Settings) -> Vec<Bag> {
    let bag = |t: &(&str, usize)| settings.bag(&[t.0], Vec::new());
    TEXTS.iter().map(bag).collect()
}

fn labels() -> Vec<usize> {
    TEXTS.iter().map(|t| t.1).collect()
}

fn trained(settings: &Settings) -> Linear {
    let tasks = one_against_rest(LABELS, &labels());
    train(settings, &bags(settings), &tasks, &Recipe::default())
}

fn best(model: &Linear, text: &str) -> usize {
    let scores = model.scores(&model.settings().bag(&[text], Vec::new()));
    usize::from(scores[1] > scores[0])
}

#[test]
fn carries_over_to_sentences_it_has_not_seen() {
    let model = trained(&Settings::default());
    assert_eq!(best(&model, "东坡村拆除8台锅炉"), 0);
    assert_eq!(best(&model, "凝聚共识、提高站位"), 1);
}

#[test]
fn training_twice_gives_the_same_bytes() {
    let settings = Settings::default();
    let facts = [("data", "9 sentences".to_owned())];
    assert_eq!(
        trained(&settings).write(&facts),
        trained(&settings).write(&facts)
    );
}

#[test]
fn a_written_model_answers_as_before() {
    for tally in [Tally::Presence, Tally::Logarithm, Tally::Count] {
        let settings = Settings {
            tally,
            bounds: true,
            named_scale: 0.5,
            ..Settings::default()
        };
        let model = trained(&settings);
        let text = model.write(&[("date", "2026-01-01".to_owned())]);
        let again = Linear::read(&text).unwrap();
        assert_eq!(again.settings(), &settings);
        for (text, _) in TEXTS {
            let bag = settings.bag(&[text], Vec::new());
            assert_eq!(model.scores(&bag), again.scores(&bag), "{text}");
        }
        assert_eq!(again.write(&[("date", "2026-01-01".to_owned())]), text);
    }
}

#[test]
fn shares_add_up_to_the_score() {
    let model = trained(&Settings::default());
    let bag = model.settings().bag(&["石滩镇压实责任"], Vec::new());
    let nothing = model.scores(&Bag::default());
    for (output, score) in model.scores(&bag).iter().enumerate() {
        let shares = model.shares(&bag, output);
        let sum: f32 = shares.iter().map(|s| s.score).sum();
        assert!((sum + nothing[output] - score).abs() < 1e-4);
        assert!(shares.windows(2).all(|w| w[0].score >= w[1].score));
    }
}

#[test]
fn names_and_second_texts_are_features_of_their_own() {
    let settings = Settings::default();
    let name = |value| {
        vec![Named {
            name: Cow::Borrowed("slot:数量"),
            value,
        }]
    };
    let bags = [
        settings.bag(&["甲", "乙"], name(1.0)),
        settings.bag(&["乙", "甲"], name(0.0)),
    ];
    let tasks = one_against_rest(&["first", "second"], &[0, 1]);
    let recipe = Recipe {
        least_bags: 1,
        ..Recipe::default()
    };
    let model = train(&settings, &bags, &tasks, &recipe);
    let text = model.write(&[]);
    assert!(text.contains("\n@slot:数量\tfirst="), "{text}");
    assert!(text.contains("\n1|乙\tfirst="), "{text}");
    let again = Linear::read(&text).unwrap();
    assert_eq!(again.scores(&bags[0]), model.scores(&bags[0]));
    assert!(model.scores(&bags[0])[0] > model.scores(&bags[1])[0]);
}

#[test]
fn an_example_of_weight_nothing_teaches_nothing_and_a_heavy_one_much() {
    let settings = Settings::default();
    let bags = [
        settings.bag(&["推进工作"], Vec::new()),
        settings.bag(&["推进工作"], Vec::new()),
        settings.bag(&["拆除锅炉"], Vec::new()),
    ];
    let task = |weights: [f32; 3]| Task {
        output: "空".to_owned(),
        examples: [true, false, false]
            .iter()
            .zip(weights)
            .enumerate()
            .map(|(bag, (holds, weight))| Example {
                bag,
                holds: *holds,
                weight,
            })
            .collect(),
    };
    let recipe = Recipe {
        least_bags: 1,
        balance: false,
        ..Recipe::default()
    };
    let score = |weights| {
        let model = train(&settings, &bags, &[task(weights)], &recipe);
        model.scores(&bags[0])[0]
    };
    assert!(score([1.0, 0.0, 1.0]) > 0.5);
    assert!(score([0.0, 1.0, 1.0]) < -0.5);
    assert!(score([5.0, 1.0, 1.0]) > score([1.0, 5.0, 1.0]));
}

#[test]
fn balance_makes_up_for_a_rare_label() {
    let settings = Settings::default();
    let mut texts = vec!["有序推进"; 30];
    texts.push("有序拆除");
    let bags: Vec<Bag> = texts
        .iter()
        .map(|t| settings.bag(&[t], Vec::new()))
        .collect();
    let labels: Vec<usize> = (0..31).map(|n| usize::from(n == 30)).collect();
    let tasks = one_against_rest(&["often", "rare"], &labels);
    let score = |balance| {
        let recipe = Recipe {
            least_bags: 1,
            cost: 1.0,
            balance,
            ..Recipe::default()
        };
        train(&settings, &bags, &tasks, &recipe).scores(&bags[30])[1]
    };
    assert!(score(true) > score(false));
}

#[test]
fn digits_are_alike_only_when_so_set() {
    let alike = Settings::default();
    let apart = Settings {
        digits_alike: false,
        ..Settings::default()
    };
    let items = |s: &Settings, t| s.bag(&[t], Vec::new()).items().to_vec();
    assert_eq!(items(&alike, "3台"), items(&alike, "7台"));
    assert_ne!(items(&apart, "3台"), items(&apart, "7台"));
}

#[test]
fn texts_have_length_one_whatever_their_length() {
    let settings = Settings::default();
    for text in ["甲", "压实责任、压实责任", &"有序推进".repeat(50)] {
        let bag = settings.bag(&[text], Vec::new());
        let length: f32 = bag.items().iter().map(|(_, v)| v * v).sum();
        assert!((length - 1.0).abs() < 1e-3, "{length}");
    }
    assert!(settings.bag(&[""], Vec::new()).items().is_empty());
}

#[test]
fn a_damaged_file_is_refused_with_its_line() {
    let model = trained(&Settings::default()).write(&[]);
    assert!(Linear::read("").is_err());
    assert_eq!(Linear::read("colour: red\n---\n").unwrap_err().line, 1);
    let lines = model.lines().count();
    let broken = format!("{model}锅炉\tC=0.3 X=0.5\n");
    assert_eq!(Linear::read(&broken).unwrap_err().line, lines + 1);
    let broken = format!("{model}锅炉 0.3\n");
    assert_eq!(Linear::read(&broken).unwrap_err().line, lines + 1);
}

proptest! {
    #[test]
    fn every_key_is_read_back_as_it_was_written(text in "\\PC{1,3}|[ \\\\|=@\t\n]{1,3}", field in 0u8..128) {
        let chars: Vec<char> = text.chars().take(3).collect();
        let key = Key::gram(field, &chars);
        let word = key.spelled().unwrap();
        prop_assert!(!word.contains(['\t', '\n', ' ']));
        prop_assert_eq!(Key::read(&word), Some(key));
    }
}
