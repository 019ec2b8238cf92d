//! Tables of names that are one and names that are two.

use super::*;

fn score(a: &str, b: &str) -> Alike {
    let (a, b) = (FullName::new(a), FullName::new(b));
    let there = alike(&a, &b);
    assert_eq!(there, alike(&b, &a), "the order matters");
    there
}

#[test]
fn spellings_of_one_name_are_one() {
    for (a, b) in [
        ("Аляксандр Навумаў", "Aleksandr Naumov"),
        ("Уладзімір Мельнічэнка", "Volodymyr Melnychenko"),
        ("Вольга Ціханоўская", "Olga Tikhanovskaya"),
        ("Дмитро Ющенко", "Dmitriy Yushchenko"),
        ("Олена Зеленська", "Elena Zelenskaya"),
        ("Горбань Степан Іванович", "Stepan Gorban"),
        ("Сергей Петрович Журавлёв", "Siarhei Zhuraulou"),
        ("Robert Wharton", "Боб Уортон"),
        ("Jean-Marc Dussopt", "Жан-Марк Дюссо"),
        ("Baroness Emma Lowell", "Эмма Лоуэлл"),
        ("Лю Сянь Лун", "Лю Сяньлун"),
        ("Т. Горбань", "Тарас Горбань"),
    ] {
        let found = score(a, b);
        assert!(found.score >= SAME && found.veto.is_none(), "{a} | {b}: {found:?}");
    }
}

#[test]
fn different_names_stay_apart() {
    for (a, b) in [
        ("Олександр Горбань", "Андрій Горбань"),
        ("Віктор Новик", "Viktor Novikov"),
        ("Павло Ткаченко", "Павло Ткачук"),
        ("Иван Петрович Орлов", "Иван Сергеевич Орлов"),
        ("Александр Лановой", "Александра Лановая"),
        ("Т. Горбань", "Остап Горбань"),
        ("Emma Lowell", "Эмма Лоренц"),
    ] {
        let found = score(a, b);
        assert!(found.score < SAME, "{a} | {b}: {found:?}");
    }
    assert_eq!(score("Иван Петрович Орлов", "Иван Сергеевич Орлов").veto, Some(Veto::Patronymic));
    assert_eq!(score("Т. Горбань", "Остап Горбань").veto, Some(Veto::Initial));
}

#[test]
fn a_family_name_alone_is_nobody() {
    let found = score("Горбань", "Тарас Горбань");
    assert_eq!(found.veto, Some(Veto::OneWord));
    assert!(found.score < SAME);
    assert_eq!(score("Горбань", "Gorban").score, 1.0);
}

#[test]
fn anything_can_be_compared() {
    for name in ["", "-", "ʼ", "۱۲", "王 小明", "Ъ Ь", "a", "ы", &"Б".repeat(5000), &"о ".repeat(500)]
    {
        let name = FullName::new(name);
        assert!(alike(&name, &FullName::new("Тарас Горбань")).score <= 1.0);
        let mut index = Index::new(vec![name.clone()]);
        index.search().best(&name);
        index = Index::default();
        assert_eq!(index.search().best(&name), None);
    }
}

#[test]
fn the_right_name_is_found_among_many() {
    let names = ["Тарас Горбань", "Тарас Гончар", "Олена Горбань", "Stepan Orlov", "Степан Орленко"];
    let index = Index::new(names.iter().map(|name| FullName::new(name)).collect());
    let mut search = index.search();
    for (asked, place) in
        [("Taras Horban", 0), ("Elena Gorban", 2), ("Сцяпан Арлоў", 3), ("Stepan Orlenko", 4)]
    {
        let best = search.best(&FullName::new(asked));
        assert_eq!(best.map(|(place, _)| place), Some(place), "{asked}");
    }
    assert!(search.candidates(&FullName::new("Taras Horban"), 1).len() <= 1);
}
