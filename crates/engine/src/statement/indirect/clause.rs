//! A cue verb with a clause of its own, with or without a complementiser, and its negation (I1, I2, I7, I12, I13).
//!
//! Takes a `Line`, its source phrases and a cue, gives at most one draft.

use super::english::{before_subject, relative_end, zero_claim};
use super::headline::headline_before;
use super::opening::{has_own_verb, past_addressee, told_to, zero_start};
use super::*;
use crate::model::*;
use crate::statement::draft::{Draft, Who};
use crate::statement::extent;
use crate::statement::lexicon::{Class, CueEntry, Effect, Form, Reading};
use crate::statement::line::Line;
use crate::statement::source::{self, Source};
use std::ops::Range;

/// What stands between a cue and its claim.
pub(super) struct Claim {
    pub(super) start: usize,
    pub(super) reading: Reading,
    /// No complementiser: "заявив, Київ пропонує".
    pub(super) zero: bool,
}

pub(super) fn claim_after(
    line: &Line<'_>,
    sources: &[Source],
    cue_end: usize,
    entry: &CueEntry,
) -> Option<Claim> {
    let sentence = line.sentence(cue_end.saturating_sub(1));
    let depth = line.depth_at(cue_end.saturating_sub(1));
    let window = (cue_end + if line.lexicon.slavic { 28 } else { 14 }).min(sentence.end);
    let headline = line.is_headline() && (cue_end.saturating_sub(8)..cue_end).any(|j| line.word(j) == ":");
    let hears = entry.frame('d') || entry.frame('h');
    let mut k = cue_end;
    // "X, S said, Y": what follows the comma is the rest of X, unless "that" stands behind a parenthesis
    if !line.lexicon.slavic && line.is_comma(cue_end) {
        // "he said, I hereby resign": direct words without marks
        if entry.frame('q') && source::is_first_person(line, cue_end + 1) {
            return Some(Claim { start: cue_end + 1, reading: Reading::Assert, zero: true });
        }
        let close = (cue_end + 1..window).find(|&k| line.is_comma(k) && line.depth_at(k) == depth);
        k = close
            .map(|c| c + 1)
            .filter(|&c| line.word(c) == "that")
            .or((line.word(k + 1) == "that").then_some(k + 1))?;
    }
    // an asking word that is not right behind a verb of saying is inside the claim: "said it would ask whether"
    let near = if line.lexicon.slavic { 0 } else { zero_start(line, past_addressee(line, cue_end)) };
    // "asked anyone who saw the car to come": a relative clause
    let anyone = near > cue_end && matches!(line.word(near - 1), "anyone" | "everyone" | "those" | "people");
    if !line.lexicon.slavic && !anyone && super::english::asks(line, near, entry) {
        let reading = if entry.class == Class::Question { Reading::Question } else { Reading::Manner };
        return Some(Claim { start: near, reading, zero: false });
    }
    while k < window {
        if line.depth_at(k) > depth && !line.is_mark(k) {
            k += 1;
            continue;
        }
        // "feel good if you …", "plans to say that": only an asking verb takes "if", and no claim follows an infinitive
        if !line.lexicon.slavic
            && (line.word(k) == "to"
                && line.word(k + 1) != "the"
                && !line.is_upper(k + 1)
                && !line.lexicon.pronouns.contains_key(line.word(k + 1))
                && entry.class != Class::Demand
                || line.word(k) == "if"
                    && entry.class != Class::Question
                    && !matches!(entry.class, Class::Opinion))
        {
            // "told members to stay": what they are told is the infinitive
            if line.word(k) == "to" && entry.frame('d') && entry.frame('i') && told_to(line, cue_end, k) {
                return None;
            }
            break;
        }
        // "found the plan that was lost": a relative clause
        if line.word(k) == "that"
            && k > cue_end
            && !(entry.frame('d') || hears && k == near && near > cue_end)
            && line.is_word(cue_end)
            && !line.is_preposition(cue_end)
            && zero_start(line, cue_end) == cue_end
        {
            break;
        }
        if line.is_comma(k)
            && (entry.class == Class::Question || headline && entry.frame('t'))
            && asks(line, k + 1)
        {
            return Some(Claim { start: k + 1, reading: Reading::Question, zero: false });
        }
        // "адказаў на словы Гая пра тое, што": the clause is theirs
        if line.lexicon.slavic
            && k > cue_end
            && line.is_preposition(k - 1)
            && !line.lexicon.charge_prepositions.contains(line.word(k - 1))
            && k <= cue_end + 3
            && line.lexicon.cue_nouns.get(line.word(k)).is_some_and(|e| e.class != Class::Question)
            && !line.is_comma(k + 1)
        {
            return None;
        }
        if let Some((n, reading)) = line.lexicon.complementisers.at(line.tokens, k)
            && (line.lexicon.slavic || line.words_in(k + n..sentence.end) >= 2)
        {
            let inner = !line.lexicon.slavic
                && k > near
                && entry.frame('0')
                && (*reading != Reading::Assert
                    || entry.strength >= 3 && !hears && zero_claim(line, near, k));
            if inner {
                break;
            }
            let fits = !line.lexicon.slavic
                || line.is_comma(k.wrapping_sub(1))
                || line.is_comma(k + n.saturating_sub(2))
                || k == cue_end && *reading != Reading::Manner && *reading != Reading::Question
                || *reading == Reading::Assert && super::opening::set_off(line, cue_end, k)
                || *reading == Reading::Assert && hears && k == near && near > cue_end;
            if fits && (entry.frame('t') || entry.frame('0') || *reading == Reading::Demand) {
                return Some(Claim { start: k + n, reading: *reading, zero: false });
            }
            if fits {
                return None;
            }
        }
        // "said in a report that": a noun
        let noun = !line.lexicon.slavic && line.is_noun_use(k);
        if line.finite_cue(k).is_some_and(|(_, e)| e.strength >= 2)
            && k > cue_end
            && !noun
            && !line.mention(k).is_some_and(|m| m.kind == MentionKind::Name)
        {
            break;
        }
        // "пишет, ссылаясь на очевидцев, что": whom it cites stands in between
        if line.lexicon.slavic
            && k > cue_end
            && line.is_comma(k - 1)
            && line.lexicon.relays.at(line.tokens, k).is_some()
            && let Some(close) = (k + 1..window).find(|&j| line.is_comma(j) && line.depth_at(j) == depth)
            && line.lexicon.complementisers.at(line.tokens, close + 1).is_some()
        {
            k = close;
            continue;
        }
        // "підтвердив загибель трьох, додавши, що", "told a briefing, adding that": the clause is the converb's
        if k > cue_end && line.is_comma(k - 1) && line.cue(k).is_some_and(|(_, e)| e.form == Form::Converb) {
            break;
        }
        if line.is_stop(k) || matches!(line.word(k), ";" | ":") {
            break;
        }
        k += 1;
    }
    let zero = entry.frame('0') && entry.form != Form::Adjective;
    if !line.lexicon.slavic && !zero && entry.frame('t') {
        let start = zero_start(line, cue_end);
        return has_own_verb(line, start, sentence.end).then_some(Claim {
            start,
            reading: Reading::Assert,
            zero: true,
        });
    }
    let least = if line.lexicon.slavic { 3 } else { 2 };
    if entry.strength < least || !(entry.frame('0') || entry.frame('t')) {
        return None;
    }
    if line.lexicon.slavic {
        // "V[ S], X" with a subject of its own
        let at = source::after(line, sources, cue_end)
            .map_or(cue_end, |s| if s.range.end - cue_end < 12 { s.range.end } else { cue_end });
        if line.is_comma(at) && entry.frame('0') {
            let start = at + 1;
            let subject = line.words_in(start..sentence.end) >= 3
                && line.is_word(start)
                && !line.lexicon.and_words.contains(line.word(start))
                && !line.lexicon.but_words.contains(line.word(start))
                && !sources.iter().any(|s| s.range.start == start && s.relative)
                && (sources.iter().any(|s| s.range.start == start) || cue_end == at);
            let free = line.lexicon.subordinators.contains(line.word(start))
                || line.cue(start).is_some()
                || line.lexicon.as_words.contains(line.word(start))
                || line.is_preposition(start)
                || converb(line, start);
            // "каже Оксана Гай, мати двох дітей": an apposition has no verb
            let verb = (start..sentence.end).any(|k| {
                line.finite_cue(k).is_some()
                    || crate::statement::speech_verb::verbal(line, k)
                        && !line.lexicon.heads.contains_key(line.word(k))
            });
            if subject && !free && verb {
                return Some(Claim { start, reading: Reading::Assert, zero: true });
            }
        }
        return None;
    }
    // English without "that"
    let heard = past_addressee(line, cue_end);
    let told = entry.frame('d') || entry.frame('h') && line.pronoun_or_article(heard);
    let start = if told { heard } else { cue_end };
    let start = zero_start(line, start);
    let word = line.word(start);
    // "said praise of the plan would help": a noun that is spelled as a verb
    let noun = line.is_preposition(start + 1) && !line.word(start).ends_with("ed")
        // "said questions would be asked"
        || word.ends_with('s') && line.lexicon.auxiliaries.contains(line.word(start + 1));
    let counted = super::opening::counts(line, start);
    let nominal = line.is_word(start)
        && (!line.is_preposition(start) || counted)
        && (noun || line.finite_cue(start).is_none())
        // "said Friday as he entered the talks", but "said as many as ten would go"
        && (!line.lexicon.as_words.contains(word) || counted)
        && !line.lexicon.and_words.contains(word)
        && !line.lexicon.but_words.contains(word)
        || line.is_mark(start)
        || line.tokens.get(start).is_some_and(|t| t.kind == crate::text::TokenKind::Number);
    // "said nothing and left", "said so too", "said this on Monday", "told him four times"
    let next = line.word(start + 1);
    let silent = matches!(
        word,
        "nothing" | "otherwise" | "so" | "differently" | "yes" | "no" | "this" | "that" | "it" | "every"
    ) && (!line.is_word(start + 1)
        || line.lexicon.and_words.contains(next)
        || line.is_preposition(start + 1)
        || matches!(next, "too" | "when" | "all" | "out" | "again" | "day" | "week" | "year"))
        || next == "times"
        || word == "yes";
    let heard = entry.frame('d') && super::opening::only_heard(line, cue_end, start);
    let long = line.words_in(start..sentence.end) >= 3 && !silent && !heard;
    let frame = entry.frame('0');
    // "says if elected he will work": a clause of the claim's own comes first
    let fronted = matches!(word, "if" | "when" | "while" | "unless" | "although" | "despite")
        && entry.strength >= 3
        && entry.frame('q')
        && line.words_in(start..sentence.end) >= 6;
    (long && frame && (fronted || nominal && !line.lexicon.subordinators.contains(word))).then_some(Claim {
        start,
        reading: Reading::Assert,
        zero: true,
    })
}

