//! Copies of invented pages.

use super::*;
use crate::corpus::tests::page;

/// Sentences of invented words; the same numbers give the same sentences.
fn story(from: usize, to: usize) -> String {
    let sentence = |n: usize| (0..10).map(|w| format!("слово{n}х{w}")).collect::<Vec<_>>().join(" ");
    (from..to).map(|n| format!("{}.\n", sentence(n))).collect()
}

fn post(id: &str, text: &str) -> Document {
    bare(id, text, None, None)
}

fn of(id: &str, outlet: &str, date: &str, text: &str) -> Document {
    bare(id, text, Some(outlet), Some(date))
}

fn find(documents: &[Document]) -> Copies {
    copies(&documents.iter().collect::<Vec<_>>())
}

fn class(a: &str, b: &str) -> Option<CopyClass> {
    find(&[post("a", a), post("b", b)]).edges.first().map(|edge| edge.class)
}

#[test]
fn classes() {
    let whole = story(0, 20);
    assert_eq!(class(&whole, &whole), Some(CopyClass::Identical));
    assert_eq!(class(&whole, &format!("{whole}{}", story(50, 51))), Some(CopyClass::Reprint));
    assert_eq!(class(&whole, &story(0, 4)), Some(CopyClass::Partial), "the lead only");
    let embedded = format!("{}{whole}{}", story(50, 80), story(80, 110));
    assert_eq!(class(&whole, &embedded), Some(CopyClass::Partial));
    let every = |n: usize| {
        let words = whole.split_whitespace().enumerate();
        words.map(|(at, w)| if at % n == 0 { format!("інше{at}") } else { w.to_owned() }).collect::<Vec<_>>()
    };
    assert_eq!(class(&whole, &every(7).join(" ")), Some(CopyClass::Rewrite));
    assert_eq!(class(&whole, &story(20, 40)), None);
    assert_eq!(class("Доброго ранку всім", "Доброго ранку всім"), None, "too short to be a copy");
}

#[test]
fn a_quotation_in_common_is_a_common_source() {
    let said = "«Ми не підпишемо цю угоду, поки порт не відкриють для всіх суден без винятку, і крапка», – сказав він.";
    let edges = find(&[
        post("a", &format!("{}{said}\n{}", story(0, 3), story(3, 6))),
        post("b", &format!("{}{said}\n{}", story(10, 14), story(14, 15))),
    ])
    .edges;
    assert_eq!(edges.first().map(|e| e.class), Some(CopyClass::CommonSource), "{edges:#?}");
    assert!(!CopyClass::CommonSource.is_one_telling());
}

#[test]
fn passages_are_the_characters_of_both_pages() {
    let documents = [post("a", &story(0, 12)), post("b", &format!("{}{}", story(30, 35), story(2, 9)))];
    let edges = find(&documents).edges;
    let (a, b) = &edges[0].passages[0];
    assert_eq!(documents[0].slice(a.span), a.text);
    assert_eq!(documents[1].slice(b.span), b.text);
    assert_eq!(a.text.replace('\n', ""), b.text.replace('\n', ""));
    assert_eq!(edges[0].contained, (0.583, 0.583));
}

#[test]
fn the_order_of_pages_does_not_matter() {
    let mut documents: Vec<Document> = (0..60)
        .map(|n| {
            let date = format!("2024-05-{:02}T10:{:02}", 1 + n / 8, n % 60);
            of(&format!("d:{n:02}"), ["x", "y", "z"][n % 3], &date, &story(n / 4, n / 4 + 6))
        })
        .collect();
    let first = find(&documents);
    assert!(first.edges.len() > 60, "{}", first.edges.len());
    for turn in [1, 7, 23] {
        documents.rotate_left(turn);
        documents.reverse();
        assert_eq!(find(&documents), first);
    }
}

#[test]
fn a_thousand_copies_of_one_page_are_a_thousand_pairs() {
    let same: Vec<Document> =
        (0..1000).map(|n| of(&format!("d:{n:04}"), &format!("o{n}"), "2024-05-01", &story(0, 20))).collect();
    let found = find(&same);
    assert_eq!((found.edges.len(), found.candidates), (999, 999));
    let nearly: Vec<Document> = (0..1000)
        .map(|n| post(&format!("d:{n:04}"), &format!("{}{}", story(0, 10), story(100 + n, 101 + n))))
        .collect();
    let found = find(&nearly);
    assert!(found.candidates <= 32 * 1000, "{}", found.candidates);
    let linked: std::collections::BTreeSet<&str> =
        found.edges.iter().flat_map(|e| [e.a.as_str(), e.b.as_str()]).collect();
    assert_eq!(linked.len(), 1000, "every copy is linked to another");
}

