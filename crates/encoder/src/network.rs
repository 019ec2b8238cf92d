//! Ids of pieces to a vector: an averaging network with n-grams of two, three and five pieces.
//!
//! Takes sentences as ids, gives one vector each. Sentences do not see each other: what lies outside one is zero.

use crate::sums::total;
use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, ArrayView2, Axis, Slice};
use std::ops::Range;

/// Width of an embedding, and of one branch.
const EMBEDDING: usize = crate::WIDTH;
const BRANCH: usize = 256;

/// Width of what the sentence is summed up from.
const FEATURES: usize = EMBEDDING + WINDOWS.len() * BRANCH;

/// Number of pieces in the window of each branch, and those of them to the left of the one in hand.
pub(crate) const WINDOWS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];

/// Rows of zeros around a sentence: as many as a window reaches to either side.
const GAP: usize = 2;

/// Mean nought and deviation one, then gain and bias.
pub(crate) struct Norm {
    pub(crate) gain: Array1<f32>,
    pub(crate) bias: Array1<f32>,
}

/// A linear layer.
pub(crate) struct Layer {
    pub(crate) weights: Array2<f32>,
    pub(crate) bias: Array1<f32>,
}

/// N-grams of one length.
pub(crate) struct Branch {
    /// What a piece gives to each place of a window, side by side.
    pub(crate) first: Layer,
    /// The places of a window below each other.
    pub(crate) second: Layer,
}

/// The last layers, with their short cuts.
pub(crate) struct Deep {
    pub(crate) down: Array2<f32>,
    pub(crate) inner: Array2<f32>,
    pub(crate) short: Array2<f32>,
    pub(crate) up: Array2<f32>,
    pub(crate) out: Array2<f32>,
    pub(crate) last: Array2<f32>,
}

pub(crate) struct Network {
    /// One row of bytes a piece; which scale it has stands in `part`.
    pub(crate) table: Array2<u8>,
    pub(crate) part: Vec<u8>,
    pub(crate) scale: Vec<f32>,
    pub(crate) low: Vec<f32>,
    pub(crate) epsilon: f32,
    /// What the branches read: their parts side by side, normalised together.
    pub(crate) project: Layer,
    pub(crate) project_norm: Norm,
    pub(crate) branches: Vec<Branch>,
    pub(crate) norm: Norm,
    pub(crate) output: Layer,
    pub(crate) deep: Deep,
}

/// What sentences are before the last layers: a row of numbers and the number of tokens for each.
#[derive(Default)]
pub(crate) struct Sums {
    rows: Vec<f32>,
    lengths: Vec<f32>,
}

impl Sums {
    pub(crate) fn len(&self) -> usize {
        self.lengths.len()
    }
}

impl Layer {
    fn run(&self, input: ArrayView2<f32>) -> Array2<f32> {
        input.dot(&self.weights) + &self.bias
    }

    /// From the places of a window below each other to side by side.
    pub(crate) fn turned(self) -> Self {
        let places: Vec<ArrayView2<f32>> = self.weights.axis_chunks_iter(ROWS, BRANCH).collect();
        let weights = ndarray::concatenate(COLUMNS, &places).unwrap_or_default();
        Self { weights, bias: self.bias }
    }
}

const ROWS: Axis = Axis(0);
const COLUMNS: Axis = Axis(1);

/// The numbers of one branch among those of several, or of one place of a window among its places.
fn nth(n: usize) -> Slice {
    Slice::from(n * BRANCH..(n + 1) * BRANCH)
}

fn rows(of: &Array2<f32>, range: Range<usize>) -> ArrayView2<'_, f32> {
    of.slice_axis(ROWS, Slice::from(range))
}

/// Tokens of some sentences: which piece each is, and where the sentences lie among rows with gaps between them.
struct Tokens {
    /// Different pieces, sorted.
    kinds: Vec<u32>,
    /// Row of the first token, and for each token the number of its piece among the kinds.
    sentences: Vec<(usize, Vec<usize>)>,
    rows: usize,
}

impl Tokens {
    fn new(sentences: &[Vec<u32>]) -> Self {
        let mut kinds: Vec<u32> = sentences.iter().flatten().copied().collect();
        kinds.sort_unstable();
        kinds.dedup();
        let mut rows = GAP;
        let place = |sentence: &Vec<u32>| {
            let start = rows;
            rows += sentence.len() + GAP;
            (start, sentence.iter().map(|id| kinds.partition_point(|kind| kind < id)).collect())
        };
        let sentences = sentences.iter().map(place).collect();
        Self { kinds, sentences, rows }
    }
}

impl Branch {
    /// What the branch makes of each token, without what it adds up to in the end; `kinds` holds what it reads of each piece.
    /// Rows between sentences are zero.
    fn first(&self, kinds: ArrayView2<f32>, tokens: &Tokens, size: usize, left: usize) -> Array2<f32> {
        let given = kinds.dot(&self.first.weights);
        let mut out = Array2::zeros((tokens.rows, BRANCH));
        for (start, pieces) in &tokens.sentences {
            for (token, piece) in pieces.iter().enumerate() {
                let mut row = out.row_mut(start + token);
                row.assign(&self.first.bias);
                for slot in 0..size {
                    let from = (token + slot).checked_sub(left).and_then(|from| pieces.get(from));
                    if let Some(from) = from {
                        row += &given.row(*from).slice_axis(ROWS, nth(slot));
                    }
                }
                row.mapv_inplace(|x| x.max(0.0));
                row += &kinds.row(*piece);
            }
        }
        out
    }

