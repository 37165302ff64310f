-- Up Migration

-- request_count has taken its place (0013).
DROP TABLE request_throttle;
