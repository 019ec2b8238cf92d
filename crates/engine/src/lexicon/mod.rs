//! A word of the news to the concepts it may mean, the same in every language.
//!
//! Takes `world/lexicon-*.tsv` (a row is a concept with its dictionary forms in four languages), `endings.tsv` and `irregular.tsv` of the
//! language folders. Words are matched by their beginning: the longest stem of a dictionary form that leaves no more
//! than an ending. A word may mean several concepts; which one it does, nobody here decides.

mod english;

pub(crate) use english::stem as english;

use crate::model::Language;
use crate::pack::{Pack, Packs, Row};
use crate::text::fold;
use rustc_hash::FxHashMap;

const TABLES: [&str; 3] = ["lexicon-nouns", "lexicon-verbs", "lexicon-other"];

/// Letters that a stem has at least, and the most that are looked at.
const SHORTEST: usize = 3;
const LONGEST: usize = 24;

/// Part of speech of a dictionary form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Noun,
    Verb,
    /// Adjectives and adverbs.
    Other,
}

/// A row of the lexicon.
#[derive(Clone, Debug)]
pub struct Concept {
    pub id: Box<str>,
    /// Row that says the opposite: of two claims that differ in this alone, one denies the other.
    pub antonym: Option<u16>,
    /// Class of predicates it belongs to; empty for what is none.
    pub group: Box<str>,
    pub part: Part,
    forms: Vec<Form>,
}

/// A dictionary form.
#[derive(Clone, Debug)]
struct Form {
    language: Language,
    part: Part,
    word: Box<str>,
}

/// What a word may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meaning {
    /// Its place among the synonyms of the row, the first being the most usual.
    pub rank: u8,
    /// Index into [`Lexicon::concepts`].
    pub concept: u16,
    pub part: Part,
}

/// A dictionary form in the table of stems.
#[derive(Clone, Debug)]
struct Entry {
    lemma: Box<str>,
    meaning: Meaning,
}

#[derive(Clone, Debug, Default)]
struct Stems {
    language: Option<Language>,
    entries: FxHashMap<Box<str>, Vec<Entry>>,
    irregular: FxHashMap<Box<str>, Box<str>>,
    /// Endings of dictionary forms, longest first.
    endings: Vec<(bool, Box<str>)>,
    /// Vowels that other forms lose or change: "ринок" to "ринк", "міст" to "мост".
    fleeting: Vec<(Box<str>, Box<str>)>,
    closed: Vec<(Box<str>, Box<str>)>,
}

/// The concepts with their words.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    pub concepts: Vec<Concept>,
    languages: Vec<Stems>,
}

impl Lexicon {
    pub fn new(packs: &Packs) -> Self {
        let mut out = Self { concepts: Vec::new(), languages: packs.iter().map(stems).collect() };
        let mut antonyms = Vec::new();
        let mut by_id: FxHashMap<(&str, Part), u16> = FxHashMap::default();
        let rows = TABLES.iter().flat_map(|table| packs.world(table).rows());
        for row in rows {
            let Ok(index) = u16::try_from(out.concepts.len()) else { break };
            let part = match row.get("pos") {
                "noun" => Part::Noun,
                "verb" => Part::Verb,
                _ => Part::Other,
            };
            if !row.get("antonym").is_empty() {
                antonyms.push((index, row.get("antonym"), part));
            }
            by_id.entry((row.get("id"), part)).or_insert(index);
            let forms = out.row(row, index, part);
            out.concepts.push(Concept {
                id: row.get("id").into(),
                antonym: None,
                group: row.get("group").into(),
                part,
                forms,
            });
        }
        for (index, id, part) in antonyms {
            let other = by_id.get(&(id, part)).copied();
            if let Some(concept) = out.concepts.get_mut(usize::from(index)) {
                concept.antonym = other;
            }
        }
        out
    }

