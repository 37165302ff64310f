-- Up Migration

-- Searches ignore accents.
CREATE EXTENSION IF NOT EXISTS unaccent;

-- The last child of a team, and the last root, in one step.
CREATE INDEX team_by_depth_path ON team (depth, path);
CREATE INDEX team_invitation_team ON team_invitation (team_id, created_at DESC, id);
