//! Copies of invented pages.
