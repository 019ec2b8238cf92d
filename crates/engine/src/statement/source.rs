//! Noun phrases that can be a source: names with their roles, bare roles, pronouns, organisations, unnamed people.
//!
//! Takes a `Line`, gives every such phrase in order and finds the one that belongs to a cue. Who it is, `resolve` decides.

use super::lexicon::{CueEntry, HeadKind, RelayKind};
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
        match at(line, i, floor) {
            Some(source) if source.range.end > i => {
                i = source.range.end;
                found.push(source);
            }
            _ => i += 1,
        }
    }
    join_titles(line, found)
}

/// "директорка хлібозаводу Лідія Гнатюк": a title, nouns that no list knows, and the name they belong to.
fn join_titles(line: &Line<'_>, found: Vec<Source>) -> Vec<Source> {
    let mut joined: Vec<Source> = Vec::with_capacity(found.len());
    for source in found {
        let title = joined.last().filter(|t| {
            let gap = t.range.end..source.range.start;
            let person =
                source.kind == SpeakerKind::Name && !source.governed && line.is_upper(source.range.start);
            let depth = line.depth_at(t.range.start);
            matches!(t.kind, SpeakerKind::Role)
                && t.entity_kind == EntityKind::Person
                && !t.plural
                && person
                && gap.len() <= 6
                && gap.clone().all(|k| {
                    (line.is_word(k) || line.is_mark(k))
                        && line.finite_cue(k).is_none()
                        && !looks_verbal(line, k)
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
                joined.pop();
                joined.push(Source { range: start..source.range.end, head, governed, ..source });
            }
            None => joined.push(source),
        }
    }
    joined
}

/// Past and present forms of unlisted verbs, by their endings; only to keep titles and names of different clauses apart.
pub(super) fn looks_verbal(line: &Line<'_>, i: usize) -> bool {
    if !line.lexicon.slavic || line.is_upper(i) || line.mention(i).is_some() {
        return false;
    }
    let word = line.word(i);
    let ends = |list: &[&str]| list.iter().any(|suffix| word.ends_with(suffix));
    ends(&[
        "в", "ў", "л", "ла", "ло", "ся", "сь", "є", "ет", "ит", "ить", "ут", "ют", "ють", "ать", "яць", "юць",
    ]) && !ends(&["ів", "їв", "ов", "ев", "аў", "яў", "оў", "ел", "ол"])
}

/// A noun phrase right before a cue whose noun no list knows: "The miller said", "Рибалки кажуть".
pub(super) fn described_before(line: &Line<'_>, cue: usize) -> Option<Source> {
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
            && line.finite_cue(k).is_none()
            && !line.lexicon.but_words.contains(line.word(k))
            && !line.lexicon.and_words.contains(line.word(k))
            && line.lexicon.pronouns.get(line.word(k)).is_none_or(|p| p.possessive && !line.lexicon.slavic)
            && !line.lexicon.subordinators.contains(line.word(k));
        if !fits {
            break;
        }
        if line.is_preposition(k) {
            // "members of the crew": go on to the head; a phrase that a preposition opens is no subject
            if line.lexicon.slavic || line.word(k) != "of" {
                return None;
            }
        }
        start = k;
        if !line.lexicon.slavic
            && matches!(
                line.word(k),
                "the" | "a" | "an" | "his" | "her" | "its" | "their" | "some" | "many" | "several"
            )
        {
            break;
        }
    }
    if start == end {
        return None;
    }
    let head = end - 1;
    let word = line.word(head);
    let opening = start == sentence.start || line.is_punctuation(start - 1) || !line.lexicon.slavic;
    let lower = !line.is_upper(head) || head == sentence.start || !line.lexicon.slavic && word.ends_with('s');
    let nominal = word.chars().count() >= 3
        && !word.chars().any(char::is_numeric)
        && line.mention(head).is_none_or(|m| m.kind == MentionKind::Adjective);
    let plural = if line.lexicon.slavic {
        word.ends_with(['и', 'і', 'ы', 'ї'])
    } else {
        word.ends_with('s') || word.ends_with("men") || word.ends_with("people")
    };
    let shape = if line.lexicon.slavic {
        !looks_verbal(line, head) && !line.is_adjective_only(head)
    } else {
        start < head || plural
    };
    (opening && lower && nominal && shape && !line.lexicon.determiners.contains(word)).then(|| {
        let mut source = blank(start..end, SpeakerKind::Role);
        source.head = word.to_owned();
        source.complement = true;
        source.plural = plural;
        source
    })
}

/// "У звіті …", "In the ministry": a document or body that a preposition of place governs, before or after an impersonal cue.
pub(super) fn in_place<'s>(line: &Line<'_>, sources: &'s [Source], cue: Range<usize>) -> Option<Source> {
    let sentence = line.sentence(cue.start);
    let fits = |s: &&'s Source| {
        s.governed
            && sentence.contains(&s.range.start)
            && line.lexicon.locative.contains(line.word(s.range.start.wrapping_sub(1)))
            && (s.document
                || matches!(s.entity_kind, EntityKind::Organisation | EntityKind::Outlet | EntityKind::Place))
            && line.depth_at(s.range.start) == line.depth_at(cue.start)
    };
    let before =
        sources.iter().filter(fits).rfind(|s| s.range.end <= cue.start && cue.start - s.range.end <= 5);
    let after = sources.iter().filter(fits).find(|s| s.range.start == cue.end + 1);
    // "In the review, published on …, it was said": the phrase opens the sentence and a participle clause follows
    let opening = sources.iter().filter(fits).find(|s| {
        s.document
            && s.range.start == line.skip_opening(sentence.start) + 1
            && line.is_comma(s.range.end)
            && line.is_comma(cue.start.wrapping_sub(1))
            && cue.start - s.range.end <= 16
    });
    let found = before.or(after).or(opening)?;
    if found.document {
        // the body behind the document speaks
        let owner = sources.iter().find(|s| {
            s.range.start >= found.range.start
                && s.range.start <= found.range.end + 1
                && s.range != found.range
                && !s.governed
                && (s.is_named() || s.entity_kind == EntityKind::Organisation)
        });
        return Some(owner.unwrap_or(found).clone());
    }
    Some(found.clone())
}

