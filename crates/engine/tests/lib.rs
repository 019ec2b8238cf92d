//! One test binary.

mod layers;
mod packs;
mod properties;
mod robust;
