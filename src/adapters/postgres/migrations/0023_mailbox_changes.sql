-- Up Migration

-- What the provisioner is still to be asked about a mailbox that exists there: a wish, not a history.
ALTER TABLE mailbox
  ADD COLUMN is_never_created boolean NOT NULL DEFAULT false,
  ADD COLUMN change jsonb,
  ADD COLUMN change_revision integer NOT NULL DEFAULT 0,
  ADD COLUMN change_failure jsonb;
