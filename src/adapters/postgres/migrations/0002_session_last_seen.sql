-- When a session was last used, noted at most every five minutes where sessions end that nobody uses.
ALTER TABLE session ADD COLUMN last_seen_at timestamptz;
