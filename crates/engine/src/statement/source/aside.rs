//! A clause between commas that parts a subject from its verb: "Venn, who chairs the committee, said".
//!
//! Takes a `Line` and a cue, gives the tokens of the clause. Nothing in it is the subject of the cue.

use super::english::verb_start;
use crate::statement::line::Line;
use std::ops::Range;

/// Tokens of such a clause at most.
const LONGEST: usize = 30;
/// Commas within the clause: "who leads the party, the club and the league".
const COMMAS: usize = 3;

/// From the comma that opens the clause to past the one that closes it right before the cue.
pub(super) fn before(line: &Line<'_>, cue: usize) -> Option<Range<usize>> {
    let sentence = line.sentence(cue);
    let depth = line.depth_at(cue);
    let comma = |k: &usize| line.is_comma(*k) && line.depth_at(*k) == depth;
    let verb = verb_start(line, cue);
    // "…, on Monday said"
    let close = (verb.saturating_sub(3).max(sentence.start)..verb).rev().find(comma)?;
    let timely = |k: usize| {
        line.is_preposition(k) || line.lexicon.weekdays.contains(line.word(k)) || line.is_adverb(k)
    };
    if !(close + 1..verb).all(timely) {
        return None;
    }
    let floor = sentence.start.max(close.saturating_sub(LONGEST));
    // "отвечая на вопросы журналистов", "комментируя"
    let doing = |k: usize| {
        let word = line.word(k);
        let converb = line.lexicon.endings.is_converb(word)
            || ["ая", "яя", "уя", "ясь"].iter().any(|end| word.ends_with(end));
        line.lexicon.slavic && word.chars().count() > 4 && converb
    };
    let open = (floor..close).rev().filter(comma).take(COMMAS).find(|&k| {
        opens(line, k + 1) || doing(k + 1) || speaks(line, k + 1, close) || accompanies(line, k + 1)
    });
    // "Мэр, в свою очередь, …": a short phrase without a verb
    let short = || {
        let open = (floor..close).rev().find(comma).filter(|&k| close - k <= 5)?;
        let plain = |k: usize| line.is_word(k) && line.cue(k).is_none() && !super::looks_verbal(line, k);
        let loose = line.is_preposition(open + 1)
            || line.is_adverb(open + 1)
            || line.lexicon.but_words.contains(line.word(open + 1));
        (line.lexicon.slavic && loose && (open + 1..close).all(plain)).then_some(open)
    };
    open.or_else(short).map(|open| open..close + 1)
}

/// Past ", в свою очередь," from its first comma: a phrase of a few words that no verb stands in; else `i`.
pub(in crate::statement) fn past_words(line: &Line<'_>, i: usize) -> usize {
    let loose = line.is_preposition(i + 1) || line.is_adverb(i + 1);
    let close = (i + 2..i + 6).find(|&k| line.is_comma(k)).filter(|&k| {
        line.is_comma(i) && loose && (i + 1..k).all(|k| line.is_word(k) && line.cue(k).is_none())
    });
    close.map_or(i, |k| k + 1)
}

/// Past ", директорка школи,", ", автора книжки,": nouns between commas that say who the person named before is, from the token
/// behind the first comma; else `i`. `oblique`: the name stands in the genitive.
pub(in crate::statement) fn past_nouns(line: &Line<'_>, i: usize, oblique: bool) -> usize {
    let first = line.word(i);
    let close = (i + 1..i + 9).find(|&k| line.is_comma(k) || line.is_stop(k) || line.is_dash(k));
    let Some(close) = close.filter(|&k| line.is_comma(k)) else { return i };
    let plain = |k: usize| {
        (line.is_word(k) || line.is_mark(k) || line.depth_at(k) > 0)
            && line.finite_cue(k).is_none()
            && !(super::looks_verbal(line, k) && !line.lexicon.heads.contains_key(line.word(k)))
    };
    let noun = line.is_word(i)
        && !line.is_upper(i)
        && !line.is_preposition(i)
        && !line.is_adverb(i)
        && !line.lexicon.subordinators.contains(first)
        && !line.lexicon.and_words.contains(first)
        && !line.lexicon.but_words.contains(first)
        && !line.lexicon.pronouns.contains_key(first)
        && line.lexicon.complementisers.at(line.tokens, i).is_none();
    let case = if oblique {
        first.ends_with(['а', 'я', 'и', 'і', 'ї', 'ы', 'ў', 'о'])
            || first.ends_with("ой")
            || first.ends_with("ої")
    } else {
        line.is_listed_nominative(i) || line.is_adjective_only(i) && line.is_listed_nominative(i + 1)
    };
    let ends = line.words_in(close..line.sentence(i).end) >= 2;
    if line.lexicon.slavic && noun && case && ends && (i..close).all(plain) { close + 1 } else { i }
}

/// ", пише агентство «Край»,": a verb of saying right behind the comma, and who says it up to the next one.
fn speaks(line: &Line<'_>, i: usize, close: usize) -> bool {
    let plain = |k: usize| {
        (line.is_word(k) || line.is_mark(k) || line.depth_at(k) > 0) && line.finite_cue(k).is_none()
    };
    line.lexicon.slavic
        && line
            .finite_cue(i)
            .is_some_and(|(n, e)| e.strength >= 2 && i + n < close && (i + n..close).all(plain))
}

/// Past a clause about the phrase that ended at the comma before `i`, or past whom it cites: "…, which published the figures,",
/// "…, знайомий з ходом перемовин,", "…, спасылаючыся на дыпламатаў,".
pub(in crate::statement) fn past(line: &Line<'_>, i: usize) -> usize {
    let depth = line.depth_at(i);
    let described = line.lexicon.slavic && line.is_adjective(i) && line.is_preposition(i + 1);
    let cites = line.lexicon.relays.at(line.tokens, i).is_some();
    if !line.is_comma(i.wrapping_sub(1)) || !(opens(line, i) || described || cites) {
        return i;
    }
    let limit = line.sentence(i).end.min(i + LONGEST);
    let close = (i..limit).find(|&k| line.is_comma(k) && line.depth_at(k) == depth);
    close.filter(|&k| line.words_in(k..limit) >= 2).map_or(i, |k| k + 1)
}

/// English "along with his aides", "citing the weather": who was with the subject, or what it did, beside its verb.
pub(in crate::statement) fn accompanies(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    let with = matches!(word, "along" | "together") && line.word(i + 1) == "with" || word == "including";
    let acts = word.len() > 5 && word.ends_with("ing") && line.is_word(i + 1) && !line.is_upper(i);
    !line.lexicon.slavic && (with || acts)
}

/// "who", "in which", "который", "возглавляющий", "chairing", "elected".
fn opens(line: &Line<'_>, i: usize) -> bool {
    let at = i + usize::from(line.is_preposition(i));
    if line.lexicon.pronouns.get(line.word(at)).is_some_and(|p| p.relative) {
        return true;
    }
    // "якого звинувачує прокурор", "чью речь цитирует газета"
    if line.lexicon.slavic && line.lexicon.relatives.contains(line.word(at)) {
        return true;
    }
    let word = line.word(i);
    line.lexicon.endings.is_participle(word)
        && line.is_word(i)
        && !line.is_upper(i)
        && word.chars().count() > 4
        && line.cue(i).is_none()
}
