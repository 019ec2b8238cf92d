//! The words before a trailing "S V" or "V S" (I6, D2 without marks).
//!
//! Takes a `Line`, its source phrases and a cue, gives at most one draft.

use super::opening::{only_heard, past_addressee, zero_start};
use super::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::extent;
use crate::statement::lexicon::{Class, CueEntry, Form};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};
use std::ops::Range;

/// "О том, что войска стоят, сообщил …": the clause is what was said.
fn about_that(line: &Line<'_>, start: usize) -> usize {
    let clause = (start + 2..start + 4).find(|&k| line.lexicon.complementisers.at(line.tokens, k).is_some());
    match clause {
        Some(k) if line.lexicon.about.contains(line.word(start)) && line.is_comma(k - 1) => {
            line.after_complementiser(k)
        }
        _ => start,
    }
}

/// I6: "X, said S." without marks.
pub(super) fn trailing(
    line: &Line<'_>,
    sources: &[Source],
    i: usize,
    cue: &Range<usize>,
    entry: &CueEntry,
) -> Option<Draft> {
    if line.depth_at(i) > 0 {
        return None;
    }
    let sentence = line.sentence(i);
    // the comma before "V S" or "S V"
    let reach = if line.lexicon.slavic { 10 } else { 20 };
    let commas = (sentence.start..i).rev().take(reach).filter(|&k| line.is_comma(k) && line.depth_at(k) == 0);
    // "X, its chief, Ada Orr, has said": past the appositions of the subject
    let (comma, found) = commas.take(if line.lexicon.slavic { 1 } else { 3 }).find_map(|comma| {
        let found = extent::trailing_attribution(line, sources, comma + 1)?;
        (found.cue.start == cue.start).then_some((comma, found))
    })?;
    // "X said, Y proposes to …": a claim with its own verb, not author's words
    let claimed = (comma.saturating_sub(2)..comma)
        .any(|k| line.finite_cue(k).is_some_and(|(_, e)| e.strength >= 2))
        && line.cue(comma + 1).is_none();
    if found.cue.start != cue.start
        || line.lexicon.slavic && (claimed || (found.cue.end..found.end + 1).any(|k| infinitive(line, k)))
    {
        return None;
    }
    let start = line.skip_opening(sentence.start);
    // "Asked whether X, S laughs": what was asked, S does not say
    if super::english::in_question_put(line, comma) {
        return None;
    }
    // English "In a letter, Vint, a clerk, urged people to …": what follows is no speaker
    let inverse = !line.lexicon.slavic && found.end > found.cue.end;
    if inverse && (matches!(entry.class, Class::Demand | Class::Question) || line.is_preposition(start)) {
        return None;
    }
    let content = about_that(line, start)..comma;
    // "При этом, отметили в мэрии, если снег растает, …": what only ties the sentence to the one before
    if line.lexicon.slavic && tie(line, sentence.start, comma) {
        // past whom it was told
        let close = (found.end..found.end + 5).find(|&k| !line.is_word(k)).unwrap_or(found.end);
        let rest = close + 1..extent::end(line, sources, close + 1);
        let said = line.is_comma(close)
            && rest.clone().any(|k| crate::statement::speech_verb::verbal(line, k))
            && line.lexicon.complementisers.at(line.tokens, rest.start).is_none();
        if !said || line.words_in(rest.clone()) < 2 {
            return None;
        }
        let mut draft = make(line, "trailing", vec![rest], cue.clone(), &entry.lemma, entry.class, 0.8);
        draft.who = found.who;
        return Some(draft);
    }
    // "На вопрос, закрыт ли мост, мэр сказал …": what was asked
    let asked = line.is_preposition(start)
        && (start + 1..start + 3)
            .any(|k| line.lexicon.cue_nouns.get(line.word(k)).is_some_and(|e| e.class == Class::Question))
        && (start + 2..start + 6).any(|k| line.is_comma(k));
    if line.lexicon.slavic && asked {
        return None;
    }
    // "Telling of his friend, S recalls": author's words
    let converb = line.lexicon.slavic
        && line.word(start).chars().count() > 4
        && start + 1 < comma
        && line.lexicon.endings.is_converb(line.word(start));
    // "каму зручна, той лічыць слесараў": it counts things, and its object stands behind it
    let counts = line.lexicon.slavic
        && entry.class == Class::Opinion
        && found.end == found.cue.end
        && line.is_word(found.end)
        && !line.is_preposition(line.skip_adverbs(found.end, 3))
        && line.is_word(line.skip_adverbs(found.end, 3));
    // "Командиры молчат, матери говорят.": Slavic author's words behind a clause have their verb first
    let coordinate = line.lexicon.slavic
        && matches!(&found.who, Who::Source(s) if s.range.end <= found.cue.start && s.kind != SpeakerKind::Pronoun && !s.is_named());
    // "На сесії, яка пройшла, мер доповів про бюджет": the subject, its verb and an object behind them
    let own = line.lexicon.slavic
        && matches!(&found.who, Who::Source(s) if s.range.end <= found.cue.start)
        && line.is_word(found.end);
    if counts || coordinate || own {
        return None;
    }
    // "Мэр Иван Пак, однако, опроверг слухи": the subject and a word in commas
    // "Прогнози, каже вона, обережні": who speaks stands behind the verb
    let behind = matches!(&found.who, Who::Source(s)
        if s.range.start >= found.cue.end && source::nominative(line, s) && speaks(line, s));
    if line.lexicon.slavic && !behind && only_subject(line, sources, start..comma, entry) {
        return None;
    }
    let stub = (start..comma).all(|k| !crate::statement::speech_verb::verbal(line, k));
    let rest = parted(line, sources, found.end, stub);
    // "Делегация Велмии, передаёт агентство, предложила …": the subject, who reports it, its verb
    let resumed = line.lexicon.slavic
        && stub
        && rest.is_none()
        && line.is_comma(found.end)
        && line.finite_cue(line.skip_adverbs(found.end + 1, 2)).is_some()
        && extent::trailing_attribution(line, sources, found.end + 1).is_none();
    if resumed {
        return None;
    }
    let least = if line.lexicon.slavic { 2 } else { 1 };
    if line.words_in(content.clone()) < least && rest.is_none() || converb {
        return None;
    }
    let subject = !line.lexicon.slavic && is_subject(line, sources, content.clone());
    let mut content = vec![content];
    content.extend(rest);
    if !line.lexicon.slavic && found.cue.end == found.end {
        match interrupted(line, sources, found.end, entry)? {
            Some(rest) => content.push(rest),
            None if line.is_preposition(start) && line.words_in(start..comma) < 8 => return None,
            None if line.words_in(start..comma) < 2 => return None,
            None => {}
        }
    }
    if subject && content.len() == 1 {
        return None;
    }
    // "a week of rain which, he says, ruined the crop": what stands behind is said
    if matches!(line.word(comma - 1), "which" | "who" | "that") && !line.lexicon.slavic {
        if content.len() < 2 {
            return None;
        }
        content.remove(0);
    }
    let mut draft = make(line, "trailing", content, cue.clone(), &entry.lemma, entry.class, 0.8);
    draft.who = found.who;
    Some(draft)
}

