-- no transaction

-- The objects of which the latest comparison could not tell what is missing at the provisioner, and how many rows of its
-- list do not tell what they are about.
ALTER TABLE mail_drift_run ADD COLUMN IF NOT EXISTS inconclusive jsonb NOT NULL DEFAULT '[]';

-- When the provisioner was seen to have no such mailbox, before it was first asked to create it. Null: nobody looked,
-- so that one found there is not known to be ours.
ALTER TABLE mailbox ADD COLUMN IF NOT EXISTS noted_absent_at timestamptz;
