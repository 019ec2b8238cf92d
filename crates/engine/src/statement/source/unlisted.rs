//! Subjects of a cue that no list of nouns or names knows, by where they stand and how they end.
//!
//! Takes a `Line` and a cue, gives the phrase, or nothing.

use super::{Source, blank, looks_verbal};
use crate::model::*;
use crate::statement::line::Line;
use std::ops::Range;

/// A noun phrase right before a cue whose noun no list knows: "The miller said", "Рибалки кажуть".
pub(in crate::statement) fn described_before(line: &Line<'_>, cue: usize) -> Option<Source> {
    let sentence = line.sentence(cue);
    let mut end = cue;
    while end > sentence.start
        && cue - end < 3
        && (line.is_adverb(end - 1)
            || line.lexicon.not_words.contains(line.word(end - 1))
            || matches!(line.word(end - 1), "did" | "does" | "do" | "has" | "have" | "had" | "would"))
    {
        end -= 1;
    }
    let depth = line.depth_at(cue);
    let mut start = end;
    while start > sentence.start && end - start < 6 {
        let k = start - 1;
        let fits = line.is_word(k)
            && line.depth_at(k) == depth
            && (line.finite_cue(k).is_none() || !line.lexicon.slavic && k + 1 == end && line.is_noun_use(k))
            && !line.lexicon.but_words.contains(line.word(k))
            && !line.lexicon.and_words.contains(line.word(k))
            && line.lexicon.pronouns.get(line.word(k)).is_none_or(|p| p.possessive && !line.lexicon.slavic)
            && !line.lexicon.oblique_pronouns.contains(line.word(k))
            && !line.lexicon.subordinators.contains(line.word(k));
        if !fits {
            break;
        }
        // "as private owners accused the guild": a conjunction that is a preposition elsewhere
        let joins = matches!(line.word(k), "as" | "after" | "before" | "since" | "until");
        if !line.lexicon.slavic && joins && start < end {
            break;
        }
        if line.is_preposition(k) {
            // "members of the crew": go on to the head; a phrase that a preposition opens is no subject
            if line.lexicon.slavic || line.word(k) != "of" {
                return None;
            }
        }
        start = k;
        if !line.lexicon.slavic && (line.is_article(k) || matches!(line.word(k), "some" | "many" | "several"))
        {
            break;
        }
    }
    if start == end {
        return None;
    }
    if line.lexicon.slavic {
        return slavic_noun(line, start..end);
    }
    let (start, head) = whole_phrase(line, start, end);
    let word = line.word(head);
    // "the Portuguese": a person of that people
    let demonym =
        line.is_article(start) && line.mention(head).is_some_and(|m| m.kind == MentionKind::Adjective);
    let lower = !line.is_upper(head) || head == sentence.start || word.ends_with('s') || demonym;
    let nominal = word.chars().count() >= 3
        && !word.chars().any(char::is_numeric)
        && line.mention(head).is_none_or(|m| m.kind == MentionKind::Adjective);
    let plural = word.ends_with('s') || word.ends_with("men") || word.ends_with("people");
    // "X, leader warns": headlines have no articles
    let bare = line.is_headline()
        && (start == sentence.start
            || line.is_comma(start.wrapping_sub(1))
            || line.word(start.wrapping_sub(1)) == "as");
    (lower && nominal && (start < head || plural || bare) && !line.lexicon.determiners.contains(word)).then(
        || {
            let mut source = blank(start..end, SpeakerKind::Role);
            source.head = word.to_owned();
            source.complement = true;
            source.plural = plural;
            source
        },
    )
}

/// English "A woman in the crowd": where a phrase begins that a preposition ties to a noun before it, and its head. Only
/// where the whole phrase opens its clause.
fn whole_phrase(line: &Line<'_>, start: usize, end: usize) -> (usize, usize) {
    let near = (start, end - 1);
    let tie = (start..end).find(|&k| line.is_preposition(k)).or_else(|| start.checked_sub(1));
    let Some(tie) = tie.filter(|&k| {
        matches!(
            line.word(k),
            "of" | "in" | "from" | "at" | "for" | "on" | "near" | "with" | "across" | "around"
        )
    }) else {
        return near;
    };
    let floor = line.sentence(start).start;
    let fits = |k: usize| {
        line.is_word(k)
            && !line.is_preposition(k)
            && line.finite_cue(k).is_none()
            && line.mention(k).is_none_or(|m| m.kind == MentionKind::Adjective)
            && !line.lexicon.auxiliaries.contains(line.word(k))
            && !line.lexicon.pronouns.contains_key(line.word(k))
            && !line.lexicon.subordinators.contains(line.word(k))
            && !line.lexicon.but_words.contains(line.word(k))
            && !line.lexicon.and_words.contains(line.word(k))
    };
    let mut first = tie;
    while first > floor && tie - first < 5 && fits(first - 1) {
        first -= 1;
    }
    let before = first.wrapping_sub(1);
    let opens = first == line.skip_opening(floor)
        || line.is_comma(before)
        || line.lexicon.but_words.contains(line.word(before))
        || line.lexicon.and_words.contains(line.word(before))
        || line.lexicon.subordinators.contains(line.word(before));
    let word = line.word(tie - usize::from(tie > 0));
    let headed = line.is_article(first) || word.ends_with('s') || word == "people";
    if first < tie && opens && headed && !line.is_adverb(first) { (first, tie - 1) } else { near }
}

