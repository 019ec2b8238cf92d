//! Infinitives, objects and prepositional phrases as content: demands, denials, topics (I8–I10).
//!
//! Takes a `Line`, its source phrases and a cue, gives at most one draft.

use super::naming::{
    called_false, called_so, judged, matter, named_thing, predicate_end, quoted_near, words_in_marks,
};
use super::*;
use crate::model::*;
use crate::statement::draft::Draft;
use crate::statement::lexicon::{Class, CueEntry, Effect, Form};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};
use std::ops::Range;

/// I8–I10: infinitives, objects and prepositions as content.
pub(super) fn object(
    line: &Line<'_>,
    sources: &[Source],
    cue: Range<usize>,
    entry: &CueEntry,
    effect: Option<Effect>,
    subject: Subject,
) -> Option<Draft> {
    // "denied himself a third"
    let own = line.word(cue.end).ends_with("self") || line.word(cue.end).ends_with("selves");
    // "I told her to press the bell", said within a quotation
    let past = *line.word(cue.start) != *entry.lemma;
    let ordered = !line.lexicon.slavic && entry.frame('d') && entry.frame('i') && past;
    if line.depth_at(cue.start) > 0 && !ordered || own && entry.class == Class::Deny {
        return None;
    }
    let named = match &subject {
        Subject::Found(source) => {
            !source.relative
                && (source.is_named()
                    || source.kind == SpeakerKind::Pronoun
                    || source.kind == SpeakerKind::Role
                    || source.anonymous
                    || source.document && !line.lexicon.slavic)
        }
        Subject::Shared => true,
        Subject::None => false,
    };
    let names = line.lexicon.naming_verbs.contains(line.word(cue.start));
    let document = !line.lexicon.slavic && matches!(&subject, Subject::Found(source) if source.document);
    let quotes = !line.lexicon.slavic && !document && entry.class == Class::Relay && entry.frame('o');
    let converb = entry.form == Form::Converb
        && if line.lexicon.slavic {
            !entry.frame('p')
        } else {
            !(source::is_progressive(line, cue.start)
                || matches!(subject, Subject::Found(_)) && (entry.strength >= 3 || names))
        };
    let first = line.skip_adverbs(cue.end, 2);
    let reacts = near(line, &subject, cue.start)
        && (entry.frame('m') && matter(line, first)
            || entry.frame('x') && quoted_near(line, first)
            || entry.frame('a')
                && nominal_object(line, first)
                && line.finite_cue(first).is_none()
                && !line.lexicon.nobodies.contains(line.word(first))
            // `shouted "shame"`
            || entry.frame('q') && !entry.frame('o') && line.is_mark(first) && quoted_near(line, first));
    // "did not rule out selling it"
    let allowed = !line.lexicon.slavic
        && effect == Some(Effect::Predict)
        && entry.class == Class::Deny
        && entry.strength >= 3;
    if !named
        || entry.strength < 2 && !names && !document && !reacts
        || effect.is_some() && !allowed
        || entry.class == Class::Relay && !document && !quotes
        || converb
    {
        return None;
    }
    let sentence = line.sentence(cue.start);
    let mut start = line.skip_adverbs(cue.end, 2);
    // V S …: the content comes after the subject
    if let Subject::Found(source) = &subject
        && source.range.start >= cue.end
        && source.range.start <= cue.end + 1
    {
        start = source.range.end;
    }
    if entry.class == Class::Demand {
        start = past_asked(line, sources, start, sentence.end);
    }
    let end = clause_end(line, sources, start, sentence.end);
    let asks = matches!(entry.class, Class::Demand | Class::Predict | Class::Question);
    let judges =
        names || reacts || entry.class == Class::Deny || entry.frame('x') || entry.frame('o') && !asks;
    let end = if judges && !line.lexicon.slavic { predicate_end(line, start, end) } else { end };
    // "cited the Gazette" hands words on; "cited the rise in prices" is what was said
    if quotes && (!finite_object(line, &cue) || cited_source(sources, start)) {
        return None;
    }
    if names || entry.class == Class::Deny {
        let naming = entry.class != Class::Deny;
        let whole = |object| if line.lexicon.slavic { object } else { start..end };
        if let Some(object) = called_false(line, start, end, naming).map(whole) {
            let mut draft = make(line, "deny-naming", vec![object], cue, &entry.lemma, Class::Deny, 0.8);
            set_subject(&mut draft, &subject);
            return Some(draft);
        }
    }
    if names
        && !line.lexicon.slavic
        && let Some(object) =
            named_thing(line, start, end).or_else(|| called_so(line, start, end).then_some(start..end))
    {
        let mut draft = make(line, "naming", vec![object], cue, &entry.lemma, Class::Opinion, 0.7);
        set_subject(&mut draft, &subject);
        return Some(draft);
    }
    if names
        && line.lexicon.slavic
        && let Some(object) = judged(line, start, end)
    {
        let mut draft = make(line, "naming", vec![object], cue, &entry.lemma, Class::Opinion, 0.7);
        set_subject(&mut draft, &subject);
        return Some(draft);
    }
    // "called the plan "madness"", "назвал решение «ошибкой»": somebody's word for a thing, in marks
    let first = start + usize::from(!line.lexicon.slavic || line.words_in(start..end) < 4);
    if names && line.words_in(start..end) >= 2 && words_in_marks(line, first..end) {
        let mut draft = make(line, "naming", vec![start..end], cue, &entry.lemma, Class::Opinion, 0.7);
        set_subject(&mut draft, &subject);
        return Some(draft);
    }
    let (rule, from): (&'static str, usize) = match entry.class {
        Class::Demand if entry.frame('i') || entry.frame('p') || entry.frame('o') => {
            let preposition = line.is_preposition(cue.end - 1) && !line.lexicon.slavic;
            let window = (start..(start + 10).min(end))
                .filter(|_| !preposition || entry.frame('d'))
                .find(|&k| line.lexicon.demand_prepositions.contains(line.word(k)) || infinitive(line, k));
            // "urged caution"
            let bare = !line.lexicon.slavic
                && line.words_in(start..end) == 1
                && !line.is_upper(start)
                && !line.lexicon.pronouns.contains_key(line.word(start));
            if window.is_none()
                && entry.frame('o')
                && entry.strength >= 3
                && (wanted(line, start, end) || bare)
            {
                let mut draft = make(line, "demand", vec![start..end], cue, &entry.lemma, entry.class, 0.7);
                set_subject(&mut draft, &subject);
                return Some(draft);
            }
            let at = window?;
            // "appealed for anyone with a map to come forward"
            let at = if !line.lexicon.slavic && line.word(start) == "for" && infinitive(line, at) {
                start
            } else {
                at
            };
            // "даручыў да аўторка падрыхтаваць": a time before the infinitive belongs to what is asked
            let timed = line.lexicon.slavic
                && (at + 2..(at + 6).min(end)).any(|k| {
                    infinitive(line, k) && (at + 1..k).all(|j| line.is_word(j) || is_number(line, j))
                });
            let preposed = line.lexicon.demand_prepositions.contains(line.word(at));
            let from = if preposed && !timed { at + 1 } else { manner(line, at, cue.end) };
            let from = if !line.lexicon.slavic && line.word(at) == "to" { at } else { from };
            // "called on X not to": the negation belongs to the content
            let from =
                if !line.lexicon.slavic && line.lexicon.not_words.contains(line.word(at.wrapping_sub(1))) {
                    at - 1
                } else {
                    from
                };
            let from =
                if line.lexicon.slavic && line.lexicon.not_words.contains(line.word(from.wrapping_sub(1))) {
                    from - 1
                } else {
                    from
                };
            ("demand", from)
        }
        Class::Deny
            if line.lexicon.slavic
                || entry.frame('o')
                    && !entry.frame('i')
                    && (near(line, &subject, cue.start)
                        // "appealed for calm and ruled out an election"
                        || line.lexicon.and_words.contains(line.word(cue.start - usize::from(cue.start > 0)))) =>
        {
            ("deny-object", if line.lexicon.about.contains(line.word(start)) { start + 1 } else { start })
        }
        Class::Predict
            if entry.frame('i')
                && (entry.frame('t') || near(line, &subject, cue.start))
                && promised(line, start, end, entry).is_some() =>
        {
            let at = promised(line, start, end, entry).map(|at| manner(line, at, cue.end))?;
            // "expects the wind to drop": nobody is told
            let whole = !line.lexicon.slavic && !entry.frame('q') && !entry.frame('d');
            ("promise", if whole { start } else { at })
        }
        // "told them of children dying"
        _ if !line.lexicon.slavic
            && entry.frame('d')
            && entry.class == Class::Assert
            && near(line, &subject, cue.start)
            && told_of(line, cue.end).is_some() =>
        {
            ("object", told_of(line, cue.end)?)
        }
        // "asked the council for a crossing"
        Class::Question if !line.lexicon.slavic && entry.frame('d') && wish(line, start, end).is_some() => {
            ("demand", wish(line, start, end)?)
        }
        // "refused to leave", "agreed to pay", "told them never to call"
        _ if !line.lexicon.slavic
            && entry.frame('i')
            && near(line, &subject, cue.start)
            && promised(line, start, end, entry).is_some() =>
        {
            ("promise", promised(line, start, end, entry)?)
        }
        _ if entry.accuses && charge(line, start, end).is_some() => ("charge", charge(line, start, end)?),
        Class::Predict
            if !line.lexicon.slavic
                && entry.frame('o')
                && (!entry.frame('i') || near(line, &subject, cue.start))
                && nominal_object(line, start) =>
        {
            ("object", start)
        }
        _ if line.lexicon.about.contains(line.word(start))
            && (entry.frame('p')
                && (entry.strength >= 3 || line.lexicon.slavic && counted(line, start + 1))
                || line.lexicon.slavic && cue.len() > 1 && entry.class != Class::Question) =>
        {
            ("about", if line.lexicon.slavic { start } else { start + 1 })
        }
        // "жалуется на задержки", "выразил надежду на скорую встречу", "уверен в победе"
        _ if line.lexicon.object_prepositions.contains(line.word(start))
            && (entry.complains
                || cue.len() > 1
                || entry.form == Form::Adjective && entry.class == Class::Opinion) =>
        {
            let of = thing_behind(line, sources, start)?;
            ("object", if entry.complains { start } else { of })
        }
        _ if entry.confirms && line.lexicon.slavic && wanted(line, start, end) => ("object", start),
        // "прызнала рост запасаў", "прогнозує спад виробництва"
        _ if line.lexicon.slavic
            && entry.frame('o')
            && (entry.admits
                || entry.class == Class::Predict
                    && entry.strength >= 2
                    && !entry.frame('i')
                    && !entry.reports)
            && wanted(line, start, end)
            && thing_at(line, sources, start)
            && (start..end).all(|k| !super::fronted::instrumental(line, k)) =>
        {
            ("object", start)
        }
        _ if !line.lexicon.slavic
            && (entry.frame('o') || reacts)
            && (entry.strength >= 2 || document || reacts)
            && (reacts
                || line.is_mark(start) && start == cue.end
                || nominal_start(line, start) && !sides(line, entry, start)
                || blamed(line, start, end)
                || line.words_in(start..end) >= 4
                    && (quotes
                        || document && entry.class == Class::Relay
                        || entry.strength >= 3
                        || entry.frame('p'))
                    && nominal_object(line, start)) =>
        {
            ("object", start)
        }
        _ => return None,
    };
    let words = line.words_in(from..end);
    let enough = match rule {
        "deny-object" => words >= 1,
        // "warned against panic"
        "object" if cue.len() > 1 && entry.strength >= 3 && !line.lexicon.slavic => words >= 1,
        "demand" | "promise" | "charge" => words >= 2,
        "about" if line.lexicon.slavic => {
            words >= if entry.reports || counted(line, from + 1) { 3 } else { 4 }
        }
        "object" if reacts => words >= 1,
        "object" if line.lexicon.slavic => words >= 2,
        "object" => words >= if entry.strength >= 3 { 2 } else { 3 },
        _ => words >= 4,
    };
    if !enough
        || line.is_stop(from)
        || line.is_comma(from)
        || line.is_punctuation(from) && !line.is_mark(from)
    {
        return None;
    }
    // "told his aides to wait": whoever is told is to do it
    let ordered = rule == "promise" && entry.frame('d') && from > start && !line.lexicon.slavic;
    let class = match (rule, entry.class) {
        ("promise", Class::Assert | Class::Predict) if ordered => Class::Demand,
        ("promise", Class::Assert) => Class::Predict,
        ("promise" | "demand", Class::Question) => Class::Demand,
        (_, class) => class,
    };
    let mut draft =
        make(line, rule, vec![from..end], cue, &entry.lemma, class, if rule == "about" { 0.6 } else { 0.75 });
    draft.effect = effect;
    set_subject(&mut draft, &subject);
    Some(draft)
}

