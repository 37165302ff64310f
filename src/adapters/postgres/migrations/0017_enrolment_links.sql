-- Links with which owners of mailboxes prove, beside their password, that they may enrol their first second factor, once. The id is
-- the SHA-256 of the token in the address. A mailbox has at most one that has not ended.
CREATE TABLE enrolment_link (
  id text CONSTRAINT enrolment_link_pkey PRIMARY KEY,
  mailbox_id uuid NOT NULL,
  language text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  end_reason text CONSTRAINT enrolment_link_end_reason CHECK (end_reason IN ('used', 'replaced', 'withdrawn')),
  CONSTRAINT enrolment_link_end CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
  CONSTRAINT enrolment_link_mailbox_fkey FOREIGN KEY (mailbox_id) REFERENCES mailbox (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX enrolment_link_open_key ON enrolment_link (mailbox_id) WHERE ended_at IS NULL;
CREATE INDEX enrolment_link_mailbox ON enrolment_link (mailbox_id);
CREATE INDEX enrolment_link_expiry ON enrolment_link (expires_at);