/// ", виконуючи обов'язки": a verb form that shares the subject, by its ending.
fn converb(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    word.chars().count() > 4 && line.lexicon.endings.is_converb(word)
}

/// "хто поставив", "у чым сакрэт", "пойдёт ли дождь": the clause asks by itself and belongs to the content whole.
fn asks(line: &Line<'_>, i: usize) -> bool {
    let at = i + usize::from(line.is_preposition(i));
    line.lexicon.complementisers.at(line.tokens, i).is_none()
        && line.lexicon.question_words.contains(line.word(at))
        || (i + 1..i + 5).any(|k| line.lexicon.question_particles.contains(line.word(k)))
}

/// Negation right before a cue, and what it does.
pub(super) fn negation(line: &Line<'_>, i: usize, entry: &CueEntry) -> (usize, Option<Effect>) {
    let mut at = i;
    while at > 0 && i - at < 4 {
        let before = at - 1;
        if line.lexicon.not_words.contains(line.word(before)) {
            let listed = (before.saturating_sub(2)..=before)
                .find_map(|k| line.lexicon.negation.at(line.tokens, k).filter(|(n, _)| k + n > i));
            let effect = listed.map(|(_, e)| *e).unwrap_or(match entry.class {
                Class::Opinion | Class::Predict => Effect::Deny,
                Class::Deny => Effect::Predict,
                _ => Effect::NoClaim,
            });
            return (before, Some(effect));
        }
        if !(line.is_adverb(before)
            || matches!(
                line.word(before),
                "did" | "does" | "do" | "has" | "have" | "had" | "was" | "is" | "would" | "will" | "could"
            ))
        {
            break;
        }
        at = before;
    }
    let listed = line.lexicon.negation.at(line.tokens, i).filter(|(n, _)| *n > 1).map(|(_, e)| *e);
    (i, listed)
}

