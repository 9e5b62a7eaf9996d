-- Version 8: columns and tables say what they hold. Where a slot is a table's rowid, it is
-- called so.
ALTER TABLE articles RENAME COLUMN said TO content_hash;
ALTER TABLE articles RENAME COLUMN place TO link_hash;
ALTER TABLE pending RENAME COLUMN said TO content_hash;
ALTER TABLE pending RENAME COLUMN again TO reindex;
ALTER TABLE about RENAME TO topics;
ALTER TABLE links RENAME COLUMN slot TO article;
ALTER TABLE links RENAME COLUMN place TO link_hash;
ALTER TABLE proposals RENAME COLUMN slot TO article;
ALTER TABLE proposals RENAME COLUMN place TO link_hash;
ALTER TABLE gone RENAME TO tombstones;
ALTER TABLE pages RENAME COLUMN asked TO fetched;
