//! Attached files are handed over; signatures and seals are named.
use taizhang::{
    import::read_all,
    model::{Limits, Recovery},
};

use super::maker::{LEFT, Paper, content, line, said};

fn attached(paper: &mut Paper, list: &str) {
    paper.page(&content(&line(LEFT, 40.0, "附件见后。")));
    paper.document += "<o:Attachments>Attachs/Attachments.xml</o:Attachments>";
    paper.part(
        "Doc_0/Attachs/Attachments.xml",
        &format!("<o:Attachments>{list}</o:Attachments>"),
    );
}

#[test]
fn attached_files_are_read_with_the_file_that_carries_them() {
    let mut paper = Paper::default();
    attached(
        &mut paper,
        "<o:Attachment ID=\"1\" Name=\"明细\" Format=\"txt\"><o:FileLoc>list.txt</o:FileLoc></o:Attachment><o:Attachment ID=\"2\" Name=\"台账.csv\"><o:FileLoc>/Doc_0/Attachs/t.csv</o:FileLoc></o:Attachment>",
    );
    paper.part("Doc_0/Attachs/list.txt", "清水镇3处排口已封堵。");
    paper.part("Doc_0/Attachs/t.csv", "序号,任务\n1,封堵排口\n2,补植\n");
    let files = read_all("来文.ofd", &paper.bytes(), &Limits::default(), None);
    let names: Vec<&str> = files.iter().map(|f| f.file.as_str()).collect();
    assert_eq!(
        names,
        ["来文.ofd", "来文.ofd/明细.txt", "来文.ofd/台账.csv"]
    );
    assert!(files.iter().all(|f| f.recovery == Recovery::Complete));
    assert_eq!(files[0].facts["attachments"], "明细.txt, 台账.csv");
    assert_eq!(files[1].blocks.len(), 1);
}

#[test]
fn attachments_that_are_not_there_get_a_row() {
    let mut paper = Paper::default();
    attached(
        &mut paper,
        "<o:Attachment Name=\"照片.jpg\"><o:FileLoc>gone.jpg</o:FileLoc></o:Attachment>",
    );
    let files = read_all("来文.ofd", &paper.bytes(), &Limits::default(), None);
    assert_eq!(files[1].file, "来文.ofd/照片.jpg");
    assert_eq!(files[1].recovery, Recovery::Unreadable);
    assert_eq!(files[1].reasons[0].code, "attachment-missing");
}

/// A value of a stored seal.
fn value(kind: u8, content: &[u8]) -> Vec<u8> {
    let length = u8::try_from(content.len()).unwrap();
    let mut out = vec![kind, 0x81, length];
    out.extend(content);
    out
}

#[test]
fn signatures_are_named_and_said_to_be_unverified() {
    let header = value(0x30, &[value(0x16, b"ES"), value(2, &[4])].concat());
    let property = [value(2, &[1]), value(0x0C, "云岭市水务局".as_bytes())].concat();
    let seal = [header, value(0x16, b"1"), value(0x30, &property)].concat();
    let mut paper = Paper::default();
    paper.body += "<o:Signatures>/Doc_0/Signs/Signatures.xml</o:Signatures>";
    paper.page(&content(&line(LEFT, 40.0, "正文。")));
    paper.part(
        "Doc_0/Signs/Signatures.xml",
        "<o:Signatures><o:Signature ID=\"1\" Type=\"Seal\" BaseLoc=\"Sign_0/Signature.xml\"/></o:Signatures>",
    );
    paper.part(
        "Doc_0/Signs/Sign_0/Signature.xml",
        "<o:Signature><o:SignedInfo><o:Provider ProviderName=\"签章程序\" Company=\"示例公司\"/><o:SignatureDateTime>20260702080000Z</o:SignatureDateTime><o:Seal><o:BaseLoc>Seal.esl</o:BaseLoc></o:Seal></o:SignedInfo><o:SignedValue>/Doc_0/Signs/Sign_0/SignedValue.dat</o:SignedValue></o:Signature>",
    );
    let stored = value(0x30, &seal);
    paper
        .parts
        .push(("Doc_0/Signs/Sign_0/Seal.esl".to_owned(), stored));
    let reading = paper.read();
    for (name, shown) in [
        ("signatures", "1"),
        ("signature_providers", "签章程序 (示例公司)"),
        ("seals", "云岭市水务局"),
        ("signed", "20260702080000Z"),
    ] {
        assert_eq!(reading.facts.get(name).map(String::as_str), Some(shown));
    }
    assert_eq!(
        said(&reading, "signatures-not-verified", "count"),
        Some("1")
    );
    assert!(!reading.partial);
}
