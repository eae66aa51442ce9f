//! Tells the form of a document from its content: title, addressee, document number, signature, dates, contents, attachments.
use super::{
    closing,
    labels::Style,
    lexicon::{LEXICON, is_one_of},
    lines::Line,
    organization, title, written_dates,
};

/// What a paragraph does in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Belongs to the title.
    Title,
    /// Form rather than content.
    Form(Form),
    /// Anything else; decided later.
    Body,
}

/// Kinds of form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// 主送机关.
    Addressee,
    /// 发文字号, 期号.
    Number,
    /// 填报单位：…, 发布时间：… and their like.
    Field,
    /// 落款: the issuing unit.
    Signature,
    /// A line that is only a date.
    Date,
    /// 目录 and its lines.
    Contents,
    /// 附件 lines before or after the signature.
    Attachment,
    /// Subtitle, red heading, rule lines.
    Ornament,
}

/// The front of a document has at most this many paragraphs; scraped pages put menus before the title.
pub(super) const FRONT_LINES: usize = 30;
/// A paragraph of this many characters is body text, not a line of the front.
pub(super) const BODY_CHARS: usize = 70;
/// Paragraphs from the first and the last one that count as the edges of a paper.
const EDGE_LINES: usize = 10;
/// A title of at most this many characters is the name of a series (督查专报) before the title of the issue.
const BARE_NAME_CHARS: usize = 8;
/// Longest line that can be a signature, an addressee's tail or a field, in characters.
pub(super) const FORM_CHARS: usize = 80;

/// Gives every paragraph its role.
pub(super) fn roles(lines: &[Line<'_>], page_title: Option<&str>) -> Vec<Role> {
    let mut roles = vec![Role::Body; lines.len()];
    contents(lines, &mut roles);
    single_lines(lines, &mut roles);
    let body = body_start(lines, &roles);
    if let Some((from, to)) = title::find(lines, &roles, body, page_title) {
        for role in &mut roles[from..to] {
            *role = Role::Title;
        }
        subtitles(lines, &mut roles, to);
        // 督查专报, its number and issuer, and only then the title of the issue.
        let chars: usize = lines[from..to].iter().map(|l| l.chars).sum();
        if chars <= BARE_NAME_CHARS
            && let Some((from, to)) = title::find(lines, &roles, body, page_title)
            && lines[from..to]
                .iter()
                .any(|l| title::ends_like_title(l.text))
        {
            for role in &mut roles[from..to] {
                *role = Role::Title;
            }
        }
    }
    closing::addressee(lines, &mut roles);
    closing::signatures(lines, &mut roles);
    closing::attachments(lines, &mut roles);
    roles
}

/// Lines that show by themselves what they are.
fn single_lines(lines: &[Line<'_>], roles: &mut [Role]) {
    let count = lines.len();
    for (at, (line, role)) in lines.iter().zip(roles.iter_mut()).enumerate() {
        if *role != Role::Body || line.raw.heading.is_some() || line.chars > FORM_CHARS {
            continue;
        }
        if !line.text.chars().any(char::is_alphanumeric)
            || line.text.contains("======")
            || is_page_number(line.text)
        {
            *role = Role::Form(Form::Ornament);
        } else if is_number(line.text) {
            *role = Role::Form(Form::Number);
        } else if field(line.text).is_some_and(|(name, _)| {
            // 时间：… is form at the edges of a paper; inside it may be a measure's deadline.
            at < EDGE_LINES || at + EDGE_LINES >= count || !is_one_of(&LEXICON.generic_fields, name)
        }) {
            *role = Role::Form(Form::Field);
        } else if line
            .text
            .strip_suffix("印发")
            .is_some_and(|t| written_dates::before_final_date(t).is_some())
        {
            // 澜川市生态环境局办公室　2026年4月2日印发, at the foot of the last page.
            *role = Role::Form(Form::Ornament);
        } else if written_dates::is_date_line(line.text) {
            *role = Role::Form(Form::Date);
        }
    }
}

/// Whether a line is a document number (〔2026〕3号) or an issue number (第3期).
pub(super) fn is_number(text: &str) -> bool {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    if chars.len() > 40
        || chars
            .iter()
            .any(|c| matches!(c, '，' | '。' | '；' | '、' | '《'))
    {
        return false;
    }
    let year_in_brackets = chars.windows(6).any(|w| {
        matches!(w[0], '〔' | '[' | '［' | '（' | '(' | '【')
            && w[1..5].iter().all(char::is_ascii_digit)
            && matches!(w[5], '〕' | ']' | '］' | '）' | ')' | '】')
    });
    if year_in_brackets && chars.last() == Some(&'号') {
        return true;
    }
    // 第12期, （第3期）, 2026年第3期（总第17期）
    let tail: String = chars
        .iter()
        .filter(|c| !"（）()【】总第期年".contains(**c))
        .collect();
    chars.contains(&'第')
        && chars.contains(&'期')
        && tail
            .chars()
            .all(|c| c.is_ascii_digit() || super::labels::is_han_digit(c))
}

/// Whether a line is a page number as printed: — 3 —, 第3页 共5页.
fn is_page_number(text: &str) -> bool {
    let has_digit = text.contains(|c: char| super::labels::digit(c).is_some());
    let dashed = text.starts_with(['-', '—', '－', '–']) && text.ends_with(['-', '—', '－', '–']);
    let counted = text.starts_with('第') && text.contains('页');
    has_digit
        && (dashed || counted)
        && text.chars().all(|c| {
            super::labels::digit(c).is_some()
                || c.is_whitespace()
                || matches!(c, '-' | '—' | '－' | '–' | '第' | '页' | '共' | '，' | '/')
        })
}

/// Name and value of a field line such as 填报单位：澜川市生态环境局.
pub(super) fn field(text: &str) -> Option<(&str, &str)> {
    let at = text.find(['：', ':'])?;
    let (name, value) = text.split_at(at);
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '【' | '（' | '('));
    let bare: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    is_one_of(&LEXICON.fields, &bare).then(|| {
        let mut rest = value.chars();
        rest.next();
        (name, rest.as_str().trim())
    })
}

