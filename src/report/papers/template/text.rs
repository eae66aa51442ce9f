//! Texts with placeholders: `{名称}` is filled, `{名称?}` may stay empty, `{{` and `}}` are braces.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report::papers) enum Piece {
    /// As it stands.
    Words(String),
    /// To be filled; where it may stay empty, nothing stands there then.
    Field { name: String, may_be_empty: bool },
}

/// A text in its pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::report::papers) struct Text(pub(in crate::report::papers) Vec<Piece>);

impl Text {
    /// Cuts a text; the character that is wrong when it cannot be cut.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            match (c, rest.peek()) {
                ('{', Some('{')) | ('}', Some('}')) => {
                    words.push(c);
                    rest.next();
                }
                ('{', _) => {
                    let mut name = String::new();
                    loop {
                        match rest.next() {
                            Some('}') => break,
                            Some('{') | None => return Err(format!("{{{name}")),
                            Some(c) => name.push(c),
                        }
                    }
                    if !words.is_empty() {
                        pieces.push(Piece::Words(std::mem::take(&mut words)));
                    }
                    let name = name.trim();
                    let may_be_empty = name.ends_with('?');
                    pieces.push(Piece::Field {
                        name: name.trim_end_matches('?').trim_end().to_owned(),
                        may_be_empty,
                    });
                }
                ('}', _) => return Err("}".to_owned()),
                _ => words.push(c),
            }
        }
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        Ok(Self(pieces))
    }
    /// The names to be filled.
    pub(super) fn fields(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Field { name, .. } => Some(name.as_str()),
            Piece::Words(_) => None,
        })
    }
}
