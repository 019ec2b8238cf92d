-- Pages that could not be added.
CREATE TABLE failure (path TEXT PRIMARY KEY, message TEXT NOT NULL, hint TEXT) STRICT, WITHOUT ROWID;

-- What people decided: kept for ever, in order.
CREATE TABLE decision (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    verb TEXT NOT NULL,
    -- JSON list of ids.
    subjects TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE TRIGGER decision_stays BEFORE DELETE ON decision BEGIN SELECT raise(ABORT, 'decisions are kept'); END;
CREATE TRIGGER decision_stands BEFORE UPDATE ON decision BEGIN SELECT raise(ABORT, 'decisions are kept'); END;
