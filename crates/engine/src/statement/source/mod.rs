//! Noun phrases that can be a source: names with their roles, bare roles, pronouns, organisations, unnamed people.
//!
//! Takes a `Line`, gives every such phrase in order and finds the one that belongs to a cue. Who it is, `resolve` decides.

mod aside;
mod english;
mod hearers;
mod joined;
mod noun;
mod phrase;
mod relay;
mod shape;
mod subject;
mod unlisted;

pub(super) use aside::{accompanies, past as past_aside, past_nouns, past_words};
pub(super) use english::{
    first_person, first_subject, is_first_person, is_indefinite_subject, is_possessive, is_progressive,
    leads, possessor, special_before, subject_before, verb_start,
};
pub(super) use hearers::{beyond_hearers, looks_dative, past_hearers, past_marks, unlisted_body};
pub(super) use joined::companions;
pub(super) use phrase::{named_at, owner_in};
pub(super) use relay::{Relay, marked, masthead, relays};
pub(super) use shape::{nominative, oblique_name};
pub(super) use subject::{after, agrees, before, in_place, of_sentence, opening, past_date};
pub(super) use unlisted::{capital_before, counted_before, described_before, one_before, unlisted_place};

use super::line::Line;
use crate::model::*;
use std::ops::Range;

/// A phrase that can name a source; positions are token indices in the block.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) range: Range<usize>,
    pub(super) kind: SpeakerKind,
    /// The mention that names it, as index into the mentions of the document.
    pub(super) mention: Option<u32>,
    /// Lemma of the common noun that heads the phrase; empty for names and pronouns.
    pub(super) head: String,
    /// More than the noun and its adjectives: "chief of the port", "a spokesman for the ministry".
    pub(super) complement: bool,
    pub(super) gender: Gender,
    pub(super) plural: bool,
    pub(super) anonymous: bool,
    pub(super) media: bool,
    pub(super) document: bool,
    /// A preposition stands right before.
    pub(super) governed: bool,
    pub(super) relative: bool,
    /// A listed noun in a form that no subject has: "телеканала".
    pub(super) oblique: bool,
    /// A ministry, court or other office by its noun.
    pub(super) state: bool,
    pub(super) entity_kind: EntityKind,
}

impl Source {
    pub(super) fn is_named(&self) -> bool {
        matches!(self.kind, SpeakerKind::Name | SpeakerKind::Organisation | SpeakerKind::Nickname)
    }
}

/// A phrase of which nothing is known but its place and kind.
pub(super) fn blank(range: Range<usize>, kind: SpeakerKind) -> Source {
    Source {
        range,
        kind,
        mention: None,
        head: String::new(),
        complement: false,
        gender: Gender::Unknown,
        plural: false,
        anonymous: false,
        media: false,
        document: false,
        governed: false,
        relative: false,
        oblique: false,
        state: false,
        entity_kind: EntityKind::Person,
    }
}

/// Every source phrase of a block, in order, without overlaps.
pub(super) fn find(line: &Line<'_>) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    let mut i = 0;
    while i < line.tokens.len() {
        let floor = found.last().map_or(0, |s| s.range.end);
        match phrase::at(line, i, floor) {
            Some(source) if source.range.end > i => {
                let source = of_body(line, source);
                i = source.range.end;
                let source = match found.pop_if(|owner| owns(line, owner, &source)) {
                    Some(owner) => Source {
                        range: owner.range.start..source.range.end,
                        governed: owner.governed,
                        complement: true,
                        ..source
                    },
                    None => source,
                };
                found.push(source);
            }
            _ => i += 1,
        }
    }
    join_titles(line, found)
}

