//! The vocabulary of propositions: predicates, concepts, countries, numbers, negation in four languages.
//!
//! Takes the world tables, gives look-ups from a folded token to what it means. Slavic entries are word beginnings that
//! may be followed by an ending; English entries match after light stemming; `=` marks an exact form, `*` any ending.
//! Never decides what a sentence says.

use crate::lexicon::english;
use crate::pack::Packs;
use rustc_hash::FxHashMap;

/// Index of a language column: uk, ru, be, en.
pub(crate) type Column = u8;
pub(crate) const COLUMNS: [&str; 4] = ["uk", "ru", "be", "en"];
pub(crate) const EN: Column = 3;

/// What a word can mean for a proposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    /// Index into `Words::predicates`.
    Predicate(u16),
    /// Index into `Words::concepts`.
    Concept(u16),
    /// Index into `Words::countries`; true when the word is its capital.
    Country(u16, bool),
    /// Value in thousandths, and whether it multiplies what stands before.
    Number(u64, NumberKind),
    /// Index into `Words::markers`.
    Marker(Marker),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NumberKind {
    Cardinal,
    Ordinal,
    Scale,
}

/// Small words that change how a proposition is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Marker {
    Negation,
    /// "refuses to", "rules out": what follows is not so.
    Reversal,
    Possible,
    Intended,
    Demanded,
    Condition,
    Hedge,
    /// A word that carries nothing: prepositions, particles, pronouns, auxiliary verbs.
    Empty,
    /// A preposition of place.
    Place,
    /// "these rumours", "this information": points back to a claim.
    Rumour,
    First,
}

#[derive(Clone, Debug)]
pub(crate) struct Predicate {
    pub(crate) id: String,
    pub(crate) antonym: Option<u16>,
    /// Words such as "begin" or "give" that say little alone.
    pub(crate) weak: bool,
    /// Agent and object may change places: "meet", "negotiate", converse verbs under one id.
    pub(crate) symmetric: bool,
    /// A verb of saying or thinking: never a link by itself.
    pub(crate) speech: bool,
    /// What it governs is not (or no longer, or not yet) so: "cancel", "demand", "postpone".
    pub(crate) operator: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Words {
    markers: FxHashMap<(Column, Box<str>), Vec<Meaning>>,
    marker_stems: FxHashMap<(Column, Box<str>), Vec<Meaning>>,
    proper: Vec<bool>,
    months: Vec<bool>,
    entries: [FxHashMap<Box<str>, Vec<Meaning>>; 4],
    exact: [FxHashMap<Box<str>, Vec<Meaning>>; 4],
    open: [FxHashMap<Box<str>, Vec<Meaning>>; 4],
    longest: [usize; 4],
    pub(crate) predicates: Vec<Predicate>,
    pub(crate) concepts: Vec<String>,
    pub(crate) countries: Vec<String>,
    /// Folded nominative names, to tell subjects from other cases.
    nominative: FxHashMap<Box<str>, u16>,
    by_id: FxHashMap<Box<str>, u16>,
}

impl Words {
    /// Compiles `world/{predicates,concepts,numbers,markers,countries,territories}.tsv`.
    pub fn new(packs: &Packs) -> Self {
        let mut words = Self::default();
        let mut antonyms: Vec<(usize, String)> = Vec::new();
        for row in packs.world("predicates").rows() {
            let index = words.predicates.len();
            let frame = row.get("frame");
            if !row.get("antonym").is_empty() {
                antonyms.push((index, row.get("antonym").to_owned()));
            }
            words.predicates.push(Predicate {
                id: row.get("id").to_owned(),
                antonym: None,
                weak: frame.split(' ').any(|f| f == "weak"),
                symmetric: frame.split(' ').any(|f| f == "sym"),
                speech: frame.split(' ').any(|f| f == "speech"),
                operator: frame.split(' ').any(|f| f == "op"),
            });
            words.row(row, Meaning::Predicate(index as u16));
        }
        words.by_id =
            words.predicates.iter().enumerate().map(|(i, p)| (p.id.as_str().into(), i as u16)).collect();
        for (index, id) in antonyms {
            let other = words.predicates.iter().position(|p| p.id == id);
            if let (Some(other), Some(predicate)) = (other, words.predicates.get_mut(index)) {
                predicate.antonym = Some(other as u16);
            }
            if let Some(back) = other.and_then(|o| words.predicates.get_mut(o))
                && back.antonym.is_none()
            {
                back.antonym = Some(index as u16);
            }
        }
        for row in packs.world("concepts").rows() {
            let index = words.concepts.len() as u16;
            words.concepts.push(row.get("id").to_owned());
            words.proper.push(row.get("kind") == "proper");
            words.months.push(row.get("kind") == "month");
            words.row(row, Meaning::Concept(index));
        }
        for row in packs.world("numbers").rows() {
            let value = row.get("value").parse::<f64>().unwrap_or(0.0);
            let kind = match row.get("kind") {
                "scale" => NumberKind::Scale,
                "ordinal" => NumberKind::Ordinal,
                _ => NumberKind::Cardinal,
            };
            words.row(row, Meaning::Number((value * 1000.0) as u64, kind));
        }
        for row in packs.world("markers").rows() {
            let marker = match row.get("id") {
                "negation" => Marker::Negation,
                "reversal" => Marker::Reversal,
                "possible" => Marker::Possible,
                "intended" => Marker::Intended,
                "demanded" => Marker::Demanded,
                "condition" => Marker::Condition,
                "hedge" => Marker::Hedge,
                "place" => Marker::Place,
                "rumour" => Marker::Rumour,
                "first" => Marker::First,
                _ => Marker::Empty,
            };
            words.row(row, Meaning::Marker(marker));
        }
        words.countries(packs);
        words
    }

