//! Writes small PDF files by hand: pages of Chinese text in a font that is named and not embedded.
use std::fmt::Write as _;

/// Width and height of the paper, in points.
pub(super) const WIDTH: f64 = 595.0;
pub(super) const HEIGHT: f64 = 842.0;
/// Where lines begin, and the size of the body's letters.
pub(super) const LEFT: f64 = 85.0;
pub(super) const SIZE: f64 = 16.0;
/// Letters on a line.
pub(super) const LETTERS: usize = 26;
/// Distance of lines.
pub(super) const PITCH: f64 = 28.0;
const LINES: usize = 22;

/// A paper in the making.
#[derive(Default)]
pub(super) struct Paper {
    pages: Vec<String>,
    /// Objects put in after the standard ones, numbered from 7 on.
    pub(super) more: Vec<Vec<u8>>,
    /// Entries added to the page dictionaries and to the trailer.
    pub(super) page_entries: String,
    pub(super) trailer: String,
    /// Entries of the resources beside the font.
    pub(super) resources: String,
    /// The font, when it is not the standard one.
    pub(super) font: Option<[Vec<u8>; 3]>,
}

/// The code units of a text in `UniGB-UCS2-H`.
fn hex(text: &str) -> String {
    text.encode_utf16().fold(String::new(), |mut out, unit| {
        let _ = write!(out, "{unit:04X}");
        out
    })
}

impl Paper {
    pub(super) fn page(&mut self) -> &mut Self {
        self.pages.push(String::new());
        self
    }

    /// Puts drawing commands on the last page.
    pub(super) fn draw(&mut self, commands: &str) -> &mut Self {
        let page = self.pages.last_mut().unwrap();
        page.push_str(commands);
        page.push('\n');
        self
    }

    /// Puts a text at a place; `y` counts from the top.
    pub(super) fn text(&mut self, x: f64, y: f64, size: f64, text: &str) -> &mut Self {
        let y = HEIGHT - y;
        self.draw(&format!(
            "BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm <{}> Tj ET",
            hex(text)
        ))
    }

    /// Draws a rule; `y` counts from the top.
    pub(super) fn rule(&mut self, x0: f64, y0: f64, x1: f64, y1: f64) -> &mut Self {
        let (y0, y1) = (HEIGHT - y0, HEIGHT - y1);
        self.draw(&format!("0.5 w {x0} {y0} m {x1} {y1} l S"))
    }

    pub(super) fn finish(&self) -> Vec<u8> {
        let pages = self.pages.len();
        let first = 7 + self.more.len();
        let kids: String = (0..pages)
            .map(|i| format!("{} 0 R ", first + i * 2))
            .collect();
        let [font, descendant, descriptor] = self.font.clone().unwrap_or_else(|| {
            [
                "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
                // Letters and digits (numbers 1 to 95 of the collection) are half as wide as the rest.
                "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[1 95 500]/FontDescriptor 5 0 R>>",
                "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
            ]
            .map(|s| s.as_bytes().to_vec())
        });
        let mut objects: Vec<Vec<u8>> = vec![
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            format!("<</Type/Pages/Count {pages}/Kids[{kids}]>>").into_bytes(),
            font,
            descendant,
            descriptor,
            "<</Title<FEFF6D4B8BD5>/CreationDate(D:20260705093000+08'00')>>"
                .as_bytes()
                .to_vec(),
        ];
        objects.extend(self.more.iter().cloned());
        for (i, content) in self.pages.iter().enumerate() {
            objects.push(
                format!(
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources<</Font<</F1 3 0 R>>{}>>/Contents {} 0 R{}>>",
                    self.resources,
                    first + i * 2 + 1,
                    self.page_entries
                )
                .into_bytes(),
            );
            objects.push(stream("", content.as_bytes()));
        }
        let mut out = b"%PDF-1.4\n".to_vec();
        let mut offsets = Vec::new();
        for (i, object) in objects.iter().enumerate() {
            offsets.push(out.len());
            out.extend(format!("{} 0 obj\n", i + 1).bytes());
            out.extend(object);
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
        for offset in offsets {
            out.extend(format!("{offset:010} 00000 n \n").bytes());
        }
        out.extend(
            format!(
                "trailer<</Size {}/Root 1 0 R/Info 6 0 R{}>>\nstartxref\n{start}\n%%EOF",
                objects.len() + 1,
                self.trailer
            )
            .bytes(),
        );
        out
    }
}

/// A stream object.
pub(super) fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{entries}/Length {}>>stream\n", content.len()).into_bytes();
    out.extend(content);
    out.extend(b"\nendstream");
    out
}

/// The page a paragraph begins on, and where later pages begin in it: (character, page).
pub(super) type Placement = (u32, Vec<(u32, u32)>);

/// Sets paragraphs the way office programs do: two letters of indent, lines of equal length, no line beginning with a comma,
/// a page number under each page. Returns the page each paragraph begins on, and where later pages begin in it.
pub(super) fn set(paragraphs: &[&str]) -> (Vec<u8>, Vec<Placement>) {
    let mut paper = Paper::default();
    let mut places = Vec::new();
    let (mut page, mut line) = (0_u32, LINES);
    for paragraph in paragraphs {
        let letters: Vec<char> = paragraph.chars().collect();
        let mut place = None;
        let mut starts = Vec::new();
        let mut at = 0;
        while at < letters.len() {
            let mut x = if at == 0 { LEFT + SIZE * 2.0 } else { LEFT };
            let from = x;
            let begins = at;
            let right = LEFT + SIZE * LETTERS as f64;
            let width = |c: char| if c.is_ascii() { SIZE / 2.0 } else { SIZE };
            // Letters and digits stay together; marks that may not begin a line hang over the edge.
            while let Some(&c) = letters.get(at) {
                let run = letters[at..]
                    .iter()
                    .take_while(|l| l.is_ascii_alphanumeric())
                    .count()
                    .max(1);
                let reach: f64 = letters[at..at + run].iter().map(|l| width(*l)).sum();
                let may_hang = "，。；、：）”".contains(c);
                if x + reach > right + 0.1 && !may_hang {
                    break;
                }
                x += reach;
                at += run;
            }
            if line == LINES {
                page += 1;
                line = 0;
                paper.page();
                paper.text(
                    WIDTH / 2.0 - 20.0,
                    HEIGHT - 60.0,
                    14.0,
                    &format!("— {page} —"),
                );
                if begins > 0 {
                    starts.push((begins as u32, page));
                }
            }
            place.get_or_insert(page);
            let text: String = letters[begins..at].iter().collect();
            paper.text(from, 110.0 + PITCH * line as f64, SIZE, &text);
            line += 1;
        }
        places.push((place.unwrap(), starts));
    }
    (paper.finish(), places)
}
