//! English quotations and the sentence around them: clauses that a quotation goes on with, names in marks, appositions
//! before the author's verb.
//!
//! Takes a `Line` and a quotation, answers questions that `direct` asks. Makes no drafts.

use super::direct::Attribution;
use super::draft::Who;
use super::line::Line;
use super::quotes::Quote;
use std::ops::Range;

/// English "Name, chief of the port, who came late, said": the verb behind the comma that ends the appositions.
pub(super) fn past_appositions(line: &Line<'_>, comma: usize, verb: impl Fn(usize) -> bool) -> Option<usize> {
    let depth = line.depth_at(comma);
    let limit = line.sentence(comma).end.min(comma + 40);
    (comma + 1..limit)
        .take_while(|&k| line.depth_at(k) == depth && !matches!(line.word(k), ":" | ";"))
        .filter(|&k| line.is_comma(k))
        .map(|k| line.skip_adverbs(k + 1, 2))
        .find(|&at| verb(at))
}

/// English `X, S said, "q"`: the clause that the author's words interrupt.
pub(super) fn clause_before_author(
    line: &Line<'_>,
    found: &Attribution,
    quote: &Quote,
) -> Option<Range<usize>> {
    let Who::Source(source) = &found.who else { return None };
    let comma = source.range.start.checked_sub(1).filter(|&k| line.is_comma(k))?;
    let start = line.skip_opening(line.sentence(comma).start);
    let interrupted = source.range.end <= found.cue.start
        && !line.is_upper(quote.inner.start)
        && !line.is_preposition(start)
        && line.words_in(start..comma) >= 3;
    interrupted.then(|| line.trim(start..comma))
}

/// English `X "q," S said`: the words before a quotation that goes on with their sentence.
pub(super) fn clause_before_quote(line: &Line<'_>, quote: &Quote, floor: usize) -> Option<usize> {
    let open = quote.open.filter(|_| !line.lexicon.slavic)?;
    let start = line.skip_opening(line.sentence(open).start).max(floor);
    if start + 60 < open {
        return None;
    }
    let goes_on = !line.is_upper(quote.inner.start) || line.word(quote.inner.start) == "i";
    let own = (start..open)
        .any(|k| line.depth_at(k) == 0 && line.finite_cue(k).is_some_and(|(_, e)| e.strength >= 2));
    (goes_on && !own && line.words_in(start..open) >= 1 && line.word(open - 1) != ":").then_some(start)
}

/// "said that, "Q" against Y": the quotation is a part of a clause.
pub(super) fn claimed(line: &Line<'_>, from: usize, mark: usize) -> bool {
    (from..mark).any(|k| line.word(k) == "that" && line.depth_at(k) == line.depth_at(mark))
}

/// English `the "Old Lamp," Vint said the oil was out` and `a "ruin." Vint said the roof had gone`: the name of a thing, or
/// a sentence that is over, before author's words with a claim of their own.
pub(super) fn stands_apart(line: &Line<'_>, quote: &Quote, found: &Attribution) -> bool {
    if line.lexicon.slavic {
        return false;
    }
    let ends = line.is_stop(found.end) || line.is_comma(found.end) || found.end >= line.tokens.len();
    let stop = line.word(quote.inner.end.wrapping_sub(1)) == ".";
    let title = quote.open.is_some_and(|open| open > line.sentence(open).start) && is_title(line, quote);
    // `In what she called "a hard choice", the vicar said she would go`
    let part = quote.open.is_some_and(|open| open > line.sentence(open).start + 1)
        && !line.is_upper(quote.inner.start)
        && !line.is_comma(quote.inner.end.wrapping_sub(1))
        && (line.pronoun_or_article(found.end) || line.is_upper(found.end));
    // `In a post titled "Why I left," Vint said the firm was broke`
    let named = quote.open.is_some_and(|open| {
        matches!(
            line.word(open.wrapping_sub(1)),
            "titled" | "entitled" | "called" | "named" | "dubbed" | "headlined" | "headed"
        )
    });
    !ends && (stop || named || title && !line.is_preposition(found.end) || part)
}

/// English "All Bets Are Off": a few words, the long ones with capitals.
pub(super) fn is_title(line: &Line<'_>, quote: &Quote) -> bool {
    let mut long = quote.inner.clone().filter(|&k| line.is_word(k) && line.word(k).len() > 3);
    !line.lexicon.slavic && line.words_in(quote.inner.clone()) <= 5 && long.all(|k| line.is_upper(k))
}
