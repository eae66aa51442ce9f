//! Signatures and seals of a file, as it names them. Whether they hold is not checked.
use std::collections::BTreeMap;

use super::{parts::Parts, tree::Element};

/// Most signatures looked at; a paper passed through many hands has some tens.
const MAX_SIGNATURES: usize = 1_000;
/// How deep a stored seal is looked into, and how many of its values.
const MAX_DEPTH: u32 = 8;
const MAX_VALUES: usize = 2_000;

/// Kinds of values (ITU-T X.690).
const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const UTF8_STRING: u8 = 0x0C;
const IA5_STRING: u8 = 0x16;

/// What the signatures of a file say about themselves.
#[derive(Debug, Default)]
pub(super) struct Seals {
    pub(super) count: usize,
    providers: Vec<String>,
    names: Vec<String>,
    dates: Vec<String>,
}

impl Seals {
    /// Adds the signatures that `list`, written in `base`, names.
    pub(super) fn add(&mut self, parts: &mut Parts<'_>, base: &str, list: &str) {
        let Some(list) = parts.find(base, list) else {
            return parts.is_broken(list);
        };
        let Some(tree) = parts.tree(&list) else {
            return;
        };
        let all: Vec<&Element> = tree
            .all("Signatures")
            .flat_map(|s| s.all("Signature"))
            .take(MAX_SIGNATURES)
            .collect();
        self.count += all.len();
        for signature in all {
            let at = signature.attribute("BaseLoc").unwrap_or_default();
            match parts.find(&list, at) {
                Some(part) => self.signature(parts, &part),
                None => parts.is_broken(at),
            }
        }
    }

    fn signature(&mut self, parts: &mut Parts<'_>, part: &str) {
        let Some(tree) = parts.tree(part) else { return };
        let Some(signature) = tree.first("Signature") else {
            return;
        };
        let mut add = |list: fn(&mut Self) -> &mut Vec<String>, text: &str| {
            let list = list(self);
            if !text.is_empty() && !list.iter().any(|t| t == text) {
                list.push(text.to_owned());
            }
        };
        let mut stored = Vec::new();
        if let Some(signed) = signature.first("SignedInfo") {
            if let Some(provider) = signed.first("Provider") {
                let name = provider.attribute("ProviderName").unwrap_or_default();
                let company = provider.attribute("Company").unwrap_or_default();
                let shown = match (name, company) {
                    (name, company) if name == company || company.is_empty() => name.to_owned(),
                    (name, company) => format!("{name} ({company})"),
                };
                add(|s| &mut s.providers, &shown);
            }
            add(
                |s| &mut s.dates,
                signed.text_of("SignatureDateTime").unwrap_or_default(),
            );
            let seal = signed.first("Seal").and_then(|s| s.text_of("BaseLoc"));
            stored.extend(seal.map(str::to_owned));
        }
        // The signed value carries the seal once more.
        stored.extend(signature.text_of("SignedValue").map(str::to_owned));
        let named = stored
            .iter()
            .filter_map(|at| parts.find(part, at))
            .collect::<Vec<_>>()
            .into_iter()
            .find_map(|at| seal_name(&parts.bytes(&at).ok().flatten()?));
        if let Some(name) = named {
            add(|s| &mut s.names, &name);
        }
    }

    /// Puts what is known into the facts.
    pub(super) fn facts(&self, facts: &mut BTreeMap<String, String>) {
        if self.count == 0 {
            return;
        }
        facts.insert("signatures".to_owned(), self.count.to_string());
        for (name, list) in [
            ("signature_providers", &self.providers),
            ("seals", &self.names),
            ("signed", &self.dates),
        ] {
            if !list.is_empty() {
                facts.insert(name.to_owned(), list.join(", "));
            }
        }
    }
}

/// The name of a stored seal (GB/T 38540): of the values behind the mark `ES`, the text of its properties.
fn seal_name(bytes: &[u8]) -> Option<String> {
    let mut left = MAX_VALUES;
    seal_in(bytes, 0, &mut left)
}

fn seal_in(bytes: &[u8], depth: u32, left: &mut usize) -> Option<String> {
    let values = values(bytes, left);
    if let [
        (SEQUENCE, header),
        (IA5_STRING, _),
        (SEQUENCE, properties),
        ..,
    ] = values.as_slice()
        && let [(IA5_STRING, b"ES"), ..] = self::values(header, left).as_slice()
        && let [(INTEGER, _), (UTF8_STRING, name), ..] = self::values(properties, left).as_slice()
    {
        let name = String::from_utf8_lossy(name).trim().to_owned();
        return Some(name).filter(|n| !n.is_empty());
    }
    if depth >= MAX_DEPTH {
        return None;
    }
    values
        .iter()
        .filter(|(kind, _)| *kind == SEQUENCE)
        .find_map(|(_, inner)| seal_in(inner, depth + 1, left))
}

/// The values that follow each other in `bytes`: kind and content.
fn values<'b>(bytes: &'b [u8], left: &mut usize) -> Vec<(u8, &'b [u8])> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some((kind, content, after)) = value(rest)
        && *left > 0
    {
        *left -= 1;
        out.push((kind, content));
        rest = after;
    }
    out
}

fn value(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&kind, rest) = bytes.split_first()?;
    let (&length, rest) = rest.split_first()?;
    let (length, rest) = if length < 0x80 {
        (usize::from(length), rest)
    } else {
        let count = usize::from(length & 0x7F);
        let (digits, rest) = rest.split_at_checked(count).filter(|_| count <= 4)?;
        let length = digits
            .iter()
            .fold(0_usize, |n, b| (n << 8) | usize::from(*b));
        (length, rest)
    };
    let (content, after) = rest.split_at_checked(length)?;
    Some((kind, content, after))
}

#[cfg(test)]
mod tests {
    use super::seal_name;

    fn value(kind: u8, content: &[u8]) -> Vec<u8> {
        let mut out = vec![kind, u8::try_from(content.len()).unwrap_or(0)];
        out.extend(content);
        out
    }

    #[test]
    fn a_seal_is_known_by_the_name_in_its_properties() {
        let header = value(0x30, &[value(0x16, b"ES"), value(2, &[4])].concat());
        let properties = [value(2, &[1]), value(0x0C, "云岭市水务局".as_bytes())].concat();
        let seal = value(
            0x30,
            &[header, value(0x16, b"id"), value(0x30, &properties)].concat(),
        );
        let stored = value(0x30, &[value(2, &[4]), seal].concat());
        assert_eq!(seal_name(&stored).as_deref(), Some("云岭市水务局"));
        for cut in 0..stored.len() {
            let _ = seal_name(stored.get(..cut).unwrap_or(&[]));
        }
        assert_eq!(seal_name(&[0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]), None);
    }
}