    fn row(&mut self, row: crate::pack::Row<'_>, meaning: Meaning) {
        for (column, code) in COLUMNS.iter().enumerate() {
            for cell in row.get(code).split(' ').filter(|cell| !cell.is_empty()) {
                self.entry(column as Column, cell, meaning);
            }
        }
    }

    fn entry(&mut self, column: Column, cell: &str, meaning: Meaning) {
        if matches!(meaning, Meaning::Marker(_)) {
            let (table, key) = match cell.strip_prefix('=') {
                Some(exact) => (&mut self.markers, crate::text::fold(exact)),
                None if column == EN => (&mut self.marker_stems, english(&crate::text::fold(cell))),
                None => (&mut self.marker_stems, crate::text::fold(cell)),
            };
            table.entry((column, key.into_boxed_str())).or_default().push(meaning);
            return;
        }
        let at = usize::from(column).min(3);
        let (table, key) = if let Some(exact) = cell.strip_prefix('=') {
            (&mut self.exact, crate::text::fold(exact))
        } else if let Some(open) = cell.strip_suffix('*') {
            (&mut self.open, crate::text::fold(open))
        } else {
            let folded = crate::text::fold(cell);
            (&mut self.entries, if column == EN { english(&folded) } else { folded })
        };
        let length = key.chars().count();
        if let Some(longest) = self.longest.get_mut(at) {
            *longest = (*longest).max(length);
        }
        if let Some(table) = table.get_mut(at) {
            let meanings = table.entry(key.into_boxed_str()).or_default();
            if !meanings.contains(&meaning) {
                meanings.push(meaning);
            }
        }
    }

    /// Countries by name, adjective, demonym and capital; names of more than one word by their first long word.
    fn countries(&mut self, packs: &Packs) {
        let mut taken: FxHashMap<String, u16> = FxHashMap::default();
        for row in packs.world("countries").rows() {
            let index = self.countries.len() as u16;
            self.countries.push(row.at(0).to_owned());
            taken.insert(row.at(1).to_owned(), index);
            for column in 0..4u8 {
                let at = usize::from(column);
                for name in row.at(2 + at).split(';') {
                    self.country_name(column, name, index);
                }
                for cell in [row.at(6 + at), row.at(10 + at)] {
                    for stem in alternatives(cell) {
                        self.entry(column, &stem, Meaning::Country(index, false));
                    }
                }
                let capitals = row.at(14).split(';').nth(at).unwrap_or("");
                for name in capitals.split(',') {
                    self.nominative.insert(crate::text::fold(name.trim()).into_boxed_str(), index);
                    self.place_name(column, name, Meaning::Country(index, true));
                }
            }
        }
        for row in packs.world("territories").rows() {
            if taken.contains_key(row.at(0)) {
                continue;
            }
            let index = self.countries.len() as u16;
            self.countries.push(format!("loc:{}", row.at(0).to_lowercase()));
            for column in 0..4u8 {
                self.country_name(column, row.at(1 + usize::from(column)), index);
            }
        }
    }

    fn country_name(&mut self, column: Column, name: &str, index: u16) {
        if name.contains(' ') {
            return;
        }
        self.nominative.insert(crate::text::fold(name).into_boxed_str(), index);
        self.place_name(column, name, Meaning::Country(index, false));
    }

