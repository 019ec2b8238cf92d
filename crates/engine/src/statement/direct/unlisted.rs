//! Sources beside a cue that no list of nouns or names knows: "сказали рибалки", "said the second official".
//!
//! Takes a `Line` and a token, gives the phrase that starts there, or nothing.

use super::author::Attribution;
use crate::model::*;
use crate::statement::draft::Who;
use crate::statement::lexicon::Class;
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// Tokens of an English phrase behind a verb at most.
const PHRASE: usize = 12;

/// A name that no list knows, by its capital right behind a cue: "said Bolden", "паведамляе Тэлеграф".
pub(in crate::statement) fn capitalised(line: &Line<'_>, i: usize) -> Option<Source> {
    let fits = |k: usize| {
        line.is_word(k)
            && line.is_upper(k)
            && line.mention(k).is_none()
            && line.finite_cue(k).is_none()
            && !(line.lexicon.weekdays.contains(line.word(k)) || line.lexicon.months.contains(line.word(k)))
    };
    let open = usize::from(line.is_mark(i) && fits(i + 1));
    let stop = (i + open..i + open + 4).find(|&k| !fits(k)).unwrap_or(i + open + 4);
    let long = line.word(i + open).chars().count() > 2;
    let known = !line.is_acronym(i + open)
        && (line.is_preposition(i + open)
            || line.lexicon.determiners.contains(line.word(i + open))
            || line.lexicon.pronouns.contains_key(line.word(i + open)));
    if stop == i + open || !long || known || line.mention(stop).is_some_and(|m| m.kind == MentionKind::Name) {
        return None;
    }
    let close = usize::from(open == 1 && line.is_mark(stop));
    (open == close).then(|| Source {
        entity_kind: EntityKind::Other,
        ..source::blank(i..stop + close, SpeakerKind::Name)
    })
}

