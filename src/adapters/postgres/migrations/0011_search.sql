-- Up Migration

-- An index can hold an organization beside parts of text: what is sought is sought among its people only.
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;

-- Contacts are compared by the same function as people; the index that holds its results keeps them.
CREATE OR REPLACE FUNCTION contact_search_text(full_name text, short_name text, data jsonb) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN search_text(
    full_name || E'\x01' || coalesce(short_name, '') || E'\x01' || coalesce(
      (SELECT string_agg(email #>> '{}', E'\x01') FROM jsonb_path_query(data, '$.emails[*].value') AS email),
      ''
    )
  );
DROP FUNCTION contact_search_pattern(text);
DROP FUNCTION contact_folded(text);

-- What a person is found by, kept apart by a character that nobody types. Stored: folding costs far more than comparing.
ALTER TABLE user_account ADD COLUMN found_by text NOT NULL
  GENERATED ALWAYS AS (search_text(coalesce(name, '') || E'\x01' || coalesce(email, ''))) STORED;
DROP INDEX user_account_search;
CREATE INDEX user_account_search ON user_account USING gin (organization_id, found_by gin_trgm_ops);

-- Counts the people of an organization without visiting them.
DROP INDEX user_account_by_organization;
CREATE INDEX user_account_by_organization ON user_account (organization_id, created_at DESC, id) INCLUDE (is_active);

-- For what goes with an account, and for the accesses of a role.
DROP INDEX team_access_team;
CREATE INDEX team_access_team ON team_access (team_id, role, id);
