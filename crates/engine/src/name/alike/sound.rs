//! Words of names as strings of sounds.
//!
//! Takes one folded word in Cyrillic or Latin letters, gives what it may sound like. A Latin word has two readings: as a
//! romanisation, and as a word of English or French. Never compares.

/// Sounds of a word that are looked at.
pub(super) const LONGEST: usize = 20;

/// What `Sounds` are made of: vowels, then consonants. Z is ж, C is ч, S is ш; x is х, c is ц.
const ALPHABET: &[u8; SOUNDS] = b"aeioubvhdZzklmnprstfxcCS";
/// Number of sounds.
pub(super) const SOUNDS: usize = 24;
/// Sounds below this one are vowels.
pub(super) const VOWELS: u8 = 5;

/// One sound a byte, as its place in the alphabet; no sound is doubled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sounds {
    len: u8,
    bytes: [u8; LONGEST],
}

/// The place of a letter in the alphabet.
#[expect(clippy::indexing_slicing, reason = "the loop ends at the length")]
pub(super) const fn code(letter: u8) -> u8 {
    let mut place = 0;
    while place + 1 < SOUNDS && ALPHABET[place] != letter {
        place += 1;
    }
    place as u8
}

impl Sounds {
    #[inline]
    pub(super) fn as_slice(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.len)).unwrap_or(&[])
    }
    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }
    fn push(&mut self, sound: u8) {
        if self.as_slice().last() == Some(&sound) {
            return;
        }
        if let Some(place) = self.bytes.get_mut(usize::from(self.len)) {
            *place = sound;
            self.len += 1;
        }
    }
    fn extend(&mut self, letters: &str) {
        for letter in letters.bytes() {
            self.push(code(letter));
        }
    }
    /// `u` after a vowel and before none is `v`: Навумаў and Наумов.
    fn settled(self) -> Self {
        let mut out = Self::default();
        let own = self.as_slice();
        for (i, &sound) in own.iter().enumerate() {
            let after_vowel = out.as_slice().last().is_some_and(|last| *last < VOWELS);
            let before_vowel = own.get(i + 1).is_some_and(|next| *next < VOWELS);
            let glide = sound == code(b'u') && after_vowel && !before_vowel;
            out.push(if glide { code(b'v') } else { sound });
        }
        out
    }
    /// Both words in one.
    pub(super) fn then(mut self, next: &Self) -> Self {
        next.as_slice().iter().for_each(|&sound| self.push(sound));
        self
    }
    /// Long enough to be the two words written together, and begins as the first does.
    pub(super) fn may_hold(&self, first: &Self, second: &Self) -> bool {
        self.as_slice().first() == first.as_slice().first()
            && usize::from(self.len) + 2 >= usize::from(first.len + second.len)
            && self.len > first.len
    }
    /// An initial and a word that begins with its sound.
    pub(super) fn begins(&self, word: &Self) -> bool {
        const H: u8 = code(b'h');
        const X: u8 = code(b'x');
        match (self.as_slice().first().copied(), word.as_slice().first().copied()) {
            (Some(H | X), Some(H | X)) => true,
            (Some(a), Some(b)) => a == b || a < VOWELS && b < VOWELS,
            _ => false,
        }
    }
    /// Ends as a patronymic in any spelling does: -ович, -евна, -auna, -ilyich.
    pub(super) fn is_patronymic(&self) -> bool {
        const V: u8 = code(b'v');
        const I: u8 = code(b'i');
        const C: u8 = code(b'C');
        const N: u8 = code(b'n');
        const A: u8 = code(b'a');
        const U: u8 = code(b'u');
        const S: u8 = code(b'S');
        let word = self.as_slice();
        word.len() >= 5 && matches!(word, [.., I, C] | [.., V | U | C | S, N, A])
    }
}

/// Sound of a Cyrillic letter; empty when it has none.
pub(in crate::name) fn cyrillic(c: char) -> &'static str {
    match c {
        'а' | 'я' => "a",
        'б' => "b",
        'в' | 'ў' => "v",
        'г' | 'ґ' => "h",
        'д' => "d",
        'е' | 'є' | 'э' => "e",
        'ж' => "Z",
        'з' => "z",
        'и' | 'і' | 'ї' | 'ы' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' | 'ё' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ю' => "u",
        'ф' => "f",
        'х' => "x",
        'ц' => "c",
        'ч' => "C",
        'ш' | 'щ' => "S",
        _ => "",
    }
}

