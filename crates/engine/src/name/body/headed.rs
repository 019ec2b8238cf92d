//! Organisations by a head noun and what completes it.

use super::super::key::slug;
use super::super::scan::{Scan, Target};
use super::super::words::{ENGLISH, Head, is_adjective, latin_slug};
use crate::model::{EntityKind, Gender, MentionKind, Number};

fn conjunction(folded: &str) -> bool {
    matches!(folded, "та" | "і" | "й" | "и" | "з" | "із" | "зі" | "по" | "с" | "у" | "в" | "па" | "and")
}

/// Endings of abstract nouns in the genitive, which complete the name of a body.
fn abstract_genitive(folded: &str) -> bool {
    folded.chars().count() >= 6
        && [
            "ння", "ття", "ния", "тия", "ства", "цтва", "ості", "ости", "асці", "ції", "ции", "цыі", "ння",
            "ення",
        ]
        .iter()
        .any(|e| folded.ends_with(e))
}

pub(in crate::name) fn genitive_adjective(folded: &str, language: u8) -> bool {
    let endings: &[&str] = match language {
        0 => &["ого", "ої", "их"],
        1 => &["ого", "его", "ой", "ей", "их", "ых"],
        2 => &["ага", "яга", "ай", "яй", "ых", "іх"],
        _ => return false,
    };
    folded.chars().count() >= 5 && endings.iter().any(|e| folded.ends_with(e))
}

