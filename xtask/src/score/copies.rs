//! `copies`: posts with outlet and time, as bare texts. Are real copies found, from few candidates; are copies that were altered
//! on purpose; and is the first of two told apart?
//!
//! PATH is `posts.jsonl` or `.jsonl.gz` (`{"id","outlet","published","text"}` a line), or a folder with `posts.jsonl.gz`.
//!
//! Real copies: pairs within 72 hours of which the smaller has half or more of its word 4-grams in the other. 4-grams of more
//! than 60 posts are left out, lines that an outlet puts under its posts (`truth::own_lines`), and pairs whose smaller post
//! has fewer than eight 4-grams left. A pair is found when the corpus room gives an edge between the two, or between their
//! word-for-word twins. "With furniture" is the same with those lines left in.
//!
//! Altered copies: of 300 posts of at least 80 words, chosen by a hash, six alterations each (`alter`), added to all posts
//! without a time. A pair is right when it leads to the post that was altered, or to one that exactly contains a tenth or
//! more of the copy's 4-grams or is so contained.
//!
//! Direction never gets its answer: for real pairs the reasons taken from times are left out and the times are the truth;
//! altered copies have no time.

mod alter;
mod truth;

use super::{Context, Figure, Outcome, hash};
use alter::{ALTERATIONS, alter};
use reportedly_engine::corpus::{self, CopyClass, CopyEdge};
use reportedly_engine::model::Document;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use truth::{Shingles, minutes};

/// One post of the set.
pub(crate) struct Post {
    pub(crate) id: String,
    pub(crate) outlet: String,
    pub(crate) published: String,
    pub(crate) text: String,
}

/// Posts of a file, in its order.
pub(crate) fn posts(path: &Path) -> Result<Vec<Post>, String> {
    let path = if path.is_dir() { path.join("posts.jsonl.gz") } else { path.to_owned() };
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut text = String::new();
    let read = if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text)
    } else {
        bytes.as_slice().read_to_string(&mut text)
    };
    read.map_err(|error| format!("{}: {error}", path.display()))?;
    let rows = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    rows.map(|(number, line)| {
        let value: Value = serde_json::from_str(line)
            .map_err(|error| format!("{}:{}: {error}", path.display(), number + 1))?;
        let field = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        Ok(Post {
            id: field("id"),
            outlet: field("outlet"),
            published: field("published"),
            text: field("text"),
        })
    })
    .collect()
}

pub(crate) fn document(post: &Post) -> Document {
    corpus::bare(&post.id, &post.text, Some(&post.outlet), Some(&post.published))
}

/// Part of whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Share {
    part: usize,
    whole: usize,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.part += usize::from(right);
        self.whole += 1;
    }
    fn value(self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }
    fn text(self) -> String {
        let value = self.value().map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"));
        format!("{value} ({}/{})", self.part, self.whole)
    }
}

#[derive(Debug, Default)]
struct Real {
    posts: usize,
    candidates: usize,
    edges: usize,
    parents: usize,
    recall: Share,
    with_furniture: Share,
    direction: Share,
    misses: Vec<String>,
}

/// Each post by the one that stands for it and its word-for-word twins.
fn heads(edges: &[CopyEdge]) -> BTreeMap<&str, &str> {
    let mut heads: BTreeMap<&str, &str> = BTreeMap::new();
    for edge in edges.iter().filter(|e| e.class == CopyClass::Identical && e.contained == (1.0, 1.0)) {
        let head = heads.get(edge.a.as_str()).copied().unwrap_or(&edge.a);
        heads.insert(&edge.b, head);
    }
    heads
}

