-- no transaction

-- Which invitation a mail is about, so that what became of it can be told beside the invitation.
ALTER TABLE outgoing_mail ADD COLUMN IF NOT EXISTS invitation_id uuid;
CREATE INDEX CONCURRENTLY IF NOT EXISTS outgoing_mail_of_invitation
  ON outgoing_mail (invitation_id, created_at DESC, id DESC) WHERE invitation_id IS NOT NULL;
