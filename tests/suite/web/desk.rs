//! The pages of review by forms alone: a session held blind with one dissent, signed; an opinion, its reply, the rectification
//! checked by two, struck off, looked back at.
use axum::http::StatusCode;

use super::{
    filling::{done, fill, flags, hidden, path_decoded, path_on, refusal},
    house::{Bench, Browser},
};

const UNIT: &str = "青杉河流域办公室";

/// Two accepted flags on the agenda of a blind session that has begun; its path.
fn session_in_progress(bench: &Bench) -> String {
    let mut officer = bench.as_who("O");
    let queue = officer.get("/flags?stand=");
    let flags = flags(&queue.body);
    assert!(flags.len() >= 2, "{flags:?}");
    for id in flags.iter().take(2) {
        let path = format!("/flags/{id}/decide");
        let seen = officer.post(&path, &[("decision", "accept"), ("note", "有出处")]);
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{}", seen.body);
    }
    let mut keeper = bench.as_who("L");
    let plan = [
        ("kind", "集体研判"),
        ("date", "2026-11-20"),
        ("place", "三楼会议室"),
        ("chair", "D"),
        ("recorder", "R"),
        ("blind", "1"),
        ("part.D", "出席"),
        ("part.OL", "出席"),
        ("part.M", "出席"),
        ("part.R", "列席"),
    ];
    let path = done(&mut keeper, ("/sessions", "plan"), None, &plan);
    let page = keeper.get(&path).body;
    for id in flags.iter().take(2) {
        assert!(page.contains(id.as_str()), "{id} is not offered");
    }
    let both = [("flag", flags[0].as_str()), ("flag", flags[1].as_str())];
    done(&mut keeper, (&path, "add_item"), None, &both);
    done(&mut keeper, (&path, "lock"), None, &[]);
    assert!(
        keeper.get(&path).body.contains("2 件，校验值")
            || keeper.get(&path).body.contains("件，校验值")
    );
    for who in ["D", "OL", "M", "R"] {
        done(&mut bench.as_who(who), (&path, "sign_in"), None, &[]);
    }
    done(&mut bench.as_who("D"), (&path, "begin"), None, &[]);
    path
}

#[test]
fn a_session_is_held_signed_and_followed_to_the_look_back_by_forms_alone() {
    whole_story(&Bench::new());
}

