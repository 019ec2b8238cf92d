//! Which encoding bytes are in that are no UTF-8.
//!
//! Takes bytes, gives one of the code pages our languages were written in, or what Firefox's detector finds when none of
//! them fits. A code page fits when its letters are the frequent ones of Ukrainian, Russian and Belarusian and their case
//! is that of words. Only the first kilobytes of text are read: detection over a page costs as much as parsing it.

use crate::model::Origin;
use crate::text::{is_letter, is_letter_or_digit};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, IBM866, ISO_8859_5, KOI8_U, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC};

/// Bytes of text that decide.
const SAMPLE: usize = 4 << 10;
/// In order of trust: of two that fit as well the earlier one.
const PAGES: [&Encoding; 6] = [WINDOWS_1251, KOI8_U, ISO_8859_5, IBM866, X_MAC_CYRILLIC, WINDOWS_1252];
/// Mean weight of a letter above which a code page fits.
const FITS: f32 = 0.5;
/// The weight of the most frequent letter: no mean is above it.
const MOST: f32 = 3.0;
/// By how much another must fit better for a label to be called wrong.
const MARGIN: f32 = 1.5;
/// Letters that are enough to doubt a label.
const ENOUGH: usize = 12;

/// `labels`: what the transport and the page say, when that may be right.
pub(super) fn detect(
    bytes: &[u8],
    html: bool,
    labels: &[&'static Encoding],
    origin: &Origin,
) -> &'static Encoding {
    let label = labels.first().copied();
    // labels that are set by habit; nobody writes another by mistake
    if let Some(label) = label.filter(|label| !PAGES.contains(label)) {
        return label;
    }
    let sample = sample(bytes, html);
    let ranks = ranks();
    if let Some(label) = label.filter(|label| weight(label, &sample, &ranks).0 >= MOST - MARGIN) {
        return label;
    }
    let mut best: Option<(f32, &'static Encoding)> = None;
    let mut letters = 0;
    for encoding in labels.iter().copied().chain(PAGES) {
        let (weight, count) = weight(encoding, &sample, &ranks);
        letters = letters.max(count);
        // a label stands until a code page fits much better
        let better = best.is_none_or(|(top, held)| {
            if Some(held) == label { weight > top + MARGIN && weight >= FITS } else { weight > top }
        });
        if better {
            best = Some((weight, encoding));
        }
    }
    match (label, best) {
        (Some(label), _) if letters < ENOUGH => label,
        (label, Some((weight, found))) if weight >= FITS || Some(found) == label => found,
        _ => wide(bytes, origin.url.as_deref().unwrap_or("")).unwrap_or(WINDOWS_1251),
    }
}

/// What the detector of browsers finds among all encodings.
fn wide(bytes: &[u8], url: &str) -> Option<&'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let first = bytes.iter().position(|b| *b >= 0x80)?;
    let start = first.saturating_sub(SAMPLE / 4);
    detector.feed(bytes.get(start..bytes.len().min(start + SAMPLE))?, true);
    let domain = top_level(url);
    Some(detector.guess(domain.as_deref().map(str::as_bytes), Utf8Detection::Deny))
}

/// Last label of the host, when it is plain letters.
fn top_level(url: &str) -> Option<String> {
    let host = crate::page::meta::address::host(url)?;
    let label = host.rsplit('.').next()?;
    (label.len() <= 12 && label.bytes().all(|b| b.is_ascii_lowercase())).then(|| label.to_owned())
}

/// The first text with letters beyond ASCII: what stands between tags, outside scripts and styles.
fn sample(bytes: &[u8], html: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(SAMPLE);
    let mut rest = bytes;
    while out.len() < SAMPLE && !rest.is_empty() {
        let end = if html { memchr::memchr(b'<', rest).unwrap_or(rest.len()) } else { rest.len() };
        let (text, tag) = rest.split_at(end);
        if let Some(first) = text.iter().position(|b| *b >= 0x80) {
            let text = text.get(first.saturating_sub(64)..).unwrap_or(text);
            out.extend(text.iter().take(SAMPLE - out.len()));
            out.push(b'\n');
        }
        let body = |name: &[u8]| tag.get(1..=name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name));
        let skip = if body(b"script") || body(b"style") { &b"</"[..] } else { &b">"[..] };
        let next = tag.get(1..).and_then(|tag| memchr::memmem::find(tag, skip));
        rest = next.and_then(|at| tag.get(at + 1 + skip.len()..)).unwrap_or(&[]);
    }
    if out.is_empty() {
        let first = bytes.iter().position(|b| *b >= 0x80).unwrap_or(0);
        out.extend(bytes.iter().skip(first.saturating_sub(64)).take(SAMPLE));
    }
    out
}

/// Letters of Ukrainian, Russian and Belarusian from frequent to rare.
const FREQUENT: &str = "оаинеітсрвлкдмпуяызьбгчйхжшюцщєїўфэёґъ";

/// Mean weight of the characters beyond ASCII when the sample is read in an encoding, and how many letters there are.
fn weight(encoding: &'static Encoding, sample: &[u8], ranks: &Ranks) -> (f32, usize) {
    let (text, _) = encoding.decode_without_bom_handling(sample);
    let (mut sum, mut count, mut letters) = (0.0f32, 0usize, 0usize);
    let mut previous = ' ';
    let mut run = 0;
    for c in text.chars() {
        if c.is_ascii() {
            run = 0;
            previous = c;
            continue;
        }
        count += 1;
        letters += usize::from(is_letter(c));
        run = if is_letter(c) { run + 1 } else { 0 };
        sum += match c {
            '\u{400}'..='\u{52f}' => cyrillic(c, previous, ranks),
            _ if is_letter(c) => {
                // in Latin script such letters stand one by one between plain ones
                let alone = run == 1 && (previous.is_ascii_lowercase() || !is_letter_or_digit(previous));
                if alone && c.is_lowercase() { 2.0 } else { -2.0 }
            }
            '«' | '»' | '—' | '–' | '“' | '”' | '„' | '’' | '…' | '№' | '\u{a0}' => 1.0,
            '\u{fffd}' => -6.0,
            _ if is_letter(previous) => -3.0,
            _ => -1.0,
        };
        previous = c;
    }
    (if count == 0 { 0.0 } else { sum / count as f32 }, letters)
}

/// Place in `FREQUENT` of the letters U+0400 to U+04FF, capitals as their small ones.
type Ranks = [Option<u8>; 256];

fn ranks() -> Ranks {
    let mut ranks = [None; 256];
    for (rank, letter) in FREQUENT.chars().enumerate() {
        for c in letter.to_uppercase().chain([letter]) {
            if let Some(slot) = ranks.get_mut(c as usize - 0x400) {
                *slot = Some(rank as u8);
            }
        }
    }
    ranks
}

fn cyrillic(c: char, previous: char, ranks: &Ranks) -> f32 {
    let rank = ranks.get(c as usize - 0x400).copied().flatten();
    let common = rank.map_or(-4.0, |rank| MOST - 4.0 * f32::from(rank) / 37.0);
    let case = match (c.is_uppercase(), previous.is_lowercase(), previous.is_uppercase()) {
        // a capital after a small letter
        (true, true, _) => -4.0,
        (true, _, true) => -1.5,
        _ => 0.0,
    };
    // a letter of another script right before it
    let mixed = if previous.is_ascii_alphabetic() { -2.0 } else { 0.0 };
    common + case + mixed
}
