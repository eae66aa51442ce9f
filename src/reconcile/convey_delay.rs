//! RC-01: a directive was conveyed late, or promptly without a date.
use super::{
    Check, Desk, found,
    lag::{self, Limit},
    matters::{At, Matter},
};
use crate::model::{Certainty, Mismatch, Severity, StepKind};

/// Words that claim haste.
const PROMPT: [&str; 7] = ["第一时间", "及时", "迅速", "立即", "即时", "马上", "即刻"];
/// Words by which a meeting on deployment also conveyed.
const CONVEYS: [&str; 3] = ["传达", "学习", "第一议题"];

/// RC-01.
pub(super) struct ConveyDelay;

impl Check for ConveyDelay {
    fn id(&self) -> &'static str {
        "RC-01"
    }
    fn title(&self) -> &'static str {
        "传达学习滞后或未注明日期"
    }
    fn indicator(&self) -> &'static str {
        "date-anomaly"
    }
    fn explains(&self) -> &'static str {
        "比较收文日期与最早一次传达学习的日期，按工作日计；“第一时间”等说法而无日期的也提示。日期只写到月份时按最早一日计，各来源中取最早，注明不适用的不提示。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![(
            "传达学习时限".to_owned(),
            format!("{}个工作日", desk.settings.convey_workdays),
        )]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        let limit = Limit {
            step: StepKind::Convey,
            workdays: desk.settings.convey_workdays,
            also: Some((StepKind::Deploy, &CONVEYS)),
            called: "传达学习",
        };
        let mut found = lag::late(self, desk, &limit);
        found.extend(
            desk.matters()
                .iter()
                .filter(|m| !lag::is_waived(m, StepKind::Convey))
                .filter(|m| lag::first(m, StepKind::Convey, limit.also).is_none())
                .filter_map(|m| self.undated(m)),
        );
        found
    }
}

impl ConveyDelay {
    /// Conveyed at once, as the ledger says, on a day it does not say.
    fn undated(&self, matter: &Matter<'_>) -> Option<Mismatch> {
        // A date that was written but could not be read is not a missing one.
        let cells = [matter.row.text("convey_date"), matter.row.text("convey")];
        let names_a_day =
            |text: &str| text.contains(['月', '日']) || text.contains(char::is_numeric);
        if cells
            .into_iter()
            .chain(matter.steps(StepKind::Convey).map(|s| s.text))
            .any(names_a_day)
        {
            return None;
        }
        let (step, word) = matter.steps(StepKind::Convey).find_map(|s| {
            let word = PROMPT
                .iter()
                .find(|w| s.text.contains(**w) || cells.iter().any(|c| c.contains(**w)))?;
            matches!(s.at, At::Cell(..)).then_some((s, *word))
        })?;
        let mut one = found::of_row(
            self,
            Severity::关注,
            matter.row,
            "传达学习日期",
            step.at.quote()?,
        );
        one.certainty = Certainty::较强;
        one.formula = format!("有“{word}”，传达日期 = 空");
        one.reason = format!(
            "{}：台账称“{word}”传达学习，但台账、细账和报告都没有写明日期，无法核对是否及时。",
            found::name(matter.row)
        );
        one.ask = found::words(&["哪一天、在什么会议上传达学习？会议纪要在哪里？"]);
        one.looked_for = found::words(&[
            "传达日期列",
            "同一格中的日期",
            "细账和报告中的传达日期",
            "研究部署会议一并传达",
        ]);
        one.would_clear = "补充传达学习的日期和会议纪要。".to_owned();
        Some(one)
    }
}
