//! Words that are one name in several languages: Владимир and Уладзімір, James and Джеймс, Bob and Robert.
//!
//! Takes a folded word, gives the numbers of its groups and what the tables say of it. The table is built by `build.rs`
//! from `world/given-names.tsv`, `world/name-groups.txt` and `world/name-particles.txt`: sorted hashes that are searched
//! where they lie, so that it costs nothing at start.

/// Most groups of one word that are looked at.
pub(super) const MOST: usize = 6;

static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/name-groups.bin"));

/// Bytes of an entry: the hash of the word, its group with flags.
const ENTRY: usize = 12;
const MAN: u32 = 1 << 28;
const WOMAN: u32 = 1 << 29;
const PARTICLE: u32 = 1 << 30;
const NUMBER: u32 = MAN - 1;

/// What the tables know of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// Numbers of groups from 1, filled up with 0.
    pub(super) groups: [u32; MOST],
    /// A given name of men, of women.
    pub(super) man: bool,
    pub(super) woman: bool,
    /// A word that names leave out at will: "van", "де", "Lord".
    pub(super) particle: bool,
}

impl Known {
    pub(super) fn given(&self) -> bool {
        self.man || self.woman
    }
    #[inline]
    pub(super) fn shares(&self, other: &Known) -> bool {
        let own = self.groups.iter().take_while(|group| **group != 0);
        other.groups[0] != 0 && own.into_iter().any(|group| other.groups.contains(group))
    }
}

/// FNV-1a; `build.rs` has the same.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

fn entry(index: usize) -> Option<(u64, u32)> {
    let (hash, rest) = TABLE.get(index * ENTRY..)?.split_first_chunk()?;
    let (value, _) = rest.split_first_chunk()?;
    Some((u64::from_le_bytes(*hash), u32::from_le_bytes(*value)))
}

/// What the tables know of a folded word.
pub(super) fn known(folded: &str) -> Known {
    let wanted = hash(folded);
    let (mut low, mut high) = (0, TABLE.len() / ENTRY);
    while low < high {
        let middle = (low + high) / 2;
        match entry(middle) {
            Some((hash, _)) if hash < wanted => low = middle + 1,
            _ => high = middle,
        }
    }
    let mut known = Known::default();
    let mut places = known.groups.iter_mut();
    let own = (low..).map_while(entry).take_while(|(hash, _)| *hash == wanted);
    for (_, value) in own.take(64) {
        known.man |= value & MAN != 0;
        known.woman |= value & WOMAN != 0;
        known.particle |= value & PARTICLE != 0;
        if value & NUMBER != 0
            && let Some(place) = places.next()
        {
            *place = value & NUMBER;
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_several_languages_is_one_group() {
        for (a, b) in [
            ("владимир", "уладзімір"),
            ("владимир", "volodymyr"),
            ("james", "джеймс"),
            ("robert", "боб"),
            ("мікола", "николай"),
        ] {
            assert!(known(a).shares(&known(b)), "{a} {b}");
        }
        assert!(!known("александр").shares(&known("андрей")));
        assert!(known("ольга").woman && !known("ольга").man);
        assert!(known("van").particle);
        assert_eq!(known("абырвалг"), Known::default());
    }
}
