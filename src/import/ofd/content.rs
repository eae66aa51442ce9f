//! Walks through the content of a page, a template or annotations and takes down what they draw.
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::import::{
    layout::{Drawing, Glyph},
    package::{attribute, inner_text},
};

use super::{
    document::box_size,
    matrix::{Matrix, number, numbers},
    path::Path,
    text::{Code, Text},
};

/// Deepest nesting of elements; pages stay below twenty.
const MAX_DEPTH: usize = 200;
/// Most characters taken from one page; a densely printed A3 page holds about 20,000.
const MAX_GLYPHS: usize = 200_000;
/// Most objects of one page; maps and plans stay below a tenth of it.
const MAX_OBJECTS: usize = 1_000_000;

/// What a page refers to and draws.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) drawing: Drawing,
    /// Width and height it gives itself, in millimetres.
    pub(super) size: Option<(f64, f64)>,
    /// Templates it stands on, parts of resources of its own, and drawings it shares with others.
    pub(super) templates: Vec<String>,
    pub(super) resources: Vec<String>,
    pub(super) shared: Vec<(String, Matrix)>,
    /// White runs of characters.
    pub(super) pale: Vec<Vec<Glyph>>,
    /// Areas of pictures, in square points, and the resources they are.
    pub(super) pictures: Vec<(f64, String)>,
    /// Characters that the file says are not to be seen.
    pub(super) hidden_chars: u64,
    /// Remarks of people: who, and what.
    pub(super) remarks: Vec<(String, String)>,
    /// Whether some XML of it breaks off.
    pub(super) is_broken: bool,
    /// Whether it draws more than the limits allow.
    pub(super) is_too_large: bool,
    objects: usize,
    characters: usize,
}

/// Where an element's children lie, and whether they can be seen.
#[derive(Clone, Copy)]
struct Frame {
    matrix: Matrix,
    is_hidden: bool,
}

/// An object that is being read.
enum Open {
    Nothing,
    Text(Text),
    Path(Path),
}

/// One walk through one part.
struct Walk<'c> {
    content: &'c mut Content,
    frames: Vec<Frame>,
    open: Open,
    /// An annotation's maker, and whether it is a watermark.
    creator: String,
    is_watermark: bool,
}

impl Content {
    /// An empty page.
    pub(super) fn new() -> Self {
        Self {
            drawing: Drawing::new(0.0, 0.0),
            size: None,
            templates: Vec::new(),
            resources: Vec::new(),
            shared: Vec::new(),
            pale: Vec::new(),
            pictures: Vec::new(),
            hidden_chars: 0,
            remarks: Vec::new(),
            is_broken: false,
            is_too_large: false,
            objects: 0,
            characters: 0,
        }
    }

    /// Takes down what one part draws into a space.
    pub(super) fn add(&mut self, xml: &str, matrix: Matrix) {
        let mut walk = Walk {
            content: self,
            frames: vec![Frame {
                matrix,
                is_hidden: false,
            }],
            open: Open::Nothing,
            creator: String::new(),
            is_watermark: false,
        };
        let is_whole = walk.all(xml);
        self.is_broken |= !is_whole;
    }
}

