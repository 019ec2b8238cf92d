//! A subject that stands behind whom it was told and where.
//!
//! Takes a `Line` and the token behind a verb, gives the phrase that speaks, or nothing.

use super::shape::nominative_name;
use super::{Source, agrees};
use crate::model::*;
use crate::statement::lexicon::{CueEntry, Form};
use crate::statement::line::Line;

/// Tokens between a verb and its subject at most.
const HEARERS: usize = 14;

/// A word that ends as a dative does.
pub(in crate::statement) fn looks_dative(line: &Line<'_>, i: usize) -> bool {
    line.lexicon.endings.is_dative(line.word(i))
}

/// Past a name in marks, with its noun, that ends as a dative does: "«Речной газете»", "изданию «Берег»". No sentence of
/// its own stands in the marks.
pub(in crate::statement) fn past_marks(line: &Line<'_>, i: usize) -> usize {
    let noun = usize::from(
        line.is_word(i) && looks_dative(line, i) && line.lexicon.heads.contains_key(line.word(i)),
    );
    let open = i + noun;
    let Some(quote) = line.quotes.iter().find(|q| q.open == Some(open) && q.close.is_some()) else {
        return i;
    };
    let first = quote.inner.start;
    let dative = noun == 1
        || quote.inner.clone().any(|k| {
            let word = line.word(k);
            looks_dative(line, k)
                || ["ой", "ей", "ій", "ай", "яй", "ым", "им", "ім"].iter().any(|e| word.ends_with(e))
        });
    let name = line.lexicon.slavic && line.is_upper(first) && line.words_in(quote.inner.clone()) <= 4;
    let plain = quote.inner.clone().all(|k| !line.is_stop(k) && !line.is_comma(k));
    if name && dative && plain && line.is_word(quote.end()) { quote.end() } else { i }
}

/// Past whom it was told right behind the verb, when a place follows: "журналістам в аеропорту", "«Обрію» в раді".
pub(in crate::statement) fn past_hearers(line: &Line<'_>, i: usize) -> usize {
    if !line.lexicon.slavic {
        return i;
    }
    let from = line.skip_adverbs(i, 2);
    let mut end = past_marks(line, from);
    while end == from || end < from + 3 {
        let noun =
            line.is_word(end) && line.lexicon.heads.contains_key(line.word(end)) && looks_dative(line, end);
        if !noun {
            break;
        }
        end += 1;
    }
    if line.lexicon.locative.contains(line.word(end)) { end } else { i }
}

/// "в гидрометцентре": a body that no list knows behind a preposition of place, up to the end of its clause.
pub(in crate::statement) fn unlisted_body(line: &Line<'_>, i: usize) -> Option<Source> {
    // "у «Лугенерго»"
    let quote = line.quotes.iter().find(|q| q.open == Some(i + 1) && q.close.is_some());
    if let Some(quote) = quote.filter(|q| line.is_upper(q.inner.start) && line.words_in(q.inner.clone()) <= 3)
    {
        let place = line.lexicon.slavic && line.lexicon.charge_prepositions.contains(line.word(i));
        return place.then(|| Source {
            governed: true,
            entity_kind: EntityKind::Organisation,
            ..super::blank(i + 1..quote.end(), SpeakerKind::Name)
        });
    }
    let plain = |k: usize| line.is_word(k) && !line.is_preposition(k) && line.cue(k).is_none();
    let end = (i + 1..i + 6).find(|&k| !plain(k))?;
    let word = line.word(i + 1);
    let locative = word.ends_with(['е', 'і', 'ї', 'у', 'ю', 'и', 'ы', 'й', 'м'])
        || word.ends_with("ах")
        || word.ends_with("ях");
    let timely = line.lexicon.months.contains(word) || line.lexicon.weekdays.contains(word);
    let closes = line.is_comma(end) || line.is_stop(end) || end >= line.tokens.len();
    let place = line.lexicon.slavic && line.lexicon.charge_prepositions.contains(line.word(i));
    (place && end > i + 1 && locative && !timely && closes && word.chars().count() > 4).then(|| Source {
        head: word.to_owned(),
        complement: true,
        governed: true,
        entity_kind: EntityKind::Organisation,
        ..super::blank(i + 1..end, SpeakerKind::Role)
    })
}

/// Who speaks behind whom it was told and where: "рассказал РБК источник в мэрии", "заявил в интервью каналу «Восьмой»
/// генерал Лунд". `i`: the token behind the verb; nothing when the phrase there is itself the subject.
pub(in crate::statement) fn beyond_hearers<'s>(
    line: &Line<'_>,
    sources: &'s [Source],
    i: usize,
    entry: &CueEntry,
) -> Option<&'s Source> {
    if !line.lexicon.slavic || entry.form != Form::Finite {
        return None;
    }
    let depth = line.depth_at(i);
    let i = line.skip_adverbs(i, 2);
    let reach = (i..i + HEARERS)
        .find(|&k| {
            line.depth_at(k) == depth
                && (line.is_comma(k)
                    || line.is_stop(k)
                    || line.word(k) == ":"
                    || line.finite_cue(k).is_some())
        })
        .unwrap_or(i + HEARERS);
    let accusative = |s: &Source| {
        let word = line.word(s.range.start);
        let plural = s.plural
            && !entry.plural
            && ["ов", "ев", "ів", "їв", "аў", "яў", "оў"].iter().any(|e| word.ends_with(e));
        s.kind != SpeakerKind::Pronoun && !s.is_named() && (plural || s.oblique)
    };
    let hears = |s: &Source| {
        s.governed
            || s.media && s.is_named()
            || s.kind != SpeakerKind::Pronoun && looks_dative(line, s.range.start)
            // "говорив малій Софії її батько"
            || s.kind == SpeakerKind::Name && !agrees(s, entry, true)
            // "заверила журналистов", "поправил коллегу": no subject of the verb in this form
            || accusative(s)
    };
    let nominative = |s: &Source| {
        let word = |k: usize| *line.word(k) == *s.head;
        let plural = s.plural && entry.plural && line.word(s.range.start).ends_with(['и', 'ы', 'і']);
        let name = s.kind == SpeakerKind::Name && nominative_name(line, s.range.start, Gender::Unknown);
        // "заявила журналистам в аэропорту сама Брант": one word that ends the author's words
        let alone = s.kind == SpeakerKind::Name
            && s.range.len() == 1
            && s.range.end == reach
            && !line.word(s.range.start).ends_with(['у', 'ю', 'и', 'і', 'ї', 'ы', 'е', 'м', 'й']);
        !s.head.is_empty() && (s.range.clone().any(word) || plural) || name || alone
    };
    let speaks = |s: &Source| {
        !s.governed
            && !s.relative
            && !s.oblique
            && !s.media
            && !s.document
            && (s.kind == SpeakerKind::Name && s.entity_kind != EntityKind::Place
                || s.anonymous
                || s.kind == SpeakerKind::Role && s.entity_kind == EntityKind::Person)
            && agrees(s, entry, true)
            && nominative(s)
    };
    let past = past_marks(line, i);
    let at = sources.partition_point(|s| s.range.end <= i);
    let first = sources.get(at)?;
    let told = past > i
        || first.range.start <= i && hears(first)
        || line.is_preposition(i)
        || line.lexicon.relays.at(line.tokens, i).is_some();
    if !told {
        return None;
    }
    let at = sources.partition_point(|s| s.range.start < past);
    sources.get(at..)?.iter().take_while(|s| s.range.start < reach).take(4).find(|s| speaks(s))
}