/// Letter groups of romanisations, longest first for each beginning.
const ROMANISED: &[(&str, &str)] = &[
    ("schtsch", "S"),
    ("shch", "S"),
    ("szcz", "S"),
    ("tsch", "C"),
    ("tch", "C"),
    ("sch", "S"),
    ("sh", "S"),
    ("sz", "S"),
    ("ss", "s"),
    ("cz", "C"),
    ("cs", "C"),
    ("ch", "C"),
    ("ck", "k"),
    ("zh", "Z"),
    ("rz", "Z"),
    ("kh", "x"),
    ("ph", "f"),
    ("th", "t"),
    ("ts", "c"),
    ("tz", "c"),
    ("qu", "kv"),
    ("ee", "i"),
    ("oo", "u"),
    ("ou", "u"),
    ("x", "ks"),
];

/// Letter groups of English and French.
const WESTERN: &[(&str, &str)] = &[
    ("ill", "i"),
    ("eaux", "o"),
    ("eau", "o"),
    ("ough", "o"),
    ("igh", "ai"),
    ("sch", "S"),
    ("tch", "C"),
    ("ch", "S"),
    ("sh", "S"),
    ("ck", "k"),
    ("dge", "dZ"),
    ("dg", "dZ"),
    ("gn", "n"),
    ("gh", ""),
    ("ph", "f"),
    ("th", "t"),
    ("wh", "u"),
    ("wr", "r"),
    ("qu", "k"),
    ("ee", "i"),
    ("ea", "i"),
    ("oo", "u"),
    ("ou", "u"),
    ("oi", "ua"),
    ("au", "o"),
    ("aw", "o"),
    ("ai", "e"),
    ("ay", "e"),
    ("ei", "a"),
    ("ew", "u"),
    ("eu", "e"),
    ("ie", "i"),
    ("ow", "au"),
    ("tz", "c"),
    ("ts", "c"),
    ("x", "ks"),
    ("j", "dZ"),
    ("w", "u"),
];

fn latin(c: char) -> &'static str {
    match c {
        'a' | 'á' | 'à' | 'â' | 'ã' | 'ą' | 'ă' | 'ā' => "a",
        'ä' | 'æ' | 'e' | 'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' | 'ė' | 'ē' | 'ö' | 'ø' | 'œ' | 'ő' => {
            "e"
        }
        'o' | 'ó' | 'ò' | 'ô' | 'õ' | 'å' | 'ō' => "o",
        'i' | 'í' | 'ì' | 'î' | 'ï' | 'ı' | 'ī' | 'y' | 'ý' | 'ÿ' => "i",
        'u' | 'ú' | 'ù' | 'û' | 'ü' | 'ů' | 'ű' | 'ū' => "u",
        'b' => "b",
        'v' | 'w' => "v",
        'g' | 'h' | 'ğ' | 'ģ' => "h",
        'd' | 'đ' | 'ð' | 'ď' => "d",
        'z' | 'ź' => "z",
        'ž' | 'ż' => "Z",
        'k' | 'c' | 'q' | 'ķ' => "k",
        'l' | 'ł' | 'ļ' | 'ľ' => "l",
        'm' => "m",
        'n' | 'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'p' => "p",
        'r' | 'ř' => "r",
        's' | 'ś' | 'ß' => "s",
        'š' | 'ş' | 'ș' => "S",
        't' | 'þ' | 'ť' => "t",
        'ț' | 'ţ' => "c",
        'f' => "f",
        'č' | 'ć' => "C",
        'ç' => "s",
        _ => "",
    }
}

