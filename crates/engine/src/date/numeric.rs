//! Days that begin with digits and have no month name first: `2024-03-27`, `27.03.2024`, `03/27/2024`, `2024年3月27日`.

use super::Precision;
use super::find::{Day, Reader};
use super::scan::Kind;

impl Reader<'_> {
    pub(super) fn iso(&self, i: usize) -> Option<Day> {
        let year = self.year(i)?;
        if !self.mark(i + 1, &['-', '.', '/']) || !self.joined(i) {
            return None;
        }
        let month = self.number(i + 2, 1..=2)?;
        if !self.mark(i + 3, &['-', '.', '/']) || !self.joined(i + 2) {
            return None;
        }
        let day = self.number(i + 4, 1..=2)?;
        self.whole(year, month, day, i + 5)
    }

    /// The mark after token `i` joins two numbers: no gap around it, or one after a full stop ("22. 11. 2020").
    fn joined(&self, i: usize) -> bool {
        !self.gap(i + 1) && (!self.gap(i + 2) || self.words.world && self.mark(i + 1, &['.']))
    }

    /// "2020年6月4日", "2020. június 4.", "2020 m. birželio 4 d.": year, month and day with their words.
    pub(super) fn year_first(&self, i: usize) -> Option<Day> {
        if !self.words.world {
            return None;
        }
        let year = self.year(i)?;
        let unit = |j: usize, signs: &[char]| {
            self.token(j).is_some_and(|t| t.kind == Kind::Letters && t.of(self.text).starts_with(signs))
        };
        if unit(i + 1, &['年', '년']) {
            let month = self.number(i + 2, 1..=2)?;
            let day = self.number(i + 4, 1..=2)?;
            return (unit(i + 3, &['月', '월']) && unit(i + 5, &['日', '일']))
                .then(|| self.whole(year, month, day, i + 6))?;
        }
        let mut j = i + 1;
        if self.meaning(j).is_some_and(|m| m.year) {
            j += 1;
        }
        if self.mark(j, &['.', ',']) && !self.gap(j) {
            j += 1;
        }
        let month = self.meaning(j)?.month?;
        let day = self.number(j + 1, 1..=2)?;
        // "március 5. 10:20"
        let stop = self.mark(j + 2, &['.']) && !self.gap(j + 2) && self.time(j + 3).is_some();
        self.whole(year, u32::from(month), day, j + 2 + usize::from(stop))
    }

    pub(super) fn numeric(&self, i: usize) -> Option<Day> {
        let first = self.number(i, 1..=2)?;
        let slash = self.mark(i + 1, &['/']);
        if !(slash || self.mark(i + 1, &['.', '-'])) || !self.joined(i) {
            return None;
        }
        let second = self.number(i + 2, 1..=2)?;
        let same = self.token(i + 1)?.of(self.text) == self.token(i + 3)?.of(self.text);
        if !same || !self.joined(i + 2) {
            return None;
        }
        let year = match self.token(i + 4)?.len() {
            4 => self.year(i + 4)?,
            2 if self.token(i)?.len() == 2 => 2000 + self.number(i + 4, 2..=2)?,
            _ => return None,
        };
        let mut next = i + 5;
        if !self.gap(next)
            && self.mark(next, &['.', '/', '-'])
            && !self.gap(next + 1)
            && self.number(next + 1, 1..=9).is_some()
        {
            return None;
        }
        if self.meaning(next).is_some_and(|m| m.year) {
            next += 1;
        }
        // with slashes month or day may come first; both possible and different: one of two
        if slash && first <= 12 && second <= 12 && first != second {
            let a = self.whole(year, second, first, next)?;
            let b = self.whole(year, first, second, next)?;
            let (a, b) = if a.value < b.value { (a.value, b.value) } else { (b.value, a.value) };
            return Some(Day {
                next,
                value: format!("[{a},{b}]"),
                precision: Precision::Day,
                relative: None,
            });
        }
        let day = if second <= 12 { self.whole(year, second, first, next) } else { None };
        day.or_else(|| if slash { self.whole(year, first, second, next) } else { None })
    }
}
