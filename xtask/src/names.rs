//! `cargo xtask names FILE`: the groups of names that cannot be seen from their sounds.
//!
//! Takes `person_names.txt` of rigour (lines `form, form, … => id`), writes `crates/engine/world/name-groups.txt`: of the
//! groups with Cyrillic and Latin spellings those words whose sounds alone do not join them. Never adds a name of its own.

use reportedly_engine::name::sounds_alike;
use std::path::Path;

/// Words that sound less alike than this need the table.
const CLEAR: f32 = 0.85;

pub(crate) fn run(arguments: &[String], root: &Path) -> Result<bool, String> {
    let [file] = arguments else {
        return Err("`cargo xtask names FILE` takes rigour's person_names.txt".to_owned());
    };
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let mut groups: Vec<String> = text.lines().filter_map(group).collect();
    groups.sort_unstable();
    groups.dedup();
    let target = root.join("crates/engine/world/name-groups.txt");
    let head = "# One name in several languages where its sounds do not tell; made by `cargo xtask names` of rigour's names.\n";
    let body = format!("{head}{}\n", groups.join("\n"));
    std::fs::write(&target, body).map_err(|error| format!("{}: {error}", target.display()))?;
    println!("{} groups in {}", groups.len(), target.display());
    Ok(true)
}

fn is_cyrillic(word: &str) -> bool {
    word.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}'))
}

/// The words of a line that its sounds do not join; `None` when they all do.
fn group(line: &str) -> Option<String> {
    let (forms, _) = line.rsplit_once("=>")?;
    let plain = |word: &&str| {
        let letters = || word.chars().filter(|c| *c != '\'' && *c != '’');
        let cyrillic = letters().all(|c| matches!(c, 'а'..='я' | 'ё' | 'є' | 'і' | 'ї' | 'ґ' | 'ў'));
        let latin = letters().all(|c| matches!(c, 'a'..='z' | 'ß'..='ÿ' | 'ā'..='ž' | 'ș' | 'ț'));
        letters().count() > 1 && (cyrillic || latin)
    };
    let words: Vec<&str> = forms.split(',').map(str::trim).filter(plain).collect();
    let unclear =
        |a: &&str| words.iter().any(|b| is_cyrillic(a) != is_cyrillic(b) && sounds_alike(a, b) < CLEAR);
    let mut kept: Vec<&str> = words.iter().filter(|word| unclear(word)).copied().collect();
    kept.sort_unstable();
    kept.dedup();
    (!kept.is_empty()).then(|| kept.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_sounds_do_not_tell_is_kept() {
        assert_eq!(group("petrenko, петренко => Q1"), None);
        assert_eq!(group("hugues, юг => Q3").as_deref(), Some("hugues,юг"));
        assert_eq!(group("hugues, 휴그 => Q4"), None);
    }
}
