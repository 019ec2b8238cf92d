//! A sentence to a vector whose direction is its meaning: Russian and English sentences that say the same point the same way.
//!
//! Takes text, gives 512 numbers of length one. The network is Google's Universal Sentence Encoder multilingual v3 (Yang et al.,
//! ACL 2020 demos; Apache-2.0), an averaging network over pieces and their n-grams. Never decides whether two sentences agree:
//! it hardly sees negation, so it proposes and others decide. No files, network or clock; the weights are built in.

#![warn(missing_docs)]

mod network;
mod pieces;
mod spelling;
mod sums;
mod weights;

use network::{Network, Sums};
use pieces::Pieces;
pub use spelling::Part;

/// Numbers in a vector.
pub const WIDTH: usize = 512;

/// Tokens that are read in one go: enough to share the weights, few enough to stay in the cache.
const BATCH: usize = 1536;

/// Sentences whose last layers are worked out in one go.
const LAST: usize = 256;

/// Steps from nought to the largest number of a vector that is kept.
const STEPS: f32 = 127.0;

/// Longest sentence, in pieces; what follows is left out. News sentences have 20 to 60.
pub const LONGEST: usize = 512;

/// The packed weights as they are built in; `weights/SOURCES.md` says where they come from.
pub static WEIGHTS: &[u8] = include_bytes!("../weights/encoder.safetensors.zst");

/// Why weights cannot be used.
#[derive(Debug)]
pub struct Error(String);

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "weights of the encoder: {}", self.0)
    }
}

impl std::error::Error for Error {}

/// The encoder with its weights unpacked: about 75 MB.
pub struct Encoder {
    pieces: Pieces,
    network: Network,
}

/// Direction of meaning; its length is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector(Box<[f32]>);

impl Vector {
    /// How alike two meanings are, -1 to 1.
    pub fn cosine(&self, other: &Self) -> f32 {
        sums::dot(&self.0, &other.0)
    }

    /// The 512 numbers.
    pub fn numbers(&self) -> &[f32] {
        &self.0
    }

    /// The vector as it is kept: whole steps, a byte for each number. Its direction hardly turns, to a
    /// cosine of more than 0.999.
    pub fn to_bytes(&self) -> Vec<u8> {
        let most = self.0.iter().fold(f32::MIN_POSITIVE, |most, x| most.max(x.abs()));
        self.0.iter().map(|x| (x / most * STEPS).round() as i8 as u8).collect()
    }

    /// The vector that `to_bytes` kept; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let steps = || bytes.iter().map(|byte| i32::from(*byte as i8));
        let length = steps().map(|step| step * step).sum::<i32>();
        if bytes.len() != WIDTH || length == 0 {
            return None;
        }
        let scale = 1.0 / (length as f32).sqrt();
        Some(Self(steps().map(|step| step as f32 * scale).collect()))
    }

    /// The vector as it comes back from where it was kept: what is worked out from it is the same before and after.
    #[must_use]
    pub fn rounded(self) -> Self {
        Self::from_bytes(&self.to_bytes()).unwrap_or(self)
    }
}

impl Encoder {
    /// Unpacks weights such as [`WEIGHTS`].
    ///
    /// # Errors
    ///
    /// When the bytes are not what `xtask/encoder/weights.py` writes.
    pub fn new(packed: &[u8]) -> Result<Self, Error> {
        let (pieces, network) = weights::unpack(packed)?;
        Ok(Self { pieces, network })
    }

    /// One vector for each text, in order. A text has the same vector in any company.
    pub fn encode(&self, texts: &[&str]) -> Vec<Vector> {
        let mut out = Vec::with_capacity(texts.len());
        let mut sums = Sums::default();
        let mut group: Vec<Vec<u32>> = Vec::new();
        let mut n_tokens = 0;
        for text in texts {
            let ids = self.pieces.split(text);
            if !group.is_empty() && n_tokens + ids.len() > BATCH {
                self.network.sums(&group, &mut sums);
                group.clear();
                n_tokens = 0;
            }
            if sums.len() >= LAST {
                out.extend(self.network.vectors(std::mem::take(&mut sums)).into_iter().map(Vector));
            }
            n_tokens += ids.len();
            group.push(ids);
        }
        self.network.sums(&group, &mut sums);
        out.extend(self.network.vectors(sums).into_iter().map(Vector));
        out
    }

    /// The likeliest of the spellings that a word may have in the languages of the encoder: `parts[i]` are those that start at
    /// place `i` of the word; the word ends at place `parts.len()`. `None` when no way leads there.
    ///
    /// A word of Ukrainian or Belarusian, letter by letter, can so be read as the Russian word the encoder knows.
    pub fn spelling(&self, parts: &[Vec<Part>]) -> Option<String> {
        spelling::likeliest(&self.pieces, parts)
    }

    /// How unlikely a word is among the pieces of the encoder, in nats: about 4 for "the", 12 for a rare name.
    pub fn surprise(&self, word: &str) -> f32 {
        self.pieces.surprise(word)
    }

    /// The vector of one text.
    pub fn vector(&self, text: &str) -> Vector {
        self.encode(&[text]).pop().unwrap_or_else(|| Vector(vec![0.0; WIDTH].into()))
    }
}
