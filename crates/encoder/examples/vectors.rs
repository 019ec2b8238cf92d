//! Lines of standard input to vectors: 512 numbers as bytes (f32, little endian) a line, on standard output.

use reportedly_encoder::{Encoder, WEIGHTS};
use std::io::{Read, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let encoder = Encoder::new(WEIGHTS)?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let lines: Vec<&str> = text.lines().collect();
    let mut out = std::io::stdout().lock();
    for vector in encoder.encode(&lines) {
        for number in vector.numbers() {
            out.write_all(&number.to_le_bytes())?;
        }
    }
    Ok(())
}
