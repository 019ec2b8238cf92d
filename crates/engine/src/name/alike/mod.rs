//! How alike two full names are, in whatever script, order and fullness.
//!
//! Takes names as they are written, gives a score and what speaks against it. Names are read once (`FullName`) and compared
//! many times. A family name alone is never the same as a full name. Never looks at who bears the name.
//!
//! Words are compared as strings of sounds by weighted edits and by the tables of names (`groups`), words in any order;
//! patronymics meet only patronymics.

mod distance;
mod groups;
mod index;
mod sound;
#[cfg(test)]
mod tests;

pub use index::{Index, Search};
pub(super) use sound::cyrillic;

use crate::text::{fold, is_apostrophe, is_ignorable};
use distance::{likeness, other_gender};
use groups::Known;
use sound::Sounds;

/// Two full names that score this much are spellings of one name.
pub const SAME: f32 = 0.72;

/// Words of a name that are looked at.
const WORDS: usize = 6;
/// A word this alike has found its partner.
const FOUND: f32 = 0.9;
/// Words that the tables join.
const JOINED: f32 = 0.95;
/// Most that two different given names, or a man's and a woman's form, can be alike.
const APART: f32 = 0.55;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Role {
    #[default]
    Plain,
    Patronymic,
    Particle,
    Initial,
}

#[derive(Clone, Copy, Debug, Default)]
struct Word {
    sounds: Sounds,
    /// As a word of English; as one of French.
    others: [Option<Sounds>; 2],
    known: Known,
    role: Role,
}

/// A name read for comparison.
#[derive(Clone, Debug, Default)]
pub struct FullName {
    words: Vec<Word>,
}

/// What speaks against two names being one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Veto {
    /// Different patronymics.
    Patronymic,
    /// An initial that no word of the other name begins with.
    Initial,
    /// One name has only one word, so it may be anyone's.
    OneWord,
}

/// How alike two names are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Alike {
    /// 0 to 1; `SAME` and more is one name.
    pub score: f32,
    pub veto: Option<Veto>,
}

impl FullName {
    /// Reads a name; words are parted at anything but letters, digits and apostrophes.
    pub fn new(name: &str) -> Self {
        let mut words: Vec<Word> = Vec::with_capacity(4);
        let inside = |c: char| c.is_alphanumeric() || is_apostrophe(c) || is_ignorable(c);
        for piece in name.split(|c| !inside(c)).filter(|piece| !piece.is_empty()).take(4 * WORDS) {
            let folded = fold(piece);
            let (sounds, others) = sound::read(&folded);
            if sounds.is_empty() || words.len() == WORDS {
                continue;
            }
            let known = groups::known(&folded);
            let role = match () {
                () if known.particle => Role::Particle,
                () if folded.chars().nth(1).is_none() => Role::Initial,
                () => Role::Plain,
            };
            words.push(Word { sounds, others, known, role });
        }
        if words.len() >= 3
            && let Some(word) = words.iter_mut().skip(1).find(|word| word.sounds.is_patronymic())
        {
            word.role = Role::Patronymic;
        }
        if !words.iter().any(|word| word.role == Role::Plain) {
            words.iter_mut().for_each(|word| word.role = Role::Plain);
        }
        Self { words }
    }

    /// No word of it has a sound.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Its last word that is no patronymic or particle: usually the family name.
    pub fn family(&self) -> Self {
        Self { words: self.role(Role::Plain).last().map(|(_, word)| *word).into_iter().collect() }
    }

    fn role(&self, role: Role) -> impl Iterator<Item = (usize, &Word)> {
        self.words.iter().enumerate().filter(move |(_, word)| word.role == role)
    }

    /// With the words `at` and `at + 1` written together.
    fn joined(&self, at: usize) -> Self {
        let mut words = self.words.clone();
        if let Some(next) = words.get(at + 1).copied()
            && let Some(word) = words.get_mut(at)
        {
            let sounds = word.sounds.then(&next.sounds);
            *word = Word { sounds, ..Word::default() };
            words.remove(at + 1);
        }
        Self { words }
    }
}

