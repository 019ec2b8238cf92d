//! One test binary.
#![allow(clippy::disallowed_methods, reason = "the engine does no I/O; its tests read its sources and lists")]

mod fuzz;
// One reader of gold pages for the scorer and for these tests.
#[path = "../../../xtask/src/gold/pages.rs"]
#[allow(dead_code, reason = "the scorer asks for more")]
mod gold_pages;
mod golden;
mod layers;
mod packs;
mod properties;
mod record;
mod robust;
mod toy;
