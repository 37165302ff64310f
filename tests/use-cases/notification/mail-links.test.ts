import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MailContent } from '../../../src/application/notification/mail-content.ts';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { done } from '../../builders/provisioned.ts';
import { USE_CASE_SETTINGS } from '../../support/use-case-settings.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const PAGE = 'https://regie.test/mail-link/';
const JEAN = { localPart: 'jean', firstName: 'Jean', lastName: 'Valjean' };
const ADDRESS = 'jean@evry.fr';
const HOUR = 3600;

let world: UseCaseWorld;
let domain: MailDomain;
let owner: Actor;
let jean: Mailbox;

async function open(sendsPassword = false) {
  const mailSettings = { ...USE_CASE_SETTINGS.mailSettings, linkPage: PAGE, sendsPassword };
  world = await openUseCaseWorld({ settings: { mailSettings } });
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  owner = (await world.addPerson()).actor;
  await world.giveAccess(owner, domain, 'owner');
  jean = await world.addMailbox({
    mailDomainId: domain.id,
    ...JEAN,
    secondaryEmail: 'jean@perso.fr',
    status: 'enabled',
  });
  await world.provisioner.createMailbox({ domain: 'evry.fr', ...JEAN });
}
beforeEach(() => open());

const sendLink = () => world.jobs.during(() => world.useCases.sendLoginLink(owner, 'evryfr', jean.id));
const reset = () => world.jobs.during(() => world.useCases.resetMailboxPassword(owner, 'evryfr', jean.id));
const create = () =>
  world.jobs.during(() =>
    world.useCases.createMailbox(owner, {
      slug: 'evryfr',
      localPart: 'ana',
      firstName: 'Ana',
      lastName: 'Petit',
      secondaryEmail: 'ana@perso.fr',
    }),
  );
const tokenIn = (content: MailContent | undefined): string => {
  if (!content || !('pageLink' in content)) throw new Error('the mail has no link to our page');
  const url = new URL(content.pageLink);
  expect(`${url.origin}${url.pathname}`).toBe(PAGE);
  return url.searchParams.get('token') ?? '';
};
/** Of the mail that was sent last. */
const token = async (): Promise<string> => {
  await world.jobs.runDueJobs();
  return tokenIn(world.mailer.sent.at(-1)?.content);
};
const read = async () => world.useCases.readMailLink(await token());
const press = async () => (await world.useCases.openMailboxByLink(await token(), ORIGIN)).url;
const show = async () => world.useCases.showPasswordOfLink(await token(), ORIGIN);
const opened = (url: string) => world.provisioner.useCode(url.replace('https://webmail.test/code/', ''));
const passwordThere = (localPart = 'jean') =>
  world.provisioner.listMailboxes('evry.fr').find((mailbox) => mailbox.localPart === localPart)?.password;
const change = (changes: Partial<Pick<Mailbox, 'secondaryEmail'>> | ReturnType<typeof done>) =>
  world.unitOfWork.run(async ({ mailboxes }) => {
    const current = await mailboxes.lock(jean.id);
    if (current) await mailboxes.update({ ...current, ...changes });
  });

