//! Asking the index, beside a plain walk through all passages.
use taizhang::index::{Opened, Query, SearchIndex};
use tempfile::TempDir;

use super::{
    contest::{Contest, Settings},
    index::{documents, fill},
    texts::texts,
};

/// Hits wanted, as a terminal shows them.
const LIMIT: usize = 10;

pub(crate) fn run(settings: &Settings) {
    let texts = texts(settings.bytes(28));
    let folder = TempDir::new().unwrap();
    fill(folder.path(), &documents(&texts), 2);
    let open = || match SearchIndex::open(folder.path()).unwrap() {
        Opened::Ready(index) => index,
        other => panic!("{other:?}"),
    };
    let index = open();
    let ask = |index: &SearchIndex, query: &str| {
        index
            .search(&Query::parse(query).unwrap(), LIMIT)
            .unwrap()
            .total as usize
    };
    let walk = |needles: &[&str]| {
        let holds = |t: &&String| needles.iter().all(|n| t.contains(n));
        texts.plain.iter().filter(holds).count()
    };
    let title = |what: &str| format!("{what}, {} passages of {}", texts.plain.len(), texts.source);
    for (title_of, query, needles) in [
        ("term", "\"环境\"", &["环境"][..]),
        ("rare term", "\"渗滤液\"", &["渗滤液"]),
        ("and", "\"环境\" \"监督\"", &["环境", "监督"]),
        ("phrase", "\"生态环境保护\"", &["生态环境保护"]),
        (
            "long phrase",
            "\"县级以上地方人民政府应当\"",
            &["县级以上地方人民政府应当"],
        ),
        ("one character", "\"的\"", &["的"]),
    ] {
        Contest::new(settings, "query", title(title_of), None)
            .entry("walk through all passages", || walk(needles))
            .entry("ours, warm", || ask(&index, query))
            .entry("ours, cold (opened for this query)", || ask(&open(), query))
            .run();
    }
    Contest::new(
        settings,
        "query",
        title("bare word, filter, exclusion"),
        None,
    )
    .entry("quoted phrase", || ask(&index, "\"污染防治\""))
    .entry("bare word (blanks apart)", || ask(&index, "污染防治"))
    .entry("with unit filter", || ask(&index, "污染防治 unit:3号"))
    .entry("with exclusion", || ask(&index, "污染防治 -大气"))
    .entry("or of three", || {
        ask(&index, "污染防治 OR 水土保持 OR 噪声")
    })
    .run();
    Contest::new(settings, "query", title("all hits as a list"), None)
        .entry("best ten of 污染", || ask(&index, "污染"))
        .entry("all of 污染 with highlights", || {
            let query = Query::parse("污染").unwrap();
            index.search(&query, usize::MAX).unwrap().hits.len()
        })
        .run();
}
