//! One stem for all forms of a word, the same for pages and for questions.

/// The folded word without its ending.
pub fn stem(word: &str) -> String {
    reportedly_engine::text::fold(word)
}
