-- A number that grows with every change of documents or decisions.
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('generation', 0);

CREATE TABLE document (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    path TEXT NOT NULL,
    url TEXT,
    title TEXT,
    language TEXT,
    outlet TEXT,
    published TEXT,
    size INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    set_apart INTEGER NOT NULL,
    -- What the user said about the bytes, as JSON: the analysis can be made again from this and `original`.
    origin TEXT NOT NULL,
    -- Which build of the engine made the analysis.
    engine TEXT NOT NULL
) STRICT;

-- The bytes as they came, zstd.
CREATE TABLE original (document INTEGER PRIMARY KEY REFERENCES document (number), bytes BLOB NOT NULL) STRICT;
-- `Document` as JSON, zstd.
CREATE TABLE analysis (document INTEGER PRIMARY KEY REFERENCES document (number), value BLOB NOT NULL) STRICT;

-- What search finds: pieces of blocks, and contents of statements (those have `statement`).
CREATE TABLE passage (
    number INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (number),
    zone TEXT NOT NULL,
    -- Bytes and code points of the decoded text.
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    start_point INTEGER NOT NULL,
    end_point INTEGER NOT NULL,
    text TEXT NOT NULL,
    statement TEXT,
    position INTEGER,
    kind TEXT,
    stance TEXT,
    actor TEXT,
    speaker TEXT
) STRICT;
CREATE INDEX passage_document ON passage (document, start);
-- `words` as written (folded), `stems` for other forms, `sounds` for names in other scripts, `speaker` stems and sounds.
CREATE VIRTUAL TABLE passage_index USING fts5 (
    words, stems, sounds, speaker, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);

-- Copies, actors, claims, relations: computed from the documents of one generation by one build of the engine.
CREATE TABLE derived (
    key TEXT PRIMARY KEY,
    generation INTEGER NOT NULL,
    engine TEXT NOT NULL,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
