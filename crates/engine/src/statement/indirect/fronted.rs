//! Objects before their verb: "В Кремле эти сообщения опровергли", "Інформацію спростувала речниця", "Слухи мэр назвал
//! ложью". Slavic only.
//!
//! Takes a `Line`, its source phrases and a cue at the end of its clause, gives who speaks and the object.

use super::*;
use crate::model::*;
use crate::statement::lexicon::{Class, CueEntry, Form};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};
use std::ops::Range;

/// Tokens of a clause before its verb at most.
const CLAUSE: usize = 30;
/// Words of a subject behind its verb at most.
const SUBJECT: usize = 8;

/// I10 with the object first. `None` when something that is no subject stands behind the verb.
pub(super) fn fronted_object(
    line: &Line<'_>,
    sources: &[Source],
    cue: Range<usize>,
    entry: &CueEntry,
) -> Option<Draft> {
    let names = line.lexicon.naming_verbs.contains(line.word(cue.start));
    if !(entry.class == Class::Deny || entry.confirms || names) || entry.form != Form::Finite {
        return None;
    }
    let mut whole = cue.clone();
    // "назвали ложью": the word for it belongs to the verb
    if names {
        let said = line.skip_adverbs(cue.end, 2);
        let adjective =
            usize::from(line.is_adjective_only(said) && line.word(said).ends_with(['м', 'й', 'ю']));
        let word = said + adjective;
        if !line.lexicon.falsehoods.contains(line.word(word)) {
            return judged(line, sources, cue, said, entry);
        }
        whole.end = word + 1;
    }
    // "провини не визнає": a genitive; the verb is proof enough
    let topic = |object: &Range<usize>| {
        let last = ends_clause(line, line.skip_adverbs(whole.end, 2));
        is_topic(line, object.clone()) || entry.admits && last && is_noun_phrase(line, object.clone())
    };
    let (who, object) = split(line, sources, &whole, Some(entry)).filter(|(_, object)| topic(object))?;
    let rule = match entry.class {
        _ if names => "deny-naming",
        Class::Deny => "deny-object",
        _ => "object",
    };
    let class = if names { Class::Deny } else { entry.class };
    let mut draft = make(line, rule, vec![object], cue, &entry.lemma, class, 0.75);
    set_subject(&mut draft, &Subject::Found(Box::new(who)));
    Some(draft)
}

/// "О необходимости освобождения заявляли понтифики": what it is about opens the sentence, who speaks stands behind the verb.
pub(super) fn fronted_about(
    line: &Line<'_>,
    sources: &[Source],
    cue: Range<usize>,
    entry: &CueEntry,
) -> Option<Draft> {
    let speaks = entry.form == Form::Finite && entry.frame('p') && entry.strength >= 3;
    if !line.lexicon.slavic || !speaks || line.depth_at(cue.start) > 0 {
        return None;
    }
    let clause = before_verb(line, &cue)?;
    let opens = clause.start == line.skip_opening(line.sentence(cue.start).start)
        && line.lexicon.about.contains(line.word(clause.start))
        && line.lexicon.anaphors.at(line.tokens, clause.start).is_none();
    let topic = clause.start + 1..clause.end;
    if !opens || line.words_in(topic.clone()) < 2 || !is_noun_phrase(line, topic) {
        return None;
    }
    let who = subject_behind(line, sources, line.skip_adverbs(cue.end, 2), Some(entry))?;
    let mut draft = make(line, "about", vec![clause], cue, &entry.lemma, entry.class, 0.7);
    set_subject(&mut draft, &Subject::Found(Box::new(who)));
    Some(draft)
}

/// "матч назвал главным в сезоне", "сообщения назвали «плодом воображения»": what a thing is called, behind the verb.
fn judged(
    line: &Line<'_>,
    sources: &[Source],
    cue: Range<usize>,
    said: usize,
    entry: &CueEntry,
) -> Option<Draft> {
    let end =
        (said..said + CLAUSE).find(|&k| line.depth_at(k) == 0 && !line.is_mark(k) && ends_clause(line, k))?;
    let marked = line.is_mark(said) && line.is_mark(end - 1) && !line.is_upper(said + 1);
    let word = line.word(said);
    let noun = end == said + 1
        && line.lexicon.endings.is_instrumental(word)
        && word.chars().count() > 4
        && !line.lexicon.name_nouns.contains(word);
    if end <= said || !(marked || noun || instrumental(line, said)) {
        return None;
    }
    let (who, object) = split(line, sources, &(cue.start..end), Some(entry))?;
    if !is_noun_phrase(line, object.clone()) {
        return None;
    }
    let content = vec![object, said..end];
    let mut draft = make(line, "naming", content, cue, &entry.lemma, Class::Opinion, 0.7);
    set_subject(&mut draft, &Subject::Found(Box::new(who)));
    Some(draft)
}

