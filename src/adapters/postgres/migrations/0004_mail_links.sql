-- Links in mails to owners of mailboxes, which lead to a page of ours. The id is the SHA-256 of the token in the address; a
-- password waits sealed to be shown once.
CREATE TABLE mail_link (
  id text CONSTRAINT mail_link_pkey PRIMARY KEY,
  mailbox_id uuid NOT NULL,
  recipient text NOT NULL,
  language text NOT NULL,
  logins_left integer NOT NULL CONSTRAINT mail_link_logins_left CHECK (logins_left >= 0),
  sealed_password bytea,
  password_shown_at timestamptz,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT mail_link_mailbox_fkey FOREIGN KEY (mailbox_id) REFERENCES mailbox (id) ON DELETE CASCADE
);
CREATE INDEX mail_link_mailbox ON mail_link (mailbox_id);
CREATE INDEX mail_link_end ON mail_link (expires_at);
