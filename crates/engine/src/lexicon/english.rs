//! Forms of an English word to one stem.

/// Light English stemming: plural and verb endings, doubled consonants, final e and y.
pub(crate) fn stem(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    if !word.is_ascii() || word.len() <= 3 {
        return word.to_owned();
    }
    let mut stem = word.to_owned();
    for ending in ["ingly", "ings", "ing", "edly", "ies", "ied", "es", "ed", "ly", "s"] {
        if let Some(head) = word.strip_suffix(ending)
            && head.len() >= 3
            && !(ending == "s" && head.ends_with('s'))
            && head.contains(['a', 'e', 'i', 'o', 'u', 'y'])
        {
            stem = head.to_owned();
            if matches!(ending, "ies" | "ied") {
                stem.push('y');
            }
            break;
        }
    }
    let bytes = stem.as_bytes();
    if let [.., a, b] = bytes
        && a == b
        && !matches!(b, b's' | b'l' | b'e' | b'o' | b'f' | b'z')
    {
        stem.pop();
    }
    if stem.len() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    if stem.len() > 3 && stem.ends_with('y') {
        stem.pop();
        stem.push('i');
    }
    stem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_forms_share_a_stem() {
        for group in [
            &["offer", "offers", "offered", "offering"][..],
            &["propose", "proposed", "proposing"],
            &["deny", "denied", "denies"],
            &["ban", "banned"],
        ] {
            let stems: Vec<String> = group.iter().map(|w| stem(w)).collect();
            assert!(stems.windows(2).all(|w| w[0] == w[1]), "{stems:?}");
        }
    }
}
