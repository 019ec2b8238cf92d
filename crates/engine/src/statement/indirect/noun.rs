//! Nominal cues: "statements of X about Y", "X's claim that" (I14).
//!
//! Takes a `Line`, its source phrases and a cue, gives at most one draft.

use super::*;
use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::extent;
use crate::statement::lexicon::Reading;
use crate::statement::line::Line;
use crate::statement::source::{self, Source};

/// I14: "statements of X about Y", "X's claim that Y".
pub(super) fn noun(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Draft> {
    let entry = line.lexicon.cue_nouns.get(line.word(i))?;
    if line.depth_at(i) > 0 {
        return None;
    }
    let sentence = line.sentence(i);
    let mut from = i + 1;
    if !line.lexicon.slavic && matches!(line.word(from), "of" | "by" | "from") {
        from += 1;
    }
    let at = sources.partition_point(|s| s.range.end <= from);
    let owner = sources.get(at).filter(|s| {
        s.range.start <= from + 2
            && !s.relative
            && s.kind != SpeakerKind::Pronoun
            && (!s.governed
                || !line.lexicon.slavic
                    && s.range.start > i + 1
                    && matches!(line.word(s.range.start.wrapping_sub(1)), "of" | "by" | "from")
                || !line.lexicon.slavic && matches!(line.word(i + 1), "of" | "by" | "from"))
    });
    let possessor = sources.iter().find(|s| s.range.end == i && !line.lexicon.slavic && s.is_named());
    let unlisted = possessor.is_none().then(|| source::possessor(line, i)).flatten();
    let owner = owner.or(possessor).or(unlisted.as_ref());
    let after = owner.map_or(i + 1, |s| s.range.end.max(i + 1));
    let complement = line
        .lexicon
        .complementisers
        .at(line.tokens, if line.is_comma(after) { after + 1 } else { after })
        .filter(|(_, r)| {
            **r == Reading::Assert
                && (!line.lexicon.slavic || line.is_comma(after) || line.is_comma(after + 1))
        });
    // "statement of X about the fact that"
    let factive = line.lexicon.about.contains(line.word(after)).then_some(after + 3).filter(|&k| {
        line.lexicon.slavic
            && line.is_comma(k - 1)
            && line.lexicon.complementisers.at(line.tokens, k).is_some_and(|(_, r)| *r == Reading::Assert)
    });
    let complement = match factive {
        Some(k) => line.lexicon.complementisers.at(line.tokens, k).map(|(n, _)| k + n),
        None => complement.map(|(n, _)| if line.is_comma(after) { after + 1 + n } else { after + n }),
    };
    let (start, rule, confidence) = match complement {
        Some(start) => (start, "noun-clause", 0.75),
        None if line.lexicon.about.contains(line.word(after))
            && owner.is_some_and(|o| o.is_named())
            && !line.is_headline() =>
        {
            (after + 1, "noun-about", 0.6)
        }
        _ => return None,
    };
    let mut end = extent::end(line, sources, start).min(sentence.end);
    if rule == "noun-about" {
        end = phrase_end(line, start, end);
    } else if line.lexicon.slavic && i <= line.skip_opening(sentence.start) + 1 {
        // the noun is the subject of the sentence: a comma and its own verb end the clause
        let comma = (start + 1..end).rev().find(|&k| line.is_comma(k) && line.depth_at(k) == 0);
        end = comma.filter(|&k| !line.lexicon.subordinators.contains(line.word(k + 1))).unwrap_or(end);
    }
    let least = if rule == "noun-clause" { 2 } else { 3 };
    if line.words_in(start..end) < least {
        return None;
    }
    let mut draft = make(line, rule, vec![start..end], i..i + 1, &entry.lemma, entry.class, confidence);
    match owner {
        Some(owner) => draft.who = Who::Source(Box::new(owner.clone())),
        None => return None,
    }
    Some(draft)
}

/// A noun phrase after "about" ends where the verb of the sentence comes.
fn phrase_end(line: &Line<'_>, start: usize, end: usize) -> usize {
    (start + 1..end)
        .find(|&k| {
            line.depth_at(k) == line.depth_at(start)
                && (line.finite_cue(k).is_some()
                    || source::looks_verbal(line, k)
                    || line.lexicon.not_words.contains(line.word(k)))
        })
        .unwrap_or(end)
}
