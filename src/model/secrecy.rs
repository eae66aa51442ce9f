//! How closely a paper is to be held.
use serde::{Deserialize, Serialize};

/// Level of secrecy (密级), lowest first. The last three are state secrets.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[doc(alias = "密级")]
pub enum Secrecy {
    /// 公开: open to everyone.
    公开,
    /// 内部: within the office.
    内部,
    /// 工作秘密: a work secret; what a site may hold unless it is set otherwise.
    #[default]
    工作秘密,
    /// 秘密: a state secret of the lowest level.
    秘密,
    /// 机密: a state secret of the middle level.
    机密,
    /// 绝密: a state secret of the highest level.
    绝密,
}

impl Secrecy {
    /// The Chinese name, e.g. `机密`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::公开 => "公开",
            Self::内部 => "内部",
            Self::工作秘密 => "工作秘密",
            Self::秘密 => "秘密",
            Self::机密 => "机密",
            Self::绝密 => "绝密",
        }
    }
}
