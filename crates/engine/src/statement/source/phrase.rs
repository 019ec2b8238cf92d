//! One phrase that can name a source: a pronoun, a name with its role, a common noun with its complement.
//!
//! Takes a `Line` and a token, gives the phrase whose head stands there.

use super::noun::{from_noun, from_noun_in, head_in};
use super::shape::{
    belongs, dative_noun, foreign_office, is_modifier, is_timely, is_unlisted_genitive, nominative_adjective,
    nominative_name, noun_before, oblique_adjective, one_of, points,
};
use super::{Source, blank};
use crate::model::*;
use crate::statement::line::Line;

pub(super) fn at(line: &Line<'_>, i: usize, floor: usize) -> Option<Source> {
    if let Some(source) = super::english::one_of_many(line, i).filter(|s| s.range.start >= floor) {
        return Some(source);
    }
    let mut source = pronoun(line, i)
        .or_else(|| firm(line, i))
        .or_else(|| from_mention(line, i))
        .or_else(|| from_noun(line, i))?;
    // adjectives and determiners before the head
    let mut start = source.range.start;
    // "між тим анонімний співрозмовник": no determiner in another case than its noun
    let nominative = line.lexicon.slavic
        && *source.head == *line.word(source.range.start)
        && !source.head.ends_with(['ю', 'о', 'е', 'и', 'і', 'ё']);
    let apart = |k: usize| {
        let other = line.word(k).ends_with('м') || oblique_adjective(line, k, Gender::Unknown);
        // "після зустрічі мер": what a preposition governs is no adjective of a nominative
        let governed =
            k > 0 && (line.is_preposition(k - 1) || oblique_adjective(line, k - 1, Gender::Unknown));
        nominative && (other || governed)
    };
    if !matches!(source.kind, SpeakerKind::Pronoun) {
        while start > floor
            && !apart(start - 1)
            && source.range.start - start < 5
            && line.depth_at(start - 1) == line.depth_at(source.range.start)
            && line.is_word(start - 1)
            && line.finite_cue(start - 1).is_none()
            && !(line.lexicon.slavic && line.cue(start - 1).is_some_and(|(_, e)| e.strength >= 2))
            && !line.is_preposition(start - 1)
            // "черговий загону": a nominative is no part of a genitive
            && !(source.oblique && ["ий", "ый", "ая", "яя", "ы", "і"].iter().any(|s| line.word(start - 1).ends_with(s)))
            && !line.lexicon.and_words.contains(line.word(start - 1))
            && !(line.lexicon.slavic
                && source.is_named()
                && source.head.is_empty()
                && !nominative_adjective(line, start - 1))
            && (line.lexicon.determiners.contains(line.word(start - 1))
                && !(source.is_named() && (line.lexicon.slavic || points(line.word(start - 1))))
                || (line.lexicon.slavic
                    && line.is_adjective(start - 1)
                    // "при этом Москва": no demonstrative of a name
                    && !(source.is_named() && line.lexicon.determiners.contains(line.word(start - 1)))
                    // "усміхається", "у якому": no adjectives of the name behind them
                    && !line.word(start - 1).ends_with("ся")
                    && !line.lexicon.subordinators.contains(line.word(start - 1))
                    && line.mention(start - 1).is_none_or(|m| m.kind == MentionKind::Adjective))
                || (!line.lexicon.slavic
                    && line.mention(start - 1).is_some_and(|m| m.kind == MentionKind::Adjective))
                || (!line.lexicon.slavic
                    && noun_before(line, start - 1)
                    && !(source.is_named() && is_timely(line, start - 1))))
        {
            start -= 1;
            if !line.lexicon.slavic
                && (line.is_article(start) || matches!(line.word(start), "some" | "many" | "several"))
            {
                break;
            }
        }
    }
    // "Mr. Vint", "Dr Vint"
    let stop = usize::from(start > 1 && line.word(start - 1) == ".");
    // "Mr. King", "Dr. Bishop": a surname that is a title too
    let surname = !line.lexicon.slavic
        && source.kind == SpeakerKind::Role
        && line.is_upper(source.range.start)
        && source.range.start == start;
    if (source.kind == SpeakerKind::Name || surname)
        && start > floor + stop
        && line.lexicon.honorifics.contains(line.word(start - 1 - stop))
    {
        if surname {
            source = Source { plural: false, ..blank(start..start + 1, SpeakerKind::Name) };
        }
        start -= 1 + stop;
    }
    // "the «Zarya»": an opening mark belongs to the phrase
    if start > floor && line.is_mark(start - 1) && line.is_mark(source.range.end) {
        start -= 1;
        source.range.end += 1;
    }
    let unnamed = |k: usize| line.lexicon.anonymous_phrases.at(line.tokens, k).is_some_and(|(n, _)| n == 1);
    if line.lexicon.slavic
        && source.kind == SpeakerKind::Role
        && source.entity_kind == EntityKind::Person
        && (start..source.range.start).any(unnamed)
    {
        (source.anonymous, source.kind) = (true, SpeakerKind::Anonymous);
    }
    if !source.is_named() && source.kind != SpeakerKind::Pronoun {
        source.oblique |= (start..source.range.start).any(|k| oblique_adjective(line, k, source.gender));
    }
    if line.lexicon.slavic && start > floor + 1 && one_of(line, start) && (source.anonymous || source.plural)
    {
        start -= 2;
        source =
            Source { plural: false, gender: Gender::Unknown, oblique: false, complement: true, ..source };
    }
    if foreign_office(line, &source, start) {
        source = Source { mention: None, kind: SpeakerKind::Role, complement: true, ..source };
    }
    // "her lawyers": known by whose they are
    let owned = !line.lexicon.slavic && line.lexicon.possessives.contains(line.word(start));
    if owned && source.plural && source.anonymous && start < source.range.start {
        source = Source { anonymous: false, kind: SpeakerKind::Role, ..source };
    }
    source.range.start = start;
    source.governed = start > 0 && line.is_preposition(start - 1) && !plain_adverb(line, start - 1, &source);
    Some(source)
}

