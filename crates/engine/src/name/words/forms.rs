//! Case forms of words that the tables give in one form only.
//!
//! Takes folded words, gives every form their endings allow. Never looks at a table.

use crate::model::Gender;
use crate::text::fold;

/// "бел(о|а)рус(ск)" → the four spellings; "казахськ|казахстанськ" → two.
pub(in crate::name) fn expand(cell: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    let mut pieces = Vec::new();
    for (i, c) in cell.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            '|' if depth == 0 => {
                pieces.push(cell.get(start..i).unwrap_or(""));
                start = i + 1;
            }
            _ => {}
        }
    }
    pieces.push(cell.get(start..).unwrap_or(""));
    for piece in pieces {
        let mut ways = vec![String::new()];
        let mut rest = piece;
        while let Some((before, tail)) = rest.split_once('(') {
            let (inner, after) = tail.split_once(')').unwrap_or((tail, ""));
            ways = ways
                .iter()
                .flat_map(|way| inner.split('|').map(move |choice| format!("{way}{before}{choice}")))
                .collect();
            rest = after;
        }
        out.extend(ways.into_iter().map(|way| fold(&format!("{way}{rest}"))).filter(|w| !w.is_empty()));
    }
    out
}

/// Adjective endings of a Cyrillic language; longest first is not needed, the set is searched whole.
pub(in crate::name) fn adjective_endings(language: u8) -> &'static [&'static str] {
    match language {
        0 => &[
            "ий", "ій", "а", "я", "е", "є", "і", "ого", "ього", "ої", "ьої", "ому", "ьому", "им", "ім", "ою",
            "ьою", "у", "ю", "их", "іх", "ими", "іми", "ім", "ою",
        ],
        1 => &[
            "ий", "ый", "ой", "ая", "яя", "ое", "ее", "ие", "ые", "ого", "его", "ому", "ему", "им", "ым",
            "ом", "ем", "ей", "ую", "юю", "их", "ых", "ими", "ыми", "ою",
        ],
        2 => &[
            "ы", "і", "ая", "яя", "ае", "яе", "ія", "ыя", "ага", "яга", "аму", "яму", "ым", "ім", "ай", "яй",
            "ую", "юю", "ых", "іх", "ымі", "імі", "ой", "ае",
        ],
        _ => &[],
    }
}

pub(super) const DEMONYM_ENDINGS: &[&str] = &[
    "", "а", "у", "ові", "ом", "ем", "єм", "ам", "е", "і", "и", "ы", "ів", "їв", "ов", "ев", "аў", "ами",
    "амі", "ах", "ец", "ець", "ин", "ін", "ина", "іна", "ину", "іну", "ином", "інам", "ка", "ки", "кі", "ці",
    "ку", "кою", "кой", "кай", "ок", "кам", "я", "ю", "ям", "ями", "ях", "ею", "цю", "ця", "цем", "ци", "цы",
    "цев", "цам", "цами", "цах", "ыня",
];

/// The word has the ending of an attributive adjective of a Cyrillic language, with a stem of some length.
pub(in crate::name) fn is_adjective(word: &str, language: u8) -> bool {
    let long: &[&str] = match language {
        0 => &[
            "ий", "ій", "ого", "ої", "ому", "им", "ою", "их", "ими", "ська", "ське", "ські", "ську", "цька",
            "цьке", "цькі", "цьку", "на", "не", "ні", "ну", "ній",
        ],
        1 => &[
            "ий", "ый", "ой", "ая", "яя", "ое", "ее", "ие", "ые", "ого", "его", "ому", "ему", "им", "ым",
            "ую", "их", "ых", "ими", "ыми", "ей",
        ],
        2 => &[
            "скі", "цкі", "ны", "вы", "ая", "яя", "ае", "ія", "ыя", "ага", "яга", "аму", "яму", "ым", "ім",
            "ай", "яй", "ую", "ых", "іх", "ымі", "імі", "ой",
        ],
        _ => return false,
    };
    word.chars().count() >= 5 && long.iter().any(|e| word.ends_with(e))
}

pub(in crate::name) fn adjective_forms(word: &str, language: u8) -> Vec<String> {
    let mut endings: Vec<&str> = adjective_endings(language).to_vec();
    endings.sort_by_key(|e| std::cmp::Reverse(e.len()));
    let Some(stem) = endings.iter().find_map(|e| word.strip_suffix(e)).filter(|s| s.chars().count() >= 2)
    else {
        return vec![word.to_owned()];
    };
    let mut forms: Vec<String> = endings.iter().map(|e| [stem, e].concat()).collect();
    forms.push(word.to_owned());
    forms.sort();
    forms.dedup();
    forms
}