fn is_latin_vowel(c: char) -> bool {
    !c.is_ascii_alphabetic() && latin(c).bytes().all(|b| code(b) < VOWELS) && !latin(c).is_empty()
        || matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

fn starts_with(chars: &[char], group: &str) -> bool {
    let mut letters = chars.iter();
    group.chars().all(|c| letters.next() == Some(&c))
}

/// The letter at a place; a space outside.
fn letter(chars: &[char], place: Option<usize>) -> char {
    place.and_then(|place| chars.get(place)).copied().unwrap_or(' ')
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// Sounds of a word whose Latin letters are a romanisation, or English and French.
fn spoken(chars: &[char], western: bool) -> Sounds {
    let mut out = Sounds::default();
    let groups = if western { WESTERN } else { ROMANISED };
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        if is_cyrillic(c) {
            let ts = c == 'т' && letter(chars, Some(i + 1)) == 'с';
            out.extend(if ts { "c" } else { cyrillic(c) });
            i += if ts { 2 } else { 1 };
            continue;
        }
        let rest = chars.get(i..).unwrap_or(&[]);
        if let Some((group, sounds)) = groups.iter().find(|(group, _)| starts_with(rest, group)) {
            out.extend(sounds);
            i += group.len();
            continue;
        }
        let before = letter(chars, i.checked_sub(1));
        let after = letter(rest, Some(1));
        let (joins, joined) = (is_latin_vowel(after), is_latin_vowel(before));
        // Mike, Dale: the last e lengthens the vowel before the consonant
        let long = western && rest.len() == 3 && letter(rest, Some(2)) == 'e' && !joins;
        match c {
            'j' if joins || joined => {}
            'j' => out.extend("i"),
            // glides of Ю, Я, Й
            'y' | 'i' if joins && !(western && joined) => {
                if western || before == 'r' || !matches!(after, 'a' | 'e' | 'o' | 'u') {
                    out.extend("i");
                }
            }
            'y' | 'i' if joined => {}
            'c' | 'g' if matches!(after, 'e' | 'i' | 'y' | 'é' | 'è' | 'ê' | 'í') => {
                out.extend(match (c, western) {
                    ('c', true) => "s",
                    ('c', false) => "c",
                    (_, true) => "dZ",
                    (_, false) => "h",
                });
            }
            'k' if western && i == 0 && after == 'n' => {}
            'e' if western && i > 1 && (after == ' ' || after == 's' && rest.len() == 2) => {}
            'i' if long => out.extend("a"),
            'a' if long => out.extend("e"),
            _ => out.extend(latin(c)),
        }
        i += 1;
    }
    out.settled()
}

/// A French word without the letters at its end that nobody says: -ot, -ez, -ault.
fn unsaid(chars: &[char]) -> &[char] {
    let spoken = |rest: &[char]| rest.iter().any(|c| is_latin_vowel(*c));
    if let [rest @ .., 'e', 'r' | 'z'] | [rest @ .., 'e', 'r', 's'] = chars
        && spoken(rest)
    {
        return chars.get(..rest.len() + 1).unwrap_or(chars);
    }
    let mut said = chars;
    while let [rest @ .., 's' | 't' | 'x' | 'd' | 'z' | 'p'] = said
        && rest.len() >= 2
        && spoken(rest)
    {
        said = rest;
    }
    match said {
        [rest @ .., 'u', 'l'] if said.len() < chars.len() => chars.get(..rest.len() + 1).unwrap_or(said),
        _ => said,
    }
}

/// A romanised Slavic name by its ending: it has no second reading.
fn is_slavic(chars: &[char]) -> bool {
    let ends = |ending: &str| {
        let mut own = chars.iter().rev();
        ending.chars().rev().all(|c| own.next() == Some(&c))
    };
    [
        "ov", "ev", "ova", "eva", "sky", "ski", "skiy", "skii", "skaya", "enko", "chuk", "vich", "vna",
        "enka", "yev", "yov",
    ]
    .iter()
    .any(|ending| ends(ending))
}

/// Letters of a word that are looked at.
const LETTERS: usize = 32;

/// What a folded word sounds like; then the other readings of a Latin word, where they differ.
pub(super) fn read(folded: &str) -> (Sounds, [Option<Sounds>; 2]) {
    let mut buffer = [' '; LETTERS];
    let mut len = 0;
    for (place, c) in buffer.iter_mut().zip(folded.chars()) {
        *place = c;
        len += 1;
    }
    let chars = buffer.get(..len).unwrap_or(&[]);
    let first = spoken(chars, false);
    if chars.iter().any(|c| is_cyrillic(*c)) || is_slavic(chars) {
        return (first, [None, None]);
    }
    let english = spoken(chars, true);
    let short = unsaid(chars);
    let french = if short.len() < chars.len() { spoken(short, true) } else { english };
    let others =
        [Some(english).filter(|e| *e != first), Some(french).filter(|f| *f != first && *f != english)];
    (first, others)
}
