//! However pages come into the file, the derived corpus is the same, byte by byte.

use super::*;
use std::path::Path;

/// Pages of invented people in four languages who say few things, so that many say the same.
pub(crate) fn told() -> Vec<Input> {
    let people = [
        ["Остап Калинюк", "Остап Калинюк", "Астап Калінюк", "Ostap Kalyniuk"],
        ["Мирта Совен", "Мирта Совен", "Мірта Савен", "Mirta Soven"],
        ["Тадас Бренов", "Тадас Бренов", "Тадас Брэнаў", "Tadas Brenov"],
    ];
    let said = ["заявив, що", "заявил, что", "заявіў, што", "said that"];
    let facts = [
        [
            "Польща купила {n} вертольотів",
            "Польша купила {n} вертолетов",
            "Польшча купіла {n} верталётаў",
            "Poland bought {n} helicopters",
        ],
        [
            "Румунія закрила {n} шкіл",
            "Румыния закрыла {n} школ",
            "Румынія закрыла {n} школ",
            "Romania closed {n} schools",
        ],
        [
            "Латвія не отримала {n} тонн зерна",
            "Латвия не получила {n} тонн зерна",
            "Латвія не атрымала {n} тон збожжа",
            "Latvia has not received {n} tonnes of grain",
        ],
    ];
    let page = |n: usize| {
        let language = n % 4;
        let lines = (0..3).map(|i| {
            let (who, what, number) = ((n / 5 + i) % 3, (n / 3 + i * 2) % 3, 100 + (n / 7 + i) % 4);
            let fact = facts[what][language].replace("{n}", &number.to_string());
            format!("{} {} {fact}.", people[who][language], said[language])
        });
        let text = format!("News {n}\n\n{}\n", lines.collect::<Vec<_>>().join("\n\n"));
        page(&format!("page-{n:03}.txt"), &text)
    };
    (0..160).map(page).collect()
}

pub(crate) fn again(input: &Input) -> Input {
    Input { origin: input.origin.clone(), bytes: input.bytes.clone() }
}

/// Adds the pages at `places` in this order, in parts, asking for the corpus after some of them.
fn grow(path: &Path, pages: &[Input], places: &[usize], parts: usize) {
    let store = Store::open_or_create(path).unwrap();
    let options = AddOptions { derive: false, ..AddOptions::default() };
    for (number, part) in places.chunks(places.len().div_ceil(parts)).enumerate() {
        let inputs: Vec<Input> = part.iter().map(|place| again(&pages[*place])).collect();
        store.add(inputs, engine(), &options, &mut |_| {}).unwrap();
        if number % 16 == 3 {
            store.corpus(engine()).unwrap();
        }
    }
}

fn export(path: &Path) -> String {
    serde_json::to_string(&Store::open(path).unwrap().corpus(engine()).unwrap()).unwrap()
}

#[test]
fn partitions_orders_and_threads_do_not_matter() {
    let pages = told();
    let (_folder, path) = corpus();
    let all: Vec<usize> = (0..pages.len()).collect();
    grow(&path, &pages, &all, 1);
    let expected = export(&path);
    let whole = Store::open(&path).unwrap().corpus(engine()).unwrap();
    let statements: usize =
        Store::open(&path).unwrap().documents().unwrap().iter().map(|d| d.statements.len()).sum();
    let shared = whole.claims.iter().filter(|claim| claim.members.len() > 3).count();
    assert!(statements > 300 && shared >= 3, "{statements} {shared}");
    for (parts, step) in [(7, 37), (64, 71)] {
        let (_folder, path) = corpus();
        let order: Vec<usize> = all.iter().map(|n| (n * step + 11) % pages.len()).collect();
        grow(&path, &pages, &order, parts);
        assert!(export(&path) == expected, "{parts} parts");
    }
    // several writers at once, each with pages that others bring too
    let (_folder, path) = corpus();
    Store::create(&path).unwrap();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let (path, pages, all) = (&path, &pages, &all);
            scope.spawn(move || {
                let own: Vec<usize> =
                    all.iter().rev().copied().filter(|n| n % 4 == writer || n % 5 == writer).collect();
                grow(path, pages, &own, 5);
            });
        }
    });
    assert!(export(&path) == expected, "four writers");
}

#[test]
fn a_page_that_is_read_anew_is_linked_anew() {
    let pages = told();
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    add(&store, pages.iter().map(again)).unwrap();
    store.corpus(engine()).unwrap();
    // now its date is known
    let mut dated = again(&pages[0]);
    dated.origin.published = Some("2031-05-06".to_owned());
    add(&store, [dated]).unwrap();
    let here = serde_json::to_string(&store.corpus(engine()).unwrap()).unwrap();
    drop(store);
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute("DELETE FROM derived", []).unwrap();
    assert!(here == export(&path));
}
