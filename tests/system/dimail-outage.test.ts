import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type KillableApplication, openKillableApplication } from '../support/killable-application.ts';
import { signIn } from '../support/signed-in-client.ts';

/** However slow the machine: the caller did not wait for dimail to come back. */
const ANSWERED_MS = 15_000;
/** The outage lasts until dimail was asked so often in vain: long after the first attempts of both jobs. */
const ASKED_IN_VAIN = 8;
const DOMAIN = 'outage.example.fr';

let application: KillableApplication;
beforeAll(async () => {
  application = await openKillableApplication();
  await application.start();
});
afterAll(() => application?.close());

const body = (n: number) => ({
  first_name: 'Ada',
  last_name: `Lovelace ${n}`,
  local_part: `ada-${n}`,
  secondary_email: `ada-${n}@perso.example`,
});

it('dimail down: 201 pending at once, asked again in vain, enabled by itself afterwards', async () => {
  const { dimail, mails } = application.surroundings;
  const { rest } = await signIn(application.url);
  const created = await rest('POST', 'mail-domains/', { name: DOMAIN, support_email: `s@${DOMAIN}` });
  expect(created).toMatchObject({ status: 201, body: { status: 'enabled' } });
  const mailboxes = `mail-domains/${created.body.slug}/mailboxes/`;

  // A dimail that takes the request and never answers is an outage too.
  dimail.control.injectFault({
    fault: { kind: 'timeout' },
    path: `/domains/${DOMAIN}/mailboxes/ada-1`,
    count: 1,
  });
  const silentAt = performance.now();
  expect(await rest('POST', mailboxes, body(1))).toMatchObject({ status: 201, body: { status: 'pending' } });
  expect(performance.now() - silentAt).toBeLessThan(ANSWERED_MS);

  dimail.control.configure({ down: true });
  const downAt = performance.now();
  const duringOutage = await rest('POST', mailboxes, body(2));
  expect(performance.now() - downAt).toBeLessThan(ANSWERED_MS);
  expect(duringOutage).toMatchObject({ status: 201, body: { status: 'pending', local_part: 'ada-2' } });

  const inVain = () => dimail.control.requests().filter(({ outcome }) => outcome === 'reset');
  await eventually(() => expect(inVain().length).toBeGreaterThanOrEqual(ASKED_IN_VAIN), {
    patience: 120_000,
  });
  const during = await rest('GET', mailboxes);
  expect(during.body.results.map(({ status }: { status: string }) => status)).toEqual(['pending', 'pending']);
  dimail.control.configure({ down: false });

  await eventually(
    async () => {
      const { body: list } = await rest('GET', mailboxes);
      expect(list.results.map(({ status }: { status: string }) => status)).toEqual(['enabled', 'enabled']);
    },
    { patience: 60_000, interval: 500 },
  );
  await eventually(() => {
    for (const n of [1, 2]) expect(mails.messages({ to: `ada-${n}@perso.example` })).toHaveLength(1);
  });
  const held = dimail.control.dump().mailboxes.filter(({ email }) => email.startsWith('ada-'));
  expect(held.map(({ creations }) => creations)).toEqual([1, 1]);
});
