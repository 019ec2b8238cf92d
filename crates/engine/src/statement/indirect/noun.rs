//! Nominal cues: "statements of X about Y", "X's claim that" (I14).
//!
//! Takes a `Line`, its source phrases and a cue, gives at most one draft.

use super::*;
use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::extent;
use crate::statement::lexicon::{Class, CueEntry, Reading};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// I14: "statements of X about Y", "X's claim that Y".
pub(super) fn noun(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    let entry = line.lexicon.cue_nouns.get(line.word(i))?;
    if line.depth_at(i) > 0 {
        return None;
    }
    let sentence = line.sentence(i);
    let mut from = i + 1;
    if !line.lexicon.slavic && matches!(line.word(from), "of" | "by" | "from") {
        from += 1;
    }
    let at = sources.partition_point(|s| s.range.end <= from);
    let owner = sources.get(at).filter(|s| {
        s.range.start <= from + 2
            && !s.relative
            && s.kind != SpeakerKind::Pronoun
            && (!s.governed
                || !line.lexicon.slavic
                    && s.range.start > i + 1
                    && matches!(line.word(s.range.start.wrapping_sub(1)), "of" | "by" | "from")
                || !line.lexicon.slavic && matches!(line.word(i + 1), "of" | "by" | "from"))
    });
    // "предложение Джонатана": the noun heads a phrase of its own that holds the owner
    let held = sources
        .get(at)
        .filter(|s| line.lexicon.slavic && s.range.contains(&i) && s.range.end > i + 1)
        .and_then(|s| {
            let found = source::owner_in(line, &Source { range: i..s.range.end, ..s.clone() })?;
            Some(Source { range: found.range.start..s.range.end, ..found })
        });
    // "warnings from swimmers": the noun itself is none of theirs
    let beyond = sources
        .get(at)
        .filter(|s| !line.lexicon.slavic && s.range.start <= i && s.range.end > from && from > i + 1)
        .map(|s| Source { range: from..s.range.end, complement: true, ..s.clone() });
    let held = held.or(beyond);
    let owner = held.as_ref().or(owner.filter(|s| !line.lexicon.slavic || s.range.start > i));
    let possessor = sources.iter().find(|s| s.range.end == i && !line.lexicon.slavic && s.is_named());
    let unlisted = possessor.is_none().then(|| super::copula::owner(line, sources, i)).flatten();
    let owner = owner.or(possessor).or(unlisted.as_ref());
    let after = owner.map_or(i + 1, |s| s.range.end.max(i + 1));
    // "представителей руководства «Дождя» о том": a name in marks that the owner's phrase ends with
    let marked = line.lexicon.slavic && line.is_mark(after);
    let after = match line.quotes.iter().find(|q| marked && q.open == Some(after)) {
        Some(quote) if line.words_in(quote.inner.clone()) <= 4 => quote.end(),
        _ => after,
    };
    if line.lexicon.slavic
        && let Some(draft) = wish(line, sources, i, entry, owner)
    {
        return Some(draft);
    }
    let behind = unlisted_owner(line, i + 1).filter(|_| owner.is_none());
    let after = behind.as_ref().map_or(after, |s| s.range.end);
    let owner = behind.as_ref().or(owner);
    let complement = line
        .lexicon
        .complementisers
        .at(line.tokens, if line.is_comma(after) { after + 1 } else { after })
        .filter(|(_, r)| {
            **r == Reading::Assert
                && (!line.lexicon.slavic || line.is_comma(after) || line.is_comma(after + 1))
        });
    // "statement of X about the fact that"
    let factive = line.lexicon.about.contains(line.word(after)).then_some(after + 3).filter(|&k| {
        line.lexicon.slavic
            && line.is_comma(k - 1)
            && line.lexicon.complementisers.at(line.tokens, k).is_some_and(|(_, r)| *r == Reading::Assert)
    });
    let complement = match factive {
        Some(k) => line.lexicon.complementisers.at(line.tokens, k).map(|(n, _)| k + n),
        None => complement.map(|(n, _)| if line.is_comma(after) { after + 1 + n } else { after + n }),
    };
    let (start, rule, confidence) = match complement {
        Some(start) => (start, "noun-clause", 0.75),
        None if line.lexicon.about.contains(line.word(after))
            && owner.is_some_and(|o| o.is_named() || slavic_role(line, o))
            && !(line.lexicon.slavic && entry.class == Class::Question)
            && !line.is_headline() =>
        {
            (if line.lexicon.slavic { after } else { after + 1 }, "noun-about", 0.6)
        }
        _ => return None,
    };
    let mut end = extent::end(line, sources, start).min(sentence.end);
    if rule == "noun-about" {
        end = phrase_end(line, start + usize::from(line.lexicon.slavic), end);
    } else if line.lexicon.slavic && i <= line.skip_opening(sentence.start) + 1 {
        // the noun is the subject of the sentence: a comma and its own verb end the clause
        let comma = (start + 1..end).rev().find(|&k| line.is_comma(k) && line.depth_at(k) == 0);
        end = comma.filter(|&k| !line.lexicon.subordinators.contains(line.word(k + 1))).unwrap_or(end);
    }
    if rule == "noun-clause" && !line.lexicon.slavic && i <= line.skip_opening(sentence.start) + 3 {
        end = main_verb(line, start, end);
    }
    let least = match rule {
        "noun-clause" => 2,
        _ => 3,
    };
    if line.words_in(start..end) < least {
        return None;
    }
    let mut draft = make(line, rule, vec![start..end], i..i + 1, &entry.lemma, entry.class, confidence);
    match owner {
        Some(owner) => draft.who = Who::Source(Box::new(owner.clone())),
        None => return None,
    }
    Some(draft)
}

