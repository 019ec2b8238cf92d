//! A common noun that heads a source phrase, with its complement.
//!
//! Takes a `Line` and a token, gives the phrase, or nothing.

use super::phrase::{from_mention, nominative_behind};
use super::shape::{
    dative_noun, is_informed, is_modifier, linked_before, names_follow, next_is_nominal, nominative_name,
    nominative_plural, oblique_head,
};
use super::{Source, blank};
use crate::model::*;
use crate::statement::lexicon::HeadKind;
use crate::statement::line::Line;
use std::ops::Range;

/// "виданню", "агентству": no genitive ends so.
fn neuter_dative(word: &str) -> bool {
    ["нню", "нию", "ству", "цтву"].iter().any(|end| word.ends_with(end))
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

pub(super) fn from_noun_in(line: &Line<'_>, range: Range<usize>) -> Option<Source> {
    let (at, _) = head_in(line, range)?;
    from_noun(line, at)
}

/// A common noun that heads a source phrase, with its genitive or "of" complement.
pub(super) fn from_noun(line: &Line<'_>, i: usize) -> Option<Source> {
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
            let anonymous = phrase.is_some()
                || informed && matches!(head.kind, HeadKind::Title | HeadKind::Anonymous)
                || match head.kind {
                    HeadKind::Anonymous => !head.vague_plural || head.plural,
                    _ => head.vague_plural && head.plural,
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
            source.plural = head.plural;
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
                && (end == start || person && nominative_name(line, end, source.gender))
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