/// 目录 and the lines under it, and any line with dot leaders.
fn contents(lines: &[Line<'_>], roles: &mut [Role]) {
    let mut at = 0;
    while at < lines.len() {
        let line = &lines[at];
        if has_leader(line.text) {
            roles[at] = Role::Form(Form::Contents);
        }
        // 目录 is often set wide: 目　　录.
        let is_list = line.chars <= 8 && line.text.split_whitespace().collect::<String>() == "目录";
        if !is_list {
            at += 1;
            continue;
        }
        roles[at] = Role::Form(Form::Contents);
        let first = lines.get(at + 1).map(|l| bare_entry(l.text));
        let mut next = at + 1;
        while let Some(line) = lines.get(next) {
            // The list ends where its first entry comes again as a heading, or where lines are no entries any more.
            let again =
                next > at + 1 && first.as_ref().is_some_and(|f| *f == bare_entry(line.text));
            if again
                || line.chars > 60
                || line.last == '。'
                || line.block > lines[next - 1].block + 1
            {
                break;
            }
            next += 1;
        }
        // A single line after 目录 is no list.
        if next > at + 2 {
            for role in &mut roles[at + 1..next] {
                *role = Role::Form(Form::Contents);
            }
        }
        at = next.max(at + 1);
    }
}

/// An entry of a list of contents without leaders, page number and white space.
fn bare_entry(text: &str) -> String {
    text.trim_end_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '…' | '·' | '-' | '—')
    })
    .chars()
    .filter(|c| !c.is_whitespace())
    .collect()
}

/// Whether a line has dot leaders before a page number.
fn has_leader(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_digit())
        && (text.contains("……") || text.contains("......") || text.contains("·····"))
}

/// Index of the first paragraph of the body.
fn body_start(lines: &[Line<'_>], roles: &[Role]) -> usize {
    lines
        .iter()
        .zip(roles)
        .take(FRONT_LINES)
        .position(|(line, role)| {
            *role == Role::Body
                && (line.chars >= BODY_CHARS
                    || line.ends_sentence()
                    || (line.ends_with_colon() && closing::names_addressee(line.text))
                    || line
                        .style()
                        .is_some_and(|s| s != Style::Bullet && s != Style::Part))
        })
        .unwrap_or(lines.len().min(FRONT_LINES))
}

/// Lines in brackets or after a dash under the title.
fn subtitles(lines: &[Line<'_>], roles: &mut [Role], from: usize) {
    for at in from..lines.len().min(from + 3) {
        let line = &lines[at];
        let enclosed = line.text.starts_with(['（', '(']) && line.text.ends_with(['）', ')']);
        let dashed = line.text.starts_with("——") && !line.ends_sentence();
        if roles[at] == Role::Body
            && line.chars <= FORM_CHARS
            && (enclosed || dashed)
            && line.raw.heading.is_none()
        {
            roles[at] = Role::Form(Form::Ornament);
        } else if roles[at] == Role::Body {
            break;
        }
    }
    for at in 0..from.min(lines.len()) {
        if roles[at] == Role::Body
            && (title::is_red_head(lines[at].text) || organization::is_whole(lines[at].text))
        {
            roles[at] = Role::Form(Form::Ornament);
        }
    }
}
