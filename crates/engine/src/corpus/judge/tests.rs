//! Two statements in, a verdict out: in four languages, in either order, with its reasons.

use super::*;
use crate::model::Language;

fn verdict(a: (&str, &str, &str), b: (&str, &str, &str)) -> Verdict {
    let judge = Judge::new(&Packs::embedded()).unwrap();
    let mut statements = judge.statements();
    let mut read = |(language, text, date): (&str, &str, &str)| {
        let said = Said { text, language: Some(Language::new(language)), speaker: None, date: Some(date) };
        statements.read(&said)
    };
    let (a, b) = (read(a), read(b));
    let (there, back) = (judge.compare(&a, &b), judge.compare(&b, &a));
    assert_eq!(there.chances, back.chances, "the order of two statements matters");
    assert!((there.chances.iter().sum::<f32>() - 1.0).abs() < 1e-4);
    there
}

const BRIDGE: (&str, &str, &str) =
    ("uk", "Мерія Вербівки закрила старий міст через тріщини в опорах.", "2024-05-03");

#[test]
fn the_same_in_another_language_is_likelier_the_same_than_a_denial_or_something_else() {
    let same = verdict(
        BRIDGE,
        ("en", "Verbivka city hall closed the old bridge because of cracks in its piers.", "2024-05-03"),
    );
    let denial =
        verdict(BRIDGE, ("ru", "Мэр Вербовки опроверг закрытие моста: трещин в опорах нет.", "2024-05-04"));
    let other = verdict(BRIDGE, ("be", "Жыхары Вербаўкі просяць пабудаваць новы басейн.", "2024-05-03"));
    let chance = |verdict: &Verdict| verdict.chance(Relation::Same);
    assert!(chance(&same) > chance(&denial), "{same:?} {denial:?}");
    assert!(chance(&same) > chance(&other) + 0.2, "{same:?} {other:?}");
    assert!(denial.chance(Relation::Denies) > same.chance(Relation::Denies), "{denial:?} {same:?}");
    assert_eq!(other.relation(), Relation::Unrelated, "{other:?}");
}

#[test]
fn a_refusal_to_comment_is_no_denial() {
    let refusal =
        verdict(BRIDGE, ("ru", "В мэрии Вербовки отказались комментировать закрытие моста.", "2024-05-03"));
    assert_eq!(refusal.relation(), Relation::NoConfirmation, "{refusal:?}");
}

#[test]
fn what_was_weighed_is_told() {
    let same = verdict(BRIDGE, ("en", "Verbivka city hall closed the old bridge.", "2024-05-03"));
    assert!(same.why.iter().any(|why| why.starts_with("shared: ") && why.contains("bridge")), "{same:?}");
}