#[test]
fn a_page_that_repeats_itself_is_no_copy_of_itself() {
    let sentence = story(0, 1);
    assert!(find(&[post("a", &sentence.repeat(3000))]).edges.is_empty());
    let edges = find(&[post("a", &sentence.repeat(3000)), post("b", &sentence.repeat(2))]).edges;
    assert_eq!(edges.len(), 1);
    assert!(edges[0].contained.0 <= 1.0 && edges[0].contained.1 <= 1.0);
}

#[test]
fn an_outlets_sign_off_is_no_copy_and_its_versions_of_a_page_are() {
    let sign_off = "Підписуйтесь на наш канал і стежте за новинами порту разом з нами щодня";
    let posts: Vec<Document> = (0..6)
        .map(|n| {
            of(&format!("d:{n}"), "Хвиля", "2024-05-01", &format!("{}{sign_off}", story(n * 10, n * 10 + 2)))
        })
        .collect();
    assert!(find(&posts).edges.is_empty(), "{:#?}", find(&posts).edges);
    let versions: Vec<Document> = (0..4)
        .map(|n| {
            of(&format!("d:{n}"), "Хвиля", "2024-05-01", &format!("{}{}", story(0, 9), story(20 + n, 21 + n)))
        })
        .collect();
    assert!(find(&versions).edges.len() >= 3);
}

#[test]
fn addresses_are_no_words() {
    let link = |n: usize| format!("[Порт](https://example.org/news/{n}/a-b-c?utm_source={n}&x=y) ");
    let text = |n: usize| story(0, 4).split(' ').map(|w| format!("{w} {}", link(n))).collect::<String>();
    let edges = find(&[post("a", &text(1)), post("b", &text(2))]).edges;
    assert_eq!(edges[0].class, CopyClass::Identical);
}

#[test]
fn direction_needs_reasons() {
    let earlier = |a: Document, b: Document| find(&[a, b]).edges[0].earlier.clone();
    let text = story(0, 9);
    assert_eq!(earlier(post("a", &text), post("b", &text)), None);
    let timed = |id, date| of(id, id, date, &text);
    assert_eq!(earlier(timed("a", "2024-05-01T12:00"), timed("b", "2024-05-01T10:00")).as_deref(), Some("b"));
    assert_eq!(
        earlier(timed("a", "2024-05-01T12:00"), timed("b", "2024-05-01T11:55")),
        None,
        "clocks differ"
    );
    assert_eq!(earlier(timed("a", "2024-05-01T12:00"), timed("b", "2024-05-01")), None, "the same day");
    assert_eq!(
        earlier(timed("a", "2024-05-01T12:00+03:00"), timed("b", "2024-05-01T09:30Z")).as_deref(),
        Some("a")
    );
    let credit =
        |id, outlet, date, credit: &str| of(id, outlet, date, &format!("{text}Про це пише {credit}.\n"));
    // a credit outweighs a date, also one in the future
    let edge = earlier(
        of("a", "Хвиля", "9999-12-31T23:59", &text),
        credit("b", "Берег", "2024-05-01T10:00", "Хвиля"),
    );
    assert_eq!(edge, None, "a credit against a date and nothing else");
    let edge = earlier(of("a", "Хвиля", "2031-01-01", &text), credit("b", "Берег", "2024-05-01", "Хвиля"));
    assert_eq!(edge.as_deref(), Some("a"));
    let wrong = earlier(of("a", "Хвиля", "2024-99-99", &text), credit("b", "Берег", "вчора", "Хвиля"));
    assert_eq!(wrong.as_deref(), Some("a"));
}