/// I1, I2, I7, I12, I13: a cue with a clause.
#[allow(clippy::too_many_arguments)]
pub(super) fn clause(
    line: &Line<'_>,
    sources: &[Source],
    cue: Range<usize>,
    entry: &CueEntry,
    effect: Option<Effect>,
    mut subject: Subject,
    claim: Claim,
    earlier: &[Draft],
) -> Option<Draft> {
    let inside = line.depth_at(cue.start) > 0;
    let says = !line.lexicon.slavic && !matches!(entry.class, Class::Opinion | Class::Predict);
    let near = |s: &Source| says && s.range.end == source::verb_start(line, cue.start);
    let speaks = |s: &Source| s.kind == SpeakerKind::Pronoun || s.is_named() || near(s);
    if inside && !matches!(&subject, Subject::Found(s) if speaks(s)) {
        return None;
    }
    // "She said she could not breathe" within a quotation
    let plain = says && matches!(&subject, Subject::Found(s) if s.range.end == cue.start);
    if inside && claim.zero && !plain {
        return None;
    }
    match &subject {
        Subject::Found(source) => {
            let first = source.range.start;
            let first_person =
                line.lexicon.first_person.contains(line.word(first)) || source::is_first_person(line, first);
            // "I told her that", said within a quotation
            let retold = inside
                && !line.lexicon.slavic
                && entry.strength >= 3
                && entry.class != Class::Opinion
                && matches!(line.word(cue.start), "said" | "told" | "asked" | "warned" | "promised");
            if first_person && !line.own_words && !retold {
                return None;
            }
            let animate = source.is_named()
                || source.kind == SpeakerKind::Pronoun
                || source.anonymous
                || source.document
                || source.entity_kind != EntityKind::Other;
            if !animate && entry.strength < 3 {
                return None;
            }
            // "three states that …": a weak English verb needs its subject right before it
            let end = source::verb_start(line, cue.start);
            let adjacent = source.range.end == end
                || line.is_comma(end.wrapping_sub(1))
                || line.lexicon.and_words.contains(line.word(end.wrapping_sub(1)))
                || line.word(end.wrapping_sub(1)) == ")";
            if !line.lexicon.slavic
                && entry.strength < 2
                && !source.document
                && entry.form == Form::Finite
                && source.range.end <= cue.start
                && !adjacent
            {
                return None;
            }
        }
        Subject::Shared => {
            let same_sentence = line.sentence(cue.start);
            let shared = earlier.iter().any(|d| same_sentence.contains(&d.place()))
                || sources.iter().any(|s| {
                    same_sentence.contains(&s.range.start) && s.range.end <= cue.start && !s.governed
                });
            if !shared {
                return None;
            }
            let told = earlier.iter().any(|d| {
                same_sentence.contains(&d.place()) && !matches!(d.who, Who::Implicit | Who::Unknown)
            });
            if line.lexicon.slavic
                && entry.form == Form::Converb
                && !told
                && let Some(source) = source::of_sentence(line, sources, cue.start, entry)
            {
                subject = Subject::Found(Box::new(source.clone()));
            }
        }
        Subject::None => {
            // impersonal "it is reported that", "не исключается, что": somebody before goes on, or nobody is named
            let impersonal = matches!(entry.form, Form::Impersonal) || effect.is_some();
            // "очікується, що": the outlet's own voice
            if line.lexicon.slavic && entry.form == Form::Impersonal && entry.class == Class::Predict {
                return None;
            }
            if !impersonal && (entry.strength < 3 || !line.lexicon.slavic || entry.gender == Gender::Neuter) {
                return None;
            }
            if wh_only(line, claim.start, claim.reading) {
                return None;
            }
        }
    }
    // a headline's "Expert explained what …" has no claim after the cue: what stands before the colon is the claim
    if wh_clause(line, &claim) {
        return headline_before(line, sources, &cue, entry, &subject);
    }
    let end = extent::end(line, sources, claim.start);
    let end = if line.lexicon.slavic {
        main_clause(line, &cue, claim.start, end)
    } else {
        relative_end(line, cue.start, &claim, end)
    };
    let range = claim.start..end;
    if line.words_in(range.clone()) < 2 && claim.zero {
        return None;
    }
    let first = match &subject {
        Subject::Found(source) => before_subject(line, source, &claim),
        _ => None,
    };
    let mut draft = make(
        line,
        if claim.zero { "clause-zero" } else { "clause" },
        first.into_iter().chain([range]).collect(),
        cue,
        &entry.lemma,
        entry.class,
        if claim.zero { 0.75 } else { 0.92 },
    );
    if draft.content.first().is_some_and(|c| cut_short(line, c.clone())) {
        return None;
    }
    draft.effect = effect;
    if claim.reading == Reading::Demand && entry.class != Class::Predict && entry.class != Class::Deny {
        draft.class = Class::Demand;
    }
    if claim.reading == Reading::Assert && entry.class == Class::Demand && line.lexicon.slavic {
        draft.class = Class::Assert;
    }
    if claim.reading == Reading::Question && entry.class != Class::Predict {
        draft.class = Class::Question;
    }
    if claim.reading == Reading::Hearsay {
        draft.hedged = true;
        if entry.objects {
            draft.class = Class::Deny;
        }
    }
    set_subject(&mut draft, &subject);
    // "it is understood that", "повідомляється, що": nobody of the page
    let unsaid = matches!(subject, Subject::None | Subject::Shared) && effect.is_none();
    if entry.form == Form::Impersonal && unsaid {
        draft.who = Who::Unknown;
        draft.unnamed = line.lexicon.slavic;
    }
    Some(draft)
}

