//! Inputs that once made trouble or are good beginnings (`fuzz/corpus/`), and thousands of broken copies of them: none may crash,
//! hang, give different answers twice, or a page longer than the limit.

use crate::get;
use std::path::{Path, PathBuf};

fn corpus() -> Vec<(&'static str, PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let mut files = Vec::new();
    for (folder, name) in [("warc", "x.warc.gz"), ("feed", "x")] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            files.push((name, path, bytes));
        }
    }
    files.sort();
    files
}

#[test]
fn findings_are_read_without_trouble() {
    for (name, path, bytes) in corpus() {
        let started = std::time::Instant::now();
        let got = get(name, &bytes);
        assert_eq!(got, get(name, &bytes), "{}", path.display());
        assert!(got.pages.iter().all(|page| page.bytes.len() <= 100_000), "{}", path.display());
        assert!(started.elapsed().as_secs() < 10, "{}", path.display());
    }
}

/// xorshift64*: the same numbers in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % most.max(1)
    }
}

/// One to four faults: a byte changed, bytes lost, doubled or moved, a number made huge.
fn broken(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        let end = (at + 1 + dice.below(40)).min(bytes.len());
        match dice.below(6) {
            0 => bytes[at] = dice.below(256) as u8,
            1 => bytes[at] ^= 1 << dice.below(8),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                let to = dice.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            4 => bytes.truncate(at.max(1)),
            _ => {
                let digit = bytes.iter().skip(at).position(u8::is_ascii_digit).map_or(at, |n| at + n);
                bytes.splice(digit..digit, b"99999999".iter().copied());
            }
        }
        if bytes.is_empty() {
            bytes.push(b'x');
        }
    }
    bytes
}

#[test]
fn broken_copies_are_read_without_trouble() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for (name, path, bytes) in corpus() {
        for turn in 0..ROUNDS {
            let bytes = broken(&bytes, &mut dice);
            let started = std::time::Instant::now();
            let got = get(name, &bytes);
            assert!(got.pages.iter().all(|page| page.bytes.len() <= 100_000), "{} {turn}", path.display());
            assert!(started.elapsed().as_secs() < 10, "{} {turn}", path.display());
        }
    }
}

const ROUNDS: usize = 500;