impl Walk<'_> {
    /// Walks to the end; whether the part is whole.
    fn all(&mut self, xml: &str) -> bool {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().check_end_names = false;
        loop {
            match reader.read_event() {
                Ok(Event::Start(e)) => {
                    if !self.begins(&e, &mut reader) {
                        continue;
                    }
                    if self.frames.len() > MAX_DEPTH {
                        return false;
                    }
                }
                Ok(Event::Empty(e)) => {
                    if self.stands(&e) {
                        self.ends(e.local_name().as_ref());
                    }
                }
                Ok(Event::End(e)) => self.ends(e.local_name().as_ref()),
                Ok(Event::Eof) => return self.frames.len() == 1,
                Ok(_) => {}
                Err(_) => return false,
            }
            self.content.objects += 1;
            let content = &mut self.content;
            content.is_too_large |=
                content.objects > MAX_OBJECTS || content.characters > MAX_GLYPHS;
            if content.is_too_large {
                return true;
            }
        }
    }

    /// Handles an element that begins; `false` when it has been read to its end.
    fn begins(&mut self, e: &BytesStart<'_>, reader: &mut Reader<&[u8]>) -> bool {
        match e.local_name().as_ref() {
            // What objects do when clicked, how they are cut out, which glyphs of a font they show.
            "Actions" | "Clips" | "CGTransform" | "Parameters" | "Border" => {
                inner_text(reader);
            }
            "Pattern" => self.pattern(reader),
            "TextCode" => {
                let code = code(e);
                let text = inner_text(reader);
                self.characters(&code, &text);
            }
            "AbbreviatedData" => {
                let data = inner_text(reader);
                if let (Open::Path(path), false) = (&self.open, self.is_hidden()) {
                    path.draw(&data, &mut self.content.drawing);
                }
            }
            "PhysicalBox" => self.content.size = box_size(&inner_text(reader)),
            "PageRes" => self.content.resources.push(inner_text(reader)),
            "Remark" => {
                let said = inner_text(reader).trim().to_owned();
                if !said.is_empty() {
                    self.content.remarks.push((self.creator.clone(), said));
                }
            }
            _ => return self.stands(e),
        }
        false
    }

    /// Handles an element whether or not anything stands in it.
    fn stands(&mut self, e: &BytesStart<'_>) -> bool {
        let has = |name: &str| attribute(e, name);
        let is = |name: &str, value: &str| has(name).is_some_and(|v| v.eq_ignore_ascii_case(value));
        let measure = |name: &str| has(name).as_deref().and_then(number);
        let around = self.frame();
        let mut frame = Frame {
            is_hidden: around.is_hidden || is("Visible", "false"),
            ..around
        };
        let object = || {
            let (boundary, ctm) = (has("Boundary"), has("CTM"));
            around.matrix.object(boundary.as_deref(), ctm.as_deref())
        };
        let is_clear = measure("Alpha").is_some_and(|a| a <= 0.0);
        match e.local_name().as_ref() {
            "Annot" => {
                self.creator = has("Creator").unwrap_or_default();
                self.is_watermark = is("Type", "Watermark");
            }
            "Appearance" => frame.matrix = around.matrix.object(has("Boundary").as_deref(), None),
            "TextObject" => {
                let mut text = Text::new(
                    object(),
                    measure("Size"),
                    measure("HScale"),
                    measure("CharDirection"),
                    measure("ReadDirection"),
                );
                text.is_invisible = is_clear || (is("Fill", "false") && !is("Stroke", "true"));
                self.open = Open::Text(text);
            }
            "PathObject" => {
                self.open = Open::Path(Path {
                    matrix: object(),
                    is_stroked: !is("Stroke", "false") && !is_clear,
                    is_filled: is("Fill", "true") && !is_clear,
                });
            }
            "FillColor" if is_clear => match &mut self.open {
                Open::Text(text) => text.is_invisible = true,
                Open::Path(path) => path.is_filled = false,
                Open::Nothing => {}
            },
            "FillColor" => {
                if let Open::Text(text) = &mut self.open {
                    text.is_white = has("Value").is_some_and(|v| is_white(&v));
                }
            }
            "StrokeColor" if is_clear => {
                if let Open::Path(path) = &mut self.open {
                    path.is_stroked = false;
                }
            }
            "ImageObject" if !frame.is_hidden => {
                let size = has("Boundary").as_deref().map(numbers);
                if let Some([_, _, width, height, ..]) = size.as_deref() {
                    let area = width * height * around.matrix.area();
                    let resource = has("ResourceID").unwrap_or_default();
                    self.content.pictures.push((area, resource));
                }
            }
            "CompositeObject" if !frame.is_hidden => {
                if let Some(id) = has("ResourceID") {
                    self.content.shared.push((id, object()));
                }
            }
            "Template" => self.content.templates.extend(has("TemplateID")),
            _ => {}
        }
        self.frames.push(frame);
        true
    }

    fn ends(&mut self, name: &str) {
        if self.frames.len() > 1 {
            self.frames.pop();
        }
        match name {
            "TextObject" | "PathObject" => self.open = Open::Nothing,
            "Annot" => self.is_watermark = false,
            _ => {}
        }
    }

    fn frame(&self) -> Frame {
        self.frames.last().copied().unwrap_or(Frame {
            matrix: Matrix::PAGE,
            is_hidden: false,
        })
    }

    fn is_hidden(&self) -> bool {
        self.frame().is_hidden
    }

    /// Takes down the characters of a text.
    fn characters(&mut self, code: &Code, text: &str) {
        // Line ends come from pretty-printed XML; blanks may be meant.
        let text = match text.contains(['\n', '\r']) {
            true => text.trim_matches(['\n', '\r', '\t', ' ']),
            false => text,
        };
        let is_hidden = self.is_hidden();
        let Open::Text(open) = &mut self.open else {
            return;
        };
        if self.is_watermark || is_hidden {
            let shown = text.trim();
            if is_hidden {
                let chars = shown.chars().filter(|c| !c.is_whitespace()).count();
                self.content.hidden_chars += chars as u64;
            } else if !shown.is_empty() {
                self.content.drawing.watermarks.push(shown.to_owned());
            }
            return;
        }
        let mut run = Vec::new();
        self.content.hidden_chars += open.put(code, text, &mut run);
        self.content.characters += run.len();
        if open.is_white {
            self.content.pale.push(run);
        } else {
            self.content.drawing.glyphs.append(&mut run);
        }
    }

    /// Text of a pattern that fills a shape: a watermark.
    fn pattern(&mut self, reader: &mut Reader<&[u8]>) {
        let mut depth = 0_usize;
        loop {
            match reader.read_event() {
                Ok(Event::Start(e)) if e.local_name().as_ref() == "TextCode" => {
                    let text = inner_text(reader).trim().to_owned();
                    if !text.is_empty() && !self.is_hidden() {
                        self.content.drawing.watermarks.push(text);
                    }
                }
                Ok(Event::Start(_)) => depth += 1,
                Ok(Event::End(_)) if depth == 0 => break,
                Ok(Event::End(_)) => depth -= 1,
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
    }
}

/// Whether a color of red, green and blue is white: `255 255 255` or `#ff #ff #ff`.
fn is_white(value: &str) -> bool {
    let mut parts = value.split_ascii_whitespace();
    let is_full = |v: &str| v == "255" || v.eq_ignore_ascii_case("#ff");
    value.split_ascii_whitespace().count() == 3 && parts.all(is_full)
}

fn code(e: &BytesStart<'_>) -> Code {
    let measure = |name: &str| attribute(e, name).as_deref().and_then(number);
    let list = |name: &str| {
        attribute(e, name)
            .as_deref()
            .map(numbers)
            .unwrap_or_default()
    };
    Code {
        x: measure("X"),
        y: measure("Y"),
        across: list("DeltaX"),
        down: list("DeltaY"),
    }
}