/// Nothing but the subject of the verb stands before the comma, and perhaps a phrase that a comma parts from it.
fn only_subject(line: &Line<'_>, sources: &[Source], range: Range<usize>, entry: &CueEntry) -> bool {
    let at = sources.partition_point(|s| s.range.end <= range.start);
    // nouns of the subject that no list knows: "Кліматологиня Агнеса Вольф"
    let noun = |k: usize| {
        line.is_word(k) && !line.is_preposition(k) && line.cue(k).is_none() && !source::looks_verbal(line, k)
    };
    let opens = |s: &&Source| s.range.start <= range.start + 3 && (range.start..s.range.start).all(noun);
    let Some(subject) = sources.get(at).filter(opens) else { return false };
    let end = subject.range.end;
    // "Владелец спутника, люксембургская фирма, …"
    let end = (end..range.end).find(|&k| !noun(k)).filter(|&k| line.is_comma(k)).unwrap_or(end);
    let agrees = !subject.governed && !subject.relative && source::agrees(subject, entry, true);
    // "Агнеса Вольф, яка не брала участі, вважає": a clause about the subject
    let described = line.is_comma(end) && end < range.end && source::past_aside(line, end + 1) > range.end;
    if agrees && described {
        return true;
    }
    let verbless = range.clone().all(|k| {
        let converb = line.lexicon.endings.is_converb(line.word(k));
        subject.range.contains(&k)
            || converb
            || !crate::statement::speech_verb::verbal(line, k) && line.cue(k).is_none()
    });
    agrees && verbless && (end >= range.end || line.is_comma(end))
}

