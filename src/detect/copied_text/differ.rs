//! Names what differs between two nearly equal texts, so that a reader sees what was changed.

/// Texts longer than this are not compared letter by letter (the table grows with the square).
const LONGEST: usize = 900;

/// Replaced pieces as `old→new`, in order, at most `most`; `（删）` and `（增）` stand for nothing.
pub(super) fn differences(old: &str, new: &str, most: usize) -> Vec<String> {
    let a: Vec<char> = old.chars().take(LONGEST).collect();
    let b: Vec<char> = new.chars().take(LONGEST).collect();
    // Longest common subsequence, from the ends, so that it can be walked forward.
    let width = b.len() + 1;
    let mut best = vec![0_u16; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i * width + j] = if a[i] == b[j] {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let (mut gone, mut come) = (String::new(), String::new());
    let mut out = Vec::new();
    let flush = |gone: &mut String, come: &mut String, out: &mut Vec<String>| {
        if gone.is_empty() && come.is_empty() {
            return;
        }
        let shown = |text: &str, none: &str| if text.is_empty() { none } else { text }.to_owned();
        out.push(format!(
            "{}→{}",
            shown(gone, "（增）"),
            shown(come, "（删）")
        ));
        gone.clear();
        come.clear();
    };
    while i < a.len() || j < b.len() {
        let equal = i < a.len() && j < b.len() && a[i] == b[j];
        if equal {
            flush(&mut gone, &mut come, &mut out);
            i += 1;
            j += 1;
        } else if j == b.len()
            || (i < a.len() && best[(i + 1) * width + j] >= best[i * width + j + 1])
        {
            gone.push(a[i]);
            i += 1;
        } else {
            come.push(b[j]);
            j += 1;
        }
    }
    flush(&mut gone, &mut come, &mut out);
    out.truncate(most);
    out
}

/// Fewest characters of a piece that is named as the same on both sides.
const LEAST_PIECE: usize = 6;
/// Most pieces named.
const MOST_PIECES: usize = 8;

/// The same pieces of two texts with their places, longest first: `1–18＝3–20`, counted from the first character as 1.
///
/// Greedy string tiling (Wise 1993): no character of either side is used twice, so moved clauses are found where they went.
pub(super) fn alignment(new: &str, old: &str) -> Vec<String> {
    let a: Vec<char> = new.chars().take(LONGEST).collect();
    let b: Vec<char> = old.chars().take(LONGEST).collect();
    let (mut used_a, mut used_b) = (vec![false; a.len()], vec![false; b.len()]);
    let mut out = Vec::new();
    while out.len() < MOST_PIECES {
        let (mut length, mut end_a, mut end_b) = (0, 0, 0);
        let mut before = vec![0_usize; b.len() + 1];
        for (i, x) in a.iter().enumerate() {
            let mut row = vec![0_usize; b.len() + 1];
            for (j, y) in b.iter().enumerate() {
                if x == y && !used_a[i] && !used_b[j] {
                    row[j + 1] = before[j] + 1;
                    if row[j + 1] > length {
                        (length, end_a, end_b) = (row[j + 1], i + 1, j + 1);
                    }
                }
            }
            before = row;
        }
        if length < LEAST_PIECE {
            break;
        }
        used_a[end_a - length..end_a].fill(true);
        used_b[end_b - length..end_b].fill(true);
        let (from_a, from_b) = (end_a - length + 1, end_b - length + 1);
        out.push(format!("{from_a}–{end_a}＝{from_b}–{end_b}"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{alignment, differences};

    #[test]
    fn a_changed_word_is_named_old_to_new() {
        assert_eq!(
            differences("一季度，检查企业9家。", "二季度，检查企业9家。", 8),
            ["一→二"]
        );
    }

    #[test]
    fn nothing_differs_between_equal_texts() {
        assert!(differences("相同", "相同", 8).is_empty());
    }

    #[test]
    fn an_added_tail_is_named() {
        assert_eq!(
            differences("水质良好", "水质良好，稳定", 8),
            ["（增）→，稳定"]
        );
    }

    #[test]
    fn moved_clauses_are_aligned_where_they_went() {
        assert_eq!(
            alignment(
                "清运底泥八百方，拆除围网三十处。",
                "拆除围网三十处，清运底泥八百方。"
            ),
            ["1–7＝9–15", "9–15＝1–7"]
        );
        assert!(alignment("清运底泥", "拆除围网").is_empty());
    }
}
