//! Fields: what is shown stands in the text, what makes it does not; and what form fields show. Source: \[MS-DOC\] 2.9.79.
use super::bytes::u16_at;

/// Characters of an instruction that are kept; its first words tell what it is.
const MAX_INSTRUCTION: usize = 64;
/// Fields that may be open inside one another; more means that their ends are missing.
const MAX_FIELDS: usize = 64;

/// The fields that are open, outermost first.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<Field>);

#[derive(Debug)]
struct Field {
    /// Whether its instruction (not its result) is being read.
    in_code: bool,
    instruction: String,
    /// Where the data of its form field lie.
    data: Option<u32>,
}

/// What a field was, once it is known.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An object of a formula editor, or a formula written as an instruction.
    Formula,
    /// A file put into the document.
    Embedded,
    /// A box to be ticked or a list to choose from, with the place of its data.
    Form(Option<u32>),
    /// Anything else.
    Other,
}

impl Fields {
    /// A field begins.
    pub(super) fn begin(&mut self) {
        if self.0.len() >= MAX_FIELDS {
            self.0.clear();
        }
        self.0.push(Field {
            in_code: true,
            instruction: String::new(),
            data: None,
        });
    }

    /// The instruction ends and the result begins.
    pub(super) fn separate(&mut self) -> Kind {
        match self.0.last_mut() {
            Some(field) => {
                field.in_code = false;
                match field.kind() {
                    // They are told at their end.
                    Kind::Form(_) | Kind::Other => Kind::Other,
                    told => told,
                }
            }
            None => Kind::Other,
        }
    }

    /// The innermost field ends. What was told at [`Fields::separate`] is not told again.
    pub(super) fn end(&mut self) -> Kind {
        match self.0.pop() {
            Some(field) if field.in_code => field.kind(),
            Some(field) => match field.kind() {
                form @ Kind::Form(_) => form,
                _ => Kind::Other,
            },
            None => Kind::Other,
        }
    }

    /// Whether what is read now makes a field and is not shown.
    pub(super) fn in_code(&self) -> bool {
        self.0.iter().any(|f| f.in_code)
    }

    /// Whether what is read now is the picture of an object.
    pub(super) fn in_object(&self) -> bool {
        self.0
            .iter()
            .any(|f| matches!(f.kind(), Kind::Formula | Kind::Embedded))
    }

    /// Adds a character of an instruction.
    pub(super) fn instruct(&mut self, c: char) {
        if let Some(field) = self.0.iter_mut().rev().find(|f| f.in_code)
            && field.instruction.len() < MAX_INSTRUCTION
        {
            field.instruction.push(c);
        }
    }

    /// Notes where the data of the innermost field lie.
    pub(super) fn set_data(&mut self, at: Option<u32>) {
        if let Some(field) = self.0.last_mut() {
            field.data = field.data.or(at);
        }
    }

    /// Ends all instructions: none ends a paragraph later than it began, unless the file is broken; what follows is shown.
    pub(super) fn end_paragraph(&mut self) {
        for field in &mut self.0 {
            field.in_code = false;
        }
    }
}

impl Field {
    fn kind(&self) -> Kind {
        let mut words = self.instruction.split_whitespace();
        let name = words.next().unwrap_or_default().to_ascii_uppercase();
        match name.as_str() {
            "EMBED" | "LINK" => match words.next() {
                Some(program) if program.starts_with("Equation") => Kind::Formula,
                _ => Kind::Embedded,
            },
            "EQ" => Kind::Formula,
            "FORMCHECKBOX" | "FORMDROPDOWN" => Kind::Form(self.data),
            _ => Kind::Other,
        }
    }
}

/// What a form field shows: a box, or the entry chosen. `at` is the place of its data in the data stream.
pub(super) fn shown(data: &[u8], at: u32) -> Option<String> {
    let at = at as usize;
    // The head of a picture, which here holds no picture, tells its own length.
    let head = usize::from(u16_at(data, at.checked_add(4)?)?);
    let field = data.get(at.checked_add(head)?..)?;
    let flags = u16_at(field, 4)?;
    let kind = flags & 3;
    let result = (flags >> 2) & 0x1F;
    let mut rest = field.get(10..)?;
    let mut text = || {
        let count = usize::from(u16_at(rest, 0)?);
        let text = super::bytes::utf16(rest, 2, count)?;
        rest = rest.get(2 + count * 2 + 2..)?;
        Some(text)
    };
    let _name = text()?;
    let default = u16_at(rest, 0)?;
    // 25 stands for a state never set.
    let state = if result == 25 { default } else { result };
    match kind {
        1 => Some(if state == 0 { "□" } else { "☑" }.to_owned()),
        2 => {
            rest = rest.get(2..)?;
            for _ in 0..5 {
                // Format, help, status line, and the macros of entry and exit.
                let count = usize::from(u16_at(rest, 0)?);
                rest = rest.get(2 + count * 2 + 2..)?;
            }
            // A table of strings: a mark, their number, the size of what follows each.
            rest = rest.get(8..)?;
            for _ in 0..state {
                let count = usize::from(u16_at(rest, 0)?);
                rest = rest.get(2 + count * 2..)?;
            }
            super::bytes::utf16(rest, 2, usize::from(u16_at(rest, 0)?))
        }
        _ => None,
    }
}
