//! A quarter of collective review over the demo batch, and every paper that comes out of it.
mod papers;

use std::{collections::BTreeSet, path::Path, sync::LazyLock};

use taizhang::{
    model::{
        AgendaDraft, Cause, CheckItem, CheckPoint, Delivery, DiffAnswer, Evidence, Extrapolation,
        Flag, FlagAct, Gap, HostSections, Institution, Invited, IssueBody, LookBackAct,
        LookBackFound, LookBackKind, LookBackResult, Measure, MeasureKind, OpinionAct, OpinionForm,
        OpinionPlan, Outcome, Part, Person, Proposal, Publicity, ReconAct, RectificationAct,
        RectificationKind, RectificationPlan, RectificationWork, RejectCode, ReplyStance, Role,
        RootCause, SelfSections, SessionAct, SessionPlan, Stance, Suggestion, UnitKind, Verdict,
        VerifyMethod,
    },
    workflow::{
        ActRequest, Actor, EntryFilter, FlagFilter, ImportRequest, MadePaper, Office, PaperForm,
        Purpose, ReconcileScope, Silent,
    },
};

use super::{day, go, named};
use crate::report::papers::text;

/// Who takes part: account, name, role.
const PEOPLE: [(&str, &str, Role); 10] = [
    ("liu", "柳闻笛", Role::台账管理员),
    ("chen", "陈砚秋", Role::责任部门),
    ("zhao", "赵松年", Role::责任部门负责人),
    ("zhou", "周望舒", Role::分管副组长),
    ("wang", "王致远", Role::组长),
    ("xu", "许知白", Role::研判成员),
    ("he", "何听澜", Role::记录人),
    ("ma", "马行健", Role::责任部门),
    ("niu", "牛向晚", Role::责任部门),
    ("zhu", "朱怀瑾", Role::分管副组长),
];
const PASSWORD: &str = "Yuqing-2026-Shanshui";

pub(super) const HOST: &str = "枳洲市生态环境局";
pub(super) const PORT: &str = "芦津市生态环境局";

pub(super) fn person(account: &str) -> Person {
    let role = PEOPLE.iter().find(|(a, ..)| *a == account).unwrap().2;
    Person::new(account, &[role])
}

fn open(root: &Path, on: &str, account: &str) -> Office {
    let workspace = Office::init(root).unwrap();
    let actor = Actor {
        name: account.to_owned(),
        at: format!("{on}T08:00:00Z"),
    };
    Office::open(workspace, Purpose::Write, actor, day(on)).unwrap()
}

/// A paper of the story with what it says.
pub(super) struct Made {
    pub(super) name: &'static str,
    pub(super) is_draft: bool,
    pub(super) says: String,
    pub(super) bytes: Vec<u8>,
}

/// What the story left behind.
pub(super) struct Quarter {
    pub(super) papers: Vec<Made>,
    /// Words of the three flags the session was about.
    pub(super) quotes: [String; 3],
    pub(super) session: String,
    pub(super) opinion: String,
    pub(super) oral: String,
    pub(super) rectification: String,
    pub(super) look_back: String,
    pub(super) own: String,
    /// The database as the story left it.
    pub(super) database: Vec<u8>,
}

impl Quarter {
    pub(super) fn paper(&self, name: &str) -> &Made {
        let found = self.papers.iter().find(|p| p.name == name);
        found.unwrap_or_else(|| panic!("{name} was not made"))
    }
}

pub(super) static QUARTER: LazyLock<Quarter> = LazyLock::new(quarter);

