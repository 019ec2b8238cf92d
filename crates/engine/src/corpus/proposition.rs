//! Text to propositions: who does what to whom, how many, where, whether it is so.
//!
//! Takes the words of a statement or of a query, gives weighted keys that do not depend on the language. Never resolves
//! a name: unknown names become consonant frames, so one text can be compared with another in a different script.

use super::words::{Column, EN, Marker, Meaning, NumberKind, Words, cognate, skeleton};
use crate::lexicon::english;
use crate::model::Span;
use crate::text::{Token, TokenKind, is_dash, tokens};
use std::collections::{BTreeMap, BTreeSet};

/// How a proposition is meant; later ones are weaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Modality {
    Asserted,
    Possible,
    Intended,
    Demanded,
    Conditional,
}

/// Where an actor stands to the predicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Subject,
    Object,
    Setting,
    Unknown,
}

/// A quantity in thousandths with what it counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Quantity {
    pub(crate) value: u64,
    pub(crate) ordinal: bool,
    /// Keys of the words beside it.
    pub(crate) unit: BTreeSet<String>,
    pub(crate) year: bool,
}

/// One key of a proposition: its weight, role and polarity.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Feature {
    pub(crate) weight: f32,
    pub(crate) place: Place,
    pub(crate) negated: bool,
    /// The words it was read from.
    pub(crate) span: Span,
}

/// What a stretch of text says, ready to be compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposition {
    /// Byte range of the text it was read from.
    pub(crate) span: Span,
    pub(crate) features: BTreeMap<String, Feature>,
    pub(crate) quantities: Vec<Quantity>,
    pub(crate) modality: Modality,
    pub(crate) hedged: bool,
    /// Sum of weights.
    pub(crate) mass: f32,
    /// A word such as "rumours" or "this information" stands in it.
    pub(crate) rumour: bool,
    /// "I", "we": the speaker is meant.
    pub(crate) first_person: bool,
    /// A predicate of the kind refuse, reject or deny stands in it.
    pub(crate) reversal: bool,
}

impl Proposition {
    /// Adds the speaker where the words mean him: "I", "we", or (`elided`) a verb without a subject.
    pub(crate) fn add_subject(&mut self, keys: &[String], elided: bool) {
        let actor = |k: &str| k.starts_with("n:") || k.starts_with("loc:");
        let taken =
            self.features.iter().any(|(k, f)| actor(k) && matches!(f.place, Place::Subject | Place::Unknown));
        let acts = self.features.keys().any(|k| k.starts_with("p:"));
        if !(self.first_person || elided && !taken && acts) {
            return;
        }
        for key in keys.iter().filter(|k| actor(k)) {
            if self.features.contains_key(key) {
                continue;
            }
            let weight = COUNTRY * 0.5;
            self.mass += weight;
            let feature = Feature { weight, place: Place::Subject, negated: false, span: self.span };
            self.features.insert(key.clone(), feature);
        }
    }

    /// Keys in readable form, `not` before negated ones, numbers last; for explanations.
    pub fn describe(&self) -> Vec<String> {
        let keys = self.features.iter().map(|(k, f)| {
            format!(
                "{}{k}{}",
                if f.negated { "not " } else { "" },
                if f.place == Place::Unknown {
                    String::new()
                } else {
                    format!(" ({:?})", f.place).to_lowercase()
                }
            )
        });
        let numbers = self
            .quantities
            .iter()
            .map(|q| format!("{}{}", if q.ordinal { "#" } else { "=" }, super::compare::number(q)));
        keys.chain(numbers).chain(std::iter::once(format!("{:?}", self.modality).to_lowercase())).collect()
    }
}

/// A name known to stand in the text, with the key it should get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) span: Span,
    /// Keys such as `n:lksh` or `loc:ukraine`.
    pub(crate) keys: Vec<String>,
    /// A pronoun or role: may be overridden by words of the text.
    pub(crate) weak: bool,
}

/// Longest whole content, and longest sentence, in words, that is not also read in parts.
const LONG: usize = 26;
const SHORT: usize = 8;

