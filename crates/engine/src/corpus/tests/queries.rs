//! Questions in words, and the traces they lead to.

use super::*;

fn refs(documents: &[Document]) -> Vec<&Document> {
    documents.iter().collect()
}

#[test]
fn a_query_in_any_language_finds_the_claim() {
    let documents = treaty();
    let corpus = corpus(&documents);
    let claim = claim_with(&corpus, &documents, "Poland has offered").expect("a claim").id.clone();
    for query in [
        "Poland offered Romania a grain pact",
        "Польща запропонувала Румунії зерновий пакт",
        "Польша предлагает Румынии пакт о торговле",
        "Польшча прапануе Румыніі пакт",
    ] {
        let hits = find_claims(query, &corpus, &refs(&documents), words());
        assert_eq!(hits.first().map(|h| h.claim.clone()), Some(claim.clone()), "{query}: {hits:#?}");
    }
    for query in ["Elections in Brazil were postponed", "хоккейный матч", "Poland", ""] {
        let hits = find_claims(query, &corpus, &refs(&documents), words());
        assert!(hits.is_empty() || query == "Poland", "{query}: {hits:#?}");
    }
}

#[test]
fn a_trace_shows_own_words_first_then_who_retold_them() {
    let documents = treaty();
    let corpus = corpus(&documents);
    let claim = claim_with(&corpus, &documents, "Poland has offered").expect("a claim");
    let trace = trace_with(&corpus, &refs(&documents), &claim.id, words()).expect("a trace");
    let notes: Vec<String> = trace.lines.iter().map(|l| joined(&l.note)).collect();
    assert_eq!(
        notes,
        ["own words", "indirect", "indirect", "indirect", "indirect", "retold by Ігор Тарний"],
        "{trace:#?}"
    );
    assert_eq!(trace.lines[0].content[0].text, "Пакт про торгівлю зерном пропонують укласти.");
    assert!(
        trace.lines[1..]
            .iter()
            .any(|l| l.drift.iter().any(|d| d.contains("adds who does it") && d.contains("Польща"))),
        "{trace:#?}"
    );
    assert_eq!(trace.earliest_seen, Some(("d:three".to_owned(), "2024-03-01".to_owned())));
    assert!(trace.gaps.iter().any(|g| g.contains("not stated")));
    assert_eq!(trace.not_counted.len(), 1, "{:#?}", trace.not_counted);
    assert_eq!(trace.denials.len(), 1);
}

#[test]
fn actors_are_found_in_any_script() {
    let documents = treaty();
    let corpus = corpus(&documents);
    for query in ["Орлин", "Orlin", "Валдэк Орлін", "Valdek Orlin"] {
        assert_eq!(
            actors_named(&corpus, query).first().map(|h| h.actor.as_str()),
            Some("e:per:valdek-orlin"),
            "{query}"
        );
    }
    assert!(actors_named(&corpus, "Смит").is_empty());
    let names = Names::new(&corpus);
    for query in
        ["Орлин", "Orlin", "Валдэк Орлін", "Valdek Orlin", "e:per:valdek-orlin", "Смит", "Тарний", "о", ""]
    {
        assert_eq!(names.find(&corpus, query), actors_named(&corpus, query), "{query}");
    }
}
