-- Up Migration

-- People whose provider names another organization than theirs, for staff to settle: one line a person, about the
-- registration id claimed last. An ignored one stays, so that the same claim is not asked about again.
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
