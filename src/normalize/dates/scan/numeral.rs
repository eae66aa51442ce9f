//! The small numerals inside dates: Arabic, and Chinese up to 99.

/// Value and end of the Arabic digits at `i`, up to eight of them.
pub(super) fn ascii(c: &[char], i: usize) -> Option<(u32, usize)> {
    let mut value = 0u32;
    let mut j = i;
    while let Some(d) = c.get(j).and_then(|x| x.to_digit(10)) {
        if j - i == 8 {
            return None;
        }
        value = value * 10 + d;
        j += 1;
    }
    (j > i).then_some((value, j))
}

/// Whether the character is a digit or ten of a Chinese numeral.
pub(super) fn is_han(c: char) -> bool {
    digit(c).is_some() || matches!(c, '十' | '廿' | '卅' | '百' | '千' | '万')
}

/// The digit a character stands for in a Chinese year: 〇, ○, 零, o and 0 are nought.
pub(super) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' | '◯' | 'o' | '0' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// Value and end of a small numeral: `5`, `12`, 五, 十二, 二十一, 廿三, 元 (for 元月).
pub(super) fn small(c: &[char], i: usize) -> Option<(u32, usize)> {
    if let Some((value, end)) = ascii(c, i) {
        return (end - i <= 2).then_some((value, end));
    }
    let first = *c.get(i)?;
    let second = c.get(i + 1).copied();
    let ones = |at: usize| {
        c.get(at)
            .copied()
            .filter(|x| *x != 'o' && *x != '0')
            .and_then(digit)
    };
    match first {
        '元' => (second == Some('月')).then_some((1, i + 1)),
        '十' => Some(ones(i + 1).map_or((10, i + 1), |d| (10 + d, i + 2))),
        '廿' => Some(ones(i + 1).map_or((20, i + 1), |d| (20 + d, i + 2))),
        '卅' => Some(ones(i + 1).map_or((30, i + 1), |d| (30 + d, i + 2))),
        _ => {
            let d = ones(i)?;
            if second == Some('十') {
                Some(ones(i + 2).map_or((d * 10, i + 2), |e| (d * 10 + e, i + 3)))
            } else {
                Some((d, i + 1))
            }
        }
    }
}