#[test]
fn a_page_whole_inside_another_was_first_and_a_cut_says_nothing() {
    let inner = story(0, 6);
    let around = format!("{}{inner}{}", story(30, 35), story(40, 45));
    let edges = find(&[post("a", &around), post("b", &inner)]).edges;
    assert_eq!(edges[0].earlier.as_deref(), Some("b"), "{:#?}", edges[0].direction);
    for other in [story(0, 20), format!("{}{}{}", story(30, 33), story(0, 4), story(50, 51))] {
        let cut = find(&[post("a", &other), post("b", &story(0, 5))]).edges;
        assert_eq!(cut[0].earlier, None, "{:#?}", cut[0].direction);
    }
}

#[test]
fn outlets_that_cite_each_other_stay_undetermined_and_circles_end() {
    let text = story(0, 9);
    let names = |id, outlet, other: &str| of(id, outlet, "2024-05-01", &format!("{text}Як пише {other}.\n"));
    let edges = find(&[names("a", "Хвиля", "Берег"), names("b", "Берег", "Хвиля")]).edges;
    assert_eq!(edges[0].earlier, None);
    assert_eq!(edges[0].direction.reasons.len(), 2);
    assert_eq!(edges[0].direction.p, 0.5);
    let circle =
        find(&[names("a", "Хвиля", "Берег"), names("b", "Берег", "Причал"), names("c", "Причал", "Хвиля")]);
    assert_eq!(circle.edges.len(), 3);
}

#[test]
fn a_text_behind_two_pages_is_named_as_missing() {
    let shared = story(0, 6);
    let documents =
        [post("a", &format!("{shared}{}", story(20, 26))), post("b", &format!("{shared}{}", story(30, 36)))];
    let found = find(&documents);
    assert_eq!(found.parents.len(), 1, "{found:#?}");
    assert_eq!(found.parents[0].documents, ["a", "b"]);
    assert!(found.parents[0].id.starts_with("v:"));
    for passage in &found.parents[0].passages {
        let document = documents.iter().find(|d| d.id == passage.document).expect("a page");
        assert_eq!(document.slice(passage.span), passage.text);
    }
    // with the text itself here, and earlier, nothing is missing
    let third = find(&[
        of("a", "x", "2024-05-02T10:00", &format!("{shared}{}", story(20, 26))),
        of("b", "y", "2024-05-02T10:05", &format!("{shared}{}", story(30, 36))),
        of("c", "z", "2024-05-01T08:00", &format!("{shared}{}", story(40, 43))),
    ]);
    assert!(third.parents.is_empty(), "{:#?}", third.parents);
    let between = third.edges.iter().find(|e| e.a == "a" && e.b == "b").expect("an edge");
    assert_eq!(between.class, CopyClass::CommonSource, "{:#?}", between.why);
}

#[test]
fn a_bare_text_and_a_page_go_the_same_way() {
    let lines = [
        "Пажар на складзе ў порце пачаўся ўначы і ахапіў плошчу ў тры тысячы квадратных метраў.",
        "Прычынай магла стаць няспраўная праводка, якую не мянялі больш за дваццаць гадоў.",
    ];
    let written = page("b", "be", &lines).outlet("Хваля").dated("2024-05-01T10:00").build();
    let edges = find(&[of("a", "Бераг", "2024-05-01T12:00", &lines.join("\n")), written]).edges;
    assert_eq!(edges[0].class, CopyClass::Identical);
    assert_eq!(edges[0].earlier.as_deref(), Some("d:b"));
}

#[test]
fn keys_are_bounded() {
    for (sentences, most) in [(0, 0), (1, 10), (40, 64 * 3), (400, 64 * 20)] {
        let keys = fingerprints(&post("a", &story(0, sentences)));
        assert!(keys.len() <= most && (sentences == 0 || keys.len() > sentences / 2), "{}", keys.len());
        assert!(keys.is_sorted());
    }
}

#[test]
fn groups_count_tellings() {
    let text = story(0, 9);
    let documents = [
        of("a", "x", "2024-05-01T10:00", &text),
        of("b", "y", "2024-05-01T09:00", &text),
        of("c", "z", "2024-05-01T11:00", &format!("{text}{}", story(20, 21))),
        of("d", "w", "2024-05-01T11:00", &story(50, 60)),
    ];
    let found = find(&documents);
    let corpus = Corpus { copies: found.edges, parents: found.parents, ..Corpus::default() };
    let groups = copy_groups(&corpus, &documents.iter().collect::<Vec<_>>());
    assert_eq!(groups.len(), 1);
    assert_eq!((groups[0].documents.join(" "), groups[0].tellings), ("a b c".to_owned(), 1));
    assert_eq!(groups[0].earliest_seen, Some(("b".to_owned(), "2024-05-01T09:00".to_owned())));
}

