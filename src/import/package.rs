//! Opens a zip package (docx, xlsx, ods) under limits and hands out its parts, so that no archive can exhaust the machine.
pub(super) mod about;
mod rebuild;
mod xml;

use std::{
    borrow::Cow,
    io::{Cursor, ErrorKind, Read},
};

use quick_xml::{Reader, events::Event};
use zip::{ZipArchive, result::ZipError};

use crate::model::{Limits, Reason};

use super::ReadError;

pub(super) use xml::{attribute, entity, inner_text, xml_text};

/// Most entries a package may list. Office files hold tens to a few thousand (one per picture); more is an attack or an archive.
const MAX_ENTRIES: usize = 20_000;
/// The share of what a package may unpack to that one part may take; a sheet of a million filled rows takes less.
const PART_SHARE: u64 = 2;
/// Expanded bytes below which the ratio is not looked at: small parts of equal bytes are harmless.
const RATIO_FREE: u64 = 32 << 20;

/// A zip package held in memory.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<Cow<'a, [u8]>>>,
    names: Vec<String>,
    /// Bytes that one part may unpack to.
    most_of_part: u64,
    /// How many times its packed size a part may grow, above [`RATIO_FREE`].
    ratio: u64,
    /// Bytes that may still be unpacked.
    budget: u64,
    damaged: Vec<String>,
    is_cut: bool,
}

/// A link from one part of an Open Packaging package to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    /// Its id inside the part that links (`rId3`).
    pub(super) id: String,
    /// The last segment of its type, e.g. `worksheet`, `officeDocument`, `header`; the same in strict and transitional files.
    pub(super) kind: String,
    /// The part it leads to, resolved against the linking part; an address as written when `external`.
    pub(super) target: String,
    /// Whether the target lies outside the package. It is never fetched.
    pub(super) external: bool,
}