/// Slavic "особисто допомогти", "немедленно освободить": the adverb of an infinitive belongs to it.
fn manner(line: &Line<'_>, at: usize, cue_end: usize) -> usize {
    let before = at.wrapping_sub(1);
    let adverb = line.is_adverb(before)
        && line.word(before).chars().count() >= 6
        && line.word(before).ends_with(['о', 'а']);
    let own = line.lexicon.slavic && at > cue_end && line.is_word(before) && adverb;
    if own && before >= cue_end { before } else { at }
}

fn is_number(line: &Line<'_>, i: usize) -> bool {
    line.tokens.get(i).is_some_and(|t| t.kind == crate::text::TokenKind::Number)
}

/// "о двух раненых", "пра 300 тон".
fn counted(line: &Line<'_>, i: usize) -> bool {
    line.lexicon.number_words.contains(line.word(i))
        || line.tokens.get(i).is_some_and(|t| t.kind == crate::text::TokenKind::Number)
}

/// Past a preposition, when no person stands behind it: nobody says a person.
fn thing_behind(line: &Line<'_>, sources: &[Source], preposition: usize) -> Option<usize> {
    let next = preposition + 1;
    thing_at(line, sources, next).then_some(next)
}

/// A thing starts at token `next`, no person, pronoun or clause.
fn thing_at(line: &Line<'_>, sources: &[Source], next: usize) -> bool {
    let person = sources.iter().any(|s| s.range.start == next && s.entity_kind == EntityKind::Person);
    let thing = line.is_word(next)
        && !line.is_upper(next)
        && !line.lexicon.pronouns.contains_key(line.word(next))
        && !line.lexicon.oblique_pronouns.contains(line.word(next))
        && !line.lexicon.subordinators.contains(line.word(next))
        && !line.lexicon.this_objects.contains(line.word(next));
    thing && !person
}

