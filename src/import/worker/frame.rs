//! One message on a pipe: its length in bytes (u64, little endian), then the message in postcard's wire format.
use std::io::{self, Read, Write};

use postcard::ser_flavors::Size;
use serde::{Serialize, de::DeserializeOwned};

fn broken(error: impl std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error.to_string())
}

/// Writes one message; a buffered pipe sends it with the next [`Write::flush`].
///
/// # Errors
/// When the pipe is closed.
pub(super) fn write<T: Serialize>(out: &mut impl Write, message: &T) -> io::Result<()> {
    // Measured first, so that a large answer needs no second copy in memory.
    let size = postcard::serialize_with_flavor(message, Size::default()).map_err(broken)?;
    out.write_all(&(size as u64).to_le_bytes())?;
    // Our messages can always be written down, so only the pipe can fail.
    postcard::to_io(message, out).map_err(|_| io::ErrorKind::BrokenPipe)?;
    Ok(())
}

/// Reads one message of at most `limit` bytes and says how many it took; `None` at the end of the pipe.
///
/// # Errors
/// `FileTooLarge` when it claims to be longer, `InvalidData` when it cannot be understood, `UnexpectedEof` when it breaks off.
pub(super) fn read<T: DeserializeOwned>(
    input: &mut impl Read,
    limit: u64,
) -> io::Result<Option<(T, u64)>> {
    let mut length = [0; 8];
    match input.read(&mut length[..1])? {
        0 => return Ok(None),
        _ => input.read_exact(&mut length[1..])?,
    }
    let length = u64::from_le_bytes(length);
    if length > limit {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    // Grows with what really comes, not with what is claimed.
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(Some((
        postcard::from_bytes(&bytes).map_err(broken)?,
        length,
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Message = (String, u32);

    fn back(pipe: &[u8], limit: u64) -> io::Result<Option<(Message, u64)>> {
        read(&mut &*pipe, limit)
    }

    #[test]
    fn a_message_comes_back_and_too_long_or_cut_ones_do_not() -> io::Result<()> {
        let mut pipe = Vec::new();
        let message = ("台账".to_owned(), 7);
        write(&mut pipe, &message)?;
        let size = pipe.len() as u64 - 8;
        assert_eq!(back(&pipe, 100)?, Some((message, size)));
        assert_eq!(back(&[], 100)?, None);
        let kind = |pipe: &[u8], limit| back(pipe, limit).map_err(|e| e.kind());
        assert_eq!(kind(&pipe, size - 1), Err(io::ErrorKind::FileTooLarge));
        for cut in 1..pipe.len() {
            let cut = pipe.get(..cut).unwrap_or_default();
            assert_eq!(kind(cut, 100), Err(io::ErrorKind::UnexpectedEof));
        }
        Ok(())
    }
}
