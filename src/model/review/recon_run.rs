//! What people made of the differences of one reconciliation, and who signed it.
use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Past;
use crate::model::Paper;

words! {
    /// Where a reconciliation stands.
    #[derive(Default)]
    ReconRunState {
        /// Made by the program.
        #[default]
        生成,
        /// Being gone through one by one.
        逐条核对,
        /// The host unit is asked.
        与驻在单位核实,
        /// Signed.
        签认,
        /// Filed.
        归档,
    }
}

words! {
    /// What a difference turned out to be.
    DiffAnswer {
        /// It is one.
        属实,
        /// It is none: definitions or days differ.
        不属实,
        /// The host unit is to say.
        待核实,
    }
}

/// What somebody made of a difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffAnswered {
    /// What it turned out to be.
    pub answer: DiffAnswer,
    /// In words; needed unless it is one.
    pub note: String,
    /// Who said so.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// Who signed, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReconSigned {
    /// Who.
    pub by: String,
    /// The day.
    pub on: Date,
}

/// What is done with a reconciliation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "act", deny_unknown_fields)]
pub enum ReconAct {
    /// 开始核对. The verb fills in the differences of the sheet.
    Begin {
        /// Numbers of the differences, as they stand on the sheet.
        #[serde(default)]
        differences: Vec<u32>,
        /// SHA-256 of the sheet, hexadecimal.
        #[serde(default)]
        sheet: String,
    },
    /// 核对.
    Answer {
        /// Number of the difference on the sheet.
        difference: u32,
        /// What it turned out to be.
        answer: DiffAnswer,
        /// In words; needed unless it is one.
        #[serde(default)]
        note: String,
    },
    /// 发函核实.
    AskHost {
        /// The letter.
        letter: Paper,
    },
    /// 登记核实结果: back to going through.
    HostAnswered {
        /// The host's paper.
        source: Paper,
        /// In words.
        text: String,
    },
    /// 签认.
    Sign {},
    /// 归档.
    Archive {},
}

impl ReconAct {
    /// The office's word.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Begin { .. } => "开始核对",
            Self::Answer { .. } => "核对",
            Self::AskHost { .. } => "发函核实",
            Self::HostAnswered { .. } => "登记核实结果",
            Self::Sign {} => "签认",
            Self::Archive {} => "归档",
        }
    }
}

/// What people made of one reconciliation.
#[doc(alias = "对账")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReconRun {
    /// Identity of the run whose sheet it is.
    pub run: String,
    /// Where it stands.
    pub state: ReconRunState,
    /// Acts so far.
    pub rev: u32,
    /// Numbers of the differences on the sheet.
    pub differences: Vec<u32>,
    /// SHA-256 of the sheet, hexadecimal.
    pub sheet: String,
    /// What was made of each.
    pub answers: BTreeMap<u32, DiffAnswered>,
    /// Letters to the host, and its papers.
    pub letters: Vec<Paper>,
    /// Who signed.
    pub signed: Option<ReconSigned>,
    /// Every act, oldest first.
    pub history: Vec<Past<ReconAct, ReconRunState>>,
}

record!(ReconRun, "recon-run", ReconAct, ReconRunState, run);

impl ReconRun {
    /// Differences nobody answered, or that wait for the host.
    #[must_use]
    pub fn unanswered(&self) -> Vec<u32> {
        let is_open = |n: &u32| {
            self.answers
                .get(n)
                .is_none_or(|a| a.answer == DiffAnswer::待核实)
        };
        self.differences.iter().copied().filter(is_open).collect()
    }
}
