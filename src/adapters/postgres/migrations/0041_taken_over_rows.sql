-- Up Migration

-- What import-people brought, row by row: what tells, the next time, what has changed there from what has changed here.
-- The key is that of the row, or a hash of it; the content is a hash of the values that were brought.
CREATE TABLE taken_over_row (
  target text NOT NULL,
  key uuid NOT NULL,
  content uuid NOT NULL,
  CONSTRAINT taken_over_row_pkey PRIMARY KEY (target, key)
);
