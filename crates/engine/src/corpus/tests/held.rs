//! What an actor holds: own words and what others say, dates, gaps.

use super::*;
use Stance::Assert;
use StatementKind::Indirect;

const ORLIN: &str = "e:per:valdek-orlin";

fn said(path: &str, date: Option<&str>, line: &str, content: &str) -> Document {
    let draft = page(path, "en", &["News", line]).names("Valdek Orlin", "Valdek Orlin", ORLIN);
    let draft = if let Some(date) = date { draft.dated(date) } else { draft };
    draft.says(Indirect, Assert, content, &[ORLIN]).build()
}

fn pages() -> Vec<Document> {
    let yes = "Poland will join the grain trade pact";
    let no = "Poland will not join the grain trade pact";
    vec![
        said("a", Some("2021-02-01"), &format!("{yes}, Valdek Orlin said."), yes),
        said("b", Some("2023-03-01"), &format!("{no}, Valdek Orlin said."), no),
        said("c", None, &format!("{yes}, Valdek Orlin said in a speech."), yes),
        page("d", "en", &["News", "Valdek Orlin will let Poland join the grain trade pact, Anna Rey said."])
            .names("Valdek Orlin", "Valdek Orlin", ORLIN)
            .names("Anna Rey", "Anna Rey", "e:per:anna-rey")
            .dated("2022-06-01")
            .says(
                Indirect,
                Assert,
                "Valdek Orlin will let Poland join the grain trade pact",
                &["e:per:anna-rey"],
            )
            .build(),
    ]
}

fn ask(asked: &Asked<'_>) -> Positions {
    let documents = pages();
    let corpus = corpus(&documents);
    let refs: Vec<&Document> = documents.iter().collect();
    positions_on(&corpus, &refs, ORLIN, asked, words())
}

#[test]
fn own_words_stand_apart_from_what_others_say() {
    let topic = Some("Poland joins the grain trade pact");
    let all = ask(&Asked { topic, ..Asked::default() });
    let holders: Vec<Holder> = all.rows.iter().map(|r| r.holder).collect();
    assert_eq!(holders, [Holder::Own, Holder::Attributed, Holder::Own, Holder::Own], "{:#?}", all.rows);
    assert!(all.changes[0].starts_with("yes on 2021-02-01 (\"Poland will"), "{:?}", all.changes);
    assert!(all.gaps.iter().any(|g| &**g == "1 of 4 statements undated"), "{:?}", all.gaps);
    let own = ask(&Asked { topic, holder: Some(Holder::Own), ..Asked::default() });
    assert_eq!(own.rows.len(), 3);
    let told = ask(&Asked { topic, holder: Some(Holder::Attributed), ..Asked::default() });
    assert_eq!(told.rows.len(), 1);
}

#[test]
fn times_of_silence_are_named() {
    let topic = Some("Poland joins the grain trade pact");
    let (since, until) = (Some("2020"), Some("2023"));
    let found = ask(&Asked { topic, since, until, gap: Some(90), ..Asked::default() });
    let silence = "nothing from 2021-02-01 to 2023-03-01 (758 days; pages here dated in that time: 1)";
    assert!(found.gaps.iter().any(|g| &**g == silence), "{:?}", found.gaps);
    assert!(found.gaps.iter().any(|g| &**g == "no dated statement in 2020"), "{:?}", found.gaps);
    let short = ask(&Asked { topic, gap: Some(800), ..Asked::default() });
    assert!(!short.gaps.iter().any(|g| g.starts_with("nothing from")), "{:?}", short.gaps);
    let later = ask(&Asked { topic, since: Some("2022-01-01"), ..Asked::default() });
    assert!(later.gaps.iter().any(|g| &**g == "1 statements outside the asked dates"), "{:?}", later.gaps);
}

#[test]
fn without_a_topic_everything_he_says_is_shown() {
    assert_eq!(ask(&Asked { holder: Some(Holder::Own), ..Asked::default() }).rows.len(), 3);
}

#[test]
fn the_day_it_was_said_goes_before_the_day_of_the_page() {
    let yes = "Poland will join the grain trade pact";
    for (when, day) in [
        ("yesterday", "2024-02-09"),
        ("вчора", "2024-02-09"),
        ("вчера", "2024-02-09"),
        ("учора", "2024-02-09"),
    ] {
        let mut document = said("a", Some("2024-02-10"), &format!("{yes}, Valdek Orlin said {when}."), yes);
        let at = document.text.find(when).expect("the word");
        document.statements[0].said = Some(Span::new(at, at + when.len()));
        let documents = [document];
        let corpus = corpus(&documents);
        let found = positions_on(&corpus, &[&documents[0]], ORLIN, &Asked::default(), words());
        assert_eq!(found.rows[0].when.as_deref(), Some(day));
        assert_eq!(found.rows[0].basis.as_deref(), Some(format!("said \"{when}\"").as_str()));
    }
}

#[test]
fn words_that_another_person_tells_are_not_his_own() {
    let yes = "Poland will join the grain trade pact";
    let document = page("a", "en", &["News", &format!("{yes}, Valdek Orlin said, Anna Rey recalled.")])
        .names("Valdek Orlin", "Valdek Orlin", ORLIN)
        .names("Anna Rey", "Anna Rey", "e:per:anna-rey")
        .says(Indirect, Assert, yes, &[ORLIN, "e:per:anna-rey"])
        .build();
    let documents = [document];
    let corpus = corpus(&documents);
    let found = positions_on(&corpus, &[&documents[0]], ORLIN, &Asked::default(), words());
    assert_eq!(found.rows[0].holder, Holder::Attributed);
}
