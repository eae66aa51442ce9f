//! What each control word of an RTF file does.
use crate::import::code_pages;

use super::{
    about,
    fields::Field,
    flow::Holder,
    group::{Destination, Ends, ParagraphFacets},
    reader::Reader,
};

/// Groups whose text is not shown, or is shown again elsewhere.
const NOWHERE: &[&str] = &[
    "colortbl",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "revtbl",
    "filetbl",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "xmlnstbl",
    "nonshppict",
    "shprslt",
    "mmathPict",
    "mctrlPr",
    "listpicture",
    "objdata",
    "ftnsep",
    "ftnsepc",
    "ftncn",
    "aftnsep",
    "aftnsepc",
    "aftncn",
    "xe",
    "rxe",
    "tc",
    "tcn",
    "bkmkstart",
    "bkmkend",
    "pn",
    "pnseclvl",
    "private",
    "nonesttables",
    "background",
    "keycode",
    "htmltag",
    "falt",
];

/// Groups that may be passed over but hold text, or change nothing about where text goes.
const TRANSPARENT: &[&str] = &[
    "shpinst",
    "shpgrp",
    "shppict",
    "do",
    "dptxbx",
    "moMath",
    "moMathPara",
    "result",
    "formfield",
    "cs",
    "ts",
    "ds",
    "ffname",
];

/// Words that stand for one character.
fn character(word: &str) -> Option<char> {
    Some(match word {
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        "enspace" => '\u{2002}',
        "emspace" => '\u{2003}',
        "qmspace" => '\u{2005}',
        "tab" => '\t',
        _ => return None,
    })
}