fn body(unit: &str, flag: &Flag, text: &str, suggestion: Suggestion) -> IssueBody {
    let draft = &flag.draft;
    let mut evidence = vec![Evidence {
        source: draft.source.clone(),
        note: "报告原文".to_owned(),
    }];
    evidence.extend(draft.evidence.iter().take(2).cloned());
    IssueBody {
        unit: unit.to_owned(),
        category: "进展与台账不一致".to_owned(),
        text: text.to_owned(),
        basis: "《生态环境保护督察整改工作办法》关于如实报告整改进展的要求".to_owned(),
        evidence,
        gap: Some(Gap::落差),
        cause: Some(RootCause {
            values: vec![Cause::履职担当不足],
            depth: Vec::new(),
            text: "填报前没有与台账逐项核对。".to_owned(),
        }),
        suggestion,
        ..IssueBody::default()
    }
}

fn suggestion(text: &str, object: &str, action: &str, standard: &str) -> Suggestion {
    Suggestion {
        text: text.to_owned(),
        object: object.to_owned(),
        action: action.to_owned(),
        deadline: Some(day("2026-11-20")),
        check_standard: standard.to_owned(),
    }
}

fn proposed(office: &mut Office, flag: &Flag, proposal: Proposal, code: Option<RejectCode>) {
    let act = FlagAct::Propose {
        proposal,
        code,
        note: Some("已调阅原件核对".to_owned()),
        into: None,
    };
    let done = office.act_on_flag(flag.id(), &person("chen"), None, act);
    done.unwrap_or_else(|e| panic!("{}: {e}", flag.draft.source.quote()));
}

/// The session: three items, one view against, signed with a dissent.
fn met(office: &mut Office, flags: [&Flag; 3]) -> String {
    let one = |account: &str, part| Invited {
        account: account.to_owned(),
        name: PEOPLE
            .iter()
            .find(|(a, ..)| *a == account)
            .unwrap()
            .1
            .to_owned(),
        part,
    };
    let plan = SessionPlan {
        date: day("2026-10-20"),
        place: "三楼会议室".to_owned(),
        chair: "zhou".to_owned(),
        recorder: "he".to_owned(),
        invited: vec![
            one("zhou", Part::出席),
            one("zhao", Part::出席),
            one("xu", Part::出席),
            one("he", Part::列席),
        ],
        ..SessionPlan::default()
    };
    let no = office.plan_session(&person("liu"), plan).unwrap().no;
    let titles = [
        "南冈垃圾填埋场渗滤液整治进展与台账不一致",
        "督察交办事项数量前后不符",
        "港区卸船机除尘改造进展含糊",
    ];
    let mut acts: Vec<(Person, SessionAct)> = Vec::new();
    for (flag, title) in flags.iter().zip(titles) {
        let item = AgendaDraft {
            title: title.to_owned(),
            flags: vec![flag.id().to_owned()],
            reporter: "chen".to_owned(),
            ..AgendaDraft::default()
        };
        acts.push((person("liu"), SessionAct::AddItem { item }));
    }
    let material = Vec::new();
    acts.push((person("liu"), SessionAct::Lock { material }));
    for account in ["zhou", "zhao", "xu", "he"] {
        acts.push((person(account), SessionAct::SignIn {}));
    }
    acts.push((person("zhou"), SessionAct::Begin {}));
    let issues = [
        body(
            HOST,
            flags[0],
            "报告称该项已处置完毕并完成销号，同期台账记为申请销号、未销号，两处不能同时成立。",
            suggestion(
                "请核实该项的真实状态，更正报告或者补报销号批准材料。",
                "台账编号ZZ2026-023的事项",
                "逐项核对销号批准材料并更正报告",
                "报告、台账、销号批准材料三者一致",
            ),
        ),
        body(
            HOST,
            flags[1],
            "报告所列督察交办事项总数与各分项相加之数不一致，相差2个。",
            suggestion(
                "请按交办清单逐件核对，重新报送总数和分项数。",
                "第三季度整改进展报告所列数量",
                "逐件核对并重新报送",
                "总数等于各分项之和，且与交办清单一致",
            ),
        ),
        body(
            PORT,
            flags[2],
            "报告称卸船机除尘改造已经整改完毕，又称仍在推进，没有总量和已完成量。",
            suggestion(
                "请写明卸船机总台数、已改造台数和完成日期。",
                "港区卸船机除尘改造",
                "补报台数和完成日期",
                "已改造台数可以现场逐台核对",
            ),
        ),
    ];
    for (issue, item) in issues.into_iter().zip(1..) {
        for (account, stance, text) in [
            ("zhou", Stance::同意, ""),
            ("zhao", Stance::同意, "建议写明更正的时限。"),
            (
                "xu",
                if item == 2 {
                    Stance::不同意
                } else {
                    Stance::同意
                },
                if item == 2 {
                    "可能是口径不同，宜先由承办处说明。"
                } else {
                    ""
                },
            ),
        ] {
            let text = text.to_owned();
            acts.push((
                person(account),
                SessionAct::StateView { item, stance, text },
            ));
        }
        let conclude = SessionAct::Conclude {
            item,
            outcome: Outcome::采纳形成意见,
            code: None,
            reason: "证据齐全，可以复算".to_owned(),
            issues: vec![issue],
        };
        acts.push((person("zhou"), conclude));
    }
    let minutes = "会议要求，反馈意见签发后五个工作日内送达。".to_owned();
    acts.push((person("he"), SessionAct::DraftMinutes { text: minutes }));
    for account in ["zhou", "zhao", "xu"] {
        let dissent = (account == "xu").then(|| "第二项宜先由承办处说明。".to_owned());
        acts.push((person(account), SessionAct::Sign { dissent }));
    }
    go(office, &no, acts);
    no
}

