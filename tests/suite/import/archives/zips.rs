//! What lies in a zip archive is read as if it had been sent by itself.
use encoding_rs::GB18030;
use taizhang::model::{Format, Recovery};

use super::{close, codes, deflated, files, is_told, local, pack, read, row, stored, text};

const PAPER: &str = "青禾县排查河道排污口三十一处，已整治二十九处。";

#[test]
fn every_member_gets_a_row_behind_its_carrier() {
    let bytes = pack(&[
        stored("报告/", ""),
        stored("报告/总体情况.txt", PAPER),
        deflated(
            "台账.csv",
            "序号,事项,状态\n1,堆场覆盖,完成\n2,雨污分流,进行中\n".as_bytes(),
        ),
        stored("空.docx", ""),
    ]);
    let rows = read("汇总.zip", &bytes);
    assert_eq!(
        files(&rows),
        [
            "汇总.zip",
            "汇总.zip/报告/总体情况.txt",
            "汇总.zip/台账.csv",
            "汇总.zip/空.docx"
        ]
    );
    assert_eq!(rows[0].format, Some(Format::Zip));
    assert_eq!(rows[0].recovery, Recovery::Complete);
    assert_eq!(codes(&rows[0]), ["carries-files"]);
    assert_eq!(rows[0].reasons[0].args["count"], "3");
    assert_eq!(text(&rows[1]), PAPER);
    assert_eq!(rows[2].format, Some(Format::Csv));
    assert_eq!(codes(&rows[3]), ["empty-file"]);
}

#[test]
fn archives_in_archives_and_office_files_are_read_to_the_bottom() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet()
        .write_string(0, 0, "青禾县整改台账")
        .unwrap();
    let book = book.save_to_buffer().unwrap();
    let inner = pack(&[stored("内层/说明.txt", PAPER), stored("台账.xlsx", book)]);
    let outer = pack(&[stored("内层.zip", inner)]);
    let rows = read("外层.zip", &outer);
    assert_eq!(
        files(&rows),
        [
            "外层.zip",
            "外层.zip/内层.zip",
            "外层.zip/内层.zip/内层/说明.txt",
            "外层.zip/内层.zip/台账.xlsx"
        ]
    );
    assert_eq!(text(&rows[2]), PAPER);
    assert_eq!(rows[3].format, Some(Format::Xlsx));
    assert_eq!(rows[3].blocks.len(), 1);
    is_told(&rows);
}

#[test]
fn what_systems_leave_behind_is_counted_and_left_out() {
    let bytes = pack(&[
        stored("__MACOSX/._甲.txt", "x"),
        stored("甲/.DS_Store", "x"),
        stored("甲/Thumbs.db", "x"),
        stored("~$甲.docx", "x"),
        stored("甲.txt", PAPER),
        stored("truth.ndjson", PAPER),
    ]);
    let rows = read("a.zip", &bytes);
    assert_eq!(
        files(&rows),
        ["a.zip", "a.zip/甲.txt", "a.zip/truth.ndjson"]
    );
    assert_eq!(codes(&rows[0]), ["carries-files", "leftovers-left-out"]);
    assert_eq!(rows[0].reasons[1].args["count"], "4");
}

#[test]
fn members_of_one_name_are_all_read() {
    let bytes = pack(&[
        stored("甲.txt", "第一份说明。"),
        stored("甲.txt", "第二份说明。"),
        stored("甲.txt (2)", "第三份说明。"),
    ]);
    let rows = read("a.zip", &bytes);
    assert_eq!(rows.len(), 4);
    assert_eq!(text(&rows[1]), "第一份说明。");
    assert_eq!(text(&rows[2]), "第二份说明。");
    assert_eq!(text(&rows[3]), "第三份说明。");
    is_told(&rows);
}

#[test]
fn a_damaged_member_is_read_as_far_as_it_goes_and_the_others_whole() {
    let long = format!("{PAPER}\n").repeat(500);
    let mut broken = deflated("坏.txt", long.as_bytes());
    let half = broken.packed.len() / 2;
    broken.packed.truncate(half);
    let mut wrong = stored("错.txt", PAPER);
    wrong.crc ^= 1;
    let bytes = pack(&[broken, wrong, stored("好.txt", PAPER)]);
    let rows = read("a.zip", &bytes);
    assert_eq!(rows[0].recovery, Recovery::Complete);
    let bad = row(&rows, "a.zip/坏.txt");
    assert_eq!(bad.recovery, Recovery::Partial);
    assert_eq!(bad.reasons[0].code, "member-damaged");
    assert!(text(bad).starts_with(PAPER));
    let wrong = row(&rows, "a.zip/错.txt");
    assert_eq!(
        (wrong.recovery, codes(wrong)),
        (Recovery::Partial, vec!["member-damaged"])
    );
    assert_eq!(text(wrong), PAPER);
    let good = row(&rows, "a.zip/好.txt");
    assert_eq!(
        (good.recovery, text(good).as_str()),
        (Recovery::Complete, PAPER)
    );
}

#[test]
fn encrypted_members_and_unknown_packings_have_rows_of_their_own() {
    let mut secret = stored("密.txt", PAPER);
    secret.flags = 1;
    let mut strange = stored("怪.txt", PAPER);
    strange.method = 98;
    let rows = read("a.zip", &pack(&[secret, strange, stored("明.txt", PAPER)]));
    assert_eq!(rows[0].recovery, Recovery::Complete);
    assert_eq!(rows[1].recovery, Recovery::Encrypted);
    assert_eq!(codes(&rows[1]), ["encrypted"]);
    assert_eq!(rows[2].recovery, Recovery::Unreadable);
    assert_eq!(rows[2].reasons[0].args["method"], "ppmd");
    assert_eq!(text(&rows[3]), PAPER);
}