    /// The second layer over windows of rows: one product for each place of a window, over rows that are moved by it.
    fn second(&self, first: &Array2<f32>, size: usize, left: usize) -> Array2<f32> {
        let inner = first.nrows().saturating_sub(2 * GAP);
        let mut out = Array2::zeros((first.nrows(), BRANCH));
        let mut middle = out.slice_axis_mut(ROWS, Slice::from(GAP..GAP + inner));
        middle += &self.second.bias;
        for slot in 0..size {
            let from = GAP + slot - left;
            let weights = self.second.weights.slice_axis(ROWS, nth(slot));
            general_mat_mul(1.0, &rows(first, from..from + inner), &weights, 1.0, &mut middle);
        }
        out.zip_mut_with(first, |x, before| *x = x.max(0.0) + before);
        out
    }
}

/// Mean nought and deviation one.
fn level(row: &mut [f32], epsilon: f32) {
    let width = row.len() as f32;
    let mean = total(row, |x| x) / width;
    let spread = total(row, |x| (x - mean) * (x - mean)) / width;
    let scale = 1.0 / (spread + epsilon).sqrt();
    row.iter_mut().for_each(|x| *x = (*x - mean) * scale);
}

impl Norm {
    fn run(&self, rows: &mut Array2<f32>, epsilon: f32) {
        for mut row in rows.rows_mut() {
            if let Some(row) = row.as_slice_mut() {
                level(row, epsilon);
            }
        }
        *rows *= &self.gain;
        *rows += &self.bias;
    }
}

fn positive(mut rows: Array2<f32>) -> Array2<f32> {
    rows.mapv_inplace(|x| x.max(0.0));
    rows
}

impl Network {
    /// For each sentence the sum of what its tokens are, and their number. A sentence has at least one id; ids beyond the table
    /// count as the first.
    pub(crate) fn sums(&self, sentences: &[Vec<u32>], out: &mut Sums) {
        if sentences.is_empty() {
            return;
        }
        let tokens = Tokens::new(sentences);
        // what a piece is before its neighbours are looked at is worked out once, however often it stands here
        let embedded = self.embed(&tokens.kinds);
        let mut projected = self.project.run(embedded.view());
        self.project_norm.run(&mut projected, self.epsilon);
        let mut branches = Vec::new();
        for (i, (branch, (size, left))) in self.branches.iter().zip(WINDOWS).enumerate() {
            let kinds = projected.slice_axis(COLUMNS, nth(i));
            let first = branch.first(kinds, &tokens, size, left);
            branches.push(branch.second(&first, size, left));
        }
        let mut features = vec![0.0; FEATURES];
        for (start, pieces) in &tokens.sentences {
            let mut sum = vec![0.0; FEATURES];
            for (token, piece) in pieces.iter().enumerate() {
                let (own, rest) = features.split_at_mut(EMBEDDING);
                let read = |row: ndarray::ArrayView1<f32>, to: &mut [f32]| {
                    to.iter_mut().zip(row).for_each(|(to, x)| *to = *x);
                };
                read(embedded.row(*piece), own);
                for (branch, to) in branches.iter().zip(rest.chunks_mut(BRANCH)) {
                    read(branch.row(start + token), to);
                }
                level(&mut features, self.epsilon);
                sum.iter_mut().zip(&features).for_each(|(sum, x)| *sum += x);
            }
            // gain and bias are the same for all tokens
            let n = pieces.len() as f32;
            let weighed = sum.iter().zip(&self.norm.gain).zip(&self.norm.bias);
            out.rows.extend(weighed.map(|((sum, gain), bias)| sum * gain + n * bias));
            out.lengths.push(n);
        }
    }

    /// One vector for each sentence, from its sums.
    pub(crate) fn vectors(&self, sums: Sums) -> Vec<Box<[f32]>> {
        let rows = Array2::from_shape_vec((sums.lengths.len(), FEATURES), sums.rows).unwrap_or_default();
        let mut means = rows.dot(&self.output.weights);
        for (mut row, length) in means.rows_mut().into_iter().zip(&sums.lengths) {
            row.scaled_add(*length, &self.output.bias);
            row *= 1.0 / length.sqrt();
        }
        let mut vectors = self.deep.run(means.view());
        vectors.mapv_inplace(f32::tanh);
        let unit = |row: ndarray::ArrayView1<f32>| {
            let length = row.iter().map(|x| x * x).sum::<f32>().max(self.epsilon).sqrt();
            row.iter().map(|x| x / length).collect()
        };
        vectors.rows().into_iter().map(unit).collect()
    }

    fn embed(&self, ids: &[u32]) -> Array2<f32> {
        let mut out = Array2::zeros((ids.len(), EMBEDDING));
        for (mut row, &id) in out.rows_mut().into_iter().zip(ids) {
            let id = if (id as usize) < self.part.len() { id as usize } else { 0 };
            let part = self.part.get(id).map_or(0, |part| usize::from(*part));
            let (Some(scale), Some(low)) = (self.scale.get(part), self.low.get(part)) else { continue };
            for (x, byte) in row.iter_mut().zip(self.table.row(id)) {
                *x = f32::from(*byte) * scale + low;
            }
        }
        out
    }
}

impl Deep {
    fn run(&self, input: ArrayView2<f32>) -> Array2<f32> {
        let down = positive(input.dot(&self.down));
        let middle = positive(input.dot(&self.short) + down.dot(&self.inner));
        let up = positive(middle.dot(&self.up));
        middle.dot(&self.out) + up.dot(&self.last)
    }
}
