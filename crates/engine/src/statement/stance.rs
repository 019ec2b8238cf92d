//! What a statement does with its content: assert, deny, question, predict, demand; negated; hedged.
//!
//! Takes a draft and its block, gives the three flags. Order of tests: cue class, negation of the cue, form of the content.

use super::draft::Draft;
use super::lexicon::{Class, Effect, HeadKind};
use super::line::Line;
use crate::model::*;

pub(super) struct Modality {
    pub(super) stance: Stance,
    pub(super) negated: bool,
    pub(super) hedged: bool,
}

pub(super) fn of(line: &Line<'_>, draft: &Draft) -> Modality {
    let mut negated = false;
    let mut hedged = draft.hedged;
    let mut future = false;
    let mut duty = false;
    let mut words = 0usize;
    let mut question = false;
    let mut long_direct = false;
    let mut question_word = false;
    let mut sentences = 0usize;
    // "…, яку відремонтують", "якщо не зможе, …": a clause beside the main one
    let mut beside = false;
    for range in &draft.content {
        for i in range.clone() {
            let word = line.word(i);
            if line.is_stop(i) {
                sentences += 1;
                question |= word.starts_with('?');
                continue;
            }
            if line.lexicon.slavic {
                let opens = line.lexicon.subordinators.contains(word) && (words == 0 || line.is_comma(i - 1));
                beside = opens || beside && !line.is_comma(i);
            }
            if !line.is_word(i) {
                continue;
            }
            words += 1;
            if line.lexicon.not_words.contains(word) {
                negated |= sentences == 0;
            }
            hedged |= line.lexicon.hedges.at(line.tokens, i).is_some();
            // time and duty of the main clause: the first words that carry it
            if sentences == 0 {
                let subordinate = line.depth_at(i) > 1 || beside;
                if !subordinate {
                    // "у аварыйным стане": a noun
                    let before = i.wrapping_sub(1);
                    let locative = line.is_adjective(before) && line.word(before).ends_with(['м', 'й']);
                    let noun = line.lexicon.slavic
                        && word.ends_with('е')
                        && (line.is_preposition(before)
                            || locative && line.is_preposition(i.wrapping_sub(2)));
                    // "would have made him ill": nothing to come
                    let past = !line.lexicon.slavic && word == "would" && line.word(i + 1) == "have";
                    future |= !noun && !past && line.lexicon.future.at(line.tokens, i).is_some()
                        || line
                            .lexicon
                            .future_suffixes
                            .iter()
                            .any(|s| word.len() > s.len() + 2 && word.ends_with(&**s));
                    duty |= line.lexicon.let_words.contains(word)
                        && (words == 1 || line.is_comma(i - 1) || line.is_mark(i - 1));
                    duty |= words == 1 && draft.kind == StatementKind::Direct && orders(line, i);
                    duty |= line.lexicon.demand_modals.contains(word)
                        && !line.lexicon.past_be.contains(line.word(i + 1))
                        && !own_duty(line, range.start, i)
                        && done(line, i, range);
                }
            }
            if words == 1 {
                // "If it rains, we stay": a condition
                let condition = draft.kind == StatementKind::Direct && word == "if";
                question_word = !condition
                    && line
                        .lexicon
                        .complementisers
                        .at(line.tokens, i)
                        .is_some_and(|(_, r)| *r == super::lexicon::Reading::Question);
            }
        }
    }
    long_direct |= draft.kind == StatementKind::Direct && sentences > 1;
    let last_question = draft.content.last().is_some_and(|r| {
        r.end > 0 && (line.word(r.end - 1).starts_with('?') || line.word(r.end).starts_with('?'))
    });
    let mut stance = draft.class.stance();
    match draft.effect {
        Some(Effect::Deny) => {
            stance = Stance::Deny;
            negated = true;
        }
        Some(Effect::Predict) => {
            stance = Stance::Predict;
            hedged = true;
        }
        Some(Effect::Assert) => stance = Stance::Assert,
        Some(Effect::NoClaim) | None => {}
    }
    // `"It is late," she said. "Do we go?"`: told first, asked last
    let asked =
        draft.content.iter().all(|r| r.end > 0 && (ends_asking(line, r.end - 1) || ends_asking(line, r.end)));
    let last_question = last_question && (line.lexicon.slavic || draft.content.len() < 2 || asked);
    if draft.effect.is_none() && matches!(draft.class, Class::Assert | Class::Opinion | Class::Relay) {
        if (question && sentences <= 1 && !long_direct && last_question) || question_word {
            stance = Stance::Question;
        } else if duty && !long_direct {
            stance = Stance::Demand;
        } else if future && !long_direct {
            stance = Stance::Predict;
        }
    }
    Modality { stance, negated, hedged }
}

/// English "Don't ignore the sirens", "Do not travel", "Let him pay", "Please go".
fn orders(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    !line.lexicon.slavic
        && (matches!(word, "don't" | "let" | "let's" | "please") || word == "do" && line.word(i + 1) == "not")
}

fn ends_asking(line: &Line<'_>, i: usize) -> bool {
    line.word(i).starts_with('?') || line.is_comma(i)
}

/// "треба зупинити", not "не має стосунку": a duty to do something.
fn done(line: &Line<'_>, at: usize, range: &std::ops::Range<usize>) -> bool {
    let near = at.saturating_sub(4).max(range.start)..(at + 9).min(range.end);
    !line.lexicon.slavic || near.into_iter().any(|k| super::indirect::infinitive(line, k))
}

/// "я повинен": the speaker's own duty is no demand.
fn own_duty(line: &Line<'_>, start: usize, at: usize) -> bool {
    (start..at).any(|k| {
        line.lexicon.first_person.contains(line.word(k))
            || line
                .lexicon
                .heads
                .get(line.word(k))
                .is_some_and(|h| h.iter().any(|h| h.kind == HeadKind::Document))
    })
}