    fn place_name(&mut self, column: Column, name: &str, meaning: Meaning) {
        let name = name.trim();
        if name.is_empty() || name.contains(' ') {
            return;
        }
        if column == EN || name.chars().all(char::is_uppercase) {
            self.entry(column, &format!("={name}"), meaning);
            self.entry(column, &format!("={name}'s"), meaning);
            return;
        }
        let folded = crate::text::fold(name);
        self.entry(column, &format!("={folded}"), meaning);
        for ending in ["ія", "ия", "ыя", "а", "я", "ь", "о", "й"] {
            if let Some(stem) = folded.strip_suffix(ending)
                && stem.chars().count() >= 3
            {
                self.entry(column, stem, meaning);
                return;
            }
        }
        // Київ, Києва; Кіеў, Кіева
        for (from, to) in [("иїв", "иєв"), ("іеў", "іев"), ("иев", "иев")] {
            if let Some(head) = folded.strip_suffix(from) {
                self.entry(column, &format!("{head}{to}"), meaning);
            }
        }
        if folded.chars().count() >= 4 {
            self.entry(column, &folded, meaning);
        }
    }

    pub(crate) fn predicate(&self, id: &str) -> Option<&Predicate> {
        self.by_id.get(id).and_then(|&i| self.predicates.get(usize::from(i)))
    }

    /// True when the folded word is a country name in its dictionary form.
    pub(crate) fn is_nominative(&self, folded: &str) -> bool {
        self.nominative.contains_key(folded)
    }

    /// True for concepts written with a capital: "the West", "NATO".
    pub(crate) fn is_proper(&self, concept: u16) -> bool {
        self.proper.get(usize::from(concept)).copied().unwrap_or(false)
    }

    pub(crate) fn is_month(&self, concept: u16) -> bool {
        self.months.get(usize::from(concept)).copied().unwrap_or(false)
    }

    /// Markers of a token first, then what it names.
    pub(crate) fn all<'a>(&'a self, column: Column, folded: &str) -> impl Iterator<Item = Meaning> + 'a {
        self.marker(column, folded).iter().chain(self.look(column, folded)).copied()
    }

    fn marker(&self, column: Column, folded: &str) -> &[Meaning] {
        if let Some(found) = self.markers.get(&(column, folded.into())) {
            return found;
        }
        if column == EN {
            return self
                .marker_stems
                .get(&(column, english(folded).into_boxed_str()))
                .map_or(&[], Vec::as_slice);
        }
        let ends: Vec<usize> = folded.char_indices().map(|(i, c)| i + c.len_utf8()).take(12).collect();
        for (n, &end) in ends.iter().enumerate().skip(2).rev() {
            if ends.len() <= n + 1 + ending_room(n + 1)
                && let Some(found) =
                    folded.get(..end).and_then(|h| self.marker_stems.get(&(column, h.into())))
            {
                return found;
            }
        }
        &[]
    }

    /// What a folded token means: the longest entry wins; empty when unknown.
    pub(crate) fn look(&self, column: Column, folded: &str) -> &[Meaning] {
        let at = usize::from(column).min(3);
        if let Some(found) = self.exact.get(at).and_then(|t| t.get(folded)) {
            return found;
        }
        if column == EN {
            if let Some(found) = self.entries.get(at).and_then(|t| t.get(english(folded).as_str())) {
                return found;
            }
            return self.prefix(at, folded, false);
        }
        self.prefix(at, folded, true)
    }

    fn prefix(&self, at: usize, folded: &str, closed: bool) -> &[Meaning] {
        let (Some(entries), Some(open), Some(&longest)) =
            (self.entries.get(at), self.open.get(at), self.longest.get(at))
        else {
            return &[];
        };
        let ends: Vec<usize> = folded.char_indices().map(|(i, c)| i + c.len_utf8()).take(longest).collect();
        let total = folded.chars().count();
        for (n, &end) in ends.iter().enumerate().rev() {
            let Some(head) = folded.get(..end) else { continue };
            let rest = total - n - 1;
            if closed
                && rest <= ending_room(n + 1)
                && let Some(found) = entries.get(head)
            {
                return found;
            }
            if let Some(found) = open.get(head) {
                return found;
            }
        }
        &[]
    }
}

/// How many letters of ending a word beginning of `stem` letters may carry.
fn ending_room(stem: usize) -> usize {
    match stem {
        0..=2 => 0,
        3 => 3,
        4 => 5,
        _ => 8,
    }
}