fn real(posts: &[Post], documents: &[Document], own: &Shingles, all: &Shingles) -> Real {
    let references: Vec<&Document> = documents.iter().collect();
    let found = corpus::copies(&references);
    let times: BTreeMap<&str, i64> =
        posts.iter().map(|post| (post.id.as_str(), minutes(&post.published))).collect();
    let mut real = Real {
        posts: posts.len(),
        candidates: found.candidates,
        edges: found.edges.len(),
        parents: found.parents.len(),
        ..Real::default()
    };
    // twins form a star around the earliest, whichever side of an edge that is on
    let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut pairs: BTreeSet<(&str, &str)> = BTreeSet::new();
    for edge in &found.edges {
        pairs.insert((&edge.a, &edge.b));
        pairs.insert((&edge.b, &edge.a));
        if edge.class == CopyClass::Identical {
            groups.entry(&edge.a).or_default().insert(&edge.b);
            groups.entry(&edge.b).or_default().insert(&edge.a);
        }
        let points: i32 =
            edge.direction.reasons.iter().filter(|r| r.kind != "time").map(|r| i32::from(r.points)).sum();
        let (Some(a), Some(b)) = (times.get(edge.a.as_str()), times.get(edge.b.as_str())) else { continue };
        if points.abs() >= corpus::DECIDES && (a - b).abs() > 10 {
            real.direction.add((points > 0) == (a < b));
        }
    }
    let near = |id| groups.get(id).into_iter().flatten().copied().chain([id]).collect::<Vec<&str>>();
    let hit = |(a, b): (usize, usize)| {
        let (Some(p), Some(q)) = (posts.get(a), posts.get(b)) else { return false };
        let theirs = near(q.id.as_str());
        near(p.id.as_str()).iter().any(|x| theirs.iter().any(|y| x == y || pairs.contains(&(*x, *y))))
    };
    for pair in own.pairs() {
        real.recall.add(hit(pair));
        if let (false, Some(p), Some(q)) = (hit(pair), posts.get(pair.0), posts.get(pair.1)) {
            real.misses.push(format!("{} – {}", p.id, q.id));
        }
    }
    for pair in all.pairs() {
        real.with_furniture.add(hit(pair));
    }
    real
}

#[derive(Clone, Copy, Debug, Default)]
struct Altered {
    recall: Share,
    precision: Share,
    direction: Share,
}

/// Finds the altered copies of one kind among all posts.
fn altered(
    kind: &str,
    posts: &[Post],
    documents: &[Document],
    shingles: &Shingles,
    misses: &mut Vec<String>,
) -> Altered {
    let sources = alter::sources(posts);
    let copies: Vec<Document> = sources
        .iter()
        .filter_map(|&at| {
            let text = alter(kind, at, posts)?;
            Some(corpus::bare(&format!("copy/{kind}/{at}"), &text, Some("copies"), None))
        })
        .collect();
    let references: Vec<&Document> = documents.iter().chain(&copies).collect();
    let found = corpus::copies(&references);
    let heads = heads(&found.edges);
    let at: BTreeMap<&str, usize> =
        posts.iter().enumerate().map(|(at, post)| (post.id.as_str(), at)).collect();
    let mut out = Altered::default();
    let mut hit: BTreeSet<usize> = BTreeSet::new();
    for edge in &found.edges {
        let (copy, other) = match (edge.a.starts_with("copy/"), edge.b.starts_with("copy/")) {
            (true, false) => (&edge.a, &edge.b),
            (false, true) => (&edge.b, &edge.a),
            _ => continue,
        };
        let Some(source) = copy.rsplit('/').next().and_then(|number| number.parse::<usize>().ok()) else {
            continue;
        };
        let Some(&post) = at.get(other.as_str()) else { continue };
        let head = |id: usize| posts.get(id).map(|p| heads.get(p.id.as_str()).copied().unwrap_or(&p.id));
        let own = post == source || head(post) == head(source);
        let text = copies.iter().find(|d| d.id == *copy).map_or("", |d| d.text.as_str());
        let right = own || shingles.contained(text, post) >= 0.1;
        out.precision.add(right);
        if !right {
            misses.push(format!("{kind}: {copy} is no copy of {other}: {:?} {:?}", edge.class, edge.why));
        }
        if own {
            hit.insert(source);
            if let Some(earlier) = &edge.earlier {
                out.direction.add(earlier != copy);
                if earlier == copy {
                    misses.push(format!("{kind}: {copy} is not before {other}: {:?}", edge.why));
                }
            }
        }
    }
    for source in sources {
        out.recall.add(hit.contains(&source));
        if !hit.contains(&source) {
            misses.push(format!("{kind}: copy of {source} not found"));
        }
    }
    out
}

