//! Promises of templates: an office changes wording, head and order without compiling, and is told where it went wrong.
use taizhang::{
    model::OpinionForm,
    report::papers::{OFFICE_TEMPLATE, PaperForm, TemplateFault, Templates, fill},
};

use super::{story, text};

fn faults(file: &str, text: &str) -> Vec<TemplateFault> {
    Templates::load(&[(file.to_owned(), text.to_owned())]).unwrap_err()
}

fn built_in(id: &str) -> &'static str {
    let found = Templates::built_in().iter().find(|(name, _)| *name == id);
    found.unwrap().1
}

#[test]
fn every_built_in_template_loads_and_every_paper_has_a_vocabulary() {
    let templates = Templates::load(&[]).unwrap();
    let papers = templates.papers();
    assert_eq!(
        papers.len(),
        Templates::built_in().len() - 1,
        "all but the office's own"
    );
    for (id, title, forms) in papers {
        assert!(!title.is_empty() && !forms.is_empty(), "{id}");
        assert!(!Templates::names(id).is_empty(), "{id}");
        for (name, about) in Templates::names(id) {
            assert!(!about.is_empty(), "{id}: {name} is not explained");
        }
    }
    assert!(!Templates::names(OFFICE_TEMPLATE).is_empty());
}

#[test]
fn what_a_paper_is_filled_with_is_exactly_what_its_vocabulary_names() {
    let names = story::names();
    let session = story::session(true);
    let opinion = story::opinion(OpinionForm::书面, true);
    let filled = [
        ("opinion", fill::opinion(&opinion, Some(&session), &names).0),
        ("session-minutes", fill::minutes(&session, &names).0),
        (
            "close-out",
            fill::close_out(&story::rectification(true), (None, None), &names).0,
        ),
        (
            "flag-list",
            fill::flag_list(&story::list(), &story::cases(), Some(&session), &names).0,
        ),
    ];
    for (paper, values) in filled {
        let known: Vec<String> = Templates::names(paper)
            .into_iter()
            .map(|(n, _)| n)
            .collect();
        for name in values.names() {
            assert!(
                known.contains(&name),
                "{paper}: {name} is given but not known"
            );
        }
        let given = values.names();
        for name in known.iter().filter(|n| !n.starts_with("事项.")) {
            assert!(
                given.contains(name),
                "{paper}: {name} is known but never given"
            );
        }
    }
}

#[test]
fn a_workspace_changes_wording_and_letterhead() {
    let office = "[office]\n\"机关\" = \"驻澜川厅纪检监察组\"\n[fonts]\nbody = [\"华文仿宋\"]\n";
    let opinion = built_in("opinion").replace("发现的问题", "需要引起重视的问题");
    let own = [
        ("templates/office.toml".to_owned(), office.to_owned()),
        ("templates/opinion.toml".to_owned(), opinion),
    ];
    let templates = Templates::load(&own).unwrap();
    let (values, standing) = fill::opinion(
        &story::opinion(OpinionForm::书面, true),
        Some(&story::session(true)),
        &story::names(),
    );
    let bytes = templates
        .write("opinion", &values, (PaperForm::Docx, standing, story::DAY))
        .unwrap();
    let text = text("意见.docx", &bytes);
    for words in [
        "驻澜川厅纪检监察组文件",
        "一、需要引起重视的问题",
        "派驻纪检监察组综合室",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let document = super::part(&bytes, "word/document.xml");
    assert!(document.contains("华文仿宋") && !document.contains("仿宋_GB2312"));
    assert!(
        document.contains("方正小标宋简体"),
        "fonts that were not changed stay"
    );
}

#[test]
fn an_unknown_name_is_refused_with_file_and_line() {
    let text = "title = \"反馈意见\"\nformats = [\"docx\"]\n\n[[parts]]\nkind = \"body\"\ntext = \"送{主送机构}。\"\n";
    let faults = faults("templates/opinion.toml", text);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(
        (faults[0].file.as_str(), faults[0].line),
        ("templates/opinion.toml", 6)
    );
    assert_eq!(faults[0].reason.code, "template-unknown-field");
    assert_eq!(faults[0].reason.args["name"], "主送机构");
    assert!(faults[0].reason.args["known"].contains("主送机关"));
}

#[test]
fn faults_are_told_by_kind_all_of_them_at_once() {
    let part = |body: &str| format!("title = \"x\"\nformats = [\"docx\"]\n[[parts]]\n{body}\n");
    let codes = |body: &str| -> Vec<(String, usize)> {
        faults("opinion.toml", &part(body))
            .into_iter()
            .map(|f| (f.reason.code, f.line))
            .collect()
    };
    let told = |code: &str, line| vec![(code.to_owned(), line)];
    assert_eq!(
        codes("kind = \"body\"\ntext = \"{编号\""),
        told("template-brace", 5)
    );
    assert_eq!(
        codes("kind = \"group\"\neach = \"提案\"\nparts = [{ kind = \"blank\" }]"),
        told("template-unknown-list", 5)
    );
    assert_eq!(codes("kind = \"body\""), told("template-missing-key", 3));
    assert_eq!(
        codes("kind = \"blank\"\ntext = \"字\""),
        told("template-useless-key", 3)
    );
    assert_eq!(
        codes("kind = \"body\"\ntext = \"字\"\ncolour = \"红\""),
        told("template-not-understood", 6)
    );
    assert_eq!(
        codes("kind = \"form\"\nwidths = [1, 2]\nrows = [{ cells = [{ text = \"字\" }] }]"),
        told("template-row-width", 6)
    );
    let two = "kind = \"body\"\ntext = \"{甲}{乙}\"\nwhen = \"丙\"";
    assert_eq!(codes(two).len(), 3);
    // A name of a list is known only in that list.
    assert_eq!(
        codes("kind = \"body\"\ntext = \"{事实}\""),
        told("template-unknown-field", 5)
    );
}

#[test]
fn a_template_of_no_paper_is_refused() {
    let faults = faults(
        "templates/opinon.toml",
        "title = \"x\"\nformats = []\nparts = []\n",
    );
    assert_eq!(faults[0].reason.code, "template-no-such-paper");
    assert_eq!(faults[0].reason.args["paper"], "opinon");
}

#[test]
fn every_paper_says_in_both_languages_what_it_is_about() {
    use taizhang::cli::{Language, text};
    for (id, ..) in Templates::load(&[]).unwrap().papers() {
        for language in [Language::Chinese, Language::English] {
            let key = format!("papers.about.{id}");
            assert_ne!(text(language, &key), key);
        }
    }
}
