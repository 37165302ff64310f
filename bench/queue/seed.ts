import type { Pool } from 'pg';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { uuidGenerator } from '../../src/adapters/system/system.ts';
import { queueProvisioning } from '../../src/application/mailbox/mailbox-jobs.ts';
import { type Mailbox, newMailbox } from '../../src/domain/mailbox/mailbox.ts';
import type { MailboxId, MailDomainId } from '../../src/domain/shared/ids.ts';

export type SeededDomain = Readonly<{ id: MailDomainId; name: string }>;

/** Enabled domains, as after registration and check. */
export async function seedDomains(pool: Pool, count: number): Promise<readonly SeededDomain[]> {
  const { rows } = await pool.query<SeededDomain>(
    `INSERT INTO mail_domain (id, name, slug, status, registration, support_email, created_at, updated_at)
     SELECT gen_random_uuid(), 'commune-' || n || '.example', 'commune-' || n || 'example', 'enabled',
            '{"state": "registered"}', 'support@commune-' || n || '.example', now(), now()
       FROM generate_series(1, $1::int) AS n RETURNING id, name`,
    [count],
  );
  return rows;
}

/**
 * Pending mailboxes and the jobs that provision them, through the outbox, as their creation does: all at once, with the
 * domains interleaved.
 *
 * @returns when the jobs could first be seen, in ms since the epoch
 */
export async function queueProvisionings(
  pool: Pool,
  domains: readonly SeededDomain[],
  { round, count, withMails }: { round: string; count: number; withMails: boolean },
): Promise<number> {
  const now = new Date();
  const mailboxes = Array.from({ length: count }, (_, index): Mailbox => {
    const domain = domains[index % domains.length] as SeededDomain;
    const localPart = `${round}-${index}`;
    const id = uuidGenerator.next<MailboxId>();
    return newMailbox(
      { id, mailDomainId: domain.id, issuerId: null, createdAt: now },
      {
        firstName: `Prénom ${localPart}`,
        lastName: 'Moreau',
        localPart,
        secondaryEmail: withMails ? `${localPart}@ailleurs.example` : null,
      },
    );
  });
  // No value written here is encrypted.
  await new PgUnitOfWork(pool, new SecretBox('')).run(async (stores) => {
    await stores.mailboxes.insertAbsent(mailboxes);
    for (const mailbox of mailboxes) await queueProvisioning(stores.outbox, mailbox);
  });
  return Date.now();
}

/** As `queueProvisionings`, for the bare side. */
export async function queueBareJobs(pool: Pool, round: string, count: number): Promise<number> {
  await pool.query(
    `WITH stored AS (INSERT INTO bare_mailbox (domain, name, status)
       SELECT 'bare-' || n % 80 || '.example', $1 || '-' || n, 'pending' FROM generate_series(1, $2::int) AS n
       RETURNING id, domain, name)
     SELECT graphile_worker.add_job('create', json_build_object('id', id, 'domain', domain, 'user', name)) FROM stored`,
    [round, count],
  );
  return Date.now();
}
