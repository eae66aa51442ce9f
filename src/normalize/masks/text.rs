//! Finds the personal numbers of one text.
use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use crate::model::fold;

use super::{
    identity,
    words::{self, Said},
};

/// A number that is masked, in bytes of the folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// How many digits stay readable at its beginning.
    first: usize,
    /// How many stay readable at its end.
    last: usize,
}

/// Digits that stay readable. A reviewer must be able to tell two numbers apart and to find one in the original; more is not
/// needed. Mobile numbers keep what every office prints.
const MOBILE_KEEPS: (usize, usize) = (3, 4);
const IDENTITY_KEEPS: (usize, usize) = (3, 2);
const LANDLINE_KEEPS: (usize, usize) = (0, 2);
/// A number without a known shape keeps its last two digits when it has at least this many.
const ODD_KEEPS_FROM: usize = 5;
/// Fewer digits are no number of a person but a count or an ordinal, even in a column of telephone numbers.
const ODD_DIGITS: usize = 3;
/// A text with fewer digits in a row (joints allowed) holds no telephone or identity number.
const FEWEST_DIGITS: usize = 7;
/// Numbers of that shape which end in this many zeros are amounts.
const ROUND: usize = 6;
/// Latest year of birth in an identity number whose check digit is wrong: later ones are days of receipt in the numbers of
/// complaints (region, day, serial), and no child writes to an office.
const LATEST_BIRTH: u32 = 2012;

struct Patterns {
    identity: Regex,
    short_identity: Regex,
    mobile: Regex,
    landline: Regex,
    local: Regex,
    run: Regex,
}

/// `None` only if a pattern here were broken, which a test excludes.
static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    let regex = |p: &str| Regex::new(p).ok();
    Some(Patterns {
        identity: regex(
            r"[1-9][0-9]{5}(?:[ -]?)(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[ -]?)[0-9]{3}[0-9x]",
        )?,
        short_identity: regex(
            r"[1-9][0-9]{5}[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}",
        )?,
        mobile: regex(
            r"1[3-9][0-9](?:[-–—][0-9]{4}[-–—][0-9]{4}|[ .·][0-9]{4}[ .·][0-9]{4}|[ -]?[0-9]{8}|[0-9]{4}[ -][0-9]{4})",
        )?,
        landline: regex(
            r"(?:\(0[0-9]{2,3}\)[ -]?|0[0-9]{2,3}[-–—−一]{1,2} ?)[0-9]{3,4}[ -]?[0-9]{4}|0[0-9]{2,3} ?[2-9][0-9]{2,3}[ -]?[0-9]{4}",
        )?,
        local: regex(r"^[2-9][0-9]{2,3}[ -]?[0-9]{4}")?,
        run: regex(r"[0-9][0-9 ()+*x.–—-]*")?,
    })
});

/// Whether the patterns can be used.
pub(super) fn is_sound() -> bool {
    PATTERNS.is_some()
}

/// Whether a text can hold a number of interest: enough digits in a row, with no more than signs that join digits between them.
pub(super) fn may_hold(text: &str, said: Option<Said>) -> bool {
    let least = if said == Some(Said::Personal) {
        ODD_DIGITS
    } else {
        FEWEST_DIGITS
    };
    let mut digits = 0;
    for c in text.chars() {
        match c {
            '0'..='9' | '０'..='９' => {
                digits += 1;
                if digits >= least {
                    return true;
                }
            }
            ' ' | '-' | '－' | '–' | '—' | '−' | '一' | '(' | ')' | '（' | '）' | '.' | '·'
            | '\u{3000}' | '\u{A0}' => {}
            _ => digits = 0,
        }
    }
    false
}

/// The personal numbers of a text, from left to right. `said` is what the text's column or the cell before it says of numbers.
pub(super) fn find(folded: &str, said: Option<Said>) -> Vec<Found> {
    let Some(patterns) = PATTERNS.as_ref() else {
        return Vec::new();
    };
    let mut search = Search {
        text: folded,
        said,
        patterns,
        found: Vec::new(),
    };
    search.identities();
    search.mobiles();
    search.landlines();
    search.locals();
    if said == Some(Said::Personal) {
        search.odd();
    }
    search.found.sort_by_key(|f| f.range.start);
    search.found
}

struct Search<'a> {
    text: &'a str,
    said: Option<Said>,
    patterns: &'a Patterns,
    found: Vec<Found>,
}

