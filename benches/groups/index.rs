//! Writing the index, beside plain tantivy over words cut by jieba in search mode.
use std::collections::BTreeMap;

use jieba_rs::Jieba;
use std::sync::Arc;
use taizhang::{
    index::{ARENA_BYTES, SearchIndex},
    model::{
        DocType, Document, Format, Passage, PassageKind, Place, Read, ReadFrom, char_len, fold,
    },
    tokenize::Cutter,
};
use tantivy::{
    schema::{IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions},
    store::{Compressor, ZstdCompressor},
    tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer},
};
use tempfile::TempDir;

use super::{
    contest::{Contest, Settings, peak_megabytes},
    texts::{Texts, texts},
};

pub(crate) fn run(settings: &Settings) {
    let texts = texts(settings.bytes(6));
    let documents = documents(&texts);
    let jieba = Arc::new(Jieba::new());
    let _ = Cutter::builtin().cut("预热");
    println!(
        "\nmemory before indexing: {:?} MB at most",
        peak_megabytes()
    );
    Contest::new(
        settings,
        "index",
        format!(
            "{} files, {} passages of {}; -> bytes on disk",
            documents.len(),
            texts.plain.len(),
            texts.source
        ),
        Some(texts.bytes),
    )
    .entry("plain tantivy, jieba search mode, 1 thread", || {
        plain(&documents, &jieba, 1)
    })
    .entry("plain tantivy, jieba search mode, 2 threads", || {
        plain(&documents, &jieba, 2)
    })
    .entry("ours, 1 thread", || ours(&documents, 1))
    .entry("ours, 2 threads", || ours(&documents, 2))
    .run();
    println!(
        "  text {} bytes; memory after indexing: {:?} MB at most",
        texts.bytes,
        peak_megabytes()
    );
}

/// One document for each file, its passages folded.
pub(crate) fn documents(texts: &Texts) -> Vec<Document> {
    let paper = |(number, lines): (usize, &Vec<String>)| Document {
        file: format!("{:02}/{number:05}.txt", number % 40),
        sha256: String::new(),
        format: Format::Txt,
        title: None,
        doc_type: read(DocType::ALL[number % DocType::ALL.len()]),
        unit: Some(read(format!("第{}号单位", number % 40))),
        period: None,
        dated: None,
        sections: Vec::new(),
        passages: (1..).zip(lines).map(|(n, text)| passage(n, text)).collect(),
        tables: Vec::new(),
        facts: BTreeMap::new(),
    };
    texts.files.iter().enumerate().map(paper).collect()
}

fn read<T>(value: T) -> Read<T> {
    Read {
        value,
        from: ReadFrom::Override,
        because: String::new(),
    }
}

fn passage(paragraph: u32, text: &str) -> Passage {
    Passage {
        kind: PassageKind::Paragraph,
        text: text.to_owned(),
        plain: fold(text),
        numbers: Vec::new(),
        dates: Vec::new(),
        section: None,
        place: Place {
            paragraph: Some(paragraph),
            char_end: char_len(text),
            ..Place::default()
        },
        page_starts: Vec::new(),
        cells: Vec::new(),
        sentences: Vec::new(),
        row: None,
        recognized: None,
    }
}

/// Writes and merges our index and returns its size.
fn ours(documents: &[Document], threads: usize) -> usize {
    let folder = TempDir::new().unwrap();
    fill(folder.path(), documents, threads);
    SearchIndex::disk_bytes(folder.path()).unwrap() as usize
}

pub(crate) fn fill(folder: &std::path::Path, documents: &[Document], threads: usize) {
    let index = SearchIndex::create(folder).unwrap();
    let mut writer = index.writer(threads, ARENA_BYTES).unwrap();
    for (key, document) in (1..).zip(documents) {
        writer.replace(key, document).unwrap();
    }
    writer.commit(1).unwrap();
    writer.finish().unwrap();
}

/// What one would write without our demands: words with positions, the text stored, and three names.
pub(crate) fn plain(documents: &[Document], jieba: &Arc<Jieba>, threads: usize) -> usize {
    let folder = TempDir::new().unwrap();
    let mut schema = Schema::builder();
    let body = schema.add_text_field(
        "body",
        TextOptions::default().set_stored().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("jieba")
                .set_index_option(IndexRecordOption::WithFreqsAndPositions),
        ),
    );
    let file = schema.add_text_field("file", STRING | STORED);
    let unit = schema.add_text_field("unit", STRING | STORED);
    let index = tantivy::Index::builder()
        .schema(schema.build())
        .settings(tantivy::IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
            ..tantivy::IndexSettings::default()
        })
        .create_in_dir(folder.path())
        .unwrap();
    let tokenizer = SearchMode(jieba.clone());
    index
        .tokenizers()
        .register("jieba", TextAnalyzer::from(tokenizer));
    let mut writer: tantivy::IndexWriter = index
        .writer_with_num_threads(threads, ARENA_BYTES * threads)
        .unwrap();
    for document in documents {
        for passage in &document.passages {
            let mut record = tantivy::TantivyDocument::default();
            record.add_text(body, &passage.plain);
            record.add_text(file, &document.file);
            record.add_text(unit, &document.unit.as_ref().unwrap().value);
            writer.add_document(record).unwrap();
        }
    }
    writer.commit().unwrap();
    let ids = index.searchable_segment_ids().unwrap();
    if ids.len() > 1 {
        writer.merge(&ids).wait().unwrap();
    }
    writer.wait_merging_threads().unwrap();
    let files = std::fs::read_dir(folder.path()).unwrap();
    files
        .map(|f| f.unwrap().metadata().unwrap().len() as usize)
        .sum()
}

/// jieba in search mode, shared.
#[derive(Clone)]
struct SearchMode(Arc<Jieba>);

struct SearchModeStream<'a> {
    tokens: std::vec::IntoIter<jieba_rs::Token<'a>>,
    token: Token,
}

impl Tokenizer for SearchMode {
    type TokenStream<'a> = SearchModeStream<'a>;
    fn token_stream<'a>(&'a mut self, text: &'a str) -> SearchModeStream<'a> {
        SearchModeStream {
            tokens: self.0.cut_for_search(text, true).into_iter(),
            token: Token::default(),
        }
    }
}

impl TokenStream for SearchModeStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(next) = self.tokens.next() else {
            return false;
        };
        self.token.text.clear();
        self.token.text.push_str(next.word);
        self.token.position = next.start;
        self.token.offset_from = next.byte_start;
        self.token.offset_to = next.byte_end;
        true
    }
    fn token(&self) -> &Token {
        &self.token
    }
    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