/// "Рибалки", "Власники крамниць", "следчыя": adjectives, the head, its genitives; an adjective alone is a noun.
fn slavic_noun(line: &Line<'_>, range: Range<usize>) -> Option<Source> {
    let sentence = line.sentence(range.start);
    let opening = range.start == sentence.start
        || line.lexicon.oblique_pronouns.contains(line.word(range.start - 1))
        || line.is_punctuation(range.start - 1)
        || line.lexicon.subordinators.contains(line.word(range.start - 1))
        || line.lexicon.complementisers.at(line.tokens, range.start - 1).is_some();
    // "мені один хлопчина сказав": the phrase starts at its determiner
    let start = range.clone().rev().find(|&k| line.lexicon.determiners.contains(line.word(k)));
    let range = start.filter(|&k| k + 1 < range.end).unwrap_or(range.start)..range.end;
    let adjective = |k: usize| {
        line.is_adjective_only(k)
            || line.word(k).ends_with("ие")
            || line.lexicon.determiners.contains(line.word(k))
    };
    let head = range.clone().find(|&k| !adjective(k)).unwrap_or(range.end - 1);
    let word = line.word(head);
    let alone = range.len() == 1;
    let plural =
        word.ends_with(['и', 'і', 'ы', 'ї']) || alone && ["ие", "ые", "ыя"].iter().any(|s| word.ends_with(s));
    let nominal = word.chars().count() >= 3
        && !word.chars().any(char::is_numeric)
        && range.clone().all(|k| line.mention(k).is_none_or(|m| m.kind == MentionKind::Adjective))
        && (!line.is_upper(head) || head == sentence.start)
        && !looks_verbal(line, head)
        && (!adjective(head) || alone && plural);
    let group = alone && line.lexicon.others.contains(word);
    (opening && (nominal || group) && (group || !line.lexicon.determiners.contains(word))).then(|| Source {
        head: word.to_owned(),
        complement: true,
        plural,
        ..blank(range, SpeakerKind::Role)
    })
}

/// "43% пасажирів", "28 процентов опрошенных": a share of people, right before a plural verb.
pub(in crate::statement) fn counted_before(line: &Line<'_>, cue: usize) -> Option<Source> {
    let sentence = line.sentence(cue);
    let number = |k: usize| line.tokens.get(k).is_some_and(|t| t.kind == crate::text::TokenKind::Number);
    let floor = sentence.start.max(cue.saturating_sub(6));
    let start = (floor..cue).rev().find(|&k| number(k))?;
    let share = line.word(start + 1) == "%" || line.word(start).ends_with('%');
    let first = start + 1 + usize::from(line.word(start + 1) == "%");
    let people = first < cue
        && (first..cue).all(|k| line.is_word(k) && !line.is_preposition(k) && line.cue(k).is_none());
    let genitive = line.lexicon.endings.is_genitive_plural(line.word(cue - 1));
    (line.lexicon.slavic && share && people && genitive && line.depth_at(start) == line.depth_at(cue)).then(
        || Source {
            head: line.word(cue - 1).to_owned(),
            complement: true,
            plural: true,
            ..blank(start..cue, SpeakerKind::Role)
        },
    )
}

/// "У гідрометцентрі", "В Заборске": a place or body that no list knows, at the start of the clause of a plural cue.
pub(in crate::statement) fn unlisted_place(line: &Line<'_>, cue: usize) -> Option<Source> {
    if let Some(source) = marked_place(line, cue) {
        return Some(source);
    }
    let sentence = line.sentence(cue);
    let opening = line.skip_opening(sentence.start);
    // "in", not "at": "на брифінгу кажуть" names an event
    let governed = |k: usize| line.lexicon.charge_prepositions.contains(line.word(k));
    let start = (cue.saturating_sub(7)..cue).rev().find(|&k| governed(k))?;
    let opens = start == opening || line.is_comma(start.wrapping_sub(1)) || start == opening + 1;
    // adjectives before the noun; "же", "тим часом" behind it
    let mut head = start + 1;
    while head + 1 < cue && line.is_adjective(head) && !line.is_upper(head + 1) {
        head += 1;
    }
    let word = line.word(head);
    let locative =
        word.ends_with(['і', 'ї', 'е', 'у', 'ю', 'ы', 'и']) || word.ends_with("ях") || word.ends_with("ах");
    let timely = line.lexicon.months.contains(word) || line.lexicon.weekdays.contains(word);
    let plain = (start + 1..cue)
        .all(|k| line.is_word(k) && line.mention(k).is_none_or(|m| m.kind == MentionKind::Adjective));
    let short = line.skip_adverbs(head + 1, 3) == cue || line.is_upper(head) && cue - head <= 3;
    let venue = line.lexicon.relays.at(line.tokens, start).is_some();
    (line.lexicon.slavic
        && opens
        && locative
        && plain
        && short
        && !timely
        && !venue
        && word.chars().count() > 3
        && head < cue)
        .then(|| Source {
            head: word.to_owned(),
            complement: true,
            governed: true,
            entity_kind: if line.is_upper(head) { EntityKind::Place } else { EntityKind::Organisation },
            ..blank(
                start + 1..head + 1,
                if line.is_upper(head) { SpeakerKind::Name } else { SpeakerKind::Role },
            )
        })
}

