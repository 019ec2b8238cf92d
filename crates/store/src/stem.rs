//! One stem for all forms of a word, the same for pages and for questions; and one key for a name in any script.
//!
//! Takes a word, gives a folded beginning. A light stemmer: it drops the endings of nouns and adjectives and knows no words,
//! so it errs towards too much in common; search shows the original words and puts exact forms first. Never used for spans.

use reportedly_engine::text::fold;

/// Endings of Cyrillic nouns and adjectives in uk, ru and be, longest first within each length.
const ENDINGS: &[&str] = &[
    "иями", "іями", "ьому", "ього", "ьою", "ями", "ами", "ьми", "ого", "его", "ому", "ему", "ага", "яга",
    "аму", "яму", "ими", "ыми", "іми", "їми", "ымі", "імі", "ією", "ией", "иям", "іям", "иях", "іях", "ах",
    "ях", "ам", "ям", "ом", "ем", "єм", "ём", "ім", "їм", "им", "ым", "ой", "ей", "єй", "ою", "ею", "єю",
    "ий", "ій", "ый", "ої", "ая", "яя", "ое", "ее", "ую", "юю", "ые", "ие", "их", "ых", "іх", "їх", "ыя",
    "ія", "ия", "ию", "ии", "ії", "ію", "ая", "яе", "ае", "а", "я", "о", "е", "є", "и", "і", "ї", "ы", "у",
    "ю", "э", "ь", "й",
];
/// Endings of datives and genitive plurals that are also ends of surnames and towns, so only off long stems.
const LONG: &[&str] = &["ові", "еві", "єві", "ів", "їв", "ов", "ев", "єв", "оў", "аў", "яў"];
const ENGLISH: &[(&str, &str)] =
    &[("'s", ""), ("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")];

/// The folded word without its ending.
pub fn stem(word: &str) -> String {
    let mut word = fold(word);
    let cyrillic = word.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}'));
    if !cyrillic {
        english(&mut word);
        return word;
    }
    let dative = LONG.iter().take(3).find(|ending| leaves(&word, ending, 5));
    if let Some(ending) = dative.or_else(|| ENDINGS.iter().find(|ending| leaves(&word, ending, 3))) {
        word.truncate(word.len() - ending.len());
    }
    if let Some(ending) = LONG.iter().find(|ending| leaves(&word, ending, 5)) {
        word.truncate(word.len() - ending.len());
    }
    word.truncate(word.trim_end_matches(['ь', 'й']).len());
    single_end(&mut word);
    open_vowel(&mut word);
    word
}

fn leaves(word: &str, ending: &str, least: usize) -> bool {
    word.strip_suffix(ending).is_some_and(|rest| rest.chars().count() >= least)
}

/// "Білоруссю" and "Білорусь", "Росс-" and "Рос-": one consonant at the end.
fn single_end(word: &mut String) {
    let mut last = word.chars().rev();
    if let (Some(a), Some(b)) = (last.next(), last.next())
        && a == b
        && word.chars().count() > 3
    {
        word.pop();
    }
}

/// Ukrainian і of a closed syllable is о or є in an open one: Київ, Києва; Харків, Харкова.
fn open_vowel(word: &mut String) {
    let mut last = word.char_indices().rev();
    let (Some((_, end)), Some((at, vowel))) = (last.next(), last.next()) else { return };
    let open = match vowel {
        'і' => 'о',
        'ї' => 'є',
        _ => return,
    };
    if !"аеєиіїоуюяыэё".contains(end) {
        word.truncate(at);
        word.push(open);
        word.push(end);
    }
}

fn english(word: &mut String) {
    for (ending, instead) in ENGLISH {
        if leaves(word, ending, 3) && !(*ending == "s" && word.ends_with("ss")) {
            word.truncate(word.len() - ending.len());
            word.push_str(instead);
            if *ending != "'s" {
                break;
            }
        }
    }
    word.truncate(word.trim_end_matches('\'').len());
    if word.chars().count() > 3 && word.ends_with('e') {
        word.pop();
    }
}

