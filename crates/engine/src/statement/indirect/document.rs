//! Documents that speak: "Из доклада следует, что X", "Исследование показало, что X". Slavic only.
//!
//! Takes a `Line`, its source phrases and the token of the verb, gives at most one draft.

use super::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::extent;
use crate::statement::lexicon::{Class, Reading};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// The verb is a cue only beside a document or a study, and with a clause behind it.
pub(super) fn document(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    let follows = line.lexicon.following.contains(line.word(i));
    let finds = line.lexicon.findings.contains(line.word(i));
    if !line.lexicon.slavic || !(follows || finds) || line.depth_at(i) > 0 {
        return None;
    }
    // "Вынікі сведчаць: справа ў падзенні"
    let colon = line.word(i + 1) == ":" && !line.is_mark(i + 2);
    let that = line.lexicon.complementisers.at(line.tokens, i + 2);
    let that = that.filter(|(_, reading)| line.is_comma(i + 1) && **reading == Reading::Assert);
    let n = if colon { 0 } else { that?.0 };
    let mut end = i;
    while end > 0 && line.is_adverb(end - 1) {
        end -= 1;
    }
    let at = sources.partition_point(|s| s.range.end < end);
    let known = sources.get(at).filter(|s| s.range.end == end && s.document && !s.relative).cloned();
    // "Документи свідчать: …": the writer's own words
    if colon && known.as_ref().is_some_and(|s| s.range.len() == 1) {
        return None;
    }
    let found = &known.or_else(|| evidence(line, end).filter(|_| finds))?;
    let first = found.range.start;
    // "из документа следует": the document is what it follows from
    let out = found.governed && !line.lexicon.locative.contains(line.word(first.wrapping_sub(1)));
    let nominative = !found.governed && (source::nominative(line, found) || found.plural);
    if !(follows && out || finds && nominative) {
        return None;
    }
    let who = source::owner_in(line, found).unwrap_or_else(|| found.clone());
    let start = i + 2 + n;
    let content = start..extent::end(line, sources, start);
    if line.words_in(content.clone()) < 2 {
        return None;
    }
    let mut draft = make(line, "document-clause", vec![content], i..i + 1, line.word(i), Class::Assert, 0.8);
    draft.who = Who::Source(Box::new(who));
    Some(draft)
}

/// "Вынікі іх працы": words that show something open the sentence.
fn evidence(line: &Line<'_>, end: usize) -> Option<Source> {
    let start = line.skip_opening(line.sentence(end.saturating_sub(1)).start);
    let head = (start..end.min(start + 3)).find(|&k| line.lexicon.evidence.contains(line.word(k)))?;
    let plain = (start..end).all(|k| {
        (line.is_word(k) || line.is_comma(k))
            && line.finite_cue(k).is_none()
            && !line.lexicon.subordinators.contains(line.word(k))
    });
    (plain && (2..13).contains(&(end - start))).then(|| Source {
        document: true,
        plural: true,
        entity_kind: crate::model::EntityKind::Other,
        head: line.word(head).to_owned(),
        ..source::blank(start..end, crate::model::SpeakerKind::Document)
    })
}

/// "X, свідчать останні дані поліції.": the words before the comma, shown by a document or by figures.
pub(super) fn shown(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    if !line.is_comma(i.wrapping_sub(1)) {
        return None;
    }
    let shows = line.lexicon.findings.contains(line.word(i)) || line.lexicon.following.contains(line.word(i));
    if !line.lexicon.slavic || !shows || !line.is_comma(i.wrapping_sub(1)) || line.depth_at(i) > 0 {
        return None;
    }
    let sentence = line.sentence(i);
    let end = (i + 1..sentence.end).find(|&k| line.is_comma(k) || line.is_stop(k)).unwrap_or(sentence.end);
    let phrase = i + 1..end;
    let named = |k: usize| {
        let heads = line.lexicon.heads.get(line.word(k));
        line.lexicon.evidence.contains(line.word(k))
            || heads.is_some_and(|heads| heads.iter().any(|h| h.kind == HeadKind::Document))
    };
    let plain = phrase
        .clone()
        .all(|k| line.finite_cue(k).is_none() && line.lexicon.complementisers.at(line.tokens, k).is_none());
    let content = line.skip_opening(sentence.start)..i - 1;
    let clause = content.clone().any(|k| crate::statement::speech_verb::likely_verb(line, k));
    let head = phrase.clone().take(5).find(|&k| named(k))?;
    if !plain || !clause || phrase.len() > 10 || line.words_in(content.clone()) < 3 {
        return None;
    }
    let start = phrase.start + usize::from(line.is_preposition(phrase.start));
    let known = sources.iter().find(|s| s.document && s.range.contains(&head));
    let who = known.cloned().unwrap_or_else(|| Source {
        document: true,
        entity_kind: crate::model::EntityKind::Other,
        head: line.word(head).to_owned(),
        ..source::blank(head..head + 1, crate::model::SpeakerKind::Document)
    });
    // whose figures they are belongs to the phrase
    let who = Source { range: start..phrase.end, ..who };
    let mut draft =
        make(line, "document-trailing", vec![content], i..i + 1, line.word(i), Class::Assert, 0.75);
    draft.who = Who::Source(Box::new(who));
    Some(draft)
}
