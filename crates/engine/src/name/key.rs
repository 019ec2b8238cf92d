//! Script-independent keys of names.
//!
//! Takes one word of a name in any spelling, gives a short Latin key that is the same for the usual spellings of the same
//! name in Ukrainian, Russian, Belarusian and their romanisations. Never compares: equal keys are the comparison.

use crate::text::{fold, is_folded};

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Sounds of a Cyrillic letter, its vowels in fewer classes; `None` when the letter has none of its own.
fn cyrillic(c: char) -> Option<&'static str> {
    Some(match super::alike::cyrillic(c) {
        "" => return None,
        "e" | "o" => "a",
        "x" => "h",
        sound => sound,
    })
}

/// Latin letter groups, longest first.
const LATIN: &[(&str, &str)] = &[
    ("shch", "S"),
    ("schtsch", "S"),
    ("szcz", "S"),
    ("tsch", "C"),
    ("sch", "S"),
    ("tch", "C"),
    ("sh", "S"),
    ("sz", "S"),
    ("cz", "C"),
    ("ch", "C"),
    ("zh", "Z"),
    ("kh", "h"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("qu", "kv"),
    ("ts", "c"),
    ("tz", "c"),
    ("dz", "d"),
    ("ee", "i"),
    ("oo", "u"),
];

fn latin(c: char) -> &'static str {
    match c {
        'a' | 'e' | 'o' | 'á' | 'à' | 'ä' | 'é' | 'è' | 'ö' | 'ó' | 'ø' | 'å' | 'ą' | 'ę' => "a",
        'b' => "b",
        'v' | 'w' => "v",
        'g' | 'h' | 'ğ' => "h",
        'd' | 'đ' => "d",
        'z' | 'ź' => "z",
        'ž' | 'ż' => "Z",
        'i' | 'í' | 'ï' | 'ı' => "i",
        'k' | 'c' | 'q' => "k",
        'l' | 'ł' => "l",
        'm' => "m",
        'n' | 'ñ' | 'ń' => "n",
        'p' => "p",
        'r' | 'ř' => "r",
        's' | 'ś' => "s",
        'š' | 'ş' => "S",
        't' => "t",
        'u' | 'ü' | 'ú' => "u",
        'f' => "f",
        'č' | 'ć' | 'ç' => "C",
        'x' => "ks",
        _ => "",
    }
}

/// The sounds of the first letters of a folded word.
fn sounds(folded: &str) -> Vec<u8> {
    let end = folded.char_indices().nth(64).map_or(folded.len(), |(at, _)| at);
    let mut rest = folded.get(..end).unwrap_or(folded);
    let mut out: Vec<u8> = Vec::with_capacity(rest.len() + 1);
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let behind = rest.get(c.len_utf8()..).unwrap_or("");
        if let Some(sound) = cyrillic(c) {
            out.extend(sound.bytes());
            (before, rest) = (c, behind);
            continue;
        }
        if let Some((group, sound)) = group(rest) {
            out.extend(sound.bytes());
            before = group.chars().next_back().unwrap_or(' ');
            rest = rest.get(group.len()..).unwrap_or("");
            continue;
        }
        let after = behind.chars().next().unwrap_or(' ');
        match c {
            // glides: y, i, j before a vowel; y, i after a vowel at the end
            'j' => {
                if !is_vowel(after) && !is_vowel(before) && before != ' ' {
                    out.push(b'i');
                }
            }
            'y' | 'i' if is_vowel(after) && after != 'y' && after != 'i' => {}
            'y' if is_vowel(before) => {}
            'i' if is_vowel(before) && after == ' ' => {}
            'y' => out.push(b'i'),
            'c' if matches!(after, 'e' | 'i' | 'y') => out.push(b's'),
            _ => out.extend(latin(c).bytes()),
        }
        (before, rest) = (c, behind);
    }
    out
}

