-- Up Migration
-- Budgets shared by all processes, one row each: `points` taken in the window that ends at `expire`
-- (milliseconds since 1970). rate-limiter-flexible inserts without naming columns: their order matters.
-- Counters of a few seconds need not survive a crash, hence no write-ahead log.
CREATE UNLOGGED TABLE rate_limit (
  key text NOT NULL,
  points integer NOT NULL DEFAULT 0,
  expire bigint,
  CONSTRAINT rate_limit_pkey PRIMARY KEY (key)
);
