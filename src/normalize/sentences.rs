//! Cuts a paragraph into sentences, each a range of characters of the paragraph.
use std::ops::Range;

/// Longest bracketed or quoted span, in characters, that is kept in one sentence.
///
/// Quotations of whole speeches run over many full stops; a sentence that long would be useless as evidence.
const LONGEST_ENCLOSED: usize = 240;

/// Opening marks and their closing marks.
const PAIRS: &[(char, char)] = &[
    ('《', '》'),
    ('“', '”'),
    ('（', '）'),
    ('(', ')'),
    ('‘', '’'),
    ('〔', '〕'),
    ('【', '】'),
    ('「', '」'),
    ('『', '』'),
    ('〈', '〉'),
    ('[', ']'),
    ('［', '］'),
];

/// Sentences of `text` as half-open character ranges, in order.
///
/// Every character that is not white space belongs to exactly one sentence. A sentence ends at 。！？；… (and at `.` after a
/// Chinese character), never inside 《》“”（） and their like unless those are unbalanced on the line, and always at a line end.
#[must_use]
pub fn split(text: &str) -> Vec<Range<u32>> {
    let chars: Vec<char> = text.chars().collect();
    split_chars(&chars)
}

/// As [`split`], for characters already collected.
pub(super) fn split_chars(chars: &[char]) -> Vec<Range<u32>> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < chars.len() {
        let end = chars[start..]
            .iter()
            .position(|c| is_line_end(*c))
            .map_or(chars.len(), |i| start + i);
        split_line(chars, start, end, &mut out);
        start = end + 1;
    }
    out
}

/// Cuts one line, `chars[start..end]`.
fn split_line(chars: &[char], start: usize, end: usize, out: &mut Vec<Range<u32>>) {
    let first = out.len();
    let pairs = enclosed(chars, start, end);
    let mut next_pair = 0;
    let (mut from, mut i) = (start, start);
    while i < end {
        if let Some(&(open, close)) = pairs.get(next_pair)
            && open == i
        {
            next_pair += 1;
            i = close + 1;
            if speech_ends(chars, open, close, end) {
                push(chars, from, i, first, out);
                from = i;
            }
            continue;
        }
        if !is_stop(chars, start, i, end) {
            i += 1;
            continue;
        }
        i += 1;
        while i < end && (is_plain_stop(chars[i]) || is_closer(chars[i])) {
            i += 1;
        }
        // （责任单位：…；完成时限：…） after the full stop, up to the line end, belongs to what it qualifies.
        if let Some(&(open, close)) = pairs.get(next_pair)
            && matches!(chars[open], '（' | '(')
            && is_blank(chars, i, open)
            && is_blank(chars, close + 1, end)
        {
            i = close + 1;
            next_pair += 1;
        }
        push(chars, from, i, first, out);
        from = i;
    }
    push(chars, from, end, first, out);
}

/// Adds `chars[from..to]` without the white space around it; marks alone go to the sentence before them on the line.
fn push(chars: &[char], from: usize, to: usize, first: usize, out: &mut Vec<Range<u32>>) {
    let Some(lead) = chars[from..to].iter().position(|c| !c.is_whitespace()) else {
        return;
    };
    let trail = chars[from..to]
        .iter()
        .rev()
        .take_while(|c| c.is_whitespace())
        .count();
    let (from, to) = (from + lead, to - trail);
    let has_words = chars[from..to].iter().any(|c| c.is_alphanumeric());
    if !has_words
        && out.len() > first
        && let Some(last) = out.last_mut()
    {
        last.end = offset(to);
        return;
    }
    out.push(offset(from)..offset(to));
}