/// The letter group that `rest` begins with.
fn group(rest: &str) -> Option<&'static (&'static str, &'static str)> {
    let first = rest.as_bytes().first();
    LATIN.iter().find(|(group, _)| group.as_bytes().first() == first && rest.starts_with(group))
}

/// The first letter of the key of a folded word, when its own first letter alone decides it.
pub(super) fn first_letter(folded: &str) -> Option<u8> {
    let sound = *cyrillic(folded.chars().next()?)?.as_bytes().first()?;
    Some(if sound == b'c' { b't' } else { sound.to_ascii_lowercase() })
}

/// The key of one word: vowels fall into three classes, doubled letters into one, Belarusian ц, дз and Ukrainian г follow
/// their neighbours. Words joined by hyphens give one key. Empty when nothing in the word sounds.
///
/// `key("Лукашенко") == key("Лукашэнка") == key("Lukashenka") == "lukashanka"`.
pub fn key(word: &str) -> String {
    let sounds = if is_folded(word) { sounds(word) } else { sounds(&fold(word)) };
    let mut key = String::with_capacity(sounds.len() + 4);
    // the last two sounds kept
    let (mut earlier, mut previous): (Option<u8>, Option<u8>) = (None, None);
    for (i, &c) in sounds.iter().enumerate() {
        let next = sounds.get(i + 1).copied();
        let c = match c {
            // Сцяпан and Степан; Hurwitz and Gurvits keep one letter too
            b'c' => b't',
            // дз, дж
            b'z' | b'Z' if previous == Some(b'd') => continue,
            // шч
            b'C' if previous == Some(b'S') => continue,
            b'u' if matches!(previous, Some(b'a' | b'i')) && !matches!(next, Some(b'a' | b'i' | b'u')) => {
                b'v'
            }
            other => other,
        };
        // Навумаў and Наумов
        let filler = c == b'u'
            && previous == Some(b'v')
            && matches!(earlier, Some(b'a' | b'i'))
            && next.is_some_and(|n| !matches!(n, b'a' | b'i' | b'u'));
        if filler || previous == Some(c) {
            continue;
        }
        (earlier, previous) = (previous, Some(c));
        match c {
            b'S' => key.push_str("sh"),
            b'Z' => key.push_str("zh"),
            b'C' => key.push_str("ch"),
            other => key.push(char::from(other)),
        }
    }
    key
}

/// A readable id part of any name: words in Latin letters, joined by hyphens.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for word in name.split(|c: char| !c.is_alphanumeric() && !crate::text::is_apostrophe(c)).take(12) {
        let mut piece = String::new();
        if word.chars().any(|c| c.is_ascii_digit()) {
            piece.extend(fold(word).chars().filter(char::is_ascii_alphanumeric));
        }
        if piece.is_empty() {
            piece = key(word);
        }
        if !piece.is_empty() {
            if !out.is_empty() {
                out.push('-');
            }
            out.push_str(&piece);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for spellings in [
            &["Лукашенко", "Лукашенка", "Лукашэнка", "Lukashenka", "Lukashenko"][..],
            &["Жданов", "Жданаў", "Zhdanov", "Zhdanau"],
            &["Зеленский", "Зеленський", "Зяленскі", "Zelensky", "Zelenskyy", "Zelenskyi"],
            &["Навумаў", "Наумов", "Navumau", "Naumov"],
            &["Тихановская", "Тихановська", "Ціханоўская", "Tikhanovskaya", "Tsikhanouskaya"],
            &["Сцяпан", "Степан", "Stsiapan", "Stepan"],
            &["Ющенко", "Юшчанка", "Yushchenko"],
        ] {
            let first = key(spellings[0]);
            for other in spellings {
                assert_eq!(key(other), first, "{other}");
            }
        }
        assert_eq!(key("Лукашенко"), "lukashanka");
    }

    #[test]
    fn different_names_differ() {
        assert_ne!(key("Иванов"), key("Иваненко"));
        assert_ne!(key("Павлов"), key("Павлова"));
        assert_ne!(key("Гончар"), key("Гончаров"));
    }
}
