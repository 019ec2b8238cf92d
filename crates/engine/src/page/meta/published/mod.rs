//! The day the page was published, and when it was changed. Takes every date the page shows or declares, gives one with
//! its basis, or none, and the rest with the reason for not taking them.
//!
//! Each statement of a date has a weight by its basis (`weight`). The day with the greatest sum over independent bases
//! wins: two fields that agree outweigh a stronger one alone. A moment stated in UTC also speaks for the neighbouring day
//! that the page itself shows. A date without a basis among these is rejected, however lonely it stands.

mod choose;
mod declared;
mod marked;
mod place;
mod value;
mod visible;

use super::json_ld::JsonLd;
use super::{Evidence, plain};
use crate::date::{self, Words};
use crate::model::{Basis, Published, RejectedDate, Remark, Span, Stated};
use value::Reading;

/// Rejected dates listed.
const REJECTED: usize = 50;
/// Candidates compared; a page that states more repeats itself.
const CANDIDATES: usize = 200;
/// Blocks longer than this (bytes) are prose and hold no date of the page.
const SHORT: usize = 600;

/// How much a basis weighs. What is not listed is no basis.
pub(super) mod weight {
    pub(super) const USER: u32 = 1000;
    pub(super) const ARTICLE: u32 = 10;
    pub(super) const OPENGRAPH: u32 = 9;
    pub(super) const LISTING: u32 = 8;
    pub(super) const MICRODATA: u32 = 8;
    /// JSON-LD of a work or page that is no article, or of broken JSON.
    pub(super) const WORK: u32 = 7;
    /// A `meta` or element named for publication; words that say so beside the headline.
    pub(super) const NAMED: u32 = 7;
    pub(super) const PATH: u32 = 6;
    /// A dated element or a date line beside the headline.
    pub(super) const DATED: u32 = 6;
    /// A bare date beside the headline. The least that says which day it is where the page is at home.
    pub(super) const PLAIN: u32 = 5;
    /// A `meta` named for a date alone, often of change; a dateline at the start of the story.
    pub(super) const DATELINE: u32 = 4;
    /// Counts only when nothing else on the page is as weak and says otherwise.
    pub(super) const WEAK: u32 = 3;
}

/// One statement of a day.
struct Candidate {
    value: String,
    weight: u32,
    basis: Basis,
}

impl Candidate {
    fn day(&self) -> &str {
        self.value.get(..10).unwrap_or(&self.value)
    }
    /// Bases that repeat one field of the page count once.
    fn family(&self) -> &str {
        match self.basis.kind.as_str() {
            "time" | "microdata" | "text" => "page",
            kind => kind,
        }
    }
}

/// Two days of which one is meant: read with the day first, with the month first.
struct Either {
    days: (String, String),
    weight: u32,
    basis: Basis,
}

/// All dates of a page as they are found.
struct Dates<'a> {
    words: &'a Words,
    /// Day the page was fetched on.
    fetched: Option<String>,
    candidates: Vec<Candidate>,
    partial: Vec<Candidate>,
    either: Vec<Either>,
    modified: Vec<Stated>,
    rejected: Vec<RejectedDate>,
}

impl Dates<'_> {
    /// A stated value with its basis.
    fn state(&mut self, value: &str, weight: u32, basis: Basis) {
        self.add(value::read(value, self.words), value, weight, basis);
    }

    fn add(&mut self, reading: Reading, value: &str, weight: u32, basis: Basis) {
        if self.candidates.len() + self.either.len() + self.partial.len() >= CANDIDATES {
            return;
        }
        match reading {
            Reading::Day(day) if self.is_future(&day) => {
                self.reject(day, basis.span, "after-fetched");
            }
            Reading::Day(value) => self.candidates.push(Candidate { value, weight, basis }),
            Reading::Partial(value) => self.partial.push(Candidate { value, weight, basis }),
            Reading::Either(a, b) => self.either.push(Either { days: (a, b), weight, basis }),
            Reading::Bad(why) => {
                let shown: String = value.trim().chars().take(40).collect();
                self.reject(shown, basis.span, why);
            }
            Reading::None => {}
        }
    }

    /// A stated value of when the page was changed.
    fn change(&mut self, value: &str, basis: Basis) {
        if let Reading::Day(value) = value::read(value, self.words) {
            self.changed(value, basis);
        }
    }

    fn changed(&mut self, value: String, basis: Basis) {
        self.reject(value.clone(), basis.span, "page-changed");
        if self.modified.len() < CANDIDATES {
            self.modified.push(Stated { value, basis });
        }
    }

    /// `why` is the code of a remark.
    fn reject(&mut self, value: String, span: Option<Span>, why: &'static str) {
        // markup and text of one place say the same: the place in the text is what a reader can see
        let same = |r: &&mut RejectedDate| {
            r.value == value && r.why.code == why && (r.span == span || r.span.is_none() || span.is_none())
        };
        let room = self.rejected.len() < REJECTED;
        match self.rejected.iter_mut().find(same) {
            Some(again) => again.span = again.span.or(span),
            None if room => {
                self.rejected.push(RejectedDate { value, span, why: Remark::new(why, []) });
            }
            None => {}
        }
    }

    /// A day or more after the page was fetched, whatever the zone.
    fn is_future(&self, day: &str) -> bool {
        let ahead = self.fetched.as_deref().and_then(|fetched| date::days_between(fetched, day));
        ahead.is_some_and(|days| days > 1)
    }
}

/// When the page was published, and when changed.
pub(super) fn find(evidence: &Evidence<'_>, json: &JsonLd, url: Option<&str>) -> (Published, Option<Stated>) {
    let mut dates = Dates {
        words: &evidence.words.dates,
        fetched: evidence.origin.fetched.as_deref().and_then(|f| f.get(..10)).map(str::to_owned),
        candidates: Vec::new(),
        partial: Vec::new(),
        either: Vec::new(),
        modified: Vec::new(),
        rejected: Vec::new(),
    };
    if let Some(stated) = evidence.origin.published.as_deref() {
        dates.state(stated, weight::USER, plain("user"));
    }
    declared::read(evidence, json, url, &mut dates);
    visible::read(evidence, &mut dates);
    if dates.candidates.iter().all(|c| c.weight < weight::PLAIN) && dates.either.is_empty() {
        declared::variables(evidence, &mut dates);
    }
    choose::choose(evidence, dates)
}