fn pronoun(line: &Line<'_>, i: usize) -> Option<Source> {
    // "один из них": one of people whom nobody names
    if line.lexicon.slavic && one_of(line, i + 2) && line.lexicon.of_them.contains(line.word(i + 2)) {
        let mut source = blank(i..i + 3, SpeakerKind::Anonymous);
        (source.anonymous, source.complement, source.head) = (true, true, line.word(i).to_owned());
        return Some(source);
    }
    let form = line.lexicon.pronouns.get(super::english::uncontracted(line, i))?;
    if form.possessive || line.is_acronym(i) {
        return None;
    }
    let mut source = blank(i..i + 1, SpeakerKind::Pronoun);
    source.gender = form.gender;
    source.plural = form.plural;
    source.relative = form.relative;
    Some(source)
}

/// A name or a listed noun in the nominative, across a mark.
pub(super) fn nominative_behind(line: &Line<'_>, i: usize) -> bool {
    let named =
        line.mention(i).is_some_and(|m| m.kind == MentionKind::Name && m.entity_kind == EntityKind::Person);
    named && nominative_name(line, i, Gender::Unknown) || line.is_listed_nominative(i)
}

/// "Накануне Сергей Морозов заявил": an adverb that is a preposition elsewhere, before a nominative.
fn plain_adverb(line: &Line<'_>, i: usize, source: &Source) -> bool {
    let start = source.range.start;
    let nominative = nominative_name(line, start, source.gender)
        || *line.word(start) == *source.head
        || source.range.len() == 1
            && source.kind == SpeakerKind::Name
            && line.word(start).ends_with(|c: char| !"аяуюиіїыем".contains(c));
    line.lexicon.slavic && line.is_adverb(i) && line.lexicon.adverbs.contains(line.word(i)) && nominative
}

fn mention_plural(mention: &Mention) -> bool {
    mention.number == Number::Plural
}

/// "Harrow & Pike": a firm by the names of its founders.
fn firm(line: &Line<'_>, i: usize) -> Option<Source> {
    let named = |k: usize| line.is_word(k) && line.is_upper(k);
    let first = named(i) && line.word(i + 1) == "&" && named(i + 2);
    (first && line.word(i.wrapping_sub(1)) != "&")
        .then(|| Source { entity_kind: EntityKind::Organisation, ..blank(i..i + 3, SpeakerKind::Name) })
}

