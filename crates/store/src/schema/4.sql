-- The derived corpus of the generation that `derived` names, a row for each claim, relation, actor, copy and common parent, so
-- that one is read without the others. Values are JSON, longer ones zstd; `hash` tells those that have not changed.
CREATE TABLE linked (
    number INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    key TEXT NOT NULL,
    hash INTEGER NOT NULL,
    value BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX linked_key ON linked (kind, key);
-- Ids by which rows are looked for as well: those an actor took over, pages of a copy, pages of a parent.
CREATE TABLE linked_by (kind INTEGER NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (kind, id, key))
    STRICT, WITHOUT ROWID;
-- What stood there in one piece is computed anew.
DELETE FROM derived;
