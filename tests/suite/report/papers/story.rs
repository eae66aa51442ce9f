//! A fictional quarter: two flags taken into a session, an opinion with its reply, a rectification closed out and looked back at.
use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use taizhang::model::{
    AgendaItem, Application, Attendee, Cause, Certainty, CheckItem, CheckPoint, CheckRun, CloseOut,
    CollectiveOutcome, Concluded, DeadlineSet, Delivery, Disposition, Evidence, Explain,
    Explanation, Extrapolation, FileRecord, Flag, FlagCase, FlagDraft, FlagId, FlagList, Gap,
    HostSections, IndicatorTitle, Institution, IssueBody, Issued, LookBack, LookBackFound,
    LookBackKind, LookBackResult, LookBackState, Measure, MeasureKind, Minutes, Opinion,
    OpinionForm, OpinionItem, OpinionState, Outcome, Paper, Part, Place, Proposal, Publicity,
    Recovery, RectificationCase, RectificationKind, RectificationPlan, RectificationState, Recusal,
    Reply, ReplyStance, ReviewSession, RootCause, RuleVersion, RunRecord, SelfSections,
    SessionNote, SessionState, Severity, SourceRef, Stance, Suggestion, Surroundings, Verdict,
    Verification, VerifyMethod, View, Withheld,
};
use taizhang::report::papers::fill::Names;

pub(super) const DAY: Date = date(2026, 10, 21);

pub(super) fn names() -> Names {
    [
        ("he", "贺兰亭"),
        ("qiao", "乔望川"),
        ("meng", "孟青禾"),
        ("lu", "陆听雨"),
        ("shi", "施远山"),
    ]
    .into_iter()
    .map(|(a, n)| (a.to_owned(), n.to_owned()))
    .collect()
}

fn source(file: &str, place: Place, quote: &str) -> SourceRef {
    serde_json::from_value(serde_json::json!({
        "file": file, "sha256": "a3f1".repeat(16), "place": place, "quote": quote,
    }))
    .unwrap()
}

fn paragraph(n: u32, quote: &str) -> Place {
    Place {
        page: Some(3),
        paragraph: Some(n),
        char_end: u32::try_from(quote.chars().count()).unwrap(),
        ..Place::default()
    }
}

fn cell(cell: &str, quote: &str) -> Place {
    Place {
        sheet: Some("总账".to_owned()),
        cell: Some(cell.to_owned()),
        char_end: u32::try_from(quote.chars().count()).unwrap(),
        ..Place::default()
    }
}

pub(super) const CLAIM: &str = "截至9月底，青屿河支流截污工程已全部完成并通过验收";
const RECORD: &str = "进行中，完成主管网12.6公里，尚有3.4公里未铺设";
const COPIED: &str =
    "下一步，我们将进一步提高站位、压实责任、强化措施，确保各项任务落到实处、取得实效";

fn report(n: u32, quote: &str) -> SourceRef {
    source(
        "澜川厅/2026年第三季度督查专报.docx",
        paragraph(n, quote),
        quote,
    )
}

fn ledger(at: &str, quote: &str) -> SourceRef {
    source(
        "澜川厅/落实情况总账（2026年9月）.xlsx",
        cell(at, quote),
        quote,
    )
}

fn body_one() -> IssueBody {
    IssueBody {
        unit: "澜川省生态环境厅".to_owned(),
        category: "专报与台账不一致".to_owned(),
        text: "《2026年第三季度督查专报》称青屿河支流截污工程“已全部完成并通过验收”，同期总账记载该项仍在进行，尚有3.4公里主管网未铺设，两处相差一个完整施工段。".to_owned(),
        basis: "《青屿河流域治理工作方案》（澜环发〔2026〕7号）第三条：2026年9月底前完成主管网16公里铺设并通过验收".to_owned(),
        evidence: vec![
            Evidence { source: report(21, CLAIM), note: "专报记载".to_owned() },
            Evidence { source: ledger("K7", RECORD), note: "台账记载".to_owned() },
        ],
        gap: Some(Gap::落差),
        cause: Some(RootCause {
            values: vec![Cause::履职担当不足],
            depth: vec![],
            text: "专报由综合处汇总，未与承办处核对台账，也未附验收材料。".to_owned(),
        }),
        suggestion: Suggestion {
            text: "请核实青屿河支流截污工程真实进度，更正专报，并补报验收材料或者明确完成时间。".to_owned(),
            object: "青屿河支流截污工程（台账编号 LC-2026-014）".to_owned(),
            action: "逐段核对主管网铺设里程，更正第三季度专报".to_owned(),
            deadline: Some(date(2026, 11, 20)),
            check_standard: "更正后的专报与总账、验收单三者里程一致".to_owned(),
        },
        ..IssueBody::default()
    }
}

