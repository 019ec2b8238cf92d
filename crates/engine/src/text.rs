//! Tokens and folding: the ground every later room stands on.
//!
//! Takes text, gives tokens with byte spans and folded words for matching. Folding never touches spans.

use crate::model::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with apostrophes and hyphens between letters (прем'єр, О'Нил, Міг-31) and dots between letters (ТСН.ua).
    Word,
    Number,
    Punctuation,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
    /// The word folded for look-ups (see `fold`); punctuation as it stands, but `''` is `"`.
    pub folded: Box<str>,
}

/// True for the marks that stand for an apostrophe inside a word.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`' | '‘' | '′')
}

/// True for combining accents and soft hyphens, which matching ignores.
pub fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{304}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Any dash that may stand between a quotation and its attribution.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '−' | '―' | '‒')
}

/// `char::is_alphabetic`, with ranges instead of tables for the scripts and marks that most pages are made of.
#[inline]
pub fn is_letter(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => true,
        '\0'..='\u{a9}' | '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphabetic(),
    }
}

/// `char::is_alphanumeric` by the same ranges.
#[inline]
pub fn is_letter_or_digit(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => true,
        '\0'..='\u{a9}' | '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// The small letter or digit, of the scripts that most pages are made of.
#[inline]
pub(crate) fn plain_lower(c: char) -> Option<char> {
    match c {
        'a'..='z' | '0'..='9' | 'а'..='џ' => Some(c),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        'А'..='Я' => char::from_u32(c as u32 + 32),
        'Ѐ'..='Џ' => char::from_u32(c as u32 + 80),
        _ => None,
    }
}

/// Hands on the characters of `char::to_lowercase`: most have one, found without a table.
#[inline]
pub fn lower(c: char, mut to: impl FnMut(char)) {
    match c {
        '\0'..='\u{7f}' => to(c.to_ascii_lowercase()),
        'а'..='џ' => to(c),
        'А'..='Я' => to(char::from_u32(c as u32 + 32).unwrap_or(c)),
        'Ѐ'..='Џ' => to(char::from_u32(c as u32 + 80).unwrap_or(c)),
        _ => c.to_lowercase().for_each(to),
    }
}

/// Lower case; ё→е; one apostrophe; accents, soft hyphens dropped; Latin look-alikes inside a Cyrillic word mapped.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// `fold` to the end of `folded`, which was empty or ends at a word.
pub fn fold_into(word: &str, folded: &mut String) {
    let start = folded.len();
    if word.is_ascii() && !word.contains('`') {
        folded.push_str(word);
        if let Some(added) = folded.get_mut(start..) {
            added.make_ascii_lowercase();
        }
        return;
    }
    if is_folded(word) {
        return folded.push_str(word);
    }
    let mut cyrillic = false;
    let mut latin = false;
    for c in word.chars() {
        // most words are plain: no tables are asked
        match c {
            'a'..='z' | 'A'..='Z' => {
                latin = true;
                folded.push(c.to_ascii_lowercase());
                continue;
            }
            'а'..='я' => {
                cyrillic = true;
                folded.push(c);
                continue;
            }
            'А'..='Я' => {
                cyrillic = true;
                folded.push(char::from_u32(c as u32 + 32).unwrap_or(c));
                continue;
            }
            _ => {}
        }
        if is_ignorable(c) {
            continue;
        }
        if is_apostrophe(c) {
            folded.push('\'');
            continue;
        }
        cyrillic |= matches!(c, '\u{400}'..='\u{52f}');
        latin |= c.is_ascii_alphabetic();
        lower(c, |small| folded.push(if small == 'ё' { 'е' } else { small }));
    }
    if cyrillic && latin {
        let plain = unmix(folded.get(start..).unwrap_or(""));
        folded.truncate(start);
        folded.push_str(&plain);
    }
}

/// All small Cyrillic letters of which folding changes none.
pub(crate) fn is_folded(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'а'..='я' | 'є' | 'і' | 'ї' | 'ў' | 'ґ'))
}

/// Maps Latin letters that look Cyrillic when most letters of the word are Cyrillic ("Тiхановская" with a Latin i).
fn unmix(word: &str) -> String {
    let cyrillic = word.chars().filter(|c| matches!(c, '\u{400}'..='\u{52f}')).count();
    let latin = word.chars().filter(char::is_ascii_alphabetic).count();
    if latin >= cyrillic {
        return word.to_owned();
    }
    word.chars()
        .map(|c| match c {
            'a' => 'а',
            'c' => 'с',
            'e' => 'е',
            'i' => 'і',
            'k' => 'к',
            'o' => 'о',
            'p' => 'р',
            'x' => 'х',
            'y' => 'у',
            other => other,
        })
        .collect()
}

/// Splits a piece of text into tokens; `offset` is added to every span. White space makes no token.
pub fn tokens(text: &str, offset: usize) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 8);
    let mut start = 0;
    while let Some(c) = at(text, start) {
        let first = start + c.len_utf8();
        if c.is_whitespace() || is_ignorable(c) {
            start = first;
            continue;
        }
        let (kind, end) = if is_letter(c) {
            (TokenKind::Word, word_end(text, first, c))
        } else if c.is_numeric() {
            number_end(text, first)
        } else {
            // "--" and "..." are one mark
            let mut end = first;
            while matches!(c, '-' | '.') && at(text, end) == Some(c) {
                end += 1;
            }
            // two typewriter apostrophes are one quotation mark
            if matches!(c, '\'' | '`') && at(text, end) == Some(c) {
                end += 1;
            }
            (TokenKind::Punctuation, end)
        };
        let piece = text.get(start..end).unwrap_or("");
        let folded = match piece {
            "''" | "``" => "\"".into(),
            _ if kind == TokenKind::Punctuation => piece.into(),
            _ => fold(piece).into_boxed_str(),
        };
        out.push(Token { span: Span::new(offset + start, offset + end), kind, folded });
        start = end;
    }
    out
}

