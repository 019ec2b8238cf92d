//! Where an English claim begins behind its verb: past the person told, past when and where it was said.
//!
//! Takes a `Line` and a token behind a cue, gives the first token of the claim, or says whether one begins there.

use crate::statement::line::Line;

/// An English clause without "that" shows itself by a subject pronoun or by an auxiliary that is no relative clause's:
/// "revealed many children are not …", but not "revealed the plan that was …".
pub(super) fn has_own_verb(line: &Line<'_>, start: usize, end: usize) -> bool {
    let depth = line.depth_at(start);
    let first = line.word(start);
    if !line.is_word(start) || line.is_preposition(start) || line.lexicon.subordinators.contains(first) {
        return false;
    }
    // "consider it an insult"
    if first == "it" && line.is_article(start + 1) {
        return false;
    }
    let subject = matches!(first, "he" | "she" | "they" | "we" | "i" | "it" | "there");
    let auxiliary = |k: usize| line.lexicon.auxiliaries.contains(line.word(k));
    let before = (start + 1..(start + 12).min(end))
        .take_while(|&k| line.depth_at(k) == depth && line.is_word(k) && !line.is_preposition(k))
        .take_while(|&k| {
            !line.lexicon.subordinators.contains(line.word(k))
                && !line.lexicon.and_words.contains(line.word(k))
                && !line.lexicon.but_words.contains(line.word(k))
                && line.finite_cue(k).is_none()
        })
        .any(auxiliary);
    (subject || before && !auxiliary(start)) && line.words_in(start..end) >= 3
}

/// Past "on Monday", "Friday night", "this week", "in a statement" between an English cue and its clause.
pub(super) fn zero_start(line: &Line<'_>, from: usize) -> usize {
    let mut k = line.skip_adverbs(from, 2);
    for _ in 0..3 {
        if counts(line, k) {
            break;
        }
        // "claimed to have left": an infinitive
        let infinitive = line.word(k) == "to" && !line.is_article(k + 1) && !line.is_upper(k + 1);
        if line.is_preposition(k)
            && !infinitive
            && matches!(
                line.word(k),
                "on" | "in" | "at" | "during" | "to" | "late" | "early" | "after" | "before" | "by"
            )
        {
            let next = (k + 1..k + 5).find(|&j| line.is_comma(j));
            if let Some(next) = next {
                k = next + 1;
            } else if line.word(k) == "on" && line.is_upper(k + 1) {
                k += 2;
            } else if let Some(subject) = pronoun_after(line, k) {
                k = subject;
            } else {
                break;
            }
        } else if is_weekday(line, k) || matches!(line.word(k), "today" | "yesterday" | "tonight" | "earlier")
        {
            k += 1;
        } else if matches!(line.word(k), "this" | "last" | "next") && is_time(line, k + 1) {
            k += 2;
        } else {
            break;
        }
        if is_time(line, k) {
            k += 1;
        }
    }
    k
}

fn is_weekday(line: &Line<'_>, i: usize) -> bool {
    line.is_upper(i) && line.word(i).len() > 3 && line.lexicon.weekdays.contains(line.word(i))
}

fn is_time(line: &Line<'_>, i: usize) -> bool {
    matches!(
        line.word(i),
        "morning"
            | "afternoon"
            | "evening"
            | "night"
            | "week"
            | "weekend"
            | "month"
            | "year"
            | "spring"
            | "summer"
            | "autumn"
            | "fall"
            | "winter"
    )
}

/// Past the person told: "told me", "told reporters", "told The Post", "told the board".
pub(super) fn past_addressee(line: &Line<'_>, from: usize) -> usize {
    // "told her aides": hers
    let owned = line.word(from) == "her"
        && line.is_word(from + 1)
        && !line.pronoun_or_article(from + 1)
        && !line.is_preposition(from + 1)
        && !line.is_adverb(from + 1)
        && !line.lexicon.auxiliaries.contains(line.word(from + 1))
        && !matches!(line.word(from + 1), "that" | "there" | "this" | "last");
    if matches!(line.word(from), "me" | "us" | "him" | "her" | "them" | "you") && !owned {
        return from + 1;
    }
    // "told this newspaper they had"
    let medium = line
        .lexicon
        .heads
        .get(line.word(from + 1))
        .is_some_and(|heads| heads.iter().any(|h| h.kind == crate::statement::lexicon::HeadKind::Media));
    if matches!(line.word(from), "this" | "our") && medium {
        return from + 2;
    }
    let article = usize::from(line.is_article(from));
    let first = from + article;
    if line.is_upper(first) && line.is_word(first) {
        return (first..first + 6).find(|&k| !line.is_word(k) || !line.is_upper(k)).unwrap_or(first);
    }
    // "told islanders he would", "told voters this week they": a plural before what opens the claim
    // "told police two men left", "told staff the shop": a bare noun before what opens the claim
    let plain = |k: usize| {
        line.is_word(k)
            && !line.pronoun_or_article(k)
            && !line.is_preposition(k)
            && !line.is_adverb(k)
            && !line.lexicon.determiners.contains(line.word(k))
            && !line.lexicon.subordinators.contains(line.word(k))
            && !line.lexicon.question_words.contains(line.word(k))
            && !line.lexicon.auxiliaries.contains(line.word(k))
            && (line.finite_cue(k).is_none() || line.word(k).ends_with('s'))
    };
    let opens = |k: usize| {
        line.pronoun_or_article(k) || matches!(line.word(k), "there" | "this" | "last" | "that" | "no")
    };
    if article == 0 && plain(first) && opens(first + 1) {
        return first + 1;
    }
    let heard = line.lexicon.heads.get(line.word(first)).is_some_and(|heads| heads.iter().any(|h| h.plural));
    if heard || article == 1 && line.is_word(first) { first + 1 } else { from }
}

