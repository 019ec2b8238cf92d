//! Sources that hand another's words on: "citing X", "in an interview with X".
//!
//! Takes a `Line` and its phrases, gives relays and venues in text order.

use super::Source;
use super::phrase::{self, from_mention};
use crate::model::*;
use crate::statement::lexicon::{HeadKind, RelayKind};
use crate::statement::line::Line;
use std::ops::Range;

/// One source that another hands on: where a relay or venue phrase stands.
#[derive(Clone, Debug)]
pub(in crate::statement) struct Relay {
    pub(in crate::statement) kind: RelayKind,
    /// Tokens of the phrase itself.
    pub(in crate::statement) phrase: Range<usize>,
    /// The source after it.
    pub(in crate::statement) source: Source,
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
    let gap = 1 + article;
    line.lexicon.relays.at_around(line.tokens, i, gap).filter(|(n, _)| *n > gap).map(|(n, k)| (n + 1, *k))
}

/// Relay and venue phrases with a source behind them, in order.
pub(in crate::statement) fn relays(line: &Line<'_>, sources: &[Source]) -> Vec<Relay> {
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
        // "у коментарі «Обрію» мер": a name in marks that no list knows
        if let Some(outlet) = (kind == RelayKind::Venue).then(|| marked(line, sources, from)).flatten() {
            found.push(Relay { kind, phrase: i..from, source: outlet });
            i = from;
            continue;
        }
        // "інтерв'ю ТСН": the noun of the phrase may have swallowed the name behind it
        let name_at = if line.is_mark(from) { from + 1 } else { from };
        // or its own noun: "в интервью каналу «Полдень»"
        let swallowed = sources.get(at).filter(|s| s.range.start < from).and_then(|_| {
            from_mention(line, name_at).or_else(|| phrase::at(line, from, from).filter(|s| s.media))
        });
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
                i = from;
                continue;
            }
        }
        if kind == RelayKind::Venue
            && let Some(source) = masthead(line, from)
        {
            found.push(Relay { kind, phrase: i..from, source });
        }
        i = from;
    }
    found
}

/// English "the Tarn Herald", "Channel Four", "the Stage Door podcast": an outlet by a word of its name, whatever else the name
/// looks like, or by the noun behind it.
pub(in crate::statement) fn masthead(line: &Line<'_>, i: usize) -> Option<Source> {
    let first = i + usize::from(line.is_article(i));
    let mut end =
        (first..first + 6).find(|&k| !line.is_word(k) || !line.is_upper(k)).filter(|&k| k > first)?;
    let own = line.lexicon.mastheads.contains(line.word(end - 1))
        || matches!(line.word(first), "channel" | "radio");
    let medium = |k: usize| {
        line.lexicon
            .heads
            .get(line.word(k))
            .is_some_and(|heads| heads.iter().any(|h| h.kind == HeadKind::Media))
    };
    let named = medium(end) && end - first <= 4;
    end += usize::from(named);
    (!line.lexicon.slavic && (own || named)).then(|| Source {
        media: true,
        entity_kind: EntityKind::Outlet,
        ..super::blank(i..end, SpeakerKind::Name)
    })
}

/// Slavic "«Обрію»": one to four words in marks with a capital, where an outlet is told something. Known names are found
/// without it.
pub(in crate::statement) fn marked(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Source> {
    let quote = line.quotes.iter().find(|q| q.open == Some(i) && q.close.is_some())?;
    let inner = quote.inner.clone();
    let known = sources.iter().any(|s| s.range.start >= i && s.range.end <= quote.end() && s.is_named());
    let plain = inner.clone().all(|k| line.is_word(k)) && line.words_in(inner.clone()) <= 4;
    (line.lexicon.slavic && !known && plain && line.is_upper(inner.start)).then(|| Source {
        media: true,
        entity_kind: EntityKind::Outlet,
        ..super::blank(i..quote.end(), SpeakerKind::Name)
    })
}
