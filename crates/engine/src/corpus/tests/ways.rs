//! On whose word: roots through credits, circles, lineages, the forms of the graph, who cites whom.

use super::*;
use Stance::Assert;
use StatementKind::{Direct, Indirect};

const SAYS: &str = "Poland has offered Romania a grain trade pact";

/// A page of an outlet that tells the claim, from the sources named, innermost first.
fn tells(path: &str, outlet: &str, sources: &[(&str, &str)]) -> Draft {
    let named: Vec<&str> = sources.iter().map(|(name, _)| *name).collect();
    let line = format!("{SAYS}, {} said.", named.join(" via "));
    let title = format!("News of {path}");
    let mut draft = page(path, "en", &[&title, &line]).outlet(outlet);
    for (name, actor) in sources {
        draft = draft.names(name, name, actor);
    }
    let chain: Vec<&str> = sources.iter().map(|(_, actor)| *actor).collect();
    draft.says(Indirect, Assert, SAYS, &chain)
}

const ORLIN: (&str, &str) = ("Valdek Orlin", "e:per:valdek-orlin");

fn way(documents: &[Document], today: Option<&str>) -> (Trace, Graph, Corpus) {
    let corpus = corpus(documents);
    let refs: Vec<&Document> = documents.iter().collect();
    let claim = claim_with(&corpus, documents, SAYS).expect("a claim");
    let trace = trace_with(&corpus, &refs, &claim.id, words()).expect("a trace");
    let graph = graph(&corpus, &refs, &trace, today);
    (trace, graph, corpus)
}

#[test]
fn pages_that_credit_an_outlet_count_for_whoever_speaks_on_its_page() {
    let herald = ("Riverside Herald", "e:media:Riverside Herald");
    let documents = [
        tells("one", "Riverside Herald", &[ORLIN]).dated("2024-03-01").build(),
        tells("two", "Northern Courier", &[herald]).dated("2024-03-02").build(),
        tells("three", "Southern Tribune", &[herald]).build(),
    ];
    let (trace, graph, _) = way(&documents, None);
    assert_eq!(trace.roots.len(), 1, "{:#?}", trace.roots);
    assert_eq!(trace.roots[0].name, "Valdek Orlin");
    assert_eq!(trace.lines.iter().filter(|l| joined(&l.note) == "credited to Riverside Herald").count(), 2);
    // two of the pages tell it in the same words
    assert_eq!(graph.headline(), "3 pages (2 texts after copies), 1 independent root");
    assert_eq!(graph.lineages[0].ways, 1, "all three lead to the page of the Herald");
    let quoted = graph.edges.iter().filter(|e| e.kind == EdgeKind::WasQuotedFrom && e.stated);
    assert_eq!(quoted.filter(|e| e.to == "a:one-0").count(), 2, "{:#?}", graph.edges);
}

#[test]
fn an_unnamed_source_of_one_newspaper_is_one_root_in_any_script_and_case() {
    let cites = |path: &str, language: &str, line: &str, content: &str, source: &str, paper: &str| {
        let (anonymous, relay) = (format!("e:anon:{path}"), format!("e:role:{path}"));
        page(path, language, &["-", line])
            .names(source, source, &anonymous)
            .names(paper, paper.trim_matches(['«', '»']), &relay)
            .says(Indirect, Assert, content, &[&anonymous, &relay])
            .build()
    };
    let own = "Завод у Калінську закриють у грудні через борги";
    let documents = [
        page("own", "uk", &["-", &format!("{own}, розповіло джерело.")])
            .outlet("Вечірній Калінськ")
            .names("джерело", "джерело", "e:anon:own")
            .says(Indirect, Assert, own, &["e:anon:own"])
            .build(),
        cites(
            "venue",
            "ru",
            "Источник рассказал «Вечернему Калинску», что завод в Калинске закроют в декабре из-за долгов.",
            "завод в Калинске закроют в декабре из-за долгов",
            "Источник",
            "«Вечернему Калинску»",
        ),
        cites(
            "relay",
            "be",
            "«Вячэрні Калінск» са спасылкай на крыніцу піша, што завод у Калінску закрыюць у снежні праз даўгі.",
            "завод у Калінску закрыюць у снежні праз даўгі",
            "крыніцу",
            "«Вячэрні Калінск»",
        ),
    ];
    let linked = corpus(&documents);
    let claim = claim_with(&linked, &documents, own).expect("a claim");
    assert_eq!((claim.pages, claim.roots.len()), (3, 1), "{claim:#?}");
}

