-- Up Migration

-- Every id is a UUID made by the application; every time is UTC. Text is limited where the contract limits it.

CREATE TABLE organization (
  id uuid CONSTRAINT organization_pkey PRIMARY KEY,
  name text NOT NULL CONSTRAINT organization_name_length CHECK (char_length(name) <= 100),
  metadata jsonb NOT NULL DEFAULT '{}' CONSTRAINT organization_metadata_object CHECK (jsonb_typeof(metadata) = 'object'),
  is_active boolean NOT NULL DEFAULT true,
  directory_lookup_status text
    CONSTRAINT organization_lookup_status CHECK (directory_lookup_status IN ('found', 'not_found', 'skipped', 'failed')),
  directory_lookup_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

-- A registration id or an e-mail domain belongs to one organization: the primary keys say so.
CREATE TABLE organization_registration_id (
  value text CONSTRAINT organization_registration_id_pkey PRIMARY KEY
    CONSTRAINT organization_registration_id_length CHECK (char_length(value) BETWEEN 1 AND 128),
  organization_id uuid NOT NULL
    CONSTRAINT organization_registration_id_organization_fkey REFERENCES organization ON DELETE CASCADE,
  position integer NOT NULL,
  CONSTRAINT organization_registration_id_position_key UNIQUE (organization_id, position)
);
CREATE TABLE organization_domain (
  value text CONSTRAINT organization_domain_pkey PRIMARY KEY
    CONSTRAINT organization_domain_form CHECK (char_length(value) BETWEEN 1 AND 256 AND value = lower(value)),
  organization_id uuid NOT NULL
    CONSTRAINT organization_domain_organization_fkey REFERENCES organization ON DELETE CASCADE,
  position integer NOT NULL,
  CONSTRAINT organization_domain_position_key UNIQUE (organization_id, position)
);

CREATE TABLE user_account (
  id uuid CONSTRAINT user_account_pkey PRIMARY KEY,
  sub text NOT NULL CONSTRAINT user_account_sub_key UNIQUE
    CONSTRAINT user_account_sub_length CHECK (char_length(sub) BETWEEN 1 AND 255),
  email text CONSTRAINT user_account_email_length CHECK (char_length(email) <= 254),
  name text CONSTRAINT user_account_name_length CHECK (char_length(name) <= 100),
  language text NOT NULL CONSTRAINT user_account_language CHECK (language IN ('en-us', 'fr-fr')),
  timezone text NOT NULL,
  is_device boolean NOT NULL DEFAULT false,
  is_staff boolean NOT NULL DEFAULT false,
  is_active boolean NOT NULL DEFAULT true,
  organization_id uuid CONSTRAINT user_account_organization_fkey REFERENCES organization ON DELETE RESTRICT,
  last_login_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX user_account_by_email ON user_account (lower(email));
CREATE INDEX user_account_by_organization ON user_account (organization_id, created_at DESC, id);

CREATE TABLE organization_access (
  id uuid CONSTRAINT organization_access_pkey PRIMARY KEY,
  organization_id uuid NOT NULL
    CONSTRAINT organization_access_organization_fkey REFERENCES organization ON DELETE CASCADE,
  user_id uuid NOT NULL CONSTRAINT organization_access_user_fkey REFERENCES user_account ON DELETE CASCADE,
  role text NOT NULL CONSTRAINT organization_access_role CHECK (role IN ('administrator')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT organization_access_user_organization_key UNIQUE (user_id, organization_id)
);

CREATE TABLE contact (
  id uuid CONSTRAINT contact_pkey PRIMARY KEY,
  full_name text NOT NULL CONSTRAINT contact_full_name_length CHECK (char_length(full_name) <= 150),
  short_name text CONSTRAINT contact_short_name_length CHECK (char_length(short_name) <= 30),
  notes text NOT NULL DEFAULT '',
  data jsonb NOT NULL CONSTRAINT contact_data_object CHECK (jsonb_typeof(data) = 'object'),
  owner_id uuid CONSTRAINT contact_owner_fkey REFERENCES user_account ON DELETE CASCADE,
  override_id uuid CONSTRAINT contact_override_fkey REFERENCES contact ON DELETE SET NULL,
  user_id uuid CONSTRAINT contact_user_key UNIQUE
    CONSTRAINT contact_user_fkey REFERENCES user_account ON DELETE SET NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT contact_owner_override_key UNIQUE (owner_id, override_id),
  CONSTRAINT contact_override_not_itself CHECK (override_id <> id),
  CONSTRAINT contact_override_owned CHECK (override_id IS NULL OR owner_id IS NOT NULL),
  CONSTRAINT contact_profile_owned CHECK (user_id IS NULL OR owner_id IS NOT DISTINCT FROM user_id)
);

CREATE TABLE team (
  id uuid CONSTRAINT team_pkey PRIMARY KEY,
  name text NOT NULL CONSTRAINT team_name_length CHECK (char_length(name) <= 100),
  path text COLLATE "C" NOT NULL CONSTRAINT team_path_key UNIQUE,
  depth integer NOT NULL CONSTRAINT team_depth_positive CHECK (depth >= 1),
  numchild integer NOT NULL DEFAULT 0 CONSTRAINT team_numchild_positive CHECK (numchild >= 0),
  external_id uuid NOT NULL CONSTRAINT team_external_id_key UNIQUE,
  organization_id uuid CONSTRAINT team_organization_fkey REFERENCES organization ON DELETE RESTRICT,
  is_visible_all_services boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE TABLE team_access (
  id uuid CONSTRAINT team_access_pkey PRIMARY KEY,
  team_id uuid NOT NULL CONSTRAINT team_access_team_fkey REFERENCES team ON DELETE CASCADE,
  user_id uuid NOT NULL CONSTRAINT team_access_user_fkey REFERENCES user_account ON DELETE CASCADE,
  role text NOT NULL CONSTRAINT team_access_role CHECK (role IN ('member', 'administrator', 'owner')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT team_access_user_team_key UNIQUE (user_id, team_id)
);
CREATE INDEX team_access_team ON team_access (team_id);

CREATE TABLE team_invitation (
  id uuid CONSTRAINT team_invitation_pkey PRIMARY KEY,
  email text NOT NULL CONSTRAINT team_invitation_email_form CHECK (char_length(email) <= 254 AND email = lower(email)),
  team_id uuid NOT NULL CONSTRAINT team_invitation_team_fkey REFERENCES team ON DELETE CASCADE,
  role text NOT NULL CONSTRAINT team_invitation_role CHECK (role IN ('member', 'administrator', 'owner')),
  issuer_id uuid NOT NULL CONSTRAINT team_invitation_issuer_fkey REFERENCES user_account ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT team_invitation_email_team_key UNIQUE (email, team_id)
);

CREATE TABLE mail_domain (
  id uuid CONSTRAINT mail_domain_pkey PRIMARY KEY,
  name text NOT NULL CONSTRAINT mail_domain_name_key UNIQUE
    CONSTRAINT mail_domain_name_form CHECK (char_length(name) <= 150 AND name = lower(name)),
  slug text NOT NULL CONSTRAINT mail_domain_slug_key UNIQUE
    CONSTRAINT mail_domain_slug_length CHECK (char_length(slug) BETWEEN 1 AND 80),
  status text NOT NULL
    CONSTRAINT mail_domain_status CHECK (status IN ('pending', 'enabled', 'failed', 'disabled', 'action_required')),
  registration jsonb NOT NULL,
  support_email text NOT NULL CONSTRAINT mail_domain_support_email_length CHECK (char_length(support_email) <= 254),
  organization_id uuid CONSTRAINT mail_domain_organization_fkey REFERENCES organization ON DELETE RESTRICT,
  last_check_details json,
  last_checked_at timestamptz,
  expected_config json,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX mail_domain_status_checked ON mail_domain (status, last_checked_at);

-- Names whose registration was asked for, then given up before any answer came: the provisioner may know them.
CREATE TABLE unconfirmed_registration (
  name text CONSTRAINT unconfirmed_registration_pkey PRIMARY KEY,
  since timestamptz NOT NULL
);

CREATE TABLE mail_domain_access (
  id uuid CONSTRAINT mail_domain_access_pkey PRIMARY KEY,
  mail_domain_id uuid NOT NULL CONSTRAINT mail_domain_access_domain_fkey REFERENCES mail_domain ON DELETE CASCADE,
  user_id uuid NOT NULL CONSTRAINT mail_domain_access_user_fkey REFERENCES user_account ON DELETE CASCADE,
  role text NOT NULL CONSTRAINT mail_domain_access_role CHECK (role IN ('viewer', 'administrator', 'owner')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT mail_domain_access_user_domain_key UNIQUE (user_id, mail_domain_id)
);
CREATE INDEX mail_domain_access_domain ON mail_domain_access (mail_domain_id);

CREATE TABLE mail_domain_invitation (
  id uuid CONSTRAINT mail_domain_invitation_pkey PRIMARY KEY,
  email text NOT NULL
    CONSTRAINT mail_domain_invitation_email_form CHECK (char_length(email) <= 254 AND email = lower(email)),
  mail_domain_id uuid NOT NULL CONSTRAINT mail_domain_invitation_domain_fkey REFERENCES mail_domain ON DELETE CASCADE,
  role text NOT NULL CONSTRAINT mail_domain_invitation_role CHECK (role IN ('viewer', 'administrator', 'owner')),
  issuer_id uuid NOT NULL CONSTRAINT mail_domain_invitation_issuer_fkey REFERENCES user_account ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT mail_domain_invitation_email_domain_key UNIQUE (email, mail_domain_id)
);

CREATE TABLE mailbox (
  id uuid CONSTRAINT mailbox_pkey PRIMARY KEY,
  mail_domain_id uuid NOT NULL CONSTRAINT mailbox_domain_fkey REFERENCES mail_domain ON DELETE CASCADE,
  first_name text NOT NULL CONSTRAINT mailbox_first_name_length CHECK (char_length(first_name) <= 200),
  last_name text NOT NULL CONSTRAINT mailbox_last_name_length CHECK (char_length(last_name) <= 200),
  local_part text NOT NULL
    CONSTRAINT mailbox_local_part_form CHECK (char_length(local_part) <= 150 AND local_part = lower(local_part)),
  secondary_email text CONSTRAINT mailbox_secondary_email_length CHECK (char_length(secondary_email) <= 254),
  status text NOT NULL CONSTRAINT mailbox_status CHECK (status IN ('pending', 'enabled', 'failed', 'disabled')),
  password_hash text,
  issuer_id uuid CONSTRAINT mailbox_issuer_fkey REFERENCES user_account ON DELETE SET NULL,
  provisioning_started_at timestamptz,
  provisioning_failure jsonb,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT mailbox_local_part_domain_key UNIQUE (mail_domain_id, local_part)
);
CREATE UNIQUE INDEX mailbox_name_domain_key ON mailbox (mail_domain_id, lower(first_name), lower(last_name));
CREATE INDEX mailbox_domain_created ON mailbox (mail_domain_id, created_at DESC, id);
CREATE INDEX mailbox_pending ON mailbox (mail_domain_id) WHERE status = 'pending';

-- A mail on its way: written with the change that causes it, its content erased once a server has taken it.
CREATE TABLE outgoing_mail (
  id uuid CONSTRAINT outgoing_mail_pkey PRIMARY KEY,
  recipient text NOT NULL,
  language text NOT NULL,
  status text NOT NULL CONSTRAINT outgoing_mail_status CHECK (status IN ('draft', 'ready', 'sent', 'refused')),
  sealed_content bytea,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

-- Cookies are kept as SHA-256 only: a leaked table opens no session.
CREATE TABLE session (
  key_hash bytea CONSTRAINT session_pkey PRIMARY KEY,
  user_id uuid CONSTRAINT session_user_fkey REFERENCES user_account ON DELETE CASCADE,
  sub text,
  sid text,
  data jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX session_owner ON session (user_id);
CREATE INDEX session_owner_sub ON session (sub);
CREATE INDEX session_provider_sid ON session (sid);
CREATE INDEX session_expiry ON session (expires_at);

-- Logout tokens already carried out, so that a replay is refused.
CREATE TABLE processed_logout_token (
  jti text CONSTRAINT processed_logout_token_pkey PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
