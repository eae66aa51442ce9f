//! Whether two names are names of one unit: in full, without its place, or abbreviated.
use crate::model::fold;

/// Shortest name that may stand for a longer one that contains it, in characters.
const SHORTEST_PART: usize = 3;

/// Whether `a` and `b` can be names of one unit.
///
/// 水司 is an abbreviation of 水生态环境司: its characters stand there in this order, and both end alike. Wide on purpose: units that
/// may be the same are never told apart.
pub(super) fn same_unit(a: &str, b: &str) -> bool {
    let (a, b) = (bare(a), bare(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let (short, long) = if a.chars().count() <= b.chars().count() {
        (a, b)
    } else {
        (b, a)
    };
    if short == long || (short.chars().count() >= SHORTEST_PART && long.contains(&short)) {
        return true;
    }
    // A place stands for its government and its office.
    if long.starts_with(&short) {
        return true;
    }
    let alike = ends(&short) == ends(&long);
    alike && short.chars().count() >= 2 && stands_in(&short, &long)
}

/// Whether one of the names is the unit.
pub(super) fn is_among<'n>(unit: &str, names: impl IntoIterator<Item = &'n str>) -> bool {
    names.into_iter().any(|n| same_unit(unit, n))
}

fn bare(name: &str) -> String {
    let folded = fold(name);
    let mut depth = 0_u32;
    folded
        .chars()
        .filter(|c| match c {
            '(' => {
                depth += 1;
                false
            }
            ')' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0 && !c.is_whitespace(),
        })
        .collect()
}

fn ends(name: &str) -> Option<char> {
    name.chars().last()
}

/// Whether the characters of `short` stand in `long` in this order.
fn stands_in(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|x| x == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_and_places_are_one_unit() {
        for (a, b) in [
            ("水司", "水生态环境司"),
            ("青浦县", "青浦县生态环境局"),
            ("省固管中心", "岚岳省固体废物与化学品管理中心"),
            ("厅水生态环境处", "水生态环境处"),
            ("市局（机关）", "市局"),
        ] {
            assert!(same_unit(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("水司", "海洋司"),
            ("青浦县", "白浦县生态环境局"),
            ("大气处", "水处"),
        ] {
            assert!(!same_unit(a, b), "{a} {b}");
        }
    }
}
