//! The office's columns of 总账 and 细账, in its order, each with the fields of a ledger that fill it.
use crate::model::BookKind;

/// A column of the office's form.
#[derive(Debug)]
pub(super) struct Slot {
    /// Fields that fill it, each under a head that is read as that field again; the first names the column when none does.
    pub(super) fields: &'static [(&'static str, &'static str)],
    /// Width in characters.
    pub(super) width: u16,
}

const fn slot(fields: &'static [(&'static str, &'static str)], width: u16) -> Slot {
    Slot { fields, width }
}

/// The columns of a kind; of kinds without a form of the office, none.
pub(super) fn office_columns(kind: BookKind) -> &'static [Slot] {
    match kind {
        BookKind::总账 => GENERAL,
        BookKind::细账 => DETAIL,
        _ => &[],
    }
}

const GENERAL: &[Slot] = &[
    slot(&[("seq", "序号")], 6),
    slot(&[("item_no", "台账编号")], 14),
    slot(&[("title", "批示/部署名称")], 30),
    slot(&[("doc_no", "文号")], 16),
    slot(&[("source", "来源层级"), ("level", "级别")], 11),
    slot(
        &[
            ("directive_date", "批示/印发日期"),
            ("issued_date", "印发日期"),
        ],
        12,
    ),
    slot(&[("received_date", "驻在单位收文日期")], 12),
    slot(&[("secrecy", "密级")], 7),
    slot(&[("requirement", "主要要求（逐条）")], 36),
    slot(&[("lead_unit", "牵头司局")], 14),
    slot(&[("co_unit", "配合单位")], 14),
    slot(&[("convey_date", "传达学习日期")], 12),
    slot(&[("convey", "传达学习情况")], 24),
    slot(&[("first_item", "是否第一议题")], 8),
    slot(&[("convey_chair", "传达主持职务")], 10),
    slot(&[("convey_basis", "传达依据")], 14),
    slot(&[("deploy_date", "研究部署日期")], 12),
    slot(&[("deploy", "研究部署情况")], 24),
    slot(&[("deploy_doc_no", "部署文号")], 14),
    slot(&[("plan_date", "方案印发日期")], 12),
    slot(&[("plan", "制定方案情况")], 22),
    slot(&[("execute", "推动落实情况"), ("progress", "工作进展")], 30),
    slot(&[("deadline", "办理时限")], 12),
    slot(&[("current_deadline", "现行时限")], 12),
    slot(&[("completion", "完成度")], 9),
    slot(&[("schedule", "进度")], 11),
    slot(&[("closure", "销号状态")], 10),
    slot(&[("standing", "长期事项")], 8),
    slot(&[("relevance", "与职责相关度")], 8),
    slot(&[("detail_no", "细账编号")], 12),
    slot(&[("last_report_no", "最近专报期号")], 12),
    slot(&[("last_reconciled", "最近对账日期及差异数")], 13),
    slot(&[("loop_stage", "闭环阶段")], 9),
    slot(&[("remark", "备注")], 20),
];

const DETAIL: &[Slot] = &[
    slot(&[("detail_no", "细账编号")], 14),
    slot(&[("ledger_no", "总账编号")], 14),
    slot(&[("category", "类别")], 14),
    slot(&[("node_seq", "节点序号")], 6),
    slot(&[("node", "节点名称")], 26),
    slot(&[("node_importance", "节点重要性")], 10),
    slot(&[("planned_date", "节点计划日期")], 12),
    slot(&[("actual_date", "节点实际日期")], 12),
    slot(&[("host_action", "驻在单位落实情况")], 34),
    slot(&[("evidence", "佐证")], 20),
    slot(&[("group_action", "纪检监察组监督情况")], 34),
    slot(&[("lead_unit", "责任部门")], 14),
    slot(&[("dim_awareness", "思想认识")], 14),
    slot(&[("dim_goal", "目标定位")], 14),
    slot(&[("dim_duty", "责任落实")], 14),
    slot(&[("dim_spirit", "精神状态")], 14),
    slot(&[("session_no", "研判编号")], 12),
    slot(&[("opinion_no", "反馈意见编号")], 12),
    slot(&[("progress", "整改情况")], 26),
    slot(&[("lookback", "回头看")], 16),
];