/// The subject stands right before an English verb, or the verb shares it: "the mayor plans to", not "the plan to".
fn near(line: &Line<'_>, subject: &Subject, cue: usize) -> bool {
    match subject {
        Subject::Found(source) => {
            let end = source::verb_start(line, cue);
            // "Kolen on Tuesday rejected"
            let day = source.range.end..end;
            let timely = day.len() == 2
                && line.is_preposition(day.start)
                && line.lexicon.weekdays.contains(line.word(day.start + 1));
            day.is_empty() || timely || line.is_comma(end.wrapping_sub(1))
        }
        Subject::Shared => true,
        Subject::None => false,
    }
}

/// Not the "citing" that hands a source on.
fn finite_object(line: &Line<'_>, cue: &Range<usize>) -> bool {
    !line.word(cue.start).ends_with("ing") || source::is_progressive(line, cue.start)
}

/// The object of "cite" is itself somebody who speaks.
fn cited_source(sources: &[Source], start: usize) -> bool {
    let at = sources.partition_point(|s| s.range.end <= start);
    sources.get(at).is_some_and(|s| {
        s.range.start <= start + 2
            && (s.is_named() || s.media || s.anonymous || s.document || s.kind == SpeakerKind::Role)
    })
}

/// Slavic "требует от завода повышения зарплаты": past whom it is asked of, when the thing asked for stands behind.
fn past_asked(line: &Line<'_>, sources: &[Source], start: usize, limit: usize) -> usize {
    if !line.lexicon.asks_of.contains(line.word(start)) {
        return start;
    }
    let mut noun = start + 1;
    while noun < start + 4 && line.is_adjective(noun) && line.is_word(noun + 1) {
        noun += 1;
    }
    let at = sources.partition_point(|s| s.range.end <= start + 1);
    let known = sources.get(at).filter(|s| s.range.start <= noun).map(|s| s.range.end);
    let end = known.filter(|&end| line.words_in(end..limit) >= 2).unwrap_or(noun + 1);
    let thing = (end..(end + 10).min(limit)).all(|k| !infinitive(line, k));
    // "повышения", "скорейшего освобождения": an act, not "копии актов"
    let done =
        (end..end + 3).take_while(|&k| line.is_word(k)).any(|k| line.lexicon.endings.is_act(line.word(k)));
    if thing && done { end } else { start }
}

