//! Makes Word binary files byte by byte, for cases no word processor would write on demand.

/// A property: opcode and operand.
pub(super) type Sprm = (u16, Vec<u8>);

/// A document in the making. Text is kept in the order of its positions, stories one after another.
#[derive(Default)]
pub(super) struct Word {
    stories: [Vec<Stretch>; 8],
    styles: Vec<(u16, u16, Vec<Sprm>, Vec<Sprm>)>,
    fonts: Vec<&'static str>,
    lists: Vec<u8>,
    used_lists: Vec<u8>,
    data: Vec<u8>,
    shapes: Vec<(u32, u32)>,
    boxes: Vec<(u32, u32)>,
    pub(super) flags: u16,
    /// Whether the second half of the body is stored before the first, as after a quick save.
    pub(super) is_shuffled: bool,
    authors: Vec<&'static str>,
    drawings: Vec<u8>,
}

/// Characters with the same properties; `paragraph` belongs to the mark it ends with.
#[derive(Clone)]
struct Stretch {
    text: String,
    run: Vec<Sprm>,
    paragraph: Option<(u16, Vec<Sprm>)>,
}

/// Stories by their place in the file.
pub(super) const BODY: usize = 0;
pub(super) const FOOTNOTE: usize = 1;
pub(super) const HEAD: usize = 2;
pub(super) const COMMENT: usize = 4;
pub(super) const BOX: usize = 6;

pub(super) fn byte(opcode: u16, value: u8) -> Sprm {
    (opcode, vec![value])
}

pub(super) fn word(opcode: u16, value: u16) -> Sprm {
    (opcode, value.to_le_bytes().to_vec())
}

/// The description of a row: edges of its cells and the flags of each.
pub(super) fn row(left: i16, cells: &[(i16, u16)]) -> Vec<Sprm> {
    let mut operand = vec![u8::try_from(cells.len()).unwrap()];
    operand.extend(left.to_le_bytes());
    cells
        .iter()
        .for_each(|(right, _)| operand.extend(right.to_le_bytes()));
    for (_, flags) in cells {
        operand.extend(flags.to_le_bytes());
        operand.extend([0; 18]);
    }
    let mut list = u16::try_from(operand.len() + 1)
        .unwrap()
        .to_le_bytes()
        .to_vec();
    list.extend(operand);
    vec![byte(0x2416, 1), byte(0x2417, 1), (0xD608, list)]
}

impl Word {
    /// Adds characters to a story.
    pub(super) fn text_in(mut self, story: usize, text: &str, run: &[Sprm]) -> Self {
        self.stories[story].push(Stretch {
            text: text.to_owned(),
            run: run.to_vec(),
            paragraph: None,
        });
        self
    }

    /// Adds characters to the body.
    pub(super) fn text(self, text: &str) -> Self {
        self.text_in(BODY, text, &[])
    }

    pub(super) fn run(self, text: &str, run: &[Sprm]) -> Self {
        self.text_in(BODY, text, run)
    }

    /// Ends a paragraph, cell or row with its mark.
    pub(super) fn mark_in(
        mut self,
        story: usize,
        mark: char,
        run: &[Sprm],
        style: u16,
        paragraph: &[Sprm],
    ) -> Self {
        self.stories[story].push(Stretch {
            text: mark.to_string(),
            run: run.to_vec(),
            paragraph: Some((style, paragraph.to_vec())),
        });
        self
    }

    /// Ends a paragraph of the body.
    pub(super) fn end(self, style: u16, paragraph: &[Sprm]) -> Self {
        self.mark_in(BODY, '\r', &[], style, paragraph)
    }

    /// A plain paragraph.
    pub(super) fn line(self, text: &str) -> Self {
        self.text(text).end(0, &[])
    }

    /// A row of cells of one paragraph each.
    pub(super) fn row(mut self, cells: &[&str], shape: &[Sprm]) -> Self {
        for cell in cells {
            self = self
                .text(cell)
                .mark_in(BODY, '\u{7}', &[], 0, &[byte(0x2416, 1)]);
        }
        self.mark_in(BODY, '\u{7}', &[], 0, shape)
    }

    /// A style: built-in number, base (0xFFF for none), properties of paragraphs and of characters.
    pub(super) fn style(
        mut self,
        built_in: u16,
        base: u16,
        paragraph: &[Sprm],
        run: &[Sprm],
    ) -> Self {
        self.styles
            .push((built_in, base, paragraph.to_vec(), run.to_vec()));
        self
    }