fn opine(office: &mut Office, no: &str, acts: Vec<(&str, OpinionAct)>) {
    for (by, act) in acts {
        let title = act.title();
        let done = office.act_on_opinion(no, &person(by), None, act);
        done.unwrap_or_else(|e| panic!("{no} {title}: {e}"));
    }
}

fn delivery(on: &str, way: &str, place: &str, speaker: &str) -> OpinionAct {
    OpinionAct::Deliver {
        delivery: Delivery {
            on: day(on),
            receiver_title: "局长".to_owned(),
            way: way.to_owned(),
            place: place.to_owned(),
            speaker: speaker.to_owned(),
            record_signed: !speaker.is_empty(),
            recorder: "he".to_owned(),
        },
        reply_due: None,
    }
}

fn reply(item: u32, stance: ReplyStance, on: &str, text: &str) -> OpinionAct {
    OpinionAct::RecordReply {
        item,
        stance,
        text: text.to_owned(),
        on: day(on),
        source: named("回复函"),
    }
}

/// The written opinion to the host and the oral one to the port.
fn told(office: &mut Office, session: &str) -> (String, String) {
    let issues = office.issues().unwrap();
    let of = |unit: &str| -> Vec<String> {
        let its = issues.iter().filter(|i| i.body.unit == unit);
        its.map(|i| i.no.clone()).collect()
    };
    let plan = |unit: &str, form| {
        OpinionPlan {
        form,
        to_unit: unit.to_owned(),
        unit_kind: Some(UnitKind::部属单位),
        background: "根据年度监督工作安排，2026年10月，我组对你局报送的三季度整改进展报告与监督台账进行了核对。".to_owned(),
        issues: of(unit),
        ..OpinionPlan::default()
    }
    };
    let mut written = plan(HOST, OpinionForm::书面);
    written.copies_to = "岚岳省生态环境厅、枳洲市督察整改办公室".to_owned();
    let written = office.draft_opinion(&person("chen"), written).unwrap().no;
    let oral = plan(PORT, OpinionForm::口头);
    let oral = office.draft_opinion(&person("chen"), oral).unwrap().no;
    let pass = || OpinionAct::Pass {
        session: session.to_owned(),
    };
    let issue = |doc_no: Option<&str>| OpinionAct::Issue {
        level: None,
        level_reason: None,
        doc_no: doc_no.map(ToOwned::to_owned),
    };
    opine(office, &written, vec![("chen", pass())]);
    keep(
        office,
        "opinion-draft",
        "opinion",
        &written,
        PaperForm::Docx,
    );
    let acts = vec![
        ("zhao", issue(Some("驻组函〔2026〕8号"))),
        ("chen", delivery("2026-10-20", "机要", "", "")),
    ];
    opine(office, &written, acts);
    let acts = vec![
        ("chen", pass()),
        ("zhao", issue(None)),
        (
            "chen",
            delivery("2026-10-20", "当面", "芦津市生态环境局会议室", "zhao"),
        ),
    ];
    opine(office, &oral, acts);
    (written, oral)
}

