//! Adding, reading, searching, verifying.

use crate::{add, corpus, engine, page, pages};
use reportedly_engine::model::{Language, Origin};
use reportedly_store::{AddOptions, Decision, Failure, Input, Progress, Query, Store, Verb};

fn query(text: &str) -> Query {
    Query { text: text.to_owned(), all_zones: true, ..Query::default() }
}

fn found(store: &Store, text: &str) -> Vec<String> {
    let hits = store.search(&query(text)).unwrap();
    hits.iter().flat_map(|hit| hit.matches.iter().map(|span| span.of(&hit.text).to_owned())).collect()
}

#[test]
fn adding_twice_changes_nothing() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    let first = add(&store, pages(0, 10)).unwrap();
    assert_eq!((first.added, first.known), (10, 0));
    let (generation, entries, documents) =
        (store.generation().unwrap(), store.entries().unwrap(), store.documents().unwrap());
    let second = add(&store, pages(0, 10)).unwrap();
    assert_eq!((second.added, second.known, second.refreshed), (0, 10, 0));
    assert_eq!(store.generation().unwrap(), generation);
    assert_eq!(store.entries().unwrap(), entries);
    assert_eq!(store.documents().unwrap(), documents);
    assert_eq!(first.languages, second.languages);
    let doubled = add(&store, pages(20, 21).chain(pages(20, 21))).unwrap();
    assert_eq!((doubled.added, doubled.known), (1, 1));
    let counted: usize = doubled.languages.iter().map(|(_, n)| n).sum();
    assert_eq!(counted, 2, "every page given is counted");
}

#[test]
fn the_order_of_pages_does_not_matter() {
    let (_folder, path) = corpus();
    let forward = Store::create(&path).unwrap();
    add(&forward, pages(0, 90)).unwrap();
    let other = path.with_extension("other");
    let backward = Store::create(&other).unwrap();
    let mut turned: Vec<_> = pages(0, 90).collect();
    turned.reverse();
    add(&backward, turned).unwrap();
    assert_eq!(forward.documents().unwrap(), backward.documents().unwrap());
    assert_eq!(forward.corpus(engine()).unwrap(), backward.corpus(engine()).unwrap());
    let hits = |store: &Store| store.search(&query("Калинюком міст")).unwrap();
    assert_eq!(hits(&forward), hits(&backward));
    assert_eq!(hits(&forward).len(), 50);
}

#[test]
fn an_outlet_told_later_makes_a_new_analysis_of_the_same_page() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    add(&store, pages(0, 1)).unwrap();
    let named = |outlet: &str| {
        pages(0, 1)
            .map(move |input| Input {
                origin: Origin { outlet: Some(outlet.to_owned()), ..input.origin },
                ..input
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(add(&store, named("Вісник Заріччя")).unwrap().added, 1);
    assert_eq!(add(&store, named("Вісник Заріччя")).unwrap().known, 1);
    assert_eq!(add(&store, pages(0, 1)).unwrap().known, 1);
    assert_eq!(store.entries().unwrap().len(), 1);
    assert!(store.verify(engine()).unwrap().mismatches.is_empty());
}

#[test]
fn original_bytes_come_back_and_verify_holds() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    let bytes = b"\xcd\xee\xe2\xee\xf1\xf2\xe8 \xe3\xee\xf0\xee\xe4\xe0\r\n\r\n\xcc\xfd\xf0 \xf1\xea\xe0\xe7\xe0\xeb.\0".to_vec();
    let origin = Origin { path: "cp1251.txt".to_owned(), ..Origin::default() };
    add(&store, [Input { origin, bytes: Ok(bytes.clone()) }]).unwrap();
    add(&store, pages(0, 70)).unwrap();
    let id = store.find_documents("cp1251").unwrap().remove(0);
    assert_eq!(store.bytes(&id).unwrap(), Some(bytes));
    assert_eq!(store.bytes("d:0000").unwrap(), None);
    let report = store.verify(engine()).unwrap();
    assert_eq!((report.documents, report.mismatches.len(), report.older), (71, 0, 0));
    assert!(report.spans > 140, "{}", report.spans);
    assert!(store.doctor().unwrap().iter().all(|finding| finding.fine));
}

#[test]
fn search_finds_every_form_and_gives_exact_places() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    let texts = [
        ("a", "Заголовок\n\nЗ мером Калинюком зустрілися «мешканці» Заріччя."),
        ("b", "Headline\n\nMayor Kalynyuk said the pact was signed; the pact's text is secret."),
        ("c", "Заголовок другий\n\nПрем'єр-міністр Дар'я Гнатенко не прийшла."),
        ("d", "Калинюк\n\nмісто"),
    ];
    add(&store, texts.iter().map(|(name, text)| page(name, text))).unwrap();
    assert_eq!(found(&store, "Калинюк"), ["Калинюк", "Калинюком", "Kalynyuk"]);
    assert_eq!(found(&store, "kalynyuk"), ["Kalynyuk", "Калинюк", "Калинюком"]);
    assert_eq!(found(&store, "pacts"), ["pact", "pact's"]);
    assert_eq!(found(&store, "прем'єр"), ["Прем'єр-міністр"]);
    assert_eq!(found(&store, "\"signed a pact\""), [""; 0]);
    assert_eq!(found(&store, "\"pacts was signed\""), ["pact", "was", "signed", "pact's"]);
    assert_eq!(found(&store, "Калинюк мешканці").len(), 2);
    let exact = Query { exact: true, ..query("Калинюк") };
    assert_eq!(store.search(&exact).unwrap().len(), 1);
    let hit = store.search(&query("Гнатенко")).unwrap().remove(0);
    let document = store.document(&hit.document).unwrap().unwrap();
    assert_eq!(document.slice(hit.span), hit.text);
    let points: String = document
        .text
        .chars()
        .skip(hit.points.0 as usize)
        .take((hit.points.1 - hit.points.0) as usize)
        .collect();
    assert_eq!(points, hit.text);
    assert_eq!(hit.matches.iter().map(|span| span.of(&hit.text)).collect::<Vec<_>>(), ["Гнатенко"]);
    for odd in ["NEAR(", "a AND", "speaker : x", "col*", "\"", "'", "міст\" OR words : \"x"] {
        let _ = store.search(&query(odd)).map(|hits| hits.len());
    }
    assert!(store.search(&query("—!")).unwrap_err().is_query());
    let nobody = Query { speaker: Some("Ніхто".to_owned()), ..Query::default() };
    assert_eq!(store.search(&nobody).unwrap(), []);
    let wrong = Query { language: Some(Language::new("xx")), ..query("Калинюк") };
    assert_eq!(store.search(&wrong).unwrap(), []);
}

