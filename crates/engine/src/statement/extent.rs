//! Where a reported clause ends.
//!
//! Takes a `Line` and the first token of the content, gives one past its last token.

mod english;

use super::lexicon::{Class, Form, RelayKind};
use super::line::Line;
use super::source::{self, Source};
use crate::model::{EntityKind, Gender};
use english::{
    answers, bare_claim, capital_speaker, denied, described_speaker, headline_aside, objects,
    past_apposition, plain_claim, reaction, second_verb,
};

/// Tokens of a content at most.
const LONGEST: usize = 1_000;
/// Tokens of a clause that is looked through for a cue.
const CLAUSE: usize = 30;

/// Goes right from `start` to the end of the sentence, unless another speaker, relay or attribution starts before.
pub(super) fn end(line: &Line<'_>, sources: &[Source], start: usize) -> usize {
    let sentence = line.sentence(start);
    let depth = line.depth_at(start.saturating_sub(1)).min(line.depth_at(start));
    let limit = if depth > 0 {
        line.quotes
            .iter()
            .filter(|q| q.depth == depth && q.inner.contains(&start))
            .map(|q| q.inner.end)
            .min()
            .unwrap_or(sentence.end)
    } else {
        sentence.end
    };
    // no clause is longer; a line of nothing but cues must not be read to its end for each of them
    let mut limit = limit.min(sentence.end.max(start)).min(start + LONGEST);
    // a quotation that the content opens last and that goes on over sentences belongs to it as a whole
    if !line.lexicon.slavic
        && depth == 0
        && let Some(quote) = line
            .quotes
            .get(line.quotes.partition_point(|q| q.first() < start)..)
            .unwrap_or(&[])
            .iter()
            .take_while(|q| q.first() < limit)
            .find(|q| q.depth == 1 && q.close.is_some() && q.inner.end > limit)
    {
        limit = quote.end().min(start + LONGEST);
    }
    let mut i = start;
    while i < limit {
        // a whole quotation that opens in the content and closes in a later sentence belongs to it
        if line.depth_at(i) > depth {
            i += 1;
            continue;
        }
        // "…: «Q»": the quotation is a statement of its own
        let quotes = line.lexicon.slavic
            && depth == 0
            && line.word(i) == ":"
            && line.is_mark(i + 1)
            && line.is_upper(i + 2);
        if quotes && line.quotes.iter().any(|q| q.open == Some(i + 1) && line.words_in(q.inner.clone()) >= 3)
        {
            return i;
        }
        if line.is_comma(i) {
            if ends_here(line, sources, i + 1, start) {
                return i;
            }
        } else if i > start + 1 && headline_aside(line, i)
            || line.word(i) == ";"
                && (line.lexicon.source_phrases.at(line.tokens, i + 1).is_some()
                    || line.lexicon.slavic && told_behind(line, i + 1)
                    || !line.lexicon.slavic && answers(line, sources, i + 1))
            || i > start && line.is_dash(i) && byline(line, sources, i + 1, limit).is_some()
        {
            return i;
        } else if line.is_dash(i) && (line.is_comma(i.wrapping_sub(1)) || i > start + 2) {
            let conjunction = line.lexicon.but_words.contains(line.word(i + 1))
                || line.lexicon.and_words.contains(line.word(i + 1));
            if trailing_attribution(line, sources, i + 1).is_some()
                || !line.lexicon.slavic
                    && (line.lexicon.but_words.contains(line.word(i + 1))
                        || conjunction && new_speaker(line, sources, i + 2))
            {
                return i;
            }
        } else if line.word(i) == "(" && source_in_parenthesis(line, sources, i)
            || (line.lexicon.and_words.contains(line.word(i))
                || line.lexicon.but_words.contains(line.word(i)))
                && i > start + 1
                && (second_cue(line, i + 1)
                    || second_verb(line, i + 1, start)
                    || line.lexicon.but_words.contains(line.word(i)) && described_speaker(line, i + 1)
                    || !line.lexicon.slavic && i > start + 2 && new_speaker(line, sources, i + 1))
        {
            return i;
        } else if let Some((_, kind)) = line.lexicon.relays.at(line.tokens, i)
            && *kind == RelayKind::Cites
            && i > start + 2
            && source::after(line, sources, i + 2).is_some_and(|s| s.media || s.is_named() || s.anonymous)
        {
            return i;
        }
        i += 1;
    }
    limit
}

