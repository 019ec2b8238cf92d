//! One phrase that can name a source: a pronoun, a name with its role, a common noun with its complement.
//!
//! Takes a `Line` and a token, gives the phrase whose head stands there.

use super::shape::{
    belongs, dative_noun, foreign_office, is_informed, is_modifier, is_timely, is_unlisted_genitive,
    linked_before, names_follow, next_is_nominal, nominative_adjective, nominative_name, nominative_plural,
    noun_before, oblique_adjective, oblique_head, one_of, points,
};
use super::whose::{agrees, named_in_marks, of_named_body, of_person, second_owner, unlisted_bearer};
use super::{Source, blank};
use crate::model::*;
use crate::statement::lexicon::HeadKind;
use crate::statement::line::Line;
use std::ops::Range;

pub(super) fn at(line: &Line<'_>, i: usize, floor: usize) -> Option<Source> {
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
    while let Some(end) = second_owner(line, &source) {
        source.range.end = end;
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
    let form = line.lexicon.pronouns.get(line.word(i))?;
    if form.possessive || line.is_acronym(i) {
        return None;
    }
    // the family name "Тот"; "та" that is an "and" elsewhere
    let opens = i == line.skip_opening(line.sentence(i).start);
    let named = form.other && !opens && line.is_upper(i) && line.mention(i).is_some();
    let and = form.other && form.gender == Gender::Feminine && !(opens && speaks_of_her(line, i + 1));
    if named || and {
        return None;
    }
    let mut source = blank(i..i + 1, SpeakerKind::Pronoun);
    source.gender = form.gender;
    source.plural = form.plural;
    source.relative = form.relative;
    Some(source)
}

/// A cue that shows a woman speaks.
fn speaks_of_her(line: &Line<'_>, i: usize) -> bool {
    line.finite_cue(line.skip_adverbs(i, 2)).is_some_and(|(_, cue)| cue.gender == Gender::Feminine)
}

/// "виданню", "агентству": no genitive ends so.
fn neuter_dative(word: &str) -> bool {
    ["нню", "нию", "ству", "цтву"].iter().any(|end| word.ends_with(end))
}

/// A name or a listed noun in the nominative, across a mark.
fn nominative_behind(line: &Line<'_>, i: usize) -> bool {
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
            if let Some(end) = unlisted_bearer(line, i, mention) {
                return Some(blank(i..end, SpeakerKind::Role));
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
            if let Some(source) = of_person(line, i, end) {
                return Some(source);
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

pub(super) fn head_in(line: &Line<'_>, range: Range<usize>) -> Option<(usize, String)> {
    let head = |k: usize| {
        let heads = line.lexicon.heads.get(line.word(k))?;
        heads.first().map(|h| (k, h.lemma.to_string()))
    };
    if line.lexicon.slavic {
        return range.into_iter().find_map(head);
    }
    // "a chief executive", "police chief": the last noun before "of"
    let end = range.clone().find(|&k| k > range.start && line.is_preposition(k)).unwrap_or(range.end);
    (range.start..end).rev().find_map(head).or_else(|| range.into_iter().find_map(head))
}

fn from_noun_in(line: &Line<'_>, range: Range<usize>) -> Option<Source> {
    let (at, _) = head_in(line, range)?;
    from_noun(line, at)
}

/// A common noun that heads a source phrase, with its genitive or "of" complement.
fn from_noun(line: &Line<'_>, i: usize) -> Option<Source> {
    if line.lexicon.verbs.contains_key(line.word(i)) && !line.lexicon.slavic && !line.is_noun_use(i) {
        return None;
    }
    // "who heads the union": a verb
    if !line.lexicon.slavic && matches!(line.word(i.wrapping_sub(1)), "who" | "which" | "that" | "to") {
        return None;
    }
    if is_modifier(line, i + 1) {
        return None;
    }
    let phrase = line.lexicon.anonymous_phrases.at(line.tokens, i).map(|(n, _)| n);
    // "анонимный собеседник": the noun behind heads the phrase
    if line.lexicon.slavic
        && phrase == Some(1)
        && line.is_adjective(i)
        && !line.lexicon.heads.contains_key(line.word(i))
        && line.lexicon.heads.contains_key(line.word(i + 1))
    {
        return None;
    }
    let heads = line.lexicon.heads.get(line.word(i));
    let head = heads.and_then(|list| {
        // an anonymous reading wins over a title, a title over an organisation
        list.iter().min_by_key(|h| match h.kind {
            HeadKind::Anonymous => 0,
            HeadKind::Title => 1,
            HeadKind::Media => 2,
            HeadKind::Organisation | HeadKind::State => 3,
            HeadKind::Document => 4,
        })
    });
    let informed = line.lexicon.slavic && is_informed(line, i + 1);
    let mut source = match (phrase, head) {
        (None, None) => return None,
        (phrase, None) => {
            let mut source = blank(i..i + phrase.unwrap_or(1), SpeakerKind::Anonymous);
            source.anonymous = true;
            source.plural = true;
            source.head = line.word(i).to_owned();
            source
        }
        (phrase, Some(head)) => {
            let named = phrase.is_none_or(|n| n == 1) && of_named_body(line, i);
            let anonymous = phrase.is_some() && !named
                || informed && matches!(head.kind, HeadKind::Title | HeadKind::Anonymous)
                || match head.kind {
                    HeadKind::Anonymous => !head.vague_plural || head.plural && !named,
                    _ => head.vague_plural && head.plural && !named,
                };
            let kind = match head.kind {
                _ if anonymous => SpeakerKind::Anonymous,
                HeadKind::Document => SpeakerKind::Document,
                HeadKind::Organisation
                | HeadKind::State
                | HeadKind::Media
                | HeadKind::Title
                | HeadKind::Anonymous => SpeakerKind::Role,
            };
            let mut source = blank(i..i + phrase.unwrap_or(1), kind);
            source.anonymous = anonymous;
            source.gender = head.gender;
            source.plural = head.plural || named;
            source.media = head.kind == HeadKind::Media;
            source.document = head.kind == HeadKind::Document;
            source.state = head.kind == HeadKind::State;
            source.oblique = line.lexicon.slavic
                && heads.is_some_and(|list| list.iter().all(|h| !h.plural && *h.lemma != *line.word(i)));
            if head.either && nominative_plural(line, i) {
                source.plural = true;
                source.oblique = false;
            }
            source.head = head.lemma.to_string();
            source.entity_kind = match head.kind {
                HeadKind::Organisation | HeadKind::State => EntityKind::Organisation,
                HeadKind::Media => EntityKind::Outlet,
                HeadKind::Document => EntityKind::Other,
                _ => EntityKind::Person,
            };
            source
        }
    };
    // no subject ends so: "журналистам", "активистах"
    source.oblique |= line.lexicon.slavic
        && source.plural
        && ["ам", "ям", "ами", "ями", "амі", "ямі", "ах", "ях"].iter().any(|end| line.word(i).ends_with(end));
    // complement: adjectives, genitive nouns known as heads or mentions, "of …"
    let start = source.range.end;
    if dative_noun(line, i) && nominative_behind(line, start) {
        source.oblique = true;
        return Some(source);
    }
    let mut end = start;
    while end < line.tokens.len() && end - start < 12 && line.depth_at(end) == line.depth_at(i) {
        // «агентство «Колос»»: the name behind a body's noun is the source
        let body = |m: &Mention| {
            m.kind == MentionKind::Name
                && matches!(m.entity_kind, EntityKind::Outlet | EntityKind::Organisation)
        };
        let bodily = matches!(source.entity_kind, EntityKind::Outlet | EntityKind::Organisation);
        let name_at = if line.is_mark(end) { end + 1 } else { end };
        if end == start
            && bodily
            && (source.media || name_at > end)
            && line.mention(name_at).is_some_and(body)
        {
            let mut name = from_mention(line, name_at)?;
            name.range.start = source.range.start;
            name.oblique |= source.oblique;
            name.head = source.head;
            if name_at > end && line.is_mark(name.range.end) {
                name.range.end += 1;
            }
            return Some(name);
        }
        // "в полиции «Вестям»": whom it is told
        if line.lexicon.slavic
            && line.is_mark(end)
            && line.word(end + 1).ends_with(['м', 'у', 'ю'])
            && end == start
        {
            let one = line.quotes.iter().any(|q| q.open == Some(end) && q.inner.len() == 1);
            if one && source.entity_kind == EntityKind::Organisation {
                break;
            }
        }
        if source.plural
            && source.kind == SpeakerKind::Role
            && end == start
            && let Some(past) = named_in_marks(line, end).filter(|_| of_named_body(line, i))
        {
            end = past;
            break;
        }
        if line.is_mark(end) && line.mention(end + 1).is_some() && !source.anonymous {
            end = line.mention_end(end + 1);
            if line.is_mark(end) {
                end += 1;
            }
            continue;
        }
        if line.finite_cue(end).is_some() && line.lexicon.slavic {
            break;
        }
        // "у відомстві виданню «Обрій»": whom it is told
        if line.lexicon.slavic && neuter_dative(line.word(end)) && !neuter_dative(line.word(i)) {
            break;
        }
        let inside = line.mention(end).is_some_and(|m| m.kind != MentionKind::Pronoun);
        // "за даними поліції водій …": a noun in its dictionary form starts a clause of its own
        if inside
            && line.lexicon.slavic
            && line.mention(end).is_some_and(|m| m.kind == MentionKind::Role)
            && line.is_listed_nominative(end)
            && (source.document
                || source.plural && !line.word(i).ends_with(['и', 'і', 'ы', 'ї'])
                || line.mention(line.mention_end(end)).is_none_or(|m| m.kind != MentionKind::Name))
        {
            break;
        }
        let linking = if line.lexicon.slavic {
            false
        } else {
            matches!(
                line.word(end),
                "of" | "for" | "at" | "in" | "from" | "with" | "the" | "'s" | "close" | "familiar"
            ) && line.is_word(end)
                || line.word(end) == "to" && names_follow(line, end + 1)
        };
        if inside {
            // a person's name after the noun: the name is the source
            let named = line
                .mention(end)
                .is_some_and(|m| m.entity_kind == EntityKind::Person && m.kind == MentionKind::Name);
            if named && line.lexicon.slavic && source.document && end == start {
                break;
            }
            // "запитання журналістів Олег Лис", "бухгалтар прадпрыемства Тамара Цыганкова": a nominative is no part of the phrase
            let genitive = !line.word(i).ends_with(['и', 'і', 'ы', 'ї']);
            let apart = source.document || bodily || source.plural && genitive && end == start;
            if named && line.lexicon.slavic && apart && nominative_name(line, end, Gender::Unknown) {
                break;
            }
            // "лидеры «Волны»": several people are not the one behind them
            if named && line.lexicon.slavic && source.plural && end == start {
                end = line.mention_end(end);
                break;
            }
            // "партия Сергея Морозова", "команда Санду": whose it is
            let whose = bodily && end == start && (line.is_declined(end) || *source.head == *line.word(i));
            if named && line.lexicon.slavic && whose {
                end = line.mention_end(end);
                break;
            }
            let person = source.entity_kind == EntityKind::Person && !source.plural && !source.document;
            // "мати Кана": a woman by her noun is not the man behind it
            let another = source.gender == Gender::Feminine
                && line.mention(end).is_some_and(|m| m.gender == Gender::Masculine);
            if named && line.lexicon.slavic && person && another {
                end = line.mention_end(end);
                break;
            }
            if named
                && line.lexicon.slavic
                && !source.anonymous
                && (end == start
                    || person && nominative_name(line, end, source.gender)
                    // "главной врачихи больницы Зои Воронюк"
                    || person && *source.head != *line.word(i) && line.is_declined(end) && agrees(line, end, &source))
            {
                let mut name = from_mention(line, end)?;
                name.range.start = source.range.start;
                name.head = source.head;
                return Some(name);
            }
            end = line.mention_end(end);
        } else if line.lexicon.honorifics.contains(line.word(end)) && linked_before(line, end, start) {
            end += 1 + usize::from(line.word(end + 1) == ".");
        } else if linking
            || oblique_head(line, end)
            || (line.lexicon.slavic
                && line.is_adjective(end)
                && !line.is_upper(end)
                && !line.lexicon.subordinators.contains(line.word(end))
                && next_is_nominal(line, end + 1)
                && {
                    // "сайті лісового господарства": the noun of the adjective, when no list knows it
                    let noun = end + 1;
                    let plain = line.mention(noun).is_none()
                        && !line.is_adjective(noun)
                        && !oblique_head(line, noun)
                        && !super::looks_verbal(line, noun);
                    end += usize::from(plain);
                    true
                })
            || (!line.lexicon.slavic
                && linked_before(line, end, start)
                && line.is_word(end)
                && !line.is_preposition(end)
                && line.finite_cue(end).is_none())
        {
            end += 1;
        } else {
            break;
        }
    }
    while end > start && (line.is_preposition(end - 1) || matches!(line.word(end - 1), "the" | "to" | "of")) {
        end -= 1;
    }
    source.complement = end > start;
    source.range.end = end;
    // "джерела, близькі до …": who they are close to
    if source.anonymous && line.is_comma(end) && (line.is_adjective(end + 1) || line.word(end + 1) == "who") {
        let stop = (end + 2..(end + 12).min(line.tokens.len()))
            .find(|&k| line.is_comma(k) || line.is_stop(k) || line.finite_cue(k).is_some());
        let stop = stop.unwrap_or((end + 12).min(line.tokens.len()));
        if (end + 2..stop).any(|k| line.is_preposition(k)) {
            source.range.end = stop;
            source.complement = true;
        }
    }
    Some(source)
}