/// Slavic "Праваабаронцы «Вясны»", "Эксперты Всемирного банка": people known by their body are not unnamed.
fn of_body(line: &Line<'_>, source: Source) -> Source {
    let titled = line.lexicon.heads.get(&*source.head).is_some_and(|heads| {
        heads.iter().any(|head| head.kind == crate::statement::lexicon::HeadKind::Title)
    });
    if !line.lexicon.slavic || !(source.anonymous && titled) {
        return source;
    }
    let end = source.range.end;
    let quote = line.quotes.iter().find(|q| q.open == Some(end) && q.close.is_some());
    let marked = quote
        .filter(|q| line.is_upper(q.inner.start) && line.words_in(q.inner.clone()) <= 4)
        .map(|q| q.end());
    // "Всемирного банка": a capital and a noun of a body, not "чиновники Велмии"
    let inside = source.range.clone().skip(1).any(|k| {
        line.is_upper(k) && k + 1 < source.range.end && line.is_word(k + 1) && !line.is_upper(k + 1)
    });
    let named = body_at(line, end).then(|| line.mention_end(end));
    if marked.is_none() && named.is_none() && !inside {
        return source;
    }
    let end = marked.or(named).unwrap_or(end);
    let range = source.range.start..end;
    Source { range, kind: SpeakerKind::Role, anonymous: false, complement: true, ..source }
}

/// The name of an organisation or outlet covers the token.
fn body_at(line: &Line<'_>, i: usize) -> bool {
    line.mention(i).is_some_and(|m| {
        m.kind == MentionKind::Name && matches!(m.entity_kind, EntityKind::Organisation | EntityKind::Outlet)
    })
}

/// English "Kane's mother": whose the person is.
fn owns(line: &Line<'_>, owner: &Source, source: &Source) -> bool {
    source.kind == SpeakerKind::Role
        && source.entity_kind == EntityKind::Person
        && owner.is_named()
        && owner.range.end == source.range.start
        && is_possessive(line, owner.range.end - 1)
}

/// "директорка хлібозаводу Лідія Гнатюк": a title, nouns that no list knows, and the name they belong to.
fn join_titles(line: &Line<'_>, found: Vec<Source>) -> Vec<Source> {
    let mut joined: Vec<Source> = Vec::with_capacity(found.len());
    for source in found {
        // names of bodies may stand in between: "намеснік дырэктара цэнтра НАН Беларусі Дзмітрый Лужынскі"
        let depth_of = |t: &Source| line.depth_at(t.range.start);
        let far = |t: &Source| {
            let gap = t.range.end..source.range.start;
            line.lexicon.slavic
                && gap.len() <= 16
                && line.is_word(gap.start)
                && shape::nominative_name(line, source.range.start, t.gender)
                && line.sentence(t.range.start).contains(&source.range.start)
                && depth_of(t) == line.depth_at(source.range.start)
        };
        let back = joined
            .iter()
            .rev()
            .take(4)
            .position(|t| t.kind == SpeakerKind::Role && t.entity_kind == EntityKind::Person);
        let at = back.map(|back| joined.len() - 1 - back);
        let at = at.filter(|&at| at + 1 == joined.len() || joined.get(at).is_some_and(far));
        let second =
            joined.last().is_some_and(|t| two_titles(line, t, &source)).then(|| joined.pop()).flatten();
        if let Some(first) = second {
            let (range, governed) = (first.range.start..source.range.end, first.governed);
            let head = if source.head.is_empty() { first.head } else { source.head };
            joined.push(Source { range, governed, head, ..source });
            continue;
        }
        let title = at.and_then(|at| joined.get(at)).filter(|t| {
            let gap = t.range.end..source.range.start;
            // "журналіста його сестра Тереза": the name belongs to the nearer noun
            let nearer =
                line.lexicon.slavic && t.oblique && gap.clone().any(|k| line.is_listed_nominative(k));
            if nearer {
                return false;
            }
            let person =
                source.kind == SpeakerKind::Name && !source.governed && line.is_upper(source.range.start);
            // "после встречи с президентом Велмии Иваном Орлаем Анна Брант": another person behind the one of the title
            let apart = line.lexicon.slavic
                && t.governed
                && gap.clone().any(|k| line.is_upper(k))
                && shape::nominative_name(line, source.range.start, t.gender);
            if apart {
                return false;
            }
            let depth = line.depth_at(t.range.start);
            matches!(t.kind, SpeakerKind::Role)
                && t.entity_kind == EntityKind::Person
                && !t.plural
                && person
                && (gap.len() <= 6 || far(t))
                && gap.clone().all(|k| {
                    (line.is_word(k) || line.is_mark(k) || line.lexicon.slavic && is_number(line, k))
                        && line.finite_cue(k).is_none()
                        && (!looks_verbal(line, k) || line.lexicon.heads.contains_key(line.word(k)))
                })
                && (line.lexicon.slavic
                    || gap.clone().all(|k| {
                        !line.is_word(k) || line.is_upper(k) || line.word(k) == "of" || line.word(k) == "the"
                    }))
                && line.depth_at(source.range.start) == depth
        });
        match title {
            Some(title) => {
                let (start, head, governed) = (title.range.start, title.head.clone(), title.governed);
                joined.truncate(at.unwrap_or(joined.len()));
                joined.push(Source { range: start..source.range.end, head, governed, ..source });
            }
            None => joined.push(source),
        }
    }
    joined
}

