//! Blanks and line breaks that were set for looks: `报　告`, `2026 年`, a cell broken into lines.

/// Text without blanks set for layout, and for each character left the place it had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tight {
    /// Characters left.
    pub(super) chars: Vec<char>,
    /// Offset of each in the text before.
    pub(super) places: Vec<usize>,
}

/// Takes out every run of blanks that stands between two letters or digits of which at least one is Chinese.
///
/// Blanks between Latin words and around marks such as the ` | ` between cells stay: there they part things.
pub(super) fn tighten(text: &[char]) -> Tight {
    let mut tight = Tight {
        chars: Vec::with_capacity(text.len()),
        places: Vec::with_capacity(text.len()),
    };
    let mut at = 0;
    while let Some(&c) = text.get(at) {
        if is_blank(c) {
            let run = text.iter().skip(at).take_while(|c| is_blank(**c)).count();
            let before = at.checked_sub(1).and_then(|i| text.get(i));
            if !parts_nothing(before, text.get(at + run)) {
                tight.chars.extend(text.iter().skip(at).take(run));
                tight.places.extend(at..at + run);
            }
            at += run;
        } else {
            tight.chars.push(c);
            tight.places.push(at);
            at += 1;
        }
    }
    tight
}

fn parts_nothing(before: Option<&char>, after: Option<&char>) -> bool {
    match (before, after) {
        (Some(b), Some(a)) => {
            b.is_alphanumeric() && a.is_alphanumeric() && (is_han(*b) || is_han(*a))
        }
        _ => false,
    }
}

/// White space, and the characters of no width that copying from web pages leaves behind.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}'
        )
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_blanks_beside_chinese_letters_go() {
        let cases = [
            ("报 告", "报告"),
            ("2026 年 3\n月", "2026年3月"),
            ("整改\u{200B}措施", "整改措施"),
            ("水务局 | 已完成", "水务局 | 已完成"),
            ("plan do", "plan do"),
            ("一、 总体", "一、 总体"),
            (" 首 尾 ", " 首尾 "),
        ];
        for (text, expected) in cases {
            let chars: Vec<char> = text.chars().collect();
            let tight = tighten(&chars);
            assert_eq!(tight.chars.iter().collect::<String>(), expected);
            for (c, at) in tight.chars.iter().zip(&tight.places) {
                assert_eq!(chars[*at], *c);
            }
        }
    }
}
