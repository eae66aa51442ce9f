//! Lines printed at the top and the bottom of each page, freed of their format codes.
use quick_xml::{Reader, events::Event};

use crate::import::sheet::Running;

use super::strings::push_characters;

/// Where the element of that name is printed, if it is such a line.
pub(super) fn place(element: &str) -> Option<Running> {
    match element {
        "oddHeader" | "evenHeader" | "firstHeader" => Some(Running::Header),
        "oddFooter" | "evenFooter" | "firstFooter" => Some(Running::Footer),
        _ => None,
    }
}

/// The lines of the element the reader has just entered.
pub(super) fn lines(reader: &mut Reader<&[u8]>) -> Vec<String> {
    let mut text = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::End(_) | Event::Eof) | Err(_) => break,
            Ok(event) => push_characters(&event, &mut text),
        }
    }
    without_codes(&text)
        .lines()
        .map(|l| l.trim().to_owned())
        .filter(|l| !l.is_empty())
        .collect()
}

/// Takes out `&L`, `&"font"`, `&12`, `&P` and their like; each of the three parts of the line becomes a line.
fn without_codes(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '&' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('&') => out.push('&'),
            Some('L' | 'C' | 'R') => out.push('\n'),
            Some('"') => while chars.next().is_some_and(|c| c != '"') {},
            // A color: six hexadecimal digits, or a theme number with a shade.
            Some('K') => {
                for _ in 0..6 {
                    chars.next();
                }
            }
            Some('0'..='9') => while chars.next_if(char::is_ascii_digit).is_some() {},
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::without_codes;

    #[test]
    fn codes_are_taken_out_of_running_lines() {
        let text = "&L&\"宋体,常规\"&12填报单位：县水务局&C&K0000FF整改&&台账&R第 &P 页，共 &N 页";
        assert_eq!(
            without_codes(text),
            "\n填报单位：县水务局\n整改&台账\n第  页，共  页"
        );
    }
}
