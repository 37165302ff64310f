-- Up Migration

-- When each person asked lately, in the two scopes of throttling, oldest first and with the number of requests at each
-- time, and how many of the last ones found room. It takes the place of request_throttle, which processes of the release
-- before still use. What is lost in a crash is an hour of counting, hence no write-ahead log; half-empty pages let every
-- update stay on its page.
CREATE UNLOGGED TABLE request_count (
  user_id uuid CONSTRAINT request_count_pkey PRIMARY KEY
    CONSTRAINT request_count_user_fkey REFERENCES user_account ON DELETE CASCADE,
  burst_times timestamptz[] NOT NULL,
  burst_counts integer[] NOT NULL,
  burst_admitted integer NOT NULL,
  sustained_times timestamptz[] NOT NULL,
  sustained_counts integer[] NOT NULL,
  sustained_admitted integer NOT NULL
) WITH (fillfactor = 50);