/// Slavic "X1, V S, X2": the claim goes on behind the author's words with a clause that is nobody else's.
/// `stub`: the words before the author's hold no verb, so the clause must go on.
fn parted(line: &Line<'_>, sources: &[Source], from: usize, stub: bool) -> Option<Range<usize>> {
    let next = from + 1;
    let word = line.word(next);
    let own = line.lexicon.relays.at(line.tokens, next).is_some()
        || line.cue(next).is_some()
        || line.lexicon.subordinators.contains(word)
        || line.lexicon.subordinators.contains(line.word(next + 1))
        || line.lexicon.as_words.contains(word)
        || line.lexicon.and_words.contains(word)
        || line.lexicon.but_words.contains(word)
        || line.lexicon.source_phrases.at(line.tokens, next).is_some()
        || line.lexicon.complementisers.at(line.tokens, next).is_some()
        || line.is_preposition(next) && !stub
        || line.lexicon.endings.is_converb(word);
    let rest = next..extent::end(line, sources, next);
    // ", голова профспілки.": an apposition has no verb
    let verb = rest.clone().any(|k| crate::statement::speech_verb::verbal(line, k));
    let least = if stub { 1 } else { 4 };
    let apposed = sources
        .iter()
        .any(|s| s.range.start == next && matches!(s.kind, SpeakerKind::Role | SpeakerKind::Name));
    let verb = verb || stub && !apposed;
    (line.lexicon.slavic && line.is_comma(from) && !own && verb && line.words_in(rest.clone()) >= least)
        .then_some(rest)
}

/// English "X, S V, Y": the claim goes on behind the author's words. `None` when the cue has a claim of its own
/// ("In a speech, S announced the plan"); `Some(None)` when the sentence ends behind it.
fn interrupted(
    line: &Line<'_>,
    sources: &[Source],
    from: usize,
    entry: &CueEntry,
) -> Option<Option<Range<usize>>> {
    let sentence = line.sentence(from.saturating_sub(1));
    let from = if entry.frame('d') { past_hearers(line, from, sentence.end) } else { from };
    let start = from;
    let from = zero_start(line, from);
    if from >= sentence.end || line.is_stop(from) {
        return Some(None);
    }
    // "in a June report, and the fifth …": the author's words go as far as the comma
    let from = if from > start && line.is_comma(from - 1) { from - 1 } else { from };
    if line.is_comma(from)
        && (line.lexicon.and_words.contains(line.word(from + 1))
            || line.lexicon.but_words.contains(line.word(from + 1)))
    {
        // "said in June, and the lamp was lit" is the writer's
        return Some(goes_on(line, sources, from + 1).filter(|_| from == start));
    }
    if line.is_comma(from) {
        // ", citing the Gazette", ", who heads the union": author's words
        if line.lexicon.relays.at(line.tokens, from + 1).is_some()
            || line.cue(from + 1).is_some_and(|(_, e)| e.form == Form::Converb)
            || matches!(line.word(from + 1), "who" | "which" | "whose" | "whom" | "when" | "where" | "while")
        {
            return Some(None);
        }
        // ", hours after both sides pledged peace", ", despite the storm": the writer's own
        let later = (from + 1..from + 4).find(|&k| matches!(line.word(k), "after" | "before"));
        let timely = later.is_some_and(|k| (from + 1..k).all(|j| line.is_word(j) && !line.is_preposition(j)));
        if timely || matches!(line.word(from + 1), "amid" | "despite" | "following") {
            return Some(None);
        }
        // ", Channel 8 reports": who hands it on
        if extent::trailing_attribution(line, sources, from + 1).is_some() {
            return Some(None);
        }
        let rest = from + 1..extent::end(line, sources, from + 1);
        return Some((line.words_in(rest.clone()) >= 2).then_some(rest));
    }
    // "on Thursday", "in an interview", "as she left", up to the end
    let aside =
        line.lexicon.as_words.contains(line.word(from)) || matches!(line.word(from), "while" | "when");
    (line.is_preposition(from) || aside).then_some(None)
}

/// ", and nobody had asked the swimmers": the claim goes on behind the author's words with a subject and a helping verb of its
/// own, and nobody else speaks there.
fn goes_on(line: &Line<'_>, sources: &[Source], and: usize) -> Option<Range<usize>> {
    let first = and + 1;
    let subject = line.pronoun_or_article(first)
        || line.lexicon.determiners.contains(line.word(first))
        || line.lexicon.nobodies.contains(line.word(first))
        || matches!(line.word(first), "there" | "it");
    let rest = and..extent::end(line, sources, and);
    let verb = rest.clone().find(|&k| line.lexicon.auxiliaries.contains(line.word(k)))?;
    let silent = (first..rest.end).all(|k| {
        line.depth_at(k) > 0 || line.is_noun_use(k) || line.finite_cue(k).is_none_or(|(_, e)| e.strength < 2)
    });
    (subject && silent && verb < first + 8 && line.words_in(rest.clone()) >= 4).then_some(rest)
}

