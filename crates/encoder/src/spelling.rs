//! Which of many spellings of a word is likeliest, by the same model that cuts text into pieces.
//!
//! Takes a lattice of parts, gives one way through it. A beam of fixed width, so time grows with the length of the word only.

use crate::pieces::{Cut, Pieces, SPACE};

/// Spellings kept at each place of the word.
const WIDTH: usize = 24;

/// Longest word, in places; names of substances are shorter.
const LONGEST: usize = 40;

/// Letters that may stand for a stretch of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Place after the stretch, greater than where the part starts.
    pub end: usize,
    /// What stands for it.
    pub text: Box<str>,
}

pub(crate) fn likeliest(pieces: &Pieces, parts: &[Vec<Part>]) -> Option<String> {
    if parts.is_empty() || parts.len() > LONGEST {
        return None;
    }
    let mut start = Cut::new();
    start.push(SPACE, pieces);
    let mut places: Vec<Vec<Cut>> = vec![Vec::new(); parts.len() + 1];
    if let Some(first) = places.first_mut() {
        first.push(start);
    }
    for (at, from_here) in parts.iter().enumerate() {
        let here = places.get_mut(at).map(std::mem::take).map(best).unwrap_or_default();
        for part in from_here.iter().filter(|part| part.end > at) {
            let Some(there) = places.get_mut(part.end) else { continue };
            for cut in &here {
                let mut longer = cut.clone();
                for letter in part.text.chars() {
                    longer.push(letter, pieces);
                }
                there.push(longer);
            }
        }
    }
    let last = best(places.pop()?);
    last.first().map(|cut| cut.text().trim_start_matches(SPACE).to_owned())
}

/// The best few of one place, best first, each spelling once.
fn best(mut cuts: Vec<Cut>) -> Vec<Cut> {
    cuts.sort_by(|a, b| b.score().total_cmp(&a.score()).then_with(|| a.text().cmp(b.text())));
    cuts.dedup_by(|a, b| a.text() == b.text());
    cuts.truncate(WIDTH);
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(end: usize, text: &str) -> Part {
        Part { end, text: text.into() }
    }

    #[test]
    fn the_spelling_that_is_a_piece_wins() {
        let pieces =
            Pieces::new("\u{2581}\nк\nи\nт\nы\n\u{2581}кит", &[-3.0, -4.0, -4.0, -4.0, -4.0, -5.0], -20.0)
                .unwrap();
        let parts = [vec![part(1, "к")], vec![part(2, "ы"), part(2, "и")], vec![part(3, "т")]];
        assert_eq!(likeliest(&pieces, &parts).as_deref(), Some("кит"));
    }

    #[test]
    fn no_way_to_the_end_is_no_spelling() {
        let pieces = Pieces::new("a", &[-1.0], -9.0).unwrap();
        assert_eq!(likeliest(&pieces, &[vec![part(1, "a")], vec![]]), None);
        assert_eq!(likeliest(&pieces, &[vec![part(0, "a")]]), None);
        assert_eq!(likeliest(&pieces, &[]), None);
    }
}
