//! What the second reader sees of a text, or of two texts laid side by side.
use std::{borrow::Cow, collections::BTreeSet, sync::LazyLock};

use regex::Regex;
use serde::Deserialize;

use crate::detect::{
    linear::{Bag, Field, Named, Settings, Tally},
    pairing::Pairing,
};

/// Indicators the reader was taught, in the order of their outputs and fields. The order is part of the weights files.
/// Numbers are computed, not read: a learned `number-conflict` was right in .64 of its flags on unseen writers.
pub(super) const LEARNED: &[&str] = &[
    "hollow-commitment",
    "vague-progress",
    "meeting-as-result",
    "unanchored-measure",
    "unsupported-effect",
    "copied-directive",
    "copied-text",
    "template-residue",
    "date-anomaly",
    "one-size-fits-all",
    "inspection-window-shutdown",
    "target-escalation",
    "trace-escalation",
    "buck-passing",
    "stalled-matter",
    "no-lesson-learned",
    "brush-off-reply",
    "repeat-complaint-closed",
    "livelihood-unprotected",
    "standard-lowered",
    "procedure-bypassed",
    "status-contradiction",
    "step-missing",
    "done-without-proof",
];

/// Learned, so that their honest twins teach what all indicators share, but never asked. Comparing the letters was right in .99 of
/// its flags on unseen writers and found .95, and the reader added nine wrong ones and one right. Of replies to real letters the
/// reader flagged 88 honest ones beside 46 right, while the model taught on real letters was right in .95.
pub(super) const COMPARED: &[&str] = &["copied-directive", "copied-text", "brush-off-reply"];

/// Field of what the unit itself wrote, and of what it stands beside; each indicator has two more of its own.
const OWN: u8 = 0;
const BESIDE: u8 = 1;
/// How much what all indicators share counts beside what is an indicator's own. Measured leaving one writer out: recall at a
/// precision of .88 was .66 with 1, .73 with .3, .65 with 0.
const SHARED: f32 = 0.3;

/// A text of the unit, and what it stands beside, if anything.
#[derive(Clone, Debug, Default)]
pub(crate) struct Exhibit {
    own: String,
    beside: Vec<String>,
}

impl Exhibit {
    /// A text by itself, in its match form.
    pub(crate) fn alone(plain: &str) -> Self {
        Self {
            own: plain.to_owned(),
            beside: Vec::new(),
        }
    }
    /// The last part that the unit itself wrote is what is judged; the others are what it stands beside.
    pub(crate) fn of(pairing: &Pairing) -> Self {
        let last = pairing.parts.iter().rposition(|p| p.role.is_own());
        let plain = |keep: &dyn Fn(usize) -> bool| {
            let parts = pairing.parts.iter().enumerate();
            parts
                .filter(|(n, p)| keep(*n) && !p.plain.is_empty())
                .map(|(_, p)| p.plain.clone())
                .collect::<Vec<String>>()
        };
        Self {
            own: plain(&|n| Some(n) == last).pop().unwrap_or_default(),
            beside: plain(&|n| Some(n) != last),
        }
    }
    /// Whether it stands beside another text.
    pub(crate) fn is_pair(&self) -> bool {
        !self.beside.is_empty()
    }
    /// What is judged.
    pub(super) fn own(&self) -> &str {
        &self.own
    }
    fn texts(&self, own: u8, beside: u8, scale: f32) -> impl Iterator<Item = Field<'_>> {
        let others = self.beside.iter().map(move |text| (beside, text.as_str()));
        std::iter::once((own, self.own.as_str()))
            .chain(others)
            .map(move |(number, text)| Field {
                number,
                text,
                scale,
            })
    }
    /// What the gate sees.
    pub(super) fn gate_bag(&self, settings: &Settings) -> Bag {
        let fields: Vec<Field<'_>> = self.texts(OWN, BESIDE, 1.0).collect();
        settings.bag_of(&fields, Vec::new())
    }
    /// What the judge sees for the indicator number `nth`: everything twice, once shared by all indicators and once its own, so
    /// that what marks honest work anywhere is learned from all of them, and what marks this fault only from its own.
    pub(super) fn judge_bag(&self, settings: &Settings, nth: u8) -> Bag {
        let (own, beside) = (2 + 2 * nth, 3 + 2 * nth);
        let mut fields: Vec<Field<'_>> = self.texts(OWN, BESIDE, SHARED).collect();
        fields.extend(self.texts(own, beside, 1.0));
        let mut named = Vec::new();
        for (name, value) in self.comparison() {
            named.push(Named {
                name: Cow::Owned(name.clone()),
                value: value * SHARED,
            });
            named.push(Named {
                name: Cow::Owned(format!("{nth}.{name}")),
                value,
            });
        }
        named.push(Named {
            name: Cow::Owned(format!("{nth}.any")),
            value: 1.0,
        });
        settings.bag_of(&fields, named)
    }

    /// How the text compares with the one before it.
    fn comparison(&self) -> Vec<(String, f32)> {
        let Some(before) = self.beside.last() else {
            return Vec::new();
        };
        let (a, b) = (han_pairs(before), han_pairs(&self.own));
        let shared = ratio(a.intersection(&b).count(), 1);
        let of = |set: &BTreeSet<(char, char)>| shared / ratio(set.len().max(1), 1);
        let (of_before, of_own) = (of(&a), of(&b));
        let contained = of_before.max(of_own);
        let mut found = vec![
            (format!("contained{}", band(contained, 5.0, 5)), 1.0),
            (format!("own{}", band(of_own, 5.0, 5)), 1.0),
            ("of-own".to_owned(), of_own),
            ("of-before".to_owned(), of_before),
        ];
        let (x, y) = (amounts(before), amounts(&self.own));
        if !x.is_empty() {
            found.push((
                "amounts-kept".to_owned(),
                ratio(x.intersection(&y).count(), x.len()),
            ));
            found.push(("amounts-before".to_owned(), 1.0));
            if x == y {
                found.push(("amounts-same".to_owned(), 1.0));
            }
        }
        found.push((
            format!("amounts-new{}", y.difference(&x).count().min(4)),
            1.0,
        ));
        let longer = ratio(2 * self.own.chars().count(), before.chars().count().max(1));
        found.push((format!("length{}", band(longer, 1.0, 6)), 1.0));
        for cue in CUES.iter() {
            if cue.regex.is_match(&self.own) && !cue.regex.is_match(before) {
                found.push((format!("new-{}", cue.name), 1.0));
            }
        }
        let asks = before.matches('?').count().min(3);
        found.push((format!("asks{asks}"), 1.0));
        found
    }
}

