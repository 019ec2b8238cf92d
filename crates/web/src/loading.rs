//! Reads the corpus beside the requests: whoever asks is given what is ready.
//!
//! Takes the file and an engine, gives the newest `Snapshot` that is read. One thread reads at a time, on a connection of its
//! own; until it is done, requests are answered from the snapshot before.

use crate::error::Refusal;
use crate::state::Snapshot;
use reportedly_engine::Engine;
use reportedly_store::Store;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A corpus that was read in so much time is waited for, so that a decision shows at once; a larger one is not.
const PATIENCE: Duration = Duration::from_secs(2);

pub(crate) struct Loader {
    path: PathBuf,
    read_only: bool,
    engine: Engine,
    /// Opened when it is first needed; kept, since it holds what linking has compared.
    store: Mutex<Option<Store>>,
    slot: Mutex<Slot>,
    done: Condvar,
}

#[derive(Default)]
struct Slot {
    ready: Option<Arc<Snapshot>>,
    /// How long it took to read.
    took: Duration,
    is_loading: bool,
    /// Why the last reading failed.
    fault: Option<Refusal>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Loader {
    pub(crate) fn new(store: &Store, engine: Engine) -> Self {
        let (path, read_only) = (store.path().to_owned(), store.is_read_only());
        Self {
            path,
            read_only,
            engine,
            store: Mutex::default(),
            slot: Mutex::default(),
            done: Condvar::new(),
        }
    }

    /// What has been read last.
    pub(crate) fn ready(&self) -> Option<Arc<Snapshot>> {
        locked(&self.slot).ready.clone()
    }

    /// The snapshot of a generation; the one before while that takes long to read. The first one is waited for.
    pub(crate) fn snapshot(self: &Arc<Self>, generation: u64) -> Result<Arc<Snapshot>, Refusal> {
        let begin = Instant::now();
        let mut slot = locked(&self.slot);
        let mut asked = false;
        loop {
            let before = slot.ready.clone();
            if let Some(ready) = before.as_ref().filter(|ready| ready.generation >= generation) {
                return Ok(ready.clone());
            }
            match (&before, slot.fault.clone()) {
                (None, Some(fault)) if asked && !slot.is_loading => return Err(fault),
                (Some(before), Some(_)) if asked && !slot.is_loading => return Ok(before.clone()),
                _ => {}
            }
            if !slot.is_loading {
                self.start(&mut slot)?;
            }
            let patience = if slot.took < PATIENCE { PATIENCE } else { Duration::ZERO };
            match before {
                Some(before) => {
                    let rest = patience.saturating_sub(begin.elapsed());
                    if rest.is_zero() {
                        return Ok(before);
                    }
                    slot = self.done.wait_timeout(slot, rest).unwrap_or_else(PoisonError::into_inner).0;
                }
                None => slot = self.done.wait(slot).unwrap_or_else(PoisonError::into_inner),
            }
            asked = true;
        }
    }

    fn start(self: &Arc<Self>, slot: &mut Slot) -> Result<(), Refusal> {
        let loader = self.clone();
        let thread = std::thread::Builder::new().name("reading".to_owned()).spawn(move || {
            let begin = Instant::now();
            let read = catch_unwind(AssertUnwindSafe(|| loader.read()));
            let read = read.unwrap_or_else(|_| {
                Err(Refusal::fault("the program failed on this corpus; please report it"))
            });
            let mut slot = locked(&loader.slot);
            slot.is_loading = false;
            match read {
                Ok(snapshot) => {
                    (slot.ready, slot.took, slot.fault) = (Some(Arc::new(snapshot)), begin.elapsed(), None);
                }
                Err(fault) => slot.fault = Some(fault),
            }
            loader.done.notify_all();
        });
        thread.map_err(|_| Refusal::fault("the system gives no thread to read the corpus with"))?;
        (slot.is_loading, slot.fault) = (true, None);
        Ok(())
    }

    fn read(&self) -> Result<Snapshot, Refusal> {
        let mut store = locked(&self.store);
        let open =
            || if self.read_only { Store::open_read_only(&self.path) } else { Store::open(&self.path) };
        let store = match &mut *store {
            Some(store) => store,
            none => none.insert(open()?),
        };
        Snapshot::read(store, &self.engine, store.generation()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_engine::model::{Limits, Origin};
    use reportedly_engine::pack::Packs;
    use reportedly_store::{AddOptions, Input, Verb};

    #[test]
    fn a_corpus_that_takes_long_to_read_is_shown_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::create(folder.path().join("x.rpd")).unwrap();
        let engine = Engine::new(Packs::embedded(), Limits::default());
        let origin = Origin { path: "a.txt".to_owned(), ..Origin::default() };
        let page =
            Input { origin, bytes: Ok(b"Mayor Anna Holm said the town would sell the mill.\n".to_vec()) };
        store.add([page], &engine, &AddOptions::default(), &mut |_| {}).unwrap();
        let loader = Arc::new(Loader::new(&store, engine));
        let before = store.generation().unwrap();
        assert_eq!(loader.snapshot(before).unwrap().generation, before);
        // the next reading waits for this lock, and the last one is said to have taken long
        let held = locked(&loader.store);
        locked(&loader.slot).took = PATIENCE;
        let id = store.find_documents("a.txt").unwrap().remove(0);
        store.decide(Verb::Date, &[id, "2024".to_owned()], "").unwrap();
        let now = store.generation().unwrap();
        assert!(now > before);
        let begin = Instant::now();
        for _ in 0..3 {
            assert_eq!(loader.snapshot(now).unwrap().generation, before);
        }
        assert!(begin.elapsed() < PATIENCE);
        drop(held);
        while loader.snapshot(now).unwrap().generation != now {
            std::thread::sleep(Duration::from_millis(5));
        }
        // it was quick this time: the next change is waited for
        store.decide(Verb::Undo, &["1".to_owned()], "").unwrap();
        let last = store.generation().unwrap();
        assert_eq!(loader.snapshot(last).unwrap().generation, last);
    }

    #[test]
    fn what_cannot_be_read_is_said_and_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.rpd");
        let store = Store::create(&path).unwrap();
        let loader = Arc::new(Loader::new(&store, Engine::new(Packs::embedded(), Limits::default())));
        drop(store);
        let away = folder.path().join("y.rpd");
        std::fs::rename(&path, &away).unwrap();
        assert!(loader.snapshot(0).is_err());
        std::fs::rename(&away, &path).unwrap();
        assert!(loader.snapshot(0).is_ok());
    }
}
