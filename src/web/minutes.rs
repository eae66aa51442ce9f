//! A first text of the minutes, made of what the session recorded: facts only, for the recorder to change.
use sha2::{Digest as _, Sha256};

use crate::{
    model::{AgendaItem, Part, ReviewSession},
    web::docket::Names,
};

/// The minutes as far as they follow from the record.
pub(super) fn drafted(s: &ReviewSession, names: &Names) -> String {
    let of = |keep: &dyn Fn(&str) -> bool, part: Part| -> String {
        let all = s.attendees.iter().filter(|a| a.part == part);
        let all: Vec<&String> = all.map(|a| &a.account).filter(|a| keep(a)).collect();
        names.all(all)
    };
    let came = |account: &str| s.attendee(account).is_some_and(|a| a.signed_in.is_some());
    let mut lines = vec![
        format!("时间：{}", chinese_day(s.date)),
        format!("地点：{}", s.place),
        format!("主持：{}", names.name(&s.chair)),
        format!("记录：{}", names.name(&s.recorder)),
        format!("出席：{}", of(&came, Part::出席)),
    ];
    let listeners = of(&came, Part::列席);
    if !listeners.is_empty() {
        lines.push(format!("列席：{listeners}"));
    }
    for absence in &s.absent {
        lines.push(format!(
            "请假：{}（{}）",
            names.name(&absence.account),
            absence.reason
        ));
    }
    for recusal in &s.recused {
        let of = match recusal.item {
            Some(item) => format!("第{item}项议题"),
            None => "全部议题".to_owned(),
        };
        lines.push(format!(
            "回避：{}，{of}（{}）",
            names.name(&recusal.account),
            recusal.reason
        ));
    }
    if let Some(hash) = &s.material_hash {
        lines.push(format!("研判材料{}件，校验值{hash}", s.material.len()));
    }
    for item in &s.agenda {
        lines.push(String::new());
        lines.extend(of_item(s, item, names));
    }
    lines.join("\n")
}

fn of_item(s: &ReviewSession, item: &AgendaItem, names: &Names) -> Vec<String> {
    let mut lines = vec![format!("议题{}：{}", item.seq, item.title)];
    if !item.reporter.is_empty() {
        lines.push(format!("汇报：{}", names.name(&item.reporter)));
    }
    for view in &item.views {
        let said = match view.text.is_empty() {
            true => String::new(),
            false => format!("：{}", view.text),
        };
        let name = names.name(&view.account);
        lines.push(format!("{name}{}{said}", view.stance.name()));
    }
    if let Some(concluded) = &item.concluded {
        let code = concluded.code.map(|c| format!("（{}）", c.name()));
        let code = code.unwrap_or_default();
        lines.push(format!(
            "研判结果：{}{code}。{}",
            concluded.outcome.name(),
            concluded.reason
        ));
        for (n, issue) in (1..).zip(&concluded.issues) {
            lines.push(format!("形成问题{n}：{}，{}", issue.unit, issue.text));
            if !issue.suggestion.text.is_empty() {
                lines.push(format!("意见建议：{}", issue.suggestion.text));
            }
        }
    }
    if s.is_recused(&s.chair, item.seq) {
        lines.push("主持人回避本议题。".to_owned());
    }
    lines
}

fn chinese_day(day: jiff::civil::Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// What a text is known by: a signature is given to this text and no other.
pub(super) fn print_of(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().map(|b| format!("{b:02x}")).collect()
}