#[test]
fn failed_pages_are_kept_until_they_are_added() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    let failure = Failure { path: "page-00001.txt".into(), message: "no such file".into(), hint: None };
    let origin = Origin { path: failure.path.clone(), ..Origin::default() };
    let mut seen = Vec::new();
    let inputs = pages(0, 1).chain([Input { origin, bytes: Err(failure.clone()) }]);
    let report =
        store.add(inputs, engine(), &AddOptions::default(), &mut |progress| seen.push(progress)).unwrap();
    assert_eq!((report.added, report.failed), (1, vec![failure.clone()]));
    assert_eq!(seen.last(), Some(&Progress { pages: 2, failed: 1, deriving: true }));
    assert_eq!(store.failures().unwrap(), [failure]);
    add(&store, pages(1, 2)).unwrap();
    assert_eq!(store.failures().unwrap(), []);
    assert_eq!(store.stats().unwrap().documents, 2);
}

#[test]
fn the_derived_corpus_is_kept_for_its_generation() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    assert!(!store.stats().unwrap().derived);
    add(&store, pages(0, 3)).unwrap();
    assert!(store.stats().unwrap().derived);
    let options = AddOptions { derive: false, ..AddOptions::default() };
    store.add(pages(3, 4), engine(), &options, &mut |_| {}).unwrap();
    assert!(!store.stats().unwrap().derived);
    store.corpus(engine()).unwrap();
    assert!(store.stats().unwrap().derived);
}

#[test]
fn decisions_are_appended_and_never_changed() {
    let (_folder, path) = corpus();
    let store = Store::create(&path).unwrap();
    let subjects = ["e:a".to_owned(), "e:b".to_owned()];
    let merge =
        Decision { number: 1, verb: Verb::Merge, subjects: subjects.to_vec(), reason: "same post".into() };
    let before = store.generation().unwrap();
    assert_eq!(store.decide(Verb::Merge, &subjects, "same post").unwrap(), 1);
    let refused = store.decide(Verb::Reject, &subjects, "").unwrap_err();
    assert_eq!(refused.to_string(), "decision 1 merged `e:a` and `e:b`");
    assert_eq!(
        refused.hint().unwrap(),
        format!("undo it first with `reportedly decide undo 1 -c {}`", path.display())
    );
    assert_eq!(store.decisions().unwrap(), [merge]);
    assert!(store.generation().unwrap() > before);
    drop(store);
    let raw = rusqlite::Connection::open(&path).unwrap();
    assert!(raw.execute("DELETE FROM decision", []).is_err());
    assert!(raw.execute("UPDATE decision SET verb = 'split'", []).is_err());
}
