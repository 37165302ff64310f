-- Who becomes staff with their next sign-in, by the address that it verifies: in lower case, its domain as DNS has it.
CREATE TABLE first_staff (
  email text CONSTRAINT first_staff_pkey PRIMARY KEY,
  is_superuser boolean NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
