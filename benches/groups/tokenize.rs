//! Cutting text into words and into pairs of characters.
use jieba_rs::Jieba;
use taizhang::tokenize::Cutter;

use super::{
    contest::{Contest, Settings},
    texts::texts,
};

pub(crate) fn run(settings: &Settings) {
    let texts = texts(settings.bytes(3));
    let jieba = Jieba::new();
    let cutter = Cutter::builtin();
    let _ = cutter.cut("预热");
    let over = |work: &dyn Fn(&str) -> usize| texts.plain.iter().map(|t| work(t)).sum();
    Contest::new(
        settings,
        "tokenize",
        format!("{} passages of {}", texts.plain.len(), texts.source),
        Some(texts.bytes),
    )
    .entry("jieba-rs cut", || over(&|t| jieba.cut(t, true).len()))
    .entry("jieba-rs search mode", || {
        over(&|t| jieba.cut_for_search(t, true).len())
    })
    .entry("ours cut", || over(&|t| cutter.cut(t).len()))
    .entry("ours search mode", || {
        over(&|t| cutter.cut_for_search(t).len())
    })
    .entry("ours words for the index", || {
        over(&|t| cutter.words_for_search(t).len())
    })
    .entry("fold", || over(&|t| taizhang::model::fold(t).len()))
    .run();
    Contest::new(
        settings,
        "tokenize",
        "loading the dictionary".to_owned(),
        None,
    )
    .entry("load jieba-rs", || Jieba::new().cut("预热", true).len())
    .entry("load ours with the lexicon", || {
        Cutter::new(taizhang::tokenize::Lexicon::builtin())
            .cut("预热")
            .len()
    })
    .run();
}
