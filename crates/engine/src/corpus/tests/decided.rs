//! Actors as people decided about them.

use super::*;

fn people(corpus: &Corpus) -> Vec<(&str, &[String])> {
    let people = corpus.actors.iter().filter(|a| a.id.starts_with("e:per:"));
    people.map(|a| (a.id.as_str(), a.merged.as_slice())).collect()
}

#[test]
fn a_merge_is_followed_by_claims_and_their_roots() {
    let documents = treaty();
    let corpus = decided(&documents, &[(Verb::Merge, &["e:per:anna-rey", "e:per:valdek-orlin"])]);
    let taken = ["e:per:?-orlin".to_owned(), "e:per:valdek-orlin".to_owned()];
    assert_eq!(people(&corpus), [("e:per:anna-rey", &taken[..]), ("e:per:ihor-tarnyi", &[])]);
    let claim = claim_with(&corpus, &documents, "Poland has offered").expect("a claim");
    assert_eq!(claim.roots[0].actor.as_deref(), Some("e:per:anna-rey"));
    let joins = &corpus.actors.iter().find(|a| a.id == "e:per:anna-rey").expect("the actor").joins;
    assert_eq!(joins.iter().map(|j| j.decision).collect::<Vec<_>>(), [None, Some(1)], "{joins:#?}");
}

#[test]
fn undone_decisions_leave_no_trace() {
    let documents = treaty();
    let merge: (Verb, &[&str]) = (Verb::Merge, &["e:per:anna-rey", "e:per:valdek-orlin"]);
    let undone = decided(&documents, &[merge, (Verb::Undo, &["1"])]);
    assert_eq!(undone, corpus(&documents));
}

#[test]
fn a_split_or_a_rejection_keeps_a_bare_surname_apart() {
    let documents = treaty();
    for decision in
        [(Verb::Split, &["e:per:?-orlin"][..]), (Verb::Reject, &["e:per:valdek-orlin", "e:per:?-orlin"][..])]
    {
        let corpus = decided(&documents, &[decision]);
        let apart = people(&corpus).into_iter().find(|(id, _)| *id == "e:per:?-orlin");
        assert!(apart.is_some_and(|(_, merged)| merged.is_empty()), "{:?}", people(&corpus));
    }
}

#[test]
fn a_rejection_holds_for_those_who_are_merged() {
    let documents = treaty();
    // the bare surname is not Rey, and Rey is Orlin
    let reject: (Verb, &[&str]) = (Verb::Reject, &["e:per:?-orlin", "e:per:anna-rey"]);
    let merge: (Verb, &[&str]) = (Verb::Merge, &["e:per:anna-rey", "e:per:valdek-orlin"]);
    let corpus = decided(&documents, &[reject, merge]);
    assert!(people(&corpus).iter().any(|(id, _)| *id == "e:per:?-orlin"), "{:?}", people(&corpus));
}

#[test]
fn decisions_about_the_unknown_change_nothing() {
    let documents = treaty();
    let merge: (Verb, &[&str]) = (Verb::Merge, &["e:per:no-one", "e:per:nobody-else"]);
    assert_eq!(decided(&documents, &[merge]), corpus(&documents));
}
