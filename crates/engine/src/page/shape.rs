//! What one piece of a page looks like, seen alone.
//!
//! Takes its text, gives counts and marks: length, how it ends, what label it carries, whether it is a date line.

use super::words::{Label, Words, pair, plain_io};
use crate::date::{self, DateExpression, Precision};
use crate::text::{is_apostrophe, is_dash, is_letter, is_letter_or_digit, lower, plain_lower};
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// How a piece ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Stop,
    /// "?" or "!": ends sentences and headlines alike.
    Call,
    /// "...": a sentence left open, by its writer or by a program.
    Cut,
    /// ":" or ";" or ",": something follows.
    Open,
    Bare,
}

#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// Code points.
    pub(super) chars: usize,
    pub(super) words: usize,
    pub(super) end: End,
    pub(super) label: Option<Label>,
    /// The piece is nothing but its label.
    pub(super) whole: bool,
    /// A date and little else.
    pub(super) dateline: bool,
    /// Begins with a date.
    pub(super) dated: bool,
    /// A time of day and little else.
    pub(super) clock: bool,
    pub(super) bullet: bool,
    /// The bullet is a dash before a capital: speech as often as a list.
    pub(super) dashed: bool,
    /// Menu words or short bits between separators.
    pub(super) menu: bool,
    /// Hash of its letters and digits; equal for pieces that say the same.
    pub(super) key: u64,
    /// "… – Name Surname" at the end.
    pub(super) signed: bool,
    /// "2 hours ago" and little else.
    pub(super) ago: bool,
    /// "Name says:": a comment follows.
    pub(super) says: bool,
    /// Speaks to the reader outside quotation marks.
    pub(super) addresses: bool,
    /// "Image 1 of 5".
    pub(super) counter: bool,
    /// Begins with its number in a list: "2. ".
    pub(super) numbered: bool,
    /// Made of the words of terms of use.
    pub(super) terms: bool,
    /// Holds two such words and is short.
    pub(super) rules: bool,
    pub(super) quoted: bool,
    /// A sentence ends within it (short pieces only).
    pub(super) sentences: bool,
    /// Long, ends bare and holds a full stop or two commas.
    pub(super) marked: bool,
    /// Words that are function words of a language we read.
    pub(super) function: usize,
    /// Words that begin with a capital.
    pub(super) capitals: usize,
    /// Words that begin with a digit.
    pub(super) numbers: usize,
    /// Hash of its first two words, behind the label of a byline, where both begin with a capital: of a name, perhaps.
    pub(super) opening: Option<u64>,
    /// A comma stands behind the first two words.
    pub(super) listed: bool,
    /// Ends bare and gives a telephone number.
    pub(super) telephone: bool,
    /// The dates of a short piece that may hold one with its year.
    pub(super) dates: Vec<DateExpression>,
    /// Hashes after each of the first letters and digits, to compare beginnings.
    starts: Vec<u32>,
}

/// The full stop of Chinese and Japanese.
const WIDE_STOP: char = '。';
/// Lines longer than this (bytes) are prose: no date line, no menu.
pub(super) const SHORT: usize = 400;
/// Letters and digits whose running hashes are kept.
const STARTS: usize = 120;
/// Words of the longest line that says how long ago something was.
const AGO: usize = 7;
/// Code points of the shortest and of the longest request to the reader.
const REQUEST: (usize, usize) = (20, 200);
/// Code points of the shortest paragraph without a full stop at its end.
const MENU_LINE: usize = 250;
/// Code points of the shortest terms of use.
const LONG: usize = 60;
/// Words of a piece looked at for words of a menu, and for words of terms of use.
const MENU: usize = 60;
const TERMS: usize = 300;
/// Digits of the shortest telephone number with its area.
const TELEPHONE: usize = 9;
/// Letters of the longest function word looked up.
const LONGEST_FUNCTION: usize = 8;

