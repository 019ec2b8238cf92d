//! Which pages are worth aligning: those that share keys, from bounded lists.
//!
//! Depends on the set of pages alone, not on their order: where a list is full, the earliest by time and id stay.

/// Hours in which a copy is expected.
const WINDOW: i64 = 72 * 60;
/// Pages that a key leads to, in one window.
const POSTINGS: usize = 32;
/// Pages that a key leads to outside the window.
const FAR: usize = 4;
/// Pages aligned with one page.
const PAIRS: usize = 32;
/// Shared keys that make a pair inside the window, and outside it.
const SHARED: usize = 2;
const SHARED_FAR: usize = 12;
/// Keys sorted at a time.
const PART: usize = 4096;

/// What is known of a page before its text is looked at.
pub(crate) struct Page {
    /// Sorted, each once.
    pub(crate) keys: Vec<u64>,
    /// Minutes since 1970; `None`: undated, which may be any time.
    pub(crate) time: Option<i64>,
}

/// Pairs of indices into `pages` to align, the smaller index first, sorted. `pages` are in the order of their ids.
pub(crate) fn pairs(pages: &[Page]) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by_key(|&i| pages.get(i).map(|p| (p.time.is_none(), p.time, i)));
    let ranked: Vec<&Page> = order.iter().filter_map(|&i| pages.get(i)).collect();
    let lists = Lists::new(&ranked);
    let mut out = Vec::new();
    for rank in 0..ranked.len() {
        for other in lists.partners(rank, &ranked) {
            if let (Some(&a), Some(&b)) = (order.get(other), order.get(rank)) {
                out.push((a.min(b), a.max(b)));
            }
        }
    }
    out.sort_unstable();
    out
}

/// For each key that several pages have, those pages in order of time and id.
struct Lists {
    /// Window of each page.
    windows: Vec<Option<i64>>,
    members: Vec<u32>,
    /// Half-open ranges of `members`.
    lists: Vec<(u32, u32)>,
    /// Lists of each page.
    of: Vec<Vec<u32>>,
}

impl Lists {
    fn new(ranked: &[&Page]) -> Self {
        let mut out = Self {
            windows: ranked.iter().map(|page| page.time.map(|time| time.div_euclid(WINDOW))).collect(),
            members: Vec::new(),
            lists: Vec::new(),
            of: vec![Vec::new(); ranked.len()],
        };
        // keys are even: parts by their first bits stay small, so sorting stays linear
        let rows: usize = ranked.iter().map(|page| page.keys.len()).sum();
        let bits = (rows / PART).max(1).ilog2().min(16);
        let mut parts: Vec<Vec<(u64, u32)>> = vec![Vec::new(); 1 << bits];
        for (rank, page) in ranked.iter().enumerate() {
            for &key in &page.keys {
                let part = key.checked_shr(64 - bits).unwrap_or(0) as usize;
                if let Some(part) = parts.get_mut(part) {
                    part.push((key, rank as u32));
                }
            }
        }
        for mut rows in parts {
            rows.sort_unstable();
            for group in rows.chunk_by(|x, y| x.0 == y.0).filter(|group| group.len() > 1) {
                out.add(group);
            }
        }
        out
    }

    fn add(&mut self, group: &[(u64, u32)]) {
        let (start, id) = (self.members.len() as u32, self.lists.len() as u32);
        for &(_, rank) in group {
            self.members.push(rank);
            if let Some(of) = self.of.get_mut(rank as usize) {
                of.push(id);
            }
        }
        self.lists.push((start, self.members.len() as u32));
    }

    /// Earlier pages worth aligning with a page.
    fn partners(&self, rank: usize, ranked: &[&Page]) -> Vec<usize> {
        let Some(page) = ranked.get(rank) else { return Vec::new() };
        let window = |other: usize| self.windows.get(other).copied().flatten();
        // page, far, frequent: sorted and counted
        let mut met: Vec<(u32, bool, bool)> = Vec::new();
        for &list in self.of.get(rank).map_or(&[][..], Vec::as_slice) {
            let Some(&(from, to)) = self.lists.get(list as usize) else { continue };
            let all = self.members.get(from as usize..to as usize).unwrap_or_default();
            let earlier = |part: &[u32], most: usize, far: bool, frequent: bool, met: &mut Vec<_>| {
                let before = part.iter().take(most).take_while(|&&other| (other as usize) < rank);
                met.extend(before.map(|&other| (other, far, frequent)));
            };
            let Some(now) = window(rank) else {
                earlier(all, POSTINGS, false, all.len() > POSTINGS, &mut met);
                continue;
            };
            let begins =
                |at: i64| all.partition_point(|&other| window(other as usize).is_some_and(|t| t < at));
            let (last, own, next) = (begins(now - 1), begins(now), begins(now + 1));
            let frequent = own - last > POSTINGS || next - own > POSTINGS;
            earlier(all.get(last..own).unwrap_or_default(), POSTINGS, false, frequent, &mut met);
            earlier(all.get(own..next).unwrap_or_default(), POSTINGS, false, frequent, &mut met);
            earlier(all.get(..last).unwrap_or_default(), FAR, true, true, &mut met);
        }
        met.sort_unstable();
        let mut near: Vec<(usize, u32)> = Vec::new();
        for group in met.chunk_by(|x, y| x.0 == y.0) {
            let Some(&(other, far, _)) = group.first() else { continue };
            let rare = group.iter().filter(|m| !m.2).count();
            let keys = ranked.get(other as usize).map_or(0, |p| p.keys.len()).min(page.keys.len());
            // a key that many pages have counts only where it is much of the smaller page
            let much = group.len() * 5 >= keys * 2;
            let enough = if far {
                // published again: much of the page, or all of a short one
                much && (group.len() >= SHARED_FAR || group.len() * 5 >= keys * 4)
            } else {
                rare >= SHARED || much
            };
            if enough {
                near.push((group.len(), other));
            }
        }
        near.sort_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
        near.into_iter().take(PAIRS).map(|(_, other)| other as usize).collect()
    }
}
