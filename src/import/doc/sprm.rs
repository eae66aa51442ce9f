//! Single property modifications: the opcodes with which every property of text, paragraphs and rows is written. Source:
//! \[MS-DOC\] 2.6; for Word 6, whose opcodes are bytes, the order of the same list.
use super::{bytes::u16_at, fib::Generation};

/// Opcodes that say something about what a reader sees.
pub(super) mod op {
    pub(crate) const P_STYLE: u16 = 0x4600;
    pub(crate) const P_IN_TABLE: u16 = 0x2416;
    pub(crate) const P_ROW_END: u16 = 0x2417;
    pub(crate) const P_INNER_CELL: u16 = 0x244B;
    pub(crate) const P_INNER_ROW_END: u16 = 0x244C;
    pub(crate) const P_DEPTH: u16 = 0x6649;
    pub(crate) const P_DEPTH_CHANGE: u16 = 0x664A;
    pub(crate) const P_LEVEL: u16 = 0x260A;
    pub(crate) const P_LIST: u16 = 0x460B;
    pub(crate) const P_OUTLINE: u16 = 0x2640;
    pub(crate) const P_HUGE: u16 = 0x6646;
    pub(crate) const P_HUGE_OLD: u16 = 0x6645;
    pub(crate) const C_DELETED: u16 = 0x0800;
    pub(crate) const C_DATA: u16 = 0x0806;
    pub(crate) const C_OLE: u16 = 0x080A;
    pub(crate) const C_SEPARATOR: u16 = 0x0818;
    pub(crate) const C_HIDDEN: u16 = 0x083C;
    pub(crate) const C_OBJECT: u16 = 0x0856;
    pub(crate) const C_SPECIAL: u16 = 0x0855;
    pub(crate) const C_PLAIN: u16 = 0x2A33;
    pub(crate) const C_RAISED: u16 = 0x2A48;
    pub(crate) const C_STYLE: u16 = 0x4A30;
    pub(crate) const C_FONT: u16 = 0x4A4F;
    pub(crate) const C_FONT_OTHER: u16 = 0x4A51;
    pub(crate) const C_SYMBOL: u16 = 0x6A09;
    pub(crate) const C_PICTURE: u16 = 0x6A03;
    pub(crate) const T_SHIFT: u16 = 0x9601;
    pub(crate) const T_DEFINE_OLD: u16 = 0xD606;
    pub(crate) const T_DEFINE: u16 = 0xD608;
    pub(crate) const T_INSERT: u16 = 0x7621;
    pub(crate) const T_DELETE: u16 = 0x5622;
    pub(crate) const T_WIDTH: u16 = 0x7623;
    pub(crate) const T_MERGE: u16 = 0x5624;
    pub(crate) const T_SPLIT: u16 = 0x5625;
    pub(crate) const T_MERGE_DOWN: u16 = 0xD62B;
    pub(crate) const P_TABS: u16 = 0xC615;
}

/// Opcodes of Word 6 and those that replaced them, as far as they are asked for.
const OLD: &[(u8, u16)] = &[
    (2, op::P_STYLE),
    (24, op::P_IN_TABLE),
    (25, op::P_ROW_END),
    (65, op::C_DELETED),
    (68, op::C_PICTURE),
    (71, op::C_DATA),
    (75, op::C_OLE),
    (80, op::C_STYLE),
    (82, op::C_PLAIN),
    (92, op::C_HIDDEN),
    (93, op::C_FONT),
    (104, op::C_RAISED),
    (117, op::C_SPECIAL),
    (118, op::C_OBJECT),
    (146, op::T_SHIFT),
    (190, op::T_DEFINE),
    (193, op::T_INSERT),
    (194, op::T_DELETE),
    (195, op::T_WIDTH),
    (196, op::T_MERGE),
    (197, op::T_SPLIT),
];

