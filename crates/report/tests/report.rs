//! A report opens anywhere, runs nothing, and can be checked again.

use crate::{port, read, way};
use reportedly_engine::corpus::denials;
use reportedly_engine::model::Document;
use reportedly_report::{Checked, Report, check, html};
use serde_json::Value;

fn report(documents: &[Document], snippets: usize, with_text: bool) -> String {
    let (corpus, trace, graph) = way(documents);
    let refs: Vec<&Document> = documents.iter().collect();
    let answers = denials(&corpus, &refs, Some(&trace.claim));
    html(&Report {
        corpus: &corpus,
        documents: &refs,
        searched: refs.len(),
        trace: &trace,
        graph: &graph,
        answers: &answers,
        snippets,
        with_text,
        made: Some("2024-03-01"),
        program: "0.0.0+test",
    })
}

fn checked(file: &str, documents: &[Document]) -> Checked {
    check(file, |id| documents.iter().find(|d| d.id == id)).unwrap()
}

fn codes(checked: &Checked) -> Vec<&str> {
    checked.differences.iter().map(|d| d.code.as_str()).collect()
}

fn evidence(file: &str) -> Value {
    let (_, rest) = file.split_once("id=\"reportedly-evidence\">").unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn every_passage_of_a_report_holds() {
    let documents = port();
    let file = report(&documents, 300, false);
    let found = checked(&file, &documents);
    assert_eq!(found.differences, []);
    assert!(found.passages > 20 && found.pages >= 6, "{found:?}");
    assert_eq!(file, report(&documents, 300, false), "the same twice");
    let inside = evidence(&file);
    assert_eq!((&inside["schema"], &inside["made"]), (&"reportedly-report/1".into(), &"2024-03-01".into()));
    assert!(file.contains("independent root") && file.contains("<svg"), "{file}");
}

#[test]
fn snippets_are_cut_and_whole_texts_only_when_asked() {
    let documents = port();
    let short = report(&documents, 40, false);
    assert_eq!(checked(&short, &documents).differences, []);
    for passage in evidence(&short)["passages"].as_array().unwrap() {
        assert!(passage["text"].as_str().unwrap().chars().count() <= 40);
    }
    let whole = report(&documents, 40, true);
    assert_eq!(checked(&whole, &documents).differences, []);
    let longest = evidence(&whole)["passages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["text"].as_str().unwrap().len())
        .max();
    assert!(longest > Some(1000));
}

#[test]
fn a_changed_report_is_found_out() {
    let documents = port();
    let file = report(&documents, 300, false);
    let passages = evidence(&file)["passages"].clone();
    let words = passages.as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap().to_owned());
    let words = words.max_by_key(String::len).unwrap();
    // the words shown, their listing left alone
    let (head, tail) = file.split_once("id=\"reportedly-evidence\">").unwrap();
    let shown = format!("{}id=\"reportedly-evidence\">{tail}", head.replace(&words, &words.to_uppercase()));
    assert!(codes(&checked(&shown, &documents)).contains(&"shown-differs"));
    // the listing, the words left alone
    let listed =
        format!("{head}id=\"reportedly-evidence\">{}", tail.replacen(&words, &words.to_uppercase(), 1));
    assert!(codes(&checked(&listed, &documents)).contains(&"text-differs"));
    // a name, no passage
    let renamed = file.replacen("Who tells it", "Who invented it", 1);
    assert_eq!(codes(&checked(&renamed, &documents)), ["report-changed"]);
    let more = file.replacen("</body>", "<p>more</p></body>", 1);
    assert_eq!(codes(&checked(&more, &documents)), ["report-changed"]);
    // a passage that nobody listed
    let added = file.replacen("<main>", "<main><q data-passage=\"9999\">x</q>", 1);
    assert!(codes(&checked(&added, &documents)).contains(&"not-listed"));
}

#[test]
fn another_corpus_does_not_bear_a_report_out() {
    let documents = port();
    let file = report(&documents, 300, false);
    assert!(codes(&checked(&file, &documents[1..])).contains(&"page-missing"));
    let mut changed = port();
    for document in &mut changed {
        document.text = document.text.replace('а', "о");
        document.metadata.published.value = Some("1999-01-01".to_owned());
    }
    let found = checked(&file, &changed);
    assert!(codes(&found).contains(&"text-differs") && codes(&found).contains(&"page-differs"));
    for no in ["", "<html></html>", "<script type=\"application/json\" id=\"reportedly-evidence\">{</script>"]
    {
        assert!(check(no, |_| None).is_err(), "{no}");
    }
}

#[test]
fn hostile_pages_stay_text() {
    let line = "Mayor Nora Whitfield said that the </q></script><script>alert(1)</script><img src=x onerror=alert(2)> bridge \
                will open in \u{202e}spring\u{0} <!-- & \u{2028} {{7*7}}.";
    let documents: Vec<Document> = ["one", "two"]
        .iter()
        .map(|n| read(&format!("<svg onload=alert(3)>{n}.txt"), format!("Bridge {n}\n\n{line}\n").as_bytes()))
        .collect();
    let file = report(&documents, 300, true);
    assert_eq!(checked(&file, &documents).differences, []);
    let tags: Vec<&str> =
        file.split('<').skip(1).map(|rest| rest.split([' ', '>']).next().unwrap_or("")).collect();
    assert_eq!(tags.iter().filter(|tag| **tag == "script").count(), 1, "only the evidence");
    assert!(!tags.contains(&"img") && !tags.contains(&"!--"), "{tags:?}");
    assert!(file.contains("default-src 'none'; style-src 'sha256-") && !file.contains(" style="));
    let attributes = ["onerror", "onload", "href=\"javascript", "src="];
    let inside = |tag: &str| attributes.iter().any(|a| tag.contains(a));
    let open = file.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or(""));
    assert!(open.clone().all(|tag| !inside(tag)), "{:?}", open.filter(|tag| inside(tag)).collect::<Vec<_>>());
}

#[test]
fn passages_name_their_language() {
    let documents = port();
    let file = report(&documents, 300, false);
    let quotes: Vec<&str> =
        file.split("<q ").skip(1).map(|rest| rest.split('>').next().unwrap_or("")).collect();
    assert!(quotes.len() > 20);
    assert!(quotes.iter().all(|q| q.contains(" lang=\"")), "{quotes:?}");
    for code in ["uk", "ru", "en"] {
        assert!(quotes.iter().any(|q| q.contains(&format!("lang=\"{code}\""))), "{code}");
    }
}