/// Past "the board", "a council panel", "her closest aides".
fn past_hearers(line: &Line<'_>, from: usize, end: usize) -> usize {
    let past = past_addressee(line, from);
    let heard = |k: &usize| line.is_word(*k) && !line.is_preposition(*k);
    // "told parliament.", "told police on Monday"
    if past == from && line.is_word(from) && !line.is_preposition(from) && !line.is_adverb(from) {
        let next = from + 1;
        return if next >= end || line.is_stop(next) || line.is_preposition(next) { next } else { from };
    }
    if only_heard(line, from, past) {
        return (past..end).find(|k| !heard(k)).unwrap_or(end);
    }
    past
}

/// English "X, said S, the head of Y": the claim stands before the comma.
pub(super) fn inverted(
    line: &Line<'_>,
    sources: &[Source],
    i: usize,
    cue: &Range<usize>,
    entry: &CueEntry,
) -> Option<Draft> {
    let fits = !line.lexicon.slavic
        && line.depth_at(i) == 0
        && line.is_comma(i.wrapping_sub(1))
        && entry.strength >= 2
        && entry.frame('q');
    if !fits || stands_beside(line, i) {
        return None;
    }
    if let Some(draft) = inverted_unlisted(line, sources, i, cue, entry) {
        return Some(draft);
    }
    let found = crate::statement::direct::attribution(line, sources, i, 2)?;
    let Who::Source(source) = &found.who else { return None };
    let sentence = line.sentence(i);
    let named = source.range.start >= cue.end && !source.governed && !source.relative;
    let ends = found.end >= sentence.end
        || line.is_comma(found.end)
        || line.is_stop(found.end)
        || line.is_preposition(found.end)
        || line.lexicon.subordinators.contains(line.word(found.end));
    let content = line.skip_opening(sentence.start)..i - 1;
    if !named || !ends || line.words_in(content.clone()) < 3 || is_subject(line, sources, content.clone()) {
        return None;
    }
    let mut draft = make(line, "trailing", vec![content], cue.clone(), &entry.lemma, entry.class, 0.85);
    draft.who = found.who;
    Some(draft)
}

/// English "Vint, 59, said", "Vint, who heads the union, said": the comma before the verb ends what stands beside its subject.
fn stands_beside(line: &Line<'_>, cue: usize) -> bool {
    let sentence = line.sentence(cue);
    let depth = line.depth_at(cue);
    let comma = |k: &usize| line.is_comma(*k) && line.depth_at(*k) == depth;
    let last = cue.saturating_sub(1);
    let first = (sentence.start..last).find(comma);
    let number = |k: usize| line.tokens.get(k).is_some_and(|t| t.kind == crate::text::TokenKind::Number);
    let aged = first.is_some_and(|k| k - sentence.start <= 7 && number(k + 1) && line.is_comma(k + 2));
    let near = (sentence.start..last).rev().find(comma);
    aged || near
        .is_some_and(|k| matches!(line.word(k + 1), "who" | "whose") || source::accompanies(line, k + 1))
}

/// English "Ada Orr, a delegate from Tarn, criticised the law", "In a long interview with the Herald, a guard bragged": what stands
/// before the verb has no verb of its own, so it is a subject with its apposition, or where it was said.
fn is_subject(line: &Line<'_>, sources: &[Source], content: Range<usize>) -> bool {
    let verb = |k: usize| super::english::is_verb(line, k);
    let at = sources.partition_point(|s| s.range.end <= content.start);
    let apposed = sources.get(at).is_some_and(|s| {
        s.range.start <= content.start + 1 && line.is_comma(s.range.end)
            && s.range.end < content.end
            // "Ada Orr, 52, crept into the yard"
            && (s.range.end + 1..content.end).all(|k| !line.is_comma(k))
    });
    let placed = line.is_preposition(content.start) && line.words_in(content.clone()) < 14;
    // "The council leader, Joe Bell", "The storm, named Odile"
    let parted = content.clone().any(|k| line.is_comma(k) && line.depth_at(k) == 0);
    (apposed || placed || parted) && !content.into_iter().any(verb)
}

