//! Characters of symbol fonts, which say nothing without their font, as the signs people see.

/// Font, code in the private area, sign. Only signs that carry meaning in papers and forms: boxes, ticks, comparisons.
const SIGNS: &[(&str, u32, char)] = &[
    ("wingdings", 0xF06F, '□'),
    ("wingdings", 0xF071, '□'),
    ("wingdings", 0xF0A8, '□'),
    ("wingdings", 0xF06E, '■'),
    ("wingdings", 0xF0A7, '▪'),
    ("wingdings", 0xF0FB, '✗'),
    ("wingdings", 0xF0FC, '✓'),
    ("wingdings", 0xF0FD, '☒'),
    ("wingdings", 0xF0FE, '☑'),
    ("wingdings", 0xF0DF, '←'),
    ("wingdings", 0xF0E0, '→'),
    ("wingdings", 0xF0AB, '★'),
    ("wingdings", 0xF06C, '●'),
    ("wingdings 2", 0xF04F, '✗'),
    ("wingdings 2", 0xF050, '✓'),
    ("wingdings 2", 0xF051, '☒'),
    ("wingdings 2", 0xF052, '☑'),
    ("wingdings 2", 0xF053, '☒'),
    ("wingdings 2", 0xF054, '☒'),
    ("wingdings 2", 0xF02A, '□'),
    ("wingdings 2", 0xF0A3, '□'),
    ("symbol", 0xF02D, '−'),
    ("symbol", 0xF061, 'α'),
    ("symbol", 0xF062, 'β'),
    ("symbol", 0xF067, 'γ'),
    ("symbol", 0xF06D, 'μ'),
    ("symbol", 0xF0A3, '≤'),
    ("symbol", 0xF0AE, '→'),
    ("symbol", 0xF0B0, '°'),
    ("symbol", 0xF0B1, '±'),
    ("symbol", 0xF0B3, '≥'),
    ("symbol", 0xF0B4, '×'),
    ("symbol", 0xF0B7, '•'),
    ("symbol", 0xF0B8, '÷'),
    ("symbol", 0xF0B9, '≠'),
    ("symbol", 0xF0BB, '≈'),
    ("symbol", 0xF044, 'Δ'),
    ("symbol", 0xF057, 'Ω'),
];

/// The sign a character of a symbol font shows; any other character as it is.
pub(super) fn sign(font: Option<&str>, c: char) -> char {
    let code = u32::from(c);
    let Some(font) = font.filter(|_| (0xF000..=0xF0FF).contains(&code)) else {
        return c;
    };
    let font = font.trim().to_lowercase();
    SIGNS
        .iter()
        .find(|(f, n, _)| *f == font && *n == code)
        .map_or(c, |(_, _, sign)| *sign)
}
