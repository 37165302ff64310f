-- Up Migration

-- Both are trusted extensions: whoever may create in the database may install them.
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;

-- Text as searches compare it: without accents, in lower case. Declared immutable, which unaccent is as long as nobody
-- edits its dictionary, so that indexes can hold it.
CREATE FUNCTION search_text(text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, $1));

-- The LIKE pattern of everything that contains a text given; % and _ are escaped last, as unaccent makes some.
CREATE FUNCTION search_pattern(text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN '%' || replace(replace(replace(search_text($1), '\', '\\'), '%', '\%'), '_', '\_') || '%';

CREATE INDEX user_account_search ON user_account
  USING gin (search_text(name) gin_trgm_ops, search_text(email) gin_trgm_ops);

-- What was counted last, in one row, for an hour.
CREATE TABLE statistics_snapshot (
  is_only boolean CONSTRAINT statistics_snapshot_pkey PRIMARY KEY DEFAULT true
    CONSTRAINT statistics_snapshot_only CHECK (is_only),
  statistics jsonb NOT NULL,
  counted_at timestamptz NOT NULL
);

-- Times of the latest requests of each person in the two scopes of throttling, oldest first, and whether the last
-- request found no room. What is lost in a crash is an hour of counting, hence no write-ahead log; no index but the
-- key and half-empty pages let every update stay on its page.
CREATE UNLOGGED TABLE request_throttle (
  user_id uuid CONSTRAINT request_throttle_pkey PRIMARY KEY
    CONSTRAINT request_throttle_user_fkey REFERENCES user_account ON DELETE CASCADE,
  burst timestamptz[] NOT NULL,
  sustained timestamptz[] NOT NULL,
  burst_refused boolean NOT NULL,
  sustained_refused boolean NOT NULL
) WITH (fillfactor = 50);