/// English "X, said one party source in the room.": a short phrase with an article up to the stop.
fn inverted_unlisted(
    line: &Line<'_>,
    sources: &[Source],
    i: usize,
    cue: &Range<usize>,
    entry: &CueEntry,
) -> Option<Draft> {
    let sentence = line.sentence(i);
    let stop = (cue.end..sentence.end.min(cue.end + 12))
        .find(|&k| line.is_stop(k) || line.is_comma(k))
        .unwrap_or(sentence.end);
    let phrase = cue.end..stop;
    let article =
        matches!(line.word(cue.end), "the" | "a" | "an" | "one" | "another" | "some" | "several" | "two");
    let verbless = phrase.clone().all(|k| {
        line.is_word(k)
            && !line.lexicon.auxiliaries.contains(line.word(k))
            && (line.finite_cue(k).is_none() || line.is_noun_use(k))
    });
    let content = line.skip_opening(sentence.start)..i - 1;
    // "its keeper, Ada Orr, told a briefing": whom it was told
    let heard = entry.frame('d') && entry.class == Class::Assert;
    if heard
        || !article
        || !verbless
        || phrase.len() > 9
        || phrase.len() < 2
        || line.words_in(content.clone()) < 3
        || is_subject(line, sources, content.clone())
    {
        return None;
    }
    let known =
        sources.iter().find(|s| s.range.start >= phrase.start && s.range.end <= phrase.end && !s.governed);
    let who = match known {
        Some(source) => Source { range: phrase, ..source.clone() },
        None => Source { complement: true, ..source::blank(phrase, SpeakerKind::Role) },
    };
    let mut draft = make(line, "trailing", vec![content], cue.clone(), &entry.lemma, entry.class, 0.8);
    draft.who = Who::Source(Box::new(who));
    Some(draft)
}

/// A pronoun, a person's name, or a listed noun of people.
fn speaks(line: &Line<'_>, source: &Source) -> bool {
    let listed = line
        .lexicon
        .heads
        .get(&*source.head)
        .is_some_and(|heads| heads.iter().any(|head| head.kind != HeadKind::Document));
    source.kind == SpeakerKind::Pronoun || source.is_named() || listed
}

/// Only a connective stands before the comma: "Утім", "Кроме того".
fn tie(line: &Line<'_>, start: usize, comma: usize) -> bool {
    let phrase = line.lexicon.discourse.at(line.tokens, start).is_some_and(|(n, _)| start + n == comma);
    phrase || start + 1 == comma && line.lexicon.but_words.contains(line.word(start))
}

/// Slavic "Каже, …": a verb of saying in the singular opens its sentence without a subject: whoever spoke goes on.
pub(super) fn opens_alone(line: &Line<'_>, cue: &Range<usize>, entry: &CueEntry) -> bool {
    line.lexicon.slavic
        && entry.form == Form::Finite
        && !entry.plural
        && entry.gender != Gender::Neuter
        && cue.start == line.skip_opening(line.sentence(cue.start).start)
}

/// Slavic "Постраждалих, каже, немає.": the verb alone between commas, words without a verb before it; whoever spoke goes on.
pub(super) fn inserted(line: &Line<'_>, cue: &Range<usize>, entry: &CueEntry) -> Option<Draft> {
    let (before, behind) = (cue.start.checked_sub(1)?, cue.end);
    let sentence = line.sentence(cue.start);
    let fits = line.lexicon.slavic
        && line.depth_at(cue.start) == 0
        && line.is_comma(before)
        && line.is_comma(behind)
        && entry.form == Form::Finite
        && entry.strength >= 2
        && entry.frame('q')
        && !entry.plural
        && entry.gender != Gender::Neuter;
    let first = line.skip_opening(sentence.start)..before;
    let rest = behind + 1..sentence.end;
    let plain = |range: &Range<usize>| {
        range.clone().all(|k| line.cue(k).is_none() && !(line.is_comma(k) || line.is_dash(k)))
    };
    let stub = first.clone().all(|k| !crate::statement::speech_verb::verbal(line, k));
    if !fits
        || !stub
        || !plain(&first)
        || !plain(&rest)
        || first.is_empty()
        || line.words_in(rest.clone()) < 1
    {
        return None;
    }
    Some(make(line, "inserted", vec![first, rest], cue.clone(), &entry.lemma, entry.class, 0.6))
}
