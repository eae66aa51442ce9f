//! Writes numbers in the shapes lists ask for (ECMA-376 part 1, 17.18.59), and raised or lowered figures.

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
const UNITS: [&str; 4] = ["", "十", "百", "千"];
const LEGAL_DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const LEGAL_UNITS: [&str; 4] = ["", "拾", "佰", "仟"];
const LEGAL_TRADITIONAL: [char; 10] = ['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'];
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸";
const BRANCHES: &str = "子丑寅卯辰巳午未申酉戌亥";
const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];
/// Largest number written in Roman numerals or repeated letters; beyond it figures are used, as the string would only grow.
const MAX_LETTERS: u32 = 3_999;

/// `n` in the format named `format`; `custom` is the pattern of the format `custom` (`001, 002, …`).
///
/// Formats that are not known are written in figures, as Word does.
pub(super) fn write(format: &str, custom: &str, n: u32) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "decimalZero" => format!("{n:02}"),
        "custom" => {
            let width = custom.chars().take_while(char::is_ascii_digit).count();
            format!("{n:0width$}", width = width.min(9))
        }
        "numberInDash" => format!("- {n} -"),
        "upperLetter" => letters(n, b'A'),
        "lowerLetter" => letters(n, b'a'),
        "upperRoman" => roman(n),
        "lowerRoman" => roman(n).to_lowercase(),
        "decimalFullWidth" | "decimalFullWidth2" => digits(n, |d| shifted(0xFF10, d)),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            digits(n, |d| DIGITS.get(d as usize).copied())
        }
        "chineseCounting" | "taiwaneseCounting" => {
            if n < 100 {
                counted(n, &DIGITS, UNITS, true)
            } else {
                digits(n, |d| DIGITS.get(d as usize).copied())
            }
        }
        "chineseCountingThousand" | "taiwaneseCountingThousand" | "japaneseCounting" => {
            counted(n, &DIGITS, UNITS, true)
        }
        "chineseLegalSimplified" => counted(n, &LEGAL_DIGITS, LEGAL_UNITS, false),
        "ideographLegalTraditional" => counted(n, &LEGAL_TRADITIONAL, LEGAL_UNITS, false),
        "ideographTraditional" => cycle(n, STEMS).unwrap_or_else(|| n.to_string()),
        "ideographZodiac" => cycle(n, BRANCHES).unwrap_or_else(|| n.to_string()),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed(n, 0x2460, 20),
        "decimalEnclosedParen" => enclosed(n, 0x2474, 20),
        "decimalEnclosedFullstop" => enclosed(n, 0x2488, 20),
        "ideographEnclosedCircle" => enclosed(n, 0x3280, 10),
        _ => n.to_string(),
    }
}

/// A raised or lowered figure as a character of its own: `10` and a raised `4` must not read as 104.
pub(super) fn shifted_digit(c: char, raised: bool) -> char {
    match (c, raised) {
        ('1', true) => '¹',
        ('2', true) => '²',
        ('3', true) => '³',
        ('0' | '4'..='9', true) => char::from_u32(u32::from(c) - 0x30 + 0x2070).unwrap_or(c),
        ('0'..='9', false) => char::from_u32(u32::from(c) - 0x30 + 0x2080).unwrap_or(c),
        _ => c,
    }
}

/// `n` as the `n`th character after `first - 1`, when there are `count` of them; else in figures.
fn enclosed(n: u32, first: u32, count: u32) -> String {
    match n.checked_sub(1).filter(|_| n <= count) {
        Some(at) => char::from_u32(first + at).map_or_else(|| n.to_string(), String::from),
        None => n.to_string(),
    }
}

fn shifted(zero: u32, digit: u32) -> Option<char> {
    char::from_u32(zero + digit)
}

fn digits(n: u32, digit: impl Fn(u32) -> Option<char>) -> String {
    n.to_string()
        .chars()
        .filter_map(|c| digit(c.to_digit(10)?))
        .collect()
}

fn cycle(n: u32, names: &str) -> Option<String> {
    let names: Vec<char> = names.chars().collect();
    let at = n.checked_sub(1)? as usize;
    names.get(at).map(ToString::to_string)
}

/// A, B, … Z, AA, BB, …: Word repeats the letter.
fn letters(n: u32, first: u8) -> String {
    match n.checked_sub(1).filter(|_| n <= MAX_LETTERS) {
        Some(at) => {
            let letter = char::from(first + u8::try_from(at % 26).unwrap_or(0));
            std::iter::repeat_n(letter, (at / 26 + 1) as usize).collect()
        }
        None => n.to_string(),
    }
}

fn roman(n: u32) -> String {
    if n == 0 || n > MAX_LETTERS {
        return n.to_string();
    }
    let mut rest = n;
    let mut out = String::new();
    for (value, sign) in ROMAN {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}

/// Counting with 十百千: `brief` drops the 一 of 一十 (十二, not 一十二).
fn counted(n: u32, digits: &[char; 10], units: [&str; 4], brief: bool) -> String {
    if n == 0 || n > 9_999 {
        return if n == 0 {
            digits.first().map(ToString::to_string).unwrap_or_default()
        } else {
            n.to_string()
        };
    }
    let mut out = String::new();
    let mut gap = false;
    for place in (0..4_usize).rev() {
        let digit = (n / 10_u32.pow(u32::try_from(place).unwrap_or(0))) % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push('零');
        }
        if !(brief && place == 1 && digit == 1 && out.is_empty()) {
            out.extend(digits.get(digit as usize));
        }
        out.push_str(units.get(place).unwrap_or(&""));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn each_format_writes_numbers_as_word_shows_them() {
        for (format, n, shown) in [
            ("decimal", 12, "12"),
            ("chineseCounting", 10, "十"),
            ("chineseCounting", 21, "二十一"),
            ("chineseCounting", 105, "一〇五"),
            ("chineseCountingThousand", 12, "十二"),
            ("chineseCountingThousand", 105, "一百零五"),
            ("chineseCountingThousand", 110, "一百一十"),
            ("chineseCountingThousand", 1003, "一千零三"),
            ("chineseLegalSimplified", 11, "壹拾壹"),
            ("ideographTraditional", 3, "丙"),
            ("ideographTraditional", 11, "11"),
            ("decimalEnclosedCircle", 20, "⑳"),
            ("decimalEnclosedCircle", 21, "21"),
            ("decimalEnclosedParen", 2, "⑵"),
            ("decimalFullWidth", 10, "１０"),
            ("decimalZero", 7, "07"),
            ("upperRoman", 1994, "MCMXCIV"),
            ("lowerLetter", 28, "bb"),
            ("ideographDigital", 10, "一〇"),
            ("numberInDash", 3, "- 3 -"),
            ("bullet", 3, ""),
            ("no-such-format", 3, "3"),
        ] {
            assert_eq!(write(format, "", n), shown, "{format} {n}");
        }
        assert_eq!(write("custom", "001, 002, ...", 5), "005");
    }
}
