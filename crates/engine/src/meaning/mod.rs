//! A sentence to a direction of meaning that its translations share.
//!
//! Takes text and its language, gives a vector of the encoder, which reads Russian and English: Ukrainian and Belarusian
//! are read through Russian words first. Vectors propose what may be alike; whether it is so, the corpus room decides.

mod russian;

pub use reportedly_encoder::{Encoder, Error, Vector, WIDTH};
pub use russian::Words;

use crate::lexicon::Lexicon;
use crate::model::Language;
use russian::Speller;

/// Reads sentences one after another and remembers how their words are spelled.
pub struct Reader<'a> {
    encoder: &'a Encoder,
    speller: Speller<'a>,
}

impl<'a> Reader<'a> {
    pub fn new(encoder: &'a Encoder, words: &'a Words, lexicon: &'a Lexicon) -> Self {
        Self { encoder, speller: Speller::new(encoder, words, lexicon) }
    }

    /// One vector for each text, in order; what a text gets does not depend on those before it.
    pub fn vectors(&mut self, texts: &[(&str, Language)]) -> Vec<Vector> {
        let read: Vec<String> =
            texts.iter().map(|(text, language)| self.speller.spell(text, *language)).collect();
        self.encoder.encode(&read.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// The same as they come back from where they are kept (`Vector::to_bytes`): linking uses no others, so that it does not
    /// matter which texts were read before.
    pub fn kept(&mut self, texts: &[(&str, Language)]) -> Vec<Vector> {
        self.vectors(texts).into_iter().map(Vector::rounded).collect()
    }

    /// The text as the encoder gets it: as it is, or in Russian words.
    pub fn spelled(&mut self, text: &str, language: Language) -> String {
        self.speller.spell(text, language)
    }
}

/// The encoder built into the program.
///
/// # Errors
///
/// When the weights are not what this version expects; a build that passed its tests has right ones.
pub fn encoder() -> Result<Encoder, Error> {
    Encoder::new(reportedly_encoder::WEIGHTS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Packs;

    fn spelled(language: &str, text: &str) -> String {
        let packs = Packs::embedded();
        let (encoder, words, lexicon) = (encoder().unwrap(), Words::new(&packs), Lexicon::new(&packs));
        Reader::new(&encoder, &words, &lexicon).spelled(text, Language::new(language))
    }

    #[test]
    fn kindred_words_are_respelled_and_others_replaced() {
        assert_eq!(spelled("uk", "Президент сказав, що закон старий"), "Президент сказал, что закон старый");
        assert_eq!(spelled("be", "Прэзідэнт сказаў, што закон"), "Президент сказал, что закон");
        // no Russian word is spelled like them
        assert_eq!(spelled("uk", "громадянин"), "гражданин");
        assert_eq!(spelled("be", "здзек"), "издевательство");
    }

    #[test]
    fn other_languages_stay_as_they_are() {
        for (language, text) in
            [("ru", "Мост «закрыт» — 5 мая."), ("en", "The bridge is closed."), ("uk", "5 %, «»!")]
        {
            assert_eq!(spelled(language, text), text);
        }
    }

    #[test]
    fn the_same_said_in_two_languages_is_nearer_than_something_else() {
        let packs = Packs::embedded();
        let (encoder, words, lexicon) = (encoder().unwrap(), Words::new(&packs), Lexicon::new(&packs));
        let mut reader = Reader::new(&encoder, &words, &lexicon);
        let english = "The mayor closed the old bridge after the flood.";
        for (language, same, other) in [
            ("uk", "Мер закрив старий міст після повені.", "Акції молокозаводу зросли на чотири відсотки."),
            ("be", "Мэр закрыў стары мост пасля паводкі.", "Акцыі малаказавода выраслі на чатыры працэнты."),
        ] {
            let code = Language::new(language);
            let vectors = reader.vectors(&[(english, Language::new("en")), (same, code), (other, code)]);
            let near = vectors[0].cosine(&vectors[1]);
            assert!(near > 0.6 && near > vectors[0].cosine(&vectors[2]) + 0.3, "{language}: {near}");
        }
    }
}
