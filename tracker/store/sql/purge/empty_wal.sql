-- The journal's log of changes still holds the pages as they were.
pragma wal_checkpoint(truncate)
