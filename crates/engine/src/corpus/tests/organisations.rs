//! Which organisation ids are one organisation across documents.

use super::*;

fn standing(corpus: &Corpus, id: &str) -> String {
    let actor = corpus.actors.iter().find(|actor| actor.id == id || actor.merged.iter().any(|old| old == id));
    actor.unwrap_or_else(|| panic!("no actor {id}")).id.clone()
}

/// A page that names an organisation by a rule.
fn named(path: &str, surface: &str, actor: &str, rule: &'static str) -> Document {
    let text = format!("{surface} мовчить.");
    let mut document = page(path, "uk", &[&text]).names(surface, surface, actor).build();
    document.mentions.iter_mut().for_each(|mention| mention.rule = rule.into());
    document
}

#[test]
fn an_outlet_and_an_organisation_of_one_name_are_one() {
    let documents = [
        named("one", "Dubrava Post", "e:org:dubrava-post", "latin-name"),
        named("two", "Dubrava Post", "e:media:dubrava-post", "relay-name"),
    ];
    let corpus = corpus(&documents);
    assert_eq!(standing(&corpus, "e:org:dubrava-post"), "e:media:dubrava-post");
    let actor = corpus.actors.iter().find(|actor| actor.id == "e:media:dubrava-post").expect("an actor");
    assert_eq!(actor.joins[0].why, "same name: an organisation and an outlet");
}

#[test]
fn an_acronym_that_pages_explain_is_the_same_where_none_does() {
    let long = "e:org:dubrava-pilots-forum";
    let mut documents = vec![
        named("one", "DPF", long, "acronym-in-brackets"),
        named("two", "DPF", long, "acronym-of-name"),
        named("three", "DPF", "e:org:dpf", "acronym"),
    ];
    let one = corpus(&documents);
    assert_eq!(standing(&one, "e:org:dpf"), long);
    let actor = one.actors.iter().find(|actor| actor.id == long).expect("an actor");
    assert!(actor.joins[0].parts.iter().any(|part| *part == "pages that explain it: 2"), "{:?}", actor.joins);
    // two meanings: no page without an explanation may choose
    documents.push(named("four", "DPF", "e:org:danish-potato-farmers", "acronym-in-brackets"));
    assert_eq!(standing(&corpus(&documents), "e:org:dpf"), "e:org:dpf");
}

#[test]
fn three_letters_explained_on_one_page_stay_apart() {
    let documents = [
        named("one", "DPF", "e:org:dubrava-pilots-forum", "acronym-in-brackets"),
        named("three", "DPF", "e:org:dpf", "acronym"),
    ];
    assert_eq!(standing(&corpus(&documents), "e:org:dpf"), "e:org:dpf");
}

#[test]
fn spellings_that_differ_in_vowels_only_are_one_organisation() {
    let documents = [
        named("one", "Тегрік-а-Лебеїк Дравія", "e:org:tahrik-a-labaik-dravia", "organisation-head"),
        named("two", "Тегрік-а-Лабаїк Дравія", "e:org:tahrik-a-labik-dravia", "organisation-head"),
        // one consonant more is another name
        named("three", "Тегрік-а-Лебенк Дравія", "e:org:tahrik-a-labank-dravia", "organisation-head"),
    ];
    let corpus = corpus(&documents);
    let id = "e:org:tahrik-a-labaik-dravia";
    assert_eq!(standing(&corpus, "e:org:tahrik-a-labik-dravia"), id);
    assert_ne!(standing(&corpus, "e:org:tahrik-a-labank-dravia"), id);
    let actor = corpus.actors.iter().find(|actor| actor.id == id).expect("an actor");
    assert_eq!(actor.joins[0].why, "same name: spellings that differ in vowels only");
}

#[test]
fn short_names_that_differ_in_vowels_only_are_a_doubt() {
    let documents = [
        named("one", "Дім Рибак", "e:org:dim-ribak", "organisation-head"),
        named("two", "Дім Рубок", "e:org:dim-rubak", "organisation-head"),
    ];
    let corpus = corpus(&documents);
    assert_eq!(standing(&corpus, "e:org:dim-rubak"), "e:org:dim-rubak");
    let actor = corpus.actors.iter().find(|actor| actor.id == "e:org:dim-rubak").expect("an actor");
    assert!(
        actor.why.iter().any(|why| why.contains("nearly the name of e:org:dim-ribak")),
        "{:?}",
        actor.why
    );
}