/// How alike two words are by the best of their readings, 0 to 1, whatever the tables say.
pub fn sounds_alike(a: &str, b: &str) -> f32 {
    let word = |text: &str| {
        let (sounds, others) = sound::read(&fold(text));
        Word { sounds, others, ..Word::default() }
    };
    let (a, b) = (word(a), word(b));
    by_sound(&a, &b).max(by_reading(&a, &b))
}

/// The same sounds, or joined by the tables.
fn by_table(a: &Word, b: &Word) -> f32 {
    match () {
        () if a.sounds == b.sounds => 1.0,
        () if a.known.shares(&b.known) => JOINED,
        () => 0.0,
    }
}

fn by_sound(a: &Word, b: &Word) -> f32 {
    likeness(&a.sounds, &b.sounds)
}

/// The best of all readings.
fn by_reading(a: &Word, b: &Word) -> f32 {
    if a.others == [None; 2] && b.others == [None; 2] {
        return 0.0;
    }
    let all = |word: &Word| [Some(word.sounds), word.others[0], word.others[1]];
    let mut best = 0.0f32;
    for x in all(a).iter().flatten() {
        for y in all(b).iter().flatten() {
            best = best.max(likeness(x, y) - 0.02);
        }
    }
    best
}

/// Takes back what two different names share by chance.
fn checked(likeness: f32, a: &Word, b: &Word) -> f32 {
    if likeness <= APART || likeness == 1.0 {
        return likeness;
    }
    if a.known.given() && b.known.given() && !a.known.shares(&b.known) {
        let one_gender = a.known.man && b.known.man || a.known.woman && b.known.woman;
        if likeness < 0.85 || !one_gender {
            return APART;
        }
    }
    if other_gender(&a.sounds, &b.sounds) { APART } else { likeness }
}

/// Which word of one name meets which of the other.
#[derive(Default)]
struct Meeting {
    used: [u8; 2],
    least: f32,
    sum: f32,
}

type Grid = [[f32; WORDS]; WORDS];

/// Which words of a pair have found partners, as bits.
#[derive(Clone, Copy, Default)]
struct Settled([u8; 2]);

impl Settled {
    fn open(self, i: usize, j: usize) -> bool {
        self.0[0] >> i & 1 == 0 && self.0[1] >> j & 1 == 0
    }
}

/// Fills the cells of plain words without a partner by a measure; the cheaper measures come first.
fn fill(
    grid: &mut Grid,
    a: &FullName,
    b: &FullName,
    settled: Settled,
    measure: impl Fn(&Word, &Word) -> f32,
) -> Settled {
    let mut now = settled;
    for ((i, x), row) in a.words.iter().enumerate().zip(grid) {
        for ((j, y), cell) in b.words.iter().enumerate().zip(row) {
            if x.role != Role::Plain || y.role != Role::Plain || !settled.open(i, j) {
                continue;
            }
            *cell = cell.max(checked(measure(x, y), x, y));
            if *cell >= FOUND {
                now.0 = [now.0[0] | 1 << i, now.0[1] | 1 << j];
            }
        }
    }
    now
}

/// Pairs the plain words of `a`, the one that has fewer of them, with those of `b`, the most alike first.
fn meet(a: &FullName, b: &FullName, pairs: usize) -> Meeting {
    let mut grid: Grid = [[-1.0; WORDS]; WORDS];
    let settled = fill(&mut grid, a, b, Settled::default(), by_table);
    let settled = fill(&mut grid, a, b, settled, by_sound);
    fill(&mut grid, a, b, settled, by_reading);
    let mut meeting = Meeting { least: 1.0, ..Meeting::default() };
    for _ in 0..pairs {
        let mut best = (-1.0, 0, 0);
        for (i, row) in grid.iter().enumerate().filter(|(i, _)| meeting.used[0] >> i & 1 == 0) {
            for (j, &cell) in row.iter().enumerate().filter(|(j, _)| meeting.used[1] >> j & 1 == 0) {
                if cell > best.0 {
                    best = (cell, i, j);
                }
            }
        }
        meeting.used = [meeting.used[0] | 1 << best.1, meeting.used[1] | 1 << best.2];
        meeting.least = meeting.least.min(best.0.max(0.0));
        meeting.sum += best.0.max(0.0);
    }
    meeting
}

