-- Directions of meaning that the encoder gave texts, by the keys of `meaning`: the judge weighs them again whenever a new page stands
-- beside an old one. 512 bytes each.
CREATE TABLE direction (key INTEGER PRIMARY KEY, numbers BLOB NOT NULL) STRICT;
DELETE FROM meaning;
DELETE FROM verdict;
