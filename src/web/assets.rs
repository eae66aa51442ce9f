//! Styles, scripts and pictures of the pages, all inside the program.
use std::{borrow::Cow, sync::OnceLock};

use rust_embed::RustEmbed;

use super::{
    answer::{Answer, Problem},
    ask::Ask,
};

#[derive(RustEmbed)]
#[folder = "src/web/assets"]
struct Assets;

/// Bytes of the hash that stand in an address.
const TAG_BYTES: usize = 8;

/// Path of an asset with the hash of its content.
pub(super) fn path(name: &str) -> String {
    static TAGS: OnceLock<Vec<(String, String)>> = OnceLock::new();
    let tags = TAGS.get_or_init(|| {
        Assets::iter()
            .filter_map(|name| Some((name.to_string(), tag(&Assets::get(&name)?))))
            .collect()
    });
    let tag = tags.iter().find(|(n, _)| n == name).map(|(_, tag)| tag);
    format!("/assets/{name}?v={}", tag.map_or("", String::as_str))
}

fn tag(file: &rust_embed::EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let bytes = hash.iter().take(TAG_BYTES);
    bytes.map(|b| format!("{b:02x}")).collect()
}

/// An asset.
pub(super) fn asset(ask: &Ask) -> Result<Answer, Problem> {
    let name = ask.step("name");
    let file = Assets::get(name).ok_or(Problem::Missing)?;
    let media = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => return Err(Problem::Missing),
    };
    Ok(Answer::Asset {
        media,
        tag: tag(&file),
        bytes: match file.data {
            Cow::Borrowed(bytes) => bytes.to_vec(),
            Cow::Owned(bytes) => bytes,
        },
    })
}
