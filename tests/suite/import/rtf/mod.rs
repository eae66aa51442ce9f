//! Rich Text Format: what is read, where it stands, and what is left out.

mod hostile;
mod tables;
mod text;

use taizhang::{
    import::{Reading, read_as},
    model::{Format, RawBlock, RawTable, RawText},
};

use super::seeds::Seed;

/// A paper with everything the reader knows: fonts, styles, numbers, tables, notes, comments, boxes, fields, running heads.
const PAPER: &str = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\froman\fcharset0 Times;}{\f2\fnil\fcharset2 Wingdings;}}
{\colortbl;\red0\green0\blue0;}{\stylesheet{\ql Normal;}{\s1\outlinelevel0\sbasedon0 heading 1;}{\*\cs9 Strong;}}
{\info{\title \'d5\'fb\'b8\'c4}{\author \u37329 ?}{\creatim\yr2026\mo6\dy30\hr9\min5}{\nofpages3}}
{\header\pard\'d2\'b3\'c3\'bc\par}{\footer\pard - {\field{\*\fldinst PAGE}{\fldrslt 1}} -\par}
\pard\plain\s1 {\listtext\pard\plain\f0 \'d2\'bb\'a1\'a2\tab}\'d7\'dc\'cc\'e5\par
\pard\plain\f1 \u25130 ?\u33267 ?{\deleted \u27599 ?}2026{\super 2}\u24180 ?{\v hidden}{\*\atnid A}{\*\atnauthor \u26446 ?}\chatn {\*\annotation\pard \u26680 ?\u23454 ?\par}
{\footnote\pard{\super\chftn} \u27880 ?\par}{\f2\u-3842 ?}\par
\trowd\trleft0\clvmgf\cellx1000\cellx2000\pard\intbl \'bc\'d7\cell\'d2\'d2\cell\row
\trowd\trleft0\clvmrg\cellx1000\cellx2000\pard\intbl\cell\'b1\'fb\cell\row
\pard{\shp{\*\shpinst{\shptxt\pard \'bf\'f2\par}}}{\pict\wmetafile8 0102}\'c4\'a9\par}";

pub(super) fn samples() -> Vec<Seed> {
    let raw = encoding_rs::GB18030.encode("{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 宋体;}}\\f0 白鹭河整改情况\\par 截至6月底，清淤3.5公里。\\par}");
    vec![
        Seed::new(Format::Rtf, "报告.rtf", PAPER.into()),
        Seed::new(Format::Rtf, "原码.rtf", raw.0.into_owned()),
    ]
}

fn read(rtf: &str) -> Reading {
    read_as(Format::Rtf, rtf.as_bytes()).unwrap()
}

/// A body inside a file of code page 936 with a Chinese and a Western font.
fn read_body(body: &str) -> Reading {
    read(&format!(
        r"{{\rtf1\ansi\ansicpg936{{\fonttbl{{\f0\fcharset134 SimSun;}}{{\f1\fcharset0 Times;}}{{\f2\fcharset2 Wingdings;}}{{\f3\fcharset2 Symbol;}}}}{body}}}"
    ))
}

/// Characters as `\u` codes.
fn coded(text: &str) -> String {
    text.encode_utf16()
        .map(|u| format!("\\u{} ?", u.cast_signed()))
        .collect()
}

fn texts<'r>(reading: &'r Reading) -> Vec<&'r RawText> {
    let text = |b: &'r RawBlock| match b {
        RawBlock::Text(text) => Some(text),
        RawBlock::Table(_) => None,
    };
    reading.blocks.iter().filter_map(text).collect()
}

fn lines(reading: &Reading) -> Vec<&str> {
    texts(reading).iter().map(|t| t.text.as_str()).collect()
}

fn tables<'r>(reading: &'r Reading) -> Vec<&'r RawTable> {
    let table = |b: &'r RawBlock| match b {
        RawBlock::Table(table) => Some(table),
        RawBlock::Text(_) => None,
    };
    reading.blocks.iter().filter_map(table).collect()
}

fn said<'r>(reading: &'r Reading, code: &str, arg: &str) -> Option<&'r str> {
    let reason = reading.reasons.iter().find(|r| r.code == code)?;
    reason.args.get(arg).map(String::as_str)
}

#[test]
fn a_whole_paper_is_read_in_reading_order() {
    let reading = read(PAPER);
    assert_eq!(
        lines(&reading),
        [
            "一、总体",
            "截至2026²年☑",
            "末",
            "框",
            "[脚注1] 注",
            "[批注·李] 核实"
        ]
    );
    assert_eq!(texts(&reading)[0].heading, Some(1));
    assert_eq!(texts(&reading)[0].label_chars, 2);
    assert_eq!(tables(&reading).len(), 1);
    assert_eq!(said(&reading, "deleted-text-left-out", "chars"), Some("1"));
    assert_eq!(said(&reading, "hidden-text-left-out", "chars"), Some("6"));
    assert_eq!(said(&reading, "pictures-not-read", "count"), Some("1"));
    let facts: Vec<_> = reading
        .facts
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    assert_eq!(
        facts,
        [
            ("author", "金"),
            ("created", "2026-06-30T09:05:00"),
            ("header", "页眉"),
            ("pages", "3"),
            ("title", "整改"),
        ]
    );
    assert!(!reading.partial);
}