fn ten_points() -> Vec<CheckItem> {
    let says = [
        "三项措施逐条对照，均已完成",
        "未发现违法行为",
        "9月以来监测数据和现场照片",
        "排查填埋场12处",
        "已印发核对办法",
        "局长已签字",
        "两人现场核查",
        "见研判纪要",
        "公示10个工作日，无异议",
        "一事一档，已归档",
    ];
    let points = CheckPoint::ALL.into_iter().zip(says);
    points
        .map(|(point, says)| CheckItem {
            point,
            is_met: says != "未发现违法行为",
            says: says.to_owned(),
        })
        .collect()
}

fn rectify(office: &mut Office, no: &str, acts: Vec<(&str, RectificationAct)>) {
    for (by, act) in acts {
        let title = act.title();
        let done = office.act_on_rectification(no, &person(by), None, act);
        done.unwrap_or_else(|e| panic!("{no} {title}: {e}"));
    }
}

/// From the plan of the host to the check by two, and what the close-out rests on.
fn put_right(office: &mut Office, no: &str) {
    let measure = Measure {
        seq: 1,
        text: "更正三季度报告，建立填报前核对台账的制度".to_owned(),
        kind: MeasureKind::长久立,
        unit: HOST.to_owned(),
        owner_title: "局长".to_owned(),
        deadline: Some(day("2026-11-20")),
        progress: String::new(),
        is_done: false,
        evidence: Vec::new(),
    };
    let plan = RectificationPlan {
        source: named("整改方案"),
        goal: "报告与台账一致".to_owned(),
        kind: RectificationKind::立行立改,
        lead_unit: HOST.to_owned(),
        responsible_title: "局长".to_owned(),
        deadline: day("2026-11-20"),
        measures: vec![measure],
        no_lasting_reason: None,
    };
    let work = RectificationWork {
        measure: 1,
        text: "已更正报告并印发核对办法".to_owned(),
        is_done: true,
        source: named("进展报告"),
        evidence: vec![named("更正报告"), named("核对办法")],
    };
    let plan = Box::new(plan);
    rectify(
        office,
        no,
        vec![
            ("chen", RectificationAct::SubmitPlan { plan }),
            ("zhao", RectificationAct::AcceptPlan {}),
            ("liu", RectificationAct::Progress { work }),
            (
                "liu",
                RectificationAct::Extrapolate {
                    extrapolation: Extrapolation {
                        scope: "全市垃圾填埋场".to_owned(),
                        checked: 12,
                        found: 2,
                        fixed: 2,
                        evidence: vec![named("排查表")],
                    },
                },
            ),
            (
                "liu",
                RectificationAct::Institute {
                    institution: Institution::Made {
                        name: "整改进展填报核对办法".to_owned(),
                        doc_no: "枳环发〔2026〕31号".to_owned(),
                        on: day("2026-11-02"),
                        solves: "报告与台账不一致".to_owned(),
                    },
                },
            ),
            (
                "chen",
                RectificationAct::ApplyClose {
                    source: named("销号申请"),
                    signed_by_principal: true,
                },
            ),
            (
                "chen",
                RectificationAct::BeginVerify {
                    verifiers: vec!["ma".to_owned(), "niu".to_owned()],
                },
            ),
            (
                "zhao",
                RectificationAct::ConcludeVerify {
                    checked_on: day("2026-11-06"),
                    verdict: Verdict::到位,
                    methods: vec![VerifyMethod::实地],
                    findings: "更正后的报告与台账、销号批准材料一致".to_owned(),
                    evidence: vec![named("核查照片")],
                },
            ),
        ],
    );
}

