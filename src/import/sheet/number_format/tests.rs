//! Cells shown as spreadsheet programs show them.
use super::*;

fn shown(code: &str, number: f64) -> String {
    NumberFormat::parse(code).show(number, false).0
}

#[test]
fn numbers_carry_no_binary_noise() {
    for (number, text) in [
        (0.1 + 0.2, "0.3"),
        (1234.5, "1234.5"),
        (-0.0, "0"),
        (-7.25, "-7.25"),
        (2024.1, "2024.1"),
        (1e-7, "0.0000001"),
        (110_101_199_001_011_234.0, "110101199001011000"),
        (1.5e30, "1.5E+30"),
        (100.0, "100"),
        (0.05, "0.05"),
    ] {
        assert_eq!(plain_number(number), text);
    }
}

#[test]
fn formats_show_what_people_see() {
    for (code, number, text) in [
        ("General", 0.784, "0.784"),
        ("0.0%", 0.784, "78.4%"),
        ("0%", 0.956, "96%"),
        ("0.00", 12.345, "12.35"),
        ("0.00", 1.005, "1.01"),
        ("#,##0", 1_234_567.0, "1,234,567"),
        ("#,##0.00", -1234.5, "-1,234.50"),
        ("0000", 12.0, "0012"),
        ("0\"吨\"", 12.0, "12吨"),
        ("¥#,##0", 999.0, "¥999"),
        ("[$¥-804]#,##0.0", 1999.0, "¥1,999.0"),
        ("0.0,", 12_345.0, "12.3"),
        ("#,##0_);[Red](#,##0)", -5.0, "(5)"),
        ("0;-0;\"—\"", 0.0, "—"),
        ("#.##", 5.0, "5"),
        (";;;", 3.0, "3"),
        ("# ?/?", 0.5, "0.5"),
        ("[DBNum1]0", 3.0, "3"),
        ("[>100]0.0;0", 3.25, "3.25"),
        ("0.0", 9.96, "10.0"),
        ("0.0", 0.04, "0.0"),
        ("0.0", -0.04, "0.0"),
    ] {
        assert_eq!(shown(code, number), text, "{code} {number}");
    }
}

#[test]
fn dates_come_out_as_iso_and_show_no_day_that_was_not_meant() {
    for (code, number, text) in [
        ("yyyy-mm-dd", 46_086.0, "2026-03-05"),
        ("yyyy\"年\"m\"月\"d\"日\"", 46_086.0, "2026-03-05"),
        ("yyyy\"年\"m\"月\"", 46_086.0, "2026-03"),
        ("yyyy", 46_086.0, "2026"),
        ("m/d/yy h:mm", 46_086.604_166_666_664, "2026-03-05 14:30"),
        ("[$-804]aaaa", 46_086.0, "2026-03-05"),
        ("h:mm", 0.25, "06:00"),
        ("[h]:mm", 1.5, "36:00"),
        ("mm:ss.0", 0.5, "12:00"),
        ("yyyy-mm-dd", 12.0, "12"),
        ("yyyy-mm-dd", -3.0, "-3"),
        ("yyyy-mm-dd", 46_086.75, "2026-03-05"),
    ] {
        assert_eq!(shown(code, number), text, "{code} {number}");
    }
    let old = NumberFormat::parse("yyyy-mm-dd").show(44_624.0, true);
    assert_eq!(old.0, "2026-03-05");
    assert_eq!(old.1, CellValue::Date("2026-03-05".to_owned()));
}
