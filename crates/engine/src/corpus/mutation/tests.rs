//! What retellings lose, in four languages.

use super::*;
use crate::corpus::copies::bare;
use crate::corpus::tests::{page, words};
use crate::pack::Packs;
use std::sync::OnceLock;

fn markers() -> &'static Markers {
    static MARKERS: OnceLock<Markers> = OnceLock::new();
    MARKERS.get_or_init(|| Markers::new(&Packs::embedded()))
}

/// Kinds, notes and words of what changes between two one-line pages.
fn changes(language: &str, a: &str, b: &str) -> Vec<(ChangeKind, ElementKind, String)> {
    let (a, b) = (page("a", language, &[a]).build(), page("b", language, &[b]).build());
    let found = compare_documents(&a, &b, markers(), words());
    for change in &found.changes {
        for (evidence, document) in [(&change.a, &a), (&change.b, &b)] {
            assert!(evidence.as_ref().is_none_or(|e| document.slice(e.span) == e.text && !e.text.is_empty()));
        }
    }
    found.changes.into_iter().map(|c| (c.kind, c.what, c.note)).collect()
}

#[test]
fn a_lost_hedge_is_told_in_four_languages() {
    for (language, a, b, hedge) in [
        (
            "uk",
            "Власники складу в порту нібито обіцяли замінити проводку ще минулої весни до травня",
            "Власники складу в порту обіцяли замінити проводку ще минулої весни до травня",
            "нібито",
        ),
        (
            "ru",
            "Владельцы склада в порту якобы обещали заменить проводку ещё прошлой весной до мая",
            "Владельцы склада в порту обещали заменить проводку ещё прошлой весной до мая",
            "якобы",
        ),
        (
            "be",
            "Уладальнікі склада ў порце нібыта абяцалі замяніць праводку яшчэ мінулай вясной да мая",
            "Уладальнікі склада ў порце абяцалі замяніць праводку яшчэ мінулай вясной да мая",
            "нібыта",
        ),
        (
            "en",
            "The owners of the warehouse in the port allegedly promised to replace the wiring last spring",
            "The owners of the warehouse in the port promised to replace the wiring last spring",
            "allegedly",
        ),
    ] {
        let expect = (ChangeKind::Dropped, ElementKind::Hedge, format!("loses the hedge: {hedge}"));
        assert_eq!(changes(language, a, b), [expect], "{language}");
        let added = changes(language, b, a);
        assert_eq!(
            added.first().map(|c| (c.0, c.1)),
            Some((ChangeKind::Added, ElementKind::Hedge)),
            "{language}"
        );
        assert!(changes(language, a, a).is_empty());
    }
}

#[test]
fn a_name_that_the_page_never_introduced_is_no_news() {
    let known = page("a", "ru", &["Министр Левко Турчак предложил компании «Тернавия» аренду"])
        .names("Левко Турчак", "Левко Турчак", "e:per:levko-turchak")
        .build();
    let bare = page("b", "ru", &["Вчера Турчак предложил «Тернавии» аренду"]).build();
    let found = compare_documents(&known, &bare, markers(), words());
    let names: Vec<&Change> = found.changes.iter().filter(|c| c.what == ElementKind::Name).collect();
    assert!(names.is_empty(), "{names:?}");
    let other = page("c", "ru", &["Вчера Зубов предложил «Корсавии» аренду"]).build();
    let found = compare_documents(&bare, &other, markers(), words());
    assert_eq!(found.changes.iter().filter(|c| c.what == ElementKind::Name).count(), 4, "{found:?}");
}

#[test]
fn numbers_are_rounded_changed_and_left_out() {
    let text = |n: &str| {
        format!("The fire in the port of Ternov destroyed {n} tonnes of grain on the night of Friday")
    };
    let one = |a: &str, b: &str| changes("en", &text(a), &text(b));
    let number = |note: &str| vec![(ChangeKind::Changed, ElementKind::Number, note.to_owned())];
    assert_eq!(one("48,317", "48,000"), number("rounds the number"));
    assert_eq!(one("48,000", "48,317"), number("gives the number more exactly"));
    assert_eq!(one("48,000", "62,000"), number("another number"));
    assert!(one("48,000", "48 thousand").is_empty(), "{:?}", one("48,000", "48 thousand"));
    assert!(one("48 000", "48,000").is_empty());
    let left = changes("en", &text("48,000"), &text("many"));
    assert_eq!(left, [(ChangeKind::Dropped, ElementKind::Number, "leaves out a number: 48,000".to_owned())]);
}

#[test]
fn qualifiers_of_numbers_and_negation() {
    for (language, a, b) in [
        (
            "uk",
            "У порту Тернова згоріло щонайменше 40 тонн зерна в ніч на п'ятницю",
            "У порту Тернова згоріло 40 тонн зерна в ніч на п'ятницю",
        ),
        (
            "ru",
            "В порту Тернова сгорело около 40 тонн зерна в ночь на пятницу",
            "В порту Тернова сгорело 40 тонн зерна в ночь на пятницу",
        ),
        (
            "be",
            "У порце Тэрнава згарэла амаль 40 тон збожжа ў ноч на пятніцу",
            "У порце Тэрнава згарэла 40 тон збожжа ў ноч на пятніцу",
        ),
        (
            "en",
            "In the port of Ternov at least 40 tonnes of grain burned down on Friday",
            "In the port of Ternov 40 tonnes of grain burned down on Friday",
        ),
    ] {
        let found: Vec<_> = changes(language, a, b).into_iter().map(|c| (c.0, c.1)).collect();
        assert_eq!(found, [(ChangeKind::Dropped, ElementKind::Qualifier)], "{language}");
    }
    let found = changes(
        "en",
        "The mayor of Lypivka said that the bridge will not open in spring because of the flood",
        "The mayor of Lypivka said that the bridge will open in spring because of the flood",
    );
    assert_eq!(
        found,
        [(ChangeKind::Dropped, ElementKind::Negation, "leaves out a negation: not".to_owned())]
    );
}

