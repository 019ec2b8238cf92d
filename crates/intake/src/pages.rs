//! All pages as an iterator. A thread of its own reads and unpacks while the pages before are analysed; it is never more than
//! one page ahead.

use crate::model::{Item, Options};
use crate::paths::Sources;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, JoinHandle};

/// What the sources hold, in order.
pub struct Pages {
    items: Receiver<Item>,
    reader: Option<JoinHandle<()>>,
    count: Arc<AtomicU64>,
}

impl Pages {
    pub fn new(sources: Sources, options: Options) -> Self {
        let (send, items) = sync_channel(0);
        let count = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&count);
        let reader = thread::spawn(move || {
            // Whoever takes the pages may leave.
            let _ = sources.read(&options, &counted, &mut |item| match send.send(item) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            });
        });
        Self { items, reader: Some(reader), count }
    }

    /// A look at the bytes read from the disk so far, for a progress bar.
    pub fn counter(&self) -> impl Fn() -> u64 + use<> {
        let count = Arc::clone(&self.count);
        move || count.load(Ordering::Relaxed)
    }
}

impl Iterator for Pages {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Ok(item) = self.items.recv() {
            return Some(item);
        }
        // A crash of the reader must not look like the end.
        if let Some(Err(crash)) = self.reader.take().map(JoinHandle::join) {
            std::panic::resume_unwind(crash);
        }
        None
    }
}