describe('a login link', () => {
  it('leads to our page: reading it changes nothing, pressing asks for a code of its own', async () => {
    await sendLink();
    const first = await read();
    expect(first).toMatchObject({ address: ADDRESS, opensWebmail: true, password: undefined });
    for (let scanned = 0; scanned < 20; scanned += 1) expect(await read()).toEqual(first);
    const asked = world.provisionerCalls.count('issueLoginCode');
    const [one, other] = [await press(), await press()];
    expect(one).not.toBe(other);
    expect([opened(one), opened(other)]).toEqual([ADDRESS, ADDRESS]);
    expect(world.provisionerCalls.count('issueLoginCode')).toBe(asked + 2);
  });

  it('is stored by the hash of its token, and nowhere else', async () => {
    await sendLink();
    const secret = await token();
    const [link] = world.tables().mailLinks.all(() => true);
    expect(link?.id).toBe(createHash('sha256').update(secret).digest('hex'));
    expect(JSON.stringify(link)).not.toContain(secret);
    expect(JSON.stringify(world.audited())).not.toContain(secret);
  });

  it('works for 24 hours, to the second', async () => {
    await sendLink();
    const { expiresAt } = await read();
    expect(expiresAt.getTime()).toBe(world.clock.now().getTime() + 24 * HOUR * 1000);
    world.clock.advance(24 * HOUR - 1);
    expect(opened(await press())).toBe(ADDRESS);
    world.clock.advance(1);
    for (const act of [read, press]) await expect(act()).rejects.toMatchObject({ code: 'mail_link.expired' });
  });

  it('has its 24 hours from when the mail is handed over, however long the mail server was away', async () => {
    world.mailer.setDown(true);
    await sendLink();
    await world.jobs.runDueJobs();
    world.clock.advance(30 * HOUR);
    world.mailer.setDown(false);
    await world.jobs.runDueJobs();
    expect(opened(await press())).toBe(ADDRESS);
    const { expiresAt } = await read();
    expect(expiresAt.getTime()).toBe(world.clock.now().getTime() + 24 * HOUR * 1000);
  });

  it('opens the mailbox five times, and gives back what came to nothing', async () => {
    await sendLink();
    world.provisioner.setTrouble({ kind: 'unavailable' });
    for (let vain = 0; vain < 7; vain += 1) {
      await expect(press()).rejects.toMatchObject({ code: 'mail_provisioner.unavailable' });
    }
    world.provisioner.setTrouble(undefined);
    for (let time = 0; time < 5; time += 1) expect(opened(await press())).toBe(ADDRESS);
    expect(await read()).toMatchObject({ opensWebmail: false });
    await expect(press()).rejects.toMatchObject({ code: 'mail_link.used_up' });
  });

  it('lets no more presses at once through than it has left', async () => {
    await sendLink();
    const secret = await token();
    const presses = Array.from({ length: 9 }, () => world.useCases.openMailboxByLink(secret, ORIGIN));
    const outcomes = await Promise.allSettled(presses);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  it.each([
    ['the mailbox is off', () => change(done({}, 'disabled'))],
    ['the mailbox has another owner', () => change({ secondaryEmail: 'other@perso.fr' })],
    ['the mailbox has no owner outside', () => change({ secondaryEmail: null })],
    [
      'the domain is disabled',
      () => world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...domain, status: 'disabled' })),
    ],
  ] as const)('leads nowhere once %s', async (_what, happen) => {
    await sendLink();
    const secret = await token();
    await happen();
    const { readMailLink, openMailboxByLink } = world.useCases;
    for (const act of [() => readMailLink(secret), () => openMailboxByLink(secret, ORIGIN)]) {
      await expect(act()).rejects.toMatchObject({ code: 'mail_link.not_found' });
    }
  });

  it.each(['', 'nonsense', 'x'.repeat(1_000)])(
    'is no other than the one that was mailed: %j',
    async (other) => {
      await sendLink();
      for (const act of ['readMailLink', 'openMailboxByLink', 'showPasswordOfLink'] as const) {
        await expect(world.useCases[act](other, ORIGIN)).rejects.toMatchObject({
          code: 'mail_link.not_found',
        });
      }
    },
  );

  it('is told in the audit log when it is used, with the address it was used from', async () => {
    await sendLink();
    await press();
    expect(world.audited().at(-1)).toMatchObject({
      action: 'mailbox.opened_by_link',
      actorId: null,
      label: ADDRESS,
      origin: { address: ORIGIN.address },
    });
  });

  it('is asked for in an outage, and mailed afterwards', async () => {
    world.provisioner.setTrouble({ kind: 'unavailable' });
    await expect(sendLink()).rejects.toMatchObject({ code: 'mail_provisioner.unavailable', isKept: true });
    expect(world.mailer.sent).toEqual([]);
    world.provisioner.setTrouble(undefined);
    await world.jobs.runAllJobs();
    expect(world.mailer.sent).toHaveLength(1);
    expect(opened(await press())).toBe(ADDRESS);
  });
});

