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
    /// The word folded for look-ups (see `fold`); punctuation as it stands.
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

/// Lower case; ё→е; one apostrophe; accents, soft hyphens dropped; Latin look-alikes inside a Cyrillic word mapped.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    let mut cyrillic = false;
    let mut latin = false;
    for c in word.chars() {
        if is_ignorable(c) {
            continue;
        }
        if is_apostrophe(c) {
            folded.push('\'');
            continue;
        }
        cyrillic |= matches!(c, '\u{400}'..='\u{52f}');
        latin |= c.is_ascii_alphabetic();
        for lower in c.to_lowercase() {
            folded.push(if lower == 'ё' { 'е' } else { lower });
        }
    }
    if cyrillic && latin { unmix(&folded) } else { folded }
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
    let mut out = Vec::with_capacity(text.len() / 6);
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |i: usize| chars.get(i).map_or('\0', |&(_, c)| c);
    let pos = |i: usize| chars.get(i).map_or(text.len(), |&(p, _)| p);
    let mut i = 0;
    while i < chars.len() {
        let c = at(i);
        let start = i;
        if c.is_whitespace() || is_ignorable(c) {
            i += 1;
            continue;
        }
        let kind = if c.is_alphabetic() {
            i += 1;
            while i < chars.len() {
                let d = at(i);
                let joins = d.is_alphanumeric() || is_ignorable(d);
                let next = at(i + 1);
                let inner = (is_apostrophe(d) && next.is_alphabetic())
                    || (matches!(d, '-' | '\u{2010}' | '\u{2011}') && next.is_alphanumeric())
                    || (d == '.'
                        && next.is_lowercase()
                        && at(i.wrapping_sub(1)).is_alphabetic()
                        && is_domain_like(&chars, i))
                    || (d == '.'
                        && next.is_uppercase()
                        && at(i.wrapping_sub(2)).is_alphabetic()
                        && at(i.wrapping_sub(1)).is_lowercase()
                        && at(i + 2).is_lowercase());
                if joins || inner { i += 1 } else { break }
            }
            TokenKind::Word
        } else if c.is_numeric() {
            i += 1;
            while i < chars.len() {
                let d = at(i);
                let inner = matches!(d, '.' | ',' | ':' | '/') && at(i + 1).is_numeric();
                if d.is_numeric() || inner { i += 1 } else { break }
            }
            // "120-й", "24TV": digits that go on as a word
            if at(i).is_alphabetic() || (at(i) == '-' && at(i + 1).is_alphabetic()) {
                while at(i).is_alphanumeric() || (at(i) == '-' && at(i + 1).is_alphanumeric()) {
                    i += 1;
                }
                TokenKind::Word
            } else {
                TokenKind::Number
            }
        } else {
            i += 1;
            // "--" and "..." are one mark
            while matches!(c, '-' | '.') && at(i) == c {
                i += 1;
            }
            TokenKind::Punctuation
        };
        let (a, b) = (pos(start), pos(i));
        let piece = text.get(a..b).unwrap_or("");
        let folded = if kind == TokenKind::Punctuation { piece.into() } else { fold(piece).into_boxed_str() };
        out.push(Token { span: Span::new(offset + a, offset + b), kind, folded });
    }
    out
}

/// "ТСН.ua", "Gazeta.ru": a dot inside a word before a short run of Latin letters.
fn is_domain_like(chars: &[(usize, char)], dot: usize) -> bool {
    let tail = chars.iter().skip(dot + 1).map(|&(_, c)| c).take_while(|c| c.is_alphanumeric());
    let tail: Vec<char> = tail.collect();
    (2..=4).contains(&tail.len()) && tail.iter().all(char::is_ascii_lowercase)
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
    fn folding_unifies_spelling() {
        assert_eq!(fold("Прем’єр"), "прем'єр");
        assert_eq!(fold("Ещё"), "еще");
        assert_eq!(fold("Тiхановська"), "тіхановська");
    }
}