impl Search<'_> {
    /// Calls `judge` with each match, overlapping ones included when a match is not taken.
    fn each(
        &mut self,
        pattern: &Regex,
        judge: impl Fn(&Self, &str, &str, &str) -> Option<(usize, usize)>,
    ) {
        let mut at = 0;
        while let Some(hit) = pattern.find_at(self.text, at) {
            let (before, after) = (
                self.text.get(..hit.start()).unwrap_or_default(),
                self.text.get(hit.end()..).unwrap_or_default(),
            );
            let is_free = self.is_free(&hit.range());
            match judge(self, hit.as_str(), before, after).filter(|_| is_free) {
                Some((first, last)) => {
                    self.found.push(Found {
                        range: hit.range(),
                        first,
                        last,
                    });
                    at = hit.end();
                }
                // Patterns begin with an ASCII character.
                None => at = hit.start() + 1,
            }
        }
    }

    fn is_free(&self, range: &Range<usize>) -> bool {
        self.found
            .iter()
            .all(|f| f.range.end <= range.start || range.end <= f.range.start)
    }

    fn identities(&mut self) {
        let patterns = self.patterns;
        self.each(&patterns.identity, |search, hit, before, after| {
            let digits: Vec<char> = hit.chars().filter(char::is_ascii_alphanumeric).collect();
            let year = digits
                .get(6..10)?
                .iter()
                .collect::<String>()
                .parse::<u32>()
                .ok()?;
            let is_sound = identity::is_person(&digits);
            let is_named = words::is_identity_before(before) || search.said == Some(Said::Personal);
            let is_code = words::said_before(before) == Some(Said::Other)
                || search.said == Some(Said::Other)
                || (!is_sound && identity::is_organization(&digits));
            let is_joined = hit.len() > 18;
            let is_person =
                is_named || !is_code && (is_sound || !is_joined && year <= LATEST_BIRTH);
            (is_person && stands_alone(search, before, after)).then_some(IDENTITY_KEEPS)
        });
        self.each(&patterns.short_identity, |search, _, before, after| {
            (words::is_identity_before(before) && stands_alone(search, before, after))
                .then_some(IDENTITY_KEEPS)
        });
    }

    fn mobiles(&mut self) {
        let patterns = self.patterns;
        self.each(&patterns.mobile, |search, hit, before, after| {
            let country = ["+86", "0086", "(86)", "86"]
                .iter()
                .find_map(|c| before.trim_end_matches([' ', '-', ')']).strip_suffix(c))
                .filter(|lead| !lead.ends_with(|c: char| c.is_ascii_alphanumeric()));
            let lead = country.unwrap_or(before);
            let word = words::said_before(lead);
            let named = word == Some(Said::Personal)
                || matches!(search.said, Some(Said::Personal | Said::PersonalByShape));
            // Three numbers of a table can stand like that: 157 1234 5678.
            let is_spaced = hit.contains([' ', '.', '·']);
            let is_whole = before.trim().is_empty() && after.trim().is_empty();
            let is_round = hit.bytes().rev().take_while(|b| *b == b'0').count() >= ROUND;
            let is_other = word == Some(Said::Other)
                || search.said == Some(Said::Other)
                || is_round
                || words::is_amount_by(after);
            let is_mobile = named || !is_other && (!is_spaced || is_whole || country.is_some());
            (is_mobile && stands_alone(search, lead, after)).then_some(MOBILE_KEEPS)
        });
    }

    fn landlines(&mut self) {
        let patterns = self.patterns;
        self.each(&patterns.landline, |search, hit, before, after| {
            let word = words::said_before(before);
            let named = word == Some(Said::Personal)
                || matches!(search.said, Some(Said::Personal | Said::PersonalByShape));
            let is_joined = hit.starts_with('(') || hit.contains(['-', '–', '—', '−', '一']);
            let is_other = word == Some(Said::Other) || search.said == Some(Said::Other);
            let area = hit.chars().filter(char::is_ascii_digit).count();
            let area = if hit.starts_with("(01")
                || hit.starts_with("01")
                || hit.starts_with("02")
                || hit.starts_with("(02")
            {
                3
            } else {
                4.min(area)
            };
            ((named || is_joined && !is_other) && stands_alone(search, before, after))
                .then_some((area, LANDLINE_KEEPS.1))
        });
    }

    /// Numbers of seven or eight digits behind a word that names them, and those joined to such a number.
    fn locals(&mut self) {
        let text = self.text;
        let mut follows_number = None;
        let starts: Vec<usize> = self
            .patterns
            .run
            .find_iter(text)
            .map(|m| m.start())
            .collect();
        for start in starts {
            let mut at = start;
            // Runs hold blanks: several numbers can stand in one.
            while let Some(rest) = text.get(at..) {
                let Some(hit) = self.patterns.local.find(rest) else {
                    break;
                };
                let range = at..at + hit.end();
                let (before, after) = (
                    text.get(..at).unwrap_or_default(),
                    text.get(range.end..).unwrap_or_default(),
                );
                let named = matches!(self.said, Some(Said::Personal | Said::PersonalByShape))
                    || words::said_before(before) == Some(Said::Personal)
                    || follows_number.is_some_and(|end| end == at);
                if !named
                    || !self.is_free(&range)
                    || !stands_alone(self, before, after)
                    || words::is_amount_by(after)
                {
                    break;
                }
                follows_number = Some(range.end + words::joint(after));
                at = range.end + words::joint(after);
                self.found.push(Found {
                    range,
                    first: LANDLINE_KEEPS.0,
                    last: LANDLINE_KEEPS.1,
                });
            }
            // 0531-88886666、88887777: the number before may have been found by its own shape.
            if let Some(f) = self
                .found
                .iter()
                .find(|f| f.range.start == start || f.range.start + 1 == start)
            {
                let after = text.get(f.range.end..).unwrap_or_default();
                follows_number = Some(f.range.end + words::joint(after));
            }
        }
    }

    /// What else of digits stands in a column of telephone or identity numbers: extensions, numbers written wrongly.
    fn odd(&mut self) {
        let text = self.text;
        for run in self.patterns.run.find_iter(text) {
            let piece = run.as_str().trim_end_matches(|c: char| !c.is_ascii_digit());
            let range = run.start()..run.start() + piece.len();
            let digits: String = piece.chars().filter(char::is_ascii_digit).collect();
            let after = text.get(range.end..).unwrap_or_default();
            let is_rest = text
                .get(..range.start)
                .is_some_and(|before| before.ends_with('*'));
            let is_known = !self.is_free(&range) || is_rest || run.as_str().contains('*');
            if is_known
                || digits.len() < ODD_DIGITS
                || words::is_public(&digits)
                || is_day_by(after)
            {
                continue;
            }
            let last = if digits.len() >= ODD_KEEPS_FROM {
                LANDLINE_KEEPS.1
            } else {
                0
            };
            self.found.push(Found {
                range,
                first: 0,
                last,
            });
        }
    }
}

