//! One list of files of every format, made by the fixtures of the suite, for what must hold of all of them.
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use taizhang::{import::IMPORTERS, model::Format};

use super::{archives, damage::parts, doc, docx, image, mail, odt, ofd, pdf, rtf, sheets};

/// A file: the name it is imported under, and its bytes.
#[derive(Clone, Debug)]
pub(super) struct Seed {
    pub(super) format: Format,
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl Seed {
    pub(super) fn new(format: Format, name: &str, bytes: Vec<u8>) -> Self {
        Self {
            format,
            name: name.to_owned(),
            bytes,
        }
    }
}

const PAGE: &str = "<html><head><meta charset=utf-8><title>青岚县 整改报告</title></head><body>
<h1>关于整改情况的报告</h1><div>总体<b>向好</b>。<p>第一段&nbsp;&lt;注&gt;</p>尾巴</div>
<h2>存在问题</h2><ul><li>资金</li><li>人手<ol start=3><li>甲</li><li>乙</li></ol></li></ul>
<table border=1><caption>台账</caption><tr><th rowspan=2>序号<th colspan=2>问题</tr><tr><td>雨污混接<td>油烟</tr>
<tr><td>1<td>已完成<td><table><tr><td>嵌套</td></tr></table></tr></table>
<!-- 注释 --><script>var a='不读';</script><p style='display:none'>藏</p><pre>甲
乙</pre></body></html>";

const MARKDOWN: &str = "# 澜川市整改进展\n\n一、总体情况\n\n截至2026年6月底，清淤3.5公里，完成率78.4%。\n\n## 存在问题\n\n- 资金不足\n- 人手不够\n\n| 序号 | 问题 | 时限 |\n|---|---|---|\n| 1 | 雨污混接 | 2026-06-30 |\n| 2 | 油烟\\|扰民 | 3月底前 |\n\n> 引用\n\n```\n代码\n```\n";

const LEDGER: &str = "序号,问题,责任单位,时限\n1,\"雨污混接，\n反复\",县水务局,2026-06-30\n2,\"称\"\"已完成\"\"\",经开区,3月底前\n3,油烟扰民,城管局,45356\n";

/// A seed of every format there is a reader for; several where fixtures differ in kind.
pub(super) fn seeds() -> Vec<Seed> {
    let mut seeds = vec![
        Seed::new(Format::Html, "报告.html", PAGE.into()),
        Seed::new(Format::Md, "进展.md", MARKDOWN.into()),
        Seed::new(Format::Txt, "进展.txt", MARKDOWN.replace('#', "").into()),
        Seed::new(Format::Csv, "台账.csv", LEDGER.into()),
    ];
    for (format, name, text) in [
        (Format::Html, "旧页.html", PAGE.replace("utf-8", "gbk")),
        (Format::Txt, "旧文.txt", MARKDOWN.replace('#', "")),
        (Format::Csv, "旧账.csv", LEDGER.to_owned()),
    ] {
        let bytes = encoding_rs::GB18030.encode(&text).0.into_owned();
        seeds.push(Seed::new(format, name, bytes));
    }
    let utf16 = LEDGER.encode_utf16().flat_map(u16::to_le_bytes);
    let marked = [0xFF, 0xFE].into_iter().chain(utf16).collect();
    seeds.push(Seed::new(Format::Csv, "宽.csv", marked));
    seeds.extend(sheets::samples());
    seeds.extend(docx::samples());
    seeds.extend(doc::samples());
    seeds.extend(rtf::samples());
    seeds.extend(pdf::samples());
    seeds.extend(ofd::samples());
    seeds.extend(odt::samples());
    seeds.extend(archives::samples());
    seeds.extend(image::samples());
    seeds.extend(mail::samples());
    seeds
}

/// The papers of the demo batch.
pub(super) fn demo() -> Vec<Seed> {
    let mut files = Vec::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo");
    below(&corpus, &mut files);
    let of = |path: &Path| {
        let extension = path.extension()?.to_str()?;
        let importer = IMPORTERS.iter().find(|i| i.format().name() == extension)?;
        let name = path.file_name()?.to_str()?;
        let bytes = std::fs::read(path).ok()?;
        Some(Seed::new(importer.format(), name, bytes))
    };
    files.iter().filter_map(|path| of(path)).collect()
}

fn below(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, out);
        } else {
            out.push(path);
        }
    }
    out.sort();
}

#[test]
fn every_format_that_is_read_has_a_seed() {
    let seeds = seeds();
    for importer in IMPORTERS {
        let format = importer.format();
        assert!(
            seeds.iter().any(|s| s.format == format),
            "no seed of {}: add one to tests/suite/import/seeds.rs",
            format.name()
        );
    }
    for seed in &seeds {
        let sniffed = taizhang::import::sniff(&seed.name, &seed.bytes);
        assert_eq!(sniffed.ok(), Some(seed.format), "{}", seed.name);
    }
}

/// Writes the starting files of the fuzz targets (`fuzz/seed.sh` calls it): each seed for its format; of packages also each
/// part behind its number, and one package as the base into which the fuzzer puts parts; strings of the suite for the parsers.
#[test]
#[ignore = "writes files; called by fuzz/seed.sh"]
fn seeds_are_written_for_the_fuzz_targets() {
    let corpus =
        PathBuf::from(std::env::var_os("TAIZHANG_SEEDS").expect("TAIZHANG_SEEDS names a folder"));
    let put = |target: &str, bytes: &[u8]| {
        let folder = corpus.join(target);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(taizhang::import::sha256_hex(bytes)), bytes).unwrap();
    };
    let is_package = |format| {
        use Format::{Docx, Ods, Odt, Ofd, Xlsb, Xlsx};
        matches!(format, Xlsx | Xlsb | Docx | Ods | Odt | Ofd)
    };
    std::fs::create_dir_all(corpus.join("bases")).unwrap();
    let mut bases: BTreeMap<Format, Vec<(String, Vec<u8>)>> = BTreeMap::new();
    for seed in seeds().into_iter().chain(demo()) {
        let target = match seed.format {
            Format::Md => "markdown",
            Format::SevenZ => "seven_z",
            other => other.name(),
        };
        put(target, &seed.bytes);
        let Some(parts) = parts(&seed.bytes).filter(|_| is_package(seed.format)) else {
            continue;
        };
        let base = bases.entry(seed.format).or_insert_with(|| {
            std::fs::write(corpus.join("bases").join(seed.format.name()), &seed.bytes).unwrap();
            parts.clone()
        });
        for (name, bytes) in &parts {
            if let Some(number) = base.iter().position(|(n, _)| n == name) {
                put(
                    target,
                    &[&[u8::try_from(number).unwrap()], bytes.as_slice()].concat(),
                );
            }
        }
    }
    for (target, source) in [
        ("dates", "normalize/dates.rs"),
        ("numbers", "normalize/numbers.rs"),
        ("headers", "normalize/headers.rs"),
        ("examine", "detect/number_conflict.rs"),
        ("examine", "normalize/tables.rs"),
        ("query", "index/answers.rs"),
        ("query", "index/language.rs"),
    ] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/suite")
            .join(source);
        for piece in std::fs::read_to_string(path)
            .unwrap()
            .split('"')
            .filter(|p| p.len() < 200)
        {
            put(target, piece.as_bytes());
        }
    }
}