/// What a name sounds like in any script: "Олександр", "Александр" and "Alexander" share no key, but "Петренко", "Петренка"
/// and "Petrenko" do. `None` when too little is left to tell names apart.
pub(crate) fn sound(word: &str) -> Option<String> {
    let folded = stem(word);
    let letters: Vec<char> = folded.chars().collect();
    let mut out = String::new();
    let mut i = 0;
    let at = |i: usize| letters.get(i).copied().unwrap_or('\0');
    while i < letters.len() {
        let (latin, used) = match (at(i), at(i + 1), at(i + 2)) {
            ('s', 'h', 'c') => ("s", 4),
            ('t', 'c', 'h') => ("c", 3),
            ('k', 'h', _) => ("g", 2),
            ('z', 'h', _) | ('s', 'h', _) => ("s", 2),
            ('c', 'h', _) | ('t', 's', _) => ("c", 2),
            ('p', 'h', _) => ("f", 2),
            (c, _, _) => (one(c), 1),
        };
        if !(latin.len() == 1 && out.ends_with(latin)) {
            out.push_str(latin);
        }
        i += used;
    }
    // "ya", "ia", "iu": the glide is written in many ways
    let mut key = String::with_capacity(out.len());
    let mut letters = out.chars().peekable();
    while let Some(c) = letters.next() {
        let next = letters.peek().copied().unwrap_or('\0');
        if c == 'e' && matches!(next, 'a' | 'u') || key.ends_with(c) {
            continue;
        }
        key.push(c);
    }
    let key = key.trim_end_matches(['a', 'e', 'u']).to_owned();
    (key.len() >= 4).then_some(key)
}

fn one(c: char) -> &'static str {
    match c {
        'а' | 'a' | 'о' | 'o' | 'я' => "a",
        'б' | 'b' => "b",
        'в' | 'v' | 'w' | 'ў' => "v",
        'г' | 'ґ' | 'х' | 'g' | 'h' => "g",
        'д' | 'd' => "d",
        'е' | 'є' | 'э' | 'и' | 'і' | 'ї' | 'й' | 'ы' | 'e' | 'i' | 'y' | 'j' => "e",
        'ж' | 'з' | 'z' | 'ш' | 'щ' | 'с' | 's' => "s",
        'к' | 'k' | 'c' | 'q' => "k",
        'л' | 'l' => "l",
        'м' | 'm' => "m",
        'н' | 'n' => "n",
        'п' | 'p' => "p",
        'р' | 'r' => "r",
        'т' | 't' => "t",
        'у' | 'u' | 'ю' => "u",
        'ф' | 'f' => "f",
        'ц' | 'ч' => "c",
        'x' => "ks",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(words: &[&str]) {
        let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
        assert!(stems.windows(2).all(|pair| pair.first() == pair.last()), "{words:?} -> {stems:?}");
    }

    #[test]
    fn case_forms_share_a_stem() {
        same(&["Лукашенко", "Лукашенком", "Лукашенка", "ЛУКАШЕНКУ"]);
        same(&["Лукашэнка", "Лукашэнкі", "Лукашэнку", "Лукашэнкам"]);
        same(&["Зеленський", "Зеленського", "Зеленським", "Зеленському"]);
        same(&["Иванов", "Иванова", "Ивановым", "Иванову"]);
        same(&["Київ", "Києва", "Києві", "Києву"]);
        same(&["Харків", "Харкова", "Харкові"]);
        same(&["чиновник", "чиновників", "чиновникам", "чиновники"]);
        same(&["переговоры", "переговоров", "переговорам"]);
        same(&["Білорусь", "Білорусі", "Білоруссю"]);
        same(&["propose", "proposed", "proposes", "proposing"]);
        same(&["pact", "pacts", "pact's"]);
    }

    #[test]
    fn different_words_stay_apart() {
        for (a, b) in [("Петров", "Пётр"), ("пакт", "пак"), ("мир", "мор"), ("war", "was")]
        {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }

    #[test]
    fn a_name_sounds_the_same_in_every_script() {
        for names in [
            ["Лукашенко", "Лукашэнка", "Lukashenka"],
            ["Зеленський", "Зеленский", "Zelenskyi"],
            ["Щербак", "Шчарбак", "Shcherbak"],
            ["Цепкало", "Цапкала", "Tsepkalo"],
            ["Хоменко", "Хоменка", "Khomenko"],
        ] {
            let [a, _, c] = names.map(sound);
            assert_eq!(a, c, "{names:?}");
            assert!(a.is_some());
        }
        assert_eq!(sound("Ян"), None);
    }
}
