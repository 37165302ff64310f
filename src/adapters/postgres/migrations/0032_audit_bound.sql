-- no transaction

-- The audit log becomes a table of months (0033), of which what there is now is the first part. Its key then needs the time, and
-- with a proven bound nobody has to wait until 0033 has read all of it. Entries of the next two months are below the bound: 0033
-- follows at once, or after what interrupted it.
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS audit_entry_before_pkey ON audit_entry (id, occurred_at);

-- allow dynamic-sql: the bound is a constant of the table, and follows from the day
DO $$
DECLARE
  bound timestamptz;
BEGIN
  SELECT (greatest(
      date_trunc('month', now() AT TIME ZONE 'UTC') + interval '3 months',
      date_trunc('month', max(occurred_at) AT TIME ZONE 'UTC') + interval '1 month')) AT TIME ZONE 'UTC'
    INTO bound FROM audit_entry;
  EXECUTE format('ALTER TABLE audit_entry DROP CONSTRAINT IF EXISTS audit_entry_bound,
    ADD CONSTRAINT audit_entry_bound CHECK (occurred_at < %L) NOT VALID', bound);
END;
$$;

ALTER TABLE audit_entry VALIDATE CONSTRAINT audit_entry_bound;
