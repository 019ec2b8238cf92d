//! `docs/scores.md`: regions between two comments, each written by the command it names.
//!
//! Takes the name of a region, the command and the text; leaves what other commands wrote.

use std::path::Path;

const HEAD: &str = "\
# Scores

Every table here was written by the command above it, in one run on one machine. Nothing is edited by hand.
";

/// Writes one region; the others stay.
pub(crate) fn write(root: &Path, region: &str, title: &str, command: &str, body: &str) -> Result<(), String> {
    let path = root.join("docs/scores.md");
    let old = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => HEAD.to_owned(),
        Err(error) => return Err(format!("{}: {error}", path.display())),
    };
    let text = format!("## {title}\n\n`{command}`\n\n{}\n", body.trim());
    let new = replace(&old, region, &text).map_err(|error| format!("{}: {error}", path.display()))?;
    std::fs::write(&path, new).map_err(|error| format!("{}: {error}", path.display()))?;
    eprintln!("written: {}", path.display());
    Ok(())
}

/// The text with the region replaced, or appended when it has none.
fn replace(old: &str, region: &str, text: &str) -> Result<String, String> {
    let (open, close) = (format!("<!-- {region}: written by a command -->"), format!("<!-- /{region} -->"));
    let block = format!("{open}\n{text}{close}\n");
    let Some(start) = old.find(&open) else {
        return Ok(format!("{}\n\n{block}", old.trim_end()));
    };
    let end = old[start..].find(&close).ok_or_else(|| format!("`{open}` without `{close}`"))?;
    let rest = old[start + end + close.len()..].trim_start_matches('\n');
    let gap = if rest.is_empty() { "" } else { "\n" };
    Ok(format!("{}{block}{gap}{rest}", &old[..start]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_appended_once_and_replaced_after() {
        let one = replace("# Scores\n", "pages", "first\n").expect("written");
        assert_eq!(one, "# Scores\n\n<!-- pages: written by a command -->\nfirst\n<!-- /pages -->\n");
        let two = replace(&one, "scorers", "table\n").expect("written");
        assert!(two.starts_with(&one) && two.ends_with("\ntable\n<!-- /scorers -->\n"), "{two}");
        let three = replace(&two, "pages", "second\n").expect("written");
        assert_eq!(three, two.replace("first", "second"));
        assert_eq!(replace(&three, "scorers", "table\n").as_deref(), Ok(three.as_str()));
    }

    #[test]
    fn a_region_that_does_not_end_is_an_error() {
        assert!(replace("<!-- pages: written by a command -->\n", "pages", "x").is_err());
    }
}
