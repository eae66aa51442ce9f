//! Forms as they stand on a page: found, filled in, sent.
use axum::http::StatusCode;

use super::house::{Browser, Seen};

/// The hidden fields of the form that is sent to this path, as it stands on a page.
pub(super) fn hidden(page: &str, action: &str) -> Option<Vec<(String, String)>> {
    let mark = format!("action=\"{action}\"");
    let (_, rest) = page.split_once(&mark)?;
    let form = rest.split("</form>").next().unwrap();
    let value = |tag: &str, name: &str| -> Option<String> {
        let (_, rest) = tag.split_once(&format!("{name}=\""))?;
        Some(rest.split('"').next().unwrap().to_owned())
    };
    let inputs = form
        .split("<input type=\"hidden\"")
        .skip(1)
        .filter_map(|tag| {
            let tag = tag.split('>').next().unwrap();
            Some((value(tag, "name")?, value(tag, "value")?))
        });
    Some(inputs.collect())
}

/// Fills in the form of a page that is sent to `action`, and sends it; `item` picks one of several such forms.
pub(super) fn fill(
    browser: &mut Browser<'_>,
    (path, action): (&str, &str),
    item: Option<u32>,
    fields: &[(&str, &str)],
) -> Seen {
    let page = browser.get(path);
    assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
    let body = match item {
        None => page.body.as_str(),
        Some(item) => {
            let mark = format!("id=\"item-{item}\"");
            page.body
                .split_once(&mark)
                .unwrap_or_else(|| panic!("no {mark} on {path}"))
                .1
        }
    };
    let full = format!("{path}/{action}");
    let full = match action.starts_with('/') {
        true => action.to_owned(),
        false => full,
    };
    let hidden = hidden(body, &full)
        .unwrap_or_else(|| panic!("{path} offers no form for {full}: {}", page.body));
    let mut all: Vec<(&str, &str)> = hidden
        .iter()
        .map(|(n, v)| (n.as_str(), v.as_str()))
        .collect();
    all.extend(fields);
    browser.post_bare(&full, &all)
}

/// As [`fill`], and it must be done.
pub(super) fn done(
    browser: &mut Browser<'_>,
    at: (&str, &str),
    item: Option<u32>,
    fields: &[(&str, &str)],
) -> String {
    let seen = fill(browser, at, item, fields);
    assert_eq!(
        seen.status,
        StatusCode::SEE_OTHER,
        "{at:?}: {}",
        refusal(&seen)
    );
    seen.header("location").to_owned()
}

pub(super) fn refusal(seen: &Seen) -> String {
    match seen.body.split_once("role=\"alert\">") {
        Some((_, rest)) => rest.chars().take(600).collect(),
        None => seen.body.clone(),
    }
}

/// The first path on a page that begins so.
pub(super) fn path_on(page: &str, begins: &str) -> String {
    let (_, rest) = page
        .split_once(&format!("href=\"{begins}"))
        .unwrap_or_else(|| panic!("no link to {begins} in {page}"));
    let rest = rest.split(['"', '#']).next().unwrap();
    format!("{begins}{rest}")
}

/// Identities of the flags in the queue.
pub(super) fn flags(page: &str) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for rest in page.split("href=\"/flags/").skip(1) {
        let id = rest.split('"').next().unwrap().to_owned();
        if !id.contains('?') && !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

pub(super) fn path_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(b) = rest.next() {
        match b {
            b'%' => {
                let pair: Vec<u8> = rest.by_ref().take(2).collect();
                let pair = std::str::from_utf8(&pair).unwrap();
                bytes.push(u8::from_str_radix(pair, 16).unwrap());
            }
            b => bytes.push(b),
        }
    }
    String::from_utf8(bytes).unwrap()
}
