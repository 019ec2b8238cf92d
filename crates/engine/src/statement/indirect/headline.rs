//! Headlines: "S: X" and "X: expert explained" (I16).
//!
//! Takes a `Line`, its source phrases and a cue, gives at most one draft.

use super::*;
use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::lexicon::{Class, CueEntry};
use crate::statement::line::Line;
use crate::statement::source::Source;
use std::ops::Range;

/// I16: "CLAIM: Expert explained, what …".
pub(super) fn headline_before(
    line: &Line<'_>,
    _sources: &[Source],
    cue: &Range<usize>,
    entry: &CueEntry,
    subject: &Subject,
) -> Option<Draft> {
    let sentence = line.sentence(cue.start);
    let colon = (0..cue.start).rev().find(|&k| line.word(k) == ":" && line.depth_at(k) == 0)?;
    let start = if colon > sentence.start { sentence.start } else { line.sentence(colon).start };
    let content = start..colon;
    if line.words_in(content.clone()) < 2 {
        return None;
    }
    let mut draft =
        make(line, "headline-claim-before", vec![content], cue.clone(), &entry.lemma, entry.class, 0.7);
    set_subject(&mut draft, subject);
    Some(draft)
}

/// I16: "S: X" in a headline.
///
/// `label`: whom the page names elsewhere by the last word before the colon.
pub(in crate::statement) fn headline(
    line: &Line<'_>,
    sources: &[Source],
    label: Option<Source>,
) -> Option<Draft> {
    // a plain text has its headline in its first line
    let first = label.is_some() && line.block.0 == 0 && line.tokens.len() <= 32;
    if !line.is_headline() && !first {
        return None;
    }
    let colon = (1..line.tokens.len().min(14)).find(|&k| line.word(k) == ":" && line.depth_at(k) == 0)?;
    if (0..colon).all(|k| !line.is_word(k) || line.lexicon.headline_labels.contains(line.word(k))) {
        return None;
    }
    let known = sources.iter().find(|s| s.range.end == colon && s.range.start <= 1);
    let source = known.or(label.as_ref())?;
    if source.kind == SpeakerKind::Pronoun
        || source.relative
        || source.entity_kind == EntityKind::Place
        || source.document && (line.lexicon.slavic || !line.lexicon.research.contains(&*source.head))
    {
        return None;
    }
    let content = colon + 1..line.tokens.len();
    if line.words_in(content.clone()) < 3 || line.lexicon.slavic && is_label(line, source, content.clone()) {
        return None;
    }
    // "Name: watch the video" and questions are topics
    let last = line.tokens.len() - 1;
    if line.word(last).starts_with('?') {
        return None;
    }
    let stripped = line.strip_marks(content);
    let mut draft =
        make(line, "headline-colon", vec![stripped.clone()], colon..colon + 1, ":", Class::Assert, 0.8);
    if line
        .quotes
        .iter()
        .any(|q| q.depth == 1 && q.inner.start <= stripped.start && stripped.end <= q.inner.end)
    {
        draft.kind = StatementKind::Direct;
    }
    draft.who = Who::Source(Box::new(source.clone()));
    Some(draft)
}

/// Headline "'Q': Ada Orr on her trial", "«Q»: мэр о мосте": words in marks, a colon, and the first person or body behind it.
pub(in crate::statement) fn quoted_first(line: &Line<'_>, sources: &[Source]) -> Option<Draft> {
    let quote = line.quotes.iter().find(|q| q.open == Some(0) && q.depth == 1 && q.close.is_some())?;
    let colon = quote.end();
    if !line.is_headline() || line.word(colon) != ":" || line.words_in(quote.inner.clone()) < 3 {
        return None;
    }
    let at = sources.partition_point(|s| s.range.start <= colon);
    let known = sources.get(at).filter(|s| {
        let with = line.word(s.range.start.wrapping_sub(1)) == "with";
        let speaks = s.entity_kind != EntityKind::Place && s.kind != SpeakerKind::Pronoun && !s.document;
        speaks && !s.relative && (!s.governed || with)
    });
    // "villagers recall the night": a noun that no list knows, before its verb
    let verb = (colon + 2..colon + 5).find(|&k| line.finite_cue(k).is_some());
    let plain = |k: usize| line.is_word(k) && !line.is_preposition(k);
    let unlisted = verb.filter(|&v| !line.lexicon.slavic && (colon + 1..v).all(plain)).map(|v| Source {
        head: line.word(v - 1).to_owned(),
        ..crate::statement::source::blank(colon + 1..v, SpeakerKind::Role)
    });
    let who = known.cloned().or(unlisted)?;
    let content = vec![line.trim(quote.inner.clone())];
    let mut draft = Draft::new("headline-quote", StatementKind::Direct, content, 0.75);
    draft.cue = Some(colon..colon + 1);
    draft.lemma = ":".to_owned();
    draft.who = Who::Source(Box::new(who));
    Some(draft)
}

/// Slavic headline "CLAIM — ЗМІ", "CLAIM — «Логэнерго»": a clause, a dash, and nothing but whose report it is.
pub(in crate::statement) fn signed(line: &Line<'_>, sources: &[Source]) -> Option<Draft> {
    if !line.lexicon.slavic || !line.is_headline() || line.zone != Zone::Article {
        return None;
    }
    let end = line.tokens.len();
    let dash = (end.saturating_sub(8)..end).rev().find(|&k| line.is_dash(k) && line.depth_at(k) == 0)?;
    let content = line.trim(0..dash);
    let said = content.clone().any(|k| line.finite_cue(k).is_some() || line.word(k) == ":");
    let verb = content.clone().any(|k| crate::statement::speech_verb::verbal(line, k));
    if said || !verb || line.words_in(content.clone()) < 3 || line.is_comma(dash.wrapping_sub(1)) {
        return None;
    }
    let marked = || {
        let quote =
            line.quotes.iter().find(|q| q.open == Some(dash + 1) && q.close.is_some_and(|c| c + 1 == end))?;
        let name = line.is_upper(quote.inner.start) && line.words_in(quote.inner.clone()) <= 3;
        name.then(|| Source {
            entity_kind: EntityKind::Organisation,
            ..crate::statement::source::blank(dash + 1..end, SpeakerKind::Name)
        })
    };
    // "Title — Name Surname" is a byline
    let source = crate::statement::extent::byline(line, sources, dash + 1, end)
        .filter(|s| s.media || s.anonymous || s.entity_kind != EntityKind::Person)
        .or_else(marked)?;
    let mut draft = make(line, "headline-dash", vec![content], dash..dash + 1, "—", Class::Assert, 0.75);
    draft.who = Who::Source(Box::new(source));
    Some(draft)
}

/// «Дайджест каналу «Сорока»: що сталося за ніч»: whose page it is and what it is about, nobody's words.
fn is_label(line: &Line<'_>, source: &Source, content: Range<usize>) -> bool {
    let owned = source.range.start > 0 && line.is_word(source.range.start - 1);
    let asks = line.lexicon.question_words.contains(line.word(content.start));
    // one word is the name of an outlet, whatever stands behind it
    let verbal = || content.clone().any(|k| source::looks_verbal(line, k) || line.finite_cue(k).is_some());
    source.media && (owned || asks || source.range.len() > 1 && !verbal())
}
