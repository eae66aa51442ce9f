//! A feature as one number: up to three characters of one of the texts, or a name.

/// Set in keys of names.
const NAME: u64 = 1 << 63;
/// Bits of one character: the plane that holds all of everyday Chinese; what lies outside becomes one character.
const CHAR_BITS: u32 = 16;
/// Where the number of the text stands.
const FIELD_SHIFT: u32 = 3 * CHAR_BITS;
/// The bits of three characters.
const CHARS: u64 = (1 << FIELD_SHIFT) - 1;
/// What stands for characters outside the first plane.
const OUTSIDE: u64 = 0xFFFD;
/// FNV-1a, 64 bits: offset and prime.
const FNV_OFFSET: u64 = 0xCBF2_9CE4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01B3;
/// How a name begins in a weights file.
pub(super) const NAME_MARK: char = '@';
/// What parts the number of a text from its characters, for all texts but the first.
const FIELD_MARK: char = '|';

/// A feature. Never zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(u64);

impl Key {
    /// One to three characters of the text number `field` (counted from 0; at most 127).
    #[must_use]
    pub fn gram(field: u8, chars: &[char]) -> Self {
        chars.iter().fold(Self::start(field), |key, c| key.push(*c))
    }
    /// The key of a named feature.
    #[must_use]
    pub fn name(name: &str) -> Self {
        let hash = name.bytes().fold(FNV_OFFSET, |h, b| {
            (h ^ u64::from(b)).wrapping_mul(FNV_PRIME)
        });
        Self(hash | NAME)
    }
    pub(super) fn start(field: u8) -> Self {
        // The sign bit marks names, so only seven bits are left for the field.
        Self(u64::from(field & 0x7F) << FIELD_SHIFT)
    }
    /// The key with one more character; the first three count.
    pub(super) fn push(self, c: char) -> Self {
        let code = u64::from(u32::from(c));
        let code = if code >> CHAR_BITS == 0 {
            code
        } else {
            OUTSIDE
        };
        let field = self.0 & !CHARS;
        let chars = ((self.0 ^ field) << CHAR_BITS) & CHARS;
        Self(field | chars | code)
    }
    /// Whether it is a character sequence, not a name.
    #[must_use]
    pub fn is_gram(self) -> bool {
        self.0 & NAME == 0
    }
    pub(super) fn number(self) -> u64 {
        self.0
    }
    /// How the characters are written in a weights file; of a name nothing, for it is only a hash here.
    #[must_use]
    pub fn spelled(self) -> Option<String> {
        if self.0 & NAME != 0 {
            return None;
        }
        let mut out = String::new();
        let field = self.0 >> FIELD_SHIFT;
        if field > 0 {
            out.push_str(&field.to_string());
            out.push(FIELD_MARK);
        }
        for at in (0..3).rev() {
            let code = u32::try_from((self.0 >> (at * CHAR_BITS)) & 0xFFFF).unwrap_or(0);
            match char::from_u32(code) {
                Some('\0') | None => {}
                Some(c) if c.is_whitespace() || c.is_control() || is_mark(c) => {
                    out.push_str(&format!("\\u{{{code:x}}}"));
                }
                Some(c) => out.push(c),
            }
        }
        Some(out)
    }
    /// Reads what [`Key::spelled`] wrote, or a name with its mark.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        if let Some(name) = word.strip_prefix(NAME_MARK) {
            return Some(Self::name(name));
        }
        let (field, mut rest) = match word.split_once(FIELD_MARK) {
            Some((field, rest)) => (field.parse().ok()?, rest),
            None => (0, word),
        };
        let mut key = Self::start(field);
        while let Some(c) = rest.chars().next() {
            if let Some(escaped) = rest.strip_prefix("\\u{") {
                let (code, after) = escaped.split_once('}')?;
                key = key.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
                rest = after;
            } else {
                key = key.push(c);
                rest = rest.get(c.len_utf8()..)?;
            }
        }
        Some(key)
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, NAME_MARK | FIELD_MARK | '\\' | '=')
}