/// English "The claim that the mill would close was dismissed": the clause ends where the sentence has its own verb.
fn main_verb(line: &Line<'_>, start: usize, end: usize) -> usize {
    let auxiliary = |k: usize| line.lexicon.auxiliaries.contains(line.word(k));
    let flat = |k: &usize| line.depth_at(*k) == line.depth_at(start);
    let own = (start + 1..end).filter(flat).find(|&k| auxiliary(k) || line.word(k).ends_with("ed"));
    let Some(own) = own else { return end };
    let joined = |k: usize| {
        let word = line.word(k);
        line.lexicon.and_words.contains(word)
            || line.lexicon.but_words.contains(word)
            || line.lexicon.subordinators.contains(word)
            || matches!(word, "that" | "who" | "which" | "than")
            || line.is_comma(k)
    };
    let past = (own..end).find(|&k| !auxiliary(k) && !line.is_adverb(k)).unwrap_or(end);
    // "angered the council": a verb that an object follows
    let acts = |k: usize| line.word(k).ends_with("ed") && line.pronoun_or_article(k + 1);
    (past + 1..end)
        .take_while(|&k| !joined(k))
        .find(|&k| flat(&k) && (auxiliary(k) || acts(k)) && !auxiliary(k - 1) && line.word(k) != "to")
        .unwrap_or(end)
}

/// "заява війта про те, що": one to three words between the noun of saying and the fact clause, that no list knows.
fn unlisted_owner(line: &Line<'_>, from: usize) -> Option<Source> {
    let plain = |k: usize| {
        line.is_word(k)
            && !line.is_preposition(k)
            && line.cue(k).is_none()
            && !line.lexicon.subordinators.contains(line.word(k))
            && line.mention(k).is_none_or(|m| m.kind == MentionKind::Adjective)
    };
    let end = (from..from + 4).find(|&k| !plain(k))?;
    let fact = line
        .lexicon
        .complementisers
        .at(line.tokens, end)
        .is_some_and(|(n, r)| n >= 4 && *r == Reading::Assert);
    (line.lexicon.slavic && end > from && fact).then(|| Source {
        head: line.word(from).to_owned(),
        complement: true,
        ..source::blank(from..end, SpeakerKind::Role)
    })
}

