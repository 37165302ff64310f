import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type KillableApplication, openKillableApplication } from '../support/killable-application.ts';
import { type SignedIn, signIn } from '../support/signed-in-client.ts';

const MAILBOXES = 50;
const KILLED_AFTER = 20;
/** Mailboxes of one domain are created one after the other: requests wait, so that many have no answer at the kill. */
const PATIENT = { MAIL_PROVISIONING_WAIT: '30' };
const DOMAIN = 'killed.example.fr';

let application: KillableApplication;
beforeAll(async () => {
  application = await openKillableApplication();
  await application.start(PATIENT);
});
afterAll(() => application?.close());

const secondary = (n: number) => `owner-${n}@perso.example`;

/** Requests a mailbox; a broken connection does not show whether it was stored. */
const ask = ({ rest }: SignedIn, slug: string, n: number): Promise<number | 'no answer'> =>
  rest('POST', `mail-domains/${slug}/mailboxes/`, {
    first_name: `First ${n}`,
    last_name: `Last ${n}`,
    local_part: `box-${n}`,
    secondary_email: secondary(n),
  }).then(
    ({ status }) => status,
    () => 'no answer' as const,
  );

it('a kill in the middle of creating 50 mailboxes loses none and doubles none', async () => {
  const { dimail, mails, database } = application.surroundings;
  const person = await signIn(application.url);
  const { slug, status } = await person.regie.mailDomains.create.mutate({
    name: DOMAIN,
    supportEmail: `support@${DOMAIN}`,
  });
  expect(status).toBe('enabled');

  // Slow enough that requests to dimail, mails and commits are all under way at the moment of the kill.
  dimail.control.setLatency({ min: 5, max: 60 });
  const answers = Array.from({ length: MAILBOXES }, (_, n) => ask(person, slug, n));
  const created = () => dimail.control.dump().mailboxes.filter(({ email }) => email.endsWith(`@${DOMAIN}`));
  await eventually(() => expect(created().length).toBeGreaterThan(KILLED_AFTER), {
    interval: 5,
  });
  await application.kill();
  const heldAtKill = created().length;
  const outcomes = await Promise.all(answers);
  const unanswered = outcomes.flatMap((outcome, n) => (outcome === 'no answer' ? [n] : []));
  expect(unanswered.length).toBeGreaterThan(0);
  expect(outcomes.filter((outcome) => outcome === 201).length).toBe(MAILBOXES - unanswered.length);

  dimail.control.clearLatency();
  await application.start();

  // Callers without an answer repeat the request: stored mailboxes are refused as duplicates, the others are created.
  for (const n of unanswered) expect([201, 400]).toContain(await ask(person, slug, n));

  await eventually(
    async () => {
      const { rows } = await database.pool.query(
        `SELECT count(*) FILTER (WHERE status = 'enabled')::int AS enabled, count(*)::int AS total FROM mailbox`,
      );
      expect(rows).toEqual([{ enabled: MAILBOXES, total: MAILBOXES }]);
      const jobs = await database.pool.query('SELECT FROM graphile_worker.jobs');
      expect(jobs.rowCount).toBe(0);
    },
    { patience: 60_000, interval: 200 },
  );

  const held = created().filter(({ email }) => email.startsWith('box-'));
  expect(held).toHaveLength(MAILBOXES);
  expect(held.filter(({ creations }) => creations !== 1)).toEqual([]);

  for (let n = 0; n < MAILBOXES; n += 1) {
    const received = mails.messages({ to: secondary(n) });
    // SMTP cannot tell whether a message was taken when the connection dies with us: a repetition is possible, but it
    // has the same Message-ID, by which receivers recognize it.
    expect(new Set(received.map(({ messageId }) => messageId)).size).toBe(1);
  }
  const repeated = mails.messages().length - MAILBOXES;
  process.stdout.write(
    `killed with ${heldAtKill} mailboxes at dimail; ${unanswered.length} requests unanswered; ${repeated} mails repeated\n`,
  );
  expect(repeated).toBeLessThanOrEqual(5); // at most one per SMTP connection of the killed process
});
