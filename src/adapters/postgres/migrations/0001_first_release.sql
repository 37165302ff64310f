-- The schema of the first release, context by context. Released: it stays as it is, and a later file changes what it made.
--
-- Ids are UUIDs made by the application; times are `timestamptz`. Text is as long as the contract allows. Every constraint
-- and index has a name, as errors and later files refer to it.

-- ---------------------------------------------------------------------------------------------------------------------
-- Search
-- ---------------------------------------------------------------------------------------------------------------------

-- All three are trusted extensions: whoever may create in the database may install them. With btree_gin an index holds an
-- id beside parts of text, so that a search stays within one organization or one domain.
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gin WITH SCHEMA public;

-- Text as searches compare it: without accents, in lower case. The function is declared immutable, so that indexes can hold
-- its results; unaccent is immutable as long as nobody edits its dictionary.
CREATE FUNCTION search_text(text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN lower(public.unaccent('public.unaccent'::regdictionary, $1));

-- The LIKE pattern of everything that contains a given text. % and _ are escaped last, as unaccent makes some.
CREATE FUNCTION search_pattern(text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN '%' || replace(replace(replace(search_text($1), '\', '\\'), '%', '\%'), '_', '\_') || '%';

-- The texts by which a contact is found. Here and below, E'\x01' keeps the parts of such a text apart: nobody types it.
CREATE FUNCTION contact_search_text(full_name text, short_name text, data jsonb) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN search_text(
    full_name || E'\x01' || coalesce(short_name, '') || E'\x01' || coalesce(
      (SELECT string_agg(email #>> '{}', E'\x01') FROM jsonb_path_query(data, '$.emails[*].value') AS email),
      ''
    )
  );

-- ---------------------------------------------------------------------------------------------------------------------
-- Organizations
-- ---------------------------------------------------------------------------------------------------------------------

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
CREATE INDEX organization_search ON organization USING gin (search_text(name) gin_trgm_ops);

-- A registration id or an e-mail domain belongs to one organization: the primary keys say so.
CREATE TABLE organization_registration_id (
  value text CONSTRAINT organization_registration_id_pkey PRIMARY KEY
    CONSTRAINT organization_registration_id_length CHECK (char_length(value) BETWEEN 1 AND 128),
  organization_id uuid NOT NULL
    CONSTRAINT organization_registration_id_organization_fkey REFERENCES organization ON DELETE CASCADE,
  position integer NOT NULL,
  CONSTRAINT organization_registration_id_position_key UNIQUE (organization_id, position)
);
CREATE INDEX organization_registration_id_search ON organization_registration_id
  USING gin (search_text(value) gin_trgm_ops);

CREATE TABLE organization_domain (
  value text CONSTRAINT organization_domain_pkey PRIMARY KEY
    CONSTRAINT organization_domain_form CHECK (char_length(value) BETWEEN 1 AND 256 AND value = lower(value)),
  organization_id uuid NOT NULL
    CONSTRAINT organization_domain_organization_fkey REFERENCES organization ON DELETE CASCADE,
  position integer NOT NULL,
  CONSTRAINT organization_domain_position_key UNIQUE (organization_id, position)
);
CREATE INDEX organization_domain_search ON organization_domain USING gin (search_text(value) gin_trgm_ops);

-- ---------------------------------------------------------------------------------------------------------------------
-- People: accounts, sign-in, contacts
-- ---------------------------------------------------------------------------------------------------------------------

-- `email_verified`: whether somebody has vouched for the address. A superuser administers the installation itself, staff its
-- data. `found_by` is stored, as folding a text costs far more than comparing it.
CREATE TABLE user_account (
  id uuid CONSTRAINT user_account_pkey PRIMARY KEY,
  sub text NOT NULL CONSTRAINT user_account_sub_key UNIQUE
    CONSTRAINT user_account_sub_length CHECK (char_length(sub) BETWEEN 1 AND 255),
  email text CONSTRAINT user_account_email_length CHECK (char_length(email) <= 254),
  email_verified boolean NOT NULL DEFAULT true,
  name text CONSTRAINT user_account_name_length CHECK (char_length(name) <= 100),
  language text NOT NULL CONSTRAINT user_account_language CHECK (language IN ('en-us', 'fr-fr')),
  timezone text NOT NULL,
  is_device boolean NOT NULL DEFAULT false,
  is_staff boolean NOT NULL DEFAULT false,
  is_superuser boolean NOT NULL DEFAULT false,
  is_active boolean NOT NULL DEFAULT true,
  organization_id uuid CONSTRAINT user_account_organization_fkey REFERENCES organization ON DELETE RESTRICT,
  last_login_at timestamptz,
  found_by text NOT NULL
    GENERATED ALWAYS AS (search_text(coalesce(name, '') || E'\x01' || coalesce(email, ''))) STORED,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX user_account_by_email ON user_account (lower(email));
-- The people of an organization, who can be counted without visiting their rows.
CREATE INDEX user_account_by_organization ON user_account (organization_id, created_at DESC, id) INCLUDE (is_active);
-- Serves the search within an organization, and that of staff without one.
CREATE INDEX user_account_search ON user_account USING gin (organization_id, found_by gin_trgm_ops);
CREATE INDEX user_account_by_creation ON user_account (created_at DESC, id);
-- Staff, and people who may not sign in, are few among many.
CREATE INDEX user_account_staff ON user_account (created_at DESC, id) WHERE is_staff;
CREATE INDEX user_account_inactive ON user_account (created_at DESC, id) WHERE NOT is_active;

-- Cookies are stored as SHA-256 only: a leaked table opens no session.
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
-- Public contacts are the one part of an address book without a bound.
CREATE INDEX contact_public_search ON contact
  USING gin (contact_search_text(full_name, short_name, data) gin_trgm_ops) WHERE owner_id IS NULL;
CREATE INDEX contact_public_by_name ON contact (full_name, short_name, id) WHERE owner_id IS NULL;
-- The removal of a contact has to find those that override it.
CREATE INDEX contact_by_override ON contact (override_id) WHERE override_id IS NOT NULL;

-- When each person asked lately, in the two scopes of throttling: times, oldest first, with the number of requests at each,
-- and how many of the last ones found room. A crash loses an hour of counting, hence no write-ahead log; half-empty pages
-- let every update stay on its page.
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

-- ---------------------------------------------------------------------------------------------------------------------
-- People in organizations: who administers one, who asks to, who belongs elsewhere
-- ---------------------------------------------------------------------------------------------------------------------

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
CREATE INDEX organization_access_organization ON organization_access (organization_id, created_at, id);

-- Members who ask to administer an organization that nobody administers, and what became of it.
CREATE TABLE organization_claim (
  id uuid CONSTRAINT organization_claim_pkey PRIMARY KEY,
  organization_id uuid NOT NULL
    CONSTRAINT organization_claim_organization_fkey REFERENCES organization ON DELETE CASCADE,
  user_id uuid NOT NULL CONSTRAINT organization_claim_user_fkey REFERENCES user_account ON DELETE CASCADE,
  reason text NOT NULL CONSTRAINT organization_claim_reason_length CHECK (char_length(reason) BETWEEN 1 AND 1000),
  status text NOT NULL
    CONSTRAINT organization_claim_status CHECK (status IN ('pending', 'approved', 'rejected', 'withdrawn')),
  decided_by uuid CONSTRAINT organization_claim_decider_fkey REFERENCES user_account ON DELETE SET NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX organization_claim_pending_key ON organization_claim (organization_id, user_id)
  WHERE status = 'pending';
CREATE INDEX organization_claim_by_status ON organization_claim (status, created_at, id);
CREATE INDEX organization_claim_user ON organization_claim (user_id);

-- People whose provider names another organization than theirs, for staff to settle: one row a person, about the registration
-- id claimed last. An ignored one stays, so that the same claim is not asked about again.
CREATE TABLE organization_discrepancy (
  user_id uuid CONSTRAINT organization_discrepancy_pkey PRIMARY KEY
    CONSTRAINT organization_discrepancy_user_fkey REFERENCES user_account ON DELETE CASCADE,
  registration_id text NOT NULL
    CONSTRAINT organization_discrepancy_registration_id_length CHECK (char_length(registration_id) BETWEEN 1 AND 128),
  status text NOT NULL CONSTRAINT organization_discrepancy_status CHECK (status IN ('open', 'ignored')),
  settled_by uuid CONSTRAINT organization_discrepancy_settler_fkey REFERENCES user_account ON DELETE SET NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX organization_discrepancy_open ON organization_discrepancy (created_at, user_id) WHERE status = 'open';

-- People whom staff moved to their organization: what a provider says later does not move them away again.
CREATE TABLE staff_placement (
  user_id uuid CONSTRAINT staff_placement_pkey PRIMARY KEY
    CONSTRAINT staff_placement_user_fkey REFERENCES user_account ON DELETE CASCADE,
  placed_at timestamptz NOT NULL
);

-- ---------------------------------------------------------------------------------------------------------------------
-- Teams
-- ---------------------------------------------------------------------------------------------------------------------

-- Teams are a tree: `path` is a materialized path, each step of which is compared byte by byte.
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
-- Finds the last child of a team, and the last root, in one step.
CREATE INDEX team_by_depth_path ON team (depth, path);

CREATE TABLE team_access (
  id uuid CONSTRAINT team_access_pkey PRIMARY KEY,
  team_id uuid NOT NULL CONSTRAINT team_access_team_fkey REFERENCES team ON DELETE CASCADE,
  user_id uuid NOT NULL CONSTRAINT team_access_user_fkey REFERENCES user_account ON DELETE CASCADE,
  role text NOT NULL CONSTRAINT team_access_role CHECK (role IN ('member', 'administrator', 'owner')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT team_access_user_team_key UNIQUE (user_id, team_id)
);
CREATE INDEX team_access_team ON team_access (team_id, role, id);

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
CREATE INDEX team_invitation_team ON team_invitation (team_id, created_at DESC, id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Webhooks
-- ---------------------------------------------------------------------------------------------------------------------

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

-- What webhooks are told, and what became of it. Ids are drawn while the webhook is locked: within one webhook they follow
-- the order of commits. No key refers to webhook, team or person, as waiting deliveries, and the log, outlive them. The
-- `kept_` columns hold the address of a webhook that is gone with its team, until the delivery is settled.
CREATE TABLE webhook_delivery (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT webhook_delivery_pkey PRIMARY KEY,
  webhook_id uuid NOT NULL,
  team_id uuid NOT NULL,
  team_name text NOT NULL,
  operation text NOT NULL CONSTRAINT webhook_delivery_operation CHECK (operation IN ('add', 'remove')),
  cause text NOT NULL CONSTRAINT webhook_delivery_cause CHECK (cause IN ('change', 'replay', 'resync')),
  user_id uuid NOT NULL,
  email text,
  state text NOT NULL DEFAULT 'pending'
    CONSTRAINT webhook_delivery_state CHECK (state IN ('pending', 'delivered', 'failed', 'expired')),
  attempts integer NOT NULL DEFAULT 0,
  last_status integer,
  last_failure text,
  created_at timestamptz NOT NULL,
  last_attempt_at timestamptz,
  next_attempt_at timestamptz NOT NULL,
  settled_at timestamptz,
  kept_url text,
  kept_protocol text CONSTRAINT webhook_delivery_kept_protocol CHECK (kept_protocol IN ('scim', 'matrix')),
  sealed_kept_secret bytea
);
CREATE INDEX webhook_delivery_log ON webhook_delivery (webhook_id, id);
CREATE INDEX webhook_delivery_waiting ON webhook_delivery (webhook_id, id) WHERE state = 'pending';
CREATE INDEX webhook_delivery_due ON webhook_delivery (next_attempt_at) WHERE state = 'pending';
-- Finds the latest delivery about each person.
CREATE INDEX webhook_delivery_person ON webhook_delivery (webhook_id, user_id, id);
-- Finds what may be forgotten, the oldest first.
CREATE INDEX webhook_delivery_settled ON webhook_delivery (settled_at) WHERE state <> 'pending';

-- ---------------------------------------------------------------------------------------------------------------------
-- Mail domains
-- ---------------------------------------------------------------------------------------------------------------------

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
  last_check_tests json,
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

-- ---------------------------------------------------------------------------------------------------------------------
-- Mailboxes
-- ---------------------------------------------------------------------------------------------------------------------

-- Functional mailboxes belong to nobody in particular and may have no names.
--
-- `creation` tells how far the creation of a pending mailbox got at the provisioner: since when, how many attempts, and why
-- the latest came to nothing; it is null before the first attempt, and once the creation is decided. `noted_absent_at` is when
-- the provisioner was seen to have no such mailbox, before it was first asked to create it; where it is null nobody looked,
-- and a mailbox found there is not known to be ours. `change` is what the provisioner is still to be asked about a mailbox
-- that exists there: the desired state, not a history.
CREATE TABLE mailbox (
  id uuid CONSTRAINT mailbox_pkey PRIMARY KEY,
  mail_domain_id uuid NOT NULL CONSTRAINT mailbox_domain_fkey REFERENCES mail_domain ON DELETE CASCADE,
  kind text NOT NULL DEFAULT 'personal' CONSTRAINT mailbox_kind CHECK (kind IN ('personal', 'functional')),
  first_name text NOT NULL CONSTRAINT mailbox_first_name_length CHECK (char_length(first_name) <= 200),
  last_name text NOT NULL CONSTRAINT mailbox_last_name_length CHECK (char_length(last_name) <= 200),
  local_part text NOT NULL
    CONSTRAINT mailbox_local_part_form CHECK (char_length(local_part) <= 150 AND local_part = lower(local_part)),
  secondary_email text CONSTRAINT mailbox_secondary_email_length CHECK (char_length(secondary_email) <= 254),
  status text NOT NULL CONSTRAINT mailbox_status CHECK (status IN ('pending', 'enabled', 'failed', 'disabled')),
  password_hash text,
  issuer_id uuid CONSTRAINT mailbox_issuer_fkey REFERENCES user_account ON DELETE SET NULL,
  -- When somebody last signed in with the mailbox's password.
  last_login_at timestamptz,
  provisioning_started_at timestamptz,
  provisioning_failure jsonb,
  noted_absent_at timestamptz,
  is_never_created boolean NOT NULL DEFAULT false,
  creation jsonb,
  change jsonb,
  change_revision integer NOT NULL DEFAULT 0,
  change_failure jsonb,
  found_by text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT mailbox_local_part_domain_key UNIQUE (mail_domain_id, local_part)
);
CREATE UNIQUE INDEX mailbox_name_domain_key ON mailbox (mail_domain_id, lower(first_name), lower(last_name))
  WHERE first_name <> '' OR last_name <> '';
-- Finds who has a given display name in a domain: address books tell people apart by the whole name only.
CREATE INDEX mailbox_display_name ON mailbox (mail_domain_id, lower(btrim(first_name || ' ' || last_name)));
CREATE INDEX mailbox_domain_created ON mailbox (mail_domain_id, created_at DESC, id);
CREATE INDEX mailbox_search ON mailbox USING gin (mail_domain_id, found_by gin_trgm_ops);
CREATE INDEX mailbox_pending ON mailbox (mail_domain_id) WHERE status = 'pending';
CREATE INDEX mailbox_open_change ON mailbox (mail_domain_id) WHERE change IS NOT NULL;

-- Triggers keep `found_by` here and in mail_alias: unlike a generated column, a trigger can be changed on a table in use.
CREATE FUNCTION set_mailbox_found_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.found_by := public.search_text(NEW.local_part || E'\x01' || NEW.first_name || ' ' || NEW.last_name);
  RETURN NEW;
END;
$$;
CREATE TRIGGER mailbox_found_by BEFORE INSERT OR UPDATE OF local_part, first_name, last_name ON mailbox
  FOR EACH ROW EXECUTE FUNCTION set_mailbox_found_by();

-- ---------------------------------------------------------------------------------------------------------------------
-- Aliases
-- ---------------------------------------------------------------------------------------------------------------------

-- Local parts are not checked here: rows taken over may hold what is refused today, and must be deletable.
CREATE TABLE mail_alias (
  id uuid CONSTRAINT mail_alias_pkey PRIMARY KEY,
  mail_domain_id uuid NOT NULL CONSTRAINT mail_alias_domain_fkey REFERENCES mail_domain ON DELETE CASCADE,
  local_part text NOT NULL CONSTRAINT mail_alias_local_part_length CHECK (char_length(local_part) BETWEEN 1 AND 100),
  destination text NOT NULL CONSTRAINT mail_alias_destination_length CHECK (char_length(destination) <= 254),
  found_by text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT mail_alias_domain_local_part_destination_key UNIQUE (mail_domain_id, local_part, destination)
);
-- Serves the search for loops, which follows addresses from one domain to the next.
CREATE INDEX mail_alias_local_part ON mail_alias (mail_domain_id, lower(local_part));
CREATE INDEX mail_alias_search ON mail_alias USING gin (mail_domain_id, found_by gin_trgm_ops);

CREATE FUNCTION set_mail_alias_found_by() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.found_by := public.search_text(NEW.local_part || E'\x01' || NEW.destination);
  RETURN NEW;
END;
$$;
CREATE TRIGGER mail_alias_found_by BEFORE INSERT OR UPDATE OF local_part, destination ON mail_alias
  FOR EACH ROW EXECUTE FUNCTION set_mail_alias_found_by();

-- What the provisioner is to be asked about aliases; mail_alias follows once it has done so.
CREATE TABLE mail_alias_change (
  id uuid CONSTRAINT mail_alias_change_pkey PRIMARY KEY,
  mail_domain_id uuid NOT NULL CONSTRAINT mail_alias_change_domain_fkey REFERENCES mail_domain ON DELETE CASCADE,
  kind text NOT NULL CONSTRAINT mail_alias_change_kind CHECK (kind IN ('creation', 'removal', 'removal_of_all')),
  local_part text NOT NULL,
  destination text,
  progress jsonb NOT NULL,
  author jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT mail_alias_change_destination CHECK ((destination IS NULL) = (kind = 'removal_of_all'))
);
-- One change of a kind at a time: whoever asks again waits for it.
CREATE UNIQUE INDEX mail_alias_change_key
  ON mail_alias_change (mail_domain_id, local_part, kind, coalesce(destination, ''));

-- ---------------------------------------------------------------------------------------------------------------------
-- Provisioning: drift between us and the provisioner
-- ---------------------------------------------------------------------------------------------------------------------

-- The latest comparison of each mail domain with the provisioner. `inconclusive` names the objects of which it could not tell
-- what is missing there, and how many rows of its list do not tell what they are about.
CREATE TABLE mail_drift_run (
  mail_domain_id uuid CONSTRAINT mail_drift_run_pkey PRIMARY KEY
    CONSTRAINT mail_drift_run_domain_fkey REFERENCES mail_domain ON DELETE CASCADE,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  state text NOT NULL CONSTRAINT mail_drift_run_state CHECK (state IN ('running', 'complete', 'interrupted')),
  failure text,
  row_count integer NOT NULL,
  inconclusive jsonb NOT NULL DEFAULT '[]'
);

-- What that comparison found, a row an address.
CREATE TABLE mail_drift_line (
  id uuid CONSTRAINT mail_drift_line_pkey PRIMARY KEY,
  mail_domain_id uuid NOT NULL CONSTRAINT mail_drift_line_domain_fkey REFERENCES mail_domain ON DELETE CASCADE,
  object text NOT NULL CONSTRAINT mail_drift_line_object CHECK (object IN ('mailbox', 'alias')),
  address text NOT NULL,
  destination text NOT NULL DEFAULT '',
  finding text NOT NULL CONSTRAINT mail_drift_line_finding
    CHECK (finding IN ('imported', 'skipped', 'missing_here', 'missing_there', 'differing')),
  reason text,
  here jsonb,
  there jsonb,
  is_ignored boolean NOT NULL DEFAULT false,
  found_at timestamptz NOT NULL,
  run_started_at timestamptz NOT NULL,
  CONSTRAINT mail_drift_line_thing_key UNIQUE (mail_domain_id, object, address, destination)
);
CREATE INDEX mail_drift_line_by_address ON mail_drift_line (mail_domain_id, address, id);

-- ---------------------------------------------------------------------------------------------------------------------
-- Notification
-- ---------------------------------------------------------------------------------------------------------------------

-- A mail on its way: written with the change that causes it, its content erased once a server has taken it. `invitation_id`
-- and `mailbox_id` are what it is about; `trouble_` tells since when and why the mail server does not take it.
CREATE TABLE outgoing_mail (
  id uuid CONSTRAINT outgoing_mail_pkey PRIMARY KEY,
  kind text,
  recipient text NOT NULL,
  language text NOT NULL,
  status text NOT NULL
    CONSTRAINT outgoing_mail_status CHECK (status IN ('draft', 'ready', 'sent', 'refused', 'given_up')),
  sealed_content bytea,
  invitation_id uuid,
  mailbox_id uuid,
  trouble_since timestamptz,
  trouble_reason text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
CREATE INDEX outgoing_mail_of_invitation ON outgoing_mail (invitation_id, created_at DESC, id DESC)
  WHERE invitation_id IS NOT NULL;
-- Staff look through all but the many that were sent.
CREATE INDEX outgoing_mail_unsent ON outgoing_mail (created_at, id) WHERE status <> 'sent';
-- Finds those whose content is to be erased in time.
CREATE INDEX outgoing_mail_kept ON outgoing_mail (updated_at)
  WHERE status IN ('refused', 'given_up') AND sealed_content IS NOT NULL;
-- Finds those that the mail server does not take.
CREATE INDEX outgoing_mail_troubled ON outgoing_mail (trouble_since)
  WHERE status IN ('draft', 'ready') AND trouble_since IS NOT NULL;

-- ---------------------------------------------------------------------------------------------------------------------
-- Access: services, API keys, applications that sign people in
-- ---------------------------------------------------------------------------------------------------------------------

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
CREATE INDEX service_provider_search ON service_provider
  USING gin (search_text(name || E'\x01' || audience_id) gin_trgm_ops);

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

-- Programs with an API key. Keys are stored as SHA-256 only; they are found by their first letters, which are not secret, and
-- compared afterwards. A service may have two keys for a while: the new one, and the one it takes the place of. Those taken
-- over from the reference have no expiry. Once `revoked_at` is set no key is good any more, until the next one is made.
CREATE TABLE account_service (
  id uuid CONSTRAINT account_service_pkey PRIMARY KEY,
  name text NOT NULL CONSTRAINT account_service_name_length CHECK (char_length(name) <= 255),
  scopes text[] NOT NULL DEFAULT '{}',
  key_hash bytea NOT NULL CONSTRAINT account_service_key_hash_key UNIQUE
    CONSTRAINT account_service_key_hash_length CHECK (octet_length(key_hash) = 32),
  key_prefix text NOT NULL CONSTRAINT account_service_key_prefix_length CHECK (char_length(key_prefix) <= 8),
  key_created_at timestamptz,
  key_expires_at timestamptz,
  key_last_used_at timestamptz,
  previous_key_hash bytea CONSTRAINT account_service_previous_key_hash_key UNIQUE
    CONSTRAINT account_service_previous_key_hash_length CHECK (octet_length(previous_key_hash) = 32),
  previous_key_prefix text
    CONSTRAINT account_service_previous_key_prefix_length CHECK (char_length(previous_key_prefix) <= 8),
  previous_key_created_at timestamptz,
  previous_key_expires_at timestamptz,
  previous_key_last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT account_service_previous_key_whole CHECK (
    (previous_key_hash IS NULL) = (previous_key_prefix IS NULL)
    AND (previous_key_hash IS NULL) = (previous_key_created_at IS NULL)
  )
);
CREATE INDEX account_service_key_prefix ON account_service (key_prefix);
CREATE INDEX account_service_previous_key_prefix ON account_service (previous_key_prefix)
  WHERE previous_key_prefix IS NOT NULL;

-- Applications that sign people in with their mailbox. A secret is either a hash of Django's form, as taken over or made at
-- registration, or encrypted under the installation's secret key where it must be read to sign with it (HS256). A client
-- without secret is a public one.
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

-- ---------------------------------------------------------------------------------------------------------------------
-- Audit log
-- ---------------------------------------------------------------------------------------------------------------------

-- Who did what to which object, from where. Written in the transaction of the change. Ids refer to rows that may be gone
-- since, so there are no foreign keys; names of people do not stand here.
CREATE TABLE audit_entry (
  id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_entry_pkey PRIMARY KEY,
  occurred_at timestamptz NOT NULL,
  action text NOT NULL,
  object_type text NOT NULL,
  object_id text NOT NULL,
  label text NOT NULL,
  organization_id uuid,
  actor_id uuid,
  subject_id uuid,
  via text NOT NULL CONSTRAINT audit_entry_via
    CHECK (via IN ('session', 'access_token', 'resource_server', 'api_key', 'command_line', 'job')),
  client text,
  address text,
  request_id text,
  details jsonb NOT NULL CONSTRAINT audit_entry_details_object CHECK (jsonb_typeof(details) = 'object')
);
CREATE INDEX audit_entry_time ON audit_entry (occurred_at DESC, id DESC);
CREATE INDEX audit_entry_organization ON audit_entry (organization_id, occurred_at DESC, id DESC)
  WHERE organization_id IS NOT NULL;
CREATE INDEX audit_entry_object ON audit_entry (object_id, occurred_at DESC, id DESC);
CREATE INDEX audit_entry_actor ON audit_entry (actor_id, occurred_at DESC, id DESC) WHERE actor_id IS NOT NULL;
CREATE INDEX audit_entry_subject ON audit_entry (subject_id, occurred_at DESC, id DESC) WHERE subject_id IS NOT NULL;

-- Entries stay as they were written. Whoever owns the table can still switch the trigger off, on purpose.
CREATE FUNCTION refuse_change_of_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit_entry();

-- ---------------------------------------------------------------------------------------------------------------------
-- Shared
-- ---------------------------------------------------------------------------------------------------------------------

-- Budgets shared by all processes, one row each: `points` taken in the window that ends at `expire` (milliseconds since
-- 1970). rate-limiter-flexible inserts without naming columns: their order matters. Counters of a few seconds need not
-- survive a crash, hence no write-ahead log.
CREATE UNLOGGED TABLE rate_limit (
  key text NOT NULL,
  points integer NOT NULL DEFAULT 0,
  expire bigint,
  CONSTRAINT rate_limit_pkey PRIMARY KEY (key)
);

-- What was counted last, in one row, for an hour.
CREATE TABLE statistics_snapshot (
  is_only boolean CONSTRAINT statistics_snapshot_pkey PRIMARY KEY DEFAULT true
    CONSTRAINT statistics_snapshot_only CHECK (is_only),
  statistics jsonb NOT NULL,
  counted_at timestamptz NOT NULL
);

-- What import-people brought, row by row: the next run tells by it what has changed there from what has changed here. The key
-- is that of the row, or a hash of it; the content is a hash of the values that were brought.
CREATE TABLE taken_over_row (
  target text NOT NULL,
  key uuid NOT NULL,
  content uuid NOT NULL,
  CONSTRAINT taken_over_row_pkey PRIMARY KEY (target, key)
);