fn at(line: &Line<'_>, i: usize, floor: usize) -> Option<Source> {
    let mut source = pronoun(line, i).or_else(|| from_mention(line, i)).or_else(|| from_noun(line, i))?;
    // adjectives and determiners before the head
    let mut start = source.range.start;
    if !matches!(source.kind, SpeakerKind::Pronoun) {
        while start > floor
            && source.range.start - start < 5
            && line.depth_at(start - 1) == line.depth_at(source.range.start)
            && line.is_word(start - 1)
            && line.finite_cue(start - 1).is_none()
            && !line.is_preposition(start - 1)
            && !line.lexicon.and_words.contains(line.word(start - 1))
            && (line.lexicon.determiners.contains(line.word(start - 1))
                || (line.lexicon.slavic
                    && line.is_adjective(start - 1)
                    && line.mention(start - 1).is_none_or(|m| m.kind == MentionKind::Adjective))
                || (!line.lexicon.slavic
                    && line.mention(start - 1).is_some_and(|m| m.kind == MentionKind::Adjective))
                || (!line.lexicon.slavic && noun_before(line, start - 1)))
        {
            start -= 1;
            if !line.lexicon.slavic
                && matches!(
                    line.word(start),
                    "the" | "a" | "an" | "some" | "many" | "several" | "his" | "her" | "its" | "their"
                )
            {
                break;
            }
        }
    }
    // "Mr. Vint", "Dr Vint"
    let stop = usize::from(start > 1 && line.word(start - 1) == ".");
    if source.kind == SpeakerKind::Name
        && start > floor + stop
        && line.lexicon.honorifics.contains(line.word(start - 1 - stop))
    {
        start -= 1 + stop;
    }
    // "the «Zarya»": an opening mark belongs to the phrase
    if start > floor && line.is_mark(start - 1) && line.is_mark(source.range.end) {
        start -= 1;
        source.range.end += 1;
    }
    source.range.start = start;
    source.governed = start > 0 && line.is_preposition(start - 1);
    Some(source)
}

fn pronoun(line: &Line<'_>, i: usize) -> Option<Source> {
    let form = line.lexicon.pronouns.get(line.word(i))?;
    if form.possessive {
        return None;
    }
    let mut source = blank(i..i + 1, SpeakerKind::Pronoun);
    source.gender = form.gender;
    source.plural = form.plural;
    source.relative = form.relative;
    Some(source)
}

