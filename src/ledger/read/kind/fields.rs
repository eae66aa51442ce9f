//! What the columns of a table say of the kind of book it is.
use crate::model::{BookKind, MappedBy, StepKind, Table};

/// The fields of a table's columns.
pub(super) struct Fields<'a>(pub(super) &'a Table);

impl Fields<'_> {
    fn has(&self, field: &str) -> bool {
        self.0
            .columns
            .iter()
            .any(|c| c.field.as_deref() == Some(field))
    }
    fn any(&self, fields: &[&str]) -> bool {
        self.count(fields) > 0
    }
    fn count(&self, fields: &[&str]) -> usize {
        fields.iter().filter(|f| self.has(f)).count()
    }
    /// How many columns are understood.
    pub(super) fn known(&self) -> usize {
        self.0
            .columns
            .iter()
            .filter(|c| c.field.is_some() && c.mapped_by != MappedBy::Extra)
            .count()
    }
    fn header_has(&self, words: &[&str]) -> bool {
        self.0
            .columns
            .iter()
            .any(|c| words.iter().any(|w| c.header.contains(w)))
    }
    fn steps(&self) -> usize {
        StepKind::ALL
            .iter()
            .filter(|k| {
                let (text, date) = k.fields();
                self.has(text) || date.is_some_and(|d| self.has(d))
            })
            .count()
    }
    /// Columns that name what a row is about.
    fn matter(&self) -> bool {
        self.any(&[
            "title",
            "content",
            "problem",
            "requirement",
            "measure",
            "directive_text",
            "goal",
        ])
    }

    /// Kinds whose columns no other kind has.
    pub(super) fn telling(&self) -> Option<BookKind> {
        if self.count(&["evidence_no", "evidence_title", "evidence_hash", "proves"]) >= 2 {
            return Some(BookKind::佐证清单);
        }
        if self.has("new_deadline")
            && self.any(&[
                "applied_date",
                "old_deadline",
                "reason",
                "decision",
                "decided_date",
                "decided_by",
                "approval_no",
            ])
        {
            return Some(BookKind::延期登记);
        }
        let many_steps = self.steps() >= 3;
        let node = self.any(&["node", "node_importance"])
            && self.any(&[
                "planned_date",
                "actual_date",
                "host_action",
                "group_action",
                "deadline",
                "progress",
                "status",
            ]);
        if (node || self.count(&["host_action", "group_action"]) == 2) && !many_steps {
            return Some(BookKind::细账);
        }
        if many_steps {
            return Some(BookKind::总账);
        }
        let closing = self.count(&[
            "check_date",
            "checkers",
            "publicity_from",
            "publicity_to",
            "publicity_days",
            "objection",
            "closed_date",
            "look_back_result",
        ]);
        if closing >= 2 && !self.any(&["measure"]) {
            return Some(BookKind::销号登记);
        }
        if self.has("due_date") && self.any(&["replied_date", "dispatch_reply"]) {
            return Some(BookKind::调度登记);
        }
        None
    }

    /// Whether the columns allow a kind that words name.
    pub(super) fn allow(&self, kind: BookKind) -> bool {
        let known_by = self.any(&[
            "item_no",
            "seq",
            "ledger_no",
            "detail_no",
            "doc_no",
            "title",
            "content",
        ]);
        match kind {
            BookKind::总账 => {
                self.matter()
                    && self.any(&[
                        "lead_unit",
                        "deadline",
                        "status",
                        "completion",
                        "progress",
                        "directive_date",
                        "directive_by",
                    ])
                    && !self.only_numbers()
            }
            BookKind::细账 => {
                self.any(&[
                    "node",
                    "host_action",
                    "group_action",
                    "planned_date",
                    "progress",
                    "detail_no",
                ]) && (self.matter() || self.has("node"))
            }
            BookKind::整改清单 => self.general() == Some(BookKind::整改清单),
            BookKind::投诉台账 => {
                self.any(&["item_no", "seq", "received_date"])
                    && self.any(&[
                        "content",
                        "title",
                        "region",
                        "category",
                        "progress",
                        "result_verdict",
                    ])
                    && !self.only_numbers()
            }
            BookKind::收文登记 => {
                self.any(&["title", "doc_no", "content", "directive_text"])
                    && self.any(&[
                        "received_date",
                        "item_no",
                        "source",
                        "doc_no",
                        "issued_date",
                    ])
                    && !self.any(&["measure", "result_verdict"])
            }
            BookKind::延期登记 => {
                known_by
                    && self.any(&[
                        "new_deadline",
                        "applied_date",
                        "deadline",
                        "current_deadline",
                    ])
            }
            BookKind::销号登记 => {
                known_by
                    && self.any(&[
                        "closed_date",
                        "done_date",
                        "check_date",
                        "publicity_from",
                        "publicity_to",
                        "decided_date",
                        "applied_date",
                    ])
            }
            BookKind::佐证清单 => {
                self.any(&[
                    "evidence_no",
                    "evidence_title",
                    "evidence",
                    "evidence_hash",
                    "title",
                ]) && self.any(&[
                    "proves",
                    "ledger_no",
                    "evidence_no",
                    "evidence_date",
                    "evidence_hash",
                    "item_no",
                ])
            }
            BookKind::调度登记 => {
                self.any(&["due_date", "replied_date"])
                    && self.any(&["lead_unit", "period", "cycle"])
            }
        }
    }

    /// A table of counts: 总数, 完成数 and no deadline or matter of its own.
    fn only_numbers(&self) -> bool {
        self.any(&["metric_total", "metric_done"])
            && !self.any(&["deadline", "item_no", "content", "measure"])
    }

    /// Kinds by the common columns.
    pub(super) fn general(&self) -> Option<BookKind> {
        if self.only_numbers() {
            return None;
        }
        let complaint = self.header_has(&["投诉", "举报", "信访", "来电", "来信"]);
        let verdict = self.has("result_verdict");
        if (complaint || verdict)
            && self.any(&["content", "title", "category", "region", "received_date"])
            && self.any(&[
                "progress",
                "result_verdict",
                "received_date",
                "status",
                "satisfaction",
            ])
            && !self.has("measure")
        {
            return Some(BookKind::投诉台账);
        }
        if self.steps() >= 2 && self.any(&["title", "content", "doc_no", "directive_text"]) {
            return Some(BookKind::总账);
        }
        let followed = self.any(&[
            "deadline",
            "current_deadline",
            "status",
            "completion",
            "progress",
        ]);
        if self.any(&["directive_date", "directive_by", "directive_text"])
            && self.matter()
            && followed
        {
            return Some(BookKind::总账);
        }
        if self.has("received_date")
            && self.count(&["doc_no", "source", "title", "issued_date"]) >= 2
            && !self.any(&["measure", "progress", "problem"])
        {
            return Some(BookKind::收文登记);
        }
        let rectifies = self.has("measure")
            && self.any(&[
                "deadline",
                "lead_unit",
                "goal",
                "owner",
                "status",
                "progress",
                "start_date",
            ]);
        let tracked = self.any(&["content", "title", "problem", "requirement", "goal"])
            && followed
            && self.any(&[
                "lead_unit",
                "item_no",
                "seq",
                "owner",
                "deadline",
                "lead_leader",
            ]);
        (rectifies || tracked).then_some(BookKind::整改清单)
    }
}
