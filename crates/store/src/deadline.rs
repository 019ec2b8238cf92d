//! Until when a thread may keep the corpus file busy.
//!
//! SQLite asks every few thousand steps whether to go on; a question past its time ends with `Error::is_slow`.

use rusqlite::Connection;
use std::cell::Cell;
use std::time::Instant;

thread_local! {
    static DEADLINE: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Steps of SQLite's machine between two looks at the clock: well below a millisecond.
const STEPS: i32 = 4_000;

/// Runs `work` on this thread; questions to any store that are still running at `deadline` are cut off. `None`: none is,
/// whatever the caller's caller said.
pub fn until<T>(deadline: Option<Instant>, work: impl FnOnce() -> T) -> T {
    struct Before(Option<Instant>);
    impl Drop for Before {
        fn drop(&mut self) {
            DEADLINE.set(self.0);
        }
    }
    let _before = Before(DEADLINE.replace(deadline));
    work()
}

pub(crate) fn watch(connection: &mut Connection) -> rusqlite::Result<()> {
    let late = || DEADLINE.get().is_some_and(|deadline| Instant::now() >= deadline);
    connection.progress_handler(STEPS, Some(late))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_past_its_time_is_cut_off() {
        let mut connection = Connection::open_in_memory().unwrap();
        watch(&mut connection).unwrap();
        let endless =
            "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        let ask = |connection: &Connection| connection.query_row(endless, [], |row| row.get::<_, i64>(0));
        let soon = Instant::now() + std::time::Duration::from_millis(20);
        let error = until(Some(soon), || ask(&connection)).unwrap_err();
        assert!(crate::Error::sql(std::path::Path::new("x.rpd"), error).is_slow());
        let short = "SELECT 1";
        let after =
            until(Some(soon), || until(None, || connection.query_row(short, [], |row| row.get::<_, i64>(0))));
        assert_eq!(after.unwrap(), 1);
        assert!(DEADLINE.get().is_none());
    }
}
