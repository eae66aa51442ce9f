//! RC-10: a later step is dated before an earlier one.
use super::{
    Check, Desk, found,
    matters::{At, Matter, Seen},
    spans::Span,
};
use crate::model::{Evidence, Mismatch, Severity, StepKind};

/// Pairs of steps whose order binds, the earlier first. 贯彻执行 and 建章立制 go on all the while, so their days bind nothing.
const ORDERED: [(StepKind, StepKind); 9] = [
    (StepKind::Convey, StepKind::Deploy),
    (StepKind::Convey, StepKind::Plan),
    (StepKind::Convey, StepKind::Assess),
    (StepKind::Deploy, StepKind::Plan),
    (StepKind::Deploy, StepKind::Assess),
    (StepKind::Plan, StepKind::Assess),
    (StepKind::Convey, StepKind::LookBack),
    (StepKind::Plan, StepKind::LookBack),
    (StepKind::Assess, StepKind::LookBack),
];

/// RC-10.
pub(super) struct StepOrder;

/// A step with the span that decides.
type Dated<'m, 'a> = (&'m Seen<'a>, Span);

impl Check for StepOrder {
    fn id(&self) -> &'static str {
        "RC-10"
    }
    fn title(&self) -> &'static str {
        "步骤先后颠倒"
    }
    fn indicator(&self) -> &'static str {
        "step-missing"
    }
    fn explains(&self) -> &'static str {
        "后一步骤的全部日期都早于前一步骤的最早日期时提示，如方案早于传达。日期范围有重叠、同一天、一步有多个日期而其一合理、日期有疑问的不提示；贯彻执行、建章立制贯穿始终，不参与比较。"
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        desk.matters()
            .iter()
            .filter_map(|m| self.inverted(m))
            .collect()
    }
}

impl StepOrder {
    fn inverted(&self, matter: &Matter<'_>) -> Option<Mismatch> {
        let mut pairs = ORDERED
            .iter()
            .filter_map(|(before, after)| inverted(matter, *before, *after));
        let (before, after) = pairs.next()?;
        let (first, then) = (before.0.kind.title(), after.0.kind.title());
        let mut one = found::of_row(
            self,
            Severity::提示,
            matter.row,
            "步骤先后",
            after.0.at.quote()?,
        );
        one.formula = format!("{then} {} < {first} {}", after.1.show(), before.1.show());
        one.reason = format!(
            "{}：{then}的日期{}早于{first}的日期{}。",
            found::name(matter.row),
            after.1.show(),
            before.1.show(),
        );
        one.evidence = evidence(&before).into_iter().collect();
        for (before, after) in pairs {
            one.reason.push_str(&format!(
                "{}{}也早于{}{}。",
                after.0.kind.title(),
                after.1.show(),
                before.0.kind.title(),
                before.1.show()
            ));
        }
        one.ask = vec![
            format!("{then}在{first}之前是什么情况？两处日期以哪份原件为准？"),
            format!("是否另有更早的{first}未记入台账？"),
        ];
        one.looked_for = found::words(&[
            "日期范围有重叠",
            "同一天或同一次会议",
            "细账、报告中更早或更晚的日期",
            "沿用原有方案或制度",
            "日期有疑问",
        ]);
        one.would_clear = format!("补充更早的{first}记录，或更正其中一个日期并附原件。");
        Some(one)
    }
}

fn evidence(dated: &Dated<'_, '_>) -> Option<Evidence> {
    Some(Evidence {
        source: dated.0.at.quote()?,
        note: format!(
            "{}所记{}：{}",
            dated.0.at.source(),
            dated.0.kind.title(),
            dated.1.show()
        ),
    })
}

/// The earliest day of `before` and the latest of `after`, when all of the second lie before the first.
fn inverted<'m, 'a>(
    matter: &'m Matter<'a>,
    before: StepKind,
    after: StepKind,
) -> Option<(Dated<'m, 'a>, Dated<'m, 'a>)> {
    let days = |kind: StepKind| {
        matter
            .steps(kind)
            .flat_map(|s| s.days.iter().map(move |d| (s, *d)))
    };
    // A source whose days are not known may hold the day that puts all right.
    let unknown = |kind| {
        matter
            .steps(kind)
            .any(|s| s.days.is_empty() && !s.text.is_empty() && matches!(s.at, At::Cell(..)))
    };
    if unknown(before) || unknown(after) || reused(matter, after) {
        return None;
    }
    let first = days(before).min_by_key(|(_, d)| d.from)?;
    let last = days(after).max_by_key(|(_, d)| d.to)?;
    last.1.is_before(first.1).then_some((first, last))
}

/// Whether an older paper was taken over, which then bears an older date by right.
fn reused(matter: &Matter<'_>, kind: StepKind) -> bool {
    matter.steps(kind).any(|s| {
        ["沿用", "原有", "已有", "既有", "此前", "修订前"]
            .iter()
            .any(|w| s.text.contains(w))
    })
}
