//! Where readers put what they find: the sink, the user's options, and the count of what a container holds besides pages.

use crate::model::{Failure, Item, Note, Options, Page};
use crate::plain;
use reportedly_engine::model::Origin;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// `Break`: whoever takes the pages wants no more.
pub(crate) type Flow = ControlFlow<()>;

pub(crate) struct Out<'a> {
    pub(crate) options: &'a Options,
    sink: &'a mut dyn FnMut(Item) -> Flow,
}

impl<'a> Out<'a> {
    pub(crate) fn new(options: &'a Options, sink: &'a mut dyn FnMut(Item) -> Flow) -> Self {
        Self { options, sink }
    }

    /// A page as it is.
    pub(crate) fn page(&mut self, mut origin: Origin, bytes: Vec<u8>) -> Flow {
        origin.outlet = self.options.outlet.clone().or(origin.outlet);
        origin.published = self.options.published.clone().or(origin.published);
        (self.sink)(Item::Page(Page { origin, bytes }))
    }

    /// A page, or why these bytes are none.
    pub(crate) fn checked(&mut self, origin: Origin, bytes: Vec<u8>) -> Flow {
        match plain::unfit(&bytes) {
            Some((message, hint)) => self.failed(Failure::new(&origin.path, message, hint)),
            None => self.page(origin, bytes),
        }
    }

    pub(crate) fn failed(&mut self, failure: Failure) -> Flow {
        (self.sink)(Item::Failed(failure))
    }

    pub(crate) fn fail(&mut self, path: &str, message: impl Into<String>, hint: &str) -> Flow {
        self.failed(Failure::new(path, message, hint))
    }
}

/// Damaged parts of one container that are named one by one; the others are counted.
const NAMED: u64 = 100;

/// What one container held besides pages, by reason.
pub(crate) struct Tally<'a> {
    path: &'a str,
    /// "record", "entry", "row".
    what: &'static str,
    damaged: u64,
    others: BTreeMap<&'static str, u64>,
}

impl<'a> Tally<'a> {
    pub(crate) fn new(path: &'a str, what: &'static str) -> Self {
        Self { path, what, damaged: 0, others: BTreeMap::new() }
    }

    /// Part `number` is damaged: named, up to a limit.
    pub(crate) fn damaged(&mut self, number: u64, message: &str, hint: &str, out: &mut Out<'_>) -> Flow {
        self.damaged += 1;
        match self.damaged {
            0..=NAMED => out.fail(&format!("{}#{number}", self.path), message, hint),
            _ => Flow::Continue(()),
        }
    }

    /// Passed over for a reason that reads well after a number: "not text".
    pub(crate) fn passed(&mut self, reason: &'static str) {
        *self.others.entry(reason).or_default() += 1;
    }

    /// "3 records skipped: 2 damaged, 1 not text".
    pub(crate) fn finish(self, out: &mut Out<'_>) -> Flow {
        let damaged = (self.damaged > 0).then_some(("damaged", self.damaged));
        let reasons: Vec<(&str, u64)> =
            damaged.into_iter().chain(self.others.iter().map(|(reason, n)| (*reason, *n))).collect();
        let all: u64 = reasons.iter().map(|(_, n)| n).sum();
        if all == 0 {
            return Flow::Continue(());
        }
        let list: Vec<String> = reasons.iter().map(|(reason, n)| format!("{n} {reason}")).collect();
        let what = match (all, self.what) {
            (1, what) => what.to_owned(),
            (_, "entry") => "entries".to_owned(),
            (_, what) => format!("{what}s"),
        };
        let message = format!("{all} {what} skipped: {}", list.join(", "));
        (out.sink)(Item::Note(Note { path: self.path.to_owned(), message }))
    }
}
