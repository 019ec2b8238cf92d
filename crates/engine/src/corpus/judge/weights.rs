//! Figures of a pair to how likely each relation is: gradient-boosted trees (Friedman 2001).
//!
//! Takes `world/relation-trees.tsv` (a row is a node), `world/relation-roles.tsv` (weights of the sentence vector for what a
//! statement sounds like) and `world/relation-pairs.tsv` (weights of the products and distances of two vectors for what the two are to
//! each other). All are fitted by `xtask/relations/fit.py` on the labelled statements in `xtask/relations/statements/`.

use super::{Reading, Relation};
use crate::meaning::Vector;
use crate::pack::{Packs, Row};

const RELATIONS: usize = Relation::ALL.len();

/// Steps from the root of a tree; they have at most eight leaves.
const DEEPEST: usize = 16;

/// A leaf leads to itself, so that all ways through a tree are of one length and the processor need not guess.
#[derive(Clone, Copy, Debug)]
struct Node {
    figure: u16,
    /// Left when the figure is not above the value; right else. Of a leaf, what it gives.
    left: u16,
    right: u16,
    value: f32,
}

#[derive(Clone, Debug)]
struct Tree {
    relation: usize,
    nodes: Vec<Node>,
    /// Steps to the deepest leaf.
    deep: usize,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Weights {
    /// Names of figures that the trees ask for, and the place each has among all.
    figures: Vec<Box<str>>,
    places: Vec<Option<usize>>,
    start: [f32; RELATIONS],
    trees: Vec<Tree>,
    /// Names of what a statement may sound like, its bias and its weights.
    roles: Vec<(Box<str>, f32, Vec<f32>)>,
    /// The same for two vectors: weights of their products, then of their distances.
    pairs: Vec<(Box<str>, f32, Vec<f32>)>,
}

fn number(cell: &str) -> f32 {
    cell.parse().unwrap_or(0.0)
}

impl Weights {
    pub(super) fn new(packs: &Packs) -> Self {
        let linear = |row: Row<'_>, name: &str| {
            let weights = row.get("weights").split(' ').map(number).collect();
            (row.get(name).into(), number(row.get("bias")), weights)
        };
        let roles = packs.world("relation-roles").rows().map(|row| linear(row, "role")).collect();
        let pairs = packs.world("relation-pairs").rows().map(|row| linear(row, "relation")).collect();
        let mut out = Self { roles, pairs, ..Self::default() };
        let mut last = None;
        for row in packs.world("relation-trees").rows() {
            let named = |relation: &Relation| relation.name() == row.get("relation");
            let Some(relation) = Relation::ALL.iter().position(named) else { continue };
            if row.get("tree") == "-" {
                if let Some(start) = out.start.get_mut(relation) {
                    *start = number(row.get("value"));
                }
                continue;
            }
            let this = Some((row.get("tree").to_owned(), relation));
            if this != last {
                out.trees.push(Tree { relation, nodes: Vec::new(), deep: 0 });
                last = this;
            }
            let place = out.trees.last().map_or(0, |tree| tree.nodes.len());
            let node = out.node(&row, place);
            if let Some(tree) = out.trees.last_mut() {
                tree.nodes.push(node);
            }
        }
        for tree in &mut out.trees {
            tree.deep = tree.steps(0, DEEPEST);
        }
        out
    }

    fn node(&mut self, row: &Row<'_>, place: usize) -> Node {
        let name = row.get("figure");
        if name.is_empty() {
            let itself = u16::try_from(place).unwrap_or(u16::MAX);
            return Node { figure: 0, left: itself, right: itself, value: number(row.get("value")) };
        }
        let figure = self.figures.iter().position(|known| **known == *name).unwrap_or_else(|| {
            self.figures.push(name.into());
            self.figures.len() - 1
        });
        let to = |column: &str| row.get(column).parse().unwrap_or(u16::MAX);
        let (left, right) = (to("left"), to("right"));
        let figure = u16::try_from(figure).unwrap_or(u16::MAX);
        Node { figure, left, right, value: number(row.get("threshold")) }
    }

    /// What a statement sounds like, a figure for each role.
    pub(super) fn roles(&self, vector: &Vector) -> Vec<f32> {
        let score = |bias: f32, weights: &[f32]| -> f32 {
            bias + weights.iter().zip(vector.numbers()).map(|(weight, number)| weight * number).sum::<f32>()
        };
        self.roles.iter().map(|(_, bias, weights)| score(*bias, weights)).collect()
    }

    /// What two statements sound like together, with its name.
    pub(super) fn together(&self, a: &Vector, b: &Vector) -> impl Iterator<Item = (&str, f32)> {
        let both = move || a.numbers().iter().zip(b.numbers());
        let products: Vec<f32> = both().map(|(x, y)| x * y).collect();
        let distances: Vec<f32> = both().map(|(x, y)| (x - y).abs()).collect();
        self.pairs.iter().map(move |(name, bias, weights)| {
            let numbers = products.iter().chain(&distances);
            (&**name, bias + weights.iter().zip(numbers).map(|(weight, number)| weight * number).sum::<f32>())
        })
    }

    /// Names of the roles.
    pub(super) fn role_names(&self) -> impl Iterator<Item = &str> {
        self.roles.iter().map(|(name, ..)| &**name)
    }

    /// Learns where each figure stands among those of a pair.
    pub(super) fn place(&mut self, names: &[String]) {
        let place = |wanted: &str| names.iter().position(|name| **name == *wanted);
        self.places = self.figures.iter().map(|name| place(name)).collect();
    }

    /// How much a statement sounds like an answer to another.
    pub(super) fn answers(&self, reading: &Reading) -> f32 {
        let heard = self.role_names().zip(&reading.roles);
        let answers = heard.filter(|(role, _)| matches!(*role, "denial" | "refusal"));
        answers.map(|(_, score)| *score).fold(f32::NEG_INFINITY, f32::max)
    }

    /// How likely each relation is; they add up to one. A figure that is not given counts as nought.
    pub(super) fn chances(&self, values: &[f32]) -> [f32; RELATIONS] {
        let given = |place: &Option<usize>| place.and_then(|at| values.get(at).copied()).unwrap_or(0.0);
        let figures: Vec<f32> = self.places.iter().map(given).collect();
        let mut sums = self.start;
        for tree in &self.trees {
            if let Some(sum) = sums.get_mut(tree.relation) {
                *sum += tree.value(&figures);
            }
        }
        let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let powers = sums.map(|sum| (sum - most).exp());
        let all: f32 = powers.iter().sum();
        powers.map(|power| power / all)
    }
}

impl Tree {
    /// Steps from a node to its deepest leaf, at most so many.
    fn steps(&self, at: usize, most: usize) -> usize {
        let inner = self.nodes.get(at).filter(|node| usize::from(node.left) != at && most > 0);
        inner.map_or(0, |node| {
            let below = |to: u16| self.steps(usize::from(to), most - 1);
            1 + below(node.left).max(below(node.right))
        })
    }

    fn value(&self, figures: &[f32]) -> f32 {
        let mut at = 0;
        for _ in 0..self.deep {
            let Some(node) = self.nodes.get(at) else { return 0.0 };
            let above = figures.get(usize::from(node.figure)).is_some_and(|figure| *figure > node.value);
            at = usize::from(if above { node.right } else { node.left });
        }
        self.nodes.get(at).map_or(0.0, |leaf| leaf.value)
    }
}
