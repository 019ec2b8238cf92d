//! A corpus that grows page by page is the corpus of all its pages; crowded blocks stay small.

use super::*;
use std::collections::BTreeSet;

/// Whole numbers that follow from a seed (SplitMix64).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }
    fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.roll(list.len())]
    }
}

/// A name in Latin and in Cyrillic letters, and its id.
const PEOPLE: [(&str, &str, &str); 5] = [
    ("Valdek Orlin", "Валдек Орлин", "e:per:valdek-orlin"),
    ("Mirta Soveny", "Мирта Совени", "e:per:mirta-soveny"),
    ("Orlin", "Орлин", "e:per:?-orlin"),
    ("Tadas Brenov", "Тадас Бренов", "e:per:tadas-brenov"),
    ("Lena Kostry", "Лена Костры", "e:per:lena-kostry"),
];
const STATES: [(&str, &str, &str); 4] = [
    ("Poland", "Польша", "Польша"),
    ("Romania", "Румыния", "Румынія"),
    ("Moldova", "Молдавия", "Малдова"),
    ("Estonia", "Эстония", "Эстонія"),
];

/// A page of some statements that say one of few things in one of three languages, with few numbers.
fn invented(number: usize, dice: &mut Dice) -> Document {
    let language = dice.pick(&["en", "ru", "be"]);
    let mut paragraphs: Vec<String> = vec![match language {
        "en" => "News".to_owned(),
        _ => "Новости".to_owned(),
    }];
    let mut said: Vec<(String, &str, &str, Stance)> = Vec::new();
    for _ in 0..2 + dice.roll(3) {
        let (latin, cyrillic, id) = PEOPLE[dice.roll(PEOPLE.len())];
        let state = STATES[dice.roll(STATES.len())];
        let amount = 100 * (1 + dice.roll(4));
        let no = dice.roll(5) == 0;
        let (name, content) = match language {
            "en" => (
                latin,
                match dice.roll(3) {
                    0 => format!(
                        "{} has {}offered Latvia {amount} tonnes of grain",
                        state.0,
                        if no { "not " } else { "" }
                    ),
                    1 => format!(
                        "{} will {}close the border with Latvia",
                        state.0,
                        if no { "not " } else { "" }
                    ),
                    _ => format!("the army of {} lost {amount} tanks", state.0),
                },
            ),
            "ru" => (
                cyrillic,
                match dice.roll(3) {
                    0 => format!(
                        "{} {}предложила Латвии {amount} тонн зерна",
                        state.1,
                        if no { "не " } else { "" }
                    ),
                    1 => format!("{} {}закроет границу с Латвией", state.1, if no { "не " } else { "" }),
                    _ => format!("{} потеряла {amount} танков армии", state.1),
                },
            ),
            _ => (
                cyrillic,
                match dice.roll(3) {
                    0 => format!(
                        "{} {}прапанавала Латвіі {amount} тон збожжа",
                        state.2,
                        if no { "не " } else { "" }
                    ),
                    1 => format!("{} {}закрые мяжу з Латвіяй", state.2, if no { "не " } else { "" }),
                    _ => format!("{} страціла {amount} танкаў арміі", state.2),
                },
            ),
        };
        let verb = match language {
            "en" => "said",
            "ru" => "сообщил",
            _ => "сказаў",
        };
        let stance = [Stance::Assert, Stance::Assert, Stance::Assert, Stance::Deny][dice.roll(4)];
        paragraphs.push(format!("{name} {verb}: {content}."));
        said.push((content, name, id, stance));
    }
    let lines: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
    let mut draft = page(&format!("{number:04}"), language, &lines);
    if dice.roll(3) > 0 {
        draft = draft.dated(&format!("2031-04-{:02}", 1 + dice.roll(28)));
    }
    let mut done = BTreeSet::new();
    for (content, name, id, stance) in said {
        if done.insert(content.clone()) {
            let kind = dice.pick(&[&StatementKind::Direct, &StatementKind::Indirect]);
            draft = draft.names(name, name, id).says(*kind, stance, &content, &[id]);
        }
    }
    draft.build()
}

pub(super) fn pages(count: usize) -> Vec<Document> {
    let mut dice = Dice(7);
    (0..count).map(|number| invented(number, &mut dice)).collect()
}

pub(super) fn shuffled<T>(list: &mut [T], dice: &mut Dice) {
    for end in (1..list.len()).rev() {
        list.swap(end, dice.roll(end + 1));
    }
}

pub(super) fn export(corpus: &Corpus) -> String {
    serde_json::to_string(corpus).expect("serialises")
}