/// "звернулися з вимогою переглянути тариф", "предложение Кузьмы убрать камеру": a noun of demand with an infinitive.
fn wish(
    line: &Line<'_>,
    sources: &[Source],
    i: usize,
    entry: &CueEntry,
    owner: Option<&Source>,
) -> Option<Draft> {
    if entry.class != Class::Demand {
        return None;
    }
    let after = owner.map_or(i + 1, |s| s.range.end.max(i + 1));
    let negated = usize::from(line.lexicon.not_words.contains(line.word(after)));
    if !infinitive(line, after + negated) {
        return None;
    }
    let sentence = line.sentence(i);
    // "з вимогою": of the subject; "отримав прохання": of somebody else
    let with = line.is_preposition(i - usize::from(i > 0));
    let subject = || {
        sources
            .iter()
            .rev()
            .skip_while(|s| s.range.end > i)
            .take(16)
            .filter(|s| sentence.contains(&s.range.start) && !s.oblique)
            .find(|s| !s.governed && !s.relative && line.depth_at(s.range.start) == 0)
    };
    // "Спевакі выступілі з патрабаваннем": a noun that no list knows, before the first verb
    let opening = || {
        let verb = (sentence.start + 1..i).find(|&k| crate::statement::speech_verb::verbal(line, k))?;
        source::described_before(line, verb)
    };
    let speaker = owner
        .or_else(|| with.then(subject).flatten())
        .filter(|s| s.kind != SpeakerKind::Document)
        .cloned()
        .or_else(|| with.then(opening).flatten())?;
    let end = clause_end(line, sources, after, sentence.end);
    let content = after..before_negation(line, after + negated + 1, end);
    if line.words_in(content.clone()) < 2 {
        return None;
    }
    let mut draft = make(line, "noun-demand", vec![content], i..i + 1, &entry.lemma, Class::Demand, 0.7);
    draft.who = Who::Source(Box::new(speaker));
    Some(draft)
}

/// "слів міністерки про": a person or body by its noun.
fn slavic_role(line: &Line<'_>, owner: &Source) -> bool {
    // "повідомлення хлопцям": whom it is handed to
    let dative =
        ["ам", "ям", "у", "ю", "ові", "еві"].iter().any(|s| line.word(owner.range.start).ends_with(s));
    line.lexicon.slavic
        && owner.kind == SpeakerKind::Role
        && !owner.document
        && !dative
        && owner.entity_kind != EntityKind::Other
}

/// A noun phrase after "about" ends where the verb of the sentence comes.
fn phrase_end(line: &Line<'_>, start: usize, end: usize) -> usize {
    let verb = (start + 1..end).find(|&k| {
        line.depth_at(k) == line.depth_at(start)
            && (line.finite_cue(k).is_some()
                || source::looks_verbal(line, k)
                || line.lexicon.not_words.contains(line.word(k)))
    });
    without_nobody(line, start, verb.unwrap_or(end))
}

/// The same for an infinitive, whose objects may look like verbs: it ends where the sentence negates its own verb.
fn before_negation(line: &Line<'_>, start: usize, end: usize) -> usize {
    let not = (start..end).find(|&k| line.lexicon.not_words.contains(line.word(k)) && !line.is_comma(k - 1));
    without_nobody(line, start, not.unwrap_or(end))
}

/// Without the "ніхто" of "ніхто не почув" right before `end`.
fn without_nobody(line: &Line<'_>, start: usize, end: usize) -> usize {
    // "ніхто не почув": a question word with a negative prefix belongs to the verb
    let nobody = |k: usize| {
        let mut letters = line.word(k).chars();
        let negative = letters.next() == Some('н') && matches!(letters.next(), Some('і' | 'и'));
        negative && line.lexicon.question_words.contains(letters.as_str())
    };
    let trailing = line.lexicon.slavic && end > start + 1 && nobody(end - 1);
    if trailing { end - 1 } else { end }
}
