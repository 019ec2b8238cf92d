//! Copies altered on purpose, the same in every run.

use super::Post;
use sha2::{Digest, Sha256};

/// Posts altered.
const SOURCES: usize = 300;
/// Words of a post that is altered.
const LONG: usize = 80;

pub(super) const ALTERATIONS: [&str; 6] =
    ["lead_only", "embedded", "replaced_20", "reordered", "shortened", "boilerplate"];

/// What outlets put around a text.
const BEFORE: [&str; 2] =
    ["Главные события дня на одной странице", "Реклама. Читайте также другие материалы раздела"];
const AFTER: [&str; 3] = [
    "Подписывайтесь на наш канал и следите за новостями",
    "Если вы нашли ошибку в тексте, выделите её и нажмите две клавиши",
    "При перепечатке ссылка на сайт обязательна",
];

fn number(seed: &str) -> u64 {
    let digest = Sha256::digest(seed.as_bytes());
    digest.iter().take(8).fold(0, |n, byte| n << 8 | u64::from(*byte))
}

fn long(post: &Post) -> bool {
    post.text.split_whitespace().count() >= LONG
}

/// Which posts are altered.
pub(super) fn sources(posts: &[Post]) -> Vec<usize> {
    let mut ranked: Vec<(u64, usize)> =
        posts.iter().enumerate().filter(|(_, p)| long(p)).map(|(at, p)| (number(&p.id), at)).collect();
    ranked.sort_unstable();
    let mut chosen: Vec<usize> = ranked.into_iter().take(SOURCES).map(|(_, at)| at).collect();
    chosen.sort_unstable();
    chosen
}

/// Another long post, from some way off.
fn another(at: usize, posts: &[Post]) -> Option<&Post> {
    let start = at + 1 + number(&format!("host {at}")) as usize % posts.len().max(1);
    let places = (0..posts.len()).map(|step| (start + step) % posts.len()).filter(|&other| other != at);
    places.filter_map(|other| posts.get(other)).find(|post| long(post))
}

/// Sentences with the line breaks behind them.
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut marks = text.char_indices().peekable();
    while let Some((at, c)) = marks.next() {
        let next = marks.peek().map(|(_, c)| *c);
        let ends = c == '\n' || matches!(c, '.' | '!' | '?') && next.is_none_or(char::is_whitespace);
        if ends {
            out.push(&text[start..at + c.len_utf8()]);
            start = at + c.len_utf8();
        }
    }
    out.push(&text[start..]);
    out.retain(|sentence| !sentence.trim().is_empty());
    out
}

/// One altered copy of a post.
pub(super) fn alter(kind: &str, at: usize, posts: &[Post]) -> Option<String> {
    let text = posts.get(at)?.text.as_str();
    Some(match kind {
        // the first sentences, up to a quarter of the words and no fewer than thirty
        "lead_only" => {
            let least = (text.split_whitespace().count() / 4).max(30);
            let mut lead = String::new();
            for sentence in sentences(text) {
                lead.push_str(sentence);
                if lead.split_whitespace().count() >= least {
                    break;
                }
            }
            lead
        }
        // whole, between the halves of another post
        "embedded" => {
            let host = sentences(&another(at, posts)?.text);
            let (before, after) = host.split_at(host.len() / 2);
            format!("{}\n{text}\n{}", before.concat(), after.concat())
        }
        // one word in five is a word of another post
        "replaced_20" => {
            let others: Vec<&str> = another(at, posts)?.text.split_whitespace().collect();
            let word = |(nth, word): (usize, &'_ str)| {
                let dice = number(&format!("word {at} {nth}"));
                let other = others.get((dice >> 8) as usize % others.len().max(1)).copied();
                if dice.is_multiple_of(5) { other.unwrap_or(word).to_owned() } else { word.to_owned() }
            };
            let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
            let mut nth = 0;
            let mut out = String::new();
            for line in lines {
                for piece in line {
                    out.push_str(&word((nth, piece)));
                    out.push(' ');
                    nth += 1;
                }
                out.push('\n');
            }
            out
        }
        // paragraphs (sentences, where there are fewer than three) from the last to the first
        "reordered" => {
            let mut parts: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
            if parts.len() < 3 {
                parts = sentences(text);
            }
            parts.reverse();
            parts.join("\n")
        }
        // every second sentence is left out
        "shortened" => sentences(text).into_iter().step_by(2).collect::<Vec<_>>().concat(),
        // the first line doubled, the outlet's own lines around
        "boilerplate" => {
            let first = text.lines().next().unwrap_or_default();
            format!("{}\n{first}\n{text}\n{}", BEFORE.join("\n"), AFTER.join("\n"))
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alterations_keep_something_and_are_the_same_every_time() {
        let text = |n: usize| {
            (0..100)
                .map(|w| format!("слово{n}х{w}{}", if w % 10 == 9 { "." } else { "" }))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let post = |n: usize| Post {
            id: format!("p/{n}"),
            outlet: "o".to_owned(),
            published: String::new(),
            text: text(n),
        };
        let posts = [post(0), post(1)];
        assert_eq!(sources(&posts), [0, 1]);
        for kind in ALTERATIONS {
            let copy = alter(kind, 0, &posts).expect(kind);
            assert_ne!(copy, posts[0].text, "{kind}");
            assert!(copy.contains("слово0х"), "{kind}");
            assert_eq!(alter(kind, 0, &posts).as_ref(), Some(&copy));
        }
        let replaced = alter("replaced_20", 0, &posts).expect("altered");
        let foreign = replaced.matches("слово1х").count();
        assert!((8..=32).contains(&foreign), "{foreign}");
        assert_eq!(alter("reordered", 0, &posts).expect("altered").matches("слово0х").count(), 100);
    }
}
