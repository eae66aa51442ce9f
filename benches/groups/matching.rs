//! Looking for many phrases at once, as rules do.
use daachorse::{CharwiseDoubleArrayAhoCorasick, DoubleArrayAhoCorasick};

use super::{
    contest::{Contest, Settings},
    texts::{phrases, texts},
};

pub(crate) fn run(settings: &Settings) {
    let texts = texts(settings.bytes(3));
    for count in [200, 2_000] {
        let phrases = phrases(&texts, count);
        let charwise = CharwiseDoubleArrayAhoCorasick::<u32>::new(&phrases).unwrap();
        let bytewise = DoubleArrayAhoCorasick::<u32>::new(&phrases).unwrap();
        let escaped: Vec<String> = phrases.iter().map(|p| regex::escape(p)).collect();
        let alternation = regex::Regex::new(&escaped.join("|")).unwrap();
        let over = |work: &dyn Fn(&str) -> usize| texts.plain.iter().map(|t| work(t)).sum();
        Contest::new(
            settings,
            "match",
            format!("{} phrases in {}", phrases.len(), texts.source),
            Some(texts.bytes),
        )
        .entry("daachorse charwise overlapping", || {
            over(&|t| charwise.find_overlapping_iter(t).count())
        })
        .entry("daachorse bytewise overlapping", || {
            over(&|t| bytewise.find_overlapping_iter(t).count())
        })
        .entry("regex alternation (hides overlaps)", || {
            over(&|t| alternation.find_iter(t).count())
        })
        .run();
        // Plain search is too slow for all of the text: a fiftieth of it, beside the same for the winner.
        let few: Vec<&String> = texts.plain.iter().step_by(50).collect();
        Contest::new(
            settings,
            "match",
            format!("{} phrases in a fiftieth of it", phrases.len()),
            Some(few.iter().map(|t| t.len()).sum()),
        )
        .entry("str::matches one by one", || {
            few.iter()
                .map(|t| {
                    phrases
                        .iter()
                        .map(|p| t.matches(p.as_str()).count())
                        .sum::<usize>()
                })
                .sum()
        })
        .entry("daachorse charwise overlapping", || {
            few.iter()
                .map(|t| charwise.find_overlapping_iter(t).count())
                .sum()
        })
        .run();
    }
}
