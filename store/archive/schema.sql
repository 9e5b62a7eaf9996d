-- The archive. Articles live at a slot: their date in seconds times 256, plus a
-- place among those of the same second. So the table is its own date index, the
-- newest are its last pages, and the postings of the search tables are small.
CREATE TABLE sources (
  n          INTEGER PRIMARY KEY,
  key        TEXT NOT NULL UNIQUE,
  name       TEXT NOT NULL DEFAULT '',
  url        TEXT NOT NULL DEFAULT '',
  site       TEXT NOT NULL DEFAULT '',
  language   TEXT NOT NULL DEFAULT '',
  validators TEXT NOT NULL DEFAULT '{}',
  tried      INTEGER NOT NULL DEFAULT 0, -- milliseconds since 1970; 0 for never
  answered   INTEGER NOT NULL DEFAULT 0,
  error      TEXT NOT NULL DEFAULT '',
  articles   INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE articles (
  slot         INTEGER PRIMARY KEY,
  id           INTEGER NOT NULL,          -- feed.ID, its 64 bits
  source       INTEGER NOT NULL,          -- sources.n
  date         INTEGER NOT NULL,          -- milliseconds since 1970, as the following
  seen         INTEGER NOT NULL,
  published    INTEGER,
  updated      INTEGER,
  guid         TEXT NOT NULL,
  title        TEXT NOT NULL,
  author       TEXT NOT NULL,
  link         TEXT NOT NULL,
  place        INTEGER NOT NULL,          -- hash of the canonical link; 0 without one
  summary      TEXT NOT NULL,
  image        TEXT NOT NULL,
  image_alt    TEXT NOT NULL,
  language     TEXT NOT NULL,
  words        INTEGER NOT NULL,
  completeness INTEGER NOT NULL,
  more         TEXT NOT NULL,             -- JSON: categories, enclosures; empty without any
  fingerprint  BLOB NOT NULL,             -- of the text: another one means updated
  said         INTEGER NOT NULL           -- checksum of everything sent
);
CREATE UNIQUE INDEX article_id ON articles (id);
CREATE INDEX article_order ON articles (slot, id, source);
CREATE INDEX article_source ON articles (source, slot, id);
CREATE INDEX article_place ON articles (place) WHERE place <> 0;

CREATE TABLE bodies (slot INTEGER PRIMARY KEY, body BLOB NOT NULL);

-- The IDs of each source's articles, eight bytes each, so that counting what is
-- unread reads a few blobs and not a hundred thousand rows.
CREATE TABLE members (n INTEGER PRIMARY KEY, source INTEGER NOT NULL, ids BLOB NOT NULL);

-- Articles whose search terms are missing or old.
CREATE TABLE pending (
  slot  INTEGER PRIMARY KEY,
  again INTEGER NOT NULL, -- they are old, not missing
  said  INTEGER NOT NULL  -- articles.said of the text they must be of
);

CREATE VIRTUAL TABLE words USING fts5 (
  title, lead, text,
  content='', contentless_delete=1, detail=column, tokenize='ascii'
);
INSERT INTO words (words, rank) VALUES ('usermerge', 2);
CREATE TABLE terms (term TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;

-- What an article is about, for related stories: see related.go.
CREATE TABLE about (slot INTEGER PRIMARY KEY, terms BLOB NOT NULL);
CREATE TABLE links (slot INTEGER NOT NULL, at INTEGER NOT NULL, place INTEGER NOT NULL,
  PRIMARY KEY (slot, at))
  WITHOUT ROWID;
CREATE INDEX link_place ON links (place);
