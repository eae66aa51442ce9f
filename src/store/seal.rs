//! Hashes of rows, told in the event log with what changed them: a row that says something else was tampered with.
use sha2::{Digest, Sha256};

/// Hexadecimal digits of a row's hash that are told: 128 bits, which nobody can aim at.
const DIGITS: usize = 32;

/// The hash of a row from its columns as bytes; nothing and an empty text are told apart.
pub(super) fn hash_of<T: AsRef<[u8]>>(columns: &[Option<T>]) -> String {
    let mut hash = Sha256::new();
    for column in columns {
        match column {
            None => hash.update([0]),
            Some(bytes) => {
                let bytes = bytes.as_ref();
                hash.update([1]);
                hash.update((bytes.len() as u64).to_le_bytes());
                hash.update(bytes);
            }
        }
    }
    let mut digits: String = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
    digits.truncate(DIGITS);
    digits
}

/// What a row is called in the event log.
pub(super) fn name(table: &str, key: &str) -> String {
    format!("{table}/{key}")
}