#[test]
fn names_added_and_replaced() {
    let line =
        |who: &str| format!("The bridge over the river was closed by {who} after the flood of last week");
    let side =
        |id: &str, who: &str, actor: &str| page(id, "en", &[&line(who)]).names(who, who, actor).build();
    let (a, b) = (
        side("a", "Nora Whitfield", "e:per:nora-whitfield"),
        side("b", "Ivan Kalyniuk", "e:per:ivan-kalyniuk"),
    );
    let found = compare_documents(&a, &b, markers(), words()).changes;
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].kind, found[0].what), (ChangeKind::Changed, ElementKind::Name));
    assert_eq!(found[0].b.as_ref().map(|e| e.text.as_str()), Some("Ivan Kalyniuk"));
    let bare_side = |id: &str, who: &str| bare(id, &line(who), None, None);
    let found = compare_documents(
        &bare_side("a", "Nora Whitfield"),
        &bare_side("b", "the council"),
        markers(),
        words(),
    );
    assert!(
        found.changes.iter().all(|c| (c.kind, c.what) == (ChangeKind::Dropped, ElementKind::Name)),
        "{found:#?}"
    );
    assert_eq!(found.changes.len(), 2);
}

#[test]
fn statements_in_two_languages_are_compared_by_their_elements() {
    use StatementKind::Indirect;
    let a = page("a", "uk", &["Мер Остап Калинюк сказав, що пожежа нібито знищила 48317 тонн зерна."])
        .names("Остап Калинюк", "Остап Калинюк", "e:per:ostap-kalyniuk")
        .says(Indirect, Stance::Assert, "пожежа нібито знищила 48317 тонн зерна", &["e:per:ostap-kalyniuk"])
        .build();
    let b = page("b", "en", &["Mayor Ostap Kalyniuk said that the fire destroyed 48,000 tonnes of grain."])
        .names("Ostap Kalyniuk", "Ostap Kalyniuk", "e:per:ostap-kalyniuk")
        .says(
            Indirect,
            Stance::Assert,
            "the fire destroyed 48,000 tonnes of grain",
            &["e:per:ostap-kalyniuk"],
        )
        .build();
    let found = compare_statements((&a, &a.statements[0]), (&b, &b.statements[0]), markers(), words());
    assert!(found.passages.is_empty());
    let notes: Vec<&str> = found.changes.iter().map(|c| c.note.as_str()).collect();
    assert_eq!(notes, ["loses the hedge: нібито", "rounds the number"]);
}

#[test]
fn what_only_one_side_tells_is_shown() {
    let common = "Пожар на складе в порту Тернова начался ночью и охватил площадь в три тысячи метров.";
    let extra = "Движение поездов через старый мост остановили до утра субботы.";
    let (a, b) = (page("a", "ru", &[common]).build(), page("b", "ru", &[common, extra]).build());
    let found = compare_documents(&a, &b, markers(), words());
    assert!(found.only_a.is_empty() && found.changes.is_empty(), "{found:#?}");
    assert_eq!(
        found.only_b.iter().map(|e| e.text.as_str()).collect::<Vec<_>>(),
        [extra.trim_end_matches('.')]
    );
    assert_eq!(found.contained.0, 1.0);
}

#[test]
fn sentences_stand_beside_each_other_in_one_language_and_across_two() {
    let sides = |a: &Document, b: &Document| -> Vec<(String, String)> {
        let found = compare_documents(a, b, markers(), words());
        for evidence in found.pairs.iter().flat_map(|pair| [&pair.a, &pair.b]).flatten() {
            let document = if evidence.document == a.id { a } else { b };
            assert_eq!(document.slice(evidence.span), evidence.text);
        }
        let text = |evidence: &Option<Evidence>| {
            evidence
                .as_ref()
                .map_or(String::new(), |e| e.text.split(' ').take(2).collect::<Vec<_>>().join(" "))
        };
        found.pairs.iter().map(|pair| (text(&pair.a), text(&pair.b))).collect()
    };
    let a = page(
        "a",
        "en",
        &["The mill was sold in May.", "Trains stop at night.", "Nobody was hurt in the fire."],
    );
    let b = page("b", "en", &["Rain is expected.", "The mill is sold since May.", "Nobody was hurt."]);
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        sides(&a.build(), &b.build()),
        [
            pair("", "Rain is"),
            pair("The mill", "The mill"),
            pair("Trains stop", ""),
            pair("Nobody was", "Nobody was")
        ]
    );
    let a = page("a", "uk", &["У суботу йшов дощ.", "Пожежа знищила 48317 тонн зерна."]);
    let b = page("b", "en", &["The fire destroyed 48,317 tonnes of grain.", "Trains stop at night."]);
    let rows = sides(&a.build(), &b.build());
    assert!(rows.contains(&pair("Пожежа знищила", "The fire")), "{rows:?}");
}
