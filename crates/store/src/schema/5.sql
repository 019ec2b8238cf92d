-- What linking asked the sentence encoder and the judge of statement pairs, so that nothing is asked twice: on which sides of fixed
-- planes the direction of a text lies, and what stands between two passages. Keys are hashes of the words, their language, speaker
-- and day. The row `asked` of `derived` says which build of the engine answered; what another said is thrown away.
CREATE TABLE meaning (key INTEGER PRIMARY KEY, sides BLOB NOT NULL) STRICT;
CREATE TABLE verdict (a INTEGER NOT NULL, b INTEGER NOT NULL, value BLOB NOT NULL, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
-- The row `encoder` of `meta`: 0, when this corpus is to be linked without the encoder.
