//! The attributes of the tag that is being read.
//!
//! Takes names and values piece by piece, keeps those that somebody reads, cut to a length, the first of each name.

use super::markup::{Attribute, Markup, Start};

/// Bytes of an attribute value kept; longer ones are cut.
pub(super) const VALUE: usize = 4096;
/// Attributes of one tag that are looked at.
const ATTRIBUTES: usize = 256;
/// Bytes of a name that are looked at: more than any kept name has.
const NAME: usize = 16;

#[derive(Default)]
pub(super) struct Attributes {
    /// All attributes of the tag so far, kept or not.
    count: usize,
    /// Name of the last one.
    name: Vec<u8>,
    /// The last one is kept: its value is the end of `values`.
    keeping: bool,
    /// Its value has begun, so its name is complete.
    named: bool,
    kept: Vec<(Attribute, u32, u32)>,
    values: Vec<u8>,
}

impl Attributes {
    #[inline]
    pub(super) fn clear(&mut self) {
        self.count = 0;
        self.named = true;
        self.keeping = false;
        self.kept.clear();
        self.values.clear();
    }

    /// The next attribute of a tag begins.
    #[inline]
    pub(super) fn begin(&mut self, tag: &[u8]) {
        self.settle(tag);
        self.count += 1;
        self.name.clear();
        self.named = false;
        self.keeping = false;
    }

    #[inline]
    pub(super) fn name(&mut self, name: &[u8]) {
        if self.name.len() < NAME {
            self.name.extend_from_slice(name);
        }
    }

    /// Its value begins; gives whether it is kept.
    #[inline]
    pub(super) fn begin_value(&mut self, tag: &[u8]) -> bool {
        self.settle(tag);
        self.keeping
    }

    #[inline]
    pub(super) fn value(&mut self, value: &[u8]) {
        if let Some(last) = self.kept.last_mut().filter(|_| self.keeping) {
            let room = VALUE.saturating_sub((last.2 - last.1) as usize);
            self.values.extend_from_slice(value.get(..room).unwrap_or(value));
            last.2 = self.values.len() as u32;
        }
    }

    /// The name is complete.
    #[inline]
    fn settle(&mut self, tag: &[u8]) {
        if self.named {
            return;
        }
        self.named = true;
        if self.count <= ATTRIBUTES
            && let Some(name) = Attribute::of(&self.name).filter(|name| name.matters(tag))
        {
            let at = self.values.len() as u32;
            self.kept.push((name, at, at));
            self.keeping = true;
        }
    }

    pub(super) fn too_many(&self) -> bool {
        self.count > ATTRIBUTES
    }

    /// The tag is complete: what was kept goes to the page. Gives the number of the tag, if anything was.
    pub(super) fn keep(&mut self, tag: &[u8], at: (usize, usize), markup: &mut Markup<'_>) -> Option<u32> {
        self.settle(tag);
        if self.kept.is_empty() {
            return None;
        }
        let (first, base) = (markup.attributes.len() as u32, markup.values.len() as u32);
        markup.values.extend_from_slice(&self.values);
        markup.attributes.extend(self.kept.iter().map(|(name, from, to)| (*name, from + base, to + base)));
        let attributes = (first, markup.attributes.len() as u32);
        let has = self.kept.iter().fold(0, |bits, (name, _, _)| bits | name.bit());
        markup.starts.push(Start { at: (at.0 as u32, at.1 as u32), attributes, has });
        Some(markup.starts.len() as u32 - 1)
    }
}
