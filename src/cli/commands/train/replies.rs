//! `train replies`: which replies brush a complaint off.
use std::fs;

use super::super::{CommandError, Desk, Outcome};
use crate::{
    cli::{message::fill, output, train_args::RepliesArgs},
    workflow::{OfficeError, teach_replies},
};

pub(super) fn replies(desk: &Desk, args: &RepliesArgs) -> Result<Outcome, CommandError> {
    let taught = teach_replies(&args.gold, args.cross_validate)?;
    let (real, brushed_off, written) = taught.pairs;
    output::complain(&fill(
        desk.language,
        "train.pairs",
        &[
            ("real", &real.to_string()),
            ("brushed", &brushed_off.to_string()),
            ("written", &written.to_string()),
        ],
    ));
    if args.cross_validate {
        let (model, baseline) = taught.f1();
        output::line(&fill(
            desk.language,
            "train.replies",
            &[
                ("model", &format!("{model:.3}")),
                ("baseline", &format!("{baseline:.3}")),
            ],
        ))?;
        for (nth, o) in (1..).zip(&taught.model) {
            output::line(&format!(
                "{nth}: TP {} FP {} FN {} TN {}",
                o.hits, o.wrong, o.missed, o.silent
            ))?;
        }
    }
    if let Some(out) = &args.out {
        #[expect(clippy::disallowed_methods, reason = "the file was asked for by name")]
        fs::write(out, &taught.weights).map_err(|e| OfficeError::Gold {
            path: out.clone(),
            line: 0,
            detail: e.to_string(),
        })?;
    }
    Ok(Outcome::Done)
}