    pub(super) fn font(mut self, name: &'static str) -> Self {
        self.fonts.push(name);
        self
    }

    pub(super) fn data(mut self, data: &[u8]) -> Self {
        self.data = data.to_vec();
        self
    }

    /// The drawings of body and running heads.
    pub(super) fn drawings(mut self, drawings: &[u8]) -> Self {
        self.drawings = drawings.to_vec();
        self
    }

    pub(super) fn author(mut self, name: &'static str) -> Self {
        self.authors.push(name);
        self
    }

    /// A list with one level each for the number formats and texts; `\u{0}` in a text is the number of level 1.
    pub(super) fn list(mut self, levels: &[(u8, &str)]) -> Self {
        let id = 7_u32 + u32::try_from(self.used_lists.len() / 16).unwrap();
        let mut head = id.to_le_bytes().to_vec();
        head.extend([0; 4]);
        head.extend([0xFF, 0x0F].repeat(9));
        head.extend([0, 0]);
        let mut bodies = Vec::new();
        for n in 0..9 {
            let (format, text) = levels.get(n).copied().unwrap_or((255, ""));
            let units: Vec<u16> = text.encode_utf16().collect();
            bodies.extend(1_u32.to_le_bytes());
            bodies.extend([format, 0]);
            let mut places: Vec<u8> = (1_u8..)
                .zip(&units)
                .filter(|(_, u)| **u < 9)
                .map(|(n, _)| n)
                .collect();
            places.resize(9, 0);
            bodies.extend(places);
            bodies.extend([0; 9]);
            bodies.extend([0, 0, 0, 0]);
            bodies.extend(u16::try_from(units.len()).unwrap().to_le_bytes());
            units.iter().for_each(|u| bodies.extend(u.to_le_bytes()));
        }
        assert!(self.lists.is_empty(), "one list");
        self.lists = [1_u16.to_le_bytes().to_vec(), head].concat();
        let length = u32::try_from(self.lists.len()).unwrap();
        self.lists.extend(bodies);
        self.lists.splice(0..0, length.to_le_bytes());
        self.used_lists.extend(id.to_le_bytes());
        self.used_lists.extend([0; 12]);
        self
    }

    /// A text box: position of its anchor, where its text begins among the boxes, where it ends.
    pub(super) fn anchored(mut self, anchor: u32, from: u32, to: u32) -> Self {
        self.shapes.push((anchor, 1_000 + from));
        self.boxes.push((from, to));
        self
    }