#[test]
fn a_shorter_name_and_a_number_inside_a_word_are_no_changes() {
    let tells = |path: &str, language: &str, content: &str| {
        let line = format!("{content}, — Valdek Orlin.");
        page(path, language, &["-", &line])
            .names("Valdek Orlin", "Valdek Orlin", "e:per:valdek-orlin")
            .says(Indirect, Assert, content, &["e:per:valdek-orlin"])
            .build()
    };
    let full = "Левко Турчак предложил компании «Тернавия» пятилетнюю аренду порта в Вербополе";
    let short = "Турчак запропонував компанії «Тернавія» оренду порту у Вербополі на п'ять років";
    let hedged = "Турчак нібито запропонував компанії «Тернавія» оренду порту у Вербополі на п'ять років";
    let brief = "Левко Турчак запропонував компанії «Тернавія» оренду порту на п'ять років";
    let drift = |retold: &str| -> Vec<String> {
        let documents =
            [tells("b", "ru", full), tells(if retold == brief { "a" } else { "c" }, "uk", retold)];
        let corpus = corpus(&documents);
        let refs: Vec<&Document> = documents.iter().collect();
        let claim = claim_with(&corpus, &documents, full).expect("a claim");
        assert_eq!(claim.pages, 2, "{retold}: {claim:#?}");
        let trace = trace_with(&corpus, &refs, &claim.id, words()).expect("a trace");
        trace.lines.iter().flat_map(|line| line.drift.iter().map(|remark| remark.to_string())).collect()
    };
    assert_eq!(drift(short), Vec::<String>::new());
    assert_eq!(drift(hedged).len(), 1);
    // the fuller telling is the measure, wherever it stands
    assert_eq!(drift(brief), ["leaves out \"Вербополе\""]);
}

#[test]
fn an_outlet_without_a_page_here_is_a_report_not_in_the_corpus() {
    let agency = ("Hill Agency", "e:media:Hill Agency");
    let documents = [
        tells("one", "Riverside Herald", &[ORLIN, agency]).build(),
        tells("two", "Northern Courier", &[ORLIN, agency]).build(),
    ];
    let (_, graph, _) = way(&documents, None);
    let reports: Vec<&Node> = graph.nodes.iter().filter(|n| n.kind == NodeKind::Report).collect();
    assert_eq!(reports.len(), 1, "{:#?}", graph.nodes);
    assert_eq!((graph.lineages.len(), graph.lineages[0].ways), (1, 1), "{:#?}", graph.lineages);
    let by = |kind| graph.edges.iter().find(|e| e.from == reports[0].id && e.kind == kind);
    assert!(by(EdgeKind::WasAttributedTo).is_some());
}

#[test]
fn outlets_that_cite_each_other_are_one_root_and_the_circle_is_cut() {
    let one = ("Riverside Herald", "e:media:Riverside Herald");
    let two = ("Northern Courier", "e:media:Northern Courier");
    let documents = [
        tells("one", "Riverside Herald", &[two]).dated("2024-03-01").build(),
        tells("two", "Northern Courier", &[one]).dated("2024-03-05").build(),
    ];
    let (trace, graph, corpus) = way(&documents, None);
    assert_eq!(trace.roots.len(), 1, "{:#?}", trace.roots);
    assert_eq!(graph.circles, [["Riverside Herald", "Northern Courier"]]);
    let cut: Vec<&Edge> = graph.edges.iter().filter(|e| e.cut).collect();
    assert_eq!(cut.len(), 1);
    assert_eq!(cut[0].from, "a:one-0", "the early page cannot have it from the late one");
    assert!(graph.warnings.iter().any(|w| w.contains("dated later")), "{:?}", graph.warnings);
    let refs: Vec<&Document> = documents.iter().collect();
    assert_eq!(relays(&corpus, &refs).mutual.len(), 1);
}

