-- Version 7: bodies are kept compressed, one behind the other in the order in which they came,
-- so that pages are full. What is kept so far stays where it is, and is read there, until it
-- is moved in batches: until then its articles name no body.
ALTER TABLE bodies RENAME COLUMN slot TO n;
ALTER TABLE articles ADD COLUMN body INTEGER; -- bodies.n; 0 without one; NULL: n is the slot

-- New bodies must not get the number of a slot: they come behind this one, which is none's.
INSERT INTO bodies SELECT 1152921504606846976, '' WHERE EXISTS (SELECT 1 FROM articles);

-- What bodies are compressed with, by the number that a zstd frame names.
CREATE TABLE dictionaries (id INTEGER PRIMARY KEY, content BLOB NOT NULL);

-- From which slot downwards bodies are still to be moved; no row when all are.
CREATE TABLE moving (n INTEGER PRIMARY KEY CHECK (n = 1), below INTEGER NOT NULL);
INSERT INTO moving SELECT 1, max(slot) + 1 FROM articles HAVING count(*) > 0;

-- Words are written to the disk in large pieces, and these joined when all articles of a refresh
-- have their terms (see Index), not over and over while they get them.
INSERT INTO words (words, rank) VALUES ('hashsize', 8388608);
INSERT INTO words (words, rank) VALUES ('automerge', 0);
