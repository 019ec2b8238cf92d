//! How far two strings of sounds are apart: edits weighted by how often spellings of one name differ in them.

use super::sound::{LONGEST, SOUNDS, Sounds, VOWELS, code};

/// What one sound put for another costs, in hundredths; vowels that are not listed cost 45, consonants 100.
const SWAPS: &[(&[u8; 2], u8)] = &[
    (b"ao", 15),
    (b"ae", 25),
    (b"ei", 20),
    (b"ou", 30),
    (b"eo", 30),
    (b"iu", 35),
    (b"hx", 20),
    (b"ct", 25),
    (b"zs", 25),
    (b"CS", 30),
    (b"vu", 30),
    (b"fv", 35),
    (b"cs", 40),
    (b"cz", 40),
    (b"cC", 40),
    (b"zZ", 40),
    (b"sS", 40),
    (b"ZS", 40),
    (b"kx", 40),
    (b"dt", 40),
    (b"kh", 50),
    (b"ft", 50),
    (b"hZ", 50),
    (b"dz", 50),
    (b"sC", 50),
    (b"vo", 50),
    (b"bv", 60),
    (b"bp", 60),
    (b"ck", 60),
    (b"kC", 60),
    (b"ks", 60),
    (b"mn", 60),
    (b"tC", 60),
    (b"tz", 60),
    (b"xC", 60),
    (b"xS", 60),
    (b"xZ", 60),
    (b"iZ", 70),
    (b"hd", 80),
];

/// What a sound costs that only one of the words has; vowels that are not listed cost 45, consonants 100.
const DROPS: &[(u8, u8)] = &[(b'i', 25), (b'h', 45), (b'x', 60), (b'v', 70), (b'd', 80), (b't', 80)];

/// -ов at the end: Новик and Новиков are two names.
const LAST_V: u8 = 130;

#[expect(clippy::indexing_slicing, reason = "filled when compiled; a wrong place does not compile")]
const fn swaps() -> [[u8; SOUNDS]; SOUNDS] {
    let mut table = [[100u8; SOUNDS]; SOUNDS];
    let mut i = 0;
    while i < SOUNDS {
        let mut j = 0;
        while j < SOUNDS {
            if i == j {
                table[i][j] = 0;
            } else if i < VOWELS as usize && j < VOWELS as usize {
                table[i][j] = 45;
            }
            j += 1;
        }
        i += 1;
    }
    let mut n = 0;
    while n < SWAPS.len() {
        let (pair, cost) = SWAPS[n];
        let (a, b) = (code(pair[0]) as usize, code(pair[1]) as usize);
        table[a][b] = cost;
        table[b][a] = cost;
        n += 1;
    }
    table
}

#[expect(clippy::indexing_slicing, reason = "filled when compiled; a wrong place does not compile")]
const fn drops() -> [u8; SOUNDS] {
    let mut table = [100u8; SOUNDS];
    let mut i = 0;
    while i < VOWELS as usize {
        table[i] = 45;
        i += 1;
    }
    let mut n = 0;
    while n < DROPS.len() {
        table[code(DROPS[n].0) as usize] = DROPS[n].1;
        n += 1;
    }
    table
}

static SWAP: [[u8; SOUNDS]; SOUNDS] = swaps();
static DROP: [u8; SOUNDS] = drops();

const V: u8 = code(b'v');
const A: u8 = code(b'a');
const I: u8 = code(b'i');
const K: u8 = code(b'k');
const N: u8 = code(b'n');

/// What each sound of a word costs when the other word has it not.
#[inline]
fn losses(word: &[u8]) -> [u16; LONGEST] {
    let mut out = [0; LONGEST];
    for (place, &sound) in out.iter_mut().zip(word) {
        *place = DROP.get(usize::from(sound)).copied().unwrap_or(100).into();
    }
    if let ([.., V], Some(place)) = (word, word.len().checked_sub(1).and_then(|last| out.get_mut(last))) {
        *place = LAST_V.into();
    }
    out
}

/// Weighted edit distance in hundredths of a sound.
fn distance(a: &[u8], b: &[u8]) -> u16 {
    let (of_a, of_b) = (losses(a), losses(b));
    // the row of the table that is being filled, without its first cell
    let mut row = [0u16; LONGEST];
    let mut sum = 0;
    for (cell, loss) in row.iter_mut().zip(&of_b) {
        sum += loss;
        *cell = sum;
    }
    let mut before = 0u16;
    for (i, (&x, &gone)) in a.iter().zip(&of_a).enumerate() {
        let swap = SWAP.get(usize::from(x)).unwrap_or(&[100; SOUNDS]);
        let mut corner = before;
        before += gone;
        let mut left = before;
        for (j, ((&y, &added), cell)) in b.iter().zip(&of_b).zip(&mut row).enumerate() {
            let mut put = u16::from(swap.get(usize::from(y)).copied().unwrap_or(100));
            // names seldom differ in their first consonant
            if i == 0 && j == 0 && x >= VOWELS && y >= VOWELS {
                put *= 2;
            }
            left = (corner + put).min(*cell + gone).min(left + added);
            corner = *cell;
            *cell = left;
        }
    }
    b.len().checked_sub(1).and_then(|last| row.get(last)).copied().unwrap_or(before)
}

/// 1 for the same sounds; a sound's worth of edits takes 1.6 divided by the mean length, counted as 3 at least.
pub(super) fn likeness(a: &Sounds, b: &Sounds) -> f32 {
    let (a, b) = (a.as_slice(), b.as_slice());
    if a == b {
        return 1.0;
    }
    let mean = (a.len() + b.len()) as f32 / 2.0;
    // the words cannot be alike when one is twice the other
    if a.len() > 2 * b.len() + 2 || b.len() > 2 * a.len() + 2 {
        return 0.0;
    }
    (1.0 - 0.016 * f32::from(distance(a, b)) / mean.max(3.0)).max(0.0)
}

/// A man's and a woman's form of one family name: Павлов and Павлова, Лановский and Лановская.
#[inline]
pub(super) fn other_gender(a: &Sounds, b: &Sounds) -> bool {
    let (a, b) = (a.as_slice(), b.as_slice());
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let added = long.len() == short.len() + 1 && matches!((short, long), ([.., V | N], [.., V | N, A]));
    let adjective = |word: &[u8], end: u8| matches!(word, [.., K, last] if *last == end);
    added || adjective(a, A) && adjective(b, I) || adjective(b, A) && adjective(a, I)
}
