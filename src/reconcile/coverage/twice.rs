//! One number for two matters, and one paper entered twice.
use super::begin;
use crate::{
    model::{BookKind, Evidence, Mismatch},
    reconcile::{
        Desk,
        cells::{plain, under},
        lexicon::WORDS,
        repeated::{Repeated, repeated},
    },
};

/// Books in which a number names one matter.
const NUMBERED: &[BookKind] = &[BookKind::总账, BookKind::整改清单];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Mismatch> {
    let numbered = desk.latest(NUMBERED).flat_map(|book| {
        repeated(book, |row| {
            let no = plain(row.record.no.as_deref()?);
            row.record.fields.iter().find(|f| plain(&f.text) == no)
        })
    });
    let registered = desk
        .series_of(&[BookKind::收文登记])
        .flat_map(|s| &s.versions)
        .flat_map(|book| repeated(book, |row| under(row, &WORDS.register.number)));
    numbered
        .chain(registered)
        .filter_map(|pair| tell(&pair))
        .collect()
}

fn tell(pair: &Repeated<'_>) -> Option<Mismatch> {
    let ((a, first), (b, later)) = (pair.first, pair.later);
    let number = later.text.trim();
    let mut mismatch = begin(b, "编号", b.quote_column(later.column)?);
    mismatch.formula = format!(
        "编号 {number} 出现 2 次：第 {} 行、第 {} 行",
        a.record.row + 1,
        b.record.row + 1
    );
    mismatch.reason = if pair.same {
        format!("{number}“{}”登记了两行，各栏完全相同。", b.record.title)
    } else {
        format!(
            "编号 {number} 用于两件事：“{}”和“{}”。",
            a.record.title, b.record.title
        )
    };
    mismatch.evidence.push(Evidence {
        source: a.quote_column(first.column)?,
        note: format!("先用这个编号的行：“{}”", a.record.title),
    });
    mismatch.looked_for = ["合并单元格", "同一事项的几行措施", "分组、分类编号"]
        .map(ToOwned::to_owned)
        .into();
    mismatch.would_clear = "其中一行改用自己的编号，或者删去重复的行并留下记录".to_owned();
    mismatch.ask = ["两行是不是同一件事？", "哪一件应当另编号？"]
        .map(ToOwned::to_owned)
        .into();
    Some(mismatch)
}
