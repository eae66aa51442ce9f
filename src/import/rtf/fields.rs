//! Fields of an RTF file: the result is shown, the instruction tells what it is.

/// Characters of an instruction that are kept; its first words tell what it is.
const MAX_INSTRUCTION: usize = 256;

/// A field that is open.
#[derive(Debug, Default)]
pub(super) struct Field {
    instruction: String,
    /// Characters of the paragraph before the result.
    pub(super) before: Option<usize>,
    /// A form field: state as set, state as designed, entries to choose from.
    pub(super) state: Option<i32>,
    pub(super) default: Option<i32>,
    pub(super) choices: Vec<String>,
}

/// What a field shows that has no text for a result.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// A character of a font.
    Sign(char, String),
    Text(String),
    /// A formula written as an instruction.
    Formula,
    Nothing,
}

impl Field {
    /// Adds a character of the instruction.
    pub(super) fn instruct(&mut self, c: char) {
        if self.instruction.len() < MAX_INSTRUCTION {
            self.instruction.push(c);
        }
    }

    /// What is shown instead of a result; `after` are the characters of the paragraph behind it.
    pub(super) fn shown(&self, after: usize) -> Shown {
        let words: Vec<&str> = self.instruction.split_whitespace().collect();
        let name = words
            .first()
            .map(|w| w.to_ascii_uppercase())
            .unwrap_or_default();
        let has_result = self.before.is_some_and(|before| after > before);
        match name.as_str() {
            "FORMCHECKBOX" => {
                let state = self
                    .state
                    .filter(|s| *s != 25)
                    .or(self.default)
                    .unwrap_or(0);
                Shown::Text(if state == 0 { "□" } else { "☑" }.to_owned())
            }
            _ if has_result => Shown::Nothing,
            "FORMDROPDOWN" => {
                let state = self
                    .state
                    .filter(|s| *s != 25)
                    .or(self.default)
                    .unwrap_or(0);
                let chosen = usize::try_from(state)
                    .ok()
                    .and_then(|n| self.choices.get(n));
                chosen.map_or(Shown::Nothing, |text| Shown::Text(text.clone()))
            }
            "SYMBOL" => self.sign(&words).unwrap_or(Shown::Nothing),
            "EQ" => Shown::Formula,
            _ => Shown::Nothing,
        }
    }

    /// `SYMBOL 254 \f "Wingdings"`.
    fn sign(&self, words: &[&str]) -> Option<Shown> {
        let code = words.get(1)?;
        let code = match code.strip_prefix("0x") {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => code.parse().ok()?,
        };
        // The name may hold blanks, so it is taken between its quotation marks.
        let quoted = self.instruction.split('"').nth(1);
        let named = || {
            words
                .iter()
                .position(|w| *w == "\\f")
                .and_then(|at| words.get(at + 1).copied())
        };
        let font = quoted.or_else(named).unwrap_or_default();
        let code = if code <= 0xFF { 0xF000 + code } else { code };
        Some(Shown::Sign(char::from_u32(code)?, font.to_owned()))
    }
}
