-- Who carried the words of a statement to the page: the name, and the id the page gives it.
ALTER TABLE passage ADD COLUMN via TEXT;
ALTER TABLE passage ADD COLUMN via_actor TEXT;
CREATE INDEX passage_via ON passage (via, via_actor) WHERE via IS NOT NULL;

-- First and last day that the date of a page may mean; `doubt`: it is vague, or the page contradicts itself.
ALTER TABLE document ADD COLUMN first_day TEXT;
ALTER TABLE document ADD COLUMN last_day TEXT;
ALTER TABLE document ADD COLUMN doubt INTEGER NOT NULL DEFAULT 0;
UPDATE document SET first_day = substr(published || '-01-01', 1, 10),
    last_day = substr(published || substr('-12-31', length(published) - 3), 1, 10)
    WHERE published GLOB '[0-9][0-9][0-9][0-9]' OR published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]';
UPDATE document SET first_day = substr(published, 1, 10), last_day = substr(published, 1, 10)
    WHERE published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*';
