import type { Pool } from 'pg';
import { Argon2PasswordHasher } from '../../src/adapters/argon2/argon2-password-hasher.ts';
import { seed } from '../http/seed.ts';

export const PASSWORD = 'a long password of the bench 1789';

/** Mailboxes whose owners sign in: no two of them at the same time. */
export const OWNERS = 64;

export const addressOf = (number: number): string => `owner-${number % OWNERS}@bench.example`;

/** The people of `bench:http`, and mailboxes of an enabled domain with the same password. @returns who calls `users/me/` */
export async function seedOwners(pool: Pool): Promise<{ userId: string }> {
  const { userId, organizationId } = await seed(pool);
  const domainId = '00000000-0000-4000-8900-000000000001';
  await pool.query(
    `INSERT INTO mail_domain (id, name, slug, status, registration, support_email, organization_id, created_at, updated_at)
     VALUES ($1, 'bench.example', 'benchexample', 'enabled', '{"state": "registered"}', 'support@bench.example', $2, now(), now())`,
    [domainId, organizationId],
  );
  await pool.query(
    `INSERT INTO mailbox (id, mail_domain_id, first_name, last_name, local_part, status, password_hash,
                          created_at, updated_at)
     SELECT gen_random_uuid(), $1, 'Owner', 'Number ' || n, 'owner-' || n, 'enabled', $2, now(), now()
       FROM generate_series(0, ${OWNERS} - 1) AS n`,
    [domainId, await new Argon2PasswordHasher().hash(PASSWORD)],
  );
  return { userId };
}
