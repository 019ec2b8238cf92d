//! Tables: an expression, what it covers and what it means.

use super::*;
use crate::pack::Packs;
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&Packs::embedded()));

fn check(text: &str, expect: &[(&str, &str)]) {
    let found: Vec<(String, String)> = find(text, 0, &WORDS)
        .into_iter()
        .map(|e| {
            let value = e.value.clone().unwrap_or_else(|| match e.relative {
                Some(Relative::Weekday { day, shift }) => format!("weekday {day} {shift}"),
                other => format!("{:?}", other.unwrap_or(Relative::Vague)),
            });
            (e.span.of(text).to_owned(), value)
        })
        .collect();
    let expect: Vec<(String, String)> =
        expect.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
    assert_eq!(found, expect, "{text}");
}

#[test]
fn absolute_dates_in_four_languages() {
    check("вівторок, 4 березень 2025, 09:05", &[("вівторок, 4 березень 2025, 09:05", "2025-03-04T09:05")]);
    check("Подано 5 липня 2021 року в місті", &[("5 липня 2021 року", "2021-07-05")]);
    check("12 августа 2023 г. в 14:30 сообщили", &[("12 августа 2023 г. в 14:30", "2023-08-12T14:30")]);
    check("7 снежня 2022, 10:00", &[("7 снежня 2022, 10:00", "2022-12-07T10:00")]);
    check("On March 27, 2024 at 3:15 pm it", &[("March 27, 2024 at 3:15 pm", "2024-03-27T15:15")]);
    check("the 2nd of May 2019", &[("2nd of May 2019", "2019-05-02")]);
}

#[test]
fn numeric_dates() {
    check("03/27/2024  11:24:02", &[("03/27/2024  11:24:02", "2024-03-27T11:24:02")]);
    check("27.03.2024", &[("27.03.2024", "2024-03-27")]);
    check("2024-03-27T08:01:00+02:00", &[("2024-03-27T08:01:00", "2024-03-27T08:01:00")]);
    check("04/03/2024", &[("04/03/2024", "[2024-03-04,2024-04-03]")]);
    check("10:15 | 27.03.2024", &[("10:15 | 27.03.2024", "2024-03-27T10:15")]);
    check("version 1.27.03.2024, 31.02.2024, 5:3, 12-05", &[]);
}

#[test]
fn partial_dates() {
    check("у липні 2014 року", &[("липні 2014 року", "2014-07")]);
    check("вторжение в 2014 году", &[("2014 году", "2014")]);
    check("З 24 лютого триває", &[("24 лютого", "XXXX-02-24")]);
    check("in July he may go", &[("July", "XXXX-07")]);
    check("march on, he may", &[]);
}

#[test]
fn relative_expressions_wait_for_a_basis() {
    check("Учора заявив", &[("Учора", "Days(-1)")]);
    check("накануне сообщили", &[("накануне", "Days(-1)")]);
    check("На переговорах у суботу домовились", &[("у суботу", "weekday 6 0")]);
    check(
        "earlier this week, last Friday",
        &[("earlier this week", "Weeks(0)"), ("last Friday", "weekday 5 -1")],
    );
    check("на мінулым тыдні", &[("на мінулым тыдні", "Weeks(-1)")]);
    check("three days ago", &[("three days ago", "Days(-3)")]);
    check("3 тижні тому", &[("3 тижні тому", "Weeks(-3)")]);
}

#[test]
fn a_basis_resolves_them() {
    let resolved = |text: &str, basis: &str| find(text, 0, &WORDS).first().and_then(|e| resolve(e, basis));
    assert_eq!(resolved("yesterday", "2024-03-01").as_deref(), Some("2024-02-29"));
    assert_eq!(resolved("у суботу", "2022-12-05").as_deref(), Some("2022-12-03"));
    assert_eq!(resolved("next Monday", "2022-12-05T10:00").as_deref(), Some("2022-12-12"));
    assert_eq!(resolved("last week", "2025-01-01").as_deref(), Some("2024-12-23/2024-12-29"));
    assert_eq!(resolved("в прошлом месяце", "2025-01-01").as_deref(), Some("2024-12"));
    assert_eq!(resolved("24 лютого", "2022-12-05").as_deref(), Some("2022-02-24"));
    assert_eq!(resolved("5 січня", "2022-12-05").as_deref(), Some("2023-01-05"));
    assert_eq!(resolved("recently", "2022-12-05"), None);
    assert_eq!(resolved("yesterday", "2022-12"), None);
    assert_eq!(resolved("27.03.2024", "2030-01-01").as_deref(), Some("2024-03-27"));
}

#[test]
fn calendar_round_trips() {
    for n in (-200_000..200_000).step_by(37) {
        let (y, m, d) = calendar::civil(n);
        assert_eq!(calendar::days(y, m, d), n);
        assert!(calendar::is_day(y, m, d));
    }
    assert_eq!(calendar::weekday(0), 4);
}