/// A page about a strike, told in one language; names as (spelling, actor).
fn strike(id: &str, language: &str, lines: &[&str], names: &[(&str, &str)]) -> Document {
    let page = page(id, language, lines);
    names.iter().fold(page, |page, (spelled, actor)| page.names(spelled, spelled, actor)).build()
}

#[test]
fn a_translation_has_the_same_names_and_numbers_in_the_same_order() {
    let uk = strike(
        "a",
        "uk",
        &[
            "У порту Тернова почався страйк 450 вантажників.",
            "Остап Калинюк вимагає підняти платню на 12 відсотків.",
            "Нора Вітфілд обіцяє відповідь до 17 травня.",
            "Компанія «Берег» утратила 380 тисяч за 24 години.",
        ],
        &[
            ("Тернова", "e:org:ternov"),
            ("Остап Калинюк", "e:per:ostap-kalyniuk"),
            ("Нора Вітфілд", "e:per:nora-whitfield"),
            ("Берег", "e:org:bereh"),
        ],
    );
    let en_names: [(&str, &str); 4] = [
        ("Ternov", "e:org:ternov"),
        ("Ostap Kalyniuk", "e:per:ostap-kalyniuk"),
        ("Nora Whitfield", "e:per:nora-whitfield"),
        ("Bereh", "e:org:bereh"),
    ];
    let lines = [
        "A strike of 450 dockers has begun in the port of Ternov.",
        "Ostap Kalyniuk demands that wages go up by 12 per cent.",
        "Nora Whitfield promises an answer by 17 May.",
        "The company Bereh has lost 380 thousand in 24 hours.",
    ];
    let edges = find(&[uk.clone(), strike("b", "en", &lines, &en_names)]).edges;
    assert_eq!(edges.iter().map(|e| e.class).collect::<Vec<_>>(), [CopyClass::Translated]);
    assert_eq!(edges[0].passages.len(), 4);
    let mut turned = lines;
    turned.reverse();
    assert!(find(&[uk.clone(), strike("b", "en", &turned, &en_names)]).edges.is_empty(), "another order");
    let written =
        lines.map(|line| line.replace("380 thousand", "380,000").replace("12 per cent", "twelve per cent"));
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    let edges = find(&[uk.clone(), strike("b", "en", &written, &en_names)]).edges;
    assert_eq!(
        edges.iter().map(|e| e.class).collect::<Vec<_>>(),
        [CopyClass::Translated],
        "numbers in other words"
    );
    assert!(edges[0].why[0].starts_with("3 sentences in order"), "{:?}", edges[0].why);
    // the same report a week later: who and where are the same, how many are not
    let later = [
        "A strike of 470 dockers has begun in the port of Ternov.",
        "Ostap Kalyniuk demands of Ternov that wages go up by 15 per cent.",
        "Nora Whitfield promises Ternov an answer by 24 May.",
        "The company Bereh of Ternov has lost 395 thousand in 48 hours.",
    ];
    let named = [
        "У порту Тернова почався страйк 450 вантажників.",
        "Остап Калинюк вимагає від Тернова підняти платню на 12 відсотків.",
        "Нора Вітфілд обіцяє Тернову відповідь до 17 травня.",
        "Компанія «Берег» із Тернова втратила 380 тисяч за 24 години.",
    ];
    let uk_names = [
        ("Тернова", "e:org:ternov"),
        ("Тернову", "e:org:ternov"),
        ("Остап Калинюк", "e:per:ostap-kalyniuk"),
        ("Нора Вітфілд", "e:per:nora-whitfield"),
        ("Берег", "e:org:bereh"),
    ];
    let week = strike("a", "uk", &named, &uk_names);
    assert!(find(&[week, strike("b", "en", &later, &en_names)]).edges.is_empty(), "other numbers");
    let other = [
        "Ostap Kalyniuk met the dockers of Ternov on 12 May.",
        "Nora Whitfield said that 450 people would be paid.",
        "The company Bereh has 24 ships and 380 sailors.",
    ];
    assert!(
        find(&[uk, strike("b", "en", &other, &en_names)]).edges.is_empty(),
        "another story of the same people"
    );
}