/// Slavic "Лис, який заявляв, що міст збудують, подав у відставку": the content of a cue within a relative or converb clause ends
/// at the comma before the verb of the main clause.
fn main_clause(line: &Line<'_>, cue: &Range<usize>, start: usize, end: usize) -> usize {
    let floor = line.sentence(cue.start).start.max(cue.start.saturating_sub(8));
    let converb = line.cue(cue.start).is_some_and(|(_, e)| e.form == Form::Converb);
    let opened = (floor..cue.start).rev().find(|&k| line.is_comma(k));
    let relative = opened.is_some_and(|k| {
        let at = k + 1 + usize::from(line.is_preposition(k + 1));
        line.lexicon.pronouns.get(line.word(at)).is_some_and(|p| p.relative)
            || line.lexicon.relatives.contains(line.word(at))
    });
    if !relative && !(converb && opened.is_some_and(|k| k + 1 == cue.start)) {
        return end;
    }
    let depth = line.depth_at(start);
    (start + 2..end)
        .find(|&k| {
            let verb = line.skip_adverbs(k + 1, 1);
            let main = crate::statement::speech_verb::likely_verb(line, verb)
                && !line.lexicon.endings.is_converb(line.word(verb))
                && !super::infinitive(line, verb);
            line.is_comma(k) && line.depth_at(k) == depth && main
        })
        .unwrap_or(end)
}

/// "За даними ...": nothing but dots.
pub(super) fn cut_short(line: &Line<'_>, content: Range<usize>) -> bool {
    line.words_in(content) == 0
}

pub(super) fn wh_only(line: &Line<'_>, start: usize, reading: Reading) -> bool {
    reading == Reading::Question && line.words_in(start..line.sentence(start).end) < 3
}

/// `explained what …`: the complementiser is the clause's own subject or object ("що стоїть за заявою").
pub(super) fn wh_clause(line: &Line<'_>, claim: &Claim) -> bool {
    // "що" followed by a verb and no subject of its own is a question word; visible only in headlines after a colon
    let start = claim.start;
    line.is_headline()
        && !claim.zero
        && (line.word(start.saturating_sub(4)) == ":"
            || (start.saturating_sub(6)..start).any(|k| line.word(k) == ":"))
        && line.mention(start).is_none()
}
