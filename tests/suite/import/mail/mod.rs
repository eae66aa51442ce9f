//! Promises of the readers of messages and saved pages. All persons and addresses are invented.
mod hostile;
mod letters;
mod pages;

use taizhang::{
    import::read_all,
    model::{Format, Limits, RawFile},
};

use super::seeds::Seed;

/// Files for what must hold of every format.
pub(super) fn samples() -> Vec<Seed> {
    vec![
        Seed::new(Format::Eml, "来信.eml", letters::with_attachments()),
        Seed::new(Format::Eml, "旧信.eml", letters::in_gbk()),
        Seed::new(Format::Mht, "网页.mht", pages::saved()),
    ]
}

fn read(name: &str, bytes: &[u8]) -> Vec<RawFile> {
    read_all(name, bytes, &Limits::default(), None)
}

/// Base64 in lines, as mail programs write it.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for (at, three) in bytes.chunks(3).enumerate() {
        let bits = three
            .iter()
            .fold(0_u32, |bits, b| bits << 8 | u32::from(*b))
            << (8 * (3 - three.len()));
        for digit in 0..4 {
            let value = (bits >> (18 - 6 * digit)) & 63;
            out.push(if digit <= three.len() {
                char::from(DIGITS[value as usize])
            } else {
                '='
            });
        }
        if at % 19 == 18 {
            out.push_str("\r\n");
        }
    }
    out
}
