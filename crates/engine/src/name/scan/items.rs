//! Names that the tables know, relational adjectives and demonyms, in the tokens of a sentence.

use super::super::words::{ENGLISH, Head, Hit};
use super::{Scan, Target};
use crate::model::{EntityKind, Gender, MentionKind, Number};

/// Rule of a part of a state behind the name of a team or contest: «сборная Англии».
pub(in crate::name) const OF_SIDE: &str = "table-side";

impl Scan<'_> {
    /// English "Dale Fitch said": a firm is called as its founder was, and no other name follows.
    fn may_be_family(&self, i: usize) -> bool {
        self.language == ENGLISH && !self.at(i + 1).is_some_and(|n| n.word && n.upper)
    }

    /// "Dale" before "Fitch said": no table knows it, and it is no ordinary word.
    fn unknown_given_before(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return false };
        self.may_be_family(i)
            && self.words.teller(self.folded(i + 1), ENGLISH).is_some()
            && !self.ordinary(before)
            && !self.flat
            && self
                .at(before)
                .is_some_and(|w| !w.capitals && !w.possessive && !self.seen.lower.contains(w.folded))
    }

    /// Items of the tables, relational adjectives, demonyms.
    pub(in crate::name) fn items(&mut self) {
        let mut i = 0;
        while i < self.tokens.len() {
            let Some(&w) = self.at(i) else { break };
            if !w.word && !w.folded.starts_with(|c: char| c.is_ascii_digit()) {
                i += 1;
                continue;
            }
            let tokens = &self.tokens;
            let number = !w.word;
            let hit = self.words.item_at(self.language, w.upper || number, w.capitals, |k| {
                tokens.get(i + k).map(|w| self.words.without_number(w.folded))
            });
            // a number that no table knows makes another thing of a thing, nothing of anything else
            let own = |hit: &Hit| {
                let last = self.folded(i + hit.len - 1);
                self.words.without_number(last) == last
                    || self.words.items.get(hit.item as usize).is_some_and(|i| i.kind == EntityKind::Other)
            };
            if let Some(hit) = hit.filter(own)
                && let Some(item) = self.words.items.get(hit.item as usize)
            {
                let quoted = i.checked_sub(1).is_some_and(|p| self.opens(p)) && self.closes(i + hit.len);
                let cued = i.checked_sub(1).is_some_and(|p| {
                    self.words.relay(self.folded(p), self.language)
                        || self
                            .words
                            .head(self.folded(p), self.language)
                            .is_some_and(|(h, _)| h == Head::Media)
                        || self.opens(p) && p > 0 && self.words.relay(self.folded(p - 1), self.language)
                });
                // "Dr Basra"
                let honoured = hit.len == 1
                    && self.language == ENGLISH
                    && item.kind != EntityKind::Other
                    && !w.capitals
                    && self.honorific(i).is_some();
                let surname = hit.len == 1
                    && i > 0
                    && (item.kind != EntityKind::Organisation || self.may_be_family(i))
                    && !w.capitals
                    && self.name_word(i - 1)
                    && (!self.words.given_at(self.folded(i - 1), self.language).is_empty()
                        // "Dr Amrit Basra"
                        || self.language == ENGLISH && self.honorific(i - 1).is_some()
                        || self.unknown_given_before(i))
                    || honoured;
                let all_upper =
                    hit.lower || (0..hit.len).any(|k| self.at(i + k).is_some_and(|w| w.upper)) || !w.upper;
                let given = hit.len == 1
                    && self.at(i + 1).is_some_and(|n| n.word && n.upper)
                    && !self.words.given_at(w.folded, self.language).is_empty();
                // «Того ранку»: a function word at the beginning of a sentence
                let function = hit.len == 1
                    && w.initial
                    && !w.capitals
                    && self.words.is_own_stop(w.folded, self.language);
                let plain = !function && !given && !item.common || quoted || cued || hit.len > 1;
                let shouted = self.flat
                    && hit.len == 1
                    && item.kind != EntityKind::Place
                    && w.folded.chars().count() < 3;
                if plain && !surname && all_upper && !shouted {
                    let kind = if hit.lower && !w.capitals && item.kind == EntityKind::Organisation {
                        MentionKind::Description
                    } else {
                        MentionKind::Name
                    };
                    let side =
                        || i.checked_sub(1).is_some_and(|b| self.words.side(self.folded(b), self.language));
                    let rule = match () {
                        () if quoted => "table-quoted",
                        () if self.words.part_of(hit.item).is_some() && side() => OF_SIDE,
                        () => "table",
                    };
                    let entity_kind = item.kind;
                    self.push(
                        i,
                        i + hit.len,
                        entity_kind,
                        kind,
                        Target::Item(hit.item),
                        Gender::Unknown,
                        Number::Unknown,
                        rule,
                    );
                    i += hit.len;
                    continue;
                }
            }
            if w.word
                && (w.upper || self.language != ENGLISH)
                && let Some((item, demonym)) = self.words.adjective(w.folded, self.language)
                && !(w.upper
                    && !w.initial
                    && self.name_word(i + 1)
                    && !self.words.given_at(self.folded(i + 1), self.language).is_empty())
            {
                let number = if demonym { Number::Plural } else { Number::Unknown };
                let kind = self.words.items.get(item as usize).map_or(EntityKind::Place, |i| i.kind);
                let rule = if demonym { "demonym" } else { "relational-adjective" };
                self.push(
                    i,
                    i + 1,
                    kind,
                    MentionKind::Adjective,
                    Target::Item(item),
                    Gender::Unknown,
                    number,
                    rule,
                );
            }
            i += 1;
        }
    }
}
