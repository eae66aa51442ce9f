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

#[cfg(test)]
mod tests {
    use super::differences;

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
}