/// Initials of `a` each begin a word of `b` that has no partner, if `b` has one.
fn initials_fit(a: &FullName, b: &FullName, used: u8) -> bool {
    a.role(Role::Initial).all(|(_, initial)| {
        let mut free = b
            .words
            .iter()
            .enumerate()
            .filter(|(j, y)| y.role != Role::Particle && (y.role != Role::Plain || used >> j & 1 == 0));
        let first = free.next();
        first.is_none() || first.into_iter().chain(free).any(|(_, y)| initial.sounds.begins(&y.sounds))
    })
}

/// Compares two names; the order does not matter.
pub fn alike(a: &FullName, b: &FullName) -> Alike {
    let plain = |name: &FullName| name.role(Role::Plain).count();
    let (a, b) = if plain(a) <= plain(b) { (a, b) } else { (b, a) };
    let (fewer, more) = (plain(a), plain(b));
    if fewer == 0 {
        return Alike { score: 0.0, veto: None };
    }
    let found = compare(a, b, fewer, more);
    if found.score >= SAME || found.veto.is_some() || fewer == more {
        return found;
    }
    // Сянь Лун and Сяньлун, Marianna and Мария Анна
    let together = |(at, pair): (usize, &[Word])| match pair {
        [x, y] if x.role == Role::Plain && y.role == Role::Plain => {
            let fits = |word: &Word| word.role == Role::Plain && word.sounds.may_hold(&x.sounds, &y.sounds);
            a.words.iter().any(fits).then_some(at)
        }
        _ => None,
    };
    let joins = b.words.windows(2).enumerate().filter_map(together);
    joins.fold(found, |best, at| {
        let joined = b.joined(at);
        let (x, y) = if fewer < more { (a, &joined) } else { (&joined, a) };
        let other = compare(x, y, fewer, more - 1);
        if other.score - 0.02 > best.score { Alike { score: other.score - 0.02, ..other } } else { best }
    })
}

fn compare(a: &FullName, b: &FullName, fewer: usize, more: usize) -> Alike {
    let meeting = meet(a, b, fewer);
    let mut mean = meeting.sum / fewer as f32;
    let mut veto = None;
    let patronymic = |name: &FullName| name.role(Role::Patronymic).next().map(|(_, word)| *word);
    if let (Some(x), Some(y)) = (patronymic(a), patronymic(b)) {
        let likeness = checked(by_table(&x, &y).max(by_sound(&x, &y)), &x, &y);
        mean = 0.75 * mean + 0.25 * likeness;
        if likeness < 0.5 {
            veto = Some(Veto::Patronymic);
        }
    } else if patronymic(a).is_some() != patronymic(b).is_some() {
        // nothing against it, but a name as full as this one is nearer
        mean -= 0.02;
    }
    if !initials_fit(a, b, meeting.used[1]) || !initials_fit(b, a, meeting.used[0]) {
        veto = veto.or(Some(Veto::Initial));
    }
    let one_word =
        |name: &FullName| name.words.iter().filter(|word| word.role != Role::Particle).count() == 1;
    if one_word(a) != one_word(b) {
        veto = veto.or(Some(Veto::OneWord));
    }
    let mut score = 0.6 * meeting.least + 0.4 * mean;
    let extra = more - fewer;
    score -= 0.04 * extra as f32;
    // the family name of the fuller name met nothing
    let last = b.role(Role::Plain).last().map_or(0, |(at, _)| at);
    if extra > 0 && meeting.used[1] >> last & 1 == 0 {
        score -= 0.15;
    }
    let factor = if veto.is_some() { 0.6 } else { 1.0 };
    Alike { score: score.max(0.0) * factor, veto }
}