fn mention_plural(mention: &Mention) -> bool {
    mention.number == Number::Plural
}

fn from_mention(line: &Line<'_>, i: usize) -> Option<Source> {
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
            if kind == SpeakerKind::Name && end == i + 1 && line.word(i).ends_with(['а', 'я']) {
                source.gender = Gender::Unknown;
            }
            source.plural = mention_plural(mention);
            source.media = mention.entity_kind == EntityKind::Outlet;
            source.entity_kind = mention.entity_kind;
            Some(source)
        }
        MentionKind::Role | MentionKind::Description => {
            let head = head_in(line, i..end);
            // "президент … Іван Іванов": the name right after, also across a quotation mark
            let mut next = end;
            if line.is_mark(next) {
                next += 1;
            }
            if let Some(name) = line.mention(next)
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
            let mut source = match from_noun_in(line, i..end) {
                Some(source) => source,
                None => blank(i..end, SpeakerKind::Role),
            };
            source.range = i..end.max(source.range.end);
            source.mention = Some(index + line.mention_offset);
            if source.gender == Gender::Unknown {
                source.gender = mention.gender;
            }
            source.entity_kind = mention.entity_kind;
            let adjectives = (i..end).filter(|&k| line.is_word(k) && !line.is_adjective(k)).count();
            source.complement |= adjectives > 1;
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

fn head_in(line: &Line<'_>, range: Range<usize>) -> Option<(usize, String)> {
    range.into_iter().find_map(|k| {
        let heads = line.lexicon.heads.get(line.word(k))?;
        heads.first().map(|h| (k, h.lemma.to_string()))
    })
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
    let phrase = line.lexicon.anonymous_phrases.at(line.tokens, i).map(|(n, _)| n);
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
    // complement: adjectives, genitive nouns known as heads or mentions, "of …"
    let start = source.range.end;
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
            name.head = source.head;
            if name_at > end && line.is_mark(name.range.end) {
                name.range.end += 1;
            }
            return Some(name);
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
        let inside = line.mention(end).is_some_and(|m| m.kind != MentionKind::Pronoun);
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
            // "лидеры «Волны»": several people are not the one behind them
            if named && line.lexicon.slavic && source.plural && end == start {
                end = line.mention_end(end);
                break;
            }
            if named && line.lexicon.slavic && !source.anonymous && end == start {
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
                && next_is_nominal(line, end + 1))
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

/// English nouns stand before nouns: "road foreman", "Union leader". Not verbs, conjunctions, pronouns or other names.
fn noun_before(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    matches!(word, "the" | "a" | "an" | "his" | "her" | "its" | "their")
        || (line.mention(i).is_none()
            && !line.lexicon.pronouns.contains_key(word)
            && !line.lexicon.but_words.contains(word)
            && !line.lexicon.subordinators.contains(word)
            && !line.lexicon.adverbs.contains(word)
            && !line.lexicon.not_words.contains(word)
            && !line.lexicon.verbs.contains_key(word)
            && !line.lexicon.auxiliaries.contains(word)
            && !matches!(word, "as" | "if" | "then" | "who" | "so")
            && word.chars().count() > 2)
}

/// A listed noun that can be a complement: in Slavic not in its dictionary form, which is a subject of its own.
fn oblique_head(line: &Line<'_>, i: usize) -> bool {
    let Some(heads) = line.lexicon.heads.get(line.word(i)) else { return false };
    if !line.lexicon.slavic {
        // "Fishermen claim": a verb
        return !line.lexicon.verbs.contains_key(line.word(i));
    }
    heads.iter().all(|h| *h.lemma != *line.word(i))
}

fn next_is_nominal(line: &Line<'_>, i: usize) -> bool {
    let genitive = ["ої", "ого", "их", "ой", "ага", "ай", "ых", "єї", "его"]
        .iter()
        .any(|s| line.word(i.wrapping_sub(1)).ends_with(s));
    line.is_word(i)
        && (line.mention(i).is_some()
            || oblique_head(line, i)
            || (genitive && !line.is_preposition(i) && line.finite_cue(i).is_none()))
}

/// "adviser to the mayor", not "lenders to give".
fn names_follow(line: &Line<'_>, i: usize) -> bool {
    line.is_upper(i) || matches!(line.word(i), "the" | "a" | "an" | "his" | "her" | "its" | "their")
}

fn linked_before(line: &Line<'_>, i: usize, start: usize) -> bool {
    i > start && matches!(line.word(i - 1), "of" | "for" | "at" | "in" | "from" | "with" | "the" | "to")
}

/// The source phrase that starts at or right after token `i` (adverbs, articles and adjectives skipped).
pub(super) fn after<'s>(line: &Line<'_>, sources: &'s [Source], i: usize) -> Option<&'s Source> {
    let i = line.skip_adverbs(i, 3);
    let at = sources.partition_point(|s| s.range.end <= i);
    let source = sources.get(at)?;
    if source.range.start <= i {
        return Some(source);
    }
    // words between: nouns of the phrase that no list knows ("речниця страйкового комітету Олена Рудь")
    let gap = i..source.range.start;
    if gap.len() > 6 || source.kind == SpeakerKind::Pronoun {
        return None;
    }
    let clean = gap.clone().all(|k| {
        (line.is_word(k) || line.is_mark(k))
            && line.finite_cue(k).is_none()
            && !line.lexicon.subordinators.contains(line.word(k))
            && line.depth_at(k) == line.depth_at(i)
    });
    let starts_well = line.is_word(i) && !line.is_preposition(i);
    (clean && starts_well && source.is_named()).then_some(source)
}

/// The subject of the cue at token `cue`, looked for to the left within its sentence.
pub(super) fn before<'s>(
    line: &Line<'_>,
    sources: &'s [Source],
    cue: usize,
    entry: &CueEntry,
) -> Option<&'s Source> {
    let sentence = line.sentence(cue);
    let depth = line.depth_at(cue);
    let mut relative: Option<usize> = None;
    let first = sources.partition_point(|s| s.range.end <= sentence.start);
    let last = sources.partition_point(|s| s.range.end <= cue);
    for source in sources.get(first..last).unwrap_or(&[]).iter().rev() {
        if line.depth_at(source.range.start) != depth
            && !(line.depth_at(source.range.start) == depth + 1 && quoted_name(line, source))
        {
            continue;
        }
        let gap = source.range.end..cue;
        if gap.len() > 30 {
            return None;
        }
        if source.relative {
            relative = Some(source.range.start);
            continue;
        }
        // the phrase must not belong to another finite cue in between
        let blocked = gap.clone().any(|k| {
            line.depth_at(k) == depth
                && (matches!(line.word(k), ";" | ":")
                    || line
                        .lexicon
                        .complementisers
                        .at(line.tokens, k)
                        .is_some_and(|_| line.is_comma(k.wrapping_sub(1))))
        });
        if blocked {
            return None;
        }
        if let Some(place) = relative {
            if source.range.end > place {
                continue;
            }
            // "…, who said": what stands right before the comma, in whatever case
            if source.range.end + 1 >= place
                && source.kind != SpeakerKind::Pronoun
                && agrees(source, entry, line.lexicon.slavic)
            {
                return Some(source);
            }
        }
        let locative = source.governed
            && source.kind == SpeakerKind::Organisation
            && line.lexicon.locative.contains(line.word(source.range.start.wrapping_sub(1)))
            && entry.plural
            && gap.len() <= 4;
        if source.governed && !locative {
            continue;
        }
        if !locative && !agrees(source, entry, line.lexicon.slavic) && !coordinated(line, sources, source) {
            continue;
        }
        if inside_complement(line, sources, source) {
            continue;
        }
        return Some(source);
    }
    None
}

