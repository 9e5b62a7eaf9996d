-- Version 2: what articles' web pages say, and the stories that sites propose.
--
-- A page belongs to an article's ID, which never changes. What the feed sent stays
-- in table bodies: where the page has more of the text, its body is shown instead.
CREATE TABLE pages (
  id        INTEGER PRIMARY KEY,          -- articles.id
  asked     INTEGER NOT NULL,             -- milliseconds since 1970; 0: to be asked again
  tries     INTEGER NOT NULL DEFAULT 0,   -- how often in a row it gave nothing
  reason    TEXT NOT NULL DEFAULT '',     -- why it did not
  better    INTEGER NOT NULL DEFAULT 0,   -- its body is shown
  same      INTEGER NOT NULL DEFAULT 0,   -- it has no more than the feed, whose text is whole
  words     INTEGER NOT NULL DEFAULT 0,
  image     TEXT NOT NULL DEFAULT '',
  image_alt TEXT NOT NULL DEFAULT '',
  author    TEXT NOT NULL DEFAULT '',
  language  TEXT NOT NULL DEFAULT '',
  feed      BLOB NOT NULL DEFAULT '',     -- fingerprint of the feed's text at that time
  body      BLOB
);
CREATE INDEX page_again ON pages (id) WHERE asked = 0;
CREATE INDEX article_teaser ON articles (slot) WHERE completeness = 0;

-- What the site puts beside an article, in its order; place is 0 without a link.
CREATE TABLE proposals (
  slot  INTEGER NOT NULL,
  at    INTEGER NOT NULL,
  place INTEGER NOT NULL,
  url   TEXT NOT NULL,
  title TEXT NOT NULL,
  PRIMARY KEY (slot, at)
) WITHOUT ROWID;

-- A hash of the folded title: a headline without its link is known by it.
ALTER TABLE about ADD COLUMN title INTEGER NOT NULL DEFAULT 0;
CREATE INDEX about_title ON about (title) WHERE title <> 0;

-- All of this is found while terms are made: make them anew.
INSERT INTO words (words) VALUES ('delete-all');
DELETE FROM about;
DELETE FROM links;
DELETE FROM terms;
INSERT OR REPLACE INTO pending (slot, again, said) SELECT slot, 0, said FROM articles;