/// "for" behind whoever is asked.
fn wish(line: &Line<'_>, start: usize, end: usize) -> Option<usize> {
    (start + 1..(start + 6).min(end))
        .take_while(|&k| line.is_word(k))
        .find(|&k| line.word(k) == "for" && line.words_in(k + 1..end) >= 1)
}

/// "endorsed Ada Orr": whose side somebody is on, and nothing said.
fn sides(line: &Line<'_>, entry: &CueEntry, start: usize) -> bool {
    entry.class == Class::Opinion
        && !entry.frame('t')
        && line.mention(start).is_some_and(|m| m.kind != MentionKind::Adjective)
        && !line.is_article(start)
}

/// "blasted him for not paying": the one that is blamed or praised, and what for.
fn blamed(line: &Line<'_>, start: usize, end: usize) -> bool {
    let person = matches!(line.word(start), "him" | "her" | "them" | "it" | "us" | "me");
    person && line.word(start + 1) == "for" && line.words_in(start..end) >= 4
}

/// A noun phrase, not a preposition or a clause.
pub(super) fn nominal_object(line: &Line<'_>, start: usize) -> bool {
    line.is_word(start)
        && !line.is_preposition(start)
        && !line.lexicon.subordinators.contains(line.word(start))
}

/// "called for a moratorium on charters", "потребовала отставки правительства": a thing of two words or more.
fn wanted(line: &Line<'_>, start: usize, end: usize) -> bool {
    line.is_word(start)
        && !line.is_preposition(start)
        && !line.lexicon.pronouns.contains_key(line.word(start))
        && !line.lexicon.subordinators.contains(line.word(start))
        && line.mention(start).is_none_or(|m| m.kind == MentionKind::Adjective)
        && line.words_in(start..end) >= 2
}