/// Every seventh link is rejected, and every seventh claim is said to be the one after it.
fn some_decisions(corpus: &Corpus, documents: &[Document]) -> Decisions {
    let subject = |s: &StatementRef| {
        let document = documents.iter().find(|d| d.id == s.document).expect("its page");
        statement_subject(document, &document.statements[s.index as usize])
    };
    let mut list = Vec::new();
    for (n, claims) in corpus.claims.windows(2).enumerate() {
        let (verb, other) = match (n % 7, claims[0].members.get(1)) {
            (0, Some(member)) => (Verb::Different, &member.statement),
            (3, _) => (Verb::Same, &claims[1].anchor),
            _ => continue,
        };
        let subjects = vec![subject(&claims[0].anchor), subject(other)];
        list.push(Decision { number: n as u64 + 1, verb, subjects, reason: String::new() });
    }
    Decisions::replay(&list)
}

#[test]
fn growing_in_any_parts_and_order_gives_the_same_bytes() {
    let documents = pages(220);
    let all: Vec<&Document> = documents.iter().collect();
    let plain = link_with(&all, &Decisions::default(), words(), &Limits::default());
    let decisions = some_decisions(&plain, &documents);
    let whole = link_with(&all, &decisions, words(), &Limits::default());
    assert!(whole.claims != plain.claims, "the decisions change something");
    let statements: usize = documents.iter().map(|d| d.statements.len()).sum();
    let shared = whole.claims.iter().filter(|c| c.members.len() > 1).count();
    assert!(statements > 400 && shared > 20 && whole.relations.len() > 20, "{statements} {shared}");
    let expected = export(&whole);
    let mut dice = Dice(11);
    for partitions in [1, 7, 64] {
        let mut parts: Vec<Vec<&Document>> = vec![Vec::new(); partitions];
        for document in &documents {
            parts[dice.roll(partitions)].push(document);
        }
        for part in &mut parts {
            shuffled(part, &mut dice);
        }
        shuffled(&mut parts, &mut dice);
        // read side by side, taken in as they come
        let read: Vec<Vec<Part>> = std::thread::scope(|scope| {
            let read =
                |part: Vec<&Document>| part.into_iter().map(|d| Part::new(d, words())).collect::<Vec<_>>();
            let handles: Vec<_> = parts.iter().map(|part| scope.spawn(move || read(part.clone()))).collect();
            handles.into_iter().map(|handle| handle.join().expect("no panic")).collect()
        });
        let mut index = Index::default();
        for part in read.into_iter().flatten() {
            index.add(part.clone(), words());
            // a page that comes again changes nothing
            index.add(part, words());
        }
        let mut given = all.clone();
        shuffled(&mut given, &mut dice);
        let grown = export(&index.corpus(&given, &decisions));
        assert!(grown == expected, "{partitions} partitions give another corpus");
    }
}

#[test]
fn a_corpus_is_the_same_at_every_step() {
    let mut documents = pages(60);
    shuffled(&mut documents, &mut Dice(3));
    let mut index = Index::default();
    for count in 1..=documents.len() {
        index.add(Part::new(&documents[count - 1], words()), words());
        if count % 15 == 0 {
            let so_far: Vec<&Document> = documents.iter().take(count).collect();
            let batch = link_with(&so_far, &Decisions::default(), words(), &Limits::default());
            assert!(export(&index.corpus(&so_far, &Decisions::default())) == export(&batch), "{count} pages");
        }
    }
}

/// Pages that all say the same but for a number, each by somebody else.
fn alike(count: usize) -> Vec<Document> {
    let draft = |number: usize| {
        let name = format!("Speaker{number}");
        let content = format!("Poland offered Romania {} tonnes of grain", 1000 + number % 50);
        let id = format!("e:per:speaker{number}-of-port");
        page(&format!("{number}"), "en", &["News", &format!("{content}, {name} said.")])
            .names(&name, &name, &id)
            .says(StatementKind::Indirect, Stance::Assert, &content, &[&id])
            .build()
    };
    (0..count).map(draft).collect()
}

#[test]
fn ten_thousand_statements_with_one_predicate() {
    let documents = alike(10_000);
    let mut index = Index::default();
    let mut pairs = Vec::new();
    for (count, document) in documents.iter().enumerate() {
        index.add(Part::new(document, words()), words());
        if [1_000, 10_000].contains(&(count + 1)) {
            pairs.push(index.pairs());
        }
    }
    // ten times the statements, ten times the pairs
    assert!(pairs[1] <= 12 * pairs[0] && pairs[1] <= 60 * documents.len(), "{pairs:?}");
    // each is weighed with few of them
    assert!(index.nearest(0).len() <= 12 * index.units(), "{}", index.nearest(0).len());
    let all: Vec<&Document> = documents.iter().collect();
    let corpus = index.corpus(&all, &Decisions::default());
    let shared = corpus.claims.iter().filter(|claim| claim.members.len() > 150).count();
    // they are still found to say the same: each of fifty numbers is held by two hundred of them
    assert!(shared >= 45, "{shared}");
}