/// How the gate takes texts apart.
pub(super) fn gate_settings() -> Settings {
    Settings {
        orders: 1..=3,
        tally: Tally::Presence,
        digits_alike: true,
        bounds: false,
        named_scale: 1.0,
    }
}

/// How the judge takes texts apart: a comparison counts less than the words.
pub(super) fn judge_settings() -> Settings {
    Settings {
        named_scale: 0.3,
        ..gate_settings()
    }
}

/// Number of an indicator among the learned ones.
pub(super) fn number_of(indicator: &str) -> Option<u8> {
    (0_u8..)
        .zip(LEARNED)
        .find(|(_, id)| **id == indicator)
        .map(|(nth, _)| nth)
}

fn han_pairs(text: &str) -> BTreeSet<(char, char)> {
    let han: Vec<char> = text
        .chars()
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .collect();
    han.iter()
        .copied()
        .zip(han.iter().skip(1).copied())
        .collect()
}

fn amounts(text: &str) -> BTreeSet<&str> {
    AMOUNT.find_iter(text).map(|m| m.as_str()).collect()
}

fn ratio(part: usize, whole: usize) -> f32 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of characters in a passage are far below 2^24"
    )]
    let ratio = part as f32 / whole as f32;
    ratio
}

/// Which of the bands 0..=`most` a value falls into when it is multiplied by `per`.
fn band(value: f32, per: f32, most: u8) -> u8 {
    (0..=most)
        .rev()
        .find(|n| value * per >= f32::from(*n))
        .unwrap_or(0)
}

struct Cue {
    name: String,
    regex: Regex,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueFile {
    cue: Vec<CueWords>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueWords {
    name: String,
    any: Vec<String>,
}

static CUES: LazyLock<Vec<Cue>> = LazyLock::new(|| cues().unwrap_or_default());

fn cues() -> Result<Vec<Cue>, String> {
    let file: CueFile = toml::from_str(include_str!("cues.toml")).map_err(|e| e.to_string())?;
    file.cue
        .into_iter()
        .map(|c| {
            Ok(Cue {
                regex: Regex::new(&c.any.join("|")).map_err(|e| e.to_string())?,
                name: c.name,
            })
        })
        .collect()
}

/// Digits, or Chinese numerals before a unit of counting or time.
#[expect(clippy::expect_used, reason = "a constant expression; a test uses it")]
static AMOUNT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"\d+(?:\.\d+)?|[一二三四五六七八九十百千万两零]{1,6}[个件家处户台吨次名人天月日年公里米亩元条份项%成倍]",
    )
    .expect("a constant expression")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_are_sound() {
        assert_eq!(cues().map(|c| c.len()), Ok(5));
    }

    #[test]
    fn a_pair_is_compared_and_a_single_text_is_not() {
        let pair = Exhibit::of(&Pairing::read(
            "〖要求〗清淤三百米。〖落实〗清淤二百米，经批准。",
        ));
        let found = pair.comparison();
        let has = |name: &str| found.iter().any(|(n, _)| n == name);
        assert!(has("new-approve") && has("amounts-new1"), "{found:?}");
        assert!(Exhibit::alone("清淤二百米").comparison().is_empty());
    }

    #[test]
    fn every_indicator_has_its_own_fields() {
        assert!(LEARNED.len() * 2 + 2 <= 127);
        assert_eq!(number_of("done-without-proof"), Some(23));
    }
}
