-- Which database and which installation this is, as an operator last confirmed, and whether it is in quarantine. One row.
CREATE TABLE installation (
  id boolean DEFAULT true CONSTRAINT installation_pkey PRIMARY KEY CONSTRAINT installation_one CHECK (id),
  -- The cluster's system identifier; null where the server does not tell it.
  cluster text,
  -- Object identifiers: of the database, and of this table, both of which a dump does not keep.
  database_oid text NOT NULL,
  table_oid text NOT NULL,
  name text NOT NULL,
  confirmed_at timestamptz NOT NULL,
  quarantined_since timestamptz,
  quarantine_cause text CONSTRAINT installation_cause CHECK (quarantine_cause IN ('copy', 'operator')),
  quarantine_reason text,
  CONSTRAINT installation_quarantine CHECK ((quarantined_since IS NULL) = (quarantine_cause IS NULL))
);
