//! Text that lays down rules for everybody (statutes, measures quoted in a report) tells of no deed of the unit.
use std::sync::LazyLock;

use regex::Regex;

use super::{ruled::plain_of, substance};
use crate::model::{Document, PassageKind};

/// How an article of a statute begins.
const ARTICLE: &str = r"^第[一二三四五六七八九十百千零\d]+条";
/// Articles from which on a paper can be a statute: reports quote a few, a short statute has about ten.
const LEAST_ARTICLES: usize = 8;
/// Of all paragraphs, the share that begin as articles in a statute: the others are items of articles, titles and signatures.
const ARTICLES_PER_PARAGRAPH: f64 = 0.15;

/// How such text speaks: of duties and cases, or as an article or an item of one.
const RULES: &str = r"应当|本法|本条例|本办法|本规定|本规则|本细则|前款|处以|予以支持|依法承担|^第[一二三四五六七八九十百千零]+[条章]|^[((][一二三四五六七八九十]+[))][^。]*[;;]$";
/// How a unit speaks of itself, of what was done, and of everybody whom it orders about.
const DEEDS: &str = r"我[局县市镇乡区司站处们院厂校]|我单位|本[局县市镇乡区站处厂院校]|已|了[,。;、]|一律|所有|全部|统统|目前|截至|\d+月|\d+日";

#[expect(clippy::expect_used, reason = "constant expressions; a test uses them")]
static PATTERNS: LazyLock<(Regex, Regex, Regex)> = LazyLock::new(|| {
    let compile = |pattern| Regex::new(pattern).expect("a constant expression");
    (compile(RULES), compile(DEEDS), compile(ARTICLE))
});

/// Whether a document is laid out in articles: a statute or measure among the papers, whatever type it came in as.
pub(super) fn is_statute(document: &Document) -> bool {
    let (.., article) = &*PATTERNS;
    let text = document.passages.iter().filter(|p| {
        matches!(
            p.kind,
            PassageKind::Paragraph | PassageKind::ListItem | PassageKind::Heading
        )
    });
    let (mut all, mut articles) = (0.0, 0_usize);
    for passage in text {
        all += 1.0;
        articles += usize::from(article.is_match(plain_of(passage).trim_start()));
    }
    let enough = f64::from(u32::try_from(articles).unwrap_or(u32::MAX));
    articles >= LEAST_ARTICLES && enough >= ARTICLES_PER_PARAGRAPH * all
}

/// Whether a flag of this indicator on this text (match form) would be a flag on a rule for everybody. Emptiness is emptiness in
/// any form: a measure that only repeats a statute says nothing of who does what by when.
pub(super) fn is_normative(indicator: &str, plain: &str) -> bool {
    let (rules, deeds, _) = &*PATTERNS;
    !substance::concerns(indicator) && rules.is_match(plain) && !deeds.is_match(plain)
}

#[cfg(test)]
mod tests {
    use super::is_normative;
    use crate::model::fold;

    #[test]
    fn articles_tell_of_no_deed_and_units_do() {
        let says = |text: &str| is_normative("buck-passing", &fold(text));
        assert!(says(
            "不属于本部门职权范围的，应当告知申请人向有关机关反映。"
        ));
        assert!(says("（二）擅自改变用途的；"));
        assert!(!says(
            "该路段不属我局职责，应当由养护单位处理，我局不再过问。"
        ));
        assert!(!says("此事应由园区自己处理。"));
        assert!(!says("沿街商户应当一律停业。"));
        assert!(!is_normative(
            "unanchored-measure",
            "有关部门应当依照职责处理。"
        ));
    }
}