/// Forms of a title noun when the pack gives none: usual noun endings on its stem.
pub(in crate::name) fn title_forms(word: &str, language: u8) -> Vec<String> {
    if is_adjective(word, language)
        && (word.ends_with('й') || word.ends_with("ая") || word.ends_with("чы") || word.ends_with("вы"))
    {
        return adjective_forms(word, language);
    }
    let endings: &[&str] = match language {
        0 => &[
            "", "а", "я", "у", "ю", "ові", "еві", "ом", "ем", "єм", "і", "ї", "и", "ів", "їв", "ам", "ям",
            "ами", "ями", "ах", "ях", "ою", "ею", "ії", "ії", "ію", "ією", "е", "о",
        ],
        1 => &[
            "", "а", "я", "у", "ю", "ом", "ем", "е", "и", "ы", "ов", "ев", "ей", "ам", "ям", "ами", "ями",
            "ах", "ях", "ой", "о",
        ],
        _ => &[
            "", "а", "я", "у", "ю", "ам", "ем", "е", "і", "ы", "аў", "яў", "амі", "ямі", "ах", "ях", "ай",
            "ой", "о",
        ],
    };
    let mut forms = vec![word.to_owned()];
    for (nominative, oblique) in [("ець", "ц"), ("єць", "йц"), ("ок", "к"), ("ец", "ц")] {
        if let Some(stem) = word.strip_suffix(nominative) {
            forms.extend(endings.iter().skip(1).map(|e| format!("{stem}{oblique}{e}")));
            return forms;
        }
    }
    let stem = word.trim_end_matches(['а', 'я', 'ь', 'й', 'о', 'е', 'є']);
    let hard = word.chars().next_back().is_some_and(|c| !"аяьйоеє".contains(c));
    forms.extend(endings.iter().filter(|e| !(e.is_empty() && !hard)).map(|e| format!("{stem}{e}")));
    // feminine -ка: -ці, -цы
    if let Some(stem) = word.strip_suffix("ка") {
        forms.push(format!("{stem}{}", if language == 2 { "цы" } else { "ці" }));
        forms.push(format!("{stem}ок"));
    }
    forms.sort();
    forms.dedup();
    forms
}

/// A form that only the plural has.
pub(in crate::name) fn is_plural_form(form: &str, lemma: &str, language: u8) -> bool {
    if form == lemma {
        return false;
    }
    match language {
        0 => {
            ["и", "ів", "їв", "ам", "ям", "ами", "ями", "ах", "ях"].iter().any(|e| form.ends_with(e))
                && !lemma.ends_with('а')
        }
        1 => {
            ["ы", "и", "ов", "ев", "ам", "ям", "ами", "ями", "ах", "ях"].iter().any(|e| form.ends_with(e))
                && !lemma.ends_with('а')
        }
        2 => {
            ["ы", "і", "аў", "яў", "амі", "ямі", "ах", "ях"].iter().any(|e| form.ends_with(e))
                && !lemma.ends_with('а')
        }
        _ => form.ends_with('s') || form.ends_with("men"),
    }
}

/// The gender that a verb in the past shows by its shape; nothing for other words and for plurals.
pub(in crate::name) fn past_gender(folded: &str, language: u8) -> Option<Gender> {
    let reflexive = ["ся", "сь", "ца"].iter().find_map(|end| folded.strip_suffix(end));
    let verb = reflexive.unwrap_or(folded);
    let man: &[&str] = match language {
        0 => &["ав", "ив", "ів", "їв", "ув", "яв", "йшов", "ішов"],
        1 => &["ал", "ил", "ел", "ул", "ыл", "ял"],
        2 => &["аў", "іў", "ыў", "еў", "уў", "яў", "йшоў", "эў"],
        _ => return None,
    };
    let long = folded.chars().nth(3).is_some();
    match () {
        () if !long => None,
        () if verb.ends_with("ла") => Some(Gender::Feminine),
        () if man.iter().any(|end| verb.ends_with(end)) => Some(Gender::Masculine),
        () => None,
    }
}

/// The shape of a verb in the past plural.
pub(in crate::name) fn past_plural(folded: &str, language: u8) -> bool {
    let reflexive = ["ся", "сь"].iter().find_map(|end| folded.strip_suffix(end));
    let verb = reflexive.unwrap_or(folded);
    let end = match language {
        0 | 1 => "ли",
        2 => "лі",
        _ => return false,
    };
    folded.chars().nth(4).is_some() && verb.ends_with(end)
}

/// A folded name with its capitals.
pub(in crate::name) fn title_case(folded: &str) -> String {
    let mut start = true;
    folded
        .chars()
        .map(|c| {
            let out = if start { c.to_uppercase().next().unwrap_or(c) } else { c };
            start = matches!(c, ' ' | '-');
            out
        })
        .collect()
}

/// The id part of a name: Latin letters as they stand, others by their sounds.
pub fn name_slug(name: &str) -> String {
    let cyrillic = name.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}'));
    if cyrillic { super::super::key::slug(name) } else { latin_slug(name) }
}

/// "New Zealand" → "new-zealand".
pub(in crate::name) fn latin_slug(name: &str) -> String {
    let mut out = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'a'..='z' | '0'..='9' => out.push(c),
            'é' | 'è' | 'ë' => out.push('e'),
            'ü' => out.push('u'),
            'ö' | 'ô' | 'ó' => out.push('o'),
            'å' | 'á' | 'ã' => out.push('a'),
            'ç' => out.push('c'),
            'í' => out.push('i'),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.trim_end_matches('-').to_owned()
}