/// «Зара» in marks as a subject.
fn quoted_name(line: &Line<'_>, source: &Source) -> bool {
    source.is_named() && line.is_mark(source.range.start.wrapping_sub(1))
        || source.range.start > 0 && line.is_mark(source.range.start) && source.is_named()
}

/// A name that depends on a noun before it ("окружение Иванова") is not a subject.
fn inside_complement(line: &Line<'_>, sources: &[Source], source: &Source) -> bool {
    let start = source.range.start;
    line.lexicon.slavic
        && source.kind != SpeakerKind::Pronoun
        && sources
            .iter()
            .any(|s| s.range.end == start && s.range.start < start && !s.is_named() && s.complement)
}

/// Number and gender of a past-tense or plural verb against the phrase.
pub(super) fn agrees(source: &Source, entry: &CueEntry, slavic: bool) -> bool {
    if !slavic {
        return true;
    }
    if source.oblique {
        return false;
    }
    if entry.plural
        && !source.plural
        && source.kind != SpeakerKind::Anonymous
        && source.kind != SpeakerKind::Organisation
    {
        return false;
    }
    if !entry.plural
        && source.plural
        && entry.gender != Gender::Unknown
        && source.kind == SpeakerKind::Pronoun
    {
        return false;
    }
    match (entry.gender, source.gender) {
        (Gender::Unknown, _) | (_, Gender::Unknown) => true,
        // organisations and roles are often masculine or of another gender than their holder
        (verb, noun) if verb == noun => true,
        (Gender::Feminine, Gender::Masculine) => source.kind == SpeakerKind::Role,
        (Gender::Masculine, Gender::Feminine) => source.kind == SpeakerKind::Organisation,
        _ => source.kind != SpeakerKind::Pronoun && source.kind != SpeakerKind::Name,
    }
}

