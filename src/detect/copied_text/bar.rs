//! How alike two sentences must be to be looked at as a copy: the bars, all of them, with what they were measured on.
//!
//! Measured on the government work reports of 31 provinces with 500 planted copies per mode (`docs/evaluation.md`).
use super::likeness::Likeness;

/// From so many units on a batch tells by itself which phrases everyone uses.
const BACKGROUND_UNITS: usize = 10;
/// Score from which two sentences are one text (see [`Likeness::score`]).
const LEAST_SCORE: f64 = 0.36;
/// Share of the shorter one's letters that must stand in the other one.
const LEAST_COVER: f64 = 0.8;
/// Share of four-letter runs below which likeness is chance; copies with one letter in ten dropped keep about 0.66.
const LEAST_SHARE: f64 = 0.3;
/// A sentence inside a longer one: rare letters it must bring along …
const INSIDE_LETTERS: f64 = 45.0;
/// … their share of it …
const INSIDE_SHARE: f64 = 0.7;
/// … and the share of its letters that must be there.
const INSIDE_COVER: f64 = 0.85;
/// Letters in long runs that few units use, and the share of both sentences that is the same: boilerplate by its phrases, a
/// copy by its length.
const LONG_LETTERS: f64 = 24.0;
/// Share of four-letter runs, and of the longer one's letters, from which two sentences may be variants of one phrase.
const VARIANT_SHARE: f64 = 0.45;
/// See [`VARIANT_SHARE`].
const VARIANT_COVER: f64 = 0.5;
/// Without a background: share of the shorter one's four-letter runs …
const PLAIN_SHARE: f64 = 0.6;
/// … and share of its letters that are rare.
const PLAIN_RARE: f64 = 0.5;

/// Whether a batch of so many units tells common phrases from rare ones.
pub(super) fn has_background(units: usize) -> bool {
    units >= BACKGROUND_UNITS
}

/// Whether two sentences are one text.
pub(super) fn is_copy(like: &Likeness, units: usize) -> bool {
    let long = is_long(like);
    if !has_background(units) {
        let rare = like.rare >= PLAIN_RARE * like.letters;
        return like.share >= PLAIN_SHARE && (rare || long);
    }
    let whole = like.small >= LEAST_COVER && like.score() >= LEAST_SCORE;
    let inside =
        like.small >= INSIDE_COVER && like.rare >= INSIDE_LETTERS.max(INSIDE_SHARE * like.letters);
    like.share >= LEAST_SHARE && (whole || inside || long)
}

/// Whether two sentences are one text by a long run without a word changed, which few units use.
pub(super) fn is_long(like: &Likeness) -> bool {
    like.large >= INSIDE_COVER && like.long >= LONG_LETTERS
}

/// Whether two sentences may be variants of one set phrase.
pub(super) fn is_variant(like: &Likeness) -> bool {
    like.share >= VARIANT_SHARE && like.large >= VARIANT_COVER
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(small: f64, large: f64, rare: f64, letters: f64) -> Likeness {
        Likeness {
            share: small,
            small,
            large,
            rare,
            long: 0.0,
            letters,
        }
    }

    #[test]
    fn a_copy_covers_both_sides_or_is_long_and_rare() {
        let alike = |l: Likeness| is_copy(&l, 31);
        assert!(alike(like(1.0, 0.9, 15.0, 20.0)));
        // A short phrase of a long sentence, then a long one.
        assert!(!alike(like(1.0, 0.4, 20.0, 20.0)));
        assert!(alike(like(1.0, 0.4, 50.0, 60.0)));
        // Everyone's words.
        assert!(!alike(like(1.0, 1.0, 3.0, 20.0)));
        let mut long = like(1.0, 1.0, 3.0, 30.0);
        long.long = 30.0;
        assert!(alike(long));
    }

    #[test]
    fn without_a_background_the_share_decides() {
        assert!(is_copy(&like(0.7, 0.3, 12.0, 16.0), 2));
        assert!(!is_copy(&like(0.5, 0.5, 12.0, 16.0), 2));
    }
}