/// "said after the meeting he would": the pronoun that opens the claim behind a phrase of time or place.
pub(super) fn pronoun_after(line: &Line<'_>, preposition: usize) -> Option<usize> {
    (preposition + 2..preposition + 8)
        .take_while(|&k| line.is_word(k) && line.finite_cue(k).is_none())
        .find(|&k| matches!(line.word(k), "he" | "she" | "it" | "they" | "there"))
}

/// Nothing but whoever is told stands between the verb and "to".
pub(super) fn told_to(line: &Line<'_>, from: usize, to: usize) -> bool {
    (1..=6).contains(&(to - from))
        && (from..to).all(|k| {
            line.is_word(k) && !line.is_preposition(k) && !line.lexicon.auxiliaries.contains(line.word(k))
        })
}

/// "as many as 200 people", "at least 30", "over 12 villages": a quantity, no comparison and no place.
pub(super) fn counts(line: &Line<'_>, i: usize) -> bool {
    let number = |k: usize| line.tokens.get(k).is_some_and(|t| t.kind == crate::text::TokenKind::Number);
    match line.word(i) {
        "as" => matches!(line.word(i + 1), "many" | "much" | "few" | "little") && line.word(i + 2) == "as",
        "at" => matches!(line.word(i + 1), "least" | "most"),
        "about" | "around" | "over" | "under" | "between" => number(i + 1),
        _ => false,
    }
}

/// "told a council panel on Wednesday.": nothing but whom it was told, when and where.
pub(super) fn only_heard(line: &Line<'_>, cue_end: usize, start: usize) -> bool {
    let end = line.sentence(cue_end.saturating_sub(1)).end;
    let stop = (start..end).find(|&k| !line.is_word(k)).unwrap_or(end);
    let verb = |k: usize| {
        line.lexicon.auxiliaries.contains(line.word(k))
            || line.lexicon.pronouns.contains_key(line.word(k))
            || line.finite_cue(k).is_some() && !line.is_noun_use(k)
            || line.word(k).ends_with("ed")
            || line.word(k) == "to"
    };
    let close = (start..stop).find(|&k| line.is_preposition(k) || is_weekday(line, k)).unwrap_or(stop);
    line.is_article(cue_end) && start > cue_end + 1 && close - start <= 2 && !(start..stop).any(verb)
}

/// "reported in May that the director", "told the council in April that the wall": only when and where it was said stands
/// between the verb and "that", and what follows is a subject, no verb of a relative clause.
pub(super) fn set_off(line: &Line<'_>, cue_end: usize, that: usize) -> bool {
    let from = past_addressee(line, cue_end);
    let clause = matches!(line.word(from), "as" | "when" | "while" | "after" | "before");
    let opens = clause
        || line.is_preposition(from)
            && !matches!(line.word(from), "of" | "about" | "against" | "for" | "with");
    let plain = |k: usize| {
        (line.is_word(k) || line.tokens.get(k).is_some_and(|t| t.kind == crate::text::TokenKind::Number))
            && !line.lexicon.auxiliaries.contains(line.word(k))
            && (line.finite_cue(k).is_none() || line.is_noun_use(k))
    };
    let next = that + 1;
    let subject = line.pronoun_or_article(next)
        || line.lexicon.determiners.contains(line.word(next))
        || line.is_upper(next)
        || line.tokens.get(next).is_some_and(|t| t.kind == crate::text::TokenKind::Number);
    line.word(that) == "that"
        && opens
        && that > from + 1
        && that - from <= 8
        && (from..that).all(plain)
        && subject
}
