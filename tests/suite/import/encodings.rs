//! Chinese text comes back as it was written, whatever it is encoded in and however short it is.
use encoding_rs::{BIG5, GB18030};
use proptest::prelude::*;
use taizhang::{
    import::read_bytes,
    model::{RawBlock, RawFile, Recovery},
};

/// The most frequent characters of official papers and some of the common ones; simplified.
const SIMPLIFIED: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞督察整治污染排放企业责任单位完成时限";

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let bytes = |unit: u16| {
        if little {
            unit.to_le_bytes()
        } else {
            unit.to_be_bytes()
        }
    };
    text.encode_utf16().flat_map(bytes).collect()
}

fn said(raw: &RawFile) -> String {
    let lines: Vec<&str> = raw
        .blocks
        .iter()
        .filter_map(|b| match b {
            RawBlock::Text(t) => Some(t.text.as_str()),
            RawBlock::Table(_) => None,
        })
        .collect();
    lines.join("\n")
}

fn comes_back(text: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    let raw = read_bytes("报告.txt", bytes);
    prop_assert_eq!(raw.recovery, Recovery::Complete, "{:?}", raw.reasons);
    prop_assert_eq!(said(&raw), text, "{:?}", raw.facts);
    Ok(())
}

/// Text of common characters, with the marks and figures of a paper when `mixed`.
fn text(chars: std::ops::Range<usize>, mixed: bool) -> impl Strategy<Value = String> {
    let han: Vec<char> = SIMPLIFIED.chars().collect();
    let picked = prop::collection::vec(0..han.len() * 10, chars);
    picked.prop_map(move |picks| {
        let mark = ['，', '、', '3', '7', '：'];
        let last = picks.len() - 1;
        picks
            .iter()
            .enumerate()
            .map(|(at, pick)| match pick % 10 {
                0 if mixed && at > 0 && at < last => mark[pick / 10 % mark.len()],
                _ => han[pick / 10],
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// From two characters on; UTF-16 without a mark from 24 on.
    #[test]
    fn short_text_comes_back(text in text(2..40, false)) {
        comes_back(&text, text.as_bytes())?;
        comes_back(&text, &GB18030.encode(&text).0)?;
        if text.chars().count() >= 24 {
            comes_back(&text, &utf16(&text, true))?;
            comes_back(&text, &utf16(&text, false))?;
        }
    }

    #[test]
    fn forty_characters_and_more_come_back(text in text(40..400, true)) {
        comes_back(&text, text.as_bytes())?;
        comes_back(&text, &GB18030.encode(&text).0)?;
        comes_back(&text, &utf16(&text, true))?;
        comes_back(&text, &utf16(&text, false))?;
    }

    /// One byte that fits nothing costs the characters it stands in, and is told. Not the first byte: before a
    /// second byte FE it would be the mark of UTF-16.
    #[test]
    fn one_bad_byte_is_told(text in text(60..400, true), at in 1_usize..60) {
        let mut bytes = GB18030.encode(&text).0.into_owned();
        let at = at.min(bytes.len() - 1);
        bytes[at] = 0xFF;
        let raw = read_bytes("报告.txt", &bytes);
        prop_assert_eq!(raw.recovery, Recovery::Partial);
        prop_assert_eq!(raw.facts["encoding"].as_str(), "GB18030");
        // Characters before and behind the place; next to it, one may be lost with the bad one.
        let read: Vec<char> = said(&raw).chars().collect();
        let written: Vec<char> = text.chars().collect();
        let same = |(a, b): &(&char, &char)| a == b;
        let before = written.iter().zip(&read).take_while(same).count();
        let behind = written.iter().rev().zip(read.iter().rev()).take_while(same).count();
        prop_assert!(before + behind + 3 >= written.len(), "{}", said(&raw));
    }
}

#[test]
fn traditional_papers_come_back_from_big5() {
    for text in [
        "各單位應於三月底前完成整改，並將辦理情形函復本局。",
        "關於環境保護工作的報告",
        "廢水處理設施已恢復正常運轉，經查並無違規排放情事，請貴局惠予備查，並副知各鄉鎮公所。",
        "主旨：有關本縣河川污染整治計畫乙案，復如說明，請查照。",
    ] {
        let raw = read_bytes("函.txt", &BIG5.encode(text).0);
        assert_eq!(said(&raw), text, "{:?}", raw.facts);
    }
}

#[test]
fn words_that_are_also_utf8_are_read_as_gbk() {
    for text in ["通知", "通知\n统一\n", "学校"] {
        let raw = read_bytes("a.txt", &GB18030.encode(text).0);
        assert_eq!(said(&raw), text.trim_end(), "{:?}", raw.facts);
    }
    for text in ["25°C ±2", "naïve café"] {
        assert_eq!(said(&read_bytes("a.txt", text.as_bytes())), text);
    }
}

#[test]
fn the_shared_samples_come_back() {
    let Some(folder) = crate::shared("data/fixtures/enc") else {
        return;
    };
    let read = |name: &str| read_bytes(name, &std::fs::read(folder.join(name)).unwrap());
    let whole = said(&read("long.gbk.txt"));
    for name in ["long.gb18030.txt", "long.utf-16.txt", "long.utf-16-le.txt"] {
        let raw = read(name);
        assert_eq!(raw.recovery, Recovery::Complete, "{name}");
        let other = said(&raw);
        let differing = whole
            .lines()
            .zip(other.lines())
            .filter(|(a, b)| a != b)
            .count();
        assert!(
            differing <= 1 && whole.lines().count() == other.lines().count(),
            "{name}: {differing}"
        );
    }
    for name in ["gbk_one_bad.txt", "utf8_one_bad.txt"] {
        let raw = read(name);
        assert_eq!(raw.recovery, Recovery::Partial, "{name}");
        let lines = said(&raw);
        let same = whole
            .lines()
            .zip(lines.lines())
            .filter(|(a, b)| a == b)
            .count();
        println!(
            "{name}: {:?}, {same} of {} lines as written",
            raw.reasons,
            whole.lines().count()
        );
        // The rarest character of the sample is not in GBK.
        assert!(same + 2 >= whole.lines().count(), "{name}");
    }
    assert_eq!(read("gbk_then_utf8.txt").recovery, Recovery::Complete);
    assert_eq!(said(&read("short2.gbk.txt")), "完成");
}
