//! Author's words beside a quotation: V S, S V, a source phrase or a bare cue, and subjects that no list knows.
//!
//! Takes a `Line`, its source phrases and a token, gives the cue and source that start there, or nothing.

use crate::model::*;
use crate::statement::draft::Who;
use crate::statement::lexicon::{Class, CueEntry, Form};
use crate::statement::line::Line;
use crate::statement::quoted::past_appositions;
use crate::statement::source::{self, Source};
use std::ops::Range;

use super::unlisted::{
    capitalised, described, name_before_comma, noun_after, noun_and_capitals, role_and_name,
    subject_before_cue,
};

/// "– сказав Петренко": cue and source found beside a quotation.
#[derive(Clone, Debug)]
pub(in crate::statement) struct Attribution {
    pub(in crate::statement) cue: Range<usize>,
    pub(in crate::statement) lemma: String,
    pub(in crate::statement) class: Class,
    pub(in crate::statement) who: Who,
    /// One past the last token of cue and source.
    pub(in crate::statement) end: usize,
}

/// Author's words that start at token `i`: V S, S V, a source phrase, or a bare cue.
pub(in crate::statement) fn attribution(
    line: &Line<'_>,
    sources: &[Source],
    i: usize,
    strength: u8,
) -> Option<Attribution> {
    author(line, sources, i, |e| e.strength >= strength && e.frame('q'))
}

/// The same behind a claim: also verbs of finding out, ", установили археологи".
pub(in crate::statement) fn behind(line: &Line<'_>, sources: &[Source], i: usize) -> Option<Attribution> {
    let slavic = line.lexicon.slavic;
    let holds = |e: &CueEntry| {
        e.strength >= 2 && e.frame('t') && matches!(e.class, Class::Assert | Class::Opinion | Class::Predict)
    };
    author(line, sources, i, |e| e.strength >= 2 && e.frame('q') || slavic && (e.reveals || holds(e)))
}

/// The same for "as X found": any cue that can take a claim.
pub(in crate::statement) fn parenthesis(
    line: &Line<'_>,
    sources: &[Source],
    i: usize,
) -> Option<Attribution> {
    let claims = |e: &CueEntry| e.strength >= 2 && e.frame('q') || e.frame('t') && e.class != Class::Relay;
    author(line, sources, i, claims)
}