impl Shape {
    pub(super) fn new(text: &str, words: &Words) -> Self {
        let ending = end(text);
        let stops = matches!(ending, End::Stop | End::Call | End::Cut);
        let counts = Counts::of(text, words, text.len() <= SHORT && !stops);
        let Counts { chars, words: mut count, .. } = counts;
        // scripts without spaces: two characters make a word on average
        if text.ends_with(WIDE_STOP) {
            count = count.max(chars / 2);
        }
        let labelled = words.read(text, counts.first, counts.last);
        let mut shape = Shape {
            chars,
            words: count,
            end: ending,
            label: None,
            whole: false,
            dateline: false,
            dated: false,
            clock: is_clock(text, count),
            bullet: starts_with_bullet(text),
            dashed: text.starts_with(is_dash)
                && text.chars().find(|c| is_letter(*c)).is_some_and(char::is_uppercase),
            menu: false,
            key: counts.key.finish(),
            signed: false,
            terms: false,
            rules: false,
            ago: false,
            numbered: starts_with_number(text),
            counter: counts.numbers == 2 && count <= 4 && words.counts_pictures(text),
            says: words.opens_comment(text),
            addresses: (REQUEST.0..=REQUEST.1).contains(&chars)
                && (counts.you > 0 || words.is_request(text))
                && !text.contains(['"', '«', '“', '„', '”', '‘']),
            quoted: text.starts_with(['"', '«', '“', '„']),
            sentences: text.len() <= (if ending == End::Bare { 2 * SHORT } else { SHORT })
                && holds_stop(text),
            marked: ending == End::Bare
                && chars >= MENU_LINE
                && (text.matches(", ").nth(1).is_some() || holds_stop(text)),
            function: counts.function,
            capitals: counts.capitals,
            numbers: counts.numbers,
            opening: counts.two.filter(|_| counts.two_capitals),
            listed: counts.listed,
            telephone: counts.numbers > 0
                && ending == End::Bare
                && text.len() <= SHORT
                && has_telephone(text),
            dates: Vec::new(),
            starts: counts.starts,
        };
        if text.len() <= SHORT {
            // only a day with digits counts here
            let dates = if date::may_hold_year(text)
                || count <= AGO && text.len() <= 2 * LONG && counts.numbers > 0 && ending == End::Bare
            {
                date::find(text, 0, &words.dates)
            } else {
                Vec::new()
            };
            let whole: Vec<_> =
                dates.iter().filter(|d| d.precision >= Precision::Day && d.relative.is_none()).collect();
            let covered: usize = dates.iter().map(|d| d.span.len()).sum();
            let letters = text.len().saturating_sub(covered);
            shape.dateline =
                !whole.is_empty() && letters <= 40.max(covered / 2) && chars <= 90 && shape.end != End::Stop;
            let all: usize = dates.iter().filter(|d| d.relative.is_some()).map(|d| d.span.len()).sum();
            shape.ago = all > 0 && text.len() <= all + 20 && shape.end != End::Stop;
            shape.dated = whole.first().is_some_and(|d| d.span.start() <= 4);
            shape.menu = is_menu(text, (counts.menu, counts.words.min(MENU)), &shape);
            shape.signed = is_signed(text);
            shape.dates = dates;
        }
        if shape.chars >= LONG {
            let all = counts.words.min(TERMS);
            shape.rules = counts.terms >= 2 && counts.terms * 12 >= all;
            shape.terms = counts.terms >= 3 && counts.terms * 10 >= all;
        }
        if text.len() <= SHORT && text.contains('©') {
            shape.label = Some(Label::Notice);
        } else if let Some(label) = labelled.label {
            let rest = text.get(labelled.rest..).unwrap_or("");
            shape.whole = labelled.whole;
            if labelled.whole || accepts(label, rest, &shape) {
                shape.label = Some(label);
            }
        }
        if shape.label == Some(Label::Byline) {
            shape.opening = super::words::opening(text.get(labelled.rest..).unwrap_or(""));
        }
        if shape.label.is_none()
            && text.len() <= 2 * SHORT
            && (credited(text, &shape, words) || chars >= LONG && words.shows_picture(text))
        {
            shape.label = Some(Label::Caption);
        }
        shape
    }

    /// `part` is the beginning of this piece, cut short (at least ten letters).
    pub(super) fn begins_with(&self, part: &Shape) -> bool {
        let n = part.starts.len();
        (10..STARTS).contains(&n) && self.starts.len() > n && self.starts.get(n - 1) == part.starts.last()
    }

    /// Reads like a paragraph.
    pub(super) fn body(&self) -> bool {
        match self.end {
            End::Stop | End::Call => self.chars >= 40 && self.words >= 5,
            End::Open => self.chars >= 60 && self.words >= 8,
            // a program cuts much sooner
            End::Cut => self.chars >= 500,
            // a long line without full stops and commas is a menu
            End::Bare => self.marked,
        }
    }