fn is_day_by(after: &str) -> bool {
    after.starts_with(['年', '月', '日'])
}

/// Whether a number is not a part of a longer number, code, address or amount.
fn stands_alone(search: &Search<'_>, before: &str, after: &str) -> bool {
    let is_after_number = search.found.iter().any(|f| {
        let joint = before.get(f.range.end..).unwrap_or("#");
        joint.chars().count() <= 1 && !joint.starts_with(|c: char| c.is_ascii_alphanumeric())
    });
    let mut lead = before.chars().rev();
    let (last, previous) = (lead.next(), lead.next());
    let left = match last {
        None => true,
        Some(c) if c.is_ascii_digit() || c == '*' => false,
        Some(c) if c.is_ascii_alphabetic() => words::said_before(before) == Some(Said::Personal),
        Some('-' | '–' | '_' | '.' | '/' | '=' | '&' | '%' | '+') => {
            is_after_number
                || !previous.is_some_and(|p| p.is_ascii_alphanumeric() || p == '*')
                || words::said_before(before) == Some(Said::Personal)
        }
        Some(',') => is_after_number || !previous.is_some_and(|p| p.is_ascii_digit()),
        Some(_) => true,
    };
    let mut tail = after.chars();
    let (first, second) = (tail.next(), tail.next());
    let right = match first {
        Some(c) if c.is_ascii_alphanumeric() || c == '*' || c == '%' => false,
        Some('.' | ',') => !second.is_some_and(|s| s.is_ascii_digit()) || first == Some(','),
        _ => true,
    };
    left && right
}

/// A text with its personal numbers masked, character for character, and how many there were; `None` when there are none.
pub(super) fn masked(text: &str, said: Option<Said>) -> Option<(String, u32)> {
    if !may_hold(text, said) {
        return None;
    }
    let folded = fold(text);
    let found = find(&folded, said);
    if found.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut numbers = found.iter().peekable();
    // Digits of the current number, and how many of them have been passed.
    let (mut digits, mut passed) = (0, 0);
    let mut at = 0;
    for (own, same) in text.chars().zip(folded.chars()) {
        while numbers.peek().is_some_and(|f| f.range.end <= at) {
            numbers.next();
            passed = 0;
        }
        let mut shown = own;
        if let Some(number) = numbers.peek().filter(|f| f.range.contains(&at)) {
            if at == number.range.start {
                let whole = folded.get(number.range.clone()).unwrap_or_default();
                digits = whole.chars().filter(|c| c.is_ascii_alphanumeric()).count();
                passed = 0;
            }
            if same.is_ascii_alphanumeric() {
                if passed >= number.first && passed + number.last < digits {
                    shown = '*';
                }
                passed += 1;
            }
        }
        out.push(shown);
        at += same.len_utf8();
    }
    Some((out, u32::try_from(found.len()).unwrap_or(u32::MAX)))
}
