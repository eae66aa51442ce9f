//! The parts of a package, found by the paths that files write, however odd.
use crate::import::{
    ReadError,
    package::{Package, resolve},
};
use crate::model::{Limits, Reason};

use super::tree::{self, Element};

/// A package, and what of it could not be opened.
pub(super) struct Parts<'a> {
    package: Package<'a>,
    /// Parts whose XML breaks off, or that could not be opened.
    pub(super) broken: Vec<String>,
}

impl<'a> Parts<'a> {
    /// Opens a package.
    ///
    /// # Errors
    /// As [`Package::open`].
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, ReadError> {
        Ok(Self {
            package: Package::open(bytes)?.under(limits),
            broken: Vec::new(),
        })
    }

    /// Whether there is a part of that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.package.has(name)
    }

    /// What is wrong with the package as a whole.
    pub(super) fn damage(&self) -> Option<Reason> {
        self.package.damage()
    }

    /// The part that `location`, written in `base`, means.
    ///
    /// The standard wants paths from the folder of the part that names them, or from the root with `/` in front. Producers
    /// leave the `/` out, name them from the folder of the document, or encode them as addresses.
    pub(super) fn find(&self, base: &str, location: &str) -> Option<String> {
        let location = location.trim();
        if location.is_empty() {
            return None;
        }
        let mut tried = vec![resolve(base, location), resolve("", location)];
        let mut folder = base;
        while let Some((above, _)) = folder.rsplit_once('/') {
            tried.push(resolve(above, location));
            folder = above;
        }
        if location.contains('%') {
            let plain = decoded(location);
            tried.extend([resolve(base, &plain), resolve("", &plain)]);
        }
        tried.into_iter().find(|name| self.package.has(name))
    }

    /// The bytes of a part.
    ///
    /// # Errors
    /// As [`Package::part`].
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        self.package.part(name)
    }

    /// The text of a part.
    ///
    /// # Errors
    /// As [`Package::part`].
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        self.package.xml(name)
    }

    /// A part as a tree; what cannot be opened or breaks off is remembered.
    pub(super) fn tree(&mut self, name: &str) -> Option<Element> {
        let xml = match self.package.xml(name) {
            Ok(xml) => xml?,
            Err(_) => {
                self.is_broken(name);
                return None;
            }
        };
        let (tree, is_whole) = tree::parse(&xml);
        if !is_whole {
            self.is_broken(name);
        }
        Some(tree)
    }

    /// Remembers a part that breaks off.
    pub(super) fn is_broken(&mut self, name: &str) {
        if !self.broken.iter().any(|b| b == name) {
            self.broken.push(name.to_owned());
        }
    }
}

/// A path without `%E5%9B%BE` and the like.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = match (first, after) {
            (b'%', [high, low, ..]) => char::from(*high)
                .to_digit(16)
                .zip(char::from(*low).to_digit(16))
                .and_then(|(h, l)| u8::try_from(h * 16 + l).ok()),
            _ => None,
        };
        bytes.push(code.unwrap_or(first));
        rest = after
            .get(if code.is_some() { 2 } else { 0 }..)
            .unwrap_or(&[]);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