/// "X and Y said": a plural verb with two names.
fn coordinated(line: &Line<'_>, sources: &[Source], source: &Source) -> bool {
    let start = source.range.start;
    line.lexicon.and_words.contains(line.word(start.wrapping_sub(1)))
        && sources.iter().any(|s| s.range.end + 1 == start)
}

/// One source that another hands on: where a relay or venue phrase stands.
#[derive(Clone, Debug)]
pub(super) struct Relay {
    pub(super) kind: RelayKind,
    /// Tokens of the phrase itself.
    pub(super) phrase: Range<usize>,
    /// The source after it.
    pub(super) source: Source,
}

/// "in an exclusive interview": a relay phrase with one word more after its preposition.
fn with_adjective(line: &Line<'_>, i: usize) -> Option<(usize, RelayKind)> {
    if !line.is_preposition(i)
        || !line.is_word(i + 1)
        || line.is_preposition(i + 1)
        || line.mention(i + 1).is_some_and(|m| m.kind == MentionKind::Name)
    {
        return None;
    }
    let article = usize::from(!line.lexicon.slavic && matches!(line.word(i + 1), "a" | "an" | "the"));
    let mut short = line.tokens.get(i..i + 1 + article)?.to_vec();
    short.extend(line.tokens.get(i + 2 + article..)?.iter().take(4).cloned());
    line.lexicon.relays.at(&short, 0).filter(|(n, _)| *n > 1 + article).map(|(n, k)| (n + 1, *k))
}

/// Relay and venue phrases with a source behind them, in order.
pub(super) fn relays(line: &Line<'_>, sources: &[Source]) -> Vec<Relay> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < line.tokens.len() {
        let Some((n, kind)) =
            line.lexicon.relays.at(line.tokens, i).map(|(n, k)| (n, *k)).or_else(|| with_adjective(line, i))
        else {
            i += 1;
            continue;
        };
        let from = i + n;
        let at = sources.partition_point(|s| s.range.end <= from);
        // "інтерв'ю ТСН": the noun of the phrase may have swallowed the name behind it
        let name_at = if line.is_mark(from) { from + 1 } else { from };
        let swallowed =
            sources.get(at).filter(|s| s.range.start < from).and_then(|_| from_mention(line, name_at));
        if let Some(source) = swallowed.as_ref().or(sources.get(at)) {
            // "with an eye to threats" is a reason: only people, bodies, outlets and documents are cited
            let near = source.range.start <= from + 3
                && (from..source.range.start)
                    .all(|k| line.is_word(k) && !line.is_preposition(k) || line.is_mark(k));
            let citable = match kind {
                RelayKind::Cites => {
                    source.kind != SpeakerKind::Pronoun
                        && !(source.entity_kind == EntityKind::Place && source.is_named())
                }
                RelayKind::Venue => {
                    source.media
                        || source.entity_kind == EntityKind::Organisation && source.is_named()
                        || source.entity_kind == EntityKind::Outlet
                }
                RelayKind::OwnChannel => false,
            };
            if near && citable && !source.relative {
                found.push(Relay { kind, phrase: i..from, source: source.clone() });
            }
        }
        i = from;
    }
    found
}
