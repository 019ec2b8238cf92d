//! Archives: WARC, gzip, ZIP and what is in them.

#![no_main]

use libfuzzer_sys::fuzz_target;
use reportedly_intake::{Item, Options, read};
use std::io::Cursor;
use std::ops::ControlFlow;

fuzz_target!(|bytes: &[u8]| {
    let options = Options { page_bytes: 100_000, ..Options::default() };
    let _ = read(Cursor::new(bytes), "x.warc.gz", &options, &mut |item| {
        if let Item::Page(page) = item {
            assert!(page.bytes.len() <= options.page_bytes);
        }
        ControlFlow::Continue(())
    });
});
