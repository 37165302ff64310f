-- Up Migration

-- Address books: finding contacts by a part of a name or e-mail address, whatever its case and accents.

CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Declared immutable, which it is as long as nobody edits the dictionary of the server.
CREATE FUNCTION contact_folded(value text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN lower(unaccent(value));

-- What a contact is found by, its parts kept apart by a character that nobody types.
CREATE FUNCTION contact_search_text(full_name text, short_name text, data jsonb) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN contact_folded(
    full_name || E'\x01' || coalesce(short_name, '') || E'\x01' || coalesce(
      (SELECT string_agg(email #>> '{}', E'\x01') FROM jsonb_path_query(data, '$.emails[*].value') AS email),
      ''
    )
  );

-- Folding comes first: it turns some characters into those that LIKE takes for wildcards.
CREATE FUNCTION contact_search_pattern(wanted text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN '%' || regexp_replace(contact_folded(wanted), '([\\%_])', '\\\1', 'g') || '%';

-- Public contacts are the one part of an address book without a bound.
CREATE INDEX contact_public_search ON contact
  USING gin (contact_search_text(full_name, short_name, data) gin_trgm_ops) WHERE owner_id IS NULL;
CREATE INDEX contact_public_by_name ON contact (full_name, short_name, id) WHERE owner_id IS NULL;

-- For the removal of a contact, which has to find those that override it.
CREATE INDEX contact_by_override ON contact (override_id) WHERE override_id IS NOT NULL;
