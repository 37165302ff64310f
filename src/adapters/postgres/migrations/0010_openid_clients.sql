-- Up Migration

-- Applications that sign people in with their mailbox. A secret is either a hash of Django's form, as taken over or made
-- at registration, or encrypted under the installation's secret key where it must be read to sign with it (HS256). A
-- client without secret is a public one.
CREATE TABLE openid_client (
  client_id text CONSTRAINT openid_client_pkey PRIMARY KEY
    CONSTRAINT openid_client_id_length CHECK (char_length(client_id) BETWEEN 1 AND 100),
  name text NOT NULL CONSTRAINT openid_client_name_length CHECK (char_length(name) <= 255),
  client_type text NOT NULL CONSTRAINT openid_client_type CHECK (client_type IN ('confidential', 'public')),
  grant_type text NOT NULL CONSTRAINT openid_client_grant_type CHECK (grant_type IN ('authorization-code')),
  secret_hash text,
  sealed_secret bytea,
  algorithm text NOT NULL CONSTRAINT openid_client_algorithm CHECK (algorithm IN ('RS256', 'HS256')),
  redirect_uris text[] NOT NULL CONSTRAINT openid_client_redirect_uris CHECK (cardinality(redirect_uris) > 0),
  post_logout_redirect_uris text[] NOT NULL DEFAULT '{}',
  allowed_origins text[] NOT NULL DEFAULT '{}',
  skip_authorization boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT openid_client_one_secret
    CHECK (num_nonnulls(secret_hash, sealed_secret) = CASE client_type WHEN 'public' THEN 0 ELSE 1 END),
  CONSTRAINT openid_client_signs_with_secret CHECK (algorithm <> 'HS256' OR sealed_secret IS NOT NULL)
);
