-- Up Migration

-- What webhooks are told, and what became of it. Ids are drawn while the webhook is locked: within one webhook they
-- follow the order of commits. Neither webhook nor team nor person is referred to by a key, as what waits, and the log,
-- outlive them.
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
  -- Of a webhook that is gone with its team, until the delivery is settled.
  kept_url text,
  kept_protocol text CONSTRAINT webhook_delivery_kept_protocol CHECK (kept_protocol IN ('scim', 'matrix')),
  sealed_kept_secret bytea
);
CREATE INDEX webhook_delivery_log ON webhook_delivery (webhook_id, id);
CREATE INDEX webhook_delivery_waiting ON webhook_delivery (webhook_id, id) WHERE state = 'pending';
CREATE INDEX webhook_delivery_due ON webhook_delivery (next_attempt_at) WHERE state = 'pending';
-- The latest delivery about each person.
CREATE INDEX webhook_delivery_person ON webhook_delivery (webhook_id, user_id, id);
