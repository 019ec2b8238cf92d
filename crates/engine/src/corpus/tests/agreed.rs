//! Claims, copies and dates as people decided about them.

use super::*;

/// Ids of the statements of the claim that holds a statement, the largest when there are several.
fn members(corpus: &Corpus, documents: &[Document], statement: &str) -> Vec<String> {
    let id = |m: &Member| {
        let document = documents.iter().find(|d| d.id == m.statement.document).expect("its page");
        document.statements[m.statement.index as usize].id.clone()
    };
    let holds = |claim: &&Claim| claim.members.iter().any(|m| id(m) == statement);
    let claim = corpus.claims.iter().filter(holds).max_by_key(|c| c.members.len()).expect("a claim");
    let mut ids: Vec<String> = claim.members.iter().map(id).collect();
    ids.sort();
    ids
}

#[test]
fn statements_that_differ_are_in_no_claim_together() {
    let documents = treaty();
    let before = members(&corpus(&documents), &documents, "a:three-0");
    assert!(before.contains(&"a:two-0".to_owned()) && before.contains(&"a:four-0".to_owned()), "{before:?}");
    for pair in [["a:two-0", "a:three-0"], ["a:three-0", "a:two-0"], ["a:four-0", "a:two-0"]] {
        let apart = decided(&documents, &[(Verb::Different, &pair)]);
        for claim in &apart.claims {
            let of =
                |id: &str| claim.members.iter().any(|m| format!("a:{}-0", &m.statement.document[2..]) == id);
            assert!(!(of(pair[0]) && of(pair[1])), "{pair:?}: {claim:#?}");
        }
        // nobody is lost
        let statements: usize = documents.iter().map(|d| d.statements.len()).sum();
        let mut seen: Vec<&StatementRef> =
            apart.claims.iter().flat_map(|c| c.members.iter().map(|m| &m.statement)).collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), statements);
        let undone = decided(&documents, &[(Verb::Different, &pair), (Verb::Undo, &["1"])]);
        assert_eq!(undone, corpus(&documents));
    }
}

#[test]
fn statements_that_say_the_same_bring_their_claims_together() {
    let documents = treaty();
    let plain = corpus(&documents);
    assert!(!members(&plain, &documents, "a:three-0").contains(&"a:five-0".to_owned()));
    // a person may even say that the denial is the same; whoever was with either is with both
    let joined = decided(&documents, &[(Verb::Same, &["a:three-0", "a:five-0"])]);
    let mut expected = members(&plain, &documents, "a:three-0");
    expected.push("a:five-0".to_owned());
    expected.sort();
    assert_eq!(members(&joined, &documents, "a:five-0"), expected);
    let claim = claim_with(&joined, &documents, "has not offered").expect("a claim");
    let held: Vec<(&str, Option<u64>, &str)> = claim
        .members
        .iter()
        .filter(|m| m.decision.is_some())
        .map(|m| (m.statement.document.as_str(), m.decision, m.why[0].as_str()))
        .collect();
    assert_eq!(held, [("d:five", Some(1), "decision 1: said to be the same by hand")]);
    // and what must not be there does not come along
    let apart: (Verb, &[&str]) = (Verb::Different, &["a:two-0", "a:five-0"]);
    let joined = decided(&documents, &[apart, (Verb::Same, &["a:five-0", "a:three-0"])]);
    let with = members(&joined, &documents, "a:five-0");
    assert!(with.contains(&"a:three-0".to_owned()) && !with.contains(&"a:two-0".to_owned()), "{with:?}");
}

#[test]
fn a_confirmed_link_is_marked() {
    let documents = treaty();
    let plain = corpus(&documents);
    let claim = claim_with(&plain, &documents, "has offered").expect("a claim");
    let (anchor, other) = (&claim.members[0].statement, &claim.members[1].statement);
    let name = |s: &StatementRef| format!("a:{}-{}", &s.document[2..], s.index);
    let confirmed = decided(&documents, &[(Verb::Same, &[&name(anchor), &name(other)])]);
    let again = claim_with(&confirmed, &documents, "has offered").expect("a claim");
    assert_eq!(again.members.len(), claim.members.len());
    let decided: Vec<&StatementRef> =
        again.members.iter().filter(|m| m.decision == Some(1)).map(|m| &m.statement).collect();
    assert_eq!(decided, [other]);
}