    /// "Name Surname" and nothing else.
    pub(super) fn names(&self) -> bool {
        self.end == End::Bare
            && (2..=4).contains(&self.words)
            && self.capitals == self.words
            && self.label.is_none()
    }

    /// "Name Surname, office": more words than a name, and few.
    pub(super) fn office(&self) -> bool {
        self.end == End::Bare
            && (3..=7).contains(&self.words)
            && self.chars <= 60
            && self.opening.is_some()
            && self.listed
            && self.label.is_none()
    }

    /// A result or a list of prices.
    pub(super) fn figures(&self) -> bool {
        self.numbers * 3 > self.words
    }

    /// Could be a headline of this or another story.
    pub(super) fn title(&self) -> bool {
        self.words >= 3
            && (15..=250).contains(&self.chars)
            && !self.dateline
            && !self.bullet
            && !self.menu
            && matches!(self.label, None | Some(Label::Video))
            && self.end != End::Open
    }
}

/// One pass over the characters of a piece.
#[derive(Default)]
struct Counts {
    chars: usize,
    words: usize,
    function: usize,
    capitals: usize,
    numbers: usize,
    /// Words that speak to the reader.
    you: usize,
    key: FxHasher,
    starts: Vec<u32>,
    word: FxHasher,
    /// Where the first word begins that is more than a number at the start, and its hash.
    first: Option<(usize, u64)>,
    /// Hash of the last word.
    last: u64,
    /// Hash of the first two words, and whether both begin with a capital.
    two: Option<u64>,
    two_capitals: bool,
    /// A comma stands behind them.
    listed: bool,
    /// Letters of the open word; none is open at zero.
    length: usize,
    /// First byte of the open word, and its first characters in lower case.
    start: usize,
    opening: [char; 2],
    /// Words of a menu among the first `MENU`, when `menus` are asked for.
    menu: usize,
    menus: bool,
    /// Words that terms of use are made of among the first `TERMS`, in a text that is long enough.
    terms: usize,
    long: bool,
}

impl Counts {
    fn of(text: &str, words: &Words, menus: bool) -> Self {
        let mut counts = Self {
            starts: Vec::with_capacity(text.len().min(STARTS)),
            long: text.len() >= LONG,
            menus,
            ..Self::default()
        };
        for (at, c) in text.char_indices() {
            counts.chars += 1;
            if let Some(small) = plain_lower(c) {
                counts.begin(at, c);
                counts.add(small);
                counts.mark();
            } else if is_letter_or_digit(c) {
                counts.begin(at, c);
                lower(c, |small| counts.add(small));
                counts.mark();
            } else if counts.length > 0 {
                if !(is_apostrophe(c) || c == '-') {
                    counts.close(text.get(counts.start..at).unwrap_or(""), Some(c), words);
                } else if counts.length == 1 && counts.opening[1] == '\0' {
                    counts.opening[1] = c;
                }
            }
        }
        if counts.length > 0 {
            counts.close(text.get(counts.start..).unwrap_or(""), None, words);
        }
        counts
    }

    /// A letter or digit comes: it may open a word.
    #[inline]
    fn begin(&mut self, at: usize, c: char) {
        if self.length == 0 {
            self.start = at;
            self.opening = ['\0'; 2];
            self.words += 1;
            self.capitals += usize::from(c.is_uppercase());
            self.numbers += usize::from(!matches!(c, '\u{400}'..='\u{52f}') && c.is_numeric());
            self.word = FxHasher::default();
        }
        self.length += 1;
    }

    /// One character of it in lower case.
    #[inline]
    fn add(&mut self, small: char) {
        self.key.write_u32(small as u32);
        self.word.write_u32(plain_io(small) as u32);
        if self.length <= 2
            && let Some(slot) = self.opening.iter_mut().find(|slot| **slot == '\0')
        {
            *slot = small;
        }
    }

    /// It is read.
    #[inline]
    fn mark(&mut self) {
        if self.starts.len() < STARTS {
            self.starts.push(self.key.finish() as u32);
        }
    }