/// " – Reuters", " - ЗМІ", " – Channel 8" at the end of a headline: whose report it is.
pub(super) fn byline(line: &Line<'_>, sources: &[Source], i: usize, limit: usize) -> Option<Source> {
    if !line.is_headline() {
        return None;
    }
    let rest = |from: usize| (from..limit).all(|k| line.is_stop(k) || line.is_mark(k));
    let at = sources.partition_point(|s| s.range.end <= i);
    let known = sources.get(at).filter(|s| {
        let hands_on = s.media || s.anonymous || s.document || s.is_named();
        s.range.start == i && hands_on && s.entity_kind != EntityKind::Place
    });
    if let Some(source) = known.filter(|s| rest(s.range.end)) {
        return Some(source.clone());
    }
    // a channel by its number
    let number = |k: usize| line.tokens.get(k).is_some_and(|t| t.kind == crate::text::TokenKind::Number);
    (line.is_upper(i) && number(i + 1) && rest(i + 2)).then(|| Source {
        media: true,
        entity_kind: EntityKind::Outlet,
        ..source::blank(i..i + 2, crate::model::SpeakerKind::Name)
    })
}

/// After a comma: a new speaker, a second cue of the same speaker, a relay, or author's words up to the stop.
fn ends_here(line: &Line<'_>, sources: &[Source], i: usize, start: usize) -> bool {
    let word = line.word(i);
    let conjunction = line.lexicon.but_words.contains(word) || line.lexicon.and_words.contains(word);
    if conjunction
        && (main_verb(line, i, start)
            || line.lexicon.slavic && line.lexicon.no_comment.at(line.tokens, i + 1).is_some()
            || second_cue(line, i + 1)
            || second_verb(line, i + 1, start)
            || new_speaker(line, sources, i + 1)
            || placed_speaker(line, sources, i + 1)
            || objects(line, sources, i + 1))
    {
        return true;
    }
    if i > start + 2 && (reaction(line, i) || denied(line, i)) {
        return true;
    }
    // ", after the Herald reported that": the author's reason
    let later = !line.lexicon.slavic && matches!(word, "after" | "although" | "though" | "as");
    if later && (new_speaker(line, sources, i + 1) || capital_speaker(line, i + 1)) {
        return true;
    }
    // ", calling it a lie"
    let names = !line.lexicon.slavic && line.lexicon.naming_verbs.contains(word) && word.ends_with("ing");
    if names && i > start + 2 {
        return true;
    }
    if line.lexicon.contrasts.at(line.tokens, i).is_some_and(|(n, ())| new_speaker(line, sources, i + n)) {
        return true;
    }
    if new_speaker(line, sources, i)
        && line.lexicon.complementisers.at(line.tokens, i).is_none()
        && !line.lexicon.subordinators.contains(word)
        && i > start + if line.lexicon.slavic { 2 } else { 3 }
    {
        // ", X said that": only when a claim of its own follows
        return true;
    }
    if let Some((n, entry)) = line.cue(i)
        && matches!(entry.form, Form::Converb)
        && entry.strength >= 2
        && (opens_claim(line, i + n) || line.word(i + n) == ":")
    {
        return true;
    }
    if let Some((n, kind)) = line.lexicon.relays.at(line.tokens, i)
        && *kind == RelayKind::Cites
        && source::after(line, sources, i + n)
            .is_some_and(|s| s.media || s.is_named() || s.anonymous || s.document)
    {
        return true;
    }
    if line.opens_parenthesis(i)
        && let Some((_, entry)) = line.finite_cue(i + 1)
        && entry.strength >= 2
    {
        return true;
    }
    if line.lexicon.source_phrases.at(line.tokens, i).is_some() {
        return true;
    }
    let contrast = line.lexicon.but_words.contains(word) || line.lexicon.concessions.contains(word);
    let short = usize::from(line.is_word(i + 1) && line.word(i + 1).chars().count() <= 3);
    let next = i + 1 + usize::from(line.is_comma(i + 1));
    let next = if line.source_phrase(next).is_some() { next } else { next + short };
    // "однак підтвердити цю цифру не вдалося": the page's own words
    let tried = line.lexicon.but_words.contains(word)
        && super::indirect::infinitive(line, i + 1)
        && (i + 2..i + 10).any(|k| line.lexicon.not_words.contains(line.word(k)));
    if line.lexicon.slavic && tried {
        return true;
    }
    // ", а гроші, за його словами, …"
    let inner =
        (i + 1..i + 4).find(|&k| line.is_comma(k)).is_some_and(|k| line.source_phrase(k + 1).is_some());
    // ", а Калныня, в свою очередь, поблагодарила"
    let other = line.lexicon.but_words.contains(word)
        && line.is_upper(i + 1)
        && line.is_comma(i + 2)
        && source::past_words(line, i + 2) > i + 2;
    if line.lexicon.slavic && (contrast && inner || other) {
        return true;
    }
    if line.lexicon.slavic && contrast && line.source_phrase(next).is_some() {
        return true;
    }
    trailing_attribution(line, sources, i).is_some()
}

