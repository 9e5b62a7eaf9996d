-- Version 4: the addresses that the user gave a source later on. It goes on under the
-- key it had first, and so do its articles' IDs.
CREATE TABLE aliases (
  key    TEXT PRIMARY KEY,  -- of the later address, see feed.Source.Key
  source INTEGER NOT NULL   -- sources.n
) WITHOUT ROWID;
