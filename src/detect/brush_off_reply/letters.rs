//! Complaints and their replies in documents: which tables hold them, and letters with the reply below.
use crate::{
    detect::{
        beside::Beside,
        pairing::{Part, Role},
        ruled::plain_of,
    },
    model::{DocType, Document, PassageKind, Table},
};

/// Words of a header over what people wrote.
const ASKED: &[&str] = &[
    "投诉",
    "诉求",
    "信访",
    "来信",
    "来电",
    "留言",
    "反映",
    "举报",
    "群众",
    "信件",
    "工单内容",
];
/// Words of a header over what the office wrote back.
const ANSWERED: &[&str] = &["答复", "回复", "复函", "回信"];
/// Words with which a paragraph or heading of a letter begins.
const LETTER: &[&str] = &[
    "来信内容",
    "来电内容",
    "留言内容",
    "诉求内容",
    "投诉内容",
    "信访内容",
    "反映内容",
    "反映事项",
    "群众诉求",
    "信访诉求",
    "来信人反映",
    "网友留言",
    "诉求",
    "留言",
    "来信",
];
/// Words with which its reply begins.
const REPLY: &[&str] = &[
    "答复内容",
    "回复内容",
    "答复意见",
    "回复意见",
    "答复如下",
    "官方答复",
    "官方回复",
    "承办单位答复",
    "承办单位回复",
    "部门答复",
    "部门回复",
    "答复",
    "回复",
];
/// Shortest reply that is judged, in characters: 已办结 is a state, not an answer.
pub(super) const SHORTEST: u32 = 6;

/// Whether a table holds complaints with what was written back to the people, not only a log of handling.
pub(super) fn are_complaints(document: &Document, table: &Table) -> bool {
    let header = |fields: &[&str], words: &[&str]| {
        fields
            .iter()
            .filter_map(|f| table.column(f))
            .any(|c| words.iter().any(|w| c.header.contains(w)))
    };
    let asked = document.doc_type.value == DocType::投诉台账 || header(&["content"], ASKED);
    asked && header(&["progress", "execute", "dispatch_reply"], ANSWERED)
}

/// Letters of a document: a paragraph or heading that begins one, and the reply after it.
pub(super) fn find(document: &Document) -> Vec<Beside> {
    let mut all = Vec::new();
    let mut open: Option<(Part, (u32, u32))> = None;
    let mut role: Option<Role> = None;
    for (number, p) in (0_u32..).zip(&document.passages) {
        let plain = plain_of(p);
        let begun = begins(&plain, p.kind == PassageKind::Heading);
        let Some((is_reply, skip)) = begun else {
            // The paragraph under a heading that said what it is.
            if p.kind == PassageKind::Paragraph {
                match role.take() {
                    Some(Role::诉求) => {
                        open = Some((Part::new(Role::诉求, "", &p.text), (number, 0)))
                    }
                    Some(_) => all.extend(pair(&mut open, &p.text, (number, 0))),
                    None => {}
                }
            }
            continue;
        };
        let body: String = p.text.chars().skip(skip as usize).collect();
        if body.trim().is_empty() {
            role = Some(if is_reply { Role::答复 } else { Role::诉求 });
        } else if is_reply {
            role = None;
            all.extend(pair(&mut open, &body, (number, skip)));
        } else {
            role = None;
            open = Some((Part::new(Role::诉求, "", &body), (number, skip)));
        }
    }
    all
}

fn pair(open: &mut Option<(Part, (u32, u32))>, text: &str, at: (u32, u32)) -> Option<Beside> {
    let (asked, from) = open.take()?;
    let reply = Part::new(Role::答复, "", text);
    (crate::model::char_len(&reply.text) >= SHORTEST)
        .then(|| Beside::of(vec![(asked, from), (reply, at)]))
}

/// Whether a passage begins a letter (`false`) or a reply (`true`), and how many characters the words take.
fn begins(plain: &str, is_heading: bool) -> Option<(bool, u32)> {
    let text = plain.trim_start_matches(['【', '[', '(', '〖', ' ', '■', '●', '◆']);
    let lead = crate::model::char_len(plain) - crate::model::char_len(text);
    let of = |words: &[&str]| {
        words.iter().find_map(|w| {
            let rest = text.strip_prefix(w)?;
            let gap = rest.trim_start_matches(['】', ']', ')', '〗', ' ']);
            let colon = gap.strip_prefix(':');
            let marked = colon.is_some() || gap.len() < rest.len();
            let bare = is_heading && gap.is_empty();
            let left = colon.unwrap_or(gap);
            (marked || bare)
                .then(|| lead + crate::model::char_len(text) - crate::model::char_len(left))
        })
    };
    of(REPLY)
        .map(|n| (true, n))
        .or_else(|| of(LETTER).map(|n| (false, n)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_and_its_reply_are_known_by_their_first_words() {
        assert_eq!(begins("来信内容:河水发黑", false), Some((false, 5)));
        assert_eq!(begins("【答复】您好", false), Some((true, 4)));
        assert_eq!(begins("答复", true), Some((true, 2)));
        assert_eq!(begins("答复了三件", false), None);
        assert_eq!(begins("来信反映的问题已查实", false), None);
    }
}