#[test]
fn a_decision_outlives_another_reading_of_its_page() {
    let mut documents = treaty();
    let subject = |page: usize| statement_subject(&documents[page], &documents[page].statements[0]);
    let (two, three) = (subject(1), subject(2));
    let list: [(Verb, &[&str]); 1] = [(Verb::Different, &[&two, &three])];
    // another id and other words before it: the same words are found
    documents[1].text.insert_str(0, "Меню\n\n");
    let moved = |span: Span| Span::new(span.start() + "Меню\n\n".len(), span.end() + "Меню\n\n".len());
    for statement in &mut documents[1].statements {
        statement.id = "a:anew".to_owned();
        statement.content.iter_mut().for_each(|span| *span = moved(*span));
    }
    documents[1].mentions.iter_mut().for_each(|mention| mention.span = moved(mention.span));
    let with = members(&decided(&documents, &list), &documents, "a:anew");
    assert!(!with.contains(&"a:three-0".to_owned()), "{with:?}");
    assert!(members(&corpus(&documents), &documents, "a:anew").contains(&"a:three-0".to_owned()));
    // another id and one word less: the same place is found
    let mut documents = treaty();
    let span = documents[1].statements[0].content[0];
    documents[1].statements[0].id = "a:anew".to_owned();
    documents[1].statements[0].content[0] = Span::new(span.start(), span.end() - " по зерну".len());
    let found = super::super::decisions::Named::read(&two).find(&documents[1]);
    assert_eq!(found, Some(0));
    // elsewhere it is not
    assert_eq!(super::super::decisions::Named::read(&two).find(&documents[0]), None);
}

#[test]
fn the_order_of_two_copies_is_decided() {
    let lines = [
        "A store of grain burned down in the port of Ternova",
        "The fire in a store of the port of Ternova began at night and spread over three thousand square metres, the head of the local fire brigade told journalists.",
        "The cause may have been faulty wiring that nobody had changed for more than twenty years, although the owners had promised to do it last spring.",
    ];
    let documents = [page("a", "en", &lines).build(), page("b", "en", &lines).build()];
    assert_eq!(corpus(&documents).copies[0].earlier, None);
    let linked = decided(&documents, &[(Verb::Earlier, &["d:b", "d:a"])]);
    let edge = &linked.copies[0];
    assert_eq!((edge.earlier.as_deref(), edge.direction.p), (Some("d:b"), 0.0));
    assert_eq!(edge.why.last().map(|why| &**why), Some("decision 1: put in order by hand"));
}

#[test]
fn the_date_of_a_page_is_decided_and_what_it_states_stays() {
    let list: [(Verb, &[&str]); 2] =
        [(Verb::Date, &["d:three", "2024-02-28"]), (Verb::Date, &["d:two", "none"])];
    let decisions = decisions(&list);
    let mut documents = treaty();
    documents[2].metadata.published.basis = Some(Basis { kind: "text".into(), span: None, raw: None });
    documents.iter_mut().for_each(|document| decisions.set_date(document));
    let published = &documents[2].metadata.published;
    assert_eq!(published.value.as_deref(), Some("2024-02-28"));
    assert_eq!(published.basis.as_ref().map(|basis| basis.kind.as_str()), Some(DECIDED));
    assert_eq!(published.why.as_deref(), Some("decision 1: dated by hand"));
    assert_eq!(published.candidates.iter().map(|one| one.value.as_str()).collect::<Vec<_>>(), ["2024-03-01"]);
    let published = &documents[1].metadata.published;
    assert_eq!((&published.value, &published.basis), (&None, &None));
    assert_eq!(documents[4].metadata.published.value.as_deref(), Some("2024-03-03"));
}

#[test]
fn an_actor_is_shown_under_the_name_that_was_decided() {
    let documents = treaty();
    let linked = decided(&documents, &[(Verb::Relabel, &["e:per:valdek-orlin", "Valdek Orlin, president"])]);
    let actor = linked.actors.iter().find(|a| a.id == "e:per:valdek-orlin").expect("the actor");
    assert_eq!(actor.name, "Valdek Orlin, president");
    assert!(actor.why.iter().any(|why| *why == "decision 1: named by hand"), "{:?}", actor.why);
}
