//! What must be one claim and what must not.

use super::*;

/// True when the two sentences are held to say the same.
fn same(a: (&str, &str), b: (&str, &str)) -> bool {
    let read = |(language, text): (&str, &str)| {
        proposition(text, Some(Language::new(language)), words()).expect("says something")
    };
    let like = likeness(&read(a), &read(b), words());
    like.same(SAME) && like.shared >= claims::SHARED
}

#[test]
fn one_treaty_in_four_languages_is_one_claim_with_one_root() {
    let documents = treaty();
    let corpus = corpus(&documents);
    let claim = claim_with(&corpus, &documents, "Poland has offered").expect("a claim");
    let on: std::collections::BTreeSet<&str> =
        claim.members.iter().map(|m| m.statement.document.as_str()).collect();
    assert_eq!(on.into_iter().collect::<Vec<_>>(), ["d:four", "d:one", "d:three", "d:two"], "{claim:#?}");
    assert_eq!(claim.members.len(), 6, "{claim:#?}");
    assert_eq!(claim.roots.len(), 1, "{:#?}", claim.roots);
    assert_eq!(claim.roots[0].actor.as_deref(), Some("e:per:valdek-orlin"));
}

#[test]
fn what_hundreds_of_pages_tell_in_four_languages_is_one_claim() {
    let told = [
        ("uk", "Міністр Левко Турчак запропонував компанії «Тернавія» п'ятирічну оренду порту у Вербополі"),
        ("ru", "Министр Левко Турчак предложил компании «Тернавия» аренду порта в Вербополе на пять лет"),
        (
            "en",
            "Minister Levko Turchak offered the company Ternavia a five-year lease of the port of Verbopil",
        ),
        ("be", "Міністр Леўко Турчак прапанаваў кампаніі «Тэрнавія» пяцігадовую арэнду порта ў Вербапалі"),
    ];
    let documents: Vec<Document> = (0..200)
        .map(|n| {
            let (language, content) = told[n % told.len()];
            let line = format!("{content}, — Valdek Orlin. {n}.");
            page(&format!("page-{n}"), language, &["-", &line])
                .names("Valdek Orlin", "Valdek Orlin", &format!("e:per:orlin-{}", n % 3))
                .says(StatementKind::Indirect, Stance::Assert, content, &[&format!("e:per:orlin-{}", n % 3)])
                .build()
        })
        .collect();
    let corpus = corpus(&documents);
    let claim = claim_with(&corpus, &documents, told[2].1).expect("a claim");
    assert_eq!((claim.pages, claim.languages.len()), (200, 4), "{:?}", claim.languages);
}

#[test]
fn the_opposite_by_another_is_a_denial() {
    let documents = treaty();
    let corpus = corpus(&documents);
    let claim = claim_with(&corpus, &documents, "Poland has offered").expect("a claim");
    let denials: Vec<&Relation> =
        corpus.relations.iter().filter(|r| r.kind == RelationKind::Denies && r.to == claim.id).collect();
    assert_eq!(denials.len(), 1, "{:#?}", corpus.relations);
    assert_eq!(denials[0].from.document, "d:five");
}

#[test]
fn order_of_pages_does_not_matter() {
    let mut documents = treaty();
    let first = serde_json::to_string(&corpus(&documents)).expect("serialises");
    for turn in 1..documents.len() {
        documents.rotate_left(turn);
        documents.swap(0, 2);
        assert_eq!(first, serde_json::to_string(&corpus(&documents)).expect("serialises"));
    }
}

#[test]
fn same_proposition_across_languages() {
    for (a, b) in [
        (
            ("uk", "Франція надіслала Молдові 120 тисяч тонн вугілля"),
            ("en", "France sent Moldova 120,000 tonnes of coal"),
        ),
        (
            ("ru", "Парламент Эстонии отклонил закон о мобилизации"),
            ("be", "Парламент Эстоніі адхіліў закон аб мабілізацыі"),
        ),
        (
            ("en", "Hungary will not send troops to Ukraine"),
            ("uk", "Угорщина не відправить війська в Україну"),
        ),
        (("be", "Літва закрыла мяжу з Беларуссю"), ("en", "Lithuania closed its border with Belarus")),
    ] {
        assert!(same(a, b), "{a:?} {b:?}");
    }
}

#[test]
fn near_misses_stay_apart() {
    for (a, b) in [
        // roles swapped
        (("en", "France attacked Morocco with missiles"), ("en", "Morocco attacked France with missiles")),
        // negation
        (("uk", "Угорщина відправить війська в Україну"), ("uk", "Угорщина не відправить війська в Україну")),
        (("en", "Hungary will send troops to Ukraine"), ("ru", "Венгрия не отправит войска на Украину")),
        // number
        (("en", "Estonia bought 48 tanks from Germany"), ("ru", "Эстония купила у Германии 60 танков")),
        // place
        (
            ("ru", "В Тернове при взрыве на заводе погибли люди"),
            ("ru", "В Калинске при взрыве на заводе погибли люди"),
        ),
        // antonym
        (("en", "Poland opened the border with Belarus"), ("be", "Польшча закрыла мяжу з Беларуссю")),
        // if
        (("uk", "Молдова введе санкції проти Росії"), ("uk", "якщо Молдова введе санкції проти Росії")),
    ] {
        assert!(!same(a, b), "{a:?} {b:?}");
    }
}

#[test]
fn a_bare_surname_joins_the_only_person_of_that_name() {
    let documents = treaty();
    let linked = corpus(&documents);
    let actor = linked.actors.iter().find(|a| a.id == "e:per:valdek-orlin").expect("actor");
    assert_eq!(actor.merged, ["e:per:?-orlin"]);
    assert_eq!(actor.documents, 4);
    let mut more = treaty();
    more.push(
        page("six", "en", &["News", "Piotr Orlin said nothing."])
            .names("Piotr Orlin", "Piotr Orlin", "e:per:piotr-orlin")
            .build(),
    );
    let linked = corpus(&more);
    assert!(
        linked
            .actors
            .iter()
            .any(|a| a.id == "e:per:?-orlin" && a.why.iter().any(|w| w.contains("stays apart")))
    );
}
