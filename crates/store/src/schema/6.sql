-- What filters without words look for, so that a rare value costs no more than a common one.
CREATE INDEX passage_actor ON passage (actor) WHERE actor IS NOT NULL;
CREATE INDEX passage_stance ON passage (stance) WHERE stance IS NOT NULL;
CREATE INDEX passage_place ON passage (document, position) WHERE statement IS NOT NULL;
CREATE INDEX document_outlet ON document (outlet);
CREATE INDEX document_language ON document (language);
CREATE INDEX document_published ON document (published);
CREATE INDEX document_days ON document (first_day, last_day);