    /// Dictionary forms of a row, put among the stems of their languages.
    fn row(&mut self, row: Row<'_>, concept: u16, part: Part) -> Vec<Form> {
        let mut forms = Vec::new();
        for stems in &mut self.languages {
            let Some(language) = stems.language else { continue };
            for (nth, list) in row.get(language.code()).split(" || ").enumerate() {
                // what follows `||` in a verb's cell are its nouns
                let part = if nth > 0 { Part::Noun } else { part };
                for (rank, word) in list.split(" | ").map(str::trim).enumerate() {
                    if word.is_empty() || word.contains(' ') {
                        continue;
                    }
                    forms.push(Form { language, part, word: word.into() });
                    let lemma = fold(word);
                    let meaning = Meaning { rank: rank.min(255) as u8, concept, part };
                    if part == Part::Noun {
                        for other in stems.changed(&lemma) {
                            let lemma = other.as_str().into();
                            stems.entries.entry(other.into()).or_default().push(Entry { lemma, meaning });
                        }
                    }
                    let stem = stems.stem(&lemma, part).into();
                    stems.entries.entry(stem).or_default().push(Entry { lemma: lemma.into(), meaning });
                }
            }
        }
        forms
    }

    /// What a folded word may mean, the likeliest first; nothing when it is not listed.
    pub fn look(&self, language: Language, folded: &str) -> Vec<Meaning> {
        let stems = self.languages.iter().find(|stems| stems.language == Some(language));
        let mut out: Vec<Meaning> = stems.map(|stems| stems.look(folded)).unwrap_or_default();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Dictionary forms of a concept in one language, as part of speech `part` when there are such, else all.
    pub fn words(&self, concept: u16, language: Language, part: Part) -> Vec<&str> {
        let forms = self.concepts.get(usize::from(concept)).map_or(&[][..], |concept| &concept.forms);
        let of = |wanted: Option<Part>| -> Vec<&str> {
            let these = forms.iter().filter(|form| form.language == language);
            these.filter(|form| wanted.is_none_or(|part| form.part == part)).map(|form| &*form.word).collect()
        };
        let same = of(Some(part));
        if same.is_empty() { of(None) } else { same }
    }
}

fn stems(pack: &Pack) -> Stems {
    let rows = |kinds: &'static [&str]| {
        pack.table("endings").rows().filter(move |row| kinds.contains(&row.get("kind")))
    };
    let changes = |kind: &'static [&str]| {
        rows(kind).map(|row| (row.get("ending").into(), row.get("becomes").into())).collect()
    };
    let mut endings: Vec<(bool, Box<str>)> =
        rows(&["any", "verb"]).map(|row| (row.get("kind") == "verb", row.get("ending").into())).collect();
    endings.sort_by_key(|(_, ending)| std::cmp::Reverse(ending.len()));
    let irregular = pack.table("irregular").rows();
    let irregular = irregular.map(|row| (row.get("form").into(), row.get("lemma").into())).collect();
    Stems {
        language: Some(pack.language),
        entries: FxHashMap::default(),
        irregular,
        endings,
        fleeting: changes(&["fleeting"]),
        closed: changes(&["closed"]),
    }
}

