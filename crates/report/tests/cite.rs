//! Citations hold the exact words and lead back to them.

use crate::{port, read};
use reportedly_report::cite::{Form, cite, csl, webanno};
use reportedly_report::{Card, sha256};
use serde_json::Value;

fn cards() -> (Vec<reportedly_engine::model::Document>, Vec<Card>) {
    let documents = port();
    let cards = documents
        .iter()
        .flat_map(|d| d.statements.iter().map(|s| Card::statement(d, s, None)).chain([Card::page(d)]))
        .collect();
    (documents, cards)
}

#[test]
fn annotations_select_the_exact_words_by_place_and_by_quote() {
    let (documents, cards) = cards();
    let page = webanno(&cards);
    assert_eq!(
        (&page["type"], &page["@context"][0]),
        (&"AnnotationPage".into(), &"http://www.w3.org/ns/anno.jsonld".into())
    );
    let mut checked = 0;
    for annotation in page["items"].as_array().unwrap() {
        assert_eq!(annotation["type"], "Annotation");
        let targets = match &annotation["target"] {
            Value::Array(list) => list.clone(),
            one => vec![one.clone()],
        };
        for target in targets {
            let Some(selectors) = target["selector"].as_array() else { continue };
            let document = documents.iter().find(|d| d.id == target["source"]["rp:document"]).unwrap();
            let text: Vec<char> = document.text.chars().collect();
            let (quote, place) = (&selectors[0], &selectors[1]);
            let at = |key: &str| place[key].as_u64().unwrap() as usize;
            let exact: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(
                (&quote["type"], &place["type"]),
                (&"TextQuoteSelector".into(), &"TextPositionSelector".into())
            );
            assert_eq!(quote["exact"], exact.as_str());
            let around =
                format!("{}{exact}{}", quote["prefix"].as_str().unwrap(), quote["suffix"].as_str().unwrap());
            assert!(document.text.contains(&around));
            assert_eq!(target["rp:passageSha256"], sha256(&exact).as_str());
            checked += 1;
        }
    }
    assert!(checked > 60, "{checked}");
    let one = webanno(&cards[..1]);
    assert_eq!(one["type"], "Annotation");
}

#[test]
fn csl_has_no_date_where_the_page_has_none() {
    let (documents, cards) = cards();
    let items = csl(&cards);
    for (item, card) in items.as_array().unwrap().iter().zip(&cards) {
        let document = documents.iter().find(|d| d.id == card.page.id).unwrap();
        let dated = document.metadata.published.value.is_some();
        assert_eq!(item.get("issued").is_some(), dated, "{item}");
        assert_eq!(item["note"].as_str().unwrap().contains("undated"), !dated);
        let known = [
            "id",
            "type",
            "title",
            "container-title",
            "author",
            "issued",
            "URL",
            "language",
            "annote",
            "note",
        ];
        assert!(item.as_object().unwrap().keys().all(|key| known.contains(&key.as_str())), "{item}");
    }
    let dates: Vec<&Value> =
        items.as_array().unwrap().iter().map(|item| &item["issued"]["date-parts"][0]).collect();
    assert!(dates.contains(&&serde_json::json!([2024, 2, 5])), "{dates:?}");
}

#[test]
fn every_form_holds_words_place_hash_and_date() {
    let documents = port();
    let document = &documents[0];
    let card = Card::statement(document, &document.statements[0], None);
    for form in [Form::Markdown, Form::Text, Form::Html, Form::BibTex, Form::Csl, Form::WebAnnotation] {
        let text = cite(std::slice::from_ref(&card), form);
        let first = card.passages[0].text.split_whitespace().next().unwrap();
        for part in [first, &document.sha256, "2024-02-05", &document.id, &card.passages[0].start.to_string()]
        {
            assert!(text.contains(part), "{form:?} lacks {part}: {text}");
        }
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{form:?}");
    }
}

#[test]
fn hostile_words_are_only_words() {
    let page =
        "News\n\nMayor Nora Whitfield said: \"<script>alert(1)</script> } \\input{x} [a](javascript:b)\".\n";
    let document = read("a<b>&\"'.txt", page.as_bytes());
    let cards: Vec<Card> = document.statements.iter().map(|s| Card::statement(&document, s, None)).collect();
    assert!(!cards.is_empty());
    assert!(!cite(&cards, Form::Html).contains("<script"));
    assert!(!cite(&cards, Form::BibTex).contains("\\input"));
    assert!(!cite(&cards, Form::Markdown).contains(" [a](javascript"));
    for form in [Form::Csl, Form::WebAnnotation] {
        serde_json::from_str::<Value>(&cite(&cards, form)).unwrap();
    }
}