    /// The open word ends; `after`: the character behind it.
    fn close(&mut self, word: &str, after: Option<char>, words: &Words) {
        let hash = self.word.finish();
        if self.first.is_none() && !(self.start == 0 && word.bytes().all(|byte| byte.is_ascii_digit())) {
            self.first = Some((self.start, hash));
        }
        if self.words == 2 {
            self.two = Some(pair(self.last, hash));
            self.two_capitals = self.capitals == 2;
            self.listed = after == Some(',');
        }
        self.last = hash;
        let menus = self.menus && self.words <= MENU;
        if menus || self.length <= LONGEST_FUNCTION {
            let kind = words.kind(hash);
            self.function += usize::from(kind.function);
            self.you += usize::from(kind.you);
            self.menu += usize::from(menus && kind.menu);
        }
        if self.long && self.words <= TERMS {
            self.terms += usize::from(words.is_term(self.opening, word));
        }
        self.length = 0;
    }
}

/// Ends with the credit of a picture: "… (Photo: A. Roe)" or "…. Photo: A. Roe".
fn credited(text: &str, shape: &Shape, words: &Words) -> bool {
    let caption = |word: &str| words.label(&crate::text::fold(word)) == Some(Label::Caption);
    let mut last_three = tails(text).take(3);
    let last = last_three.clone().next().and_then(|credit| credit.split_once(':'));
    if last.is_some_and(|(word, name)| name.len() <= 120 && caption(word)) {
        return true;
    }
    // "…. Photo A. Roe": the last words, and no sentence
    let opens = |credit: &str| super::words::words(credit).next().is_some_and(|(_, _, word)| caption(word));
    if shape.end == End::Bare && last_three.any(|tail| tail.len() <= 60 && opens(tail)) {
        return true;
    }
    let Some(body) = text.strip_suffix(')').or_else(|| text.strip_suffix(").")) else { return false };
    let Some(at) = body.rfind('(') else { return false };
    let credit = body.get(at + 1..).unwrap_or("");
    // "(PHOTO, VIDEO)" after a headline credits nobody
    let named = credit.contains([':', '/']) || credit.contains(" by ");
    credit.len() <= 120 && named && super::words::words(credit).take(3).any(|(_, _, word)| caption(word))
}

/// Nine digits or more, with nothing between them but what telephone numbers are written with.
fn has_telephone(text: &str) -> bool {
    let (mut digits, mut gap) = (0, 0);
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            (digits, gap) = (digits + 1, 0);
            if digits == TELEPHONE {
                return true;
            }
        } else if matches!(byte, b' ' | b'-' | b'(' | b')') && gap < 2 {
            gap += 1;
        } else {
            (digits, gap) = (0, 0);
        }
    }
    false
}

/// What stands behind each full stop and a space, the last first.
fn tails(text: &str) -> impl Iterator<Item = &str> + Clone {
    memchr::memrchr_iter(b'.', text.as_bytes()).filter_map(|at| text.get(at + 1..)?.strip_prefix(' '))
}

/// Whether what follows a label leaves it a label.
fn accepts(label: Label, rest: &str, shape: &Shape) -> bool {
    let marks = rest.trim_start();
    let colon = marks.starts_with([':', '|']) || marks.starts_with(|c| is_dash(c) && rest.starts_with(' '));
    let word = marks.trim_start_matches(|c: char| !is_letter_or_digit(c));
    let capital = marks.starts_with(|c: char| c.is_uppercase() || matches!(c, '«' | '"' | '“'));
    let upper = word.starts_with(|c: char| c.is_uppercase());
    let short = shape.chars <= 160;
    match label {
        Label::Related => {
            (colon && shape.chars <= 300) || (capital && shape.chars <= 250 && shape.end != End::Stop)
        }
        Label::Caption => {
            shape.chars <= 300
                && (marks.starts_with([':', '/', '|'])
                    || (short && upper && shape.end != End::Stop && shape.words <= 12))
        }
        Label::Byline => short && shape.words <= 14 && (colon || (upper && shape.end != End::Stop)),
        Label::Source | Label::Tags => short && colon,
        Label::Statistics | Label::Updated => {
            short && (colon || shape.dateline || word.starts_with(|c: char| c.is_ascii_digit()))
        }
        Label::Advert | Label::End | Label::Comments => colon && shape.words <= 6,
        Label::Share | Label::Social | Label::Navigation | Label::Video => shape.menu,
        Label::Notice => shape.chars <= 400,
        Label::Background => true,
        Label::About => short && shape.words <= 8 && upper && shape.end == End::Bare,
    }
}