/// The column whose words and letters fit the text best; ties go to the first of uk, ru, be, en.
pub(crate) fn column_of(text: &str, words: &Words) -> Column {
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    let cyrillic = text.chars().filter(|c| matches!(c, '\u{400}'..='\u{52f}')).count();
    if latin > cyrillic {
        return EN;
    }
    let folded: Vec<Token> = tokens(text, 0).into_iter().take(200).collect();
    let letters =
        |set: &[char]| text.chars().filter(|c| c.to_lowercase().any(|l| set.contains(&l))).count() as i32;
    let mut best = (i32::MIN, 0);
    for column in 0..3u8 {
        let hits = folded.iter().filter(|t| words.all(column, &t.folded).next().is_some()).count() as i32;
        let evidence = match column {
            0 => letters(&['ї', 'є', 'ґ']) * 3 + letters(&['и', 'і']) - letters(&['ы', 'э', 'ў', 'ъ']) * 4,
            1 => letters(&['ы', 'э', 'ъ']) * 2 - letters(&['і', 'ї', 'є', 'ў', 'ґ']) * 4,
            _ => letters(&['ў']) * 4 + letters(&['ы', 'э', 'і']) - letters(&['и', 'щ', 'ї', 'є', 'ъ']) * 4,
        };
        let score = hits * 2 + evidence;
        if score > best.0 {
            best = (score, column);
        }
    }
    best.1
}

/// The whole text as one proposition, then its sentences and clauses when it is long.
pub(crate) fn read(
    text: &str,
    offset: usize,
    column: Column,
    words: &Words,
    known: &[Known],
) -> Vec<Proposition> {
    let all: Vec<Token> = tokens(text, offset).into_iter().take(4000).collect();
    let n_words = all.iter().filter(|t| t.kind != TokenKind::Punctuation).count();
    let mut out = Vec::new();
    if n_words == 0 {
        return out;
    }
    let slice = |t: &Token| Span::new(t.span.start() - offset, t.span.end() - offset).of(text);
    let whole = build(&all, text, offset, column, words, known);
    let sentences = cut(&all, |i| {
        all.get(i).is_some_and(|t| matches!(&*t.folded, "." | "!" | "?" | "…" | "..."))
            && all.get(i + 1).is_some_and(|n| {
                slice(n).starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '«' | '“' | '„'))
            })
    });
    let only = sentences.len() == 1;
    if n_words <= LONG {
        out.push(whole);
    }
    if only && n_words <= SHORT {
        return out;
    }
    for range in sentences {
        let Some(sentence) = all.get(range.clone()) else { continue };
        if !only || n_words > LONG {
            out.push(build(sentence, text, offset, column, words, known));
        }
        let count = sentence.iter().filter(|t| t.kind != TokenKind::Punctuation).count();
        if count > SHORT {
            let clauses = cut(sentence, |i| {
                sentence
                    .get(i)
                    .is_some_and(|t| matches!(&*t.folded, "," | ";" | ":") || t.folded.chars().all(is_dash))
            });
            for clause in clauses {
                let Some(clause) = sentence.get(clause) else { continue };
                if clause.len() == sentence.len() {
                    break;
                }
                let mut part = build(clause, text, offset, column, words, known);
                let stop = clause.iter().rev().find(|t| t.kind != TokenKind::Punctuation);
                part.span = Span::new(part.span.start(), stop.map_or(part.span.end(), |t| t.span.end()));
                // "denied having said, that …": what follows is not put forward
                let reversed = part.reversal;
                if clause.iter().filter(|t| t.kind != TokenKind::Punctuation).count() >= 3 {
                    out.push(part);
                }
                if reversed {
                    break;
                }
            }
        }
        if out.len() > 200 {
            break;
        }
    }
    out.retain(|p| !p.features.is_empty());
    out
}