#[test]
fn an_archive_cut_off_gives_the_members_that_are_there() {
    let bytes = pack(&[
        deflated("甲.txt", PAPER.as_bytes()),
        deflated("乙.txt", PAPER.as_bytes()),
        deflated("丙.txt", PAPER.repeat(300).as_bytes()),
    ]);
    let directory = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let rows = read("a.zip", &bytes[..directory - 20]);
    assert_eq!(rows[0].recovery, Recovery::Partial);
    assert_eq!(codes(&rows[0]), ["carries-files", "archive-cut"]);
    assert_eq!(text(&rows[1]), PAPER);
    assert_eq!(text(&rows[2]), PAPER);
    assert_eq!(rows[3].recovery, Recovery::Partial);
}

/// The directory of an archive that lies inside must not be taken for that of the archive cut off right behind it.
#[test]
fn a_cut_archive_does_not_hide_behind_the_one_inside_it() {
    let inner = pack(&[stored("内.txt", PAPER)]);
    let whole = pack(&[
        stored("外.txt", PAPER),
        stored("内.zip", &inner),
        stored("后.txt", PAPER),
    ]);
    let end_of_inner = whole.windows(4).position(|w| w == b"PK\x05\x06").unwrap() + 22;
    let rows = read("a.zip", &whole[..end_of_inner]);
    assert_eq!(
        files(&rows),
        [
            "a.zip",
            "a.zip/外.txt",
            "a.zip/内.zip",
            "a.zip/内.zip/内.txt"
        ]
    );
    assert!(codes(&rows[0]).contains(&"archive-cut"));
}

#[test]
fn sizes_behind_a_member_are_found_with_and_without_directory() {
    let mut member = deflated("甲.txt", PAPER.repeat(50).as_bytes());
    member.flags = 8;
    let mut header = local(&member);
    // What is not known yet is written as zero.
    header[14..26].fill(0);
    let mut out = header;
    out.extend_from_slice(&member.packed);
    out.extend_from_slice(b"PK\x07\x08");
    out.extend_from_slice(&member.crc.to_le_bytes());
    out.extend_from_slice(&u32::try_from(member.packed.len()).unwrap().to_le_bytes());
    out.extend_from_slice(&member.claim.to_le_bytes());
    for bytes in [close(out.clone(), &[member], &[0]), out] {
        let rows = read("a.zip", &bytes);
        assert_eq!(
            rows[1].recovery,
            Recovery::Complete,
            "{:?}",
            rows[1].reasons
        );
        assert_eq!(text(&rows[1]), PAPER.repeat(50));
    }
}

#[test]
fn something_in_front_of_an_archive_and_a_comment_behind_it_do_not_matter() {
    let mut bytes = b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0 unpacks itself \0\0".to_vec();
    bytes.extend_from_slice(&pack(&[stored("甲.txt", PAPER)]));
    let comment = b"PK\x05\x06 is not the end";
    let end = bytes.len();
    bytes[end - 2..].copy_from_slice(&u16::try_from(comment.len()).unwrap().to_le_bytes());
    bytes.extend_from_slice(comment);
    let rows = read("安装.bin", &bytes);
    assert_eq!(text(row(&rows, "安装.bin/甲.txt")), PAPER);
}

#[test]
fn volumes_and_other_archives_say_what_to_do() {
    let whole = pack(&[stored("甲.txt", PAPER)]);
    let mut last = whole.clone();
    let end = last.len() - 22;
    last[end + 4] = 1;
    let first = [b"PK\x07\x08".to_vec(), whole].concat();
    for volume in [&last, &first[..40].to_vec()] {
        assert_eq!(codes(&read("a.zip", volume)[0]), ["archive-volume"]);
    }
    let mut tar = vec![0; 1024];
    tar[..5].copy_from_slice(b"a.txt");
    tar[257..262].copy_from_slice(b"ustar");
    for (bytes, format) in [
        (b"Rar!\x1A\x07\x01\0".to_vec(), "rar"),
        (b"\x1F\x8B\x08\0\0\0\0\0".to_vec(), "gz"),
        (b"\xFD7zXZ\0\0\x04".to_vec(), "xz"),
        (b"BZh91AY&SY\0\0".to_vec(), "bz2"),
        (tar, "tar"),
    ] {
        let rows = read("a.bin", &bytes);
        assert_eq!(codes(&rows[0]), ["archive-not-read"], "{format}");
        assert_eq!(rows[0].reasons[0].args["format"], format);
        assert_eq!(rows[0].recovery, Recovery::Unreadable);
    }
}

#[test]
fn an_empty_archive_says_so() {
    let rows = read("a.zip", &pack(&[stored("空/", "")]));
    assert_eq!(codes(&rows[0]), ["archive-empty"]);
    assert_eq!(codes(&read("b.zip", &pack(&[]))[0]), ["archive-empty"]);
}

#[test]
fn real_archives_are_read() {
    let Some(folder) = crate::shared("data/formats/zip") else {
        return;
    };
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let rows = read(&name, &std::fs::read(&path).unwrap());
        is_told(&rows);
        // The last volume of three is the only one that has no rows for its members.
        assert_eq!(rows.len() > 1, !name.contains("spanned"), "{name}");
        println!("{name}: {} files", rows.len());
    }
}

#[test]
fn gbk_is_the_encoding_of_names_nobody_declares() {
    let name = GB18030.encode("整改/通.txt").0;
    let rows = read(
        "a.zip",
        &pack(&[
            stored(&name[..], PAPER),
            stored(&GB18030.encode("通.txt").0[..], PAPER),
        ]),
    );
    assert_eq!(files(&rows), ["a.zip", "a.zip/整改/通.txt", "a.zip/通.txt"]);
}
