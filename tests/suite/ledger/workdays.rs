//! Workdays of every year with a notice, and honest estimates beyond.
use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use taizhang::ledger::{CalendarFault, Reckoned, Workdays};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn calendar(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
    entries
        .iter()
        .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
        .collect()
}

#[test]
fn the_shipped_table_can_be_read_whole() {
    assert!(Workdays::is_sound());
    let table = Workdays::builtin();
    for year in 2007..=2026 {
        assert!(table.notice(year).is_some(), "{year}");
    }
    for year in 2016..=2026 {
        assert!(table.notice(year).unwrap().contains("国办发明电"), "{year}");
    }
    assert_eq!(table.notice(2027), None);
    assert_eq!(table.notice(2006), None);
}

#[test]
fn terms_in_workdays_end_on_the_right_day() {
    let table = Workdays::default();
    for (from, n, end) in [
        ("2024-09-29", 5, "2024-10-11"),
        ("2025-01-24", 5, "2025-02-07"),
        ("2025-12-31", 3, "2026-01-06"),
        ("2017-12-22", 30, "2018-02-05"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-05-01", 0, "2026-05-01"),
    ] {
        assert_eq!(
            table.add(day(from), n),
            Reckoned::Known(day(end)),
            "{from} + {n}"
        );
    }
}

#[test]
fn workdays_between_leave_out_the_first_day() {
    let table = Workdays::default();
    for (from, to, n) in [
        ("2024-09-29", "2024-10-15", 8),
        ("2024-09-29", "2024-09-29", 0),
        ("2024-09-28", "2024-09-29", 1),
        ("2026-03-02", "2026-03-16", 10),
        ("2022-12-30", "2023-01-03", 1),
        ("2024-10-15", "2024-09-29", -8),
    ] {
        assert_eq!(
            table.between(day(from), day(to)),
            Reckoned::Known(n),
            "{from} {to}"
        );
    }
}

#[test]
fn claimed_numbers_of_workdays_are_counted_with_both_ends() {
    let table = Workdays::default();
    for (from, to, n) in [
        ("2024-09-29", "2024-10-09", 4),
        ("2025-01-21", "2025-02-08", 10),
        ("2023-01-01", "2023-12-31", 249),
        ("2024-01-01", "2024-12-31", 251),
        ("2025-01-01", "2025-12-31", 248),
        ("2026-01-01", "2026-12-31", 248),
        ("2026-03-02", "2026-03-01", 0),
    ] {
        assert_eq!(
            table.inclusive(day(from), day(to)),
            Reckoned::Known(n),
            "{from} {to}"
        );
    }
}

#[test]
fn eves_make_up_days_and_weekends_are_told_apart() {
    let table = Workdays::default();
    for (at, work) in [
        ("2024-02-09", true),
        ("2024-02-10", false),
        ("2024-02-18", true),
        ("2022-12-31", false),
        ("2023-01-03", true),
        ("2018-12-29", true),
        ("2020-01-31", false),
        ("2020-02-01", false),
        ("2020-02-03", true),
        ("2019-05-05", true),
        ("2026-11-22", false),
        ("2026-11-23", true),
    ] {
        assert_eq!(table.is_workday(day(at)), Reckoned::Known(work), "{at}");
    }
}

#[test]
fn a_term_in_calendar_days_that_ends_on_a_day_off_moves_to_the_next_workday() {
    let table = Workdays::default();
    assert_eq!(
        table.term_end(date(2024, 9, 21), 10),
        Reckoned::Known(date(2024, 10, 8))
    );
    assert_eq!(
        table.term_end(date(2026, 3, 2), 10),
        Reckoned::Known(date(2026, 3, 12))
    );
    assert_eq!(
        table.next_workday(date(2026, 9, 25)),
        Reckoned::Known(date(2026, 9, 28))
    );
    assert_eq!(
        table.next_workday(date(2026, 9, 20)),
        Reckoned::Known(date(2026, 9, 20))
    );
}

#[test]
fn a_year_without_notice_gives_estimates() {
    let table = Workdays::default();
    assert_eq!(
        table.is_workday(date(2027, 2, 8)),
        Reckoned::Estimated(true)
    );
    let across = table.add(date(2026, 12, 30), 3);
    assert_eq!(across, Reckoned::Estimated(date(2027, 1, 4)));
    assert_eq!(across.to_string(), "2027-01-04（暂估）");
    assert!(
        table
            .between(date(2026, 12, 30), date(2027, 1, 4))
            .is_estimated()
    );
    assert!(
        table
            .inclusive(date(2006, 5, 8), date(2006, 5, 9))
            .is_estimated()
    );
    // The last day that does not count may lie in a year without notice.
    assert_eq!(
        table.between(date(2006, 12, 31), date(2007, 1, 4)),
        Reckoned::Known(1)
    );
    // Days a later notice names are known although their year is not.
    assert_eq!(table.is_workday(date(2006, 12, 31)), Reckoned::Known(true));
}

#[test]
fn the_office_adds_days_and_whole_years() {
    let table = Workdays::default();
    let days = table
        .with(&calendar(&[("2027-01-01", "off"), ("2027-01-02", "work")]))
        .unwrap();
    assert_eq!(days.is_workday(date(2027, 1, 1)), Reckoned::Known(false));
    assert_eq!(days.is_workday(date(2027, 1, 2)), Reckoned::Known(true));
    assert_eq!(days.is_workday(date(2027, 1, 4)), Reckoned::Estimated(true));
    let year = table
        .with(&calendar(&[
            ("2027-01-01", "off"),
            ("2027", "岚办电〔2026〕9号"),
        ]))
        .unwrap();
    assert_eq!(year.notice(2027), Some("岚办电〔2026〕9号"));
    assert_eq!(
        year.add(date(2026, 12, 31), 1),
        Reckoned::Known(date(2027, 1, 4))
    );
    // A day of its own may also go against a notice, as when a city is closed.
    let closed = table.with(&calendar(&[("2026-03-03", "off")])).unwrap();
    assert_eq!(
        closed.between(date(2026, 3, 2), date(2026, 3, 4)),
        Reckoned::Known(1)
    );
}

#[test]
fn entries_that_cannot_be_used_are_refused_with_a_reason() {
    let table = Workdays::default();
    let faults = table
        .with(&calendar(&[
            ("2027-02-30", "off"),
            ("2027-03-01", "holiday"),
            ("2028", "岚办电〔2027〕1号"),
            ("2029", " "),
            ("元旦", "off"),
        ]))
        .unwrap_err();
    assert_eq!(faults.len(), 5);
    assert!(faults.contains(&CalendarFault::NotADay("2027-02-30".to_owned())));
    assert!(faults.contains(&CalendarFault::NotADay("元旦".to_owned())));
    assert!(faults.contains(&CalendarFault::YearWithoutDays("2028".to_owned())));
    assert!(faults.contains(&CalendarFault::YearWithoutNotice("2029".to_owned())));
    assert!(
        faults
            .iter()
            .any(|f| f.to_string().contains("holiday") && f.to_string().contains("2027-03-01"))
    );
    assert_eq!(table.with(&BTreeMap::new()), Ok(table.clone()));
}

#[test]
fn every_year_agrees_with_the_public_table() {
    let Some(path) = crate::shared("domain/cn_workdays_2007_2026.csv") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let listed: BTreeMap<Date, bool> = text
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split(',');
            let at = day(cells.next().unwrap());
            (at, cells.nth(1).unwrap() == "work")
        })
        .collect();
    assert!(listed.len() > 600);
    let table = Workdays::default();
    for at in date(2007, 1, 1)
        .series(jiff::Span::new().days(1))
        .take_while(|d| *d <= date(2026, 12, 31))
    {
        let weekend = at.weekday().to_monday_one_offset() > 5;
        let expected = listed.get(&at).copied().unwrap_or(!weekend);
        assert_eq!(table.is_workday(at), Reckoned::Known(expected), "{at}");
    }
}

proptest! {
    #[test]
    fn counting_and_adding_agree(from in 0_i64..7_000, n in 1_u32..400) {
        let table = Workdays::default();
        let from = date(2007, 1, 1).checked_add(jiff::Span::new().days(from)).unwrap();
        let end = table.add(from, n);
        prop_assert_eq!(table.between(from, end.value()).value(), i64::from(n));
        prop_assert!(table.is_workday(end.value()).value());
    }

    #[test]
    fn counting_is_the_same_day_by_day(from in 0_i64..7_000, length in 0_i64..500) {
        let table = Workdays::default();
        let from = date(2007, 1, 1).checked_add(jiff::Span::new().days(from)).unwrap();
        let to = from.checked_add(jiff::Span::new().days(length)).unwrap();
        let one_by_one = from
            .series(jiff::Span::new().days(1))
            .take_while(|d| *d <= to)
            .filter(|d| table.is_workday(*d).value())
            .count();
        prop_assert_eq!(table.inclusive(from, to).value(), i64::try_from(one_by_one).unwrap());
        prop_assert_eq!(table.between(from, to).value(), -table.between(to, from).value());
    }
}