fn keep(office: &mut Office, name: &'static str, paper: &str, of: &str, form: PaperForm) {
    let made = office.make_paper(paper, of, (Some(form), &person("zhao")), &Silent);
    let made: MadePaper = made.unwrap_or_else(|e| panic!("{name}: {e}"));
    keep_bytes(name, form.extension(), made.is_draft, made.bytes);
}

/// Papers made so far: name, form, whether it is a draft, the file.
type Kept = (&'static str, String, bool, Vec<u8>);
static MADE: std::sync::Mutex<Vec<Kept>> = std::sync::Mutex::new(Vec::new());

/// Keeps a paper where it can be looked at.
fn keep_bytes(name: &'static str, extension: &str, is_draft: bool, bytes: Vec<u8>) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("papers-demo");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(format!("{name}.{extension}")), &bytes).unwrap();
    let mut made = MADE.lock().unwrap();
    made.push((name, extension.to_owned(), is_draft, bytes));
}

/// An extension of a matter that is not yet due, asked for by the host and granted.
fn extended(root: &Path) {
    let act = |account: &str, name: &str, particulars: &[(&str, &str)]| {
        let request = ActRequest {
            no: "ZZ2026-022".to_owned(),
            act: name.to_owned(),
            by: person(account),
            seen: None,
            particulars: particulars
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect(),
            kind: None,
        };
        let mut office = open(root, "2026-10-20", account);
        let done = office.act_on_entry(&request, &Silent);
        done.unwrap_or_else(|e| panic!("{name}: {e}"));
    };
    act("liu", "入账", &[("secrecy_passed", "是")]);
    let confirm = [
        ("lead", HOST),
        ("deadline", "2026-12-31"),
        ("relevance", "密切"),
    ];
    act("zhao", "确认", &confirm);
    let asked = [
        (
            "source",
            "岚岳省生态环境厅_监督台账（总账）_截至2026年9月30日.xlsx@督察交办和专项部署!C11",
        ),
        ("applied_on", "2026-10-19"),
        ("new_deadline", "2027-03-31"),
        ("reason", "汛期停工"),
        ("progress", "9条水体治理工程完成八成"),
    ];
    act("liu", "申请延期", &asked);
    act(
        "chen",
        "延期初审",
        &[("agrees", "同意"), ("opinion", "情况属实")],
    );
    act(
        "zhou",
        "延期审批",
        &[("grants", "批准"), ("paper", "延期批复")],
    );
}

fn quarter() -> Quarter {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().join("w");
    let mut office = open(&root, "2026-10-20", "audit");
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo");
    let request = ImportRequest {
        paths: vec![demo],
        ..ImportRequest::default()
    };
    office.import(&request, &Silent).unwrap();
    for (account, name, role) in PEOPLE {
        let roles = BTreeSet::from([role]);
        let made = office.add_account((account, name), roles, PASSWORD, false);
        made.unwrap();
    }
    let run = office.raise_flags(&Silent).unwrap();
    let list = office.flags(run.clone(), &FlagFilter::default()).unwrap();
    let flag = |unit: &str, words: &str| -> Flag {
        let of_it = |f: &&Flag| {
            f.draft.unit.as_deref() == Some(unit) && f.draft.source.quote().contains(words)
        };
        let found = list.flags.iter().find(of_it);
        found
            .unwrap_or_else(|| panic!("no flag of {unit}: {words}"))
            .clone()
    };
    let closed = flag(HOST, "9月18日已完成销号");
    let counted = flag(HOST, "46个，其中水环境28个");
    let vague = flag(PORT, "目前仍在持续推进当中");
    let refused = flag("岚岳省辐射环境监督站", "绝大多数点位");
    for one in [&closed, &counted, &vague] {
        proposed(&mut office, one, Proposal::采纳, None);
    }
    proposed(
        &mut office,
        &refused,
        Proposal::不采纳,
        Some(RejectCode::法定依据),
    );
    keep(
        &mut office,
        "flag-list-all",
        "flag-list",
        "all",
        PaperForm::Xlsx,
    );
    let session = met(&mut office, [&closed, &counted, &vague]);
    let (opinion, oral) = told(&mut office, &session);
    // The sheet of the run: everything answered by one, signed by another.
    let begin = ReconAct::Begin {
        differences: Vec::new(),
        sheet: String::new(),
    };
    let recon = office.act_on_recon_run(&run.id, &person("chen"), None, begin);
    let differences = recon.unwrap().differences;
    for difference in differences {
        let (answer, note) = match difference {
            2 => (DiffAnswer::不属实, "两处统计日期不同"),
            _ => (DiffAnswer::属实, ""),
        };
        let act = ReconAct::Answer {
            difference,
            answer,
            note: note.to_owned(),
        };
        office
            .act_on_recon_run(&run.id, &person("chen"), None, act)
            .unwrap();
    }
    office
        .act_on_recon_run(&run.id, &person("zhao"), None, ReconAct::Sign {})
        .unwrap();
    let sheet = office
        .reconcile(&run, &ReconcileScope::default(), &Silent)
        .unwrap();
    for paper in office.write_reconciliation(&sheet).unwrap() {
        if paper.kind == "xlsx" {
            let bytes = std::fs::read(&paper.path).unwrap();
            keep_bytes("reconciliation", "xlsx", false, bytes);
        }
    }
    let list = office.flags(run, &FlagFilter::default()).unwrap();
    let written = office.write_lists(&list).unwrap();
    let on_paper = written.iter().find(|p| p.kind == "docx").unwrap();
    let bytes = std::fs::read(&on_paper.path).unwrap();
    keep_bytes("flag-list-run", "docx", true, bytes);
    let due = office.due_list(&EntryFilter::default(), &Silent).unwrap();
    let overdue = office.write_due_list(&due).unwrap();
    keep_bytes(
        "overdue",
        "xlsx",
        false,
        std::fs::read(&overdue.path).unwrap(),
    );
    keep(
        &mut office,
        "urging-letter",
        "urging-letter",
        PORT,
        PaperForm::Docx,
    );
    drop(office);
    extended(&root);
    let mut office = open(&root, "2026-10-29", "audit");
    let answers = vec![
        (
            "liu",
            reply(
                1,
                ReplyStance::认可,
                "2026-10-28",
                "该项尚未批准销号，报告有误。",
            ),
        ),
        (
            "liu",
            reply(
                2,
                ReplyStance::部分认可,
                "2026-10-28",
                "两个事项分属两类，重复计入分项。",
            ),
        ),
    ];
    opine(&mut office, &opinion, answers);
    let answer = reply(
        1,
        ReplyStance::说明情况,
        "2026-10-28",
        "4台已改造2台，11月底完成。",
    );
    opine(&mut office, &oral, vec![("liu", answer)]);
    opine(
        &mut office,
        &opinion,
        vec![("chen", OpinionAct::Rectify {})],
    );
    let rectification = office.rectifications().unwrap().remove(0).no;
    drop(office);
    let mut office = open(&root, "2026-11-06", "audit");
    put_right(&mut office, &rectification);
    keep(
        &mut office,
        "close-out-draft",
        "close-out",
        &rectification,
        PaperForm::Docx,
    );
    drop(office);
    let mut office = open(&root, "2026-11-23", "audit");
    let close_out = RectificationAct::CloseOut {
        checklist: ten_points(),
        publicity: Publicity::Held {
            from: day("2026-11-09"),
            to: day("2026-11-20"),
            open_objections: 0,
        },
        collective: named(&session),
    };
    rectify(&mut office, &rectification, vec![("zhou", close_out)]);
    let look_back = office.look_backs().unwrap().pop().unwrap().no;
    let own = LookBackKind::自身;
    let due = day("2026-12-20");
    let own = office
        .plan_look_back(&person("chen"), own, ("三季度集体研判工作", ""), due)
        .unwrap()
        .no;
    keep(
        &mut office,
        "look-back-draft",
        "look-back",
        &look_back,
        PaperForm::Docx,
    );
    keep(
        &mut office,
        "oral-opinion",
        "opinion",
        &oral,
        PaperForm::Docx,
    );
    drop(office);
    let mut office = open(&root, "2026-12-20", "audit");
    let start = |people: &[&str]| LookBackAct::Start {
        people: people.iter().map(|p| (*p).to_owned()).collect(),
        methods: vec![VerifyMethod::实地],
    };
    let conclude = LookBackAct::Conclude {
        found: LookBackFound::Own {
            sections: SelfSections {
                practice: "凡写入意见的问题都有两侧证据。".to_owned(),
                weakness: "口头意见的回复登记不够及时。".to_owned(),
                cause: "没有指定登记人。".to_owned(),
                remedy: "由台账管理员当日登记。".to_owned(),
                owner_title: "台账管理员".to_owned(),
                deadline: Some(day("2027-01-31")),
            },
        },
        evidence: vec![named("自查记录")],
    };
    for (by, act) in [("chen", start(&["chen", "ma"])), ("zhou", conclude)] {
        let title = act.title();
        let done = office.act_on_look_back(&own, &person(by), None, act);
        done.unwrap_or_else(|e| panic!("{title}: {e}"));
    }
    keep(
        &mut office,
        "self-look-back",
        "self-look-back",
        &own,
        PaperForm::Docx,
    );
    drop(office);
    let mut office = open(&root, "2027-05-24", "audit");
    let conclude = LookBackAct::Conclude {
        found: LookBackFound::Host {
            result: LookBackResult::稳固,
            sections: HostSections {
                extrapolation: "又抽查6座填埋场，未发现同类问题。".to_owned(),
                institution: "核对办法仍在执行，一季度核对记录齐全。".to_owned(),
                effect: "2027年一季度报告与台账一致。".to_owned(),
            },
            relapse: None,
            new_deadline: None,
        },
        evidence: vec![named("回头看记录")],
    };
    for (by, act) in [("chen", start(&["ma", "niu"])), ("zhou", conclude)] {
        let title = act.title();
        let done = office.act_on_look_back(&look_back, &person(by), None, act);
        done.unwrap_or_else(|e| panic!("{title}: {e}"));
    }
    use PaperForm::{Docx, Xlsx};
    for (name, paper, of, form) in [
        ("look-back", "look-back", look_back.as_str(), Docx),
        ("opinion", "opinion", &opinion, Docx),
        ("session-minutes", "session-minutes", &session, Docx),
        ("flag-list", "flag-list", &session, Docx),
        ("flag-list-sheet", "flag-list", &session, Xlsx),
        ("close-out", "close-out", &rectification, Docx),
        ("quarterly", "quarterly", "2026Q4", Docx),
        ("quarterly-sheet", "quarterly", "2026Q4", Xlsx),
    ] {
        keep(&mut office, name, paper, of, form);
    }
    drop(office);
    let database = std::fs::read(root.join("taizhang.db")).unwrap();
    let made = std::mem::take(&mut *MADE.lock().unwrap());
    let papers = made
        .into_iter()
        .map(|(name, extension, is_draft, bytes)| Made {
            name,
            is_draft,
            says: text(&format!("{name}.{extension}"), &bytes),
            bytes,
        });
    Quarter {
        papers: papers.collect(),
        quotes: [&closed, &counted, &vague].map(|f| f.draft.source.quote().to_owned()),
        session,
        opinion,
        oral,
        rectification,
        look_back,
        own,
        database,
    }
}
