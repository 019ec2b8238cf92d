//! `reportedly-report`: what is handed over to others.
//!
//! Takes documents, claims and graphs of the engine, gives citations (`cite`) and a report of one claim in one HTML file that
//! holds its own evidence (`html`) and can be checked against a corpus (`check`). Strings in, strings out: no files, no clock.

mod card;
pub mod cite;
pub mod chain;
mod check;
mod html;
mod register;

pub use card::{Card, Page, Passage, sha256};
pub use check::{Checked, Difference, check, pages};
pub use html::{Report, html};
pub use register::turns;

/// Version of the evidence inside a report.
pub const SCHEMA: &str = "reportedly-report/1";