/// From the call of a session to the look-back.
pub(super) fn whole_story(bench: &Bench) {
    let path = session_in_progress(bench);
    let (mut chair, mut head, mut member) =
        (bench.as_who("D"), bench.as_who("OL"), bench.as_who("M"));

    // Views are kept back until all have spoken.
    let text = "证据与要求逐条对得上";
    done(
        &mut chair,
        (&path, "state_view"),
        Some(1),
        &[("stance", "同意"), ("text", text)],
    );
    let seen = head.get(&path).body;
    assert!(!seen.contains(text) && seen.contains("另有 1 人已发表意见"));
    assert!(chair.get(&path).body.contains(text));
    let refused = fill(
        &mut member,
        (&path, "state_view"),
        Some(1),
        &[("stance", "不同意"), ("text", "")],
    );
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refusal(&refused).contains("须写明理由"),
        "{}",
        refusal(&refused)
    );
    // Two members answer pages they opened before either had spoken: both count.
    let no = [("stance", "不同意"), ("text", "只有一处引文，须先核实")];
    done(&mut member, (&path, "state_view"), Some(1), &no);
    done(
        &mut head,
        (&path, "state_view"),
        Some(1),
        &[("stance", "同意")],
    );
    assert!(head.get(&path).body.contains(text));
    for browser in [&mut chair, &mut head, &mut member] {
        let no = [("stance", "不同意"), ("text", "属于引用")];
        done(browser, (&path, "state_view"), Some(2), &no);
    }

    // What was typed is kept with the refusal.
    let issue = [
        ("outcome", "采纳形成意见"),
        ("reason", "有要求有证据"),
        ("i0.unit", UNIT),
        ("i0.text", "整改措施没有责任人和时限"),
        ("i0.basis", "〔虚构〕流域整改工作规则第八条"),
        ("i0.gap", "落差"),
        ("i0.suggestion", "逐项列出措施、责任单位和时限"),
        ("i0.object", UNIT),
    ];
    let mut wrong = issue.to_vec();
    wrong.push(("code", "法定依据"));
    let refused = fill(&mut chair, (&path, "conclude"), Some(1), &wrong);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refusal(&refused).contains("只有不采纳才选理由"),
        "{}",
        refusal(&refused)
    );
    assert!(refused.body.contains("整改措施没有责任人和时限"));
    let more: Vec<(&str, &str)> = issue.iter().copied().chain([("more", "1")]).collect();
    let again = fill(&mut chair, (&path, "conclude"), Some(1), &more);
    assert!(again.status == StatusCode::OK && again.body.contains("name=\"i1.text\""));
    done(&mut chair, (&path, "conclude"), Some(1), &issue);
    let no = [
        ("outcome", "不采纳"),
        ("code", "提及/引用"),
        ("reason", "是引用"),
    ];
    done(&mut chair, (&path, "conclude"), Some(2), &no);

    // Minutes: drafted of the record, signed by all, dissent kept.
    let mut recorder = bench.as_who("R");
    let page = recorder.get(&path).body;
    assert!(page.contains("M不同意：只有一处引文，须先核实"), "{page}");
    done(
        &mut recorder,
        (&path, "draft_minutes"),
        None,
        &[("text", "纪要：两项议题。")],
    );
    done(&mut chair, (&path, "sign"), None, &[]);
    done(&mut head, (&path, "sign"), None, &[]);
    done(
        &mut member,
        (&path, "sign"),
        None,
        &[("dissent", "对第1项保留不同意见")],
    );
    let page = recorder.get(&path).body;
    assert!(page.contains("对第1项保留不同意见") && page.contains("已签认"));
    assert!(
        !page.contains("/draft_minutes\""),
        "signed minutes are not edited"
    );
    done(
        &mut recorder,
        (&path, "note"),
        None,
        &[("text", "附件页码更正")],
    );
    done(&mut bench.as_who("L"), (&path, "archive"), None, &[]);

    // The issue: what is missing is said, and filled in without touching what was signed.
    let mut officer = bench.as_who("O");
    let list = officer.get("/issues").body;
    let issue = path_on(&list, "/issues/%E9");
    let page = officer.get(&issue).body;
    assert!(page.contains("尚缺：") && page.contains("检验标准") && page.contains("建议时限"));
    assert!(
        !page.contains("name=\"text\""),
        "what was signed is not asked again"
    );
    let rest = [
        ("action", "列出清单"),
        ("deadline", "2026-12-31"),
        ("standard", "每项有单位有时限"),
        ("cause", "制度机制不健全"),
        ("cause-text", "没有分工制度"),
    ];
    done(&mut officer, (&issue, "complete"), None, &rest);
    assert!(!officer.get(&issue).body.contains("尚缺："));

    let opinion = opinion_answered(bench, &mut officer, &issue, &path);
    let case = rectified(bench, &mut officer, &opinion);
    looked_back(bench, &mut officer, &case);
    let page = officer.get(&issue).body;
    assert!(page.contains("结束"), "{page}");
}

