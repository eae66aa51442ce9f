//! RC-02: a directive was studied and deployed late.
use super::{
    Check, Desk,
    lag::{self, Limit},
};
use crate::model::{Mismatch, StepKind};

/// Words by which a meeting that conveyed also deployed.
const DEPLOYS: [&str; 6] = [
    "部署",
    "贯彻落实措施",
    "研究落实",
    "研究贯彻",
    "贯彻意见",
    "落实意见",
];

/// RC-02.
pub(super) struct DeployDelay;

impl Check for DeployDelay {
    fn id(&self) -> &'static str {
        "RC-02"
    }
    fn title(&self) -> &'static str {
        "研究部署滞后"
    }
    fn indicator(&self) -> &'static str {
        "date-anomaly"
    }
    fn explains(&self) -> &'static str {
        "比较收文日期与最早一次研究部署的日期，按工作日计。传达会上一并部署的按该会议计，日期只写到月份时按最早一日计，注明不适用的不提示。"
    }
    fn uses(&self, desk: &Desk<'_>) -> Vec<(String, String)> {
        vec![(
            "研究部署时限".to_owned(),
            format!("{}个工作日", desk.settings.deploy_workdays),
        )]
    }
    fn check(&self, desk: &Desk<'_>) -> Vec<Mismatch> {
        lag::late(
            self,
            desk,
            &Limit {
                step: StepKind::Deploy,
                workdays: desk.settings.deploy_workdays,
                also: Some((StepKind::Convey, &DEPLOYS)),
                called: "研究部署",
            },
        )
    }
}
