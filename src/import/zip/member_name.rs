//! The names of a zip archive's members. Archives say of a name only that it is UTF-8; Chinese archivers write GBK without a word.
use encoding_rs::{BIG5, Encoding, GB18030, SHIFT_JIS};

use super::{
    super::encoding,
    directory::{Directory, Entry},
};

/// Bytes of names looked at to tell their encoding; a folder's names are alike.
const SAMPLE: usize = 4 << 10;

/// How the names of one archive are read.
pub(super) struct Names {
    /// Encoding of names that are not UTF-8.
    local: &'static Encoding,
    /// Whether there are any.
    has_local: bool,
}

impl Names {
    /// Looks at all names together, because one is too short to tell its encoding.
    pub(super) fn of(directory: &Directory<'_>) -> Self {
        let mut sample = Vec::new();
        for entry in directory.entries() {
            if by_field(&entry).is_none() && std::str::from_utf8(entry.name).is_err() {
                sample.extend_from_slice(entry.name);
                sample.push(b'\n');
            }
            if sample.len() >= SAMPLE {
                break;
            }
        }
        // GBK unless the names are plainly something else: nearly every sequence of bytes is some GBK.
        let fits = |encoding: &'static Encoding| {
            encoding
                .decode_without_bom_handling_and_without_replacement(&sample)
                .is_some()
        };
        let guessed = encoding::decode(&sample).encoding;
        let local = if guessed == BIG5.name() && fits(BIG5) {
            BIG5
        } else if (guessed == SHIFT_JIS.name() || !fits(GB18030)) && fits(SHIFT_JIS) {
            SHIFT_JIS
        } else {
            GB18030
        };
        Self {
            local,
            has_local: !sample.is_empty(),
        }
    }

    /// The name of a member as people read it.
    pub(super) fn name(&self, entry: &Entry<'_>) -> String {
        if let Some(name) = by_field(entry) {
            return name.to_owned();
        }
        // Among names in GBK some consist of characters whose two bytes are also UTF-8, such as 通.
        let by_chance = |name: &str| {
            self.has_local && !entry.is_utf8 && name.chars().all(|c| c < FIRST_OF_THREE_BYTES)
        };
        match std::str::from_utf8(entry.name) {
            Ok(name) if !by_chance(name) => name.to_owned(),
            _ => {
                let (name, _) = self.local.decode_without_bom_handling(entry.name);
                name.into_owned()
            }
        }
    }
}

/// Characters from here on take three bytes of UTF-8 and more; Chinese ones do.
const FIRST_OF_THREE_BYTES: char = '\u{800}';

/// The name in the extra field, if that belongs to this name: who renames a member may leave an old field in place.
fn by_field<'a>(entry: &Entry<'a>) -> Option<&'a str> {
    entry
        .unicode_name
        .filter(|(crc, _)| *crc == crc32(entry.name))
        .and_then(|(_, name)| std::str::from_utf8(name).ok())
        .filter(|name| !name.is_empty())
}

/// The checksum zip uses, bit by bit: names are short.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            let low = crc & 1;
            (crc >> 1) ^ (0xEDB8_8320 * low)
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_checksum_is_that_of_zip() {
        assert_eq!(super::crc32(b"123456789"), 0xCBF4_3926);
    }
}
