//! What a page declares about its own encoding.

/// Bytes at the start of a page in which a declaration is looked for. Browsers stop after 1,024, but pages saved with long
/// comments in front of their head are read all the same.
const HEAD: usize = 64 << 10;

/// The encoding named in the XML declaration or a `meta` element, as written.
///
/// Read loosely: attributes without quotes, blanks around `=`, `charset` in any attribute of `meta`.
pub(super) fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..HEAD.min(bytes.len()))?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let by_meta = head
        .split("<meta")
        .skip(1)
        .find_map(|rest| after(rest.split('>').next()?, "charset"));
    by_meta.or_else(|| {
        let declaration = head
            .trim_start()
            .strip_prefix("<?xml")?
            .split("?>")
            .next()?;
        after(declaration, "encoding")
    })
}

/// The value behind `name` and an equals sign.
fn after(text: &str, name: &str) -> Option<String> {
    text.match_indices(name).find_map(|(at, _)| {
        let value = text.get(at + name.len()..)?.trim_start();
        let value = value.strip_prefix('=')?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let label: String = value
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
            .collect();
        (!label.is_empty()).then_some(label)
    })
}
