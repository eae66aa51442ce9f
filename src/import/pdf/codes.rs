//! What a character code means where the file does not say it outright.
use std::{cell::RefCell, collections::HashMap};

use hayro_interpret::{
    font::OutlineGlyph,
    hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded},
    hayro_syntax::{
        Pdf,
        object::{Array, Dict, Name, Object, Stream, String as PdfString},
    },
};

/// Reads embedded fonts that give no Unicode by their character collection.
///
/// Only a font whose `CIDSystemInfo` names one of Adobe's collections is read so: its numbers then mean the same characters in
/// every file. For `Identity` they are the font's own and mean nothing elsewhere.
pub(super) struct Rescue<'p> {
    pdf: &'p Pdf,
    /// Collected when first needed.
    fonts: RefCell<Option<Vec<Embedded>>>,
    /// By the identity of the font program.
    known: RefCell<HashMap<u128, Option<usize>>>,
}

impl std::fmt::Debug for Rescue<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rescue").finish_non_exhaustive()
    }
}

/// An embedded font program and how its codes are read.
struct Embedded {
    program: Vec<u8>,
    reader: Reader,
}

/// Turns codes into characters by way of a collection.
struct Reader {
    /// Code to number in the collection, and number to character. `None` when fonts with this program do not agree.
    maps: Option<(CMap, CMap)>,
    /// Name of the encoding.
    encoding: Vec<u8>,
    family: CidFamily,
}

impl Reader {
    fn read(&self, code: u32) -> Option<BfString> {
        let (encoding, unicode) = self.maps.as_ref()?;
        let cid = (1..=4).find_map(|bytes| encoding.lookup_cid_code(code, bytes))?;
        unicode.lookup_bf_string(cid).filter(|_| cid != 0)
    }
}

/// Most font programs of a file that are compared.
const MAX_FONTS: usize = 500;

impl<'p> Rescue<'p> {
    pub(super) fn new(pdf: &'p Pdf) -> Self {
        Self {
            pdf,
            fonts: RefCell::default(),
            known: RefCell::default(),
        }
    }

    /// The character, if the font belongs to a collection.
    pub(super) fn read(&self, glyph: &OutlineGlyph) -> Option<BfString> {
        let data = glyph.font_data()?;
        let mut fonts = self.fonts.borrow_mut();
        let fonts = fonts.get_or_insert_with(|| collect(self.pdf));
        let at = *self
            .known
            .borrow_mut()
            .entry(data.cache_key)
            .or_insert_with(|| {
                let program = (*data.data).as_ref();
                fonts.iter().position(|f| f.program == program)
            });
        fonts.get(at?)?.reader.read(glyph.char_code())
    }
}

/// The embedded composite fonts of known collections, with their programs.
fn collect(pdf: &Pdf) -> Vec<Embedded> {
    let mut found: Vec<Embedded> = Vec::new();
    for object in pdf.objects() {
        let Object::Dict(dict) = object else {
            continue;
        };
        let Some(font) = describe(&dict) else {
            continue;
        };
        if let Some(known) = found.iter_mut().find(|f| f.program == font.program) {
            if known.reader.encoding != font.reader.encoding
                || known.reader.family != font.reader.family
            {
                known.reader.maps = None;
            }
        } else if found.len() < MAX_FONTS {
            found.push(font);
        } else {
            break;
        }
    }
    found
}

/// An embedded composite font, if it names its collection.
fn describe(font: &Dict<'_>) -> Option<Embedded> {
    if font.get::<Name<'_>>("Subtype")?.as_ref() != b"Type0" {
        return None;
    }
    let encoding = font.get::<Name<'_>>("Encoding")?.as_ref().to_vec();
    let descendant = font
        .get::<Array<'_>>("DescendantFonts")?
        .iter::<Dict<'_>>()
        .next()?;
    let system = descendant.get::<Dict<'_>>("CIDSystemInfo")?;
    let family = CidFamily::from_registry_ordering(
        system.get::<PdfString<'_>>("Registry")?.as_bytes(),
        system.get::<PdfString<'_>>("Ordering")?.as_bytes(),
    );
    let descriptor = descendant.get::<Dict<'_>>("FontDescriptor")?;
    let program = ["FontFile2", "FontFile3", "FontFile"]
        .iter()
        .find_map(|key| descriptor.get::<Stream<'_>>(key))?;
    Some(Embedded {
        program: program.decoded_data().ok()?.into_owned(),
        reader: Reader {
            maps: maps(&encoding, &family),
            encoding,
            family,
        },
    })
}

/// Code to number in the collection, and number to character.
fn maps(encoding: &[u8], family: &CidFamily) -> Option<(CMap, CMap)> {
    let parse = |name: CMapName<'_>| CMap::parse(load_embedded(name)?, load_embedded);
    let unicode = parse(family.ucs2_cmap()?)?;
    let encoding = match CMapName::from_bytes(encoding) {
        CMapName::IdentityH => CMap::identity_h(),
        CMapName::IdentityV => CMap::identity_v(),
        name => parse(name)?,
    };
    Some((encoding, unicode))
}