/// "главным", "заўчаснымі": an adjective in the instrumental of a form that few others share.
pub(super) fn instrumental(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    line.is_word(i)
        && !line.is_upper(i)
        && word.chars().count() > 5
        && !line.lexicon.heads.contains_key(word)
        && line.lexicon.endings.is_instrumental_adjective(word)
}

/// Who speaks and the object before the verb `cue`, which nothing but its subject may follow.
pub(super) fn parts(
    line: &Line<'_>,
    sources: &[Source],
    cue: &Range<usize>,
    entry: Option<&CueEntry>,
) -> Option<(Source, Range<usize>)> {
    split(line, sources, cue, entry).filter(|(_, object)| is_topic(line, object.clone()))
}

/// The same, whatever the object is.
fn split(
    line: &Line<'_>,
    sources: &[Source],
    cue: &Range<usize>,
    entry: Option<&CueEntry>,
) -> Option<(Source, Range<usize>)> {
    if !line.lexicon.slavic || line.depth_at(cue.start) > 0 {
        return None;
    }
    let clause = before_verb(line, cue)?;
    let behind = line.skip_adverbs(cue.end, 2);
    if line.is_comma(behind) && line.lexicon.complementisers.at(line.tokens, behind + 1).is_some() {
        return None;
    }
    // "спростувала й речниця": "also" before the subject
    let also = line.lexicon.and_words.contains(line.word(behind))
        && subject_behind(line, sources, behind + 1, entry).is_some();
    let behind = behind + usize::from(also);
    let (who, object) = if ends_clause(line, behind) {
        subject_before(line, sources, &clause, entry)?
    } else {
        let rival = within(sources, &clause).iter().any(|s| {
            clause.contains(&s.range.start)
                && s.range.end == clause.end
                && !s.governed
                && !s.document
                && entry.is_none_or(|e| source::agrees(s, e, true))
        });
        (subject_behind(line, sources, behind, entry).filter(|_| !rival)?, clause)
    };
    let object = line.trim(object);
    (!object.is_empty()).then_some((who, object))
}

/// "Даль эти обвинения комментировать отказался": a refusal to comment with its infinitive first.
pub(super) fn refused(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    // "не стали"
    let first = if line.lexicon.not_words.contains(line.word(i.wrapping_sub(1))) { i - 1 } else { i };
    let refuses = || line.lexicon.no_comment.begins(line.word(first));
    if !line.lexicon.slavic || !line.is_word(i) || !refuses() || line.depth_at(i) > 0 {
        return None;
    }
    let clause = before_verb(line, &(i..i + 1))?;
    // the phrase of the table, put in order: "отказался комментировать", "отказался от комментариев"
    let listed = |what: Range<usize>| {
        let words = (first..i + 1).chain(what);
        let ordered: Vec<crate::text::Token> = words.filter_map(|k| line.tokens.get(k).cloned()).collect();
        line.lexicon.no_comment.at(&ordered, 0).is_some_and(|(n, ())| n == ordered.len())
    };
    let comment = clause.clone().find_map(|k| {
        let noun = line.is_preposition(k) && k + 1 < clause.end && listed(k..k + 2);
        let verb = infinitive(line, k) && listed(k..k + 1);
        (noun || verb).then_some(k..k + 1 + usize::from(noun))
    })?;
    let (before, behind) = (clause.start..comment.start, comment.end..clause.end);
    let (who, object) = match subject_before(line, sources, &before, None) {
        Some(found) => found,
        None => {
            // "на запит «Вісника» не відповів": whose question it is says nothing of what
            if comment.len() > 1 {
                return None;
            }
            let own = |s: &&Source| s.range == before && !s.governed && !s.document && !s.oblique;
            (sources.iter().find(own)?.clone(), behind)
        }
    };
    let object = line.trim(object);
    // "від коментарів відмовилися": nothing is left to be named
    if object.is_empty() || !is_noun_phrase(line, object.clone()) {
        return None;
    }
    let mut draft = make(line, "no-comment", vec![object], first..i + 1, line.word(i), Class::NoComment, 0.8);
    set_subject(&mut draft, &Subject::Found(Box::new(who)));
    Some(draft)
}

