-- Up Migration

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

-- Who administers an organization; its names, for staff who look for one.
CREATE INDEX organization_access_organization ON organization_access (organization_id, created_at, id);
CREATE INDEX organization_search ON organization USING gin (search_text(name) gin_trgm_ops);