pub(super) fn from_mention(line: &Line<'_>, i: usize) -> Option<Source> {
    let index = line.cover.get(i).copied().flatten()?;
    let mention = line.mentions.get(index as usize)?;
    let end = line.mention_end(i);
    match mention.kind {
        MentionKind::Pronoun => None,
        MentionKind::Adjective => None,
        MentionKind::Name | MentionKind::Nickname => {
            let kind = match (mention.kind, mention.entity_kind) {
                (MentionKind::Nickname, _) => SpeakerKind::Nickname,
                (_, EntityKind::Person) => SpeakerKind::Name,
                (_, EntityKind::Other) => return None,
                _ => SpeakerKind::Organisation,
            };
            let mut source = blank(i..end, kind);
            source.mention = Some(index + line.mention_offset);
            source.gender = mention.gender;
            // "Джамала": a name of one word that looks feminine may be so
            let feminine = line.word(i).ends_with(['а', 'я']);
            if kind == SpeakerKind::Name && feminine && (end == i + 1 || source.gender == Gender::Masculine) {
                source.gender = Gender::Unknown;
            }
            source.plural = mention_plural(mention);
            source.media = mention.entity_kind == EntityKind::Outlet;
            source.entity_kind = mention.entity_kind;
            Some(source)
        }
        // "у лютому заступник": the month is none of the title
        MentionKind::Role if line.lexicon.slavic && line.lexicon.months.contains(line.word(i)) => None,
        // "после матча": a preposition that is spelled as a title
        MentionKind::Role if line.lexicon.slavic && line.is_preposition(i) => None,
        // "a ministry spokesman", "a rival firm": the last noun is the head
        MentionKind::Role if is_modifier(line, end) => None,
        MentionKind::Role | MentionKind::Description => {
            let head = head_in(line, i..end);
            // "журналістам Тарас Лоза": whom it is told, and another phrase
            if dative_noun(line, i) && end == i + 1 && nominative_behind(line, end) {
                let source = from_noun(line, i)?;
                return Some(Source { range: i..end, oblique: true, complement: false, ..source });
            }
            // "президент … Іван Іванов": the name right after, also across a quotation mark
            let mut next = end;
            if line.is_mark(next) {
                next += 1;
            }
            let noun = from_noun_in(line, i..end);
            if let Some(name) = line.mention(next)
                && !belongs(line, noun.as_ref(), name)
                && matches!(name.kind, MentionKind::Name | MentionKind::Nickname)
                && !line.is_comma(end)
                && (name.entity_kind == EntityKind::Person) == (mention.entity_kind == EntityKind::Person)
            {
                let mut source = from_mention(line, next)?;
                source.range.start = i;
                if next > end && line.is_mark(source.range.end) {
                    source.range.end += 1;
                }
                source.head = head.map(|(_, h)| h).unwrap_or_default();
                return Some(source);
            }
            let apart = noun.as_ref().is_some_and(|n| n.plural)
                && !line.word(end - 1).ends_with(['и', 'і', 'ы', 'ї'])
                && nominative_name(line, end, Gender::Unknown);
            let whose = !apart && line.mention(end).is_some_and(|name| belongs(line, noun.as_ref(), name));
            // "директор заповідника Кирило Мох": the name behind the complement says who it is
            if let Some(named) = noun.as_ref().filter(|n| n.kind == SpeakerKind::Name && n.range.end > end) {
                return Some(Source { range: i..named.range.end, ..named.clone() });
            }
            let mut source = noun.unwrap_or_else(|| blank(i..end, SpeakerKind::Role));
            // the mention may have taken the name behind it for its own
            if whose {
                return Some(Source {
                    range: i..line.mention_end(end),
                    complement: true,
                    mention: None,
                    ..source
                });
            }
            source.range = i..end.max(source.range.end);
            source.mention = Some(index + line.mention_offset);
            if source.gender == Gender::Unknown {
                source.gender = mention.gender;
            }
            source.entity_kind = mention.entity_kind;
            let adjectives = (i..end).filter(|&k| line.is_word(k) && !line.is_adjective(k)).count();
            source.complement |= adjectives > 1;
            // "Міністр оборони Велмії": the country of the office, when no list knows it
            if source.range.end == end && is_unlisted_genitive(line, end) {
                source.range.end += 1;
                source.complement = true;
            }
            if mention.entity.is_some() {
                source.anonymous = false;
                if source.kind == SpeakerKind::Anonymous {
                    source.kind = SpeakerKind::Role;
                }
            }
            Some(source)
        }
    }
}

/// "у звіті Рахункової палати": the body behind a document, inside the document's own phrase.
pub(in crate::statement) fn owner_in(line: &Line<'_>, document: &Source) -> Option<Source> {
    let range = document.range.clone();
    (range.start + 1..range.end).find_map(|k| {
        let named = from_mention(line, k).filter(|s| s.is_named() || s.kind == SpeakerKind::Role);
        let found = named.or_else(|| from_noun(line, k))?;
        let speaks = !found.document && !found.anonymous && found.range.end <= range.end;
        let mut start = found.range.start;
        while start > range.start + 1 && line.is_adjective(start - 1) {
            start -= 1;
        }
        speaks.then_some(Source { range: start..found.range.end, oblique: false, ..found })
    })
}

/// The name of somebody or some body that starts at token `i`.
pub(in crate::statement) fn named_at(line: &Line<'_>, i: usize) -> Option<Source> {
    let starts = i == 0 || line.cover.get(i) != line.cover.get(i - 1);
    from_mention(line, i).filter(|s| starts && s.is_named())
}