fn cut(list: &[Token], ends: impl Fn(usize) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for i in 0..list.len() {
        if ends(i) || i + 1 == list.len() {
            if i + 1 > start {
                out.push(start..i + 1);
            }
            start = i + 1;
        }
    }
    out
}

struct Builder {
    last_name: Option<(usize, String)>,
    features: BTreeMap<String, Feature>,
    seen_predicate: bool,
}

impl Builder {
    fn add(&mut self, key: String, span: Span, weight: f32, place: Place, negated: bool) {
        let slot = self.features.entry(key).or_insert(Feature { weight, place, negated, span });
        if slot.place == Place::Unknown || slot.place == Place::Setting {
            slot.place = place;
        }
        slot.weight = slot.weight.max(weight);
    }
}

/// Weights of the kinds of key.
pub(crate) const NAME: f32 = 1.3;
pub(crate) const COUNTRY: f32 = 0.8;
pub(crate) const PREDICATE: f32 = 1.2;
pub(crate) const WEAK: f32 = 0.35;
pub(crate) const CONCEPT: f32 = 1.0;
pub(crate) const WORD: f32 = 0.8;

fn build(
    list: &[Token],
    text: &str,
    offset: usize,
    column: Column,
    words: &Words,
    known: &[Known],
) -> Proposition {
    let slice = |t: &Token| {
        Span::new(t.span.start().saturating_sub(offset), t.span.end().saturating_sub(offset)).of(text)
    };
    let mut builder = Builder { last_name: None, features: BTreeMap::new(), seen_predicate: false };
    let mut quantities: Vec<(usize, Quantity)> = Vec::new();
    let mut content_keys: Vec<(usize, String)> = Vec::new();
    let mut negation: Option<usize> = None;
    let mut reversed = false;
    let (mut hedged, mut rumour, mut first_person, mut reversal) = (false, false, false, false);
    let mut modality = Modality::Asserted;
    let mut after_place = false;
    let mut by = false;
    let mut index = 0;
    let mut started = false;
    while let Some(token) = list.get(index) {
        let at = index;
        index += 1;
        if token.kind == TokenKind::Punctuation {
            if matches!(&*token.folded, "," | ";" | "." | ":" | "!" | "?") {
                negation = None;
            }
            if matches!(&*token.folded, ";" | "." | "!" | "?") {
                reversed = false;
            }
            continue;
        }
        let initial = !started;
        started = true;
        let raw = slice(token);
        let upper = raw.starts_with(char::is_uppercase);
        if let Some(name) = held(known, token.span) {
            if name.span.start() == token.span.start() || at == 0 {
                let place = role(builder.seen_predicate, by, after_place, column, &token.folded, words);
                for key in &name.keys {
                    let weight = if key.starts_with("loc:") { COUNTRY } else { NAME };
                    builder.add(
                        key.clone(),
                        token.span,
                        if name.weak { weight * 0.6 } else { weight },
                        place,
                        false,
                    );
                    content_keys.push((at, key.clone()));
                }
            }
            after_place = false;
            by = false;
            if !name.weak && !name.keys.is_empty() {
                continue;
            }
            if name.weak && !name.keys.is_empty() && words.all(column, &token.folded).next().is_none() {
                continue;
            }
        }
        if token.kind == TokenKind::Number || raw.starts_with(|c: char| c.is_ascii_digit()) {
            if let Some((value, ordinal, used)) = digits(list, at, text, offset, column, words) {
                let whole = value / 1000;
                let month = |i: Option<usize>| {
                    let near = i.and_then(|i| list.get(i));
                    near.is_some_and(|t| {
                        words
                            .look(column, &t.folded)
                            .iter()
                            .any(|m| matches!(m, Meaning::Concept(c) if words.is_month(*c)))
                    })
                };
                let day = value % 1000 == 0
                    && (1..=31).contains(&whole)
                    && (month(Some(at + used)) || month(at.checked_sub(1)));
                let year =
                    day || !ordinal && value % 1000 == 0 && (1900..=2100).contains(&whole) && used == 1;
                quantities.push((at, Quantity { value, ordinal, unit: BTreeSet::new(), year }));
                index = at + used;
            }
            after_place = false;
            continue;
        }
        let meanings: Vec<Meaning> = words.all(column, &token.folded).collect();
        let mut used = false;
        for meaning in &meanings {
            match *meaning {
                Meaning::Marker(marker) => {
                    used = true;
                    match marker {
                        Marker::Negation => negation = Some(at),
                        Marker::Reversal => {
                            reversal = true;
                            if negation.take().is_none() {
                                reversed = true;
                            }
                        }
                        Marker::Possible => modality = modality.max(Modality::Possible),
                        Marker::Intended => modality = modality.max(Modality::Intended),
                        Marker::Demanded => modality = modality.max(Modality::Demanded),
                        Marker::Condition => modality = modality.max(Modality::Conditional),
                        Marker::Hedge => hedged = true,
                        Marker::Rumour => rumour = true,
                        Marker::First => first_person = true,
                        Marker::Empty | Marker::Place => {}
                    }
                    by = &*token.folded == "by";
                    after_place = marker == Marker::Place;
                }
                Meaning::Predicate(p) => {
                    if upper && !initial && column != EN {
                        continue;
                    }
                    used = true;
                    let Some(predicate) = words.predicates.get(usize::from(p)) else { continue };
                    let near = negation.is_some_and(|n| at - n <= 4);
                    let weight = if predicate.speech {
                        0.1
                    } else if predicate.weak {
                        WEAK
                    } else {
                        PREDICATE
                    };
                    builder.add(
                        format!("p:{}", predicate.id),
                        token.span,
                        weight,
                        Place::Unknown,
                        near != reversed,
                    );
                    if !predicate.weak {
                        content_keys.push((at, format!("p:{}", predicate.id)));
                        if !predicate.speech {
                            builder.seen_predicate = true;
                        }
                    }
                }
                Meaning::Concept(c) => {
                    if upper && !initial && column != EN && !words.is_proper(c) {
                        continue;
                    }
                    used = true;
                    let Some(id) = words.concepts.get(usize::from(c)) else { continue };
                    let direct = negation.is_some_and(|n| at - n <= 3);
                    builder.add(format!("c:{id}"), token.span, CONCEPT, Place::Unknown, direct);
                    content_keys.push((at, format!("c:{id}")));
                }
                Meaning::Country(c, capital) => {
                    let Some(id) = words.countries.get(usize::from(c)) else { continue };
                    if !upper && !(column != EN && !capital && token.folded.chars().count() > 4) {
                        continue;
                    }
                    used = true;
                    let mut place =
                        role(builder.seen_predicate, by, after_place, column, &token.folded, words);
                    if capital && after_place {
                        place = Place::Setting;
                    }
                    builder.add(
                        id.clone(),
                        token.span,
                        if place == Place::Setting { COUNTRY * 0.7 } else { COUNTRY },
                        place,
                        false,
                    );
                    content_keys.push((at, id.clone()));
                }
                Meaning::Number(_, _) => {
                    if let Some((value, ordinal, taken)) = spelled(list, at, column, words) {
                        used = true;
                        if !(value == 1000 && !ordinal) {
                            quantities
                                .push((at, Quantity { value, ordinal, unit: BTreeSet::new(), year: false }));
                        }
                        index = at + taken.max(1);
                        break;
                    }
                }
            }
        }
        if meanings.iter().any(|m| matches!(m, Meaning::Marker(Marker::Place))) {
            continue;
        }
        if used {
            if !meanings.iter().all(|m| matches!(m, Meaning::Marker(_))) {
                after_place = false;
                by = false;
            }
            continue;
        }
        let length = token.folded.chars().count();
        if upper && (!initial || column == EN || length > 3) && length >= 2 {
            let key = name_key(&token.folded);
            if key.len() > 3 {
                let place = role(builder.seen_predicate, by, after_place, column, &token.folded, words);
                // of a given name and a surname the surname counts
                if let Some((before, previous)) = builder.last_name.take()
                    && before + 1 == at
                    && previous != key
                    && let Some(given) = builder.features.get_mut(&previous)
                {
                    given.weight = given.weight.min(NAME * 0.4);
                }
                builder.add(key.clone(), token.span, if initial { NAME * 0.8 } else { NAME }, place, false);
                builder.last_name = Some((at, key.clone()));
                content_keys.push((at, key));
            }
        } else if length >= 4 || (column == EN && length == 3) {
            let key = if column == EN {
                format!("e:{}", english(&token.folded))
            } else {
                format!("s:{}", cognate(&token.folded))
            };
            builder.add(key.clone(), token.span, WORD, Place::Unknown, false);
            content_keys.push((at, key));
        }
        after_place = false;
        by = false;
    }
    let mut numbers: Vec<Quantity> = Vec::new();
    for (at, mut quantity) in quantities {
        for (position, key) in &content_keys {
            let distance = position.abs_diff(at);
            if distance <= if *position > at { 3 } else { 1 } && !key.starts_with("loc:") {
                quantity.unit.insert(key.clone());
            }
        }
        numbers.push(quantity);
    }
    numbers.sort();
    numbers.dedup();
    let mass = builder.features.values().map(|f| f.weight).sum::<f32>()
        + numbers.iter().filter(|q| !q.year).count() as f32;
    let first = list.first().map_or(Span::new(offset, offset), |t| t.span);
    let last = list.iter().rev().find(|t| t.kind != TokenKind::Punctuation).map_or(first, |t| t.span);
    let start = list.iter().find(|t| t.kind != TokenKind::Punctuation).map_or(first, |t| t.span);
    let mut span = start.join(last);
    // a closing quotation mark or stop right after the last word belongs to a whole sentence
    if let Some(mark) = list.last()
        && mark.kind == TokenKind::Punctuation
        && mark.span.start() >= span.end()
        && matches!(&*mark.folded, "." | "!" | "?" | "…")
    {
        span = span.join(mark.span);
    }
    Proposition {
        span,
        features: builder.features,
        quantities: numbers,
        modality,
        hedged,
        mass,
        rumour,
        first_person,
        reversal,
    }
}

