//! Organisations and things that no table lists: head nouns with complements, quoted names, domains, designators.
//!
//! Takes a scan whose table items are known, adds pieces. Never touches persons.

use super::key::slug;
use super::scan::{Scan, Target};
use super::words::{ENGLISH, Head, is_adjective, latin_slug};
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

pub(super) fn genitive_adjective(folded: &str, language: u8) -> bool {
    let endings: &[&str] = match language {
        0 => &["ого", "ої", "их"],
        1 => &["ого", "его", "ой", "ей", "их", "ых"],
        2 => &["ага", "яга", "ай", "яй", "ых", "іх"],
        _ => return false,
    };
    folded.chars().count() >= 5 && endings.iter().any(|e| folded.ends_with(e))
}

/// The nominative of an adjective and a region noun.
fn region_name(raw: &str, stem: &str, noun: &str, language: u8) -> String {
    let head: String = raw.chars().take(stem.chars().count()).collect();
    let feminine = ["област", "вобласц", "обл", "волост"].iter().any(|s| noun.starts_with(s));
    let (ending, noun) = match (language, feminine) {
        (0, true) => ("а", "область"),
        (1, true) => ("ая", "область"),
        (2, true) => ("ая", "вобласць"),
        (0, false) => ("ий", region_noun(noun)),
        (1, false) => ("ий", region_noun(noun)),
        _ => ("і", region_noun(noun)),
    };
    format!("{head}{ending} {noun}")
}

fn region_noun(noun: &str) -> &'static str {
    [("район", "район"), ("раён", "раён"), ("раен", "раён"), ("округ", "округ"), ("акруг", "акруга")]
        .iter()
        .find(|(stem, _)| noun.starts_with(stem))
        .map_or("край", |(_, noun)| noun)
}

