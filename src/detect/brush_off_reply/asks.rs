//! Every question and demand of a complaint, and what in the reply answers it.
use super::{lexicon::WORDS, reply::Reply};

/// One question or demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    /// What kind of question, e.g. 何时.
    pub(super) kind: &'static str,
    /// The clause that asks.
    pub(super) words: String,
    /// The clause of the reply that answers, if one does.
    pub(super) answer: Option<String>,
}

impl Ask {
    /// Whether it asks when or how much, which one word can answer.
    pub(super) fn is_of_fact(&self) -> bool {
        WORDS.ask.iter().take(OF_FACT).any(|k| k.name == self.kind)
    }
}

/// The first kinds of the lexicon ask when and how much.
const OF_FACT: usize = 2;
/// Kind of the one demand that a complaint without any question makes: that something be done about it.
const TOLD: &str = "反映的问题";
/// Longest piece of a complaint shown in the table, in characters.
const SHOWN: usize = 40;
/// Most questions that are listed; complaints of ten pages repeat themselves.
const MOST: usize = 8;

/// The table of questions and answers. A complaint that asks nothing in words asks that its matter be looked into.
pub(super) fn table(complaint: &str, reply: &Reply<'_>) -> Vec<Ask> {
    let ends = |c: char| matches!(c, ',' | '。' | ';' | '!' | '\n' | '|') || c.is_whitespace();
    let mut asks: Vec<Ask> = Vec::new();
    let handle = WORDS.ask.last();
    for piece in complaint.split(ends).flat_map(|p| p.split_inclusive('?')) {
        let kind = WORDS.ask.iter().find(|k| k.asks.is_in(piece));
        let Some(kind) = kind.filter(|_| asks.len() < MOST) else {
            continue;
        };
        // 请求 and 建议 repeat what the letter is about: one such demand is enough.
        let is_general = handle.is_some_and(|h| h.name == kind.name);
        if is_general && asks.iter().any(|a| a.kind == kind.name) {
            continue;
        }
        asks.push(Ask {
            kind: kind.name.as_str(),
            words: shown(piece),
            answer: answer(kind, reply),
        });
    }
    if asks.is_empty() && !complaint.trim().is_empty() {
        asks.push(Ask {
            kind: TOLD,
            words: shown(complaint),
            answer: handle.and_then(|k| answer(k, reply)),
        });
    }
    asks
}

fn answer(kind: &super::lexicon::AskKind, reply: &Reply<'_>) -> Option<String> {
    reply
        .said()
        .find(|c| kind.answers.is_in(c.text))
        .map(|c| shown(c.text))
}

fn shown(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= SHOWN {
        text.to_owned()
    } else {
        text.chars().take(SHOWN).chain(['…']).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_question_is_answered_or_not() {
        let reply = Reply::of("补偿按每平方米180元计,感谢您的关心。");
        let asks = table("拆棚的补偿标准是多少?钱什么时候发?", &reply);
        let kinds: Vec<_> = asks.iter().map(|a| (a.kind, a.answer.is_some())).collect();
        assert_eq!(kinds, [("多少、什么标准", true), ("何时", false)]);
    }

    #[test]
    fn a_complaint_without_a_question_asks_that_something_be_done() {
        let reply = Reply::of("已转相关部门处理。");
        let asks = table("河沟里全是泡沫,臭得很。", &reply);
        assert_eq!(asks.len(), 1);
        assert_eq!(asks.first().and_then(|a| a.answer.clone()), None);
    }
}