fn body_two() -> IssueBody {
    IssueBody {
        unit: "澜川省生态环境厅".to_owned(),
        category: "空泛表态".to_owned(),
        text: "专报“下一步工作安排”部分与第二季度逐字相同，没有任务、时限和责任处室。".to_owned(),
        basis: "《督查专报编报要求》第五条：下一步安排须写明任务、时限、责任处室".to_owned(),
        evidence: vec![Evidence {
            source: report(34, COPIED),
            note: "专报记载".to_owned(),
        }],
        suggestion: Suggestion {
            text: "请重新报送下一步工作安排，逐项写明任务、时限和责任处室。".to_owned(),
            object: "第三季度督查专报第四部分".to_owned(),
            action: "补报分项安排".to_owned(),
            deadline: Some(date(2026, 11, 10)),
            check_standard: "每项安排均有任务、时限、责任处室".to_owned(),
        },
        ..IssueBody::default()
    }
}

fn draft(
    indicator: &str,
    quote: SourceRef,
    evidence: Vec<Evidence>,
    (severity, certainty): (Severity, Certainty),
    reason: &str,
) -> Flag {
    let text = quote.quote().to_owned();
    Flag::new(
        FlagDraft {
            indicator: indicator.to_owned(),
            rule: format!("{indicator}-1"),
            rule_version: 2,
            severity,
            certainty,
            unit: Some("澜川省生态环境厅".to_owned()),
            period: Some("2026Q3".to_owned()),
            surroundings: Surroundings {
                headings: vec!["三、重点任务进展".to_owned()],
                matter: Some("青屿河流域治理".to_owned()),
                ledger_no: Some("LC-2026-014".to_owned()),
                end: u32::try_from(text.chars().count()).unwrap(),
                text,
                ..Surroundings::default()
            },
            source: quote,
            reason: reason.to_owned(),
            evidence,
            ask: vec!["通过验收的材料在哪里，由谁、何时组织验收？".to_owned()],
            explain: Explain {
                formula: Some("16.0 − 12.6 = 3.4（公里）".to_owned()),
                ..Explain::default()
            },
        },
        0,
    )
}

pub(super) fn flags() -> Vec<Flag> {
    vec![
        draft(
            "ledger-mismatch",
            report(21, CLAIM),
            vec![Evidence {
                source: ledger("K7", RECORD),
                note: "台账同项记载".to_owned(),
            }],
            (Severity::重点, Certainty::确定),
            "专报称已全部完成，台账同期记载尚有3.4公里未铺设。",
        ),
        draft(
            "hollow-commitment",
            report(34, COPIED),
            vec![],
            (Severity::提示, Certainty::较强),
            "连用三个表态短语，没有任务、时限、责任处室。",
        ),
    ]
}

pub(super) fn list() -> FlagList {
    let file = |file: &str, sha: &str| -> FileRecord {
        serde_json::from_value(serde_json::json!({
            "file": file, "sha256": sha.repeat(16), "bytes": 20_480, "format": null,
            "recovery": Recovery::Complete, "reasons": [], "doc_type": null, "unit": null,
            "period": null, "paragraphs": 40, "tables": 0, "rows": 0, "chars": 9000,
        }))
        .unwrap()
    };
    FlagList {
        run: RunRecord {
            id: "b81c4e02".to_owned(),
            on: DAY,
            program: "0.1.0".to_owned(),
            rules: vec![RuleVersion {
                indicator: "ledger-mismatch".to_owned(),
                rule: "ledger-mismatch-1".to_owned(),
                version: 2,
                hash: "0123456789ab".to_owned(),
            }],
            files: vec![
                file("澜川厅/2026年第三季度督查专报.docx", "a3f1"),
                file("澜川厅/落实情况总账（2026年9月）.xlsx", "77c0"),
            ],
        },
        indicators: vec![
            IndicatorTitle {
                id: "ledger-mismatch".to_owned(),
                title: "专报与台账不一致".to_owned(),
                english: "report against ledger".to_owned(),
                family: "对账".to_owned(),
            },
            IndicatorTitle {
                id: "hollow-commitment".to_owned(),
                title: "空泛表态".to_owned(),
                english: "hollow commitment".to_owned(),
                family: "空泛表态".to_owned(),
            },
        ],
        flags: flags(),
        withheld: vec![Withheld {
            indicator: "hollow-commitment".to_owned(),
            file: None,
            count: 3,
        }],
        caps: (5, 40),
    }
}