impl Stems {
    /// What a dictionary form has in common with its other forms.
    fn stem<'a>(&self, lemma: &'a str, part: Part) -> std::borrow::Cow<'a, str> {
        if self.endings.is_empty() {
            return english(lemma).into();
        }
        let fits = |verb: bool, ending: &str| {
            let head = lemma.strip_suffix(ending).filter(|head| head.chars().count() >= SHORTEST);
            head.filter(|_| part == Part::Verb || !verb)
        };
        self.endings.iter().find_map(|(verb, ending)| fits(*verb, ending)).unwrap_or(lemma).into()
    }

    /// Stems of the other forms of a noun whose last vowel is lost or changes in them.
    fn changed(&self, lemma: &str) -> Vec<String> {
        let lost = self.fleeting.iter().filter_map(|(ending, becomes)| {
            let head = lemma.strip_suffix(&**ending).filter(|head| head.chars().count() >= 2)?;
            Some(format!("{head}{becomes}"))
        });
        let bare = lemma.strip_suffix('ь').unwrap_or(lemma);
        let changed = self.closed.iter().filter_map(|(vowel, becomes)| {
            let (head, tail) = bare.rsplit_once(&**vowel)?;
            let closed = !tail.is_empty() && !tail.contains(is_vowel);
            closed.then(|| format!("{head}{becomes}{tail}"))
        });
        let out: Vec<String> = lost.chain(changed).collect();
        out.into_iter().filter(|stem| stem.chars().count() >= SHORTEST).collect()
    }

    fn look(&self, folded: &str) -> Vec<Meaning> {
        if self.endings.is_empty() {
            let word = folded.strip_suffix("'s").unwrap_or(folded);
            let word = self.irregular.get(word).map_or(word, |lemma| lemma);
            let found = self.entries.get(english(word).as_str());
            return found.into_iter().flatten().map(|entry| entry.meaning).collect();
        }
        let ends: Vec<usize> =
            folded.char_indices().map(|(at, letter)| at + letter.len_utf8()).take(LONGEST).collect();
        let n_letters = folded.chars().count();
        for (n, end) in ends.iter().enumerate().skip(SHORTEST - 1).rev() {
            let found = folded.get(..*end).and_then(|head| self.entries.get(head));
            if let Some(found) = found.filter(|_| n_letters - (n + 1) <= room(n + 1)) {
                return nearest(found, folded);
            }
        }
        Vec::new()
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'а' | 'е' | 'є' | 'и' | 'і' | 'ї' | 'о' | 'у' | 'ю' | 'я' | 'ы' | 'э')
}

/// Letters of ending that a stem may carry.
fn room(stem: usize) -> usize {
    match stem {
        0..SHORTEST => 0,
        3 => 3,
        4 => 5,
        _ => 8,
    }
}

/// Of the dictionary forms with one stem those most like the word: as many letters in common, or one fewer.
fn nearest(entries: &[Entry], folded: &str) -> Vec<Meaning> {
    let common = |entry: &Entry| entry.lemma.chars().zip(folded.chars()).take_while(|(a, b)| a == b).count();
    let most = entries.iter().map(common).max().unwrap_or(0);
    entries.iter().filter(|entry| common(entry) + 1 >= most).map(|entry| entry.meaning).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(language: &str, word: &str) -> Vec<String> {
        let lexicon = Lexicon::new(&Packs::embedded());
        let found = lexicon.look(Language::new(language), &fold(word));
        found.iter().map(|m| lexicon.concepts[usize::from(m.concept)].id.to_string()).collect()
    }

    #[test]
    fn forms_of_a_word_mean_the_same_in_every_language() {
        for (id, words) in [
            ("bridge", [("uk", "мости"), ("ru", "мостами"), ("be", "мастоў"), ("en", "bridges")]),
            ("market", [("uk", "ринку"), ("ru", "рынков"), ("be", "рынкам"), ("en", "markets")]),
            (
                "government",
                [("uk", "уряду"), ("ru", "правительством"), ("be", "ураду"), ("en", "governments")],
            ),
            (
                "arrest",
                [("uk", "заарештували"), ("ru", "арестовали"), ("be", "арыштавалі"), ("en", "arrested")],
            ),
        ] {
            for (language, word) in words {
                let ids = ids(language, word);
                assert!(ids.iter().any(|found| found == id), "{language} {word}: {ids:?}");
            }
        }
    }

    #[test]
    fn irregular_forms_are_known() {
        assert!(ids("en", "withdrew").iter().any(|id| id.starts_with("withdraw")));
    }

    #[test]
    fn opposites_point_at_each_other() {
        let lexicon = Lexicon::new(&Packs::embedded());
        let mut n_pairs = 0;
        for (index, concept) in lexicon.concepts.iter().enumerate() {
            let Some(other) = concept.antonym else { continue };
            let back = lexicon.concepts[usize::from(other)].antonym;
            assert_eq!(back, Some(index as u16), "{}", concept.id);
            n_pairs += 1;
        }
        assert!(n_pairs > 100);
    }

    #[test]
    fn words_that_are_not_listed_mean_nothing() {
        assert!(ids("uk", "бррр").is_empty() && ids("en", "").is_empty() && ids("zz", "мост").is_empty());
    }
}