/// Slavic "сообщил, что мост закрыт, и извинился": the comma ends the clause, and the verb behind "and" is in the form of
/// the one that opened it.
fn main_verb(line: &Line<'_>, i: usize, start: usize) -> bool {
    let verb = line.skip_adverbs(i + 1, 2);
    let word = line.word(verb);
    let endings = &line.lexicon.endings;
    let first = (start.saturating_sub(14)..start).rev().find(|&k| line.finite_cue(k).is_some());
    let alike = first.is_some_and(|k| {
        let gender = endings.gender(line.word(k));
        let plural = endings.is_plural(line.word(k)) && line.word(k).ends_with(['и', 'і']);
        gender != Gender::Unknown && endings.gender(word) == gender
            || plural && gender == Gender::Unknown && endings.is_plural(word) && word.ends_with(['и', 'і'])
    });
    line.lexicon.slavic
        && line.lexicon.and_words.contains(line.word(i))
        && super::speech_verb::likely_verb(line, verb)
        && alike
        && i > start + 1
}

/// "and added that", "but stressed:".
fn second_cue(line: &Line<'_>, i: usize) -> bool {
    let i = line.skip_adverbs(i, 3);
    line.finite_cue(i).is_some_and(|(n, e)| {
        e.strength >= 2
            && (opens_claim(line, i + n)
                || !line.lexicon.slavic && e.frame('t') && bare_claim(line, i + n)
                || line.lexicon.slavic && line.word(i + n) == ":"
                || e.frame('i') && e.strength >= 2 && (line.lexicon.slavic || e.frame('q') || e.frame('t'))
                || e.frame('p') && e.class == Class::Assert && line.lexicon.about.contains(line.word(i + n))
                || matches!(e.class, Class::Deny)
                    && (line.lexicon.slavic
                        || !e.frame('i') && line.finite_cue(i + n).is_none() && !line.is_noun_use(i)))
    })
}

/// A complementiser within a few words.
pub(super) fn opens_claim(line: &Line<'_>, i: usize) -> bool {
    (i..i + 6).any(|k| {
        line.lexicon.complementisers.at(line.tokens, k).is_some()
            && (!line.lexicon.slavic || line.is_comma(k.wrapping_sub(1)) || line.is_comma(k + 2))
    })
}

/// A comma and a complementiser, or a colon, right behind a cue.
pub(super) fn opens_claim_at(line: &Line<'_>, i: usize) -> bool {
    line.word(i) == ":" || line.is_comma(i) && line.lexicon.complementisers.at(line.tokens, i + 1).is_some()
}

/// A source phrase with a cue of its own right after it.
fn new_speaker(line: &Line<'_>, sources: &[Source], i: usize) -> bool {
    let at = sources.partition_point(|s| s.range.end <= i);
    // "його колега Ева Стоун": past whose colleague she is
    let whose = line.lexicon.slavic
        && sources
            .get(at)
            .is_some_and(|s| s.kind == crate::model::SpeakerKind::Pronoun && s.range.start == i)
        && line.lexicon.pronouns.get(line.word(i)).is_some_and(|p| p.possessive)
        && sources.get(at + 1).is_some_and(|next| next.range.start == i + 1);
    let at = at + usize::from(whose);
    let Some(source) = sources.get(at).filter(|s| s.range.start <= i + 2 && !s.governed && !s.relative)
    else {
        return described_speaker(line, i);
    };
    let end = past_apposition(line, source.range.end);
    let end = if line.lexicon.slavic { past_commas(line, end) } else { end };
    let verb = line.skip_adverbs(end, 3);
    let person =
        line.lexicon.slavic && (source.is_named() || source.entity_kind == crate::model::EntityKind::Person);
    line.finite_cue(verb).is_some_and(|(n, e)| {
        (e.strength >= 2 || person && e.frame('t') && line.is_comma(verb + n))
            && source::agrees(source, e, line.lexicon.slavic)
            && (opens_claim(line, verb + n)
                || line.lexicon.slavic && line.word(verb + n) == ":"
                || !line.lexicon.slavic
                    && e.frame('0')
                    && e.form == Form::Finite
                    && plain_claim(line, verb + n)
                || (e.frame('i') && !e.frame('q'))
                || e.frame('d') && e.class == super::lexicon::Class::Demand)
    })
}