/// English "retired Air Force general Lloyd Newton said", "one slide says": all words up to a cue close by are its subject.
pub(super) fn subject_before_cue(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Source> {
    let dot = |k: usize| line.word(k) == "." && line.lexicon.honorifics.contains(line.word(k - 1));
    // "Vint and Wick", "the mayor and his aide"
    let joins = |k: usize| {
        line.is_upper(k - 1) && line.is_upper(k + 1)
            || line.lexicon.determiners.contains(line.word(k + 1))
            || line.lexicon.pronouns.get(line.word(k + 1)).is_some_and(|p| p.possessive)
            || line.word(k + 1) == "the"
    };
    // "Channel 8 reports"
    let number = |k: usize| {
        line.tokens.get(k).is_some_and(|t| t.kind == crate::text::TokenKind::Number)
            && line.is_upper(k.wrapping_sub(1))
    };
    let plain = |k: usize| {
        (line.is_word(k) || number(k))
            && !line.lexicon.auxiliaries.contains(line.word(k))
            && (!line.lexicon.and_words.contains(line.word(k)) || joins(k))
            && !line.lexicon.subordinators.contains(line.word(k))
            && !line.lexicon.but_words.contains(line.word(k))
    };
    // "a source close to the talks": a noun
    let noun = |k: usize| line.is_article(k - 1);
    let stop = (i + 1..i + 10).find(|&k| !plain(k) && !dot(k) || line.finite_cue(k).is_some() && !noun(k))?;
    // "people briefed on the matter said"
    if line.word(stop).ends_with("ed")
        && line.is_preposition(stop + 1)
        && let Some(verb) =
            (stop + 1..stop + 8).take_while(|&k| line.is_word(k)).find(|&k| line.finite_cue(k).is_some())
        && !line.is_noun_use(verb)
    {
        return source::restricted(line, sources, verb).filter(|s| s.range.start == i);
    }
    line.finite_cue(stop)?;
    let adverb = (i..stop).rev().take_while(|&k| line.is_adverb(k) && !line.is_upper(k)).count();
    let end = stop - adverb;
    let at = sources.partition_point(|s| s.range.end < end);
    if let Some(source) = sources.get(at).filter(|s| s.range.end == end && !s.governed && s.range.start >= i)
    {
        return Some(Source { range: i..end, ..source.clone() });
    }
    // a phrase whose head stands before "of", "on": the source is known by it
    let first = sources.iter().find(|s| s.range.start == i && s.range.end <= end && !s.relative);
    if let Some(source) = first {
        return Some(Source { range: i..end, ..source.clone() });
    }
    let unknown = capitalised(line, i)
        .filter(|s| s.range.end == end || s.range.end + 1 == end && number(end - 1))
        .map(|s| Source { range: i..end, ..s });
    // "the Sunday Courier said", "the American quipped"
    let capitals =
        i + 1 < end && line.word(i) == "the" && (i + 1..end).all(|k| line.is_upper(k) || number(k));
    let paper = line.lexicon.mastheads.contains(line.word(end - 1));
    let proper = (capitals && !line.is_headline()).then(|| Source {
        media: paper,
        entity_kind: if paper { EntityKind::Outlet } else { EntityKind::Other },
        ..source::blank(i..end, SpeakerKind::Name)
    });
    unknown
        .or_else(|| source::described_before(line, stop).filter(|s| s.range.start == i))
        .or(proper)
        .or_else(|| source::restricted(line, sources, stop).filter(|s| s.range.start == i))
}

/// English "Senate Majority Leader Mick Hollin, R-Tarn., said": all words up to the comma belong to the name before it.
pub(super) fn name_before_comma(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Source> {
    let short = |k: usize| {
        line.raw(k).chars().count() == 1 && line.is_upper(k) || line.lexicon.honorifics.contains(line.word(k))
    };
    let dot = |k: usize| line.word(k) == "." && (short(k - 1) || matches!(line.word(k - 1), "jr" | "sr"));
    let comma = (i + 1..i + 11).find(|&k| !line.is_word(k) && !dot(k))?;
    let plain =
        (i..comma).all(|k| line.finite_cue(k).is_none() && !line.lexicon.auxiliaries.contains(line.word(k)));
    // "Abel R. Thole II", "Abel Thole Jr."
    let dotted = usize::from(line.word(comma - 1) == ".");
    let last = comma.saturating_sub(1 + dotted);
    let suffix = matches!(line.word(last), "jr" | "sr" | "ii" | "iii" | "iv");
    let end = if suffix { last } else { comma };
    let at = sources.partition_point(|s| s.range.end < end);
    let name =
        sources.get(at).filter(|s| s.range.end == end && s.kind == SpeakerKind::Name && !s.governed)?;
    (line.is_comma(comma) && plain && line.is_upper(i)).then(|| Source { range: i..comma, ..name.clone() })
}

/// A source whose noun no list knows: "сказали рибалки". Only right after a cue and up to the next mark.
pub(in crate::statement) fn described(line: &Line<'_>, i: usize) -> Option<Source> {
    // "сказал изданию один из горожан": past whom it was told
    if line.lexicon.slavic
        && line.word(i).ends_with(['у', 'ю'])
        && line.lexicon.heads.contains_key(line.word(i))
    {
        return described(line, i + 1);
    }
    if !line.is_word(i)
        || line.is_preposition(i)
        || line.is_adverb(i)
        || line.lexicon.subordinators.contains(line.word(i))
        || line.lexicon.and_words.contains(line.word(i))
        || line.lexicon.but_words.contains(line.word(i))
        || line.mention(i).is_some_and(|m| m.kind != MentionKind::Adjective)
        || line.lexicon.as_words.contains(line.word(i))
        || line.lexicon.not_words.contains(line.word(i))
        || line.lexicon.oblique_pronouns.contains(line.word(i))
        || crate::statement::indirect::infinitive(line, i)
    {
        return None;
    }
    let stop =
        (i + 1..(i + 5).min(line.tokens.len() + 1)).find(|&k| !line.is_word(k) || line.is_preposition(k))?;
    let last = line.word(stop - 1);
    let lower = !line.is_upper(i);
    let plausible = line.words_in(i..stop) <= 3
        && last.chars().count() > 2
        // no nominative
        && !line.word(i).ends_with(['у', 'ю'])
        && !(last.ends_with(['и', 'і']) && line.lexicon.endings.is_instrumental(last))
        && !(last.ends_with(['в', 'ў']) && line.lexicon.endings.is_genitive_plural(last))
        && lower
        && line.lexicon.slavic
        && (i..stop).all(|k| {
            line.finite_cue(k).is_none() && !line.lexicon.question_particles.contains(line.word(k))
        });
    plausible.then(|| Source {
        head: last.to_owned(),
        complement: true,
        ..source::blank(i..stop, SpeakerKind::Role)
    })
}

/// Slavic "черговий загону Пилип Сорока": nouns that no list knows and the capitals behind them, up to a mark.
pub(super) fn noun_and_capitals(line: &Line<'_>, i: usize) -> Option<Source> {
    let noun = |k: usize| {
        line.is_word(k)
            && !line.is_upper(k)
            && !line.is_preposition(k)
            && line.cue(k).is_none()
            && !line.lexicon.subordinators.contains(line.word(k))
            && !line.lexicon.and_words.contains(line.word(k))
            && !line.lexicon.but_words.contains(line.word(k))
            && !line.lexicon.oblique_pronouns.contains(line.word(k))
    };
    let name = (i..i + 5).find(|&k| !noun(k)).filter(|&k| k > i)?;
    let end = (name..name + 4).find(|&k| !(line.is_word(k) && line.is_upper(k)))?;
    let closes = end >= line.tokens.len() || line.is_punctuation(end) && !line.is_mark(end);
    let nominative =
        !line.word(i).ends_with(['у', 'ю']) && !line.lexicon.endings.is_genitive_plural(line.word(i));
    (line.lexicon.slavic && end > name && closes && nominative).then(|| Source {
        head: line.word(i).to_owned(),
        complement: true,
        ..source::blank(i..end, SpeakerKind::Role)
    })
}

/// English "said the second official", "said one of the keepers, who …": a determiner, nouns, and what "of" or "for" ties to
/// them, up to a mark or the next preposition.
pub(in crate::statement) fn noun_after(line: &Line<'_>, i: usize) -> Option<Source> {
    let counted =
        |word: &str| matches!(word, "one" | "another" | "two" | "three" | "several" | "many" | "some");
    let word = line.word(i);
    // "said residents", "said people briefed on the talks"
    let several = word == "people" || word.len() > 5 && word.ends_with('s') && !line.is_upper(i);
    if line.lexicon.slavic || !(line.is_article(i) || counted(word) || several) {
        return None;
    }
    let ties = |k: usize| matches!(line.word(k), "of" | "for" | "from" | "with");
    let plain = |k: usize| {
        line.is_word(k)
            && !line.lexicon.auxiliaries.contains(line.word(k))
            && !line.lexicon.subordinators.contains(line.word(k))
            && !line.lexicon.pronouns.contains_key(line.word(k))
            && !line.lexicon.but_words.contains(line.word(k))
            && (line.finite_cue(k).is_none() || line.is_noun_use(k))
    };
    let end = (i + 1..i + PHRASE).find(|&k| !plain(k) || line.is_preposition(k) && !ties(k))?;
    let head = (i + 1..end).find(|&k| line.is_preposition(k)).unwrap_or(end) - 1;
    // "said a word to nobody", "told the truth"
    let closed =
        !line.is_word(end) || line.is_preposition(end) || matches!(line.word(end), "who" | "as" | "when");
    let noun = line.word(head).chars().count() > 2 && !line.is_preposition(end - 1);
    let alone = (matches!(word, "one" | "another") || several) && end == i + 1;
    (closed && (noun && (head > i || several) || alone)).then(|| Source {
        head: line.word(head).to_owned(),
        complement: true,
        plural: line.word(head).ends_with('s'),
        ..source::blank(i..end, SpeakerKind::Role)
    })
}

/// English "the county's cabinet member for highways, Maud Hollis, told": a role that no list knows and the name behind its comma.
pub(super) fn role_and_name(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Source> {
    let plain = |k: usize| {
        line.is_word(k)
            && !line.lexicon.auxiliaries.contains(line.word(k))
            && !line.lexicon.subordinators.contains(line.word(k))
            && (line.finite_cue(k).is_none() || line.is_noun_use(k))
    };
    let comma =
        (i + 1..i + PHRASE).find(|&k| !plain(k)).filter(|&k| line.is_comma(k) && line.is_article(i))?;
    let at = sources.partition_point(|s| s.range.start <= comma);
    let name = sources.get(at).filter(|s| s.range.start == comma + 1 && s.kind == SpeakerKind::Name)?;
    let role = comma > i + 1 && line.is_comma(name.range.end);
    role.then(|| Source { range: i..name.range.end, head: line.word(comma - 1).to_owned(), ..name.clone() })
}

/// English `"Q," gasped Ada Orr.`, `"Q," she gasped.`: a past form that no list knows right behind a quotation that a comma
/// ends, and nothing but its subject.
pub(super) fn acted(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Attribution> {
    let speaks =
        |s: &&Source| !s.governed && !s.relative && !s.document && s.entity_kind != EntityKind::Place;
    let past = |k: usize| {
        let word = line.word(k);
        word.len() > 4 && word.ends_with("ed") && !line.is_upper(k) && line.cue(k).is_none()
    };
    let closes = |k: usize| k >= line.tokens.len() || line.is_stop(k) || line.is_comma(k);
    let at = sources.partition_point(|s| s.range.end <= i);
    let near = sources.get(at).filter(speaks)?;
    // "groused Ned Moss": the verb looks like a noun before the name
    let near = match near.range.start == i && past(i) && near.is_named() && near.range.len() > 1 {
        true => Source { range: i + 1..near.range.end, ..near.clone() },
        false => near.clone(),
    };
    let verb = if near.range.start == i { line.skip_adverbs(near.range.end, 1) } else { i };
    let end = if verb == i { near.range.end } else { verb + 1 };
    let beside = near.range.start == i || near.range.start == i + 1;
    let fits = !line.lexicon.slavic && beside && past(verb) && closes(end);
    fits.then(|| Attribution {
        cue: verb..verb + 1,
        lemma: line.word(verb).to_owned(),
        class: Class::Assert,
        who: Who::Source(Box::new(near)),
        end,
    })
}

/// "Ada Orr shakes her head. "It is late."", "Дед махнул рукой. «Поздно»": the one person whose act the sentence right before a
/// quotation tells. `open`: the first token of the quotation.
pub(super) fn actor(line: &Line<'_>, sources: &[Source], open: usize) -> Option<Source> {
    let last = open.checked_sub(1).filter(|&k| line.is_stop(k))?;
    let sentence = line.sentence(last);
    let start = line.skip_opening(sentence.start);
    let at = sources.partition_point(|s| s.range.end <= start);
    let subject = sources.get(at).filter(|s| s.range.start == start && s.range.end < last)?;
    let person = matches!(subject.kind, SpeakerKind::Name | SpeakerKind::Role | SpeakerKind::Pronoun)
        && subject.entity_kind == EntityKind::Person
        && subject.gender != Gender::Neuter
        && !subject.plural;
    // "махнув рукою." tells of no words
    let speaks = |k: usize| line.finite_cue(k).is_some_and(|(n, e)| e.strength >= 2 && k + n < last);
    let silent = (sentence.start..last).all(|k| line.depth_at(k) == 0 && !speaks(k));
    (person && silent && !subject.governed && !subject.relative && !subject.oblique).then(|| subject.clone())
}
