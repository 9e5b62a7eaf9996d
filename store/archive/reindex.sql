-- Version 5: words of scripts without spaces, words with signs and with joiners are found.
-- What is kept is read again, and found as before until then.
INSERT OR IGNORE INTO pending (slot, again, said) SELECT slot, 1, said FROM articles;