/// "promised the town to open …": the infinitive, its negation included, behind the verb and whom it is promised to.
fn promised(line: &Line<'_>, start: usize, end: usize, entry: &CueEntry) -> Option<usize> {
    let hears = !line.lexicon.slavic && entry.frame('d');
    // "offered a reason to stay": nobody stays
    if !line.lexicon.slavic && entry.frame('q') && !entry.frame('t') && !hears {
        return (infinitive(line, start) && opens_infinitive(line, start + 1)).then_some(start);
    }
    // "asked the campaign of Ada Orr to stop", "warned town election officials to wait": nouns that are spelled as verbs
    let reach = if hears { 14 } else { 5 };
    let verb = |k: usize| line.finite_cue(k).is_some() && !infinitive(line, k);
    let noun = |k: usize| !line.lexicon.slavic && (line.is_noun_use(k) || k == start && line.is_word(k + 1));
    let at = (start..(start + reach).min(end))
        .take_while(|&k| {
            // "told them where to park": no order
            let asks = !line.lexicon.slavic
                && (matches!(line.word(k), "where" | "how" | "when" | "what" | "whether")
                    || k == start && line.word(k) == "who");
            line.is_word(k)
                && !asks
                && (!verb(k) || noun(k))
                && !line.lexicon.auxiliaries.contains(line.word(k))
        })
        .find(|&k| infinitive(line, k) && (line.lexicon.slavic || opens_infinitive(line, k + 1)))?;
    let negated = line.lexicon.not_words.contains(line.word(at - 1));
    Some(if negated { at - 1 } else { at })
}

/// A bare verb behind "to": not "agreed to a truce", "agreed to Vint leaving".
fn opens_infinitive(line: &Line<'_>, i: usize) -> bool {
    // `to "seize the moment"`
    let i = i + usize::from(line.is_mark(i));
    line.is_word(i)
        && !line.is_upper(i)
        && !line.word(i).ends_with("ing")
        && !line.lexicon.determiners.contains(line.word(i))
        && !line.lexicon.articles.contains(line.word(i))
}

/// "accused the union of blocking the port": the charge behind its preposition.
fn charge(line: &Line<'_>, start: usize, end: usize) -> Option<usize> {
    (start + 1..(start + 9).min(end))
        .take_while(|&k| !line.is_comma(k) && !line.is_stop(k))
        .filter(|&k| line.lexicon.charge_prepositions.contains(line.word(k)))
        .find(|&k| line.words_in(k + 1..end) >= 2 && !line.is_upper(k + 1))
}

pub(super) fn nominal_start(line: &Line<'_>, i: usize) -> bool {
    line.mention(i).is_some() || line.is_article(i)
}

pub(in crate::statement) fn infinitive(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    let long = word.chars().count() > 3;
    if line.lexicon.slavic {
        // "от области": a noun
        let governed = line.is_preposition(i.wrapping_sub(1));
        long && line.is_word(i)
            && !governed
            && !line.is_upper(i)
            && line.lexicon.endings.is_infinitive(word)
            // "власти", "мать"
            && !line.lexicon.heads.contains_key(word)
            && line.mention(i).is_none()
    } else {
        word == "to"
    }
}

/// "of" or "about" right behind whoever is told.
fn told_of(line: &Line<'_>, from: usize) -> Option<usize> {
    let past = super::opening::past_addressee(line, from);
    (past > from && matches!(line.word(past), "of" | "about") && line.is_word(past + 1)).then_some(past)
}