impl Reader<'_> {
    /// Handles a control word.
    pub(super) fn word(&mut self, word: &str, number: Option<i32>) {
        let starred = std::mem::take(&mut self.starred);
        if self.substitutes > 0 {
            if character(word).is_some() {
                self.substitutes -= 1;
                return;
            }
            self.substitutes = 0;
        }
        match self.here.destination {
            Destination::Nowhere => return,
            Destination::Alternatives if word != "ud" => return,
            _ => {}
        }
        // LibreOffice writes `\uc0` before one half of a character and `\uc1` before the other.
        if !matches!(word, "u" | "uc") {
            self.half = None;
        }
        let is_on = number != Some(0);
        if self.destination(word) {
            return;
        }
        if starred && !TRANSPARENT.contains(&word) {
            self.here.destination = Destination::Nowhere;
            return;
        }
        if let Some(c) = character(word) {
            self.put(c);
            return;
        }
        match word {
            "u" => self.unicode(number),
            "uc" => {
                let count = number.and_then(|n| u32::try_from(n).ok());
                self.here.substitutes = count.unwrap_or(1);
            }
            "par" | "sect" => self.break_if_text(Self::paragraph_mark),
            "line" | "lbr" | "page" | "column" => self.break_if_text(|reader| {
                reader.check_depth();
                let group = &reader.here;
                if !group.deleted && !group.hidden {
                    reader.flow.paragraph.line_end();
                }
            }),
            "cell" => self.break_if_text(|reader| reader.end_cell(1)),
            "row" => self.break_if_text(|reader| reader.end_row(1)),
            "nestcell" => self.break_if_text(|reader| {
                let depth = reader.here.paragraph.depth().max(2);
                reader.end_cell(depth);
            }),
            "nestrow" => {
                let depth = self.here.paragraph.depth().max(2);
                self.end_row(depth);
            }
            "plain" => self.here.plain(),
            "v" => self.here.hidden = is_on,
            "deleted" | "mvf" => self.here.deleted = is_on,
            "super" => self.here.raised = is_on.then_some(true),
            "sub" => self.here.raised = is_on.then_some(false),
            "nosupersub" => self.here.raised = None,
            "f" if self.here.destination == Destination::Fonts => {
                self.fonts.current = number.unwrap_or(0);
            }
            "f" => self.here.font = number,
            "dbch" => self.here.names_east_font = true,
            "loch" | "hich" => self.here.names_east_font = false,
            "af" => {
                let group = &mut self.here;
                if group.names_east_font {
                    group.east_font = number;
                }
            }
            // What tells one half of a formula from the other.
            "mden" => self.put('/'),
            "msup" => self.put('^'),
            "msub" => self.put('_'),
            _ => self.property(word, number),
        }
    }

    /// Handles a control word whose number is a property of the file, a font, a style, a paragraph, a row or a field.
    fn property(&mut self, word: &str, number: Option<i32>) {
        let in_styles = self.here.destination == Destination::Styles;
        let inner = self.here.in_inner_row;
        let n = number.unwrap_or(0);
        match word {
            "ansicpg" => {
                let page = u32::try_from(n).ok().and_then(code_pages::code_page);
                self.fonts.page = page.unwrap_or(self.fonts.page);
            }
            "mac" => self.fonts.page = encoding_rs::MACINTOSH,
            "deff" => self.fonts.default = number,
            "fcharset" => self.fonts.set_charset(n),
            "cpg" => {
                let page = u32::try_from(n).ok().and_then(code_pages::code_page);
                let font = self.fonts.describe();
                font.encoding = page.or(font.encoding);
            }
            "s" if in_styles => self.styles.begin(number),
            "cs" | "ts" | "ds" if in_styles => self.styles.begin(None),
            "outlinelevel" | "sbasedon" if in_styles => self.styles.set(word, n),
            "pard" => self.here.paragraph = ParagraphFacets::default(),
            "s" => self.here.paragraph.style = number,
            "intbl" => self.here.paragraph.in_table = true,
            "itap" => self.here.paragraph.depth = usize::try_from(n).ok(),
            "outlinelevel" => self.here.paragraph.outline = u8::try_from(n).ok(),
            "ls" => self.here.paragraph.in_list = n != 0,
            "trowd" => self.flow.begin_row(inner),
            "trleft" => self.flow.row(inner).left = n,
            "clmrg" => self.flow.cell().continues_left = true,
            "clvmrg" => self.flow.cell().continues_above = true,
            "cellx" => self.flow.end_cell_shape(inner, n),
            "ftnalt" => {
                let flow = &mut self.flow;
                if flow.holder == Holder::Footnote {
                    flow.holder = Holder::Endnote;
                }
            }
            "ffres" => {
                if let Some(field) = self.fields.last_mut() {
                    field.state = number;
                }
            }
            "ffdefres" => {
                if let Some(field) = self.fields.last_mut() {
                    field.default = number;
                }
            }
            "nofpages" if n > 0 => {
                self.facts.insert("pages".to_owned(), n.to_string());
            }
            "yr" | "mo" | "dy" | "hr" | "min" => self.moment.set(word, n),
            _ => {}
        }
    }

    /// Does something to the paragraph, when the group's text goes there; elsewhere a break is a blank.
    fn break_if_text(&mut self, act: impl FnOnce(&mut Self)) {
        if self.here.destination == Destination::Text {
            act(self);
        } else {
            self.put(' ');
        }
    }

    /// Handles a control word that says where the group's text goes; `false` when it does not.
    fn destination(&mut self, word: &str) -> bool {
        if NOWHERE.contains(&word) {
            self.here.destination = Destination::Nowhere;
            return true;
        }
        if let Some(fact) = about::fact(word) {
            self.collected.clear();
            let group = &mut self.here;
            group.destination = Destination::Fact(fact);
            group.ends = Some(Ends::Fact(fact));
            return true;
        }
        let author = self.author.clone();
        match word {
            "fonttbl" => self.here.destination = Destination::Fonts,
            "stylesheet" => self.here.destination = Destination::Styles,
            "info" => self.here.destination = Destination::Fact("info"),
            "listtext" | "pntext" => {
                self.here.destination = Destination::Label;
                self.flow.label = Some(String::new());
            }
            "pict" => {
                self.remarks.pictures += u32::from(!self.here.is_counted);
                self.here.destination = Destination::Nowhere;
            }
            "object" => {
                self.remarks.embedded_files += 1;
                self.here.is_counted = true;
            }
            "field" => {
                self.fields.push(Field::default());
                let group = &mut self.here;
                group.result = group.destination;
                group.ends = Some(Ends::Field);
            }
            "fldinst" => self.here.destination = Destination::Instruction,
            "fldrslt" => {
                let before = self.flow.paragraph.text().len();
                if let Some(field) = self.fields.last_mut() {
                    field.before = Some(before);
                }
                let group = &mut self.here;
                group.destination = group.result;
            }
            "upr" => {
                let group = &mut self.here;
                group.alternative = group.destination;
                group.destination = Destination::Alternatives;
            }
            "ud" => {
                let group = &mut self.here;
                group.destination = group.alternative;
            }
            "nesttableprops" => self.here.in_inner_row = true,
            "header" | "headerl" | "headerr" | "headerf" => self.begin_flow(Holder::Header),
            "footer" | "footerl" | "footerr" | "footerf" => self.begin_flow(Holder::Footer),
            "footnote" => self.begin_flow(Holder::Footnote),
            "annotation" => self.begin_flow(Holder::Comment(author)),
            "shptxt" | "dptxbxtext" => self.begin_flow(Holder::Box),
            _ => return false,
        }
        true
    }

    /// A character by its code in UTF-16; beyond 16 bits it takes two.
    fn unicode(&mut self, number: Option<i32>) {
        let Some(number) = number else {
            return;
        };
        self.substitutes = self.here.substitutes;
        // Numbers above 32,767 are written as negative ones; some programs write a character beyond 16 bits as one number.
        let Ok(unit) = u16::try_from(number & 0xFFFF).map_err(|_| ()) else {
            return;
        };
        if number > 0xFFFF {
            let c = u32::try_from(number).ok().and_then(char::from_u32);
            self.put(c.unwrap_or(char::REPLACEMENT_CHARACTER));
            return;
        }
        match (self.half.take(), unit) {
            (_, 0xD800..=0xDBFF) => self.half = Some(unit),
            (Some(first), 0xDC00..=0xDFFF) => {
                for c in char::decode_utf16([first, unit]) {
                    self.put(c.unwrap_or(char::REPLACEMENT_CHARACTER));
                }
            }
            (None, 0xDC00..=0xDFFF) => self.put(char::REPLACEMENT_CHARACTER),
            (_, 0..=0x1F) => {}
            (_, unit) => {
                self.put(char::from_u32(u32::from(unit)).unwrap_or(char::REPLACEMENT_CHARACTER))
            }
        }
    }

    /// Handles a control symbol.
    pub(super) fn symbol(&mut self, symbol: u8) {
        if symbol == b'*' {
            self.starred = true;
            return;
        }
        let c = match symbol {
            b'~' => '\u{A0}',
            b'_' => '-',
            _ => return,
        };
        if self.substitutes > 0 {
            self.substitutes -= 1;
        } else {
            self.put(c);
        }
    }
}