/// The known name that holds a token; `known` is sorted by place.
fn held(known: &[Known], span: Span) -> Option<&Known> {
    let after = known.partition_point(|k| k.span.start() <= span.start());
    known.get(after.saturating_sub(4)..after)?.iter().find(|k| k.span.contains(span))
}

/// `n:` and up to five consonants of a name without its ending.
pub(crate) fn name_key(folded: &str) -> String {
    let frame = skeleton(folded.strip_suffix("'s").unwrap_or(folded));
    let short: String = frame.chars().take(5).collect();
    format!("n:{short}")
}

fn role(
    seen_predicate: bool,
    by: bool,
    after_place: bool,
    column: Column,
    folded: &str,
    words: &Words,
) -> Place {
    if by {
        return Place::Subject;
    }
    if after_place {
        return Place::Object;
    }
    if column == EN {
        return if seen_predicate { Place::Object } else { Place::Subject };
    }
    if words.is_nominative(folded) && !folded.ends_with('ь') {
        return if seen_predicate { Place::Unknown } else { Place::Subject };
    }
    if seen_predicate { Place::Object } else { Place::Unknown }
}

/// A number in digits with the scale word after it: thousandths, ordinal, tokens used.
pub(crate) fn digits(
    list: &[Token],
    at: usize,
    text: &str,
    offset: usize,
    column: Column,
    words: &Words,
) -> Option<(u64, bool, usize)> {
    let token = list.get(at)?;
    let raw =
        Span::new(token.span.start().checked_sub(offset)?, token.span.end().checked_sub(offset)?).of(text);
    let head: String = raw.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | '.')).collect();
    let tail: String = raw.chars().skip(head.chars().count()).collect::<String>().to_lowercase();
    if head.is_empty() || head.len() > 18 || raw.contains([':', '/']) {
        return None;
    }
    let ordinal = tail.starts_with('-')
        || matches!(tail.as_str(), "st" | "nd" | "rd" | "th")
        || at
            .checked_sub(1)
            .and_then(|b| list.get(b))
            .is_some_and(|t| matches!(&*t.folded, "№" | "#" | "no"));
    let mut used = 1;
    let mut value: f64;
    if column == EN {
        value = head.replace(',', "").trim_end_matches('.').parse().ok()?;
    } else if let Some((a, b)) = head.split_once([',', '.']) {
        // "3.000" and "3,000" in three digits are thousands
        let joined = if b.len() == 3 { format!("{a}{b}") } else { format!("{a}.{b}") };
        value = joined.replace(',', "").parse().ok()?;
    } else {
        value = head.parse().ok()?;
    }
    while let Some(next) = list.get(at + used) {
        let piece =
            Span::new(next.span.start().checked_sub(offset)?, next.span.end().checked_sub(offset)?).of(text);
        if next.kind == TokenKind::Number
            && piece.len() == 3
            && piece.bytes().all(|b| b.is_ascii_digit())
            && value < 1e12
            && !ordinal
        {
            value = value * 1000.0 + piece.parse::<f64>().ok()?;
            used += 1;
        } else {
            break;
        }
    }
    if matches!(tail.as_str(), "m" | "mln") {
        value *= 1e6;
    } else if matches!(tail.as_str(), "k") {
        value *= 1e3;
    } else if matches!(tail.as_str(), "bn" | "b") {
        value *= 1e9;
    }
    while let Some(next) = list.get(at + used) {
        let scale = words.look(column, &next.folded).iter().find_map(|m| match m {
            Meaning::Number(v, NumberKind::Scale) => Some(*v as f64 / 1000.0),
            _ => None,
        });
        match scale {
            Some(s) => {
                value *= s;
                used += 1;
                if list.get(at + used).is_some_and(|t| &*t.folded == ".")
                    && list.get(at + used + 1).is_some_and(|_| &*next.folded == "тис")
                {
                    used += 1;
                }
            }
            None => break,
        }
    }
    Some(((value * 1000.0).round().min(1e18) as u64, ordinal, used))
}

