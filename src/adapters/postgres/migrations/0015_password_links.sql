-- Links with which owners of mailboxes choose the password of their identity, once. The id is the SHA-256 of the token in the
-- address. A mailbox has at most one that has not ended.
CREATE TABLE password_link (
  id text CONSTRAINT password_link_pkey PRIMARY KEY,
  mailbox_id uuid NOT NULL,
  purpose text NOT NULL CONSTRAINT password_link_purpose CHECK (purpose IN ('first', 'forgotten', 'handed_over')),
  recipient text,
  language text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  end_reason text CONSTRAINT password_link_end_reason CHECK (end_reason IN ('used', 'replaced', 'password_changed')),
  CONSTRAINT password_link_end CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
  CONSTRAINT password_link_mailbox_fkey FOREIGN KEY (mailbox_id) REFERENCES mailbox (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX password_link_open_key ON password_link (mailbox_id) WHERE ended_at IS NULL;
CREATE INDEX password_link_mailbox ON password_link (mailbox_id);
CREATE INDEX password_link_expiry ON password_link (expires_at);
