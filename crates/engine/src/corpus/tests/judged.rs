//! Linking with the judge: the same bytes whatever the parts, links that explain themselves.

use super::growing::{Dice, export, pages, shuffled};
use super::*;
use crate::corpus::judge::Judge;

fn judge() -> &'static Judge {
    static JUDGE: OnceLock<Judge> = OnceLock::new();
    JUDGE.get_or_init(|| Judge::new(&Packs::embedded()).expect("weights"))
}

fn judged(documents: &[Document]) -> Corpus {
    let list: Vec<&Document> = documents.iter().collect();
    link_judged(&list, &Decisions::default(), judge())
}

#[test]
fn judging_in_any_parts_and_order_gives_the_same_bytes() {
    let documents = pages(64);
    let whole = judged(&documents);
    let shared = whole.claims.iter().filter(|claim| claim.members.len() > 1).count();
    assert!(shared > 5 && !whole.relations.is_empty(), "{shared} {}", whole.relations.len());
    let expected = export(&whole);
    let mut dice = Dice(5);
    for partitions in [1, 7, 64] {
        let mut parts: Vec<Vec<&Document>> = vec![Vec::new(); partitions];
        for document in &documents {
            parts[dice.roll(partitions)].push(document);
        }
        shuffled(&mut parts, &mut dice);
        let (mut index, mut verdicts) = (Index::default(), Verdicts::default());
        let (mut reader, mut so_far) = (judge().reader(), Vec::new());
        for part in &mut parts {
            shuffled(part, &mut dice);
            so_far.extend(part.iter().copied());
            index.extend(part.iter().map(|d| Part::with_meaning(d, words(), &mut reader)), words());
            // asked as pages come, and in two halves
            let questions = index.questions(&so_far, &verdicts);
            let half = questions.len() / 2;
            verdicts.extend(judge().answer(&questions, half..questions.len()));
            verdicts.extend(judge().answer(&questions, 0..half));
        }
        assert!(index.questions(&so_far, &verdicts).is_empty(), "asked again");
        let grown = export(&index.corpus_judged(&so_far, &Decisions::default(), &verdicts));
        assert!(grown == expected, "{partitions} partitions give another corpus");
    }
}

#[test]
fn a_link_says_what_the_judge_weighed() {
    let documents = treaty();
    let corpus = judged(&documents);
    let claim = claim_with(&corpus, &documents, "Poland has offered").expect("a claim");
    assert!(claim.languages.len() >= 3, "{claim:#?}");
    let tied = claim.members.iter().skip(1);
    for member in tied {
        assert!(member.why.iter().any(|why| why.starts_with("judge: same 0.")), "{member:#?}");
        assert!(member.why.iter().any(|why| why.starts_with("cosine: ")), "{member:#?}");
    }
    let denial = corpus.relations.iter().find(|r| r.kind == RelationKind::Denies && r.to == claim.id);
    let denial = denial.expect("a denial");
    assert_eq!(denial.from.document, "d:five");
    assert!(denial.why.iter().any(|why| why.starts_with("judge: ")), "{denial:#?}");
}
