//! Ids of pieces to a vector: an averaging network with n-grams of two, three and five pieces.
//!
//! Takes sentences as ids, gives one vector each. Sentences do not see each other: what lies outside one is zero.

use ndarray::{Array1, Array2, ArrayView2, Axis, Slice};

/// Width of an embedding, and of one branch.
const EMBEDDING: usize = crate::WIDTH;
const BRANCH: usize = 256;

/// Pieces to the left of the one in hand, and their number, in each branch.
pub(crate) const WINDOWS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];

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
    pub(crate) first: Layer,
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

impl Layer {
    fn run(&self, input: ArrayView2<f32>) -> Array2<f32> {
        input.dot(&self.weights) + &self.bias
    }
}

impl Layer {
    /// The layer over the windows of tokens, from what each kind of token gives to each place of a window. `at` holds the row of
    /// `kinds` for every token.
    fn run_windows(
        &self,
        kinds: ArrayView2<f32>,
        at: &[usize],
        lengths: &[usize],
        size: usize,
        left: usize,
    ) -> Array2<f32> {
        let mut out = Array2::zeros((at.len(), BRANCH));
        out += &self.bias;
        for slot in 0..size {
            let weights = self.weights.slice_axis(Axis(0), Slice::from(slot * BRANCH..(slot + 1) * BRANCH));
            let given = kinds.dot(&weights);
            let mut start = 0;
            for &length in lengths {
                for token in 0..length {
                    let from = (token + slot).checked_sub(left).filter(|from| *from < length);
                    if let Some(kind) = from.and_then(|from| at.get(start + from)) {
                        let mut row = out.row_mut(start + token);
                        row += &given.row(*kind);
                    }
                }
                start += length;
            }
        }
        out
    }
}

impl Norm {
    fn run(&self, rows: &mut Array2<f32>, epsilon: f32) {
        let width = rows.ncols() as f32;
        for mut row in rows.rows_mut() {
            let mean = row.sum() / width;
            row -= mean;
            let spread = row.iter().map(|x| x * x).sum::<f32>() / width;
            row *= 1.0 / (spread + epsilon).sqrt();
        }
        *rows *= &self.gain;
        *rows += &self.bias;
    }
}

fn positive(mut rows: Array2<f32>) -> Array2<f32> {
    rows.mapv_inplace(|x| x.max(0.0));
    rows
}

/// For each row those around it in one row, zeros outside the sentence.
fn windows(rows: ArrayView2<f32>, lengths: &[usize], size: usize, left: usize) -> Array2<f32> {
    let mut out = Array2::zeros((rows.nrows(), size * BRANCH));
    let mut start = 0;
    for &length in lengths {
        for at in 0..length {
            for slot in 0..size {
                let Some(from) = (at + slot).checked_sub(left).filter(|from| *from < length) else {
                    continue;
                };
                let slots = Slice::from(slot * BRANCH..(slot + 1) * BRANCH);
                out.row_mut(start + at).slice_axis_mut(Axis(0), slots).assign(&rows.row(start + from));
            }
        }
        start += length;
    }
    out
}

impl Network {
    /// One vector for each sentence. A sentence has at least one id; ids beyond the table count as the first.
    pub(crate) fn run(&self, sentences: &[Vec<u32>]) -> Vec<Box<[f32]>> {
        let lengths: Vec<usize> = sentences.iter().map(Vec::len).collect();
        // what a piece is before its neighbours are looked at is worked out once, however often it stands here
        let mut kinds: Vec<u32> = sentences.iter().flatten().copied().collect();
        kinds.sort_unstable();
        kinds.dedup();
        let at: Vec<usize> =
            sentences.iter().flatten().map(|id| kinds.partition_point(|kind| kind < id)).collect();
        let embedded = self.embed(&kinds);
        let mut projected = self.project.run(embedded.view());
        self.project_norm.run(&mut projected, self.epsilon);
        let mut features = Array2::zeros((at.len(), EMBEDDING + WINDOWS.len() * BRANCH));
        features.slice_axis_mut(Axis(1), Slice::from(..EMBEDDING)).assign(&embedded.select(Axis(0), &at));
        for (i, (branch, (size, left))) in self.branches.iter().zip(WINDOWS).enumerate() {
            let kinds = projected.slice_axis(Axis(1), Slice::from(i * BRANCH..(i + 1) * BRANCH));
            let first = positive(branch.first.run_windows(kinds, &at, &lengths, size, left))
                + kinds.select(Axis(0), &at);
            let second =
                positive(branch.second.run(windows(first.view(), &lengths, size, left).view())) + &first;
            let at = EMBEDDING + i * BRANCH;
            features.slice_axis_mut(Axis(1), Slice::from(at..at + BRANCH)).assign(&second);
        }
        self.norm.run(&mut features, self.epsilon);
        // the sum of a sentence first, then the layer, which is linear
        let mut sums = Array2::zeros((lengths.len(), features.ncols()));
        let mut start = 0;
        for (i, &length) in lengths.iter().enumerate() {
            let rows = features.slice_axis(Axis(0), Slice::from(start..start + length));
            sums.row_mut(i).assign(&rows.sum_axis(Axis(0)));
            start += length;
        }
        let mut means = sums.dot(&self.output.weights);
        for (mut row, &length) in means.rows_mut().into_iter().zip(&lengths) {
            row.scaled_add(length as f32, &self.output.bias);
            row *= 1.0 / (length as f32).sqrt();
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