/// The opinion of the issue, passed, issued, delivered and answered; its path.
fn opinion_answered(
    bench: &Bench,
    officer: &mut Browser<'_>,
    issue: &str,
    session: &str,
) -> String {
    let decoded = |path: &str| path_decoded(path.rsplit('/').next().unwrap());
    let (issue_no, session_no) = (decoded(issue), decoded(session));
    let draft = [
        ("issue", issue_no.as_str()),
        ("unit_kind", "司局"),
        ("form_of", "书面"),
        ("carrier", "反馈意见"),
        ("background", "根据三季度集体研判"),
    ];
    let path = done(officer, ("/opinions", "draft"), None, &draft);
    done(officer, (&path, "pass"), None, &[("session", &session_no)]);
    // The officer who drafted it is offered no signature; a form sent all the same is refused in words.
    let page = officer.get(&path).body;
    assert!(!page.contains("/issue\""));
    let refused = officer.post(&format!("{path}/issue"), &[("doc_no", "〔2026〕1号")]);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refusal(&refused).contains("应由"), "{}", refusal(&refused));
    let mut deputy = bench.as_who("D");
    done(
        &mut deputy,
        (&path, "issue"),
        None,
        &[("doc_no", "〔2026〕1号")],
    );
    let deliver = [
        ("on", "2026-11-20"),
        ("receiver_title", "办公室主任"),
        ("way", "机要"),
    ];
    done(officer, (&path, "deliver"), None, &deliver);
    let reply = [
        ("stance", "部分认可"),
        ("on", "2026-11-20"),
        ("text", "已着手列出清单"),
        ("source", "关于反馈意见的复函"),
    ];
    done(officer, (&path, "record_reply"), Some(1), &reply);
    // What the unit says stands beside the flag, too.
    assert!(officer.get(issue).body.contains("已着手列出清单"));
    done(officer, (&path, "rectify"), None, &[]);
    path
}

/// The rectification, worked on, checked by two and struck off; its path.
fn rectified(bench: &Bench, officer: &mut Browser<'_>, opinion: &str) -> String {
    let path = path_on(&officer.get(opinion).body, "/rectifications/");
    let plan = [
        ("source", "整改方案"),
        ("kind", "立行立改"),
        ("lead_unit", UNIT),
        ("deadline", "2026-12-31"),
        ("goal", "措施可核查"),
        ("m0.text", "建立清单"),
        ("m0.kind", "当下改"),
        ("m1.text", "建立分工制度"),
        ("m1.kind", "长久立"),
    ];
    done(officer, (&path, "submit_plan"), None, &plan);
    let mut head = bench.as_who("OL");
    let stale = head.get(&path);
    done(&mut head, (&path, "accept_plan"), None, &[]);
    // A form made of an older state is refused, with what happened since.
    let old = hidden(&stale.body, &format!("{path}/return_plan")).unwrap();
    let mut fields: Vec<(&str, &str)> = old.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    fields.push(("reason", "缺少时限，请补"));
    let refused = head.post_bare(&format!("{path}/return_plan"), &fields);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("同意方案") && refused.body.contains("您打开之后"));
    assert!(
        refused.body.contains("缺少时限，请补"),
        "what was typed is kept"
    );
    for measure in ["1", "2"] {
        let work = [
            ("measure", measure),
            ("source", "整改进展报告"),
            ("is_done", "1"),
            ("text", "已完成"),
            ("evidence", "清单及照片"),
        ];
        done(officer, (&path, "progress"), None, &work);
    }
    let other = [
        ("scope", "全流域"),
        ("checked", "6"),
        ("found", "1"),
        ("fixed", "1"),
    ];
    done(officer, (&path, "extrapolate"), None, &other);
    done(
        officer,
        (&path, "institute"),
        None,
        &[("reason", "已有制度足用")],
    );
    let close = [("source", "销号申请"), ("signed_by_principal", "1")];
    done(officer, (&path, "apply_close"), None, &close);
    let refused = fill(officer, (&path, "begin_verify"), None, &[("verifier", "M")]);
    assert!(
        refusal(&refused).contains("应为2人以上"),
        "{}",
        refusal(&refused)
    );
    let two = [("verifier", "M"), ("verifier", "R")];
    done(officer, (&path, "begin_verify"), None, &two);
    let found = [
        ("checked_on", "2026-11-20"),
        ("verdict", "到位"),
        ("method", "实地"),
        ("findings", "清单齐全"),
    ];
    done(&mut head, (&path, "conclude_verify"), None, &found);
    let mut deputy = bench.as_who("D");
    let names: Vec<(String, String)> = (0..10)
        .map(|n| (format!("c{n}.met"), format!("c{n}.says")))
        .collect();
    let mut points: Vec<(&str, &str)> = Vec::new();
    for (met, says) in &names {
        points.extend([(met.as_str(), "met"), (says.as_str(), "见档案")]);
    }
    points.extend([
        ("from", "2026-11-02"),
        ("to", "2026-11-10"),
        ("collective", "组务会纪要第9期"),
    ]);
    let lacking: Vec<(&str, &str)> = points
        .iter()
        .copied()
        .filter(|p| !p.0.starts_with("c3."))
        .collect();
    let refused = fill(&mut deputy, (&path, "close_out"), None, &lacking);
    assert!(
        refusal(&refused).contains("举一反三"),
        "{}",
        refusal(&refused)
    );
    assert!(refused.body.contains("组务会纪要第9期"));
    done(&mut deputy, (&path, "close_out"), None, &points);
    path
}