    /// The document as a file.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let (word, table) = self.streams();
        compound(&[
            ("WordDocument", word),
            ("1Table", table),
            ("Data", self.data.clone()),
        ])
    }

    /// The streams `WordDocument` and `1Table`.
    pub(super) fn streams(&self) -> (Vec<u8>, Vec<u8>) {
        let units = |s: &Stretch| s.text.encode_utf16().count();
        let all: Vec<&Stretch> = self.stories.iter().flatten().collect();
        let total: usize = all.iter().map(|s| units(s)).sum();
        // Where each position lies: the file in one piece, or in two, the second first.
        let text = 0x800_usize;
        let mut half = if self.is_shuffled { total / 2 } else { 0 };
        let mut units_of_all = all.iter().flat_map(|s| s.text.encode_utf16());
        // No piece ends inside a character of two units.
        half += usize::from(half > 0 && matches!(units_of_all.nth(half), Some(0xDC00..=0xDFFF)));
        let place = |cp: usize| {
            if cp < half {
                text + (total - half + cp) * 2
            } else {
                text + (cp - half) * 2
            }
        };
        let mut word = vec![0_u8; text + total * 2];
        let (mut runs, mut paragraphs) = (Vec::new(), Vec::new());
        let (mut cp, mut began) = (0, 0);
        for stretch in &all {
            for (n, unit) in stretch.text.encode_utf16().enumerate() {
                let at = place(cp + n);
                word[at..at + 2].copy_from_slice(&unit.to_le_bytes());
            }
            let end = cp + units(stretch);
            // Stretches that a piece ends in are cut there.
            for (from, to) in cut(cp, end, half) {
                runs.push((place(from), place(to - 1) + 2, grpprl(&stretch.run)));
            }
            cp = end;
            if let Some((style, list)) = &stretch.paragraph {
                let list = [style.to_le_bytes().to_vec(), grpprl(list)].concat();
                for (from, to) in cut(began, cp, half) {
                    paragraphs.push((place(from), place(to - 1) + 2, list.clone()));
                }
                began = cp;
            }
        }
        runs.sort();
        paragraphs.sort();
        let mut table = vec![0_u8; 16];
        let mut pointers = Vec::new();
        let run_pages = pages(&mut word, &runs, false);
        let paragraph_pages = pages(&mut word, &paragraphs, true);
        let mut put = |index: usize, bytes: &[u8]| {
            if !bytes.is_empty() {
                pointers.push((index, table.len(), bytes.len()));
                table.extend(bytes);
            }
        };
        put(12, &run_pages);
        put(13, &paragraph_pages);
        put(1, &self.style_sheet());
        put(15, &self.font_list());
        put(33, &pieces(total, half, place(0), place(half)));
        put(3, &self.note_table(FOOTNOTE));
        put(5, &self.note_table(COMMENT));
        let comments = self.note_count(COMMENT);
        let mut references = vec![0; (comments + 1) * 4];
        for n in 0..comments {
            references.extend([0; 20]);
            references.extend(u16::try_from(n).unwrap().to_le_bytes());
            references.extend([0; 8]);
        }
        put(4, if comments > 0 { &references } else { &[] });
        let name = |name: &&str| {
            let units: Vec<u16> = name.encode_utf16().collect();
            let length = u16::try_from(units.len()).unwrap();
            std::iter::once(length)
                .chain(units)
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<u8>>()
        };
        put(36, &self.authors.iter().flat_map(name).collect::<Vec<u8>>());
        put(11, &self.head_table());
        put(50, &self.drawings);
        put(
            40,
            &table_of(
                &self
                    .shapes
                    .iter()
                    .map(|(cp, shape)| (*cp, [shape.to_le_bytes().to_vec(), vec![0; 22]].concat()))
                    .collect::<Vec<_>>(),
                u32::MAX / 2,
            ),
        );
        put(
            56,
            &table_of(
                &self
                    .boxes
                    .iter()
                    .map(|(from, _)| {
                        (
                            *from,
                            [
                                vec![0; 14],
                                (1_000 + from).to_le_bytes().to_vec(),
                                vec![0; 4],
                            ]
                            .concat(),
                        )
                    })
                    .collect::<Vec<_>>(),
                self.boxes.last().map_or(0, |(_, to)| *to),
            ),
        );
        put(
            74,
            &if self.used_lists.is_empty() {
                Vec::new()
            } else {
                let count = self.used_lists.len() / 16;
                [
                    u32::try_from(count).unwrap().to_le_bytes().to_vec(),
                    self.used_lists.clone(),
                    vec![0xFF; count * 4],
                ]
                .concat()
            },
        );
        if let Some((length, lists)) = self.lists.split_first_chunk::<4>() {
            // The levels follow the table and are not counted in its length.
            pointers.push((73, table.len(), u32::from_le_bytes(*length) as usize));
            table.extend(lists);
        }
        let mut put_at =
            |at: usize, bytes: &[u8]| word[at..at + bytes.len()].copy_from_slice(bytes);
        put_at(0, &0xA5EC_u16.to_le_bytes());
        put_at(2, &0xC1_u16.to_le_bytes());
        put_at(6, &0x804_u16.to_le_bytes());
        put_at(0xA, &(0x200 | self.flags).to_le_bytes());
        for (n, story) in self.stories.iter().enumerate() {
            let length: usize = story.iter().map(units).sum();
            put_at(0x4C + n * 4, &u32::try_from(length).unwrap().to_le_bytes());
        }
        for (index, at, length) in pointers {
            put_at(0x9A + index * 8, &u32::try_from(at).unwrap().to_le_bytes());
            put_at(
                0x9E + index * 8,
                &u32::try_from(length).unwrap().to_le_bytes(),
            );
        }
        (word, table)
    }

    fn note_count(&self, story: usize) -> usize {
        self.stories[story]
            .iter()
            .filter(|s| s.paragraph.is_some())
            .count()
    }

    /// One note to each paragraph of the story.
    fn note_table(&self, story: usize) -> Vec<u8> {
        let mut ends = vec![0_u32];
        let mut at = 0;
        for stretch in &self.stories[story] {
            at += u32::try_from(stretch.text.encode_utf16().count()).unwrap();
            if stretch.paragraph.is_some() {
                ends.push(at);
            }
        }
        if at == 0 {
            return Vec::new();
        }
        // The last position means nothing.
        ends.push(at + 3);
        ends.iter().flat_map(|cp| cp.to_le_bytes()).collect()
    }

    /// One story to each paragraph, behind six empty separators.
    fn head_table(&self) -> Vec<u8> {
        let notes = self.note_table(HEAD);
        if notes.is_empty() {
            notes
        } else {
            [vec![0; 6 * 4], notes].concat()
        }
    }

    fn font_list(&self) -> Vec<u8> {
        let mut list = vec![u8::try_from(self.fonts.len()).unwrap(), 0, 0, 0];
        for font in &self.fonts {
            let mut entry = vec![0; 39];
            entry.extend(font.encode_utf16().chain([0]).flat_map(u16::to_le_bytes));
            list.push(u8::try_from(entry.len()).unwrap());
            list.extend(entry);
        }
        list
    }

    fn style_sheet(&self) -> Vec<u8> {
        let mut sheet = vec![18, 0];
        let normal = (0, 0xFFF, Vec::new(), Vec::new());
        let styles: Vec<_> = std::iter::once(&normal).chain(&self.styles).collect();
        sheet.extend(u16::try_from(styles.len()).unwrap().to_le_bytes());
        sheet.extend([10, 0]);
        sheet.extend([0; 14]);
        for (n, (built_in, base, paragraph, run)) in styles.into_iter().enumerate() {
            let mut entry = built_in.to_le_bytes().to_vec();
            entry.extend((1 | base << 4).to_le_bytes());
            entry.extend([2, 0, 0, 0, 0, 0]);
            // The name, 「式」, and a zero behind it.
            entry.extend([1, 0, 0x0F, 0x5F, 0, 0]);
            let number = u16::try_from(n).unwrap().to_le_bytes().to_vec();
            for list in [[number, grpprl(paragraph)].concat(), grpprl(run)] {
                entry.extend(u16::try_from(list.len()).unwrap().to_le_bytes());
                entry.extend(&list);
                entry.resize(entry.len().next_multiple_of(2), 0);
            }
            sheet.extend(u16::try_from(entry.len()).unwrap().to_le_bytes());
            sheet.extend(entry);
        }
        sheet
    }
}