/// The character at a byte position.
fn at(text: &str, position: usize) -> Option<char> {
    match text.as_bytes().get(position) {
        Some(&byte) if byte.is_ascii() => Some(char::from(byte)),
        Some(_) => text.get(position..)?.chars().next(),
        None => None,
    }
}

/// Where the word ends whose first letter `before` ends at `end`.
fn word_end(text: &str, mut end: usize, mut before: char) -> usize {
    let mut earlier = '\0';
    while let Some(c) = at(text, end) {
        let behind = end + c.len_utf8();
        if !(is_letter_or_digit(c) || is_ignorable(c)) {
            let next = at(text, behind).unwrap_or('\0');
            let inner = match c {
                '-' | '\u{2010}' | '\u{2011}' => is_letter_or_digit(next),
                '.' if next.is_lowercase() => is_letter(before) && is_domain_like(text, behind),
                // "Агентство.Новости", "Цензор.НЕТ"
                '.' if next.is_uppercase() => {
                    let second = at(text, behind + next.len_utf8());
                    is_letter(earlier) && before.is_lowercase() && second.is_some_and(is_letter)
                }
                _ => is_apostrophe(c) && is_letter(next),
            };
            if !inner {
                break;
            }
        }
        (earlier, before) = (before, c);
        end = behind;
    }
    end
}

/// Where the number ends whose first digit ends at `end`; "120-й" and "24TV" go on as words.
fn number_end(text: &str, mut end: usize) -> (TokenKind, usize) {
    let behind = |position: usize, c: char| at(text, position + c.len_utf8()).unwrap_or('\0');
    while let Some(c) = at(text, end) {
        let inner = matches!(c, '.' | ',' | ':' | '/') && behind(end, c).is_numeric();
        if !c.is_numeric() && !inner {
            break;
        }
        end += c.len_utf8();
    }
    let goes_on = |c: char| is_letter(c) || (c == '-' && is_letter(behind(end, c)));
    if !at(text, end).is_some_and(goes_on) {
        return (TokenKind::Number, end);
    }
    while let Some(c) = at(text, end) {
        if !(is_letter_or_digit(c) || (c == '-' && is_letter_or_digit(behind(end, c)))) {
            break;
        }
        end += c.len_utf8();
    }
    (TokenKind::Word, end)
}

/// "ТСН.ua", "Gazeta.ru": behind a dot inside a word a short run of small Latin letters.
fn is_domain_like(text: &str, mut position: usize) -> bool {
    let mut n = 0;
    while let Some(c) = at(text, position).filter(|c| is_letter_or_digit(*c)) {
        n += 1;
        if n > 4 || !c.is_ascii_lowercase() {
            return false;
        }
        position += 1;
    }
    n >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text, 0).iter().map(|t| t.span.of(text)).collect()
    }

    #[test]
    fn names_with_inner_marks_are_one_token() {
        assert_eq!(words("інтерв'ю ТСН.ua, Міг-31."), ["інтерв'ю", "ТСН.ua", ",", "Міг-31", "."]);
        assert_eq!(words("війни.Він прем’єр"), ["війни.Він", "прем’єр"]);
        assert_eq!(words("«так», -- сказаў"), ["«", "так", "»", ",", "--", "сказаў"]);
        assert_eq!(words("у 18:27 24 каналу"), ["у", "18:27", "24", "каналу"]);
    }

    #[test]
    fn outlets_and_numbers_keep_their_inner_marks() {
        assert_eq!(words("24TV і Цензор.НЕТ"), ["24TV", "і", "Цензор.НЕТ"]);
        assert_eq!(words("пише Агентство.Новости."), ["пише", "Агентство.Новости", "."]);
        assert_eq!(words("120-й, 3,5 %, 31.01.2025"), ["120-й", ",", "3,5", "%", ",", "31.01.2025"]);
        assert_eq!(
            words("А. Г. Орлов... О’Ніл – U.S."),
            ["А", ".", "Г", ".", "Орлов", "...", "О’Ніл", "–", "U", ".", "S", "."]
        );
        assert_eq!(words("с\u{301}лово-"), ["с\u{301}лово", "-"]);
    }

    #[test]
    fn ranges_say_what_the_tables_say() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c:?}");
            let mut small = String::new();
            lower(c, |c| small.push(c));
            assert_eq!(small, c.to_lowercase().collect::<String>(), "{c:?}");
            if let Some(plain) = plain_lower(c) {
                assert!(c.is_alphanumeric() && small.chars().eq([plain]), "{c:?}");
            }
        }
    }

    #[test]
    fn folding_unifies_spelling() {
        assert_eq!(fold("Прем’єр"), "прем'єр");
        assert_eq!(fold("Ещё"), "еще");
        assert_eq!(fold("Тiхановська"), "тіхановська");
    }
}
