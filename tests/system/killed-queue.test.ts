import { afterAll, beforeAll, expect, it } from 'vitest';
import { REGIE_CREDENTIALS } from '../../dev/dimail/state/seed-accounts.ts';
import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { DimailMailProvisioner } from '../../src/adapters/provisioning/dimail/dimail-mail-provisioner.ts';
import { systemClock } from '../../src/adapters/system/system.ts';
import { queueProvisioning } from '../../src/application/mailbox/mailbox-jobs.ts';
import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { eventually } from '../support/eventually.ts';
import { type KillableApplication, openKillableApplication } from '../support/killable-application.ts';
import type { Surroundings } from '../support/surroundings.ts';

const DOMAINS = ['one.example.fr', 'two.example.fr', 'three.example.fr'];
const MAILBOXES_OF_A_DOMAIN = 40;
const TOTAL = DOMAINS.length * MAILBOXES_OF_A_DOMAIN;
/** Mailboxes at dimail when the application is killed. */
const KILLED_AT = 40;

let application: KillableApplication;
beforeAll(async () => {
  application = await openKillableApplication();
});
afterAll(() => application?.close());

const created = () =>
  application.surroundings.dimail.control.dump().mailboxes.filter(({ email }) => email.startsWith('box-'));

/** Domains that dimail knows, and mailboxes that wait for it. */
async function fillQueue({ database, dimail }: Surroundings): Promise<void> {
  const unitOfWork = new PgUnitOfWork(database.pool, new SecretBox('nothing is sealed'));
  const provisioner = new DimailMailProvisioner({
    baseUrl: dimail.url,
    credentials: REGIE_CREDENTIALS,
    timeoutMs: 30_000,
    maxConcurrentCalls: 1,
    clock: systemClock,
  });
  const domains = DOMAINS.map((name) => makeMailDomain({ name, status: 'enabled' }));
  for (const { name } of domains) await provisioner.registerDomain(name);
  await provisioner.close();
  await unitOfWork.run(async ({ mailDomains, mailboxes, outbox }) => {
    for (const domain of domains) await mailDomains.insert(domain);
    for (let n = 0; n < TOTAL; n += 1) {
      const { id: mailDomainId } = domains[n % domains.length] as MailDomain;
      const secondaryEmail = `owner-${n}@perso.example`;
      const mailbox = makeMailbox({ mailDomainId, localPart: `box-${n}`, secondaryEmail });
      await mailboxes.insert(mailbox);
      await queueProvisioning(outbox, mailbox);
    }
  });
}

it('a kill in the middle of a long queue loses no mailbox and doubles none', async () => {
  const { database, dimail, mails } = application.surroundings;
  await fillQueue(application.surroundings);
  // Slow enough that answers are on their way at the moment of the kill.
  dimail.control.setLatency({ min: 2, max: 12 });
  await application.start();
  await eventually(() => expect(created().length).toBeGreaterThan(KILLED_AT), { interval: 3 });
  await application.kill();
  const heldAtKill = created().length;
  dimail.control.clearLatency();
  await application.start();
  await eventually(
    async () => {
      const { rows } = await database.pool.query(
        'SELECT task_identifier, last_error FROM graphile_worker.jobs',
      );
      expect(rows).toEqual([]);
    },
    { patience: 90_000 },
  );

  const { rows } = await database.pool.query(
    'SELECT status, count(*)::int AS mailboxes FROM mailbox GROUP BY status',
  );
  expect(rows).toEqual([{ status: 'enabled', mailboxes: TOTAL }]);
  expect(created()).toHaveLength(TOTAL);
  expect(created().filter(({ creations }) => creations !== 1)).toEqual([]);
  for (let n = 0; n < TOTAL; n += 1) {
    const received = mails.messages({ to: `owner-${n}@perso.example` });
    // Handing over is at least once, under one Message-ID.
    expect(new Set(received.map(({ messageId }) => messageId)).size, `owner-${n}`).toBe(1);
  }
  process.stdout.write(`killed with ${heldAtKill} of ${TOTAL} mailboxes at dimail\n`);
});
