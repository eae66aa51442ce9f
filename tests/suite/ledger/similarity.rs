//! Likeness of Chinese texts, and that the quick search for like texts misses none.
use proptest::prelude::*;
use taizhang::ledger::{Alike, similarity};

#[test]
fn the_same_words_are_alike_whatever_their_width_script_and_marks() {
    for (a, b) in [
        (
            "完成清淤２．４公里，敷设管网860米。",
            "完成清淤2.4公里 敷设管网860米",
        ),
        ("關於青石壩料場整治", "关于青石坝料场整治"),
        ("PM2.5 浓度", "pm2.5浓度"),
    ] {
        assert!((similarity(a, b) - 1.0).abs() < 1e-9, "{a} {b}");
    }
}

#[test]
fn other_words_are_not_alike() {
    for (a, b) in [
        ("城区黑臭水体整治", "砂石料场扬尘治理"),
        ("", ""),
        ("，。", "；"),
        ("水", "气"),
        ("青石坝料场", ""),
    ] {
        assert!(similarity(a, b) < 1e-9, "{a} {b}");
    }
}

#[test]
fn likeness_grows_with_what_is_shared() {
    let text = "料场进出口安装洗车台2座，运输道路硬化1.2公里，密闭大棚主体完工。";
    let moved = "密闭大棚主体完工，料场进出口安装洗车台2座，运输道路硬化1.2公里。";
    let changed = "料场进出口安装洗车台3座，运输道路硬化2.6公里，密闭大棚投入使用。";
    let other = "城区雨污分流管网完成改造，黑臭水体消除。";
    assert!(similarity(text, moved) > 0.9);
    assert!(similarity(text, changed) < similarity(text, moved));
    assert!(similarity(text, other) < similarity(text, changed));
    assert!((similarity("水", "水") - 1.0).abs() < 1e-9);
}

#[test]
fn like_texts_are_found_with_the_most_alike_first() {
    let titles = [
        "澜川市城区黑臭水体整治",
        "青石坝料场扬尘治理",
        "澜川市城区黑臭水体综合整治",
        "澜川市城区黑臭水体整治",
    ];
    let alike = Alike::new(titles, 0.8);
    let near: Vec<usize> = alike
        .near("澜川市城区黑臭水体整治")
        .into_iter()
        .map(|(at, _)| at)
        .collect();
    assert_eq!(near, [0, 3, 2]);
    assert!(alike.near("噪声扰民").is_empty());
    assert!(alike.near("").is_empty());
    assert!(Alike::new([], 0.8).near("任何").is_empty());
}

proptest! {
    #[test]
    fn likeness_is_symmetric_and_bounded(a in "[水气土声渣镇厂坝]{0,12}", b in "[水气土声渣镇厂坝]{0,12}") {
        let like = similarity(&a, &b);
        prop_assert!((0.0..=1.0).contains(&like));
        prop_assert!((like - similarity(&b, &a)).abs() < 1e-12);
        if !a.is_empty() {
            prop_assert!((similarity(&a, &a) - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn nothing_alike_is_missed(
        texts in prop::collection::vec("[水气土声渣]{0,9}", 0..25),
        asked in "[水气土声渣]{0,9}",
        tenths in 1_u32..=10,
    ) {
        let at_least = f64::from(tenths) / 10.0;
        let alike = Alike::new(texts.iter().map(String::as_str), at_least);
        let mut found: Vec<usize> = alike.near(&asked).into_iter().map(|(at, _)| at).collect();
        found.sort_unstable();
        let all: Vec<usize> = texts
            .iter()
            .enumerate()
            .filter(|(_, t)| similarity(t, &asked) >= at_least)
            .map(|(at, _)| at)
            .collect();
        prop_assert_eq!(found, all);
    }
}
