//! Teaches the model of brush-off replies from a folder of labelled files, and tries it on letters it was not taught.
use std::path::Path;

use super::gold;
use crate::{
    detect::{
        Role,
        brush_off_reply::{FOLDS, Outcome, Pair, Trained, bags, baseline_bags, cross_validate},
    },
    workflow::{OfficeError, read_pairing},
};

/// Real letters: trained on and asked about.
const REAL: &str = "real_replies.jsonl";
/// Pairs written for the project: trained on only. Other writers' files stay unseen, so that they can be asked later.
const WRITTEN: &[&str] = &["examples.jsonl", "fresh.jsonl", "writers_1.jsonl"];
/// Shufflings of the folds: with 46 brush-offs one shuffling moves F1 by some hundredths.
const SEEDS: std::ops::Range<u64> = 0..5;

/// What teaching came to.
#[derive(Clone, Debug)]
pub struct TaughtReplies {
    /// Real pairs, brush-offs among them, pairs written for the project.
    pub pairs: (usize, usize, usize),
    /// The weights file.
    pub weights: String,
    /// Cross-validated answers of the model, one for each shuffling; empty when not asked for.
    pub model: Vec<Outcome>,
    /// The same of length and stock phrases alone.
    pub baseline: Vec<Outcome>,
}

impl TaughtReplies {
    /// Mean F1 over the shufflings of the model and of the baseline.
    #[must_use]
    pub fn f1(&self) -> (f64, f64) {
        (mean(&self.model), mean(&self.baseline))
    }
}

fn mean(outcomes: &[Outcome]) -> f64 {
    let count = f64::from(u32::try_from(outcomes.len()).unwrap_or(u32::MAX));
    outcomes.iter().map(Outcome::f1).sum::<f64>() / count.max(1.0)
}

/// Teaches from the labelled files of a folder; `tried` also cross-validates, five folds in five shufflings.
///
/// # Errors
/// When a file cannot be read or a line is no labelled text.
pub fn teach_replies(folder: &Path, tried: bool) -> Result<TaughtReplies, OfficeError> {
    let mut pairs = read(&folder.join(REAL), false)?;
    let real = pairs.len();
    let brushed_off = pairs.iter().filter(|p| p.label).count();
    for file in WRITTEN {
        pairs.extend(read(&folder.join(file), true)?);
    }
    let of_model = bags(&pairs);
    let ask = |bags: &[_]| -> Vec<Outcome> {
        let seeds = SEEDS.filter(|_| tried);
        seeds.map(|s| cross_validate(&pairs, bags, s)).collect()
    };
    let (model, baseline) = (ask(&of_model), ask(&baseline_bags(&pairs)));
    let trained = Trained::on(&pairs, &of_model, |_| true);
    let mut facts = vec![
        (
            "用途",
            "答复敷衍(brush-off-reply)的判断，正数偏向敷衍".to_owned(),
        ),
        (
            "数据",
            format!(
                "{REAL}（{real} 对真实信件与答复，{brushed_off} 对敷衍），{} 中成对的 {} 对",
                WRITTEN.join("、"),
                pairs.len() - real
            ),
        ),
        (
            "划分",
            format!("真实信件 {FOLDS} 折，按标签均匀；为本项目写的成对材料只训练不测试"),
        ),
        (
            "已知不足",
            "公交、网络问政信件占多数；正文客套而内容在附件里的会误报".to_owned(),
        ),
    ];
    if tried {
        let (m, b) = (mean(&model), mean(&baseline));
        facts.push((
            "结果",
            format!("F1 {m:.3}（长度与套话句数 {b:.3}），五次打乱的平均"),
        ));
    }
    Ok(TaughtReplies {
        pairs: (real, brushed_off, pairs.len() - real),
        weights: trained.model.write(&facts),
        model,
        baseline,
    })
}

/// The complaints of a file that have a reply.
fn read(path: &Path, made_up: bool) -> Result<Vec<Pair>, OfficeError> {
    let items = gold::labelled(path)?;
    let pairs = items.into_iter().filter(|i| i.indicator == gold::LETTERS);
    Ok(pairs
        .filter_map(|item| {
            let pairing = read_pairing(&item.text);
            let part = |role| pairing.part(role).map(|(_, p)| p.text.clone());
            Some(Pair {
                complaint: part(Role::诉求).or_else(|| part(Role::督办))?,
                reply: part(Role::答复)?,
                label: item.label?,
                made_up,
            })
        })
        .collect())
}