fn looked_back(bench: &Bench, officer: &mut Browser<'_>, case: &str) {
    let list = officer.get("/opinions").body;
    let path = path_on(&list, "/look-backs/");
    let two = [("person", "M"), ("person", "R"), ("method", "抽查")];
    done(officer, (&path, "start"), None, &two);
    let found = [
        ("result", "稳固"),
        ("extrapolation", "全流域已排查"),
        ("institution", "制度在用"),
        ("effect", "未见反弹"),
    ];
    let mut deputy = bench.as_who("D");
    done(&mut deputy, (&path, "conclude"), None, &found);
    done(&mut deputy, (&path, "end"), None, &[]);
    assert!(officer.get(case).body.contains("结束"));
}

#[test]
fn every_figure_of_the_statistics_opens_its_rows() {
    let bench = Bench::new();
    let mut reader = bench.as_who("RO");
    let page = reader.get("/statistics?period=2026Q4");
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    for table in 1..=10 {
        assert!(page.body.contains(&format!("id=\"T{table}\"")), "T{table}");
    }
    let mut opened = 0;
    for rest in page.body.split("href=\"/statistics/").skip(1) {
        let link = rest
            .split('"')
            .next()
            .unwrap()
            .replace("&#38;", "&")
            .replace("&amp;", "&");
        let rows = reader.get(&format!("/statistics/{link}"));
        assert_eq!(rows.status, StatusCode::OK, "{link}");
        if link.starts_with("rows") || link.starts_with("flags") {
            assert!(rows.body.contains("data-row"), "{link}: {}", rows.body);
        }
        opened += 1;
    }
    assert!(opened > 10, "{opened}");
}

#[test]
fn readers_and_administrators_are_offered_no_act() {
    let bench = Bench::new();
    let path = session_in_progress(&bench);
    let mut reader = bench.as_who("RO");
    for page in ["/sessions", path.as_str(), "/issues", "/opinions"] {
        let seen = reader.get(page);
        assert_eq!(seen.status, StatusCode::OK);
        assert!(
            !seen.body.contains("name=\"form\""),
            "{page}: {}",
            seen.body
        );
    }
    for who in ["SA", "SE", "AU"] {
        assert_eq!(bench.as_who(who).get(&path).status, StatusCode::FORBIDDEN);
    }
}

#[test]
fn hostile_text_typed_into_any_form_is_shown_as_text() {
    let bench = Bench::new();
    let path = session_in_progress(&bench);
    let evil = "</textarea><script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    for who in ["D", "OL", "M"] {
        let view = [("stance", "不同意"), ("text", evil)];
        done(
            &mut bench.as_who(who),
            (&path, "state_view"),
            Some(1),
            &view,
        );
    }
    let mut chair = bench.as_who("D");
    let wrong = [("outcome", "不采纳"), ("reason", evil), ("i0.text", evil)];
    let refused = fill(&mut chair, (&path, "conclude"), Some(1), &wrong);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for body in [refused.body, chair.get(&path).body] {
        assert!(body.contains("alert(1)"));
        assert!(!body.contains("<script>alert") && !body.contains("<img src=x"));
    }
}
