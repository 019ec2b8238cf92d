//! The labels that pages carry around their stories, of all languages in one look-up.
//!
//! Takes packs, gives kinds of labels by folded words. Knows forms, decides no zone.

mod marks;

use crate::date;
use crate::pack::Packs;
use crate::text::{fold, fold_into, is_apostrophe, is_letter, is_letter_or_digit, lower};
use marks::Marks;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::Hasher;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Navigation,
    /// The name of a social network.
    Social,
    Share,
    Advert,
    /// "Read also": one or more links follow.
    Related,
    /// "Latest news": the story is over.
    End,
    Source,
    Video,
    Comments,
    Caption,
    Byline,
    Tags,
    Statistics,
    /// "Updated": when the page was changed.
    Updated,
    /// Rights, cookies, requests to subscribe.
    Notice,
    Background,
    /// "About the company": who publishes, not what happened.
    About,
}

impl Label {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "nav" => Label::Navigation,
            "share" => Label::Share,
            "social" => Label::Social,
            "updated" => Label::Updated,
            "advert" => Label::Advert,
            "related" => Label::Related,
            "end" => Label::End,
            "source" => Label::Source,
            "video" => Label::Video,
            "comments" => Label::Comments,
            "caption" => Label::Caption,
            "byline" => Label::Byline,
            "tags" => Label::Tags,
            "stats" => Label::Statistics,
            "notice" => Label::Notice,
            "background" => Label::Background,
            "about" => Label::About,
            _ => return None,
        })
    }
}

/// What a word of a byline is when it is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Byline {
    /// "Correspondent".
    Role,
    /// "Staff", "newsroom": nobody in person.
    Desk,
    /// "Agency".
    Agency,
}

/// Words of this room.
pub struct Words {
    labels: FxHashMap<Box<str>, Label>,
    bylines: FxHashMap<Box<str>, Byline>,
    /// Hashes of the first words of labels, and of the last words of those that may end a line: most lines have none.
    firsts: FxHashSet<u64>,
    lasts: FxHashSet<u64>,
    /// Words in the longest form.
    longest: usize,
    /// Beginnings of words that terms of use are made of, by their first two letters.
    terms: FxHashMap<[char; 2], Vec<Box<[char]>>>,
    /// By the hashes of words of all languages (see `hash`).
    kinds: FxHashMap<u64, Kind>,
    marks: Marks,
    /// With the month names of languages that have no pack.
    pub(super) dates: date::Words,
    pub(super) outlets: Vec<KnownOutlet>,
}

/// What a word says of a line without being a label.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kind {
    /// A function word of a language we read.
    pub(super) function: bool,
    /// Speaks to the reader.
    pub(super) you: bool,
    /// A menu is made of such words.
    pub(super) menu: bool,
}

/// A row of the outlet table.
pub(super) struct KnownOutlet {
    pub(super) id: String,
    /// All names, folded.
    pub(super) names: Vec<String>,
    /// Shown name: the first of the row.
    pub(super) name: String,
    pub(super) domains: Vec<String>,
}