/// The words of the clause before its verb, without what only ties it to the sentence before.
fn before_verb(line: &Line<'_>, cue: &Range<usize>) -> Option<Range<usize>> {
    let sentence = line.sentence(cue.start);
    let edge = (sentence.start..cue.start)
        .rev()
        .take(CLAUSE)
        .find(|&k| line.is_comma(k) || line.is_dash(k) || matches!(line.word(k), ";" | ":"));
    if edge.is_none() && sentence.start + CLAUSE < cue.start {
        return None;
    }
    let mut start = edge.map_or_else(|| line.skip_opening(sentence.start), |k| k + 1);
    let ties = |k: usize| {
        line.is_adverb(k)
            || line.lexicon.but_words.contains(line.word(k))
            || line.lexicon.and_words.contains(line.word(k))
            || line.lexicon.discourse.at(line.tokens, k).is_some()
    };
    while start < cue.start && ties(start) {
        start += 1;
    }
    let mut end = cue.start;
    // "пока не комментируют": no conjunction before a verb of its own clause
    let tied = |k: usize| {
        line.lexicon.subordinators.contains(line.word(k)) && line.lexicon.not_words.contains(line.word(k + 1))
    };
    while end > start
        && (line.is_adverb(end - 1) || line.lexicon.not_words.contains(line.word(end - 1)) || tied(end - 1))
    {
        end -= 1;
    }
    let opens = line.lexicon.subordinators.contains(line.word(start));
    (end > start && !opens).then_some(start..end)
}

/// The phrases that start in a range.
fn within<'s>(sources: &'s [Source], range: &Range<usize>) -> &'s [Source] {
    let first = sources.partition_point(|s| s.range.start < range.start);
    let last = sources.partition_point(|s| s.range.start < range.end);
    sources.get(first..last).unwrap_or(&[])
}

fn ends_clause(line: &Line<'_>, i: usize) -> bool {
    i >= line.sentence(i.saturating_sub(1)).end
        || !line.is_word(i)
        || line.lexicon.but_words.contains(line.word(i))
        || line.lexicon.and_words.contains(line.word(i))
}

/// "В Кремле | эти сообщения", "Кремль | эти сообщения", "эти сообщения | в Кремле".
fn subject_before(
    line: &Line<'_>,
    sources: &[Source],
    clause: &Range<usize>,
    entry: Option<&CueEntry>,
) -> Option<(Source, Range<usize>)> {
    let known = within(sources, clause)
        .iter()
        .filter(|s| clause.contains(&s.range.start) && s.range.end <= clause.end && !s.relative)
        .find_map(|s| {
            let start = if s.governed { s.range.start - 1 } else { s.range.start };
            let speaks = if s.governed {
                in_body(line, s) && entry.is_none_or(|e| e.plural)
            } else {
                !s.document
                    && !s.oblique
                    && (s.is_named() || s.kind == SpeakerKind::Pronoun || s.entity_kind != EntityKind::Other)
                    && entry.is_none_or(|e| source::agrees(s, e, true))
            };
            // "в министерстве обороны Велмии | эти сообщения": what no list knows belongs to the body
            let split = (s.range.end..clause.end).find(|&k| opens_object(line, k));
            let this =
                split.filter(|&k| k + 1 == clause.end && line.lexicon.this_objects.contains(line.word(k)));
            let end = split
                .filter(|_| s.governed && start == clause.start)
                .or(this.filter(|_| start == clause.start))
                .unwrap_or(s.range.end);
            let object = if start == clause.start { end..clause.end } else { clause.start..start };
            let edge = start == clause.start || s.range.end == clause.end;
            // "Міністерство лісу": a genitive, unless the subject is a name
            let first = line.word(object.start);
            // "лічбу", "переїзд гравця", "закрытие": no genitive of the subject
            let inanimate = line.lexicon.endings.is_act(first)
                || !first.ends_with(['а', 'я', 'и', 'і', 'ї', 'ы', 'ў', 'в', 'х', 'о', 'у', 'ю']);
            let word = line.is_word(object.start);
            let accusative = word && (first.ends_with(['у', 'ю']) || entry.is_none() && inanimate);
            let told = s.is_named()
                || s.kind == SpeakerKind::Pronoun
                || split.is_some()
                || start > clause.start
                || accusative;
            let who = Source { range: s.range.start..end, ..s.clone() };
            (speaks && edge && told && !object.is_empty()).then_some((who, object))
        });
    known.or_else(|| {
        // "В горсовете эти слухи": a body that no list knows, up to the determiner of the object
        let opens = line.lexicon.locative.contains(line.word(clause.start));
        let split = (clause.start + 2..clause.end).find(|&k| opens_object(line, k))?;
        (opens && entry.is_none_or(|e| e.plural))
            .then(|| (body(line, clause.start + 1..split), split..clause.end))
    })
}