pub(super) fn cases() -> BTreeMap<FlagId, FlagCase> {
    let mut cases = BTreeMap::new();
    for (flag, outcome) in flags()
        .iter()
        .zip([Outcome::采纳形成意见, Outcome::采纳形成意见])
    {
        let case = FlagCase {
            flag: flag.id().to_owned(),
            disposition: Some(Disposition {
                proposal: Proposal::采纳,
                code: None,
                note: Some("已与总账逐项核对，两处确不一致".to_owned()),
                into: None,
                by: "meng".to_owned(),
                on: date(2026, 10, 15),
            }),
            outcomes: vec![CollectiveOutcome {
                session: "研判2026-003".to_owned(),
                item: 1,
                outcome,
                code: None,
                reason: "证据两侧齐全，可以形成意见。".to_owned(),
            }],
            explanations: vec![Explanation {
                stance: ReplyStance::部分认可,
                text: "验收系分段进行，9月底完成的是前四段。".to_owned(),
                on: date(2026, 10, 30),
                source: Paper::default(),
                opinion: Some("意见2026-002".to_owned()),
                recorder: "meng".to_owned(),
            }],
            ..FlagCase::default()
        };
        cases.insert(flag.id().to_owned(), case);
    }
    cases
}

pub(super) fn session(is_signed: bool) -> ReviewSession {
    let attendee = |account: &str, name: &str, part, dissent: Option<&str>| Attendee {
        account: account.to_owned(),
        name: name.to_owned(),
        part,
        signed_in: Some(DAY),
        signed: (is_signed && part == Part::出席).then_some(date(2026, 10, 22)),
        dissent: dissent.map(ToOwned::to_owned),
    };
    let view = |account: &str, stance, text: &str| View {
        account: account.to_owned(),
        stance,
        text: text.to_owned(),
        on: DAY,
        is_offline: false,
    };
    let flags = flags();
    let flag = |at: usize| vec![flags[at].id().to_owned()];
    let concluded = |reason: &str, issues| {
        Some(Concluded {
            outcome: Outcome::采纳形成意见,
            code: None,
            reason: reason.to_owned(),
            issues,
            by: "he".to_owned(),
            on: DAY,
        })
    };
    ReviewSession {
        no: "研判2026-003".to_owned(),
        state: if is_signed { SessionState::已签认 } else { SessionState::纪要草稿 },
        date: DAY,
        place: "三楼会议室".to_owned(),
        chair: "he".to_owned(),
        recorder: "lu".to_owned(),
        is_blind: true,
        quorum_needed: 3,
        attendees: vec![
            attendee("he", "贺兰亭", Part::出席, None),
            attendee("qiao", "乔望川", Part::出席, Some("第二项宜先由承办处说明，再定是否写入意见。")),
            attendee("meng", "孟青禾", Part::出席, None),
            attendee("lu", "陆听雨", Part::列席, None),
        ],
        absent: serde_json::from_value(serde_json::json!([
            { "account": "施远山", "reason": "外出参加现场核查" }
        ]))
        .unwrap(),
        recused: vec![Recusal {
            account: "meng".to_owned(),
            item: Some(2),
            reason: "曾参与该材料的前期调研".to_owned(),
        }],
        agenda: vec![
            AgendaItem {
                seq: 1,
                title: "青屿河支流截污工程专报与台账不一致".to_owned(),
                flags: flag(0),
                entries: vec!["LC-2026-014".to_owned()],
                reporter: "meng".to_owned(),
                views: vec![
                    view("he", Stance::同意, ""),
                    view("qiao", Stance::同意, "建议写明更正专报的时限。"),
                    view("meng", Stance::同意, ""),
                ],
                concluded: concluded("两处证据齐全，差额可复算。", vec![body_one()]),
                ..AgendaItem::default()
            },
            AgendaItem {
                seq: 2,
                title: "第三季度专报下一步安排空泛".to_owned(),
                flags: flag(1),
                reporter: "meng".to_owned(),
                views: vec![
                    view("he", Stance::同意, ""),
                    view("qiao", Stance::不同意, "同类表述各单位都有，宜先由承办处说明。"),
                ],
                concluded: concluded("与上季度逐字相同，属于可以改进的问题。", vec![body_two()]),
                ..AgendaItem::default()
            },
        ],
        material_hash: Some("5d8e02c7".repeat(8)),
        minutes: Some(Minutes {
            text: "会议强调，反馈意见在准不在多，凡写入意见的问题都要有两侧证据。\n会议要求，反馈意见经签发后五个工作日内送达。".to_owned(),
            by: "lu".to_owned(),
            on: DAY,
        }),
        notes: if is_signed {
            vec![SessionNote {
                text: "澜川厅来电说明验收系分段进行，书面材料随回复报送。".to_owned(),
                by: "lu".to_owned(),
                on: date(2026, 10, 28),
            }]
        } else {
            vec![]
        },
        ..ReviewSession::default()
    }
}

