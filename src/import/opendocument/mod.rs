//! What OpenDocument texts and sheets share: the package or the one flat file they lie in.
use std::{collections::HashMap, rc::Rc};

use super::{
    ReadError,
    package::{Package, xml_text},
};
use crate::model::{Limits, Reason};

/// An OpenDocument file.
pub(super) struct Source<'a> {
    place: Place<'a>,
}

/// Where its parts lie.
enum Place<'a> {
    Package(Package<'a>),
    /// All in one; each reader looks only at its own elements.
    Flat(Rc<str>),
}

/// What an embedded object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Object {
    Chart,
    Formula,
    Other,
}

/// Most embedded objects looked into.
const MAX_OBJECTS: usize = 2_000;

impl<'a> Source<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// As [`Package::open`]; `Encrypted` when a password is needed.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, ReadError> {
        if !bytes.starts_with(b"PK") {
            let place = Place::Flat(xml_text(bytes.to_vec()).into());
            return Ok(Self { place });
        }
        let mut package = Package::open(bytes)?.under(limits);
        let manifest = package.xml("META-INF/manifest.xml")?.unwrap_or_default();
        if manifest.contains("encryption-data") {
            return Err(ReadError::Encrypted);
        }
        let place = Place::Package(package);
        Ok(Self { place })
    }

    /// The document itself, with the styles made for it.
    ///
    /// # Errors
    /// As [`Package::part`]; `Unreadable` when there is none.
    pub(super) fn content(&mut self) -> Result<Rc<str>, ReadError> {
        match &mut self.place {
            Place::Flat(all) => Ok(Rc::clone(all)),
            Place::Package(package) => match package.xml("content.xml")? {
                Some(xml) => Ok(xml.into()),
                None => {
                    let missing = || Reason::new("package-broken").with("detail", "content.xml");
                    let reason = package.damage().unwrap_or_else(missing);
                    Err(ReadError::Unreadable(reason))
                }
            },
        }
    }

    /// Named styles and pages.
    pub(super) fn styles(&mut self) -> Rc<str> {
        self.part("styles.xml")
    }

    /// What the file says about itself.
    pub(super) fn meta(&mut self) -> Rc<str> {
        let part = self.part("meta.xml");
        match self.place {
            Place::Package(_) => part,
            Place::Flat(_) => {
                // Elsewhere in the file the same names mean other things.
                let inner = part.split_once("<office:meta").map_or("", |(_, rest)| rest);
                let inner = inner.split("</office:meta>").next().unwrap_or_default();
                format!("<office:meta{inner}").into()
            }
        }
    }

    fn part(&mut self, name: &str) -> Rc<str> {
        match &mut self.place {
            Place::Flat(all) => Rc::clone(all),
            Place::Package(package) => {
                let xml = package.xml(name).ok().flatten();
                xml.unwrap_or_default().into()
            }
        }
    }

    /// Whether a part breaks off, or one that must be there is missing.
    pub(super) fn damage(&self) -> Option<Reason> {
        match &self.place {
            Place::Package(package) => package.damage(),
            Place::Flat(_) => None,
        }
    }

    /// What the embedded objects are, by the names links give them.
    pub(super) fn objects(&mut self) -> HashMap<String, Object> {
        let Place::Package(package) = &mut self.place else {
            return HashMap::new();
        };
        let names: Vec<String> = package
            .names()
            .iter()
            .filter(|n| n.ends_with("/content.xml"))
            .take(MAX_OBJECTS)
            .cloned()
            .collect();
        let mut objects = HashMap::new();
        for name in names {
            let xml = package.xml(&name).ok().flatten().unwrap_or_default();
            let folder = name.trim_end_matches("/content.xml").to_owned();
            objects.insert(folder, kind(&xml));
        }
        objects
    }
}

/// What an object is, by its content.
fn kind(xml: &str) -> Object {
    if xml.contains("<office:chart") {
        Object::Chart
    } else if xml.contains("<math") || xml.contains(":math") {
        Object::Formula
    } else {
        Object::Other
    }
}
