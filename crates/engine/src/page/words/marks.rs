//! Words that tell a line's place by themselves: who speaks to the reader, who comments, which picture is shown.
//!
//! Takes rows of `page-labels`, gives answers on one line.

use super::{Label, Words, hash, last_word, words};
use crate::text::fold;
use rustc_hash::FxHashSet;

/// Words at the start of a caption among which a picture is named.
const PICTURE: usize = 12;
/// Bytes of a verb before its ending, two letters at least.
const LETTERS: usize = 4;

#[derive(Default)]
pub(super) struct Marks {
    /// Imperatives, and endings of one.
    requests: Vec<Box<str>>,
    endings: Vec<Box<str>>,
    /// Verbs that open a comment: "Name says:".
    says: FxHashSet<Box<str>>,
    /// Two words that may open a caption: "in this".
    shows: FxHashSet<(u64, u64)>,
    /// "of", as in "1 of 5".
    of: FxHashSet<Box<str>>,
}

impl Marks {
    /// Keeps a row; false when it is of another kind.
    pub(super) fn add(&mut self, kind: &str, form: &str) -> bool {
        match kind {
            // kept with the function words
            "you" => {}
            "request" => match form.strip_prefix('-') {
                Some(ending) => self.endings.push(ending.into()),
                None => self.requests.push(form.into()),
            },
            "says" => {
                self.says.insert(form.into());
            }
            "shows" => {
                let mut parts = form.split(' ').map(hash);
                self.shows.extend(parts.next().zip(parts.next()));
            }
            "of" => {
                self.of.insert(form.into());
            }
            _ => return false,
        }
        true
    }
}

impl Words {
    /// "Name says:" opens a comment.
    pub(in crate::page) fn opens_comment(&self, line: &str) -> bool {
        line.len() <= 80 && line.ends_with(':') && self.marks.says.contains(fold(last_word(line)).as_str())
    }

    /// "In this photo of 12 May …": two words that may open a caption, and the name of a picture soon after.
    pub(in crate::page) fn shows_picture(&self, text: &str) -> bool {
        let mut line = words(text).take(PICTURE).map(|(_, _, word)| word);
        let (Some(first), Some(second)) = (line.next(), line.next()) else { return false };
        self.marks.shows.contains(&(hash(first), hash(second)))
            && line.any(|word| self.label(&fold(word)) == Some(Label::Caption))
    }

    /// "Image 1 of 5", "1/5": a picture among others.
    pub(in crate::page) fn counts_pictures(&self, text: &str) -> bool {
        if text.len() > 32 || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let runs: Vec<&str> = words(text).map(|(_, _, word)| word).collect();
        let number = |word: &&str| word.parse::<u16>().ok();
        let numbers: Vec<u16> = runs.iter().filter_map(number).collect();
        let of = text.contains('/') || runs.iter().any(|word| self.marks.of.contains(fold(word).as_str()));
        matches!(numbers.as_slice(), [a, b] if a <= b && *a > 0) && of && runs.len() <= 4
    }

    /// Begins with an imperative: "Subscribe to our letter", «Читайте нас в телеграме».
    pub(in crate::page) fn is_request(&self, text: &str) -> bool {
        let Some((_, _, word)) = words(text).next() else { return false };
        let ends = |ending: &str| word.len() > ending.len() + LETTERS && word.ends_with(ending);
        self.marks.endings.iter().any(|ending| ends(ending))
            || self.marks.requests.iter().any(|form| form.eq_ignore_ascii_case(word))
    }
}