#[test]
fn a_ring_of_three_ends() {
    let name = |n: usize| ["Riverside Herald", "Northern Courier", "Southern Tribune"][n % 3];
    let documents: Vec<Document> = (0..3)
        .map(|n| {
            let cited = (name(n + 1), format!("e:media:{}", name(n + 1)));
            tells(&n.to_string(), name(n), &[(cited.0, &cited.1)]).build()
        })
        .collect();
    let (trace, graph, _) = way(&documents, None);
    assert_eq!((trace.roots.len(), graph.circles.len()), (1, 1), "{:#?} {:?}", trace.roots, graph.circles);
    assert_eq!(graph.circles[0].len(), 3);
}

#[test]
fn dates_in_the_future_are_named_and_never_the_earliest() {
    let documents = [
        tells("one", "Riverside Herald", &[ORLIN]).dated("2031-01-01").build(),
        tells("two", "Northern Courier", &[ORLIN]).dated("2024-03").build(),
        tells("three", "Southern Tribune", &[ORLIN]).dated("2024-03-20").build(),
    ];
    let (_, graph, _) = way(&documents, Some("2024-06-01"));
    assert_eq!(graph.earliest_seen, Some(("d:three".into(), "2024-03-20".into())), "a month is not a day");
    assert!(graph.warnings.iter().any(|w| w.starts_with("one: dated in the future")), "{:?}", graph.warnings);
    let only = [tells("one", "Riverside Herald", &[ORLIN]).dated("2031-01-01").build()];
    assert_eq!(way(&only, Some("2024-06-01")).1.earliest_seen, None);
}

#[test]
fn the_graph_is_the_same_whatever_the_order_of_pages() {
    let mut documents = treaty();
    let first = way(&documents, None).1;
    documents.reverse();
    assert_eq!(way(&documents, None).1, first);
    assert!(first.edges.iter().any(|e| e.kind == EdgeKind::Denies), "{:#?}", first.edges);
}

#[test]
fn prov_json_holds_together() {
    let agency = ("Hill Agency", "e:media:Hill Agency");
    let mut documents = treaty();
    documents.push(tells("six", "Riverside Herald", &[ORLIN, agency]).build());
    let (_, graph, _) = way(&documents, None);
    let refs: Vec<&Document> = documents.iter().collect();
    let prov = prov_json(&graph, &refs);
    let map = prov.as_object().expect("an object");
    let prefixes = map["prefix"].as_object().expect("prefixes");
    let declared: Vec<&String> =
        ["entity", "agent"].iter().flat_map(|s| map[*s].as_object().expect("a section").keys()).collect();
    let ends: &[(&str, [&str; 2])] = &[
        ("hadMember", ["prov:collection", "prov:entity"]),
        ("wasAttributedTo", ["prov:entity", "prov:agent"]),
        ("wasDerivedFrom", ["prov:generatedEntity", "prov:usedEntity"]),
        ("wasInfluencedBy", ["prov:influencee", "prov:influencer"]),
    ];
    for (section, keys) in ends {
        let list = map[*section].as_object().expect("a relation");
        assert!(!list.is_empty(), "{section}");
        for (id, relation) in list {
            assert!(id.starts_with("_:"), "{id}");
            for key in keys {
                let name = relation[key].as_str().expect("an end");
                assert!(declared.iter().any(|d| *d == name), "{section} {name}");
                let (prefix, local) = name.split_once(':').expect("a qualified name");
                assert!(prefixes.contains_key(prefix) && !local.contains([':', '/', ' ']), "{name}");
            }
        }
    }
    let quotation = serde_json::json!({"$": "prov:Quotation", "type": "prov:QUALIFIED_NAME"});
    let derived = map["wasDerivedFrom"].as_object().expect("derivations");
    assert!(derived.values().any(|d| d["prov:type"] == quotation));
}

