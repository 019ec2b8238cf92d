//! Script-independent keys of names.
//!
//! Takes one word of a name in any spelling, gives a short Latin key that is the same for the usual spellings of the same
//! name in Ukrainian, Russian, Belarusian and their romanisations. Never compares: equal keys are the comparison.

use crate::text::fold;

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Sounds of a Cyrillic letter; `None` when the letter has none of its own.
fn cyrillic(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'о' | 'е' | 'є' | 'э' | 'я' | 'ё' => "a",
        'б' => "b",
        'в' | 'ў' => "v",
        'г' | 'ґ' | 'х' => "h",
        'д' => "d",
        'ж' => "Z",
        'з' => "z",
        'и' | 'і' | 'ї' | 'ы' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ю' => "u",
        'ф' => "f",
        'ц' => "c",
        'ч' => "C",
        'ш' | 'щ' => "S",
        _ => return None,
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

fn sounds(folded: &str) -> Vec<char> {
    let chars: Vec<char> = folded.chars().take(64).collect();
    let mut out: Vec<char> = Vec::with_capacity(chars.len());
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        if let Some(sound) = cyrillic(c) {
            out.extend(sound.chars());
            i += 1;
            continue;
        }
        let rest: String = chars.iter().skip(i).take(7).collect();
        if let Some((group, sound)) = LATIN.iter().find(|(group, _)| rest.starts_with(group)) {
            out.extend(sound.chars());
            i += group.len();
            continue;
        }
        let before = i.checked_sub(1).and_then(|p| chars.get(p)).copied().unwrap_or(' ');
        let after = chars.get(i + 1).copied().unwrap_or(' ');
        match c {
            // glides: y, i, j before a vowel; y, i after a vowel at the end
            'j' => {
                if !is_vowel(after) && !is_vowel(before) && before != ' ' {
                    out.push('i');
                }
            }
            'y' | 'i' if is_vowel(after) && after != 'y' && after != 'i' => {}
            'y' if is_vowel(before) => {}
            'i' if is_vowel(before) && after == ' ' => {}
            'y' => out.push('i'),
            'c' if matches!(after, 'e' | 'i' | 'y') => out.push('s'),
            _ => out.extend(latin(c).chars()),
        }
        i += 1;
    }
    out
}

/// The key of one word: vowels fall into three classes, doubled letters into one, Belarusian ц, дз and Ukrainian г follow
/// their neighbours. Words joined by hyphens give one key. Empty when nothing in the word sounds.
///
/// `key("Лукашенко") == key("Лукашэнка") == key("Lukashenka") == "lukashanka"`.
pub fn key(word: &str) -> String {
    let folded = fold(word);
    let sounds = sounds(&folded);
    let mut out: Vec<char> = Vec::with_capacity(sounds.len());
    for (i, &c) in sounds.iter().enumerate() {
        let previous = out.last().copied();
        let next = sounds.get(i + 1).copied();
        let c = match c {
            // Сцяпан and Степан; Hurwitz and Gurvits keep one letter too
            'c' => 't',
            // дз, дж
            'z' | 'Z' if previous == Some('d') => continue,
            // шч
            'C' if previous == Some('S') => continue,
            'u' if matches!(previous, Some('a' | 'i')) && !matches!(next, Some('a' | 'i' | 'u')) => 'v',
            other => other,
        };
        // Навумаў and Наумов
        let filler = c == 'u'
            && previous == Some('v')
            && out.len() >= 2
            && matches!(out.get(out.len() - 2), Some('a' | 'i'))
            && next.is_some_and(|n| !matches!(n, 'a' | 'i' | 'u'));
        if filler {
            continue;
        }
        if previous != Some(c) && !(c == 't' && previous == Some('t')) {
            out.push(c);
        }
    }
    let mut key = String::with_capacity(out.len() + 4);
    for c in out {
        match c {
            'S' => key.push_str("sh"),
            'Z' => key.push_str("zh"),
            'C' => key.push_str("ch"),
            other => key.push(other),
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
