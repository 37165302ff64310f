-- Nobody uses a new table yet: its indexes and constraints are made at once.
CREATE TABLE mailbox_note (
  id uuid CONSTRAINT mailbox_note_pkey PRIMARY KEY,
  mailbox_id uuid NOT NULL CONSTRAINT mailbox_note_mailbox_fkey REFERENCES mailbox ON DELETE CASCADE,
  note text NOT NULL CONSTRAINT mailbox_note_length CHECK (char_length(note) BETWEEN 1 AND 1000),
  created_at timestamptz NOT NULL
);
CREATE INDEX mailbox_note_mailbox ON mailbox_note (mailbox_id, created_at DESC, id);
