//! Tests of the corpus room on invented pages.
