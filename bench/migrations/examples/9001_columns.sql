-- Constant defaults write no row.
ALTER TABLE team
  ADD COLUMN description text,
  ADD COLUMN is_archived boolean NOT NULL DEFAULT false;
