-- Searches find domains by both of their spellings, `xn--vry-9la.fr` as it is stored and `évry.fr` as people read it, and
-- Greek names in capitals: `Σ` has two small letters.

-- A label as people read it (Punycode, RFC 3492, section 6.2); what is none stays as it is.
CREATE FUNCTION unicode_label(label text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  encoded text := substr(label, 5);
  last_dash integer := length(encoded) - strpos(reverse(encoded), '-') + 1;
  decoded text := CASE WHEN last_dash > length(encoded) THEN '' ELSE left(encoded, last_dash - 1) END;
  rest text := CASE WHEN last_dash > length(encoded) THEN encoded ELSE substr(encoded, last_dash + 1) END;
  code bigint := 128;
  place bigint := 0;
  bias bigint := 72;
  digit integer;
  former bigint;
  weight bigint;
  step bigint;
  threshold bigint;
  size bigint;
  delta bigint;
BEGIN
  WHILE rest <> '' LOOP
    former := place;
    weight := 1;
    step := 36;
    LOOP
      digit := strpos('abcdefghijklmnopqrstuvwxyz0123456789', left(rest, 1)) - 1;
      IF rest = '' OR digit < 0 OR weight > 1000000000 THEN RETURN label; END IF;
      rest := substr(rest, 2);
      place := place + digit * weight;
      threshold := least(greatest(step - bias, 1), 26);
      EXIT WHEN digit < threshold;
      weight := weight * (36 - threshold);
      step := step + 36;
    END LOOP;
    size := length(decoded) + 1;
    delta := (place - former) / CASE WHEN former = 0 THEN 700 ELSE 2 END;
    delta := delta + delta / size;
    step := 0;
    WHILE delta > 455 LOOP
      delta := delta / 35;
      step := step + 36;
    END LOOP;
    bias := step + 36 * delta / (delta + 38);
    code := code + place / size;
    place := place % size;
    IF code > 1114111 OR code BETWEEN 55296 AND 57343 THEN RETURN label; END IF;
    decoded := left(decoded, place::integer) || chr(code::integer) || substr(decoded, place::integer + 1);
    place := place + 1;
  END LOOP;
  RETURN decoded;
END;
$$;

-- A text, and after it, where there are such, the same with its domains as people read them.
CREATE FUNCTION with_readable_domains(written text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  readable text := written;
  label text;
BEGIN
  IF strpos(written, 'xn--') = 0 THEN RETURN written; END IF;
  -- The longest first, as one may begin another.
  FOR label IN SELECT DISTINCT m.labels[1] FROM regexp_matches(written, 'xn--[a-z0-9-]+', 'g') AS m (labels)
    ORDER BY 1 DESC
  LOOP
    readable := replace(readable, label, public.unicode_label(label));
  END LOOP;
  RETURN written || E'\x01' || readable;
END;
$$;

-- A text without accents, in lower case.
CREATE FUNCTION folded_text(text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN replace(lower(public.unaccent('public.unaccent'::regdictionary, $1)), 'ς', 'σ');

-- A text as it is searched.
CREATE OR REPLACE FUNCTION search_text(text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN folded_text(with_readable_domains($1));

CREATE OR REPLACE FUNCTION search_pattern(text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN '%' || replace(replace(replace(folded_text($1), '\', '\\'), '%', '\%'), '_', '\_') || '%';

-- Contacts are found as they were written.
CREATE OR REPLACE FUNCTION contact_search_text(full_name text, short_name text, data jsonb) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN folded_text(
    full_name || E'\x01' || coalesce(short_name, '') || E'\x01' || coalesce(
      (SELECT string_agg(email #>> '{}', E'\x01') FROM jsonb_path_query(data, '$.emails[*].value') AS email),
      ''
    )
  );