impl Words {
    pub fn new(packs: &Packs) -> Self {
        let mut labels = FxHashMap::default();
        let (mut firsts, mut lasts) = (FxHashSet::default(), FxHashSet::default());
        let mut terms: FxHashMap<[char; 2], Vec<Box<[char]>>> = FxHashMap::default();
        let mut bylines = FxHashMap::default();
        let mut longest = 1;
        let mut marks = Marks::default();
        let mut kinds: FxHashMap<u64, Kind> = FxHashMap::default();
        for pack in packs.iter() {
            for row in pack.table("byline-words").rows() {
                let kind = match row.get("kind") {
                    "role" => Byline::Role,
                    "desk" => Byline::Desk,
                    "agency" => Byline::Agency,
                    _ => continue,
                };
                bylines.insert(fold(row.get("form")).into(), kind);
            }
            for row in pack.table("page-labels").rows() {
                if marks.add(row.get("kind"), row.get("form")) {
                    continue;
                }
                if row.get("kind") == "terms" {
                    let stem: Vec<char> = fold(row.get("form")).chars().collect();
                    if let [a, b, ..] = stem.as_slice() {
                        terms.entry([*a, *b]).or_default().push(stem.into());
                    }
                    continue;
                }
                let Some(label) = Label::parse(row.get("kind")) else { continue };
                let form: Vec<String> = words(row.get("form")).map(|(_, _, word)| fold(word)).collect();
                longest = longest.max(form.len());
                firsts.extend(form.first().map(|word| hash(word)));
                if label == Label::Video {
                    lasts.extend(form.last().map(|word| hash(word)));
                }
                // "photo" is a menu word and the label of a caption: the rarer reading wins
                let slot = labels.entry(form.join(" ").into()).or_insert(label);
                if *slot == Label::Navigation {
                    *slot = label;
                }
            }
        }
        for pack in packs.iter() {
            let rows = pack.table("language").rows().filter(|row| row.get("kind") == "word");
            for word in rows.flat_map(|row| row.get("values").split_whitespace()) {
                kinds.entry(hash(word)).or_default().function = true;
            }
            let rows = pack.table("page-labels").rows().filter(|row| row.get("kind") == "you");
            for word in rows.map(|row| row.get("form")) {
                kinds.entry(hash(word)).or_default().you = true;
            }
            for form in pack.table("page-labels").rows().map(|row| row.get("form")) {
                let single = words(form).count() == 1;
                let menu = |label: &Label| {
                    matches!(label, Label::Navigation | Label::Share | Label::Social | Label::About)
                };
                if single && labels.get(fold(form).as_str()).is_some_and(menu) {
                    kinds.entry(hash(form)).or_default().menu = true;
                }
            }
        }
        let split = |cell: &str| -> Vec<String> {
            cell.split(';').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect()
        };
        let outlets = packs.world("outlets").rows().map(|row| {
            let names: Vec<String> =
                ["uk", "ru", "be", "en"].iter().flat_map(|code| split(row.get(code))).collect();
            KnownOutlet {
                id: row.get("id").to_owned(),
                name: names.first().cloned().unwrap_or_default(),
                names: names.iter().map(|name| fold(name)).collect(),
                domains: split(row.get("domains")),
            }
        });
        let outlets = outlets.filter(|outlet| !outlet.id.is_empty()).collect();
        let dates = date::Words::with_world(packs);
        Self { labels, firsts, lasts, bylines, longest, terms, kinds, marks, dates, outlets }
    }

    pub(super) fn byline(&self, folded: &str) -> Option<Byline> {
        self.bylines.get(folded).copied()
    }

    pub(super) fn label(&self, folded: &str) -> Option<Label> {
        self.labels.get(folded).copied()
    }

    /// What the word with this `hash` is.
    pub(super) fn kind(&self, hash: u64) -> Kind {
        self.kinds.get(&hash).copied().unwrap_or_default()
    }

    /// The label a line is or begins with. Lines past a few hundred bytes are looked at only at their start. `first`: where
    /// the first word begins that is more than a number at the start, and its hash; `last`: hash of the last word.
    pub(super) fn read(&self, line: &str, first: Option<(usize, u64)>, last: u64) -> Labelled {
        let first = first.is_some_and(|(start, hash)| start <= 8 && self.firsts.contains(&hash));
        if first || self.lasts.contains(&last) { self.read_words(line) } else { Labelled::default() }
    }

