//! Linking with the judge: the same bytes whatever the parts, links that explain themselves.

use super::growing::{Dice, export, pages, shuffled};
use super::*;
use crate::corpus::judge::{Judge, Memory};
use crate::corpus::verdict::{Relation, Verdict};

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

#[test]
fn a_link_that_the_judge_would_not_make_alone_is_in_doubt() {
    let documents = treaty();
    let list: Vec<&Document> = documents.iter().collect();
    let mut reader = judge().reader();
    let mut index = Index::default();
    index.extend(
        documents.iter().map(|document| {
            let mut part = Part::new(document, words());
            part.read(document, &mut reader);
            part
        }),
        words(),
    );
    let questions = index.questions(&list, &Verdicts::default());
    let answers = judge().answer(&questions, 0..questions.len());
    for (chance, doubted) in [(0.55, true), (0.9, false)] {
        let rest = (1.0 - chance) / 4.0;
        let mut verdicts = Verdicts::default();
        verdicts.extend(answers.iter().map(|(key, verdict)| {
            let same = if verdict.chance(Relation::Same) >= 0.5 {
                [chance, rest, rest, rest, rest]
            } else {
                verdict.chances
            };
            (*key, Verdict { chances: same, ..verdict.clone() })
        }));
        let corpus = index.corpus_judged(&list, &Decisions::default(), &verdicts);
        let claim = claim_with(&corpus, &documents, "Poland has offered").expect("a claim");
        let tied: Vec<bool> = claim.members.iter().skip(1).map(|member| member.unsure).collect();
        assert!(tied.len() > 1 && tied.iter().all(|unsure| *unsure == doubted), "{chance} {claim:#?}");
        let trace = trace(&corpus, &list, &claim.id).expect("a trace");
        let said =
            trace.lines.iter().filter(|line| line.drift.iter().any(|drift| drift.code == "unsure")).count();
        assert_eq!(said, if doubted { tied.len() } else { 0 });
    }
}
