//! The order of hits is the same every time and puts the better first.
use taizhang::index::{ARENA_BYTES, Query, SearchIndex};

use super::documents::{document, shelf};

#[test]
fn more_and_rarer_words_stand_first() {
    let shelf = shelf(&[document(
        "a.txt",
        &[
            "整改工作会议召开",
            "整改工作持续推进",
            "整改工作安排部署",
            "渗滤液整改工作",
            "其他工作顺利开展",
        ],
    )]);
    let hits = shelf.ask("整改 OR 渗滤液").hits;
    assert_eq!(hits[0].text, "渗滤液整改工作");
    assert!(hits[0].score > hits[1].score);
    let hits = shelf.ask("工作 OR 渗滤液").hits;
    assert_eq!((hits[0].text.as_str(), hits.len()), ("渗滤液整改工作", 5));
}

#[test]
fn a_word_of_the_text_stands_before_a_chance_meeting_of_characters() {
    let shelf = shelf(&[document(
        "a.txt",
        &[
            "发展中国家之间合作",
            "学习中国历史文化",
            "发展中国家之间合作",
            "学习中国历史文化",
        ],
    )]);
    let hits = shelf.ask("中国").hits;
    let texts: Vec<_> = hits.iter().map(|h| h.text.as_str()).collect();
    assert_eq!(texts[..2], ["学习中国历史文化"; 2]);
    assert_eq!(texts[2..], ["发展中国家之间合作"; 2]);
}

#[test]
fn filters_and_exclusions_do_not_move_hits() {
    let shelf = shelf(&[document("a.txt", &["整改整改", "整改工作安排", "噪声"])]);
    let scores = |query: &str| -> Vec<(String, f32)> {
        let hits = shelf.ask(query).hits;
        hits.into_iter().map(|h| (h.text, h.score)).collect()
    };
    assert_eq!(scores("整改"), scores("file:a.txt 整改 -噪声 type:其他"));
    assert_eq!(
        scores("file:a")[0],
        ("整改整改".to_owned(), 0.0),
        "in the order of the file"
    );
}

#[test]
fn equal_hits_stand_in_the_order_of_files_and_places_however_they_were_written() {
    let texts = ["整改到位", "整改到位", "无", "整改到位"];
    let folder = tempfile::TempDir::new().unwrap();
    let index = SearchIndex::create(folder.path()).unwrap();
    let mut writer = index.writer(3, ARENA_BYTES).unwrap();
    for round in 0..4 {
        std::thread::scope(|scope| {
            let writer = &writer;
            for n in 0..8 {
                scope.spawn(move || {
                    let number = (n * 7 + round * 3) % 32;
                    let paper = document(&format!("{number:02}.txt"), &texts);
                    writer.replace(number, &paper).unwrap();
                });
            }
        });
        writer.commit(1).unwrap();
    }
    drop(writer);
    let order = |limit: usize| -> Vec<(String, u32)> {
        let query = Query::parse("整改").unwrap();
        let hits = index.search(&query, limit).unwrap().hits;
        hits.into_iter()
            .map(|h| (h.file, h.place.paragraph.unwrap()))
            .collect()
    };
    let all = order(usize::MAX);
    let mut sorted = all.clone();
    sorted.sort();
    assert!(all.len() > 40);
    assert_eq!(all, sorted);
    assert_eq!(order(5), sorted[..5]);
}

#[test]
fn the_cut_to_the_best_is_the_head_of_the_whole_list() {
    // Enough hits that the collector throws the worse half away several times.
    let texts: Vec<String> = (0..3000)
        .map(|n| format!("整改{}", "工作推进情况".repeat(n * 7919 % 13)))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let shelf = shelf(&[document("a.txt", &texts)]);
    let query = Query::parse("整改").unwrap();
    let key = |limit| -> Vec<u32> {
        let hits = shelf.index.search(&query, limit).unwrap().hits;
        hits.iter().map(|h| h.place.paragraph.unwrap()).collect()
    };
    let all = key(usize::MAX);
    assert_eq!(all.len(), 3000);
    for limit in [1, 10, 500] {
        assert_eq!(key(limit), all[..limit]);
    }
}
