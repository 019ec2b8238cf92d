//! Linking with the judge: the same bytes whatever the parts, links that explain themselves.

use super::growing::{Dice, export, pages, shuffled};
use super::*;
use crate::corpus::judge::{Judge, Memory};

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
    let mut reader = judge().reader();
    let mut read: Vec<Part> = documents.iter().map(|document| Part::new(document, words())).collect();
    let mut directions = Directions::default();
    for (part, document) in read.iter_mut().zip(&documents) {
        part.read(document, &mut reader, &mut directions);
    }
    // what is remembered or kept makes no difference
    let (mut memory, nothing) = (Memory::default(), Directions::default());
    for partitions in [1, 7, 64] {
        let mut parts: Vec<Vec<usize>> = vec![Vec::new(); partitions];
        for page in 0..documents.len() {
            parts[dice.roll(partitions)].push(page);
        }
        shuffled(&mut parts, &mut dice);
        let (mut index, mut verdicts, mut so_far) = (Index::default(), Verdicts::default(), Vec::new());
        for (count, part) in parts.iter_mut().enumerate() {
            shuffled(part, &mut dice);
            so_far.extend(part.iter().map(|page| &documents[*page]));
            index.extend(part.iter().map(|page| read[*page].clone()), words());
            // asked now and then as pages come, and in two halves
            if count % 16 == 0 || count + 1 == partitions {
                let questions = index.questions(&so_far, &verdicts);
                let half = questions.len() / 2;
                let later = half..questions.len();
                verdicts.extend(judge().answer(&questions, later, &directions, &mut memory));
                verdicts.extend(judge().answer(&questions, 0..half, &nothing, &mut Memory::default()));
            }
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
