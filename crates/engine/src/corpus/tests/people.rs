//! Who is one person across documents and who is not.

use super::*;

/// Actors that hold these ids, by the id that stands.
fn standing(corpus: &Corpus, id: &str) -> String {
    let actor = corpus.actors.iter().find(|actor| actor.id == id || actor.merged.iter().any(|old| old == id));
    actor.unwrap_or_else(|| panic!("no actor {id}")).id.clone()
}

#[test]
fn spellings_of_a_full_name_are_one_person_and_say_why() {
    let documents = [
        page("one", "uk", &["Тарас Мельниченко виступив."]).names(
            "Тарас Мельниченко",
            "Тарас Мельниченко",
            "e:per:taras-a",
        ),
        page("two", "en", &["Taras Melnychenko spoke."]).names(
            "Taras Melnychenko",
            "Taras Melnychenko",
            "e:per:taras-b",
        ),
        page("three", "be", &["Тарас Мельнічэнка выступіў."]).names(
            "Тарас Мельнічэнка",
            "Тарас Мельнічэнка",
            "e:per:taras-c",
        ),
    ]
    .map(Draft::build);
    let corpus = corpus(&documents);
    let one = standing(&corpus, "e:per:taras-a");
    assert_eq!(one, standing(&corpus, "e:per:taras-b"));
    assert_eq!(one, standing(&corpus, "e:per:taras-c"));
    let actor = corpus.actors.iter().find(|actor| actor.id == one).expect("an actor");
    assert!(actor.why.iter().any(|why| why.starts_with("same name: ")), "{:?}", actor.why);
    assert_eq!(actor.merged.len(), 2);
}

#[test]
fn two_people_of_one_family_name_stay_two_and_the_bare_name_apart() {
    let documents = [
        page("one", "uk", &["Тарас Горбань виступив."]).names(
            "Тарас Горбань",
            "Тарас Горбань",
            "e:per:taras-horban",
        ),
        page("two", "uk", &["Олена Горбань виступила."]).names(
            "Олена Горбань",
            "Олена Горбань",
            "e:per:olena-horban",
        ),
        page("three", "uk", &["Горбань мовчить."]).names("Горбань", "Горбань", "e:per:?-horban"),
    ]
    .map(Draft::build);
    let corpus = corpus(&documents);
    let ids = ["e:per:taras-horban", "e:per:olena-horban", "e:per:?-horban"].map(|id| standing(&corpus, id));
    assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), 3, "{ids:?}");
    let bare = corpus.actors.iter().find(|actor| actor.id == "e:per:?-horban").expect("an actor");
    assert!(bare.why.iter().any(|why| why.contains("2 people of that surname")), "{:?}", bare.why);
}

#[test]
fn an_initial_joins_the_only_person_it_fits() {
    let documents = [
        page("one", "uk", &["Тарас Горбань виступив."]).names(
            "Тарас Горбань",
            "Тарас Горбань",
            "e:per:taras-horban",
        ),
        page("two", "en", &["T. Horban spoke."]).names("T. Horban", "T. Horban", "e:per:t.-horban"),
        page("three", "uk", &["О. Горбань виступила."]).names("О. Горбань", "О. Горбань", "e:per:o.-horban"),
    ]
    .map(Draft::build);
    let corpus = corpus(&documents);
    assert_eq!(standing(&corpus, "e:per:t.-horban"), "e:per:taras-horban");
    assert_eq!(standing(&corpus, "e:per:o.-horban"), "e:per:o.-horban");
}

#[test]
fn a_form_that_may_be_two_names_goes_to_the_person_whose_other_forms_are_known() {
    let documents = [
        page("one", "ru", &["Илона Варда заявила."]).names("Илона Варда", "Илон Вард", "e:per:ilon-vard"),
        page("two", "ru", &["Илона Варда приехала. Илону Варду ждали."])
            .names("Илона Варда", "Илона Варда", "e:per:ilona-varda")
            .names("Илону Варду", "Илона Варда", "e:per:ilona-varda"),
    ]
    .map(Draft::build);
    let linked = corpus(&documents);
    assert_eq!(standing(&linked, "e:per:ilon-vard"), "e:per:ilona-varda");
    let actor = linked.actors.iter().find(|actor| actor.id == "e:per:ilona-varda").expect("an actor");
    assert!(actor.why.iter().any(|why| why.starts_with("same written name: ")), "{:?}", actor.why);
}

#[test]
fn patronymics_keep_two_people_of_one_full_name_apart() {
    let full = |path: &str, id: &str| {
        page(path, "ru", &["Иван Луговой приехал."]).names("Иван Луговой", "Иван Луговой", id).build()
    };
    let one = full("one", "e:per:ivan-patravich-luhavi");
    let other = full("two", "e:per:ivan-sarhavich-luhavi");
    let plain = full("three", "e:per:ivan-luhavi");
    let linked = corpus(&[one.clone(), other, plain.clone()]);
    assert_eq!(linked.actors.iter().filter(|actor| actor.id.starts_with("e:per:ivan-")).count(), 3);
    let linked = corpus(&[one, plain]);
    assert_eq!(standing(&linked, "e:per:ivan-luhavi"), standing(&linked, "e:per:ivan-patravich-luhavi"));
}