impl<'a> Package<'a> {
    /// Reads the list of parts. A package that is cut off, or whose list is broken, is opened as far as its parts can be found
    /// one by one; [`Package::damage`] says so.
    ///
    /// # Errors
    /// `Unreadable` when this is no zip, `Refused` when it lists too many parts.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let (archive, is_cut) = match ZipArchive::new(Cursor::new(Cow::Borrowed(bytes))) {
            Ok(archive) => (archive, false),
            Err(e) => {
                let rebuilt = rebuild::rebuilt(bytes).ok_or_else(|| broken(&e))?;
                let again = ZipArchive::new(Cursor::new(Cow::Owned(rebuilt)));
                (again.map_err(|_| broken(&e))?, true)
            }
        };
        if archive.len() > MAX_ENTRIES {
            let reason = Reason::new("package-too-many-parts")
                .with("parts", archive.len())
                .with("limit", MAX_ENTRIES);
            return Err(ReadError::Refused(reason));
        }
        let names = archive.file_names_raw().map(part_name).collect();
        let package = Self {
            archive,
            names,
            most_of_part: 0,
            ratio: 0,
            budget: 0,
            damaged: Vec::new(),
            is_cut,
        };
        Ok(package.under(&Limits::default()))
    }

    /// Puts the package, of which nothing was unpacked yet, under limits other than the default ones.
    #[must_use]
    pub(super) fn under(mut self, limits: &Limits) -> Self {
        self.budget = limits.expanded_mb << 20;
        self.most_of_part = self.budget / PART_SHARE;
        self.ratio = limits.expansion_ratio;
        self
    }

    /// Names of all parts as stored (UTF-8, else GB18030; `/` between folders), in the order of the directory.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether there is a part of that name. Case counts only when two parts differ in nothing else, as the standard asks.
    pub(super) fn has(&self, name: &str) -> bool {
        self.index(name).is_some()
    }

    /// The bytes of a part, `None` when there is no such part.
    ///
    /// A part that is cut off or fails its checksum comes back as far as it could be expanded and is remembered in
    /// [`Package::damage`].
    ///
    /// # Errors
    /// `Encrypted` when the part needs a password, `Refused` when it passes a limit, `Unreadable` when its packing is unknown
    /// or its entry is broken.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.index(name) else {
            return Ok(None);
        };
        let too_large = |limit: u64| {
            let reason = Reason::new("package-too-large")
                .with("part", name)
                .with("limit", limit >> 20);
            ReadError::Refused(reason)
        };
        let mut entry = self.archive.by_index(index).map_err(|e| broken(&e))?;
        let ratio_limit = entry
            .compressed_size()
            .saturating_mul(self.ratio)
            .max(RATIO_FREE);
        let limit = self.most_of_part.min(self.budget).min(ratio_limit);
        let mut bytes = Vec::new();
        let mut chunk = [0_u8; 1 << 14];
        let mut whole = true;
        loop {
            match entry.read(&mut chunk) {
                Ok(0) => break,
                Ok(n) => bytes.extend_from_slice(chunk.get(..n).unwrap_or(&[])),
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(_) => {
                    whole = false;
                    break;
                }
            }
            if bytes.len() as u64 > limit {
                return Err(too_large(limit));
            }
        }
        drop(entry);
        self.budget = self.budget.saturating_sub(bytes.len() as u64);
        if !whole && !self.damaged.iter().any(|d| d == name) {
            self.damaged.push(name.to_owned());
        }
        Ok(Some(bytes))
    }

    /// The text of an XML part, `None` when there is no such part.
    ///
    /// # Errors
    /// As [`Package::part`].
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        Ok(self.part(name)?.map(xml_text))
    }

    /// Where a part links to; empty when it links nowhere. The name `""` asks for the links of the package itself.
    ///
    /// # Errors
    /// As [`Package::part`].
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, ReadError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let xml = self.xml(&format!("{folder}{slash}_rels/{file}.rels"))?;
        let mut links = Vec::new();
        let Some(xml) = xml else { return Ok(links) };
        let mut reader = Reader::from_str(&xml);
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(e) | Event::Empty(e) if e.local_name().as_ref() == "Relationship" => {
                    let kind = attribute(&e, "Type").unwrap_or_default();
                    let target = attribute(&e, "Target").unwrap_or_default();
                    let external = attribute(&e, "TargetMode")
                        .is_some_and(|m| m.eq_ignore_ascii_case("external"));
                    links.push(Relation {
                        id: attribute(&e, "Id").unwrap_or_default(),
                        kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                        target: if external {
                            target
                        } else {
                            resolve(part, &target)
                        },
                        external,
                    });
                }
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(links)
    }

    /// What is broken of the package, judged by the parts asked for so far: a reason to call the reading partial.
    pub(super) fn damage(&self) -> Option<Reason> {
        if self.is_cut {
            // The last part found is the one that breaks off; what came after it is not known.
            let last = self.names.last().map_or("", String::as_str);
            return Some(Reason::new("package-cut").with("parts", format!("{last} …")));
        }
        (!self.damaged.is_empty())
            .then(|| Reason::new("package-part-damaged").with("parts", self.damaged.join(", ")))
    }

    fn index(&self, name: &str) -> Option<usize> {
        let wanted = name.trim_start_matches('/');
        let at = |same: &dyn Fn(&str) -> bool| {
            self.names
                .iter()
                .position(|n| same(n.trim_start_matches('/')))
        };
        at(&|n| n == wanted).or_else(|| at(&|n| n.eq_ignore_ascii_case(wanted)))
    }
}

/// What a failure of the archive means for the reader.
fn broken(error: &ZipError) -> ReadError {
    match error {
        ZipError::InvalidPassword => ReadError::Encrypted,
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => {
            ReadError::Encrypted
        }
        other => ReadError::Unreadable(Reason::new("package-broken").with("detail", other)),
    }
}

/// A part's name: UTF-8 whether or not the entry says so, else GB18030, which Chinese archivers write without saying so.
fn part_name(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GB18030.decode(raw).0.into_owned(),
    };
    name.replace('\\', "/")
}

/// The part a link written in `base` leads to.
pub(super) fn resolve(base: &str, target: &str) -> String {
    let mut path: Vec<&str> = match base.rsplit_once('/') {
        Some((folder, _)) if !target.starts_with('/') => folder.split('/').collect(),
        _ => Vec::new(),
    };
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests;