fn end(text: &str) -> End {
    let body =
        text.trim_end_matches(['"', '”', '»', '“', ')', ']', '\'', '’', ' ', '\u{a0}', '」', '』', '）']);
    if body.ends_with('…') || body.ends_with("...") {
        End::Cut
    } else if body.ends_with(['.', WIDE_STOP]) {
        End::Stop
    } else if body.ends_with(['?', '!', '？', '！']) {
        End::Call
    } else if text.ends_with([':', ';', ',']) {
        End::Open
    } else {
        End::Bare
    }
}

/// A full stop behind four small letters or digits, and a capital after it.
fn holds_stop(text: &str) -> bool {
    memchr::memchr_iter(b'.', text.as_bytes()).any(|at| {
        let Some(after) = text.get(at + 1..).and_then(|rest| rest.strip_prefix(' ')) else { return false };
        let before = text.get(..at).unwrap_or("").trim_end_matches(['»', '"', '”', '“', ')']);
        let after = after.trim_start_matches(['«', '"', '“', '„', ' ']);
        after.starts_with(char::is_uppercase)
            && before.chars().rev().take_while(|c| c.is_lowercase() || c.is_numeric()).take(4).count() == 4
    })
}

pub(super) fn starts_with_bullet(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some('•' | '·' | '▪' | '●' | '◦' | '‣' | '■' | '►' | '▶' | '✓' | '✔' | '*') => {
            true
        }
        Some(c) if is_dash(c) => chars.next().is_some_and(char::is_whitespace),
        _ => false,
    }
}

/// "2. ", "2) ": at most two digits.
fn starts_with_number(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    (1..=2).contains(&(text.len() - rest.len())) && (rest.starts_with(". ") || rest.starts_with(") "))
}

/// "17:45", "16.21 BST": digits of an hour and a minute first, three words at most.
fn is_clock(text: &str, words: usize) -> bool {
    let mut marks = text.splitn(2, [':', '.']);
    let number =
        |part: &str, most: u32| part.len() <= 2 && part.parse::<u32>().is_ok_and(|value| value <= most);
    let hour = marks.next().is_some_and(|part| number(part, 24));
    let rest = marks.next().unwrap_or("");
    hour && words <= 4
        && rest.len() <= 24
        && rest.get(..2).is_some_and(|part| part.len() == 2 && number(part, 59))
        && !rest.chars().nth(2).is_some_and(|c| c.is_ascii_digit() || c == '.')
}

/// " / " counts once, " // " twice; one " // " alone parts a date from a name.
fn slashes(text: &str) -> usize {
    if memchr::memchr(b'/', text.as_bytes()).is_none() {
        return 0;
    }
    let double = text.matches(" // ").count();
    text.matches(" / ").count() + if double > 1 { 2 * double } else { 0 }
}

/// `menu`: words of a menu, and of how many.
fn is_menu(text: &str, (menu, all): (usize, usize), shape: &Shape) -> bool {
    if matches!(shape.end, End::Stop | End::Call | End::Cut) || shape.chars > 300 {
        return false;
    }
    let bytes = text.as_bytes();
    let marked =
        memchr::memchr3(b'|', b'>', b'\t', bytes).or_else(|| memchr::memchr3(b'/', 0xC2, 0xE2, bytes));
    let separators = if marked.is_none() {
        0
    } else {
        text.chars().filter(|c| matches!(c, '|' | '»' | '›' | '•' | '·' | '\t' | '>' | '→')).count()
            + slashes(text)
    } + text.matches("   ").count();
    if separators >= 2 && shape.words <= separators * 4 + 4 && !text.contains('«') {
        return true;
    }
    all >= 2 && menu >= 2 && menu * 5 >= all * 2
}

/// "A headline – Name Surname": two or three capitalised words after the last dash.
fn is_signed(text: &str) -> bool {
    // both dashes begin with this byte
    let dash = memchr::memrchr_iter(0xE2, text.as_bytes())
        .find_map(|at| Some((at, text.get(at..)?.strip_prefix(['–', '—'])?)));
    let Some((at, rest)) = dash else { return false };
    let mut count = 0;
    for word in rest.split_whitespace() {
        count += 1;
        if count > 4 || !word.starts_with(|c: char| c.is_uppercase()) || word.ends_with(['.', '!', '?']) {
            return false;
        }
    }
    (2..=4).contains(&count) && at > 20
}

#[cfg(test)]
mod tests;
