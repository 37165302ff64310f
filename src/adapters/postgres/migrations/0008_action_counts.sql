-- When something that has a price was done lately, as request_count has it for requests: changes by a person, mails to strangers
-- by who caused them and by address, refreshed invitations. The id is a hash of what is counted; rows that lie idle are deleted.
CREATE UNLOGGED TABLE action_count (
  id uuid CONSTRAINT action_count_pkey PRIMARY KEY,
  burst_times timestamptz[] NOT NULL,
  burst_counts integer[] NOT NULL,
  burst_admitted integer NOT NULL,
  sustained_times timestamptz[] NOT NULL,
  sustained_counts integer[] NOT NULL,
  sustained_admitted integer NOT NULL
) WITH (fillfactor = 50);
