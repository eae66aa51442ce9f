//! Whether a reply brushes its complaint off: the model's word, the table of questions, and the plain faults.
use std::sync::LazyLock;

use super::{
    asks::{self, Ask},
    features::{self, LITTLE},
    lexicon::WORDS,
    reply::Reply,
};
use crate::{
    detect::{
        linear::{Linear, Share},
        pairing::{Finding, Pairing, Part, Role, Spot},
    },
    model::{Certainty, Explain},
};

/// The trained weights.
static MODEL: LazyLock<Option<Linear>> =
    LazyLock::new(|| Linear::read(include_str!("weights.txt")).ok());

/// Log odds above which a reply is flagged: even odds, as trained on both sides weighed alike.
const THRESHOLD: f32 = 0.0;
/// Longest reply that is nothing but its answer, in characters.
const SHORT: usize = 15;
/// Strongest contributions that are told.
const TOLD: usize = 6;
/// Contributions below this are noise, in log odds.
const LEAST_SHARE: f32 = 0.05;

/// A fault that is plain to see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Forwarded,
    OneSided,
    Rebuffed,
    Stock,
}

impl Fault {
    fn said(self) -> &'static str {
        match self {
            Self::Forwarded => "只转办，没有下文",
            Self::OneSided => "只听被反映一方的说法，没有到场、没有测量",
            Self::Rebuffed => "推开、劝退或说“正常”，没有核查",
            Self::Stock => "除套话外没有内容",
        }
    }
}

/// What the pair of a complaint and its reply comes to.
pub(super) fn finding(pairing: &Pairing) -> Option<Finding> {
    let reply_roles = [Role::答复, Role::落实, Role::报送];
    let mut parts = pairing.parts.iter().enumerate();
    let (at, answer) = parts.find(|(_, p)| reply_roles.contains(&p.role) && !p.plain.is_empty())?;
    let asked = pairing
        .part(Role::诉求)
        .or_else(|| pairing.part(Role::督办));
    let complaint = asked.map_or("", |(_, p)| p.plain.as_str());
    let reply = Reply::of(&answer.plain);
    let asks = asks::table(complaint, &reply);
    let (score, shares) = weigh(complaint, &reply)?;
    if score <= THRESHOLD {
        return None;
    }
    let fault = fault(&reply);
    let open = asks.iter().filter(|a| a.answer.is_none()).count();
    // 几时通水?周五。Too short for the model to see, and every question has its answer.
    let is_short = answer.plain.chars().count() <= SHORT && !asks.is_empty();
    if is_short && asks.iter().all(|a| a.answer.is_some() && a.is_of_fact()) {
        return None;
    }
    let certainty = if fault.is_some() && open > 0 {
        Certainty::较强
    } else {
        Certainty::线索
    };
    let mut reason = format!("诉求 {} 问，答复中没有回答 {open} 问", asks.len());
    if let Some(fault) = fault {
        reason.push_str(&format!("；{}", fault.said()));
    }
    reason.push('。');
    let told = spot(&reply, answer);
    Some(Finding {
        reason,
        explain: explain(&asks, fault, (score, shares)),
        certainty,
        at: Spot {
            part: at,
            range: told,
        },
        against: asked
            .filter(|(_, p)| !p.text.is_empty())
            .map(|(part, p)| Spot {
                part,
                range: 0..crate::model::char_len(&p.text),
            })
            .into_iter()
            .collect(),
    })
}

/// The model's log odds, and what spoke for and against.
fn weigh(complaint: &str, reply: &Reply<'_>) -> Option<(f32, Vec<Share>)> {
    let model = MODEL.as_ref()?;
    let bag = features::bag(model.settings(), complaint, reply);
    let score = model.scores(&bag).first().copied()?;
    Some((score, model.shares(&bag, 0)))
}

fn fault(reply: &Reply<'_>) -> Option<Fault> {
    let words = &*WORDS;
    let looked = words.looked.is_in(&reply.rest);
    let left = reply.rest.chars().count();
    let followed = words.followed.is_in(reply.plain);
    if words.forwarded.is_in(reply.plain) && !looked && !followed && left < LITTLE {
        return Some(Fault::Forwarded);
    }
    if words.one_sided.is_in(reply.plain) && !looked {
        return Some(Fault::OneSided);
    }
    if words.rebuffed.is_in(reply.plain) && !looked {
        return Some(Fault::Rebuffed);
    }
    let has_fact = words.fact.iter().any(|f| f.any.is_in(&reply.rest));
    (!has_fact).then_some(Fault::Stock)
}

/// What is quoted: the first clause that says something, else the whole reply.
fn spot(reply: &Reply<'_>, answer: &Part) -> std::ops::Range<u32> {
    let all = 0..crate::model::char_len(&answer.text);
    match (reply.clauses.first(), reply.clauses.last()) {
        (Some(first), Some(last)) => first.range.start..last.range.end.min(all.end),
        _ => all,
    }
}

fn explain(asks: &[Ask], fault: Option<Fault>, (score, shares): (f32, Vec<Share>)) -> Explain {
    let mut matched: Vec<(String, Vec<String>)> = asks
        .iter()
        .map(|a| {
            let answer = a
                .answer
                .as_ref()
                .map_or_else(|| "未答".to_owned(), |w| format!("答：{w}"));
            (format!("问（{}）", a.kind), vec![a.words.clone(), answer])
        })
        .collect();
    matched.extend(fault.map(|f| ("表现".to_owned(), vec![f.said().to_owned()])));
    let strongest = shares
        .iter()
        .take(TOLD)
        .chain(shares.iter().rev().take(TOLD / 2))
        .filter(|s| s.score.abs() >= LEAST_SHARE)
        .map(|s| (s.feature.clone(), f64::from(s.score)));
    Explain {
        matched,
        exemptions_not_found: [
            "到场、采样、监测、调取录像",
            "责令、立案、清理、安装等处置",
            "答复中的日期、数量、负责人",
            "转办后的去向、时限、回音",
            "重复件依规处理并附原答复",
        ]
        .map(ToOwned::to_owned)
        .into(),
        contributions: strongest.collect(),
        score: Some((f64::from(score), f64::from(THRESHOLD))),
        would_clear: Some("逐问写明查了什么、结果如何、何时办完、由谁告知。".to_owned()),
        ..Explain::default()
    }
}