impl Scan<'_> {
    /// A head noun of an organisation with what completes it.
    pub(in crate::name) fn headed(&mut self, i: usize) -> Option<usize> {
        if self.language == ENGLISH {
            return self.headed_english(i);
        }
        let w = *self.at(i)?;
        if !w.word
            || !w.upper
            || self.flat
            || self.piece_at(i).is_some_and(|p| p.kind != MentionKind::Adjective)
        {
            return None;
        }
        // adjectives, then the head
        let mut h = i;
        while h < i + 3 && self.words.head(self.folded(h), self.language).is_none() {
            if !is_adjective(self.folded(h), self.language) || h > i && !self.at(h).is_some_and(|w| w.word) {
                return None;
            }
            h += 1;
        }
        let (head, noun) = self.words.head(self.folded(h), self.language)?;
        if head == Head::Media || noun.chars().any(char::is_uppercase) {
            return None;
        }
        // «компанія Калібр»: the noun says what stands behind it
        let named = |piece: &super::super::scan::Piece| {
            piece.entity_kind == EntityKind::Organisation && piece.first == self.offset + h + 1
        };
        if self.words.firm(self.folded(h), self.language) && self.piece_at(h + 1).is_some_and(named) {
            return None;
        }
        let noun = noun.to_owned();
        let (last, own) = self.complement_end(h + 1);
        let lower_start = w.initial && self.seen.lower.contains(w.folded);
        let enough = last > h + 1 && own || h > i && !w.initial && self.at(i).is_some_and(|w| w.upper);
        if !enough || lower_start || w.capitals {
            return None;
        }
        let (id, name) = self.organisation_name(i, h, last, &noun);
        self.push(
            i,
            last,
            EntityKind::Organisation,
            MentionKind::Name,
            Target::Named(format!("org:{id}"), name),
            Gender::Unknown,
            Number::Singular,
            "organisation-head",
        );
        Some(last)
    }

    /// Where the genitive complement that begins at `i` ends, and whether it holds more than a country.
    pub(in crate::name) fn complement_end(&self, i: usize) -> (usize, bool) {
        let mut last = i;
        let mut j = i;
        let mut own = false;
        let language = self.language;
        while j < i + 9 {
            let Some(w) = self.at(j) else { break };
            if !w.word {
                break;
            }
            if let Some(piece) = self.piece_at(j).filter(|p| p.kind != MentionKind::Adjective) {
                if !matches!(piece.entity_kind, EntityKind::Place | EntityKind::Organisation)
                    || piece.first != self.offset + j
                {
                    break;
                }
                last = piece.last - self.offset;
                own |= piece.entity_kind == EntityKind::Organisation;
                // nothing follows a country
                if piece.entity_kind == EntityKind::Place {
                    break;
                }
                j = last;
                continue;
            }
            if w.upper {
                break;
            }
            let folded = w.folded;
            if self.words.complement(folded, language) || abstract_genitive(folded) {
                own = true;
                j += 1;
                last = j;
            } else if genitive_adjective(folded, language) && !self.words.stop.contains(folded) {
                // adjectives need a noun after them
                let mut noun = j + 1;
                while noun < j + 4
                    && (genitive_adjective(self.folded(noun), language) || conjunction(self.folded(noun)))
                    && !self.words.complement(self.folded(noun), language)
                {
                    noun += 1;
                }
                let Some(n) = self.at(noun) else { break };
                if !n.word || n.upper || self.words.stop.contains(n.folded) || n.folded.chars().count() < 3 {
                    break;
                }
                own = true;
                j = noun + 1;
                last = j;
            } else if conjunction(folded) {
                let next = self.folded(j + 1);
                let more = self.words.complement(next, language)
                    || abstract_genitive(next)
                    || (genitive_adjective(next, language) || is_adjective(next, language))
                        && (self.words.complement(self.folded(j + 2), language)
                            || conjunction(self.folded(j + 2))
                                && self.words.complement(self.folded(j + 4), language));
                let next_lower = self.at(j + 1).is_some_and(|w| !w.upper);
                if !more || !next_lower {
                    break;
                }
                if is_adjective(next, language)
                    && !self.words.complement(next, language)
                    && !abstract_genitive(next)
                {
                    j += if conjunction(self.folded(j + 2)) { 5 } else { 3 };
                    last = j;
                    own = true;
                } else {
                    j += 1;
                }
            } else {
                break;
            }
        }
        (last.min(self.tokens.len()), own)
    }

    fn organisation_name(&self, first: usize, head: usize, last: usize, noun: &str) -> (String, String) {
        let feminine = noun.ends_with(['а', 'я']);
        let neuter = noun.ends_with(['о', 'е']);
        let mut id = String::new();
        let mut name = String::new();
        for k in first..last {
            let folded = self.folded(k);
            let raw = self.at(k).map_or("", |w| w.raw);
            let piece = if k < head {
                let stem = super::super::words::adjective_endings(self.language)
                    .iter()
                    .filter_map(|e| raw.strip_suffix(e))
                    .min_by_key(|s| s.len())
                    .unwrap_or(raw);
                let soft = folded.ends_with("ій") && self.language == 0;
                let ending = match (self.language, feminine, neuter) {
                    (0, true, _) => "а",
                    (0, _, true) => "е",
                    (0, ..) if soft => "ій",
                    (0, ..) => "ий",
                    (1, true, _) => "ая",
                    (1, _, true) => "ое",
                    (1, ..) if stem.ends_with(['к', 'г', 'х']) => "ий",
                    (1, ..) => "ый",
                    (_, true, _) => "ая",
                    (_, _, true) => "ае",
                    _ if stem.ends_with(['к', 'г', 'х']) => "і",
                    _ => "ы",
                };
                format!("{stem}{ending}")
            } else if k == head {
                let mut chars = noun.chars();
                let start = chars.next().unwrap_or(' ');
                if self.at(k).is_some_and(|w| w.upper) {
                    start.to_uppercase().chain(chars).collect()
                } else {
                    noun.to_owned()
                }
            } else {
                raw.to_owned()
            };
            if !name.is_empty() {
                name.push(' ');
                id.push('-');
            }
            id.push_str(&slug(&piece));
            name.push_str(&piece);
        }
        (id, name)
    }

    /// A run of capitalised English words with a head noun among them.
    fn headed_english(&mut self, i: usize) -> Option<usize> {
        let w = *self.at(i)?;
        let begins = w.word
            && w.upper
            && !self.words.stop.contains(w.folded)
            && !self.flat
            && self.piece_at(i).is_none_or(|p| p.first == self.offset + i);
        if !begins {
            return None;
        }
        let mut last = i + 1;
        let mut headed = false;
        let check = |k: usize| {
            (k > i || !w.initial)
                && self.words.head(self.folded(k), ENGLISH).is_some_and(|(h, _)| h != Head::Media)
                && self.free(k)
        };
        headed |= check(i);
        while last < i + 9 {
            let Some(n) = self.at(last) else { break };
            if self.at(last - 1).is_some_and(|w| w.possessive) {
                break;
            }
            if n.word && n.upper && !self.words.stop.contains(n.folded) {
                let title =
                    self.words.title_at(ENGLISH, |k| self.tokens.get(last + k).map(|w| w.folded)).is_some();
                if title {
                    break;
                }
                headed |= check(last);
                last += 1;
            } else if matches!(n.folded, "of" | "for" | "and" | "on" | "the" | "&") && headed {
                let after = if self.folded(last + 1) == "the" { last + 2 } else { last + 1 };
                // "the High Court on Monday"
                if n.folded == "on" && self.words.weekdays.contains(self.folded(after)) {
                    break;
                }
                let goes_on = self.at(after).is_some_and(|w| w.word && w.upper)
                    && (n.folded != "and" && n.folded != "&" || self.folded(last.saturating_sub(2)) == "of");
                if !goes_on {
                    break;
                }
                last = after + 1;
            } else {
                break;
            }
        }
        if !headed || last - i < 2 || (i..last).all(|k| !self.free(k)) {
            return None;
        }
        let name = self.span(i, last).of(self.text).to_owned();
        let id = format!("org:{}", latin_slug(&name));
        self.push(
            i,
            last,
            EntityKind::Organisation,
            MentionKind::Name,
            Target::Named(id, name),
            Gender::Unknown,
            Number::Singular,
            "organisation-head",
        );
        Some(last)
    }
}