/// "У «Паўночным» назвалі": a name in marks behind a preposition of place, right before the verb.
fn marked_place(line: &Line<'_>, cue: usize) -> Option<Source> {
    let end = (cue.saturating_sub(3)..cue).rev().find(|&k| !line.is_adverb(k))?;
    let quote = line.quotes.iter().find(|q| line.lexicon.slavic && q.close == Some(end))?;
    let open = quote.open?;
    let governed = line.lexicon.charge_prepositions.contains(line.word(open.wrapping_sub(1)));
    let name = line.is_upper(quote.inner.start) && line.words_in(quote.inner.clone()) <= 4;
    (governed && name && open > line.sentence(cue).start).then(|| Source {
        governed: true,
        entity_kind: EntityKind::Organisation,
        ..blank(open..quote.end(), SpeakerKind::Name)
    })
}

/// "Одна из коллег на условиях анонимности призналась": one of people that no list knows, where a clause opens.
pub(in crate::statement) fn one_before(line: &Line<'_>, cue: usize) -> Option<Source> {
    let sentence = line.sentence(cue);
    let floor = sentence.start.max(cue.saturating_sub(12));
    let start = (floor..cue).rev().find(|&k| line.lexicon.ones.contains(line.word(k)))?;
    let opens = start == line.skip_opening(sentence.start) || line.is_comma(start.wrapping_sub(1));
    let plain = |k: usize| line.is_word(k) && line.cue(k).is_none() && !line.is_preposition(k);
    let noun = (start + 2..cue).take(3).take_while(|&k| plain(k)).last()?;
    let rest = noun + 1..cue;
    let aside = line.is_comma(rest.start) && line.is_comma(rest.end - 1)
        || rest.clone().all(|k| line.is_word(k) && line.finite_cue(k).is_none());
    let nominative =
        !line.word(start).ends_with(['у', 'о', 'й', 'м', 'і', 'х', 'е']) || line.word(start).ends_with("но");
    (line.lexicon.slavic && opens && nominative && line.is_preposition(start + 1) && aside).then(|| Source {
        head: line.word(noun).to_owned(),
        complement: true,
        anonymous: true,
        ..blank(start..noun + 1, SpeakerKind::Anonymous)
    })
}

/// "Хамас сигналізує": a capital right before the verb and inside the sentence, that no list knows.
pub(in crate::statement) fn capital_before(line: &Line<'_>, verb: usize) -> Option<Source> {
    let end = (verb.saturating_sub(2)..verb).rev().find(|&k| !line.is_adverb(k))? + 1;
    let sentence = line.sentence(verb);
    let fits = |k: usize| {
        line.is_word(k)
            && line.is_upper(k)
            && line.mention(k).is_none()
            && line.depth_at(k) == line.depth_at(verb)
            // "Сам Головко", "Тим часом Головко": words that only open the sentence
            && !line.is_adverb(k)
            && !line.lexicon.determiners.contains(line.word(k))
            && !line.lexicon.but_words.contains(line.word(k))
            && !line.lexicon.and_words.contains(line.word(k))
    };
    let mut start = end;
    while start > sentence.start && end - start < 3 && fits(start - 1) {
        start -= 1;
    }
    let before = start.wrapping_sub(1);
    let inside = start < end && start > sentence.start && !line.is_mark(before);
    let opens = line.lexicon.slavic && before == sentence.start;
    let free = !line.is_preposition(before) && (opens || !line.is_upper(before)) && !line.is_stop(before);
    let oblique = line.word(end.wrapping_sub(1)).ends_with(['у', 'ю', 'і', 'и', 'ы', 'е']);
    (line.lexicon.slavic && inside && free && !oblique && line.word(start).chars().count() > 2)
        .then(|| Source { entity_kind: EntityKind::Other, ..blank(start..end, SpeakerKind::Name) })
}
