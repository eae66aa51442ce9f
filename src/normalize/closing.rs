//! Finds whom a paper is for and who signs it: addressee, signature, attachments.
use super::{
    form::{BODY_CHARS, FORM_CHARS, FRONT_LINES, Form, Role},
    labels::Style,
    lexicon::{LEXICON, contains_one, ends_with_one},
    lines::Line,
    organization, written_dates,
};

/// The first line that ends with a colon before any body text and names whom the paper is for.
pub(super) fn addressee(lines: &[Line<'_>], roles: &mut [Role]) {
    for at in 0..lines.len().min(FRONT_LINES) {
        let line = &lines[at];
        match roles[at] {
            Role::Title | Role::Form(_) => continue,
            Role::Body if line.raw.heading.is_some() => continue,
            Role::Body => {}
        }
        if line.ends_with_colon()
            && line.chars <= 300
            && !line.text.contains('。')
            && names_addressee(line.text)
        {
            roles[at] = Role::Form(Form::Addressee);
            return;
        }
        if line.chars >= BODY_CHARS || line.ends_sentence() || line.label.is_some() {
            return;
        }
    }
}

/// Whether a line ending with a colon names offices or people.
pub(super) fn names_addressee(text: &str) -> bool {
    let bare = text.trim_end_matches(['：', ':']).trim();
    let bare: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    if contains_one(&LEXICON.announcing, text) {
        return false;
    }
    bare.starts_with('各')
        || ends_with_one(&LEXICON.addressee_ends, &bare)
        || organization::is_whole(bare.rsplit(['、', '，', ',']).next().unwrap_or(""))
}

/// A unit above a date, or both on one line.
pub(super) fn signatures(lines: &[Line<'_>], roles: &mut [Role]) {
    for at in 0..lines.len() {
        let line = &lines[at];
        if roles[at] != Role::Body
            || line.raw.heading.is_some()
            || line.chars > 60
            || line.ends_sentence()
        {
            continue;
        }
        // Up to three joint signatories may stand above the date.
        let above_date = (at + 1..lines.len().min(at + 4))
            .find(|i| roles[*i] != Role::Body || !signs(lines[*i].text));
        let dated = above_date.is_some_and(|i| roles[i] == Role::Form(Form::Date));
        let last = at + 1 == lines.len();
        if (dated || last) && signs(line.text) {
            roles[at] = Role::Form(Form::Signature);
        } else if let Some(unit) = written_dates::before_final_date(line.text)
            && line.chars <= 40
            && organization::is_whole(unit)
        {
            roles[at] = Role::Form(Form::Signature);
        }
    }
}

/// Whether a line can be a signature: one or more units, perhaps with （盖章）.
fn signs(text: &str) -> bool {
    let bare = text
        .trim_end_matches("（盖章）")
        .trim_end_matches("(盖章)")
        .trim_end_matches("（章）");
    let joined: String = bare.chars().filter(|c| !c.is_whitespace()).collect();
    organization::is_whole(&joined)
        || bare.split_whitespace().all(organization::is_whole) && !joined.is_empty()
}

/// 附件 lines, and the numbered lines that go on after them.
pub(super) fn attachments(lines: &[Line<'_>], roles: &mut [Role]) {
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        if roles[at] != Role::Body || !opens_attachments(line.text) || line.chars > FORM_CHARS {
            at += 1;
            continue;
        }
        roles[at] = Role::Form(Form::Attachment);
        at += 1;
        // 附件：1.… continues with 2.…, 3.… and ends with the first line that is no short numbered line.
        let mut expected = if line.text.contains(['：', ':']) {
            2
        } else {
            continue;
        };
        while let Some(line) = lines.get(at) {
            let continues = line.style() == Some(Style::Dotted)
                && line
                    .label
                    .is_some_and(|l| l.number == expected || l.number == 1 && expected == 2)
                && line.chars <= FORM_CHARS
                && line.last != '。';
            if !continues || roles[at] != Role::Body {
                break;
            }
            expected = line.label.map_or(expected, |l| l.number) + 1;
            roles[at] = Role::Form(Form::Attachment);
            at += 1;
        }
    }
}

/// 附件, 附件1, 附件：…, but not a sentence that begins with the word.
fn opens_attachments(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("附件") else {
        return false;
    };
    let rest = rest.trim_start();
    let after = rest.trim_start_matches(|c: char| {
        c.is_ascii_digit() || super::labels::is_han_digit(c) || matches!(c, '-' | '—')
    });
    (after.is_empty() || after.starts_with(['：', ':', '.', '．', ' '])) && !text.ends_with('。')
}