/// Outermost balanced pairs of a line as (opening, closing) positions, in order.
fn enclosed(chars: &[char], start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (i, &c) in chars.iter().enumerate().take(end).skip(start) {
        // Marks of pairs are never Chinese characters, which are nearly everything.
        if ('\u{3400}'..='\u{FEFF}').contains(&c) {
            continue;
        }
        let closes = if c == '"' {
            open.iter().any(|o| o.0 == '"').then_some('"')
        } else {
            PAIRS.iter().find(|p| p.1 == c).map(|p| p.0)
        };
        if let Some(opener) = closes {
            if let Some(at) = open.iter().rposition(|o| o.0 == opener) {
                let from = open[at].1;
                open.truncate(at);
                if i - from <= LONGEST_ENCLOSED {
                    pairs.push((from, i));
                }
            }
        } else if c == '"' || PAIRS.iter().any(|p| p.0 == c) {
            open.push((c, i));
        }
    }
    pairs.sort_unstable();
    let mut reached = None;
    pairs.retain(|&(from, to)| {
        let outer = reached.is_none_or(|r| from > r);
        if outer {
            reached = Some(to);
        }
        outer
    });
    pairs
}

/// Whether the sentence ends with a quotation that holds a full stop of its own: 他说：“已完成。”
fn speech_ends(chars: &[char], open: usize, close: usize, end: usize) -> bool {
    let is_quote = matches!(chars[close], '”' | '"' | '」' | '』' | '’');
    let last = chars[open + 1..close].last();
    if !is_quote || !last.is_some_and(|c| matches!(c, '。' | '！' | '？' | '!' | '?' | '…')) {
        return false;
    }
    // What goes on after the quotation mark goes on with the sentence: “…。”，未被采纳； “…。”的要求.
    !chars.get(close + 1).is_some_and(|c| {
        close + 1 < end
            && (matches!(
                c,
                '，' | '、' | '：' | ',' | ':' | '的' | '等' | '和' | '与' | '及' | '之'
            ) || is_plain_stop(*c)
                || is_closer(*c))
    })
}

/// Whether a sentence ends with the character at `i`.
fn is_stop(chars: &[char], start: usize, i: usize, end: usize) -> bool {
    let c = chars[i];
    if ('\u{3400}'..='\u{9FFF}').contains(&c) {
        return false;
    }
    let next = if i + 1 < end {
        chars.get(i + 1).copied()
    } else {
        None
    };
    let prev = if i > start {
        chars.get(i - 1).copied()
    } else {
        None
    };
    match c {
        '。' | '！' | '？' | '；' | '｡' => true,
        '…' => !next.is_some_and(|n| n == '…' || is_soft(n)) && prev.is_some(),
        '!' | '?' => !next.is_some_and(|n| n.is_ascii_alphanumeric() || is_soft(n)),
        ';' => !prev.is_some_and(|p| p.is_ascii()) || next.is_none_or(char::is_whitespace),
        '.' | '．' => {
            let Some(prev) = prev else { return false };
            if next.is_some_and(|n| {
                n.is_alphanumeric() && (n.is_ascii() || n.is_numeric()) || n == '.' || is_soft(n)
            }) {
                return false;
            }
            if is_han(prev) {
                // 一．总体要求: a label, not a sentence.
                return !chars[start..i]
                    .iter()
                    .all(|c| c.is_whitespace() || super::labels::is_han_digit(*c));
            }
            prev.is_ascii_lowercase()
                && next.is_none_or(char::is_whitespace)
                && chars[i + 1..end]
                    .iter()
                    .find(|c| !c.is_whitespace())
                    .is_none_or(|c| !c.is_lowercase())
        }
        _ => false,
    }
}

/// Marks that continue a run of sentence ends (？！, 。。).
fn is_plain_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '!' | '?' | '…' | '｡')
}

/// Marks after which a sentence certainly goes on.
fn is_soft(c: char) -> bool {
    matches!(
        c,
        '，' | '、' | '：' | ',' | ':' | '。' | '；' | '！' | '？'
    )
}

/// Closing marks; one that stands after a full stop belongs to the sentence before it.
fn is_closer(c: char) -> bool {
    matches!(
        c,
        '”' | '’' | '）' | ')' | '》' | '】' | '」' | '』' | '〕' | '］' | ']'
    )
}

/// Line ends inside a paragraph.
fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

fn is_blank(chars: &[char], from: usize, to: usize) -> bool {
    from <= to && chars[from..to].iter().all(|c| c.is_whitespace())
}

/// Whether `c` is a Chinese character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

fn offset(i: usize) -> u32 {
    u32::try_from(i).unwrap_or(u32::MAX)
}
