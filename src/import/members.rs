//! Hands the members of an archive over one by one, within the limits; what cannot be unpacked gets a row of its own.
use std::io::Read;

use super::{Reading, Terms, names::is_leftover_path, terms::Content};
use crate::model::{Reason, Recovery};

/// Unpacked bytes below which the growth is not looked at: small files of equal characters are harmless.
const RATIO_FREE: u64 = 32 << 20;

/// The members of one archive on their way to being read.
pub(super) struct Members<'t, 'a> {
    terms: &'t Terms<'a>,
    carried: u32,
    left_out: u32,
    stopped: Option<Reason>,
}

/// A member as its archive describes it. Nothing of it is believed.
pub(super) struct Member {
    /// Its name, with `/` or `\` between folders.
    pub(super) name: String,
    /// Bytes it claims to unpack to.
    pub(super) claim: u64,
    /// Packed bytes it is made from, with those of other members if they are packed together.
    pub(super) packed: u64,
}

impl<'t, 'a> Members<'t, 'a> {
    pub(super) fn new(terms: &'t Terms<'a>) -> Self {
        Self {
            terms,
            carried: 0,
            left_out: 0,
            stopped: None,
        }
    }

    /// Whether no more members are taken.
    pub(super) fn is_full(&self) -> bool {
        self.stopped.is_some()
    }

    /// Whether a member is nothing but a lock file, a hidden file or what systems leave behind; it is counted then.
    pub(super) fn leave_out(&mut self, name: &str) -> bool {
        let leftover = is_leftover_path(name);
        self.left_out += u32::from(leftover);
        leftover
    }

    /// Why a member is not to be unpacked, judged by what it claims.
    pub(super) fn refusal(&self, member: &Member) -> Option<Reason> {
        let (most, reason) = self.most(member);
        (member.claim > most).then_some(reason)
    }

    /// Unpacks a member and hands it over. Returns whether all of it could be unpacked.
    pub(super) fn take(&mut self, member: Member, from: &mut dyn Read) -> bool {
        if let Some(reason) = self.refusal(&member) {
            self.list(member.name, member.claim, Recovery::Refused, reason);
            return true;
        }
        let (most, too_large) = self.most(&member);
        let mut bytes = Vec::new();
        let _ = bytes.try_reserve_exact(usize::try_from(member.claim).unwrap_or_default());
        let outcome = from.take(most.saturating_add(1)).read_to_end(&mut bytes);
        let count = bytes.len() as u64;
        self.terms.spend(count);
        if count > most {
            drop(bytes);
            self.list(member.name, count, Recovery::Refused, too_large);
            return false;
        }
        match outcome {
            Ok(_) => {
                self.hand_over(member.name, Content::Whole(bytes));
                true
            }
            Err(e) => {
                let damage = Reason::new("member-damaged").with("detail", e);
                if bytes.is_empty() {
                    self.list(member.name, member.claim, Recovery::Unreadable, damage);
                } else {
                    self.hand_over(member.name, Content::Damaged(bytes, damage));
                }
                false
            }
        }
    }

    /// Hands over a file whose bytes are at hand.
    pub(super) fn give(&mut self, name: String, bytes: Vec<u8>) {
        let count = bytes.len() as u64;
        let member = Member {
            name,
            claim: count,
            packed: count,
        };
        match self.refusal(&member) {
            Some(reason) => self.list(member.name, count, Recovery::Refused, reason),
            None => {
                self.terms.spend(count);
                self.hand_over(member.name, Content::Whole(bytes));
            }
        }
    }

    /// Lists a member that is not unpacked.
    pub(super) fn list(&mut self, name: String, bytes: u64, recovery: Recovery, reason: Reason) {
        let content = Content::Unread {
            bytes,
            recovery,
            reason,
        };
        self.hand_over(name, content);
    }

    /// Adds what became of the members to the reading of their carrier. What a member lacks is said in its own row.
    pub(super) fn tell(self, reading: &mut Reading) {
        if self.carried > 0 {
            let reason = Reason::new("carries-files").with("count", self.carried);
            reading.reasons.push(reason);
        }
        if self.left_out > 0 {
            let reason = Reason::new("leftovers-left-out").with("count", self.left_out);
            reading.reasons.push(reason);
        }
        if let Some(reason) = self.stopped {
            reading.partial = true;
            reading.reasons.push(reason);
        }
    }

    fn hand_over(&mut self, name: String, content: Content) {
        if self.stopped.is_some() {
            return;
        }
        match self.terms.hand_over(name, content) {
            Ok(()) => self.carried += 1,
            Err(reason) => self.stopped = Some(reason),
        }
    }

    /// Most bytes a member may unpack to, and what is said of one that is larger.
    fn most(&self, member: &Member) -> (u64, Reason) {
        let limits = self.terms.limits;
        let ratio = limits.expansion_ratio;
        let grown = member.packed.saturating_mul(ratio).max(RATIO_FREE);
        let whole = limits.file_mb << 20;
        let budget = self.terms.budget();
        if grown <= whole.min(budget) {
            (
                grown,
                Reason::new("member-grows-too-much").with("limit", ratio),
            )
        } else if whole <= budget {
            let reason = Reason::new("file-too-large").with("limit", limits.file_mb);
            (whole, reason)
        } else {
            let reason = Reason::new("unpacks-too-much").with("limit", limits.expanded_mb);
            (budget, reason)
        }
    }
}