describe('a new password', () => {
  it('stands in no mail, and is shown once', async () => {
    await reset();
    const secret = await token();
    expect(JSON.stringify(world.mailer.sent)).not.toContain(passwordThere() ?? '?');
    expect(await read()).toMatchObject({ password: 'waiting', opensWebmail: false });
    const shown = await show();
    expect(shown).toMatchObject({ address: ADDRESS, shownPassword: passwordThere(), password: 'shown' });
    expect(await read()).toMatchObject({ password: 'shown' });
    await expect(show()).rejects.toMatchObject({ code: 'mail_link.used_up' });
    expect(JSON.stringify(world.tables().mailLinks.all(() => true))).not.toContain(shown.shownPassword);
    expect(world.audited().at(-1)).toMatchObject({ action: 'mailbox.password_shown', label: ADDRESS });
    await expect(world.useCases.openMailboxByLink(secret, ORIGIN)).rejects.toMatchObject({
      code: 'mail_link.used_up',
    });
  });

  it('is shown to one of those who ask at once', async () => {
    await reset();
    const secret = await token();
    const asked = Array.from({ length: 5 }, () => world.useCases.showPasswordOfLink(secret, ORIGIN));
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('takes the place of one that waits: the former opens nothing any more', async () => {
    await reset();
    const former = await token();
    await reset();
    await expect(world.useCases.showPasswordOfLink(former, ORIGIN)).rejects.toMatchObject({
      code: 'mail_link.used_up',
    });
    expect((await show()).shownPassword).toBe(passwordThere());
  });

  it('is not shown after 24 hours', async () => {
    await reset();
    await token();
    world.clock.advance(24 * HOUR);
    await expect(show()).rejects.toMatchObject({ code: 'mail_link.expired' });
  });
});

describe('a new mailbox', () => {
  it('is announced with a link that opens it, without asking for a code', async () => {
    await create();
    await world.jobs.runDueJobs();
    expect(world.mailer.sent).toMatchObject([
      { to: 'ana@perso.fr', content: { kind: 'mailbox_created', address: 'ana@evry.fr', shows: 'login' } },
    ]);
    expect(world.provisionerCalls.count('issueLoginCode')).toBe(0);
    expect(opened(await press())).toBe('ana@evry.fr');
    await expect(show()).rejects.toMatchObject({ code: 'mail_link.used_up' });
  });

  it('has its first password on the page where the installation sends passwords', async () => {
    await open(true);
    await create();
    await world.jobs.runDueJobs();
    expect(world.mailer.sent).toMatchObject([{ content: { shows: 'login_and_password' } }]);
    expect(JSON.stringify(world.mailer.sent)).not.toContain(passwordThere('ana') ?? '?');
    expect((await show()).shownPassword).toBe(passwordThere('ana'));
    expect(opened(await press())).toBe('ana@evry.fr');
  });
});

it('forgets links that no mail can have any more, and gives up a mail whose link is gone', async () => {
  world.mailer.setDown(true);
  await sendLink();
  await world.jobs.runDueJobs();
  const kept = world.settings.mailKeptForSeconds + 6 * 24 * HOUR;
  const purge = () => world.handlers.erase_unsent_mails({ name: 'erase_unsent_mails' });
  world.clock.advance(24 * HOUR + kept);
  await purge();
  expect(world.tables().mailLinks.all(() => true)).toHaveLength(1);
  world.clock.advance(1);
  await purge();
  expect(world.tables().mailLinks.all(() => true)).toEqual([]);
  world.mailer.setDown(false);
  await world.jobs.runDueJobs();
  expect(world.mailer.sent).toEqual([]);
  expect(world.tables().outgoingMails.all(() => true)).toMatchObject([
    { status: 'given_up', content: null, trouble: { reason: 'NO_LINK' } },
  ]);
});
