import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type KillableApplication, openKillableApplication } from '../support/killable-application.ts';
import { signIn } from '../support/signed-in-client.ts';

const MAILBOXES = 40;
const KILLED_AFTER = 12;
const DOMAIN = 'bulk.example.fr';

let application: KillableApplication;
beforeAll(async () => {
  application = await openKillableApplication();
  await application.start();
});
afterAll(() => application?.close());

const secondary = (n: number) => `owner-${n}@perso.example`;

it('a kill in the middle of 40 new passwords loses none, and sending the same again mails none twice', async () => {
  const { dimail, mails } = application.surroundings;
  const { regie } = await signIn(application.url);
  const { slug: domainSlug } = await regie.mailDomains.create.mutate({
    name: DOMAIN,
    supportEmail: `support@${DOMAIN}`,
  });
  const made = await Promise.all(
    Array.from({ length: MAILBOXES }, (_, n) =>
      regie.mailboxes.create.mutate({
        domainSlug,
        firstName: `First ${n}`,
        lastName: `Last ${n}`,
        localPart: `box-${n}`,
        secondaryEmail: secondary(n),
      }),
    ),
  );
  const received = (n: number) => mails.messages({ to: secondary(n) });
  const all = made.map((_, n) => n);
  // The mail that announces each mailbox.
  await eventually(() => expect(all.every((n) => received(n).length === 1)).toBe(true), { patience: 60_000 });

  // Slow enough that requests to dimail, mails and commits are all under way at the moment of the kill.
  dimail.control.setLatency({ min: 5, max: 60 });
  const request = {
    domainSlug,
    changeId: randomUUID(),
    action: 'resetPassword' as const,
    mailboxIds: made.map(({ id }) => id),
  };
  const first = await regie.mailboxes.changeMany.mutate(request);
  expect(first.rows.map(({ state }) => state)).not.toContain('refused');
  const told = () => all.filter((n) => received(n).length > 1).length;
  await eventually(() => expect(told()).toBeGreaterThan(KILLED_AFTER), { interval: 5 });
  await application.kill();
  const toldAtKill = told();
  expect(toldAtKill).toBeLessThan(MAILBOXES);

  dimail.control.clearLatency();
  await application.start();
  const again = await regie.mailboxes.changeMany.mutate(request);
  expect(again.askedAt).toBe(first.askedAt);
  await eventually(
    async () => {
      const { rows } = await regie.mailboxes.getBulkChange.query({ domainSlug, changeId: request.changeId });
      expect(rows.filter(({ state }) => state !== 'done')).toEqual([]);
      expect(all.every((n) => received(n).length > 1)).toBe(true);
    },
    { patience: 60_000, interval: 200 },
  );
  // A message whose taking the killed process did not learn of is sent again under its Message-ID.
  for (const n of all) expect(new Set(received(n).map(({ messageId }) => messageId)).size).toBe(2);
  process.stdout.write(`killed with ${toldAtKill} of ${MAILBOXES} told\n`);
});
