//! A sentence to a direction of meaning that its translations share.
//!
//! Takes text and its language, gives a vector of the encoder, which reads Russian and English: Ukrainian and Belarusian
//! are read through Russian words first. Vectors propose what may be alike; whether it is so, the corpus room decides.

mod russian;

pub use reportedly_encoder::{Encoder, Error, Vector};
pub use russian::Words;

use crate::model::Language;
use russian::Speller;

/// Reads sentences one after another and remembers how their words are spelled.
pub struct Reader<'a> {
    encoder: &'a Encoder,
    speller: Speller<'a>,
}

impl<'a> Reader<'a> {
    pub fn new(encoder: &'a Encoder, words: &'a Words) -> Self {
        Self { encoder, speller: Speller::new(encoder, words) }
    }

    /// One vector for each text, in order; what a text gets does not depend on those before it.
    pub fn vectors(&mut self, texts: &[(&str, Language)]) -> Vec<Vector> {
        let read: Vec<String> =
            texts.iter().map(|(text, language)| self.speller.spell(text, *language)).collect();
        self.encoder.encode(&read.iter().map(String::as_str).collect::<Vec<_>>())
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