#[test]
fn drawings_hold_one_line_for_each_node_whatever_the_names() {
    let evil = "Bad\"]; x -> y [URL=\"javascript:1\"] %%{init: {}}%% <script>";
    let documents = [tells("one", evil, &[ORLIN]).build(), tells("two", "Plain Paper", &[ORLIN]).build()];
    let (_, graph, _) = way(&documents, None);
    let (dot, mermaid) = (dot(&graph), mermaid(&graph));
    let lines = graph.nodes.len() + graph.edges.len();
    assert_eq!(dot.lines().count(), lines + 6, "{dot}");
    assert_eq!(mermaid.lines().count(), lines + 1, "{mermaid}");
    assert!(!mermaid.contains("%%") && !mermaid.contains("<script"), "{mermaid}");
    assert!(dot.contains("Bad\\\"]; x"), "{dot}");
}

#[test]
fn relays_count_statements_and_name_places() {
    let agency = ("Hill Agency", "e:media:Hill Agency");
    let documents = [
        tells("one", "Riverside Herald", &[ORLIN, agency]).build(),
        tells("two", "Riverside Herald", &[ORLIN]).build(),
        tells("three", "Northern Courier", &[ORLIN, agency]).build(),
        page("four", "uk", &["Новини", "\"Так буде\", - сказав Валдек Орлін."])
            .outlet("Приклад")
            .names("Валдек Орлін", "Валдек Орлін", "e:per:valdek-orlin")
            .says(Direct, Assert, "Так буде", &["e:per:valdek-orlin"])
            .build(),
    ];
    let corpus = corpus(&documents);
    let refs: Vec<&Document> = documents.iter().collect();
    let found = relays(&corpus, &refs);
    let herald = found.houses.iter().find(|h| h.name == "Riverside Herald").expect("a house");
    assert_eq!((herald.pages, herald.statements, herald.relayed), (2, 2, 1));
    assert_eq!(herald.own_share, Some([0.5, 0.5]));
    assert_eq!((herald.copied, herald.shared), (0, 0));
    let agency = found.houses.iter().find(|h| h.name == "Hill Agency").expect("a house");
    assert_eq!((agency.pages, agency.own_share), (0, None));
    assert_eq!(found.citations.len(), 2);
    for citation in &found.citations {
        assert_eq!((citation.to.as_str(), citation.statements), (agency.id.as_str(), 1));
        assert_eq!(citation.evidence[0].text, "Hill Agency");
    }
}

#[test]
fn a_house_in_another_case_is_the_house_with_pages() {
    let cited = ("Річковому Віснику", "e:media:x");
    let documents = [
        page("one", "uk", &["Новини", "Так буде, сказав Орлін."]).outlet("Річковий Вісник").build(),
        page("two", "uk", &["Новини", "Так буде, сказано Річковому Віснику."])
            .outlet("Приклад")
            .names(cited.0, cited.0, cited.1)
            .says(Indirect, Assert, "Так буде", &[cited.1])
            .build(),
    ];
    let corpus = corpus(&documents);
    let refs: Vec<&Document> = documents.iter().collect();
    let found = relays(&corpus, &refs);
    assert_eq!(found.citations.len(), 1);
    let to = found.houses.iter().find(|h| h.id == found.citations[0].to).expect("a house");
    assert_eq!((to.name.as_str(), to.pages), ("Річковий Вісник", 1), "{found:#?}");
}

#[test]
fn one_text_under_two_mastheads_is_one_voice_and_nobody_knows_whose() {
    let long = "Poland has offered Romania a grain trade pact after three days of talks in the old town hall, \
                and the ministers of both countries will meet again next week to read the draft line by line.";
    let print = |path: &str, outlet: &str| {
        page(path, "en", &["News of the day", long]).outlet(outlet).says(Indirect, Assert, SAYS, &[]).build()
    };
    let documents = [print("one", "Riverside Herald"), print("two", "Northern Courier")];
    let (trace, graph, corpus) = way(&documents, None);
    assert_eq!(trace.roots.len(), 1, "{:#?}", trace.roots);
    assert_eq!((graph.pages, graph.texts), (2, 1));
    assert_eq!(graph.headline(), "2 pages (1 text after copies), 1 independent root");
    let refs: Vec<&Document> = documents.iter().collect();
    for house in relays(&corpus, &refs).houses {
        assert_eq!((house.shared, house.own_share), (1, Some([0.0, 1.0])), "{}", house.name);
    }
}
