//! RC-24: what was closed and is complained of again.
mod closed;
mod place;

use jiff::{ToSpan, civil::Date};

use closed::{Closed, Index, LEAST_TEXT, closed, group, keys, text};

use super::{
    Check, Desk,
    cells::{holds, listed, newest, plain},
    lexicon::WORDS,
};
use crate::{
    ledger::similarity,
    model::{BookKind, BookRow, Certainty, Evidence, Mismatch, Severity},
};

/// Looks for relapses.
#[derive(Debug)]
pub(super) struct Recurrence;

impl Check for Recurrence {
    fn id(&self) -> &'static str {
        "RC-24"
    }
    fn title(&self) -> &'static str {
        "办结、销号后再次被反映"
    }
    fn indicator(&self) -> &'static str {
        "repeat-complaint-closed"
    }
    fn explains(&self) -> &'static str {
        "已办结、已销号的投诉或事项，在规定月数内由同一单位、同一类别、同一地点（或者文字相近）的新件再次反映；三个以上单位的同一地点也算。新件早于办结、地点或类别不同、地点不具名、查明不属实、咨询或者并案的，不提示。是否复发由人确认。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![
            (
                "销号后查找复发的期限".to_owned(),
                format!("{} 个月", desk.settings.relapse_months),
            ),
            (
                "文字相似度下限".to_owned(),
                desk.settings.relapse_similarity.to_string(),
            ),
        ]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let complaints = newest(desk.series.iter(), BookKind::投诉台账);
        let closed = closed(desk, &complaints);
        let index = Index::of(desk, &closed);
        complaints
            .iter()
            .filter_map(|row| examine(desk, *row, &closed, &index))
            .collect()
    }
}

/// Complaints of one place, with the new one, from which it is one matter whoever handled them.
const CLUSTER: usize = 3;

fn received(row: BookRow<'_>) -> Option<Date> {
    ["received_date", "assigned_date"]
        .into_iter()
        .find_map(|f| row.date(f)?.from)
}

/// How a new complaint meets a closed thing.
struct Hit {
    at: usize,
    because: String,
}

fn examine(
    desk: &Desk<'_>,
    row: BookRow<'_>,
    closed: &[Closed<'_>],
    index: &Index,
) -> Option<Mismatch> {
    let day = received(row)?;
    let verdict = plain(row.text("result_verdict"));
    let unfounded = verdict == "否"
        || (holds(&verdict, &WORDS.complaint.unfounded) && !verdict.contains("部分"));
    let own = ["category", "status", "remark", "progress"]
        .map(|f| plain(row.text(f)))
        .join("\n");
    if unfounded || holds(&own, &WORDS.recurrence.other) {
        return None;
    }
    let within = |c: &Closed<'_>| {
        c.on < day
            && c.on
                .checked_add(i64::from(desk.settings.relapse_months).months())
                .is_ok_and(|end| day <= end)
            && !std::ptr::eq(c.row.record, row.record)
    };
    let mut hits = by_number(row, closed, index, &within);
    hits.extend(by_place(row, closed, index, &within));
    hits.extend(by_text(row, closed, index, &within));
    hits.extend(by_title(row, closed, index, &within));
    hits.sort_by_key(|h| h.at);
    hits.dedup_by_key(|h| h.at);
    let same_unit = |h: &Hit| closed.get(h.at).is_some_and(|c| units_agree(row, c.row));
    if !hits.iter().any(same_unit) {
        let all_complaints = hits.len() + 1 >= CLUSTER
            && hits
                .iter()
                .all(|h| closed.get(h.at).is_some_and(|c| c.is_complaint));
        if !all_complaints {
            return None;
        }
    } else {
        hits.retain(same_unit);
    }
    // The one closed last stands first.
    hits.sort_by_key(|h| std::cmp::Reverse(closed.get(h.at).map(|c| c.on)));
    tell(desk, row, day, closed, &hits)
}

fn units_agree(a: BookRow<'_>, b: BookRow<'_>) -> bool {
    let units =
        |r: BookRow<'_>| -> Vec<String> { r.record.lead.iter().map(|u| plain(u)).collect() };
    let (a, b) = (units(a), units(b));
    a.iter().any(|u| b.contains(u))
}

fn categories_agree(a: &str, b: &str) -> bool {
    !a.is_empty() && !b.is_empty() && (a.contains(b) || b.contains(a))
}

