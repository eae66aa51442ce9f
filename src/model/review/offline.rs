//! A session as one file: what a reviewer needs away from the server, and the views that come back.
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ReviewSession, Stance};
use crate::model::Flag;

/// What somebody says of an item, away from the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfflineView {
    /// Account.
    pub account: String,
    /// The item.
    pub item: u32,
    /// How the person stands.
    pub stance: Stance,
    /// In words.
    pub text: String,
    /// The day it was given.
    pub on: Date,
}

/// A flag as it is laid before a session: with its history beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionFlag {
    /// The flag with its evidence.
    pub flag: Flag,
    /// Title of its indicator.
    pub title: String,
    /// What people did with it.
    pub case: super::FlagCase,
}

/// A session as one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SessionFile {
    /// What kind of file it is: [`SessionFile::FORM`].
    pub form: String,
    /// The session as its taker may see it.
    pub session: ReviewSession,
    /// The flags of the agenda with their evidence.
    pub flags: Vec<SessionFlag>,
    /// Account of whoever took it.
    pub taken_by: String,
    /// The day it was taken.
    pub taken_on: Date,
    /// Views given in this file.
    pub views: Vec<OfflineView>,
    /// SHA-256 over session, flags and taker as they were written, hexadecimal: what was decided on is what was handed out.
    pub seal: String,
}

impl SessionFile {
    /// The form of file this program writes and reads.
    pub const FORM: &str = "taizhang-session-1";
}

/// A view that was not taken over, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeConflict {
    /// The view in the file.
    pub view: OfflineView,
    /// The person's view on the server, if it is there and says something else.
    pub there: Option<super::View>,
    /// Why, in Chinese.
    pub reason: String,
}

/// What came of a merge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergeOutcome {
    /// Number of the session.
    pub session: String,
    /// Views that were taken over.
    pub merged: Vec<OfflineView>,
    /// Views that were there already, the same.
    pub same: Vec<OfflineView>,
    /// Views that were not taken over.
    pub conflicts: Vec<MergeConflict>,
}
