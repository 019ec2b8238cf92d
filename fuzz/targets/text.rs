//! Any bytes as text and as Markdown: no panic, blocks in order and apart, places inside the bytes, a second a megabyte.
#![no_main]

mod page;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    page::check(bytes, "page.txt");
    page::check(bytes, "page.md");
});