fn cut(from: usize, to: usize, at: usize) -> Vec<(usize, usize)> {
    if from == to {
        Vec::new()
    } else if from < at && at < to {
        vec![(from, at), (at, to)]
    } else {
        vec![(from, to)]
    }
}

fn grpprl(list: &[Sprm]) -> Vec<u8> {
    list.iter()
        .flat_map(|(code, operand)| [code.to_le_bytes().to_vec(), operand.clone()].concat())
        .collect()
}

/// A table of positions and items, closed by the position `end`.
fn table_of(items: &[(u32, Vec<u8>)], end: u32) -> Vec<u8> {
    if items.is_empty() {
        return Vec::new();
    }
    let positions = items.iter().map(|(cp, _)| *cp).chain([end]);
    let mut out: Vec<u8> = positions.flat_map(u32::to_le_bytes).collect();
    items.iter().for_each(|(_, item)| out.extend(item));
    out
}

fn pieces(total: usize, half: usize, first: usize, second: usize) -> Vec<u8> {
    let piece = |at: usize| {
        [
            vec![0, 0],
            u32::try_from(at).unwrap().to_le_bytes().to_vec(),
            vec![0, 0],
        ]
        .concat()
    };
    let mut items = vec![(u32::try_from(half).unwrap(), piece(second))];
    if half > 0 {
        items.insert(0, (0, piece(first)));
    }
    let plc = table_of(&items, u32::try_from(total).unwrap());
    [
        vec![2],
        u32::try_from(plc.len()).unwrap().to_le_bytes().to_vec(),
        plc,
    ]
    .concat()
}

