-- Version 3: which articles the reader's own rule of keeping let go. Their feeds may
-- still list them; they do not come back.
CREATE TABLE gone (id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
