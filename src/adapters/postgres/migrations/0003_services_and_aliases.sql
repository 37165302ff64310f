-- Up Migration

-- Services that read teams and organizations; `audience_id` is the client id their access tokens are issued to.
CREATE TABLE service_provider (
  id uuid CONSTRAINT service_provider_pkey PRIMARY KEY,
  name text NOT NULL CONSTRAINT service_provider_name_key UNIQUE
    CONSTRAINT service_provider_name_length CHECK (char_length(name) <= 256),
  audience_id text NOT NULL CONSTRAINT service_provider_audience_key UNIQUE
    CONSTRAINT service_provider_audience_length CHECK (char_length(audience_id) <= 256),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE TABLE organization_service_provider (
  organization_id uuid NOT NULL
    CONSTRAINT organization_service_provider_organization_fkey REFERENCES organization ON DELETE CASCADE,
  service_provider_id uuid NOT NULL
    CONSTRAINT organization_service_provider_provider_fkey REFERENCES service_provider ON DELETE CASCADE,
  CONSTRAINT organization_service_provider_pkey PRIMARY KEY (organization_id, service_provider_id)
);
CREATE INDEX organization_service_provider_provider ON organization_service_provider (service_provider_id);

CREATE TABLE team_service_provider (
  team_id uuid NOT NULL CONSTRAINT team_service_provider_team_fkey REFERENCES team ON DELETE CASCADE,
  service_provider_id uuid NOT NULL
    CONSTRAINT team_service_provider_provider_fkey REFERENCES service_provider ON DELETE CASCADE,
  CONSTRAINT team_service_provider_pkey PRIMARY KEY (team_id, service_provider_id)
);
CREATE INDEX team_service_provider_provider ON team_service_provider (service_provider_id);

-- Who is told about changes of a team's members. The secret is encrypted under the installation's secret key.
CREATE TABLE team_webhook (
  id uuid CONSTRAINT team_webhook_pkey PRIMARY KEY,
  team_id uuid NOT NULL CONSTRAINT team_webhook_team_fkey REFERENCES team ON DELETE CASCADE,
  url text NOT NULL CONSTRAINT team_webhook_url_length CHECK (char_length(url) BETWEEN 1 AND 200),
  sealed_secret bytea,
  protocol text NOT NULL CONSTRAINT team_webhook_protocol CHECK (protocol IN ('scim', 'matrix')),
  status text NOT NULL CONSTRAINT team_webhook_status CHECK (status IN ('failure', 'pending', 'success')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX team_webhook_team ON team_webhook (team_id);

-- Programs with an API key. Keys are kept as SHA-256 only, with their first letters to tell them apart.
CREATE TABLE account_service (
  id uuid CONSTRAINT account_service_pkey PRIMARY KEY,
  name text NOT NULL CONSTRAINT account_service_name_length CHECK (char_length(name) <= 255),
  key_hash bytea NOT NULL CONSTRAINT account_service_key_hash_key UNIQUE
    CONSTRAINT account_service_key_hash_length CHECK (octet_length(key_hash) = 32),
  key_prefix text NOT NULL CONSTRAINT account_service_key_prefix_length CHECK (char_length(key_prefix) <= 8),
  scopes text[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

-- Local parts are not checked here: rows taken over may hold what is refused today, and must be deletable.
CREATE TABLE mail_alias (
  id uuid CONSTRAINT mail_alias_pkey PRIMARY KEY,
  mail_domain_id uuid NOT NULL CONSTRAINT mail_alias_domain_fkey REFERENCES mail_domain ON DELETE CASCADE,
  local_part text NOT NULL CONSTRAINT mail_alias_local_part_length CHECK (char_length(local_part) BETWEEN 1 AND 100),
  destination text NOT NULL CONSTRAINT mail_alias_destination_length CHECK (char_length(destination) <= 254),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT mail_alias_domain_local_part_destination_key UNIQUE (mail_domain_id, local_part, destination)
);

-- May administer the installation itself, not only its data.
ALTER TABLE user_account ADD COLUMN is_superuser boolean NOT NULL DEFAULT false;

-- When somebody last signed in with the mailbox's password.
ALTER TABLE mailbox ADD COLUMN last_login_at timestamptz;
