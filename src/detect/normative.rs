//! Text that lays down rules for everybody (statutes, measures quoted in a report) tells of no deed of the unit.
use std::sync::LazyLock;

use regex::Regex;

use super::substance;

/// How such text speaks: of duties and cases, or as an article or an item of one.
const RULES: &str = r"应当|本法|本条例|本办法|本规定|本规则|本细则|前款|处以|予以支持|依法承担|^第[一二三四五六七八九十百千零]+[条章]|^[((][一二三四五六七八九十]+[))][^。]*[;;]$";
/// How a unit speaks of itself, of what was done, and of everybody whom it orders about.
const DEEDS: &str = r"我[局县市镇乡区司站处们院厂校]|我单位|本[局县市镇乡区站处厂院校]|已|了[,。;、]|一律|所有|全部|统统|目前|截至|\d+月|\d+日";

#[expect(clippy::expect_used, reason = "constant expressions; a test uses them")]
static PATTERNS: LazyLock<(Regex, Regex)> = LazyLock::new(|| {
    let compile = |pattern| Regex::new(pattern).expect("a constant expression");
    (compile(RULES), compile(DEEDS))
});

/// Whether a flag of this indicator on this text (match form) would be a flag on a rule for everybody. Emptiness is emptiness in
/// any form: a measure that only repeats a statute says nothing of who does what by when.
pub(super) fn is_normative(indicator: &str, plain: &str) -> bool {
    let (rules, deeds) = &*PATTERNS;
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
