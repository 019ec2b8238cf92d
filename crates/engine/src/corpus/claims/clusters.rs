//! Ties between units to groups around an anchor.
//!
//! Star clustering (Aslam, Pelekhov, Rus 2004): the unit with most ties is an anchor, those tied to it are its members, and so
//! on with the rest. A member is tied to the anchor itself: there are no chains. What becomes of units that are tied together,
//! however far around, depends on those units alone.

/// Members of one group.
const MEMBERS: usize = 500;

/// Two units that say the same.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tie {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) score: f32,
}

/// An anchor and those tied to it, itself among them, sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Star {
    pub(crate) anchor: usize,
    pub(crate) members: Vec<usize>,
}

/// Scores are added up as whole numbers, so that their order does not matter.
fn thousandths(score: f32) -> u64 {
    (score * 1000.0) as u64
}

/// Groups of units, by anchor. `masses` holds how much each unit says: of two with as many ties the fuller one is the anchor.
/// Each pair is tied once.
pub(crate) fn stars(masses: &[f32], ties: &[Tie]) -> Vec<Star> {
    let mut near: Vec<(usize, usize, u64)> = ties
        .iter()
        .flat_map(|tie| {
            let score = thousandths(tie.score);
            [(tie.a, tie.b, score), (tie.b, tie.a, score)]
        })
        .collect();
    near.sort_unstable();
    let of = |unit: usize| {
        let start = near.partition_point(|(u, ..)| *u < unit);
        near.get(start..).unwrap_or(&[]).iter().take_while(move |(u, ..)| *u == unit)
    };
    let mut order: Vec<(u64, u64, usize)> = Vec::new();
    for list in near.chunk_by(|x, y| x.0 == y.0) {
        let Some(&(unit, ..)) = list.first() else { continue };
        let weight = list.iter().map(|(_, _, score)| score).sum();
        order.push((weight, masses.get(unit).map_or(0, |mass| thousandths(*mass)), unit));
    }
    order.sort_unstable_by(|x, y| (y.0, y.1).cmp(&(x.0, x.1)).then(x.2.cmp(&y.2)));
    let mut anchor_of: Vec<Option<usize>> = vec![None; masses.len()];
    let mut sizes: Vec<usize> = vec![0; masses.len()];
    let mut anchors: Vec<usize> = Vec::new();
    for &(.., unit) in &order {
        if anchor_of.get(unit).copied().flatten().is_some() {
            continue;
        }
        let free = |u: usize| anchor_of.get(u).is_some_and(Option::is_none);
        let mut members: Vec<(u64, usize)> =
            of(unit).filter(|(_, u, _)| free(*u)).map(|(_, u, score)| (*score, *u)).collect();
        // the best ones of more than a group holds
        members.sort_unstable_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
        members.truncate(MEMBERS - 1);
        anchors.push(unit);
        let count = members.len() + 1;
        for u in members.into_iter().map(|(_, u)| u).chain([unit]) {
            if let Some(slot) = anchor_of.get_mut(u) {
                *slot = Some(unit);
            }
        }
        if let Some(size) = sizes.get_mut(unit) {
            *size = count;
        }
    }
    // whoever is nearer to another anchor goes there
    let is_anchor = |u: usize, anchor_of: &[Option<usize>]| anchor_of.get(u) == Some(&Some(u));
    for &(.., unit) in &order {
        let Some(now) = anchor_of.get(unit).copied().flatten().filter(|anchor| *anchor != unit) else {
            continue;
        };
        let tied = of(unit).filter(|(_, u, _)| is_anchor(*u, &anchor_of));
        let score = |anchor: usize| of(unit).find(|(_, u, _)| *u == anchor).map_or(0, |(.., score)| *score);
        let best = tied.map(|(_, u, score)| (*score, std::cmp::Reverse(*u))).max();
        let Some((nearest, std::cmp::Reverse(anchor))) = best else { continue };
        if nearest <= score(now) || sizes.get(anchor).is_none_or(|size| *size >= MEMBERS) {
            continue;
        }
        for (place, change) in [(anchor, 1isize), (now, -1)] {
            if let Some(size) = sizes.get_mut(place) {
                *size = size.saturating_add_signed(change);
            }
        }
        if let Some(slot) = anchor_of.get_mut(unit) {
            *slot = Some(anchor);
        }
    }
    anchors.sort_unstable();
    let mut members: Vec<(usize, usize)> =
        anchor_of.iter().enumerate().filter_map(|(u, anchor)| anchor.map(|anchor| (anchor, u))).collect();
    members.sort_unstable();
    let groups = members.chunk_by(|x, y| x.0 == y.0);
    groups
        .filter_map(|group| {
            let anchor = group.first()?.0;
            Some(Star { anchor, members: group.iter().map(|(_, u)| *u).collect() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(masses: &[f32], ties: &[(usize, usize, f32)], expected: &[(usize, &[usize])]) {
        let ties: Vec<Tie> = ties.iter().map(|&(a, b, score)| Tie { a, b, score }).collect();
        let found = stars(masses, &ties);
        let found: Vec<(usize, &[usize])> = found.iter().map(|s| (s.anchor, s.members.as_slice())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_chain_is_not_one_group() {
        // 0-1-2-3-4: the ends never meet
        let chain = [(0, 1, 0.5), (1, 2, 0.5), (2, 3, 0.5), (3, 4, 0.5)];
        check(&[1.0; 5], &chain, &[(1, &[0, 1, 2]), (3, &[3, 4])]);
    }

    #[test]
    fn the_fuller_one_is_the_anchor() {
        check(&[1.0, 2.0], &[(0, 1, 0.5)], &[(1, &[0, 1])]);
    }

    #[test]
    fn a_member_goes_to_the_nearest_anchor() {
        // 3 is tied to both anchors, 0 with three members and 4 with two
        let ties = [(0, 1, 0.5), (0, 2, 0.5), (0, 3, 0.5), (3, 4, 0.9), (4, 5, 0.45)];
        // 3 and 4 and 0: 3 has the most weight only if its ties say so
        let ties: Vec<(usize, usize, f32)> = ties.into_iter().chain([(0, 6, 0.5)]).collect();
        check(&[1.0; 7], &ties, &[(0, &[0, 1, 2, 6]), (4, &[3, 4, 5])]);
    }

    #[test]
    fn other_units_do_not_matter() {
        let ties = [(0, 1, 0.5), (1, 2, 0.6)];
        check(&[1.0; 3], &ties, &[(1, &[0, 1, 2])]);
        let more = [(0, 1, 0.5), (1, 2, 0.6), (3, 4, 0.9), (3, 5, 0.9), (4, 5, 0.9)];
        check(&[1.0; 6], &more, &[(1, &[0, 1, 2]), (3, &[3, 4, 5])]);
    }

    #[test]
    fn a_group_has_an_upper_size() {
        let ties: Vec<Tie> = (1..1200).map(|b| Tie { a: 0, b, score: 0.5 }).collect();
        let found = stars(&[1.0; 1200], &ties);
        assert_eq!(found.iter().map(|s| s.members.len()).max(), Some(MEMBERS));
    }
}
