//! The pages, one module each. Each takes the corpus and the filters of the address, gives markup.

pub(crate) mod layout;
pub(crate) mod passage;
pub(crate) mod search;
pub(crate) mod claims;
pub(crate) mod claim;
pub(crate) mod marks;
pub(crate) mod reader;
pub(crate) mod actor;
pub(crate) mod positions;
pub(crate) mod documents;
