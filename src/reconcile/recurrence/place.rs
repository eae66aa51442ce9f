//! Whether two records speak of one place or party.
use crate::{
    model::BookRow,
    reconcile::{
        cells::{holds, plain, under},
        lexicon::WORDS,
    },
};

/// Shortest name of a place, in characters.
const LEAST_PLACE: usize = 3;
/// Share of the longer name that the shorter must make up: below it most of the longer one is something else.
const SHARE: f64 = 0.5;

/// The place or party a record names, when the name names somebody.
pub(super) fn place(row: BookRow<'_>) -> Option<String> {
    let cell = under(row, &WORDS.recurrence.place).map(|f| f.text.as_str());
    let title = row.text("title");
    let text = plain(cell.unwrap_or(title));
    names_somebody(&text).then_some(text)
}

/// The name of a kind of place (烧烤店, 某选矿厂) names none.
fn names_somebody(text: &str) -> bool {
    if holds(text, &WORDS.recurrence.nobody) {
        return false;
    }
    let mut kinds: Vec<&String> = WORDS.recurrence.kinds.iter().collect();
    kinds.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
    let left = kinds
        .into_iter()
        .fold(text.to_owned(), |t, w| t.replace(w.as_str(), ""));
    let proper = left.chars().filter(|c| c.is_alphabetic()).count();
    text.chars().count() >= LEAST_PLACE && proper >= LEAST_PROPER
}

/// Characters of a proper name: 双桥 in 双桥养猪场.
const LEAST_PROPER: usize = 2;

/// The place with a government a record names; empty when it names none.
pub(super) fn region(row: BookRow<'_>) -> String {
    plain(row.text("region"))
}

/// Whether two regions may be one: equal, one within the other, or one not said.
pub(super) fn regions_agree(a: &str, b: &str) -> bool {
    a.is_empty() || b.is_empty() || a.contains(b) || b.contains(a)
}

/// Whether two names, in match form, name one place: equal, or the longer is the shorter with words put in that name nobody else.
pub(super) fn same(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (short, long) = if a.chars().count() <= b.chars().count() {
        (a, b)
    } else {
        (b, a)
    };
    let Some(added) = added(short, long) else {
        return false;
    };
    let count = |t: &str| f64::from(u32::try_from(t.chars().count()).unwrap_or(u32::MAX));
    let ends_alike = short.chars().next_back() == long.chars().next_back();
    // 二号, 3号库, 东, 新: another one of its kind; a business at the place is somebody else.
    let another = added.chars().any(|c| {
        c.is_ascii_digit() || "一二三四五六七八九十甲乙丙丁东西南北上下新老前后左右".contains(c)
    });
    let business = !ends_alike
        && WORDS
            .recurrence
            .business
            .iter()
            .any(|w| long.ends_with(w.as_str()));
    short.chars().count() > LEAST_PLACE
        && count(short) >= SHARE * count(long)
        && !another
        && !business
}

/// The characters that make the longer text of the shorter, when the shorter lies in it in order.
fn added(short: &str, long: &str) -> Option<String> {
    let mut rest = short.chars().peekable();
    let mut added = String::new();
    for c in long.chars() {
        if rest.peek() == Some(&c) {
            rest.next();
        } else {
            added.push(c);
        }
    }
    rest.peek().is_none().then_some(added)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_put_in_leave_a_place_the_same() {
        assert!(same("滨河大道货车", "滨河大道沿线货车"));
        assert!(same("石磨村污水站", "石磨村污水站"));
        assert!(!same("鑫源再生塑料厂", "鑫宏再生塑料厂"));
        assert!(!same("尖山矿业库", "尖山矿业3号库"));
        assert!(!same("城东菜市场", "城东菜市场张记烧烤店"));
        assert!(!same("柳溪泵站", "柳溪二号泵站"));
    }

    #[test]
    fn a_kind_of_place_names_none() {
        assert!(!names_somebody("烧烤店"));
        assert!(!names_somebody("某选矿厂"));
        assert!(names_somebody("双桥养猪场"));
    }
}