/// "№ 7", "12" within a phrase.
fn is_number(line: &Line<'_>, i: usize) -> bool {
    line.word(i) == "№" || line.tokens.get(i).is_some_and(|t| t.kind == crate::text::TokenKind::Number)
}

/// "керівниця групи, докторка наук Анастасія Лютенко": two titles of one person, who is named behind the second; English
/// "said the operator's chief executive, Odette Finch".
fn two_titles(line: &Line<'_>, first: &Source, second: &Source) -> bool {
    let comma = first.range.end;
    let start = second.range.start;
    let opens = first.range.start == line.skip_opening(line.sentence(comma).start);
    let behind_cue = line.finite_cue(first.range.start.wrapping_sub(1)).is_some();
    let end = second.range.end;
    let closed = end >= line.tokens.len() || line.is_punctuation(end);
    // "докторка наук": nouns that no list knows
    let noun = |k: usize| {
        line.is_word(k)
            && !line.is_upper(k)
            && line.cue(k).is_none()
            && !looks_verbal(line, k)
            && !line.is_preposition(k)
            && !line.is_adverb(k)
            && !line.lexicon.subordinators.contains(line.word(k))
            && !line.lexicon.and_words.contains(line.word(k))
            && !line.lexicon.but_words.contains(line.word(k))
    };
    let named = if !line.lexicon.slavic {
        comma + 1 == start && second.head.is_empty() && second.range.len() > 1 && behind_cue && closed
    } else if second.head.is_empty() {
        let gap = comma + 1..start;
        let titled = (1..5).contains(&gap.len()) && gap.clone().all(noun);
        titled && behind_cue && closed && shape::nominative_name(line, start, first.gender)
    } else {
        comma + 1 == second.range.start && !line.is_upper(comma + 1) && (opens || behind_cue && closed)
    };
    named
        && line.is_comma(comma)
        && first.kind == SpeakerKind::Role
        && first.entity_kind == EntityKind::Person
        && !first.plural
        && second.kind == SpeakerKind::Name
        && line.depth_at(first.range.start) == line.depth_at(second.range.start)
}

/// Past and present forms of unlisted verbs, by their endings; only to keep titles and names of different clauses apart.
pub(super) fn looks_verbal(line: &Line<'_>, i: usize) -> bool {
    if !line.lexicon.slavic || line.is_upper(i) || line.mention(i).is_some() || line.is_preposition(i) {
        return false;
    }
    let word = line.word(i);
    let ends = |list: &[&str]| list.iter().any(|suffix| word.ends_with(suffix));
    ends(&[
        "в", "ў", "л", "ла", "ло", "ся", "сь", "є", "ет", "ит", "ить", "ут", "ют", "ють", "ать", "яць", "юць",
    ]) && !ends(&["ів", "їв", "ов", "ев", "аў", "яў", "оў", "ел", "ол"])
}