pub(super) fn opinion(form: OpinionForm, is_issued: bool) -> Opinion {
    let item = |seq, issue: &str, body| OpinionItem {
        seq,
        issue: issue.to_owned(),
        body,
    };
    Opinion {
        no: "意见2026-002".to_owned(),
        state: if is_issued { OpinionState::已回复 } else { OpinionState::研判通过 },
        form,
        title: "关于2026年第三季度督查专报有关问题的反馈意见".to_owned(),
        important: true,
        to_unit: "澜川省生态环境厅".to_owned(),
        background: "根据年度监督工作安排，2026年10月，我组对你厅报送的《2026年第三季度督查专报》与落实情况总账进行了对账核查。".to_owned(),
        reply_workdays: 10,
        items: vec![item(1, "问题2026-004", body_one()), item(2, "问题2026-005", body_two())],
        drafter: "meng".to_owned(),
        session: Some("研判2026-003".to_owned()),
        decision: serde_json::from_value(serde_json::json!({
            "agrees": true, "text": "同意印发", "by": "he", "on": "2026-10-23"
        }))
        .unwrap(),
        issued: is_issued.then(|| Issued {
            on: date(2026, 10, 26),
            by: "he".to_owned(),
            level: taizhang::model::ContactLevel::组长,
            level_reason: None,
            doc_no: Some("驻组函〔2026〕12号".to_owned()),
        }),
        delivered: is_issued.then(|| Delivery {
            on: date(2026, 10, 27),
            receiver_title: "办公室主任".to_owned(),
            way: "当面".to_owned(),
            place: "澜川厅二楼接待室".to_owned(),
            speaker: "qiao".to_owned(),
            record_signed: true,
            recorder: "lu".to_owned(),
        }),
        reply_due: is_issued.then(|| date(2026, 11, 10)),
        replies: if is_issued {
            vec![Reply {
                item: 1,
                stance: ReplyStance::部分认可,
                text: "验收系分段进行，9月底完成的是前四段，将更正专报。".to_owned(),
                on: date(2026, 11, 6),
                source: Paper::default(),
                recorder: "meng".to_owned(),
            }]
        } else {
            vec![]
        },
        ..Opinion::default()
    }
}

fn named(name: &str) -> Paper {
    Paper {
        name: name.to_owned(),
        place: None,
    }
}

