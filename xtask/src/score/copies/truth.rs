//! What a copy is, counted without the engine's keys: word 4-grams that two texts share.

use super::Post;
use reportedly_engine::text::{TokenKind, tokens};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Words of a shingle.
const WORDS: usize = 4;
/// Posts beyond which a shingle says nothing.
const FREQUENT: usize = 60;
/// Shingles that the smaller post of a pair must have left.
const LEAST: usize = 8;
/// Posts that make a line furniture.
const FURNITURE: usize = 3;
/// Minutes between two posts of a pair.
const WINDOW: i64 = 72 * 60;

/// Minutes since 1970 of an RFC 3339 time; its zone is UTC.
pub(super) fn minutes(time: &str) -> i64 {
    let part = |from: usize, to: usize| time.get(from..to).and_then(|t| t.parse::<i64>().ok()).unwrap_or(0);
    let (year, month, day) = (part(0, 4), part(5, 7), part(8, 10));
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469;
    days * 1440 + part(11, 13) * 60 + part(14, 16)
}

pub(super) struct Shingles {
    times: Vec<i64>,
    all: Vec<BTreeSet<u64>>,
    rare: Vec<BTreeSet<u64>>,
}

fn shingles(text: &str) -> BTreeSet<u64> {
    let words: Vec<Box<str>> =
        tokens(text, 0).into_iter().filter(|t| t.kind != TokenKind::Punctuation).map(|t| t.folded).collect();
    let one = |words: &[Box<str>]| {
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        hasher.finish()
    };
    words.windows(WORDS).map(one).collect()
}

/// The text of each post without its outlet's furniture: lines that stand word for word in three or more posts of the outlet
/// whose other lines differ.
pub(super) fn own_lines(posts: &[Post]) -> Vec<String> {
    let mut rests: HashMap<(&str, &str), BTreeSet<String>> = HashMap::new();
    let lines =
        |post: &'_ Post| -> Vec<String> { post.text.lines().map(|line| line.trim().to_owned()).collect() };
    for post in posts {
        for line in post.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let rest = lines(post).into_iter().filter(|other| other != line).collect::<String>();
            rests.entry((&post.outlet, line)).or_default().insert(rest);
        }
    }
    let own = |post: &Post| {
        let kept = post.text.lines().map(str::trim).filter(|line| {
            rests.get(&(post.outlet.as_str(), *line)).is_none_or(|rests| rests.len() < FURNITURE)
        });
        kept.collect::<Vec<_>>().join("\n")
    };
    posts.iter().map(own).collect()
}

impl Shingles {
    /// `texts` are those of the posts, or parts of them.
    pub(super) fn new(posts: &[Post], texts: &[String]) -> Self {
        let all: Vec<BTreeSet<u64>> = texts.iter().map(|text| shingles(text)).collect();
        let mut count: HashMap<u64, usize> = HashMap::new();
        for shingle in all.iter().flatten() {
            *count.entry(*shingle).or_default() += 1;
        }
        let rare = |set: &BTreeSet<u64>| {
            set.iter().copied().filter(|s| count.get(s).is_some_and(|n| *n <= FREQUENT)).collect()
        };
        let rare = all.iter().map(rare).collect();
        Self { times: posts.iter().map(|post| minutes(&post.published)).collect(), all, rare }
    }

    /// Real copies, the smaller index first.
    pub(super) fn pairs(&self) -> Vec<(usize, usize)> {
        let mut lists: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        for (at, set) in self.rare.iter().enumerate().filter(|(_, set)| set.len() >= LEAST) {
            for shingle in set {
                lists.entry(*shingle).or_default().push(at);
            }
        }
        let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for list in lists.values() {
            for (nth, &b) in list.iter().enumerate() {
                for &a in &list[..nth] {
                    if (self.times[a] - self.times[b]).abs() <= WINDOW {
                        *shared.entry((a, b)).or_default() += 1;
                    }
                }
            }
        }
        let copies =
            shared.into_iter().filter(|((a, b), n)| 2 * n >= self.rare[*a].len().min(self.rare[*b].len()));
        copies.map(|(pair, _)| pair).collect()
    }

    /// Share of the smaller one's shingles that a text and a post have in common.
    pub(super) fn contained(&self, text: &str, post: usize) -> f64 {
        let (own, other) = (shingles(text), &self.all[post]);
        let smaller = own.len().min(other.len()).max(1);
        own.intersection(other).count() as f64 / smaller as f64
    }
}