/// A complaint that names the number of a closed matter.
fn by_number(
    row: BookRow<'_>,
    closed: &[Closed<'_>],
    index: &Index,
    within: &dyn Fn(&Closed<'_>) -> bool,
) -> Vec<Hit> {
    listed(row.text("ledger_no"))
        .iter()
        .filter_map(|n| index.numbers.get(n))
        .filter_map(|at| Some((*at, closed.get(*at)?)))
        .filter(|(_, c)| within(c))
        .map(|(at, c)| Hit {
            at,
            because: format!(
                "投诉台账写明对应 {}",
                c.row.record.no.as_deref().unwrap_or_default()
            ),
        })
        .collect()
}

fn by_place(
    row: BookRow<'_>,
    closed: &[Closed<'_>],
    index: &Index,
    within: &dyn Fn(&Closed<'_>) -> bool,
) -> Vec<Hit> {
    let Some(here) = place::place(row) else {
        return Vec::new();
    };
    let (region, category) = (place::region(row), plain(row.text("category")));
    let mut near: Vec<usize> = keys(&region, &here)
        .iter()
        .filter_map(|key| index.places.get(key))
        .flatten()
        .copied()
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter()
        .filter_map(|at| Some((at, closed.get(at)?)))
        .filter(|(_, c)| categories_agree(&category, &c.category) && within(c))
        .filter(|(_, c)| place::regions_agree(&region, &c.region))
        .filter_map(|(at, c)| {
            let there = c.place.as_deref()?;
            place::same(&here, there).then(|| Hit {
                at,
                because: format!("类别相同，地点“{there}”与“{here}”相同"),
            })
        })
        .collect()
}

fn by_text(
    row: BookRow<'_>,
    closed: &[Closed<'_>],
    index: &Index,
    within: &dyn Fn(&Closed<'_>) -> bool,
) -> Vec<Hit> {
    let own = text(row);
    if own.chars().count() < LEAST_TEXT {
        return Vec::new();
    }
    let (here, region) = (place::place(row), place::region(row));
    let Some((alike, members)) = index.texts.get(&group(row)) else {
        return Vec::new();
    };
    alike
        .near(own)
        .into_iter()
        .filter_map(|(at, like)| {
            let at = *members.get(at)?;
            Some((at, like, closed.get(at)?))
        })
        .filter(|(_, _, c)| within(c))
        .filter(|(_, _, c)| {
            let places = here.as_deref().zip(c.place.as_deref());
            // Two places that are told apart are two places, whatever the words.
            !region.is_empty() && places.is_none_or(|(a, b)| place::same(a, b))
        })
        .map(|(at, like, _)| Hit {
            at,
            because: format!("类别、区域相同，文字相似度 {like:.2}"),
        })
        .collect()
}

/// A complaint of the place and the problem that the title of a closed matter names.
fn by_title(
    row: BookRow<'_>,
    closed: &[Closed<'_>],
    index: &Index,
    within: &dyn Fn(&Closed<'_>) -> bool,
) -> Vec<Hit> {
    let Some(here) = place::place(row) else {
        return Vec::new();
    };
    let problem = format!("{}{}", plain(row.text("category")), plain(text(row)));
    row.record
        .lead
        .iter()
        .filter_map(|u| index.titles.get(&plain(u)))
        .flatten()
        .filter(|(_, title)| title.contains(&here))
        .filter_map(|(at, title)| Some((*at, title, closed.get(*at)?)))
        .filter(|(_, _, c)| within(c))
        .filter_map(|(at, title, _)| {
            let topic = WORDS.recurrence.generic.iter().fold(
                title
                    .strip_prefix(&here)
                    .map_or_else(|| title.replace(&here, " "), |t| format!(" {t}")),
                |t, w| t.replace(w.as_str(), " "),
            );
            shares_word(&topic, &problem).then(|| Hit {
                at,
                because: format!("“{title}”写明同一地点“{here}”和同类问题"),
            })
        })
        .collect()
}

/// Whether two texts share a word of two characters.
fn shares_word(topic: &str, text: &str) -> bool {
    let chars: Vec<char> = topic.chars().collect();
    chars.windows(2).any(|pair| {
        let word: String = pair.iter().collect();
        !word.contains(' ') && text.contains(&word)
    })
}

fn tell(
    desk: &Desk<'_>,
    row: BookRow<'_>,
    day: Date,
    closed: &[Closed<'_>],
    hits: &[Hit],
) -> Option<Mismatch> {
    let first = hits.first()?;
    let old = closed.get(first.at)?;
    let source = row.quote("content").or_else(|| row.name_quote())?;
    let like = similarity(text(row), text(old.row));
    let name = |r: BookRow<'_>| {
        r.record
            .no
            .clone()
            .unwrap_or_else(|| r.record.title.clone())
    };
    let evidence: Vec<Evidence> = hits
        .iter()
        .filter_map(|h| {
            let c = closed.get(h.at)?;
            Some(Evidence {
                source: c.row.quote("content").or_else(|| c.row.name_quote())?,
                note: format!(
                    "{} 于 {} {}",
                    name(c.row),
                    c.on,
                    if c.is_complaint { "办结" } else { "销号" }
                ),
            })
        })
        .collect();
    let count = if hits.len() > 1 {
        format!("（此前已有 {} 件）", hits.len())
    } else {
        String::new()
    };
    Some(Mismatch {
        check: "RC-24".to_owned(),
        indicator: None,
        severity: Severity::重点,
        certainty: Certainty::较强,
        no: row.record.no.clone(),
        matter: if row.record.title.is_empty() {
            text(row).to_owned()
        } else {
            row.record.title.clone()
        },
        item: "办结后再次反映".to_owned(),
        reason: format!(
            "{}“{}”于 {} {}，{day} 又收到 {}“{}”：{}{count}。是否复发请确认。",
            name(old.row),
            short(old.row),
            old.on,
            if old.is_complaint { "办结" } else { "销号" },
            name(row),
            short(row),
            first.because,
        ),
        source,
        formula: format!(
            "办结 {} ＜ 再次收到 {day} ≤ 办结 + {} 个月；文字相似度 {like:.2}",
            old.on, desk.settings.relapse_months
        ),
        evidence,
        ask: [
            "是不是同一个问题又出现了？",
            "旧件由谁核验后办结？",
            "是否合并重开，由谁回访？",
        ]
        .map(ToOwned::to_owned)
        .into(),
        looked_for: [
            "新件在办结之前就已收到",
            "地点、对象、类别不同",
            "新件查明不属实",
            "咨询、重复件、并案、重新挂账",
        ]
        .map(ToOwned::to_owned)
        .into(),
        would_clear: "写明两件不是同一问题，或者旧件已重新挂账办理".to_owned(),
    })
}

/// What a record is about, in few words.
fn short(row: BookRow<'_>) -> String {
    let text = if text(row).is_empty() {
        &row.record.title
    } else {
        text(row)
    };
    if text.chars().count() <= QUOTED {
        text.to_owned()
    } else {
        text.chars().take(QUOTED).chain(['…']).collect()
    }
}

/// Longest quotation inside a reason, in characters.
const QUOTED: usize = 40;
