-- Actions on many mailboxes of a domain at once, as they were asked for: `mailboxes` has one element for each.
CREATE TABLE mailbox_bulk_change (
  id uuid CONSTRAINT mailbox_bulk_change_pkey PRIMARY KEY,
  mail_domain_id uuid NOT NULL,
  action text NOT NULL CONSTRAINT mailbox_bulk_change_action
    CHECK (action IN ('enable', 'disable', 'resetPassword', 'sendLoginLink', 'delete')),
  asked_by uuid,
  asked_at timestamptz NOT NULL,
  mailboxes jsonb NOT NULL CONSTRAINT mailbox_bulk_change_mailboxes CHECK (jsonb_typeof(mailboxes) = 'array'),
  CONSTRAINT mailbox_bulk_change_mail_domain_fkey FOREIGN KEY (mail_domain_id) REFERENCES mail_domain (id) ON DELETE CASCADE,
  CONSTRAINT mailbox_bulk_change_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES user_account (id) ON DELETE SET NULL
);
CREATE INDEX mailbox_bulk_change_mail_domain ON mailbox_bulk_change (mail_domain_id, asked_at);
CREATE INDEX mailbox_bulk_change_asked_by ON mailbox_bulk_change (asked_by);