impl Scan<'_> {
    /// Runs before persons.
    pub(super) fn bodies(&mut self) {
        let mut i = 0;
        while i < self.tokens.len() {
            i = self.composed(i).unwrap_or(i + 1);
        }
        let mut i = 0;
        while i < self.tokens.len() {
            let next = self
                .domain(i)
                .or_else(|| self.designator(i))
                .or_else(|| self.region(i))
                .or_else(|| self.headed(i));
            i = next.unwrap_or(i + 1);
        }
    }

    /// "Belarusian army", «МИД Польши»: a state body with its country before or after.
    fn composed(&mut self, i: usize) -> Option<usize> {
        let (id, len) = {
            let tokens = &self.tokens;
            let (id, len) = self.words.body_at(self.language, |k| tokens.get(i + k).map(|w| w.folded))?;
            (id.to_owned(), len)
        };
        let country = |piece: &super::scan::Piece| match piece.target {
            Target::Item(item) => self
                .words
                .items
                .get(item as usize)
                .filter(|i| i.kind == EntityKind::Place)
                .map(|i| i.id.clone()),
            _ => None,
        };
        let before = i
            .checked_sub(1)
            .and_then(|b| self.piece_at(b))
            .filter(|p| {
                p.kind == MentionKind::Adjective && p.rule == "relational-adjective" && !p.span.is_empty()
            })
            .and_then(country);
        let mut after = i + len;
        if self.language == ENGLISH && self.folded(after) == "of" {
            after += if self.folded(after + 1) == "the" { 2 } else { 1 };
        } else if self.language == ENGLISH {
            after = usize::MAX;
        }
        let place = self
            .piece_at(after)
            .filter(|p| p.kind == MentionKind::Name && p.first == self.offset + after)
            .and_then(|p| Some((country(p)?, p.last - self.offset)));
        let (first, last, country) = match (before, place) {
            (_, Some((country, last))) => (i, last, country),
            (Some(country), None) => (i - 1, i + len, country),
            _ => return None,
        };
        let slug = country.trim_start_matches("e:loc:");
        let name = self.span(first, last).of(self.text).to_owned();
        let upper = self.at(i).is_some_and(|w| w.upper);
        let id = format!("org:{id}-{slug}");
        let target = match self.words.by_id.get(format!("e:{id}").as_str()) {
            Some(&item) => Target::Item(item),
            None => Target::Named(id, name),
        };
        let kind = if upper { MentionKind::Name } else { MentionKind::Description };
        if let Some(index) = self.piece_index(i) {
            // the body stands alone in a table: it now has its country
            let span = self.span(first, last);
            let (offset, tokens) = (self.offset, first..last);
            if let Some(piece) = self.pieces.get_mut(index)
                && piece.entity_kind == EntityKind::Organisation
            {
                if piece.span.len() < span.len() {
                    piece.span = span;
                    piece.first = offset + tokens.start;
                    piece.last = offset + tokens.end;
                    piece.target = target;
                    piece.rule = "body";
                    self.cover(first, last, index);
                }
                return Some(last);
            }
            return None;
        }
        self.push(
            first,
            last,
            EntityKind::Organisation,
            kind,
            target,
            Gender::Unknown,
            Number::Singular,
            "body",
        );
        Some(last)
    }

    /// "site.example", "Канал.онлайн": an outlet by its domain.
    fn domain(&mut self, i: usize) -> Option<usize> {
        let w = *self.at(i)?;
        if !self.free(i) || !w.word {
            return None;
        }
        let (name, top) = w.folded.rsplit_once('.')?;
        let latin = top.chars().all(|c| c.is_ascii_lowercase()) && (2..=4).contains(&top.len());
        let doubled = w.upper
            && top.chars().count() >= 4
            && !latin
            && w.raw.rsplit_once('.').is_some_and(|(_, t)| t.starts_with(char::is_uppercase))
            && i > 0
            && !w.initial;
        if name.is_empty() || !(latin || doubled && self.opens(i.checked_sub(1)?)) {
            return None;
        }
        let target = Target::Named(format!("media:{}", slug(name)), w.raw.to_owned());
        self.push(
            i,
            i + 1,
            EntityKind::Outlet,
            MentionKind::Name,
            target,
            Gender::Unknown,
            Number::Singular,
            "domain",
        );
        Some(i + 1)
    }

    /// "Ту-999", "F-99": a machine by letters and digits.
    fn designator(&mut self, i: usize) -> Option<usize> {
        let w = *self.at(i)?;
        if !self.free(i) || !w.word || !w.upper {
            return None;
        }
        let (letters, digits) = w.folded.split_once('-')?;
        let short = (1..=4).contains(&letters.chars().count());
        let model = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().count() <= 5;
        if !short || !model || matches!(letters, "covid" | "ковід" | "ковид") {
            return None;
        }
        let target = Target::Named(format!("thing:{}-{}", slug(letters), digits), w.raw.to_owned());
        self.push(
            i,
            i + 1,
            EntityKind::Other,
            MentionKind::Name,
            target,
            Gender::Unknown,
            Number::Singular,
            "designator",
        );
        Some(i + 1)
    }

    /// «Дубравская область», "Dubrava region": a region by its noun.
    fn region(&mut self, i: usize) -> Option<usize> {
        let w = *self.at(i)?;
        let noun = self.folded(i + 1);
        let free = self.free(i)
            || self.piece_at(i).is_some_and(|p| p.last - p.first == 1 && p.entity_kind == EntityKind::Place);
        if !w.word
            || !w.upper
            || !free
            || self.at(i + 1).is_some_and(|n| n.upper && !self.flat && self.language != ENGLISH)
        {
            return None;
        }
        let english = self.language == ENGLISH;
        let regional = if english {
            matches!(noun, "region" | "oblast" | "province" | "district" | "county") && !w.initial
                || matches!(noun, "region" | "oblast") && !self.words.stop.contains(w.folded)
        } else {
            [
                "област",
                "вобласц",
                "обл",
                "район",
                "раён",
                "раен",
                "край",
                "края",
                "краю",
                "краї",
                "краем",
                "крае",
                "округ",
                "акруг",
                "волост",
            ]
            .iter()
            .any(|stem| noun.starts_with(stem) && noun.chars().count() <= stem.chars().count() + 4)
                && is_adjective(w.folded, self.language)
        };
        if !regional || english && self.piece_at(i).is_some_and(|p| p.kind == MentionKind::Adjective) {
            return None;
        }
        let stem = if english {
            w.folded
        } else {
            super::words::adjective_endings(self.language)
                .iter()
                .filter_map(|e| w.folded.strip_suffix(e))
                .min_by_key(|s| s.len())?
        };
        let root = ["цьк", "зьк", "ськ", "цк", "ск", "tsk", "sk"]
            .iter()
            .find_map(|e| stem.strip_suffix(e))
            .unwrap_or(stem);
        let last = if noun == "обл" && self.folded(i + 2) == "." { i + 3 } else { i + 2 };
        let name = if english {
            self.span(i, last).of(self.text).to_owned()
        } else {
            region_name(w.raw, stem, noun, self.language)
        };
        let target = Target::Named(format!("loc:{}-region", slug(root)), name);
        if let Some(index) = self.piece_index(i) {
            let span = self.span(i, last);
            let end = self.offset + last;
            let piece = self.pieces.get_mut(index)?;
            piece.span = span;
            piece.last = end;
            piece.target = target;
            piece.kind = MentionKind::Name;
            piece.rule = "region";
            self.cover(i, last, index);
        } else {
            self.push(
                i,
                last,
                EntityKind::Place,
                MentionKind::Name,
                target,
                Gender::Unknown,
                Number::Singular,
                "region",
            );
        }
        Some(last)
    }

    /// A head noun of an organisation with what completes it.
    fn headed(&mut self, i: usize) -> Option<usize> {
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
    pub(super) fn complement_end(&self, i: usize) -> (usize, bool) {
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
                let stem = super::words::adjective_endings(self.language)
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
        let mut head = None;
        let check = |k: usize| {
            (k > i || !w.initial)
                && self.words.head(self.folded(k), ENGLISH).is_some_and(|(h, _)| h != Head::Media)
                && self.free(k)
        };
        if check(i) {
            head = Some(i);
        }
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
                if check(last) {
                    head = Some(last);
                }
                last += 1;
            } else if matches!(n.folded, "of" | "for" | "and" | "on" | "the" | "&") && head.is_some() {
                let after = if self.folded(last + 1) == "the" { last + 2 } else { last + 1 };
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
        let head = head?;
        if last - i < 2 || (i..last).all(|k| !self.free(k)) {
            return None;
        }
        // "Belarusian army" of the tables stands already
        let _ = head;
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

    /// Runs after persons: names in quotation marks after a class noun, outlets after relay verbs, Latin names.
    pub(super) fn quoted(&mut self) {
        let mut i = 0;
        while i < self.tokens.len() {
            if self.opens(i)
                && let Some(close) = (i + 2..(i + 7).min(self.tokens.len())).find(|&k| self.closes(k))
                && self.at(i + 1).is_some_and(|w| w.upper)
                && (i + 1..close)
                    .all(|k| self.at(k).is_some_and(|w| w.word || matches!(w.folded, "." | "-" | "–")))
                && self.free(i + 1)
            {
                let before = i.checked_sub(1).map_or("", |p| self.folded(p));
                let cued = self.words.relay(before, self.language);
                let kind = match self.words.head(before, self.language) {
                    Some((Head::Media, _)) => Some(("media", EntityKind::Outlet)),
                    Some(_) => Some(("org", EntityKind::Organisation)),
                    None if cued => Some(("media", EntityKind::Outlet)),
                    None if self.thing_noun(before) => Some(("thing", EntityKind::Other)),
                    None => None,
                };
                if let Some((prefix, kind)) = kind {
                    let name = self.span(i + 1, close).of(self.text).to_owned();
                    let id = format!("{prefix}:{}", slug(&name));
                    self.push(
                        i + 1,
                        close,
                        kind,
                        MentionKind::Name,
                        Target::Named(id, name),
                        Gender::Unknown,
                        Number::Singular,
                        "quoted-name",
                    );
                    i = close;
                }
            } else if self.relay_outlet(i) {
                i += 1;
            } else if let Some(last) = self.latin_name(i) {
                i = last;
                continue;
            }
            i += 1;
        }
    }

    /// "(АБВ)" after an organisation names it; other unknown capitals of two to six letters are organisations.
    pub(super) fn acronyms(&mut self) {
        for i in 0..self.tokens.len() {
            let Some(&w) = self.at(i) else { break };
            let letters = if w.capitals { w.raw.chars().count() } else { 0 };
            let plain = w.capitals
                && w.word
                && self.free(i)
                && (2..=6).contains(&letters)
                && w.raw.chars().all(|c| c.is_alphabetic() && c.is_uppercase());
            if !plain || self.flat || self.words.stop.contains(w.folded) {
                continue;
            }
            let bracketed = self.folded(i + 1) == ")" && i > 1 && self.folded(i - 1) == "(";
            let owner = bracketed
                .then(|| self.piece_at(i - 2))
                .flatten()
                .filter(|p| p.entity_kind == EntityKind::Organisation)
                .map(|p| p.target.clone());
            if letters < 3 && owner.is_none() || i > 0 && self.folded(i - 1) == "-" {
                continue;
            }
            let roman = w.raw.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'));
            if roman {
                continue;
            }
            let (target, rule) = match owner {
                Some(target) => (target, "acronym-in-brackets"),
                None => (Target::Named(format!("org:{}", slug(w.raw)), w.raw.to_owned()), "acronym"),
            };
            self.push(
                i,
                i + 1,
                EntityKind::Organisation,
                MentionKind::Name,
                target,
                Gender::Unknown,
                Number::Singular,
                rule,
            );
        }
    }

    /// Capitalised Latin words in Cyrillic text that nothing else explains: most often a firm.
    fn latin_name(&mut self, i: usize) -> Option<usize> {
        if self.words.in_latin(self.language) || self.flat {
            return None;
        }
        let latin = |k: usize| {
            self.free(k)
                && self.at(k).is_some_and(|w| {
                    w.word
                        && w.upper
                        && w.raw.chars().all(|c| !matches!(c, '\u{400}'..='\u{52f}'))
                        && !w.folded.contains('.')
                })
        };
        let mut last = i;
        while last < i + 6 && latin(last) {
            last += 1;
        }
        if last == i || (i..last).all(|k| self.at(k).is_some_and(|w| w.raw.chars().count() < 3)) {
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
            "latin-name",
        );
        Some(last)
    }

    fn thing_noun(&self, folded: &str) -> bool {
        [
            "ракет",
            "дрон",
            "комплекс",
            "проєкт",
            "проект",
            "операц",
            "фільм",
            "фильм",
            "книг",
            "кніг",
            "корабл",
            "крейсер",
        ]
        .iter()
        .any(|stem| folded.starts_with(stem))
    }

    /// "пише Xyz", "передает Xyz Abc": a capitalised name after a relay verb, unless a person stands there.
    fn relay_outlet(&mut self, i: usize) -> bool {
        if !self.words.relay(self.folded(i), self.language) || self.language == ENGLISH {
            return false;
        }
        let mut first = i + 1;
        let media = self.words.head(self.folded(first), self.language).is_some_and(|(h, _)| h == Head::Media);
        if media {
            first += 1;
        }
        let latin = |k: usize| {
            self.at(k).is_some_and(|w| {
                w.word && w.upper && w.folded.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
            })
        };
        let mut last = first;
        while last < first + 5
            && self.free(last)
            && (latin(last) || media && self.at(last).is_some_and(|w| w.word && w.upper))
        {
            last += 1;
        }
        if last == first {
            return false;
        }
        let name = self.span(first, last).of(self.text).to_owned();
        let id = format!("media:{}", slug(&name));
        self.push(
            first,
            last,
            EntityKind::Outlet,
            MentionKind::Name,
            Target::Named(id, name),
            Gender::Unknown,
            Number::Singular,
            "relay-name",
        );
        true
    }
}