/// Calls `visit` with each opcode of a list and its operand; operands of varying length come without their length. A list that
/// breaks off ends there.
pub(super) fn each(generation: Generation, list: &[u8], visit: &mut dyn FnMut(u16, &[u8])) {
    let mut rest = list;
    while let Some((code, operand, after)) = match generation {
        Generation::Six => old(rest),
        Generation::Eight => new(rest),
    } {
        visit(code, operand);
        rest = after;
    }
}

fn new(list: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let code = u16_at(list, 0)?;
    let rest = list.get(2..)?;
    // The three highest bits tell the size.
    let (skip, size) = match code >> 13 {
        0 | 1 => (0, 1),
        2 | 4 | 5 => (0, 2),
        3 => (0, 4),
        7 => (0, 3),
        _ => varying(code, rest)?,
    };
    let operand = rest.get(skip..)?;
    Some((code, operand.get(..size)?, operand.get(size..)?))
}

/// Bytes of the length and bytes behind it.
fn varying(code: u16, rest: &[u8]) -> Option<(usize, usize)> {
    match code {
        // The length counts one more than what follows it.
        op::T_DEFINE | op::T_DEFINE_OLD => {
            Some((2, usize::from(u16_at(rest, 0)?).saturating_sub(1)))
        }
        op::P_TABS if rest.first() == Some(&255) => Some((1, tabs(rest.get(1..)?)?)),
        _ => Some((1, usize::from(*rest.first()?))),
    }
}

/// The length of a list of tab stops too long for the byte that tells it: those removed take four bytes, those added three.
fn tabs(list: &[u8]) -> Option<usize> {
    let removed = usize::from(*list.first()?) * 4;
    let added = usize::from(*list.get(1 + removed)?) * 3;
    Some(2 + removed + added)
}

fn old(list: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let byte = *list.first()?;
    let rest = list.get(1..)?;
    let (skip, size) = match byte {
        3 | 12 | 15 | 81 | 103 | 108 | 188 => (1, usize::from(*rest.first()?)),
        23 if rest.first() == Some(&255) => (1, tabs(rest.get(1..)?)?),
        23 => (1, usize::from(*rest.first()?)),
        190 | 191 => (2, usize::from(u16_at(rest, 0)?).saturating_sub(1)),
        2
        | 16..=19
        | 21
        | 22
        | 26..=28
        | 30..=36
        | 38..=43
        | 45..=49
        | 69
        | 72
        | 80
        | 93
        | 96
        | 97
        | 99
        | 101
        | 105..=107
        | 109
        | 110
        | 121..=124
        | 140
        | 141
        | 144..=146
        | 148
        | 149
        | 154..=157
        | 160
        | 161
        | 164..=171
        | 182..=184
        | 189
        | 194
        | 197
        | 198 => (0, 2),
        73 | 95 | 136 | 137 => (0, 3),
        20 | 70 | 74 | 192 | 193 | 195 | 196 | 200 => (0, 4),
        68 | 199 => (0, 5),
        187 => (0, 12),
        120 => (0, 13),
        _ => (0, 1),
    };
    let code = OLD
        .iter()
        .find(|(n, _)| *n == byte)
        .map_or(0, |(_, code)| *code);
    let operand = rest.get(skip..)?;
    Some((code, operand.get(..size)?, operand.get(size..)?))
}

/// The property packed into the number of a piece: an index of one byte and its operand. Source: \[MS-DOC\] 2.9.214.
pub(super) fn packed(changes: u16) -> Option<(u16, [u8; 1])> {
    let [low, operand] = changes.to_le_bytes();
    let code = match low >> 1 {
        0x18 => op::P_IN_TABLE,
        0x19 => op::P_ROW_END,
        0x41 => op::C_DELETED,
        0x47 => op::C_DATA,
        0x4B => op::C_OLE,
        0x53 => op::C_PLAIN,
        0x5C => op::C_HIDDEN,
        0x68 => op::C_RAISED,
        0x75 => op::C_SPECIAL,
        0x76 => op::C_OBJECT,
        _ => return None,
    };
    Some((code, [operand]))
}