/// A number in words: thousandths, ordinal, tokens used.
pub(crate) fn spelled(
    list: &[Token],
    at: usize,
    column: Column,
    words: &Words,
) -> Option<(u64, bool, usize)> {
    let (mut total, mut group, mut used, mut any, mut ordinal) = (0u64, 0u64, 0usize, false, false);
    while let Some(token) = list.get(at + used) {
        let mut found = None;
        // "thirty-four"
        let pieces: Vec<&str> =
            if column == EN { token.folded.split('-').collect() } else { vec![&*token.folded] };
        let mut values = Vec::new();
        for piece in pieces {
            match words
                .look(column, piece)
                .iter()
                .find_map(|m| if let Meaning::Number(v, k) = m { Some((*v, *k)) } else { None })
            {
                Some(v) => values.push(v),
                None => {
                    values.clear();
                    break;
                }
            }
        }
        for (value, kind) in values {
            found = Some(());
            match kind {
                NumberKind::Cardinal => group = group.saturating_add(value),
                NumberKind::Ordinal => {
                    group = group.saturating_add(value);
                    ordinal = true;
                }
                NumberKind::Scale if value == 100_000 => group = group.max(1000).saturating_mul(100),
                NumberKind::Scale => {
                    total = total.saturating_add(group.max(1000).saturating_mul(value / 1000));
                    group = 0;
                }
            }
        }
        if found.is_none() {
            if any
                && column == EN
                && &*token.folded == "and"
                && list.get(at + used + 1).is_some_and(|n| {
                    words.look(column, &n.folded).iter().any(|m| matches!(m, Meaning::Number(..)))
                })
            {
                used += 1;
                continue;
            }
            break;
        }
        any = true;
        used += 1;
        if ordinal || used > 8 {
            break;
        }
    }
    any.then_some((total.saturating_add(group), ordinal, used))
}