    /// The same without a look at its first and last word.
    pub(super) fn read_words(&self, line: &str) -> Labelled {
        // "34 comments"
        let counted = line.trim_start_matches(|c: char| c.is_ascii_digit());
        if counted.len() < line.len() && counted.starts_with([' ', '\u{a0}']) {
            let mut found = self.read_words(counted);
            found.rest += line.len() - counted.len();
            return if found.label == Some(Label::Comments) { found } else { Labelled::default() };
        }
        let cut = line.char_indices().nth(160).map_or(line.len(), |(at, _)| at);
        let head = line.get(..cut).unwrap_or(line);
        let mut joined = String::new();
        let mut found = Labelled::default();
        for (count, (start, end, word)) in words(head).enumerate().take(self.longest) {
            if count == 0 && start > 8 {
                break;
            }
            if count > 0 {
                joined.push(' ');
            }
            fold_into(word, &mut joined);
            if count == 0 && !self.firsts.contains(&hash(word)) {
                break;
            }
            if let Some(label) = self.label(&joined) {
                let rest = line.get(end..).unwrap_or("");
                found = Labelled { label: Some(label), whole: only_marks(rest), rest: end };
                if found.whole {
                    return found;
                }
            }
        }
        // "…: watch the video"
        if head.len() == line.len() {
            let all: Vec<&str> = words(head).map(|(_, _, word)| word).collect();
            let ends = all.last().is_some_and(|word| self.lasts.contains(&hash(word)));
            let video = |n: usize| {
                let last: Vec<String> = all.iter().skip(all.len() - n).map(|word| fold(word)).collect();
                self.label(&last.join(" ")) == Some(Label::Video)
            };
            if ends && (2..=3).any(|n| all.len() > n && video(n)) {
                return Labelled { label: Some(Label::Video), whole: true, rest: line.len() };
            }
        }
        found
    }

    /// The word begins as one of the words that terms of use are made of. `start`: its first two characters, lower case.
    pub(super) fn is_term(&self, start: [char; 2], word: &str) -> bool {
        let Some(stems) = self.terms.get(&start) else { return false };
        let (mut letters, mut count) = (['\0'; 26], 0);
        for c in word.chars().take(letters.len()) {
            lower(c, |small| {
                if let Some(slot) = letters.get_mut(count) {
                    *slot = small;
                    count += 1;
                }
            });
        }
        let letters = letters.get(..count).unwrap_or(&[]);
        stems.iter().any(|stem| letters.starts_with(stem))
    }
}

/// A label found at the start of a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Labelled {
    pub(super) label: Option<Label>,
    /// The line says nothing more.
    pub(super) whole: bool,
    /// Where the rest of the line begins (bytes of the line).
    pub(super) rest: usize,
}

/// "ё" is written "е" as often.
#[inline]
pub(super) fn plain_io(c: char) -> char {
    if c == 'ё' { 'е' } else { c }
}

/// Of two words in a row, by their hashes.
pub(super) fn pair(first: u64, second: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(first);
    hasher.write_u64(second);
    hasher.finish()
}

/// `pair` of the first two words where both begin with a capital.
pub(super) fn opening(line: &str) -> Option<u64> {
    let mut all = words(line).map(|(_, _, word)| word);
    let (first, second) = (all.next()?, all.next()?);
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    (capital(first) && capital(second)).then(|| pair(hash(first), hash(second)))
}

/// Of a word's letters and digits, lower case, "ё" as "е".
fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    for c in word.chars().filter(|c| is_letter_or_digit(*c)) {
        lower(c, |small| hasher.write_u32(plain_io(small) as u32));
    }
    hasher.finish()
}

fn only_marks(rest: &str) -> bool {
    rest.len() <= 24 && !rest.chars().any(is_letter)
}

/// The last of `words`.
fn last_word(line: &str) -> &str {
    let line = line.trim_end_matches(|c: char| !is_letter_or_digit(c) && !is_apostrophe(c) && c != '-');
    let inner = |c: char| is_letter_or_digit(c) || is_apostrophe(c) || c == '-';
    let start =
        line.char_indices().rev().take_while(|(_, c)| inner(*c)).last().map_or(line.len(), |(at, _)| at);
    let run = line.get(start..).unwrap_or("");
    let word = run.trim_start_matches(|c: char| !is_letter_or_digit(c));
    if word.is_empty() { words(line).last().map_or("", |(_, _, word)| word) } else { word }
}

/// Runs of letters and digits with their bytes.
pub(super) fn words(line: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    let inner = |c: char| is_letter_or_digit(c) || is_apostrophe(c) || c == '-';
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = line.get(at..)?;
        let skip = rest.find(|c: char| is_letter_or_digit(c))?;
        let start = at + skip;
        let rest = line.get(start..)?;
        let length = rest.find(|c: char| !inner(c)).unwrap_or(rest.len());
        at = start + length;
        Some((start, at, line.get(start..at)?))
    })
}