fn author(
    line: &Line<'_>,
    sources: &[Source],
    i: usize,
    fits: impl Fn(&CueEntry) -> bool,
) -> Option<Attribution> {
    if !line.is_word(i) && !line.is_mark(i) {
        return None;
    }
    let behind_quotation = line.is_mark(i.wrapping_sub(1))
        || line.is_comma(i.wrapping_sub(1)) && line.is_mark(i.wrapping_sub(2));
    let dashed = line.lexicon.slavic && line.is_dash(i.wrapping_sub(1));
    let i = line.skip_adverbs(i, 3);
    // "— зьедліва заўважае газэта": an adverb that no list knows
    let manner = dashed
        && line.is_word(i)
        && !line.is_upper(i)
        && line.cue(i).is_none()
        && line.mention(i).is_none()
        && line.word(i).ends_with(['о', 'а'])
        && line.finite_cue(i + 1).is_some_and(|(_, e)| e.frame('q') && e.strength >= 2);
    let i = i + usize::from(manner);
    // `"Q," but he said that …`: a clause of its own, no author's words of the quotation
    if !line.lexicon.slavic && opens_clause(line, i) {
        return None;
    }
    // "as X told Y": the opening "as"
    // not the "as" of "after X said": "после того, как"
    let tied = line.lexicon.as_words.contains(line.word(i)) && !line.opens_parenthesis(i);
    if tied {
        return None;
    }
    let i = if line.lexicon.as_words.contains(line.word(i)) { i + 1 } else { i };
    if let Some((n, phrase)) = line.lexicon.source_phrases.at(line.tokens, i) {
        let from = i + n;
        return source::after(line, sources, from).map(|s| Attribution {
            cue: i..from,
            lemma: phrase.lemma.to_string(),
            class: phrase.class,
            end: s.range.end,
            who: Who::Source(Box::new(s.clone())),
        });
    }
    let verb = |at: usize| line.cue(at).filter(|(_, e)| fits(e) && e.form != Form::WeForm);
    // "— с сожалением отметил X", "— в эфире канала рассказал X": one phrase before the verb
    let phrase = line.lexicon.slavic && line.is_preposition(i);
    let behind = |k: &usize| line.finite_cue(*k).is_some();
    let late = phrase.then(|| (i + 2..i + 8).find(behind)).flatten().filter(|&at| {
        let plain =
            |k: usize| (line.is_word(k) || line.is_mark(k) || line.depth_at(k) > 0) && !line.is_comma(k);
        // "о которой говорит X": a clause about a noun
        let about = |k: usize| {
            line.lexicon.relatives.contains(line.word(k)) || line.lexicon.subordinators.contains(line.word(k))
        };
        (i..at).all(|k| plain(k) && !about(k)) && line.depth_at(at) == line.depth_at(i)
    });
    let i = late.filter(|&at| verb(at).is_some()).unwrap_or(i);
    if let Some((n, entry)) = verb(i) {
        // English "told the mayor": whom it is told to
        let heard = !line.lexicon.slavic && entry.frame('d') && entry.class == Class::Assert;
        let found = source::after(line, sources, i + n)
            .filter(|_| !heard)
            .filter(|s| !s.relative && !s.governed && source::agrees(s, entry, line.lexicon.slavic));
        // "Як пише у вівторок «Вісник»": one short phrase between the verb and a name
        let far = if line.is_preposition(i + n) && line.is_word(i + n + 1) && !line.is_upper(i + n + 1) {
            source::after(line, sources, i + n + 2)
                .filter(|s| s.range.start <= i + n + 3 && s.is_named() && !s.governed && !s.relative)
                .filter(|s| source::agrees(s, entry, line.lexicon.slavic))
        } else {
            None
        };
        let found = source::beyond_hearers(line, sources, i + n, entry).or(found).or(far);
        // "цитирует тренера пресс-служба": whom it quotes, in whatever case
        let quoted = || {
            let at = line.skip_adverbs(i + n, 2);
            if let Some(source) = quoted_words(line, sources, at) {
                return Some(source);
            }
            let heard =
                sources.iter().find(|s| s.range.start == at && !s.governed && !s.relative && !s.document)?;
            let person = heard.entity_kind == EntityKind::Person || heard.is_named() && !heard.media;
            person.then(|| heard.clone())
        };
        let quotes = line.lexicon.slavic && entry.class == Class::Relay && entry.frame('o');
        // "передаёт агентство слова министра": whose words they are, behind who quotes them
        let passed = || {
            let at = line.skip_adverbs(i + n, 2);
            let outlet = sources.iter().find(|s| s.range.start == at && !s.governed && s.is_named())?;
            quoted_words(line, sources, outlet.range.end)
        };
        let hands_on = line.lexicon.slavic && entry.class == Class::Relay;
        let cited = hands_on.then(passed).flatten().or_else(|| quotes.then(quoted).flatten());
        let found = cited.as_ref().or(found);
        // "объяснил решение регулятор": a document behind the verb, and who speaks behind it
        let object = found.filter(|s| line.lexicon.slavic && s.document);
        let speaks = |o: &Source| {
            sources.iter().find(|s| {
                s.range.start == o.range.end
                    && !s.governed
                    && !s.relative
                    && !s.document
                    && source::agrees(s, entry, true)
            })
        };
        let unlisted = object.filter(|o| speaks(o).is_none()).and_then(|o| described(line, o.range.end));
        let found = object.and_then(speaks).or(unlisted.as_ref()).or(found);
        // "розповів «Сонцю Заброди» приятель": a name in marks and in the dative, before who speaks
        let told = found.filter(|s| {
            line.lexicon.slavic
                && line.is_mark(s.range.start)
                && source::looks_dative(line, s.range.start + 1)
        });
        let teller = told.and_then(|s| described(line, s.range.end));
        let found = if teller.is_some() { teller.as_ref() } else { found };
        let whose = found.and_then(|s| theirs(line, s));
        let found = whose.as_ref().or(found);
        // "переконаний експерт": the cue is no part of who speaks
        let clipped = found
            .filter(|s| line.lexicon.slavic && s.range.start < i + n && s.range.end > i + n)
            .map(|s| Source { range: i + n..s.range.end, ..s.clone() });
        let found = clipped.as_ref().or(found);
        // "повідомили «Обрію» в міській раді"
        let dated = if line.lexicon.slavic { source::past_date(line, i + n) } else { i + n };
        let told = source::past_hearers(line, dated);
        let found = found.filter(|s| told == i + n || s.range.start >= told || s.range.end > told);
        let place = if found.is_none() {
            source::in_place(line, sources, i..told)
                .or_else(|| source::unlisted_body(line, told).filter(|_| entry.plural && entry.strength >= 2))
        } else {
            None
        };
        let (who, end) = match (found, place) {
            (Some(s), _) => (Who::Source(Box::new(s.clone())), s.range.end),
            (None, Some(s)) if entry.form == Form::Impersonal || entry.plural => {
                let end = s.range.end;
                (Who::Source(Box::new(s)), end)
            }
            (None, _) => {
                let next = source::past_date(line, line.skip_adverbs(i + n, 3));
                let next = source::past_marks(line, next);
                // "заявила з трибуни лідерка руху Марта Бельська": past where it was said
                let beyond = past_place(line, next).and_then(|k| {
                    let person = source::after(line, sources, k).filter(|s| {
                        !s.governed && !s.relative && !s.document && source::agrees(s, entry, true)
                    });
                    person.filter(|s| source::nominative(line, s)).cloned().or_else(|| described(line, k))
                });
                let unknown = beyond
                    .or_else(|| described(line, next))
                    .or_else(|| noun_and_capitals(line, next))
                    .or_else(|| capitalised(line, next))
                    .or_else(|| noun_after(line, next).filter(|_| behind_quotation && !heard));
                match unknown {
                    Some(s) if (entry.strength >= 2 || entry.reveals) && entry.form == Form::Finite => {
                        let end = s.range.end;
                        (Who::Source(Box::new(s)), end)
                    }
                    _ if matches!(entry.form, Form::Converb) => return None,
                    _ => (Who::Implicit, i + n),
                }
            }
        };
        return Some(Attribution {
            cue: i..i + n,
            lemma: entry.lemma.to_string(),
            class: entry.class,
            who,
            end,
        });
    }
    // S V
    let at = sources.partition_point(|s| s.range.end <= i);
    let starts = |s: &&Source| s.range.start <= i || (s.range.start == i + 1 && line.is_mark(i));
    let described;
    let first = source::first_person(line, i + 1);
    let subject = match sources.get(at).filter(starts).filter(|s| !s.relative) {
        _ if first.is_some() => first.as_ref()?,
        _ if !line.lexicon.slavic && i > 0 => {
            described = subject_before_cue(line, sources, i)
                .or_else(|| name_before_comma(line, sources, i))
                .or_else(|| role_and_name(line, sources, i))
                .or_else(|| sources.get(at).filter(starts).filter(|s| !s.relative).cloned())?;
            &described
        }
        Some(source) => source,
        None => return None,
    };
    let mut next = line.skip_adverbs(subject.range.end, 3);
    let mut apposed = None;
    // "Rep. Vint (D-Ind.) said"
    if line.word(next) == "(" {
        next = (next + 1..next + 8).find(|&k| line.word(k) == ")")? + 1;
    }
    // "Name, the mayor, said"
    if !line.lexicon.slavic && line.is_comma(next) {
        // "its chief executive, Tomas Birk, said": the name of the role
        apposed = sources
            .iter()
            .find(|s| s.range.start == next + 1 && s.kind == SpeakerKind::Name && line.is_comma(s.range.end))
            .filter(|_| subject.kind == SpeakerKind::Role)
            .map(|name| Source {
                range: subject.range.start..name.range.end,
                head: subject.head.clone(),
                ..name.clone()
            });
        let finite = |at: usize| verb(perfect(line, at)).is_some_and(|(_, e)| e.form == Form::Finite);
        // the name behind its role ends with the comma before the verb
        let near = perfect(line, line.skip_adverbs(next + 1, 2));
        let parted = subject.range.clone().any(|k| line.is_comma(k));
        next = if parted && finite(near) { near } else { past_appositions(line, next, finite)? };
    } else if line.is_comma(next) {
        let close =
            (next + 1..(next + 10).min(line.tokens.len())).find(|&k| line.is_comma(k) || line.is_stop(k))?;
        if !line.is_comma(close) {
            return None;
        }
        next = line.skip_adverbs(close + 1, 2);
    }
    next = perfect(line, next);
    let (n, entry) = verb(next)?;
    // "X, court told": whom it was told
    if line.word(next) == "told" && !line.is_word(next + n) {
        return None;
    }
    Some(Attribution {
        cue: next..next + n,
        lemma: entry.lemma.to_string(),
        class: entry.class,
        who: Who::Source(Box::new(apposed.unwrap_or_else(|| subject.clone()))),
        end: next + n,
    })
}

