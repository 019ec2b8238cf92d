//! The built-in weights: what they are, and that they do what they are for.

use reportedly_encoder::{Encoder, LONGEST, Vector, WEIGHTS, WIDTH};
use sha2::{Digest, Sha256};

fn encoder() -> Encoder {
    Encoder::new(WEIGHTS).expect("the built-in weights unpack")
}

#[test]
fn the_weights_are_those_that_were_measured() {
    let hash: String = Sha256::digest(WEIGHTS).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hash, "5757f5d4eb882ffe5226a5bb8cf3fb1a6b5f098fbee746cee0042a9302375f5a");
}

#[test]
fn translations_are_nearer_than_other_sentences() {
    let texts = [
        "The mayor closed the old bridge after the flood.",
        "Мэр закрыл старый мост после наводнения.",
        "Shares of the dairy rose by four per cent.",
        "Акции молочного завода выросли на четыре процента.",
    ];
    let vectors = encoder().encode(&texts);
    for (a, b, other) in [(0, 1, 3), (1, 0, 2), (2, 3, 1), (3, 2, 0)] {
        let (same, far) = (vectors[a].cosine(&vectors[b]), vectors[a].cosine(&vectors[other]));
        assert!(same > 0.6 && far < 0.4, "{}: {same} {far}", texts[a]);
    }
}

#[test]
fn a_text_has_the_same_vector_in_any_company() {
    let encoder = encoder();
    let texts =
        ["Мост закрыт.", "", "a", "The court ruled on Monday that the vote was void.", "\u{1f600}\u{0}\n"];
    assert!(encoder.encode(&[]).is_empty());
    let together = encoder.encode(&texts);
    // many more than are read in one go, in another order
    let many: Vec<&str> = (0..700).map(|n| texts[n * 3 % texts.len()]).collect();
    for (n, vector) in encoder.encode(&many).iter().enumerate() {
        assert_eq!(vector, &together[n * 3 % texts.len()], "{n}");
    }
    for (text, vector) in texts.iter().zip(&together) {
        assert_eq!(&encoder.vector(text), vector, "{text}");
        let length: f32 = vector.numbers().iter().map(|x| x * x).sum();
        assert!((length - 1.0).abs() < 1e-4, "{text}: {length}");
    }
}

#[test]
fn a_text_without_end_is_read_as_far_as_the_limit() {
    let encoder = encoder();
    let word = "мост ";
    assert_eq!(encoder.vector(&word.repeat(LONGEST * 20)), encoder.vector(&word.repeat(LONGEST * 30)));
}

#[test]
fn weights_that_are_none_are_refused() {
    for bytes in [&b""[..], b"zstd?", &WEIGHTS[..WEIGHTS.len() / 2]] {
        assert!(Encoder::new(bytes).is_err());
    }
}

#[test]
fn a_vector_is_kept_in_a_byte_a_number() {
    for text in ["The mayor closed the old bridge after the flood.", "Мост закрыт.", ""] {
        let vector = encoder().vector(text);
        let bytes = vector.to_bytes();
        assert_eq!(bytes.len(), WIDTH);
        let kept = Vector::from_bytes(&bytes).expect("a vector");
        assert!(kept.cosine(&vector) > 0.999 && (kept.cosine(&kept) - 1.0).abs() < 1e-5, "{text}");
        // what was kept once is kept as it is
        assert_eq!((&kept.to_bytes(), kept.clone().rounded()), (&bytes, kept));
    }
    assert_eq!(Vector::from_bytes(&[1; 8]), None);
    assert_eq!(Vector::from_bytes(&[0; WIDTH]), None);
}
