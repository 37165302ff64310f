import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import type { User } from '../../src/domain/people/user.ts';
import { makePasskey, makeTotp } from '../builders/make-authenticator.ts';
import { makeOpenidClient } from '../builders/make-openid-client.ts';
import { makeOpenidRecord } from '../builders/make-openid-record.ts';
import { newId } from '../builders/new-id.ts';
import { type ConsoleSite, openConsoleSite } from './support/console-site.ts';
import { inspectConsole } from './support/inspect-console.ts';
import { seedMailboxes } from './support/seed-mailboxes.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

let site: ConsoleSite;
beforeAll(async () => {
  site = await openConsoleSite(inject('consoleFolder'), { waits: { registrationMs: 300, usualMs: 300 } });
  await seedMailboxes(site);
  const { world, jean } = site;
  await world.unitOfWork.run(async ({ openidClients, authenticators }) => {
    await openidClients.insert(makeOpenidClient({ clientId: 'agenda', name: 'Agenda' }));
    await authenticators.insert(makeTotp({ mailboxId: jean.id }));
    await authenticators.insert(makePasskey({ mailboxId: jean.id, lastUsedAt: world.clock.now() }));
  });
  for (const userAgent of [FIREFOX, null]) {
    await world.adapters.openidRecords.save(
      makeOpenidRecord({
        model: 'Session',
        clientId: null,
        uid: newId<string>(),
        mailboxId: jean.id,
        expiresAt: new Date(world.clock.now().getTime() + 3_600_000),
        session: {
          signedInAt: world.clock.now(),
          address: '192.0.2.7',
          userAgent,
          clients: [{ clientId: 'agenda', sid: newId<string>(), grantId: newId<string>() }],
        },
      }),
    );
  }
});
afterAll(() => site?.close());
afterEach(async () => {
  expect(site.problems).toEqual([]);
  await site.closePages();
});

const openMailbox = async (who: User) => {
  const page = await site.openAs(who);
  await page.goto(`${site.url}/domains/evryfr/mailboxes/${site.jean.id}`);
  await page.waitForSelector('.side-panel');
  return page;
};

it('shows where the owner of a mailbox is signed in, and signs them out', async () => {
  const page = await openMailbox(site.people.bob);
  await page.getByText('maire@evry.fr').waitFor();
  await page.getByRole('button', { name: 'Show where they are signed in' }).click();
  await page.getByText('Firefox on Linux – Agenda').waitFor();
  await page.getByText('Unknown device – Agenda').waitFor();
  await inspectConsole(page, 'en');
  await page.getByRole('button', { name: 'Sign out – Unknown device' }).click();
  await page.getByText('Unknown device – Agenda').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByText('Nowhere at the moment.').waitFor();
});

it('has second factors taken away by two administrators, and a link for the owner', async () => {
  const alice = await openMailbox(site.people.alice);
  await alice.getByRole('button', { name: 'Show second factors' }).click();
  await alice.getByText('Application for codes').waitFor();
  await alice.getByText('Passkey').waitFor();
  await alice.getByRole('button', { name: 'Take all second factors away' }).click();
  const dialog = alice.getByRole('dialog', { name: 'Take all second factors away?' });
  await inspectConsole(alice, 'en');
  await dialog.getByRole('button', { name: 'Ask for it' }).click();
  await alice.getByText('Alice Martin asked for it').waitFor();
  const own = alice.getByRole('button', { name: 'Confirm', exact: true });
  expect(await own.getAttribute('aria-disabled')).toBe('true');
  await alice.getByText('Another administrator or owner of the domain has to confirm it.').waitFor();
  await inspectConsole(alice, 'en');

  const bob = await openMailbox(site.people.bob);
  await bob.getByRole('button', { name: 'Show second factors' }).click();
  await bob.getByRole('button', { name: 'Confirm', exact: true }).click();
  const sure = bob.getByRole('dialog', { name: 'Take all second factors away?' });
  await sure.getByRole('button', { name: 'Confirm', exact: true }).click();
  expect(await bob.getByLabel('Link to hand over').inputValue()).toMatch(/^https?:/);
  await inspectConsole(bob, 'en');
  await bob.reload();
  await bob.getByRole('button', { name: 'Show second factors' }).click();
  await bob.getByText('They have none yet.').waitFor();
});
