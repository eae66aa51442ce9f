//! How large a picture is, read from its head alone: a small file may claim to be a picture that fills all memory.

/// Most directories of a TIFF file that are followed.
const MAX_PAGES: u32 = 5_000;

/// Size of a picture file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct Size {
    /// Width and height in picture elements, of the largest page.
    pub(in crate::import) width: u32,
    pub(in crate::import) height: u32,
    /// Pages it holds; only TIFF files hold more than one.
    pub(in crate::import) pages: u32,
}

impl Size {
    /// Whether it is more than recognition is given.
    pub(in crate::import) fn is_too_large(self) -> bool {
        u64::from(self.width) * u64::from(self.height) > super::MOST_MEGAPIXELS * 1_000_000
    }
}

/// The size of a PNG, JPEG, TIFF or BMP picture, if its head is sound.
pub(in crate::import) fn size(bytes: &[u8]) -> Option<Size> {
    let size = match bytes {
        [0x89, b'P', b'N', b'G', ..] => png(bytes),
        [0xFF, 0xD8, 0xFF, ..] => jpeg(bytes),
        [b'B', b'M', ..] => bmp(bytes),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => tiff(bytes),
        _ => None,
    };
    size.filter(|s| s.width > 0 && s.height > 0)
}

fn page(width: u32, height: u32) -> Option<Size> {
    Some(Size {
        width,
        height,
        pages: 1,
    })
}

/// The four bytes at a place.
fn four(bytes: &[u8], at: usize) -> Option<[u8; 4]> {
    bytes.get(at..)?.first_chunk::<4>().copied()
}

fn two(bytes: &[u8], at: usize) -> Option<[u8; 2]> {
    bytes.get(at..)?.first_chunk::<2>().copied()
}

fn png(bytes: &[u8]) -> Option<Size> {
    let at = |at| four(bytes, at).map(u32::from_be_bytes);
    page(at(16)?, at(20)?)
}

fn bmp(bytes: &[u8]) -> Option<Size> {
    let at = |at| four(bytes, at).map(i32::from_le_bytes);
    // A negative height says that rows run downwards.
    page(at(18)?.unsigned_abs(), at(22)?.unsigned_abs())
}

fn jpeg(bytes: &[u8]) -> Option<Size> {
    let mut at = 2;
    loop {
        let [0xFF, kind] = two(bytes, at)? else {
            return None;
        };
        match kind {
            // Filling, and marks without content.
            0xFF => at += 1,
            0x01 | 0xD0..=0xD9 => at += 2,
            // Frames: all of C0 to CF but the tables C4 and CC and the reserved C8.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                let side = |at| two(bytes, at).map(|b| u32::from(u16::from_be_bytes(b)));
                return page(side(at + 7)?, side(at + 5)?);
            }
            _ => at += 2 + usize::from(u16::from_be_bytes(two(bytes, at + 2)?)),
        }
    }
}

fn tiff(bytes: &[u8]) -> Option<Size> {
    let is_little = bytes.first() == Some(&b'I');
    let long = |at: usize| {
        four(bytes, at).map(|b| match is_little {
            true => u32::from_le_bytes(b),
            false => u32::from_be_bytes(b),
        })
    };
    let short = |at: usize| {
        two(bytes, at).map(|b| match is_little {
            true => u16::from_le_bytes(b),
            false => u16::from_be_bytes(b),
        })
    };
    let mut size: Option<Size> = None;
    let mut directory = long(4)? as usize;
    while directory != 0 && size.is_none_or(|s| s.pages < MAX_PAGES) {
        let Some(entries) = short(directory) else {
            break;
        };
        let (mut width, mut height) = (0, 0);
        for entry in 0..usize::from(entries) {
            let at = directory + 2 + entry * 12;
            // Kind 3 is a short number, standing in the first half of the field.
            let value = |kind| match kind {
                3 => short(at + 8).map(u32::from),
                _ => long(at + 8),
            };
            match (short(at), short(at + 2)) {
                (Some(256), Some(kind)) => width = value(kind)?,
                (Some(257), Some(kind)) => height = value(kind)?,
                (None, _) => break,
                _ => {}
            }
        }
        let known = size.get_or_insert(Size {
            width,
            height,
            pages: 0,
        });
        let area = |w: u32, h: u32| u64::from(w) * u64::from(h);
        if area(width, height) > area(known.width, known.height) {
            (known.width, known.height) = (width, height);
        }
        known.pages += 1;
        directory = long(directory + 2 + usize::from(entries) * 12).unwrap_or(0) as usize;
    }
    size
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "lengths of fixtures are small")]
mod tests {
    use super::{Size, size};

    fn of(width: u32, height: u32, pages: u32) -> Option<Size> {
        Some(Size {
            width,
            height,
            pages,
        })
    }

    #[test]
    fn sizes_are_read_from_the_heads_of_four_formats() {
        let png = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x05\x78\0\0\x02\xBC\x08\0\0\0\0";
        assert_eq!(size(png), of(1400, 700, 1));
        let jpeg = b"\xFF\xD8\xFF\xE0\0\x04JF\xFF\xFF\xC2\0\x0B\x08\x02\xBC\x05\x78\x01";
        assert_eq!(size(jpeg), of(1400, 700, 1));
        let bmp = b"BM\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x78\x05\0\0\x44\xFD\xFF\xFF";
        assert_eq!(size(bmp), of(1400, 700, 1));
        let mut tiff = b"II*\0\x08\0\0\0".to_vec();
        tiff.extend(
            b"\x02\0\0\x01\x03\0\x01\0\0\0\x78\x05\0\0\x01\x01\x04\0\x01\0\0\0\xBC\x02\0\0",
        );
        let next = u32::try_from(tiff.len() + 4).unwrap().to_le_bytes();
        tiff.extend(next);
        tiff.extend(b"\x01\0\0\x01\x03\0\x01\0\0\0\x10\0\0\0\0\0\0\0");
        assert_eq!(size(&tiff), of(1400, 700, 2));
        // A directory that names itself as the next one.
        tiff.splice(34..38, 8_u32.to_le_bytes());
        assert_eq!(size(&tiff).map(|s| s.pages), Some(super::MAX_PAGES));
    }

    #[test]
    fn cut_heads_have_no_size() {
        for head in [
            &b"\x89PNG\r\n\x1A\n\0\0"[..],
            b"\xFF\xD8\xFF\xE0\0\0",
            b"BM",
            b"II*\0",
        ] {
            assert_eq!(size(head), None);
        }
        assert_eq!(size(b"GIF89a\x01\0\x01\0"), None);
    }

    #[test]
    fn a_claim_of_a_billion_elements_is_too_large() {
        let png = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\x75\x30\0\0\x75\x30\x08\0\0\0\0";
        assert_eq!(size(png).map(Size::is_too_large), Some(true));
    }
}
