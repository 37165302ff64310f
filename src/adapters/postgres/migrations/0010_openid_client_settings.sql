-- What clients of the OpenID provider choose beyond what the reference had. The defaults are what a client is without its
-- superuser's word: a code challenge is demanded, userinfo is JSON. Former secrets are a list of hashes, each with its end.
ALTER TABLE openid_client
  ADD COLUMN token_endpoint_auth_method text NOT NULL DEFAULT 'client_secret_basic_or_post',
  ADD COLUMN userinfo_algorithm text,
  ADD COLUMN requires_pkce boolean NOT NULL DEFAULT true,
  ADD COLUMN backchannel_logout_uri text,
  ADD COLUMN backchannel_logout_session_required boolean NOT NULL DEFAULT false,
  ADD COLUMN is_enabled boolean NOT NULL DEFAULT true,
  ADD COLUMN secret_issued_at timestamptz,
  ADD COLUMN former_secrets jsonb NOT NULL DEFAULT '[]',
  DROP CONSTRAINT openid_client_algorithm,
  ADD CONSTRAINT openid_client_algorithm CHECK (algorithm IN ('RS256', 'ES256', 'HS256')) NOT VALID,
  ADD CONSTRAINT openid_client_auth_method CHECK (token_endpoint_auth_method IN
    ('client_secret_basic', 'client_secret_post', 'client_secret_basic_or_post', 'none')) NOT VALID,
  ADD CONSTRAINT openid_client_userinfo_algorithm CHECK (userinfo_algorithm IN ('RS256', 'ES256')) NOT VALID,
  ADD CONSTRAINT openid_client_former_secrets CHECK (jsonb_typeof(former_secrets) = 'array') NOT VALID;