/// A determiner or a noun of saying: "эти", "сообщения".
fn opens_object(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    let heads = line.lexicon.heads.get(word);
    line.lexicon.determiners.contains(word)
        || line.lexicon.this_objects.contains(word)
        || line.lexicon.cue_nouns.contains_key(word)
        || heads.is_some_and(|heads| heads.iter().any(|h| h.kind == HeadKind::Document))
}

/// "опровергла пресс-секретарь", "не підтвердили в міністерстві": the subject up to the end of the clause.
fn subject_behind(
    line: &Line<'_>,
    sources: &[Source],
    from: usize,
    entry: Option<&CueEntry>,
) -> Option<Source> {
    let end = (from..from + SUBJECT).find(|&k| ends_clause(line, k))?;
    let placed = line.lexicon.locative.contains(line.word(from));
    let near = within(sources, &(from..from + 3));
    let known = near.iter().find(|s| s.range.start >= from && !s.relative);
    if placed {
        let found = known.filter(|s| s.governed && s.range.start == from + 1 && in_body(line, s));
        let plural = entry.is_none_or(|e| e.plural);
        let governs = (from + 1..end).all(|k| !line.is_preposition(k));
        return match found {
            Some(s) if plural => Some(Source { range: s.range.start..s.range.end.max(end), ..s.clone() }),
            None if plural && governs && end > from + 1 => Some(body(line, from + 1..end)),
            _ => None,
        };
    }
    let fits = |s: &&Source| {
        !s.governed
            && !s.oblique
            && !s.document
            && s.kind != SpeakerKind::Pronoun
            && s.range.end <= end
            && entry.is_none_or(|e| source::agrees(s, e, true))
    };
    known
        .filter(fits)
        .cloned()
        .or_else(|| crate::statement::direct::described(line, from).filter(|s| s.range.end == end))
}

/// "в министерстве", "у Кремлі": a body or place that a preposition of place governs.
fn in_body(line: &Line<'_>, source: &Source) -> bool {
    let placed = line.lexicon.locative.contains(line.word(source.range.start.wrapping_sub(1)));
    let body =
        matches!(source.entity_kind, EntityKind::Organisation | EntityKind::Outlet | EntityKind::Place);
    placed && body && !source.document
}

/// A body that no list knows.
fn body(line: &Line<'_>, range: Range<usize>) -> Source {
    Source {
        head: line.word(range.end - 1).to_owned(),
        complement: true,
        governed: true,
        entity_kind: EntityKind::Organisation,
        ..source::blank(range, SpeakerKind::Role)
    }
}

/// A noun phrase that somebody can deny or leave open: a determiner, a noun of saying, or an accusative shows it.
fn is_topic(line: &Line<'_>, object: Range<usize>) -> bool {
    let first = object.start;
    // "это отрицает": the words right before
    if object.len() == 1 && line.lexicon.this_objects.contains(line.word(first)) {
        return true;
    }
    let said =
        object.clone().any(|k| opens_object(line, k) && !line.lexicon.this_objects.contains(line.word(k)));
    let accusative = line.word(first).ends_with(['у', 'ю']) || line.word(first).ends_with("сть");
    is_noun_phrase(line, object) && (said || accusative)
}

/// Words without a verb, at least one of them a noun by its length.
fn is_noun_phrase(line: &Line<'_>, object: Range<usize>) -> bool {
    let first = object.start;
    let plain = object.clone().all(|k| {
        line.finite_cue(k).is_none()
            && !infinitive(line, k)
            && !source::looks_verbal(line, k)
            && !line.lexicon.subordinators.contains(line.word(k))
    });
    let noun = object.clone().any(|k| {
        line.word(k).chars().count() > 3
            && !line.lexicon.pronouns.contains_key(line.word(k))
            && !line.lexicon.determiners.contains(line.word(k))
    });
    plain && noun && !line.is_preposition(first)
}
