-- Version 6: a mirror of what state.json says, for lists to filter by. The file stays the
-- truth; table mirror says which writing of it this is a copy of.
CREATE TABLE marks (
  id          INTEGER PRIMARY KEY,  -- articles.id; the article need not be here
  read        INTEGER NOT NULL,
  starred     INTEGER NOT NULL,
  watched     INTEGER NOT NULL,
  read_at     INTEGER NOT NULL,     -- nanoseconds since 1970; 0 for never
  starred_at  INTEGER NOT NULL,
  watched_at  INTEGER NOT NULL,
  position_at INTEGER NOT NULL,
  block       INTEGER NOT NULL,
  letter      INTEGER NOT NULL,
  percent     INTEGER NOT NULL
);
CREATE INDEX mark_starred ON marks (id) WHERE starred;
CREATE INDEX mark_watched ON marks (id) WHERE watched;

CREATE TABLE mirror (
  n        INTEGER PRIMARY KEY CHECK (n = 1),
  size     INTEGER NOT NULL,
  modified INTEGER NOT NULL,        -- nanoseconds since 1970
  hash     INTEGER NOT NULL,
  beside   TEXT NOT NULL            -- JSON of what stands there beside the marks
);
INSERT INTO mirror VALUES (1, 0, 0, 0, '{}');

-- The articles without a read mark. A row for what is not there cannot be found by an index,
-- so there is a table of them; triggers keep it, whoever writes to the others.
CREATE TABLE unread (slot INTEGER PRIMARY KEY, source INTEGER NOT NULL);
CREATE INDEX unread_source ON unread (source, slot);
INSERT INTO unread SELECT slot, source FROM articles;

CREATE TRIGGER article_added AFTER INSERT ON articles BEGIN
  INSERT INTO unread SELECT new.slot, new.source
    WHERE NOT EXISTS (SELECT 1 FROM marks WHERE id = new.id AND read);
END;
CREATE TRIGGER article_removed AFTER DELETE ON articles BEGIN
  DELETE FROM unread WHERE slot = old.slot;
END;
CREATE TRIGGER mark_added AFTER INSERT ON marks WHEN new.read BEGIN
  DELETE FROM unread WHERE slot = (SELECT slot FROM articles WHERE id = new.id);
END;
CREATE TRIGGER mark_read AFTER UPDATE ON marks WHEN new.read AND NOT old.read BEGIN
  DELETE FROM unread WHERE slot = (SELECT slot FROM articles WHERE id = new.id);
END;
CREATE TRIGGER mark_unread AFTER UPDATE ON marks WHEN old.read AND NOT new.read BEGIN
  INSERT OR IGNORE INTO unread SELECT slot, source FROM articles WHERE id = new.id;
END;
CREATE TRIGGER mark_removed AFTER DELETE ON marks WHEN old.read BEGIN
  INSERT OR IGNORE INTO unread SELECT slot, source FROM articles WHERE id = old.id;
END;