/// Slavic "эксперт Пуд, отвечая на его вопрос, призналась": past a clause between commas right before a cue.
fn past_commas(line: &Line<'_>, end: usize) -> usize {
    let close = (end + 1..end + 12).find(|&k| line.is_comma(k) || line.is_stop(k));
    let clause = close.filter(|&k| line.is_comma(end) && line.is_comma(k));
    clause.filter(|&k| line.finite_cue(line.skip_adverbs(k + 1, 2)).is_some()).map_or(end, |k| k + 1)
}

/// ", а в додатку стверджується, що": a document or body by a preposition of place, with a cue of its own.
fn placed_speaker(line: &Line<'_>, sources: &[Source], i: usize) -> bool {
    if !line.lexicon.slavic || !line.lexicon.locative.contains(line.word(i)) {
        return false;
    }
    let at = sources.partition_point(|s| s.range.end <= i + 1);
    sources.get(at).filter(|s| s.range.start == i + 1 && s.governed).is_some_and(|s| {
        let verb = line.skip_adverbs(s.range.end, 2);
        line.cue(verb).is_some_and(|(n, e)| {
            (e.form == Form::Impersonal || e.plural) && e.strength >= 2 && opens_claim(line, verb + n)
        })
    })
}

/// `V S` or `S V` up to the end of the sentence (or up to a further relay).
pub(super) fn trailing_attribution(
    line: &Line<'_>,
    sources: &[Source],
    i: usize,
) -> Option<super::direct::Attribution> {
    let found = super::direct::behind(line, sources, i).or_else(|| english::held(line, sources, i))?;
    let super::draft::Who::Source(source) = &found.who else { return None };
    // "X, сообщили в мэрии", "X, отмечается в релизе", "X, повідомили у п'ятницю в уряді"
    let told = source::past_hearers(line, source::past_date(line, found.cue.end));
    let placed = line.lexicon.slavic
        && source.range.start == told + 1
        && line.lexicon.locative.contains(line.word(told))
        && line.cue(found.cue.start).is_some_and(|(_, e)| e.plural || e.form == Form::Impersonal);
    if source.relative || source.governed && !placed {
        return None;
    }
    let limit = line.sentence(i).end;
    let mut end = found.end;
    // date, venue: a few words without a cue of their own
    let mut steps = 0;
    while end < limit && steps < 9 {
        if line.is_stop(end) || line.is_mark(end) && end + 1 >= limit {
            return Some(found);
        }
        if line.is_comma(end) || line.word(end) == "(" {
            // ", указал он, подчеркнув, что …": the clause is the converb's
            let converb = line.cue(end + 1).is_some_and(|(_, e)| e.form == Form::Converb);
            // "she told the paper, while conceding that": the clause is another verb's
            let claims = if line.lexicon.slavic {
                opens_claim(line, found.end)
            } else {
                (found.end..end).any(|k| line.lexicon.complementisers.at(line.tokens, k).is_some())
                    || line.lexicon.complementisers.at(line.tokens, end + 1).is_some()
            };
            return (converb || !claims).then_some(found);
        }
        // "said in a June report": a noun
        let verb = line.finite_cue(end).is_some() && (line.lexicon.slavic || !line.is_noun_use(end));
        if verb || line.lexicon.complementisers.at(line.tokens, end).is_some() {
            return None;
        }
        end += 1;
        steps += 1;
    }
    (end >= limit).then_some(found)
}

/// Slavic "…; опозиція каже, що", "…; в МВД оценили": a cue in the clause behind a semicolon.
fn told_behind(line: &Line<'_>, from: usize) -> bool {
    let end = line.sentence(from).end.min(from + CLAUSE);
    let clause = (from..end).take_while(|&k| line.word(k) != ";");
    clause.into_iter().any(|k| {
        line.depth_at(k) == 0
            && (line.finite_cue(k).is_some_and(|(_, e)| e.strength >= 2)
                || line.lexicon.no_comment.at(line.tokens, k).is_some()
                || line.lexicon.naming_verbs.contains(line.word(k)))
    })
}

/// "(Reuters)", "(с) Наша газета".
fn source_in_parenthesis(line: &Line<'_>, sources: &[Source], open: usize) -> bool {
    let Some(close) = (open + 1..open + 8).find(|&k| line.word(k) == ")") else { return false };
    sources.iter().any(|s| s.range.start > open && s.range.end <= close && s.media)
}
