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

/// The radicals of Kangxi's dictionary, U+2F00 to U+2FD5, as the characters they look like.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Radicals of the supplement that programs write for common characters.
const SUPPLEMENT: &[(char, char)] = &[
    ('⺁', '厂'),
    ('⺇', '几'),
    ('⺌', '小'),
    ('⺎', '兀'),
    ('⺏', '尣'),
    ('⺐', '尢'),
    ('⺓', '幺'),
    ('⺔', '彑'),
    ('⺖', '忄'),
    ('⺘', '扌'),
    ('⺙', '攵'),
    ('⺛', '旡'),
    ('⺝', '月'),
    ('⺟', '母'),
    ('⺠', '民'),
    ('⺡', '氵'),
    ('⺢', '氺'),
    ('⺣', '灬'),
    ('⺦', '丬'),
    ('⺨', '犭'),
    ('⺩', '王'),
    ('⺫', '罒'),
    ('⺬', '示'),
    ('⺭', '礻'),
    ('⺯', '糹'),
    ('⺰', '纟'),
    ('⺱', '罓'),
    ('⺲', '罒'),
    ('⺹', '耂'),
    ('⺼', '肉'),
    ('⺾', '艹'),
    ('⻁', '虎'),
    ('⻂', '衤'),
    ('⻃', '覀'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻈', '讠'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻌', '辶'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻖', '阝'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻠', '饣'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻧', '卤'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// The character a reader sees.
///
/// Producers that look up a glyph's code backwards write the radical ⽔ for 水: the same picture, but no search would find it.
/// Control codes stand for nothing a reader sees and count as unknown, tabs and line feeds as blanks.
pub(super) fn read_char(c: char) -> char {
    match c {
        '\u{2F00}'..='\u{2FD5}' => {
            let at = u32::from(c) - 0x2F00;
            KANGXI.chars().nth(at as usize).unwrap_or(c)
        }
        '\u{2E80}'..='\u{2EF3}' => SUPPLEMENT
            .iter()
            .find(|(radical, _)| *radical == c)
            .map_or(c, |(_, plain)| *plain),
        '\t' | '\n' | '\r' | '\u{A0}' => ' ',
        c if c.is_control() => '\u{FFFD}',
        c => c,
    }
}