/// Slavic "з трибуни", "на закрытом заседании": past a preposition and its one noun, when more words follow.
fn past_place(line: &Line<'_>, i: usize) -> Option<usize> {
    let plain = |k: usize| line.is_word(k) && !line.is_preposition(k) && line.cue(k).is_none();
    let noun = i + 1 + usize::from(line.is_adjective(i + 1) && !line.is_upper(i + 1));
    let fits = line.lexicon.slavic && line.is_preposition(i) && (i + 1..noun + 2).all(plain);
    (fits && !line.is_upper(noun)).then_some(noun + 1)
}

/// English "said Ada Orr's brother Tom": whoever is hers.
fn theirs(line: &Line<'_>, owner: &Source) -> Option<Source> {
    let last = owner.range.end.checked_sub(1)?;
    if line.lexicon.slavic || !owner.is_named() || !source::is_possessive(line, last) {
        return None;
    }
    let plain = |k: usize| line.is_word(k) && !line.is_preposition(k) && line.finite_cue(k).is_none();
    let end = (last + 1..last + 6).find(|&k| !plain(k)).filter(|&k| k > last + 1)?;
    Some(Source {
        head: line.word(last + 1).to_owned(),
        complement: true,
        ..source::blank(owner.range.start..end, SpeakerKind::Role)
    })
}

