//! One test binary.
#![allow(clippy::disallowed_methods, reason = "the engine does no I/O; its tests read its sources and lists")]

mod layers;
mod packs;
mod properties;
mod record;
mod robust;
