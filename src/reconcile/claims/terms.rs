//! Deadlines and responsible units as sentences name them: 整改时限为12月31日, 由水生态环境处牵头.
use std::sync::LazyLock;

use regex::Regex;

use super::{
    Found,
    about::{Object, about, subjects},
    clause::{Clause, Sentence},
    mood::Spot,
    quoted,
    subject::Scope,
};
use crate::model::{Claimed, FoundDate, Precision, char_len, char_slice};

/// How far behind its word a deadline may stand, in characters.
const DATE_REACH: u32 = 6;

static TERMS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<term>(?:整改|办理|完成|办结|销号|现行|原定|规定|要求)*(?:时限|期限|截止时间|截止日期)(?:为|是|至|定为|调整为|调整至|延长至|延至|顺延至|由)?)",
        r"|(?P<moved>(?:批准|同意|批复同意|批复|经批准|获批|准予)+(?:将)?(?:办理时限|整改时限|完成时限|时限|期限)?(?:延期|延长|顺延|推迟|延)(?:到|至))",
    ))
    .ok()
});
static UNITS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:责任单位|牵头单位|承办单位|主办单位|责任部门|牵头部门|牵头处室|责任处室|承办部门|整改责任单位)(?:为|是)(?P<named>[一-鿿]{2,24})",
        r"|由(?P<by>[一-鿿]{2,24}?(?:局|厅|处|委|办|中心|站|司|队|政府|公司|部|所|院|科|室))(?:牵头负责|牵头|承办|主办|负责整改|负责办理|负责$)",
    ))
    .ok()
});

/// The deadlines and units of a sentence.
pub(super) fn claims(sentence: &Sentence<'_>, scope: &Scope, out: &mut Vec<Found>) {
    for (index, clause) in sentence.clauses.iter().enumerate() {
        deadlines(sentence, clause, index, scope, out);
        units(sentence, clause, index, scope, out);
    }
}

fn spot<'s>(
    sentence: &'s Sentence<'s>,
    clause: &'s Clause,
    index: usize,
    start: usize,
    end: usize,
) -> Spot<'s> {
    Spot {
        sentence,
        clause,
        index: Some(index),
        start,
        end,
        under_plan: false,
    }
}

fn deadlines(
    sentence: &Sentence<'_>,
    clause: &Clause,
    index: usize,
    scope: &Scope,
    out: &mut Vec<Found>,
) {
    let Some(pattern) = TERMS.as_ref() else {
        return;
    };
    for m in pattern.find_iter(&clause.bare) {
        let spot = spot(sentence, clause, index, m.start(), m.end());
        let asked = ["申请", "拟", "建议", "提出", "报请", "如", "若"]
            .iter()
            .any(|w| spot.before().contains(w));
        if asked || spot.before().ends_with(['按', '在', '超', '过', '未']) {
            continue;
        }
        let from = clause.at_bare(m.end());
        let Some(date) = date_after(sentence, clause, index, from) else {
            continue;
        };
        for subject in subjects(about(&spot, scope, &Object::None, false), scope) {
            if subject.no.is_none() && subject.title.is_empty() {
                continue;
            }
            out.push(Found {
                claimed: Claimed::Deadline {
                    date: date.value.clone(),
                },
                subject,
                range: quoted(sentence, clause),
                at: clause.at_bare(m.start()),
            });
        }
    }
}

/// The date right behind the word, past a colon if there is one.
fn date_after<'s>(
    sentence: &Sentence<'s>,
    clause: &Clause,
    index: usize,
    from: u32,
) -> Option<&'s FoundDate> {
    let end = if clause.mark == ':' {
        sentence
            .clauses
            .get(index + 1)
            .map_or(clause.range.end, |c| c.range.end)
    } else {
        clause.range.end
    };
    sentence
        .dates(&(from..end))
        .find(|d| d.start <= from + DATE_REACH)
        .filter(|d| {
            d.value.to.is_some()
                && !matches!(d.value.precision, Precision::Invalid | Precision::Relative)
        })
}

fn units(
    sentence: &Sentence<'_>,
    clause: &Clause,
    index: usize,
    scope: &Scope,
    out: &mut Vec<Found>,
) {
    let Some(pattern) = UNITS.as_ref() else {
        return;
    };
    for c in pattern.captures_iter(&clause.bare) {
        let (Some(whole), Some(name)) = (c.get(0), c.name("named").or_else(|| c.name("by"))) else {
            continue;
        };
        let spot = spot(sentence, clause, index, whole.start(), whole.end());
        if ["拟", "建议", "应", "将由", "改"]
            .iter()
            .any(|w| spot.before().ends_with(w))
        {
            continue;
        }
        let from = clause.at_bare(name.start());
        let written = char_slice(
            &sentence.passage.text,
            &(from..from + char_len(name.as_str())),
        );
        for subject in subjects(about(&spot, scope, &Object::None, false), scope) {
            if subject.no.is_none() {
                continue;
            }
            out.push(Found {
                claimed: Claimed::Unit {
                    name: written.clone(),
                },
                subject,
                range: quoted(sentence, clause),
                at: from,
            });
        }
    }
}