/// "приводит слова мэра", "приводит её слова": whose words they are.
pub(super) fn quoted_words(line: &Line<'_>, sources: &[Source], at: usize) -> Option<Source> {
    let pronoun = line.lexicon.pronouns.get(line.word(at)).filter(|p| p.possessive);
    let noun = at + usize::from(pronoun.is_some());
    if !line.lexicon.cue_nouns.contains_key(line.word(noun)) {
        return None;
    }
    match pronoun {
        // the whole "её слова", so that who quotes stands right behind
        Some(form) => Some(Source {
            gender: if form.gender == Gender::Neuter { Gender::Masculine } else { form.gender },
            plural: form.plural,
            ..source::blank(at..noun + 1, SpeakerKind::Pronoun)
        }),
        None => {
            let next =
                sources.iter().find(|s| s.range.end > noun && s.range.start <= noun + 1 && !s.governed)?;
            let start = next.range.start.max(noun + 1);
            Some(Source { range: start..next.range.end, oblique: false, document: false, ..next.clone() })
                .filter(|s| !s.range.is_empty() && s.entity_kind == EntityKind::Person)
        }
    }
}

/// English "has said": past the auxiliary.
fn perfect(line: &Line<'_>, i: usize) -> usize {
    let has = !line.lexicon.slavic && matches!(line.word(i), "has" | "have" | "had");
    if has { line.skip_adverbs(i + 1, 2) } else { i }
}

/// "but", "though", "because": no author's words start with them, except with "as".
fn opens_clause(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    let relative = line.lexicon.pronouns.contains_key(word) || word == "that";
    !line.lexicon.as_words.contains(word)
        && !relative
        && (line.lexicon.but_words.contains(word)
            || line.lexicon.and_words.contains(word)
            || line.lexicon.subordinators.contains(word))
}