/// "білорус(ьк)" and "бел(о|а)рус(ск)" to plain word beginnings.
fn alternatives(cell: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut rest = cell;
    while let Some((head, tail)) = rest.split_once('(') {
        let (group, after) = tail.split_once(')').unwrap_or((tail, ""));
        let options: Vec<&str> = group.split('|').collect();
        out =
            out.iter().flat_map(|o| options.iter().map(move |g| format!("{o}{head}{g}"))).take(16).collect();
        rest = after;
    }
    out.iter()
        .flat_map(|o| format!("{o}{rest}").split(';').map(|s| s.trim().to_owned()).collect::<Vec<_>>())
        .filter(|s| !s.is_empty())
        .collect()
}

/// One key for cognates of the three Slavic languages: vowels unified, soft signs dropped, at most six letters.
pub(crate) fn cognate(folded: &str) -> String {
    let mut out = String::new();
    let mut count = 0;
    let mut chars = folded.chars().peekable();
    while let Some(c) = chars.next() {
        let mapped = match c {
            'і' | 'ї' | 'ы' | 'й' | 'и' => 'и',
            'є' | 'э' | 'е' | 'я' => 'е',
            'а' | 'о' => 'а',
            'ю' => 'у',
            'ў' | 'в' => 'в',
            'ґ' => 'г',
            'щ' => 'ш',
            'ь' | 'ъ' | '\'' | '-' => continue,
            'д' if chars.peek() == Some(&'з') => {
                chars.next();
                'д'
            }
            'ц' if matches!(chars.peek(), Some('ь' | 'і' | 'е' | 'ё' | 'я')) => 'т',
            other => other,
        };
        if out.ends_with(mapped) {
            continue;
        }
        out.push(mapped);
        count += 1;
        if count == 6 {
            break;
        }
    }
    out
}

/// Consonant frame of a name in either script: Лукашенко, Лукашэнка, Lukashenko share one.
pub(crate) fn skeleton(folded: &str) -> String {
    let mut out = String::new();
    let mut push = |piece: &str| {
        for c in piece.chars() {
            if !out.ends_with(c) {
                out.push(c);
            }
        }
    };
    let chars: Vec<char> = folded.chars().collect();
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        let next = chars.get(i + 1).copied().unwrap_or('\0');
        let after = chars.get(i + 2).copied().unwrap_or('\0');
        let (piece, used) = match c {
            'б' => ("b", 1),
            'в' | 'ў' | 'w' | 'v' => ("v", 1),
            'г' | 'ґ' | 'g' => ("h", 1),
            'х' => ("h", 1),
            'д' if next == 'з' && matches!(after, 'і' | 'е' | 'ё' | 'я' | 'ь' | 'ю') => ("d", 2),
            'д' | 'd' => ("d", 1),
            'ж' => ("zh", 1),
            'ш' | 'щ' | 'š' => ("sh", 1),
            'ч' | 'č' => ("ch", 1),
            'ц' => ("t", 1),
            't' if next == 's' => ("t", 2),
            'з' | 'z' if next != 'h' => ("z", 1),
            'z' => ("zh", 2),
            'к' | 'q' => ("k", 1),
            'c' if next == 'h' => ("ch", 2),
            'c' | 'k' if next == 'h' => ("h", 2),
            'c' | 'k' => ("k", 1),
            's' if next == 'h' => ("sh", 2),
            'x' => ("ks", 1),
            'л' | 'l' | 'ł' => ("l", 1),
            'м' | 'm' => ("m", 1),
            'н' | 'n' => ("n", 1),
            'п' | 'p' if next != 'h' => ("p", 1),
            'p' => ("f", 2),
            'р' | 'r' => ("r", 1),
            'с' | 's' => ("s", 1),
            'т' | 't' => ("t", 1),
            'ф' | 'f' => ("f", 1),
            'b' => ("b", 1),
            'h' => ("h", 1),
            'j' if i == 0 => ("", 1),
            '0'..='9' => ("", 1),
            _ => ("", 1),
        };
        push(piece);
        i += used;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skeletons_meet_across_scripts() {
        for (a, b) in [
            ("лукашенко", "lukashenko"),
            ("лукашэнка", "lukashenka"),
            ("велінська", "velinska"),
            ("зяленец", "zelenets"),
            ("хмельницький", "khmelnytsky"),
        ] {
            let (a, b) = (skeleton(a), skeleton(b));
            assert!(a.starts_with(&b) || b.starts_with(&a), "{a} {b}");
        }
    }

    #[test]
    fn cognates_meet_across_slavic_languages() {
        assert_eq!(cognate("машиніста"), cognate("машиниста"));
        assert_eq!(cognate("плаціну"), cognate("плотину"));
    }
}