pub(super) fn rectification(is_closed: bool) -> RectificationCase {
    let measure = |seq, text: &str, kind, progress: &str, evidence: &[&str]| Measure {
        seq,
        text: text.to_owned(),
        kind,
        unit: "水生态环境处".to_owned(),
        owner_title: "处长".to_owned(),
        deadline: Some(date(2026, 11, 20)),
        progress: progress.to_owned(),
        is_done: true,
        evidence: evidence.iter().map(|n| named(n)).collect(),
    };
    let measures = vec![
        measure(
            1,
            "逐段核对青屿河支流主管网铺设里程，形成核对表",
            MeasureKind::当下改,
            "已完成16段核对，实铺12.6公里，11月12日补铺至16.0公里",
            &["主管网核对表", "验收单（第5、6段）"],
        ),
        measure(
            2,
            "更正第三季度督查专报并书面说明",
            MeasureKind::当下改,
            "11月9日报送更正件",
            &["澜环函〔2026〕88号"],
        ),
        measure(
            3,
            "建立专报与台账会签核对制度",
            MeasureKind::长久立,
            "11月16日印发",
            &["督查专报会签核对办法"],
        ),
    ];
    RectificationCase {
        no: "整改2026-004".to_owned(),
        state: if is_closed {
            RectificationState::销号
        } else {
            RectificationState::核查到位
        },
        issue: "问题2026-004".to_owned(),
        opinion: "意见2026-002".to_owned(),
        unit: "澜川省生态环境厅".to_owned(),
        problem: body_one().text,
        important: true,
        plan: Some(RectificationPlan {
            source: named("整改方案"),
            goal: "专报、总账、验收单三者一致，青屿河支流主管网16公里全部铺设并验收。".to_owned(),
            kind: RectificationKind::立行立改,
            lead_unit: "水生态环境处".to_owned(),
            responsible_title: "分管副厅长".to_owned(),
            deadline: date(2026, 11, 20),
            measures: measures.clone(),
            no_lasting_reason: None,
        }),
        measures,
        deadlines: vec![DeadlineSet {
            seq: 1,
            date: date(2026, 11, 20),
            basis: "整改方案".to_owned(),
            set_by: "meng".to_owned(),
        }],
        extrapolation: Some(Extrapolation {
            scope: "2026年前三季度全部督查专报".to_owned(),
            checked: 41,
            found: 2,
            fixed: 2,
            evidence: vec![named("专报自查表")],
        }),
        institution: Some(Institution::Made {
            name: "督查专报会签核对办法".to_owned(),
            doc_no: "澜环办〔2026〕31号".to_owned(),
            on: date(2026, 11, 16),
            solves: "专报与台账各报各的".to_owned(),
        }),
        application: Some(Application {
            on: date(2026, 11, 18),
            recorder: "lu".to_owned(),
        }),
        signed_by_principal: true,
        verification: Some(Verification {
            run: CheckRun {
                on: date(2026, 11, 19),
                checkers: vec!["qiao".to_owned(), "meng".to_owned()],
                verdict: Some(Verdict::到位),
                checked_on: Some(date(2026, 11, 20)),
                concluded_by: Some("qiao".to_owned()),
            },
            methods: vec![VerifyMethod::实地, VerifyMethod::抽查],
            findings: "抽查第2、5、9段井位，里程与核对表一致；验收单签章齐全。".to_owned(),
            evidence: vec![named("现场照片12张")],
        }),
        close_out: is_closed.then(|| CloseOut {
            checklist: CheckPoint::ALL
                .into_iter()
                .map(|point| CheckItem {
                    point,
                    is_met: point != CheckPoint::Violations,
                    says: if point == CheckPoint::Violations {
                        "不涉及违法违规".to_owned()
                    } else {
                        "见一事一档".to_owned()
                    },
                })
                .collect(),
            publicity: Publicity::Held {
                from: date(2026, 11, 23),
                to: date(2026, 12, 4),
                open_objections: 0,
            },
            collective: named("研判2026-005"),
            by: "he".to_owned(),
            on: date(2026, 12, 8),
        }),
        look_backs: vec!["回头看2027-001".to_owned()],
        ..RectificationCase::default()
    }
}

pub(super) fn look_back(kind: LookBackKind) -> LookBack {
    let found = match kind {
        LookBackKind::驻在单位 => LookBackFound::Host {
            result: LookBackResult::稳固,
            sections: HostSections {
                extrapolation: "对2026年四个季度专报全部复核，未再出现专报与台账不一致。"
                    .to_owned(),
                institution: "《督查专报会签核对办法》执行半年，会签单41份齐全。".to_owned(),
                effect: "截污工程通过整体验收，青屿河断面水质达到Ⅲ类。".to_owned(),
            },
            relapse: None,
            new_deadline: None,
        },
        LookBackKind::自身 => LookBackFound::Own {
            sections: SelfSections {
                practice: "对账先行，凡写入意见的问题都有两侧证据。".to_owned(),
                weakness: "口头意见的记录补签不及时，个别研判纪要超过五个工作日才签认。".to_owned(),
                cause: "记录人一人多岗，没有备份。".to_owned(),
                remedy: "增设备份记录人，研判结束次日提醒签认。".to_owned(),
                owner_title: "综合室主任".to_owned(),
                deadline: Some(date(2027, 6, 30)),
            },
        },
    };
    LookBack {
        no: "回头看2027-001".to_owned(),
        state: LookBackState::结论,
        kind,
        rectification: Some("整改2026-004".to_owned()),
        unit: "澜川省生态环境厅".to_owned(),
        title: "青屿河支流截污工程专报与台账不一致".to_owned(),
        due: date(2027, 6, 8),
        people: vec!["qiao".to_owned(), "shi".to_owned()],
        methods: vec![VerifyMethod::调阅, VerifyMethod::实地],
        started_on: Some(date(2027, 6, 3)),
        found: Some(found),
        evidence: vec![named("会签单抽查表"), named("断面监测报告")],
        concluded_by: Some("he".to_owned()),
        ..LookBack::default()
    }
}