struct Scores {
    real: Real,
    altered: Vec<(&'static str, Altered)>,
}

fn run(data: &Path, verbose: bool) -> Result<Scores, String> {
    let posts = posts(data)?;
    let documents: Vec<Document> = posts.iter().map(document).collect();
    let whole: Vec<String> = posts.iter().map(|post| post.text.clone()).collect();
    let shingles = Shingles::new(&posts, &whole);
    let own = Shingles::new(&posts, &truth::own_lines(&posts));
    let real = real(&posts, &documents, &own, &shingles);
    let mut misses = Vec::new();
    let altered = ALTERATIONS
        .iter()
        .map(|kind| (*kind, altered(kind, &posts, &documents, &shingles, &mut misses)))
        .collect();
    if verbose {
        for miss in real.misses.iter().chain(&misses) {
            eprintln!("{miss}");
        }
    }
    Ok(Scores { real, altered })
}

impl Scores {
    fn candidates(&self) -> f64 {
        self.real.candidates as f64 / self.real.posts.max(1) as f64
    }

    /// Direction of all altered copies.
    fn direction(&self) -> Share {
        self.altered.iter().fold(Share::default(), |sum, (_, a)| Share {
            part: sum.part + a.direction.part,
            whole: sum.whole + a.direction.whole,
        })
    }

    fn json(&self) -> Value {
        let direction = |share: Share| json!({"right": share.value(), "decided": share.whole});
        let altered: serde_json::Map<String, Value> = self
            .altered
            .iter()
            .map(|(name, a)| {
                let value = json!({
                    "recall": a.recall.value(), "precision": a.precision.value(), "copies": a.recall.whole,
                    "direction": direction(a.direction),
                });
                ((*name).to_owned(), value)
            })
            .collect();
        json!({
            "posts": self.real.posts,
            "real": {
                "recall": self.real.recall.value(), "pairs": self.real.recall.whole,
                "recall_with_furniture": self.real.with_furniture.value(),
                "candidates_a_page": self.candidates(), "edges": self.real.edges,
                "common_parents": self.real.parents, "direction": direction(self.real.direction),
            },
            "altered": altered,
            "direction": {"real": direction(self.real.direction), "altered": direction(self.direction())},
        })
    }

    fn print(&self) {
        println!(
            "{} posts: {} edges, {:.2} candidates a page, {} common parents",
            self.real.posts,
            self.real.edges,
            self.candidates(),
            self.real.parents
        );
        println!("{:22} {:>20} {:>20} {:>20}", "", "recall", "precision", "direction right");
        let real = &self.real;
        println!("{:22} {:>20} {:>20} {:>20}", "real", real.recall.text(), "", real.direction.text());
        println!("{:22} {:>20}", "real, with furniture", real.with_furniture.text());
        for (name, a) in &self.altered {
            let (recall, precision) = (a.recall.text(), a.precision.text());
            println!("{name:22} {recall:>20} {precision:>20} {:>20}", a.direction.text());
        }
    }
}

pub(super) fn show(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("corpora/copies")), Ok)?;
    let scores = run(&data, context.verbose)?;
    if context.json {
        println!("{:#}", scores.json());
    } else {
        scores.print();
    }
    Ok(())
}

pub(super) fn figures(_context: &Context, shared: &Path) -> Result<Outcome, String> {
    let data = shared.join("corpora/copies");
    let scores = run(&data, false)?;
    let figure = |name: &str, share: Share| Figure::share(name, "all", share.part, share.whole);
    // more is better: 100 up to two candidates a page
    let few = 100.0 * (2.0 / scores.candidates().max(2.0));
    let mut figures = vec![
        figure("real copies, recall", scores.real.recall),
        Figure::new("real copies, at most two candidates a page", "all", few)
            .detail(format!("{:.2}", scores.candidates())),
        figure("direction of real copies, of decided", scores.real.direction),
        figure("direction of altered copies, of decided", scores.direction()),
    ];
    for (name, a) in &scores.altered {
        figures.push(Figure::share("altered, recall", name, a.recall.part, a.recall.whole));
        figures.push(Figure::share("altered, precision", name, a.precision.part, a.precision.whole));
    }
    Ok(Outcome { scorer: "copies", corpus: hash(&data, |name| name.ends_with("posts.jsonl.gz"))?, figures })
}
