-- Since when a mail domain has waited for right DNS that it never had, and when its owners were told that it will end. Null: it
-- had right DNS once, or what was before is not known.
ALTER TABLE mail_domain ADD COLUMN unproven_since timestamptz, ADD COLUMN end_announced_at timestamptz;

-- Names of domains that ended here while the provisioner keeps what it has of them: whoever registers one next takes that over.
CREATE TABLE ended_mail_domain (
  name text CONSTRAINT ended_mail_domain_pkey PRIMARY KEY,
  ended_at timestamptz NOT NULL
);