/// Writes pages of properties behind the text and gives the table that lists them.
fn pages(word: &mut Vec<u8>, runs: &[(usize, usize, Vec<u8>)], paragraphs: bool) -> Vec<u8> {
    let entry = if paragraphs { 13 } else { 1 };
    let mut listed: Vec<(u32, Vec<u8>)> = Vec::new();
    let mut rest = runs;
    while !rest.is_empty() {
        word.resize(word.len().next_multiple_of(512), 0);
        let number = u32::try_from(word.len() / 512).unwrap();
        let mut taken = 0;
        let mut used = 1;
        // Each takes its place, its entry and its list with a length of up to two bytes.
        while let Some((.., list)) = rest.get(taken) {
            let size = 4 + entry + (list.len() + 3).next_multiple_of(2);
            if used + size + 4 > 511 {
                break;
            }
            used += size;
            taken += 1;
        }
        assert!(taken > 0, "a list longer than a page");
        let (here, after) = rest.split_at(taken);
        let mut page = vec![0_u8; 512];
        page[511] = u8::try_from(taken).unwrap();
        let mut free = 510;
        for (n, (start, end, list)) in here.iter().enumerate() {
            page[n * 4..n * 4 + 4].copy_from_slice(&u32::try_from(*start).unwrap().to_le_bytes());
            page[n * 4 + 4..n * 4 + 8].copy_from_slice(&u32::try_from(*end).unwrap().to_le_bytes());
            let stored = if paragraphs {
                let mut list = list.clone();
                list.resize(list.len().next_multiple_of(2), 0);
                [vec![0, u8::try_from(list.len() / 2).unwrap()], list].concat()
            } else {
                [vec![u8::try_from(list.len()).unwrap()], list.clone()].concat()
            };
            free = (free - stored.len()) / 2 * 2;
            page[free..free + stored.len()].copy_from_slice(&stored);
            page[(taken + 1) * 4 + n * entry] = u8::try_from(free / 2).unwrap();
        }
        word.extend(&page);
        listed.push((
            u32::try_from(here[0].0).unwrap(),
            number.to_le_bytes().to_vec(),
        ));
        rest = after;
    }
    let end = runs.last().map_or(0, |r| r.1);
    table_of(&listed, u32::try_from(end).unwrap())
}

/// A compound file with these streams, all in sectors of 512 bytes.
pub(super) fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    let sectors = |bytes: usize| bytes.div_ceil(512);
    let mut body = Vec::new();
    let mut chains: Vec<(u32, usize)> = Vec::new();
    for (_, bytes) in streams {
        let start = if bytes.is_empty() {
            END
        } else {
            u32::try_from(body.len() / 512).unwrap()
        };
        chains.push((start, sectors(bytes.len())));
        body.extend(bytes);
        body.resize(body.len().next_multiple_of(512), 0);
    }
    let directory_start = u32::try_from(body.len() / 512).unwrap();
    let mut directory = entry(
        "Root Entry",
        5,
        if streams.is_empty() { u32::MAX } else { 1 },
        u32::MAX,
        END,
        0,
    );
    for (n, (name, bytes)) in streams.iter().enumerate() {
        let next = if n + 1 < streams.len() {
            u32::try_from(n + 2).unwrap()
        } else {
            u32::MAX
        };
        directory.extend(entry(name, 2, u32::MAX, next, chains[n].0, bytes.len()));
    }
    directory.resize(directory.len().next_multiple_of(512), 0);
    chains.push((directory_start, directory.len() / 512));
    body.extend(directory);
    let used = body.len() / 512;
    let fat_sectors = (used + used.div_ceil(127) + 1).div_ceil(128);
    let mut fat = vec![u32::MAX; fat_sectors * 128];
    for (start, count) in &chains {
        for n in 0..*count {
            let at = *start as usize + n;
            fat[at] = if n + 1 < *count {
                u32::try_from(at + 1).unwrap()
            } else {
                END
            };
        }
    }
    for n in 0..fat_sectors {
        fat[used + n] = 0xFFFF_FFFD;
    }
    let mut head = vec![0_u8; 512];
    head[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    head[24..32].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0]);
    head[32] = 6;
    let mut put = |at: usize, n: u32| head[at..at + 4].copy_from_slice(&n.to_le_bytes());
    put(44, u32::try_from(fat_sectors).unwrap());
    put(48, directory_start);
    // No stream is small enough for the small sectors.
    put(56, 0);
    put(60, END);
    put(68, END);
    for n in 0..109 {
        let sector = if n < fat_sectors {
            u32::try_from(used + n).unwrap()
        } else {
            u32::MAX
        };
        put(76 + n * 4, sector);
    }
    let fat = fat.into_iter().flat_map(u32::to_le_bytes).collect();
    [head, body, fat].concat()
}

fn entry(name: &str, kind: u8, child: u32, right: u32, start: u32, size: usize) -> Vec<u8> {
    let mut entry = vec![0_u8; 128];
    let units: Vec<u8> = name
        .encode_utf16()
        .chain([0])
        .flat_map(u16::to_le_bytes)
        .collect();
    entry[..units.len()].copy_from_slice(&units);
    entry[64..66].copy_from_slice(&u16::try_from(units.len()).unwrap().to_le_bytes());
    entry[66] = kind;
    entry[67] = 1;
    let mut put = |at: usize, n: u32| entry[at..at + 4].copy_from_slice(&n.to_le_bytes());
    put(68, u32::MAX);
    put(72, right);
    put(76, child);
    put(116, start);
    put(120, u32::try_from(size).unwrap());
    entry
}
