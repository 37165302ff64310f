-- From when on a mail domain requires a second factor, how far its people were told of that, and requests to take the factors of
-- somebody away who lost theirs. A mailbox has at most one such request: it goes when it is confirmed, cancelled or replaced.
CREATE TABLE second_factor_policy (
  mail_domain_id uuid CONSTRAINT second_factor_policy_pkey PRIMARY KEY,
  required_from timestamptz NOT NULL,
  set_at timestamptz NOT NULL,
  CONSTRAINT second_factor_policy_mail_domain_fkey FOREIGN KEY (mail_domain_id) REFERENCES mail_domain (id) ON DELETE CASCADE
);

CREATE TABLE second_factor_notice (
  mail_domain_id uuid CONSTRAINT second_factor_notice_pkey PRIMARY KEY,
  required_from timestamptz NOT NULL,
  begun_at timestamptz NOT NULL,
  last_local_part text,
  ended_at timestamptz,
  CONSTRAINT second_factor_notice_mail_domain_fkey FOREIGN KEY (mail_domain_id) REFERENCES mail_domain (id) ON DELETE CASCADE
);

CREATE TABLE factor_reset (
  id uuid CONSTRAINT factor_reset_pkey PRIMARY KEY,
  mailbox_id uuid NOT NULL CONSTRAINT factor_reset_mailbox_key UNIQUE,
  requested_by uuid,
  needs_second boolean NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  CONSTRAINT factor_reset_mailbox_fkey FOREIGN KEY (mailbox_id) REFERENCES mailbox (id) ON DELETE CASCADE,
  CONSTRAINT factor_reset_requested_by_fkey FOREIGN KEY (requested_by) REFERENCES user_account (id) ON DELETE SET NULL
);
CREATE INDEX factor_reset_requested_by ON factor_reset (requested_by);
