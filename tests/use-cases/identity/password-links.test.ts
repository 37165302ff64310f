import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import type { Organization } from '../../../src/domain/organization/organization.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { done } from '../../builders/provisioned.ts';
import { USE_CASE_SETTINGS } from '../../support/use-case-settings.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const PAGE = 'https://regie.test/o/password/set/';
const ADDRESS = 'jean@evry.fr';
const GOOD = 'la tortue range ses nuages';
const HOUR = 3600;

let world: UseCaseWorld;
let organization: Organization;
let domain: MailDomain;
let owner: Actor;
let jean: Mailbox;

beforeEach(async () => {
  world = await openUseCaseWorld();
  organization = makeOrganization({ name: 'Commune d’Évry' });
  await world.addOrganization(organization);
  domain = await world.addMailDomain({
    name: 'evry.fr',
    slug: 'evryfr',
    status: 'enabled',
    organizationId: organization.id,
  });
  owner = (await world.addPerson()).actor;
  await world.giveAccess(owner, domain, 'owner');
  jean = await world.addMailbox({
    mailDomainId: domain.id,
    localPart: 'jean',
    firstName: 'Jean',
    lastName: 'Valjean',
    secondaryEmail: 'jean@perso.fr',
    status: 'enabled',
  });
});

const ask = (address = ADDRESS, from = ORIGIN.address) =>
  world.useCases.requestPasswordLink({
    address,
    language: 'en-us',
    origin: { ...ORIGIN, address: from },
  });
/** The token in the mail that was sent last. */
async function mailed(): Promise<string> {
  await world.jobs.runDueJobs();
  await world.jobs.runDueJobs();
  const content = world.mailer.sent.at(-1)?.content;
  if (!content || !('passwordLink' in content)) throw new Error('no link was mailed');
  const url = new URL(content.passwordLink);
  expect(`${url.origin}${url.pathname}`).toBe(PAGE);
  return url.searchParams.get('token') ?? '';
}
async function forgotten(): Promise<string> {
  expect(await ask()).toEqual({ outcome: 'asked' });
  return mailed();
}
const tokenOf = ({ url }: { readonly url: string }) => new URL(url).searchParams.get('token') ?? '';
const read = (token: string) => world.useCases.readPasswordLink(token);
const set = (token: string, password = GOOD) =>
  world.useCases.setPasswordByLink({ token, password, origin: ORIGIN });
const stored = () => world.tables().mailboxes.first(({ id }) => id === jean.id);
const hasPassword = (password: string) => world.passwordHasher.verify(stored()?.passwordHash ?? '', password);
const links = () => world.tables().passwordLinks.all(() => true);
const change = (changes: Partial<Pick<Mailbox, 'secondaryEmail'>> | ReturnType<typeof done>) =>
  world.unitOfWork.run(async ({ mailboxes }) => {
    const current = await mailboxes.lock(jean.id);
    if (current) await mailboxes.update({ ...current, ...changes });
  });
const runAll = async () => {
  for (let round = 0; round < 4; round += 1) await world.jobs.runDueJobs();
};

describe('a link for a forgotten password', () => {
  it('goes to the secondary address, and lets its bearer choose a password once', async () => {
    const token = await forgotten();
    expect(world.mailer.sent).toMatchObject([
      {
        to: 'jean@perso.fr',
        language: 'en-us',
        content: { kind: 'password_link', address: ADDRESS, purpose: 'forgotten' },
      },
    ]);
    for (let scanned = 0; scanned < 20; scanned += 1) {
      expect(await read(token)).toMatchObject({ address: ADDRESS, purpose: 'forgotten' });
    }
    expect(await set(token)).toMatchObject({ outcome: 'set', address: ADDRESS });
    expect(await hasPassword(GOOD)).toBe(true);
    await expect(set(token, 'une autre tortue range')).rejects.toMatchObject({ code: 'password_link.used' });
    await expect(read(token)).rejects.toMatchObject({ code: 'password_link.used' });
    expect(await hasPassword(GOOD)).toBe(true);
  });

  it('tells the owner that the password was changed, and the audit log where from', async () => {
    const token = await forgotten();
    await set(token);
    await runAll();
    expect(world.mailer.sent.at(-1)).toMatchObject({
      to: 'jean@perso.fr',
      content: { kind: 'password_changed', address: ADDRESS },
    });
    expect(world.audited().map(({ action, details, origin }) => [action, details, origin.address])).toEqual([
      ['mailbox.password_link_issued', { purpose: 'forgotten' }, ORIGIN.address],
      ['mailbox.password_changed', { way: 'link_forgotten', clients: [] }, ORIGIN.address],
    ]);
  });

  it('is stored by the hash of its token, and nowhere else', async () => {
    const token = await forgotten();
    expect(links()).toMatchObject([{ id: createHash('sha256').update(token).digest('hex') }]);
    await set(token);
    const tables = [links(), world.audited(), world.tables().outgoingMails.all(() => true)];
    for (const secret of [token, GOOD]) expect(JSON.stringify(tables)).not.toContain(secret);
  });

  it('works for an hour from when the mail is handed over, to the second', async () => {
    world.mailer.setDown(true);
    await ask();
    await runAll();
    world.clock.advance(5 * HOUR);
    world.mailer.setDown(false);
    const token = await mailed();
    const { expiresAt } = await read(token);
    expect(expiresAt.getTime()).toBe(world.clock.now().getTime() + HOUR * 1000);
    world.clock.advance(HOUR - 1);
    expect(await read(token)).toMatchObject({ address: ADDRESS });
    world.clock.advance(1);
    for (const act of [read, set]) {
      await expect(act(token)).rejects.toMatchObject({ code: 'password_link.expired' });
    }
    expect(stored()?.passwordHash).toBeNull();
  });

  it('ends the one before', async () => {
    const former = await forgotten();
    world.clock.advance(1);
    const present = await forgotten();
    for (const act of [read, set]) {
      await expect(act(former)).rejects.toMatchObject({ code: 'password_link.replaced' });
    }
    expect(await set(present)).toMatchObject({ outcome: 'set' });
  });

  it('is issued once for a job that runs twice', async () => {
    await ask();
    const job = { name: 'mail_password_link', address: ADDRESS, language: 'en-us', origin: ORIGIN } as const;
    const askedAt = world.clock.now().toISOString();
    await world.handlers.mail_password_link({ ...job, askedAt });
    await world.handlers.mail_password_link({ ...job, askedAt });
    await runAll();
    expect(links()).toHaveLength(1);
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('sets one password, whoever uses it at once', async () => {
    const token = await forgotten();
    const passwords = Array.from({ length: 5 }, (_, index) => `${GOOD} ${index}`);
    const outcomes = await Promise.allSettled(passwords.map((password) => set(token, password)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const taken = await Promise.all(passwords.map(hasPassword));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it.each(['', 'nonsense', 'x'.repeat(100)])(
    'is no other than the one that was mailed: %j',
    async (other) => {
      await forgotten();
      for (const act of [read, set]) {
        await expect(act(other)).rejects.toMatchObject({ code: 'password_link.not_found' });
      }
    },
  );

  it.each([
    ['the mailbox is off', () => change(done({}, 'disabled'))],
    ['the mailbox has another owner', () => change({ secondaryEmail: 'other@perso.fr' })],
    ['the mailbox has no owner outside', () => change({ secondaryEmail: null })],
    [
      'the domain is disabled',
      () => world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...domain, status: 'disabled' })),
    ],
    [
      'the domain has no organization',
      () =>
        world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...domain, organizationId: null })),
    ],
    [
      'the organization is inactive',
      () =>
        world.unitOfWork.run(({ organizations }) =>
          organizations.update({ ...organization, isActive: false }),
        ),
    ],
  ] as const)('leads nowhere once %s', async (_what, happen) => {
    const token = await forgotten();
    await happen();
    for (const act of [read, set]) {
      await expect(act(token)).rejects.toMatchObject({ code: 'password_link.not_found' });
    }
    expect(stored()?.passwordHash).toBeNull();
  });

  it('is not mailed when it was replaced before the mail server took it', async () => {
    world.mailer.setDown(true);
    await ask();
    await runAll();
    world.clock.advance(60);
    await ask();
    await runAll();
    world.mailer.setDown(false);
    world.clock.advance(HOUR);
    await runAll();
    expect(world.mailer.sent).toHaveLength(1);
    const token = await mailed();
    expect(await set(token)).toMatchObject({ outcome: 'set' });
  });

  it('is forgotten some days after its end', async () => {
    await forgotten();
    world.clock.advance(20 * 24 * HOUR);
    await world.handlers.erase_unsent_mails({ name: 'erase_unsent_mails' });
    expect(links()).toEqual([]);
  });
});

describe('a request for a link', () => {
  it('is answered alike, and written alike, for whoever it is about', async () => {
    const other = await world.addMailbox({
      mailDomainId: domain.id,
      localPart: 'nobody',
      secondaryEmail: null,
      status: 'enabled',
    });
    const off = await world.addMailbox({
      mailDomainId: domain.id,
      localPart: 'off',
      secondaryEmail: 'off@perso.fr',
      status: 'disabled',
    });
    const addresses = [
      ADDRESS,
      `${other.localPart}@evry.fr`,
      `${off.localPart}@evry.fr`,
      'x@evry.fr',
      'x@y.fr',
    ];
    for (const address of addresses) expect(await ask(address)).toEqual({ outcome: 'asked' });
    expect(links()).toEqual([]);
    await runAll();
    expect(links()).toHaveLength(1);
    expect(world.mailer.sent.map(({ to }) => to)).toEqual(['jean@perso.fr']);
  });

  it.each(['JEAN@EVRY.FR', ' jean@evry.fr ', 'Jean@Evry.fr'])(
    'takes the address as it is typed: %j',
    async (typed) => {
      expect(await ask(typed)).toEqual({ outcome: 'asked' });
      await mailed();
      expect(links()).toHaveLength(1);
    },
  );

  it.each(['', 'jean', 'jean@', '@evry.fr', 'jean\0@evry.fr', `${'x'.repeat(65)}@${'y'.repeat(260)}.fr`])(
    'is refused for what is no address: %j',
    async (typed) => {
      expect(await ask(typed)).toEqual({ outcome: 'not_an_address' });
    },
  );

  it('mails nothing where owners of mailboxes have no identity', async () => {
    const { passwordSettings } = world.settings;
    const off = await openUseCaseWorld({
      settings: { passwordSettings: { ...passwordSettings, isOffered: false } },
    });
    const job = { name: 'mail_password_link', address: ADDRESS, language: 'en-us', origin: ORIGIN } as const;
    await off.handlers.mail_password_link({ ...job, askedAt: off.clock.now().toISOString() });
    expect(off.tables().passwordLinks.all(() => true)).toEqual([]);
  });
});

describe('a password that is chosen', () => {
  it.each([
    ['tortue', ['too_short', 'common']],
    ['Jean Valjean 1862', ['personal']],
    ['Commune d’Évry 2026', ['personal']],
    ['314159265358979', ['only_digits']],
    ['motdepassemotdepasse', ['easy_to_guess']],
    ['123456789012', ['only_digits', 'common']],
    ['x'.repeat(129), ['too_long']],
    ['la tortue range ', ['space_at_end']],
  ])('is refused, and the link stays good: %s', async (password, faults) => {
    const token = await forgotten();
    const refused = await set(token, password);
    expect(refused).toMatchObject({ outcome: 'refused', address: ADDRESS });
    expect('faults' in refused && refused.faults).toEqual(expect.arrayContaining(faults));
    expect(stored()?.passwordHash).toBeNull();
    expect(await set(token)).toMatchObject({ outcome: 'set' });
  });

  it('is one, in whichever way its letters are written', async () => {
    const token = await forgotten();
    await set(token, 'e\u0301te\u0301 indien sans nuages');
    expect(await hasPassword('\u00e9t\u00e9 indien sans nuages')).toBe(true);
  });
});

describe('a link that an administrator hands over', () => {
  const handOver = (actor = owner) => world.useCases.handOverPasswordLink(actor, 'evryfr', jean.id);
  beforeEach(() => change({ secondaryEmail: null }));

  it('is returned once, works for three days, and tells the owner in the mailbox itself', async () => {
    const given = await handOver();
    expect(given.expiresAt.getTime()).toBe(world.clock.now().getTime() + 72 * HOUR * 1000);
    expect(JSON.stringify([links(), world.audited()])).not.toContain(tokenOf(given));
    expect(await read(tokenOf(given))).toMatchObject({ purpose: 'handed_over', address: ADDRESS });
    expect(await set(tokenOf(given))).toMatchObject({ outcome: 'set' });
    await runAll();
    expect(world.mailer.sent).toMatchObject([{ to: ADDRESS, content: { kind: 'password_changed' } }]);
    expect(world.audited()[0]).toMatchObject({
      action: 'mailbox.password_link_issued',
      actorId: owner.userId,
      label: ADDRESS,
      details: { purpose: 'handed_over' },
    });
  });

  it('is for those who manage the domain', async () => {
    const viewer = (await world.addPerson()).actor;
    await world.giveAccess(viewer, domain, 'viewer');
    await expect(handOver(viewer)).rejects.toMatchObject({ code: 'mailbox.action_forbidden' });
    const stranger = (await world.addPerson()).actor;
    await expect(handOver(stranger)).rejects.toMatchObject({ code: 'mail_domain.not_found' });
    expect(links()).toEqual([]);
  });

  it('is none where one can be mailed, or nobody signs in', async () => {
    await change({ secondaryEmail: 'jean@perso.fr' });
    await expect(handOver()).rejects.toMatchObject({ code: 'mailbox.secondary_email_present' });
    await change({ secondaryEmail: null });
    await change(done({}, 'disabled'));
    await expect(handOver()).rejects.toMatchObject({ code: 'mailbox.not_enabled' });
    await change(done({}, 'enabled'));
    await world.unitOfWork.run(({ organizations }) =>
      organizations.update({ ...organization, isActive: false }),
    );
    await expect(handOver()).rejects.toMatchObject({ code: 'password_link.not_offered' });
  });

  it('leads nowhere once the owner has a secondary address', async () => {
    const token = tokenOf(await handOver());
    await change({ secondaryEmail: 'jean@perso.fr' });
    await expect(set(token)).rejects.toMatchObject({ code: 'password_link.not_found' });
  });

  it('is a possibility that the list shows', async () => {
    const { abilities } = await world.useCases.getMailbox(owner, 'evryfr', jean.id);
    expect(abilities).toMatchObject({ handOverPasswordLink: true, invitePassword: false });
    await change({ secondaryEmail: 'jean@perso.fr' });
    const after = await world.useCases.getMailbox(owner, 'evryfr', jean.id);
    expect(after.abilities).toMatchObject({ handOverPasswordLink: false, invitePassword: true });
  });
});

describe('invitations to choose a password', () => {
  const invite = (after: string | null = null, limit = 100, actor = owner) =>
    world.useCases.inviteToPasswords(actor, 'evryfr', { after, limit });
  const add = (
    localPart: string,
    given: Partial<Mailbox> & { readonly status?: 'enabled' | 'disabled' } = {},
  ) =>
    world.addMailbox({
      mailDomainId: domain.id,
      localPart,
      firstName: localPart,
      secondaryEmail: `${localPart}@perso.fr`,
      status: 'enabled',
      ...given,
    });
  const outcomes = ({ rows }: Awaited<ReturnType<typeof invite>>) =>
    Object.fromEntries(rows.map(({ address, outcome }) => [address, outcome]));

  it('go to all who have chosen none, and tell what came of each', async () => {
    await add('ana', { passwordHash: await world.passwordHasher.hash('chosen by Ana') });
    await add('bob', { passwordHash: await world.passwordHasher.hashGenerated('drawn by a machine') });
    await add('carl', { secondaryEmail: null });
    await add('dan', { status: 'disabled' });
    await add('eve', { secondaryEmail: 'eve@evry.fr' });
    const answer = await invite();
    expect(answer.next).toBeNull();
    expect(outcomes(answer)).toEqual({
      'ana@evry.fr': 'has_password',
      'bob@evry.fr': 'invited',
      'carl@evry.fr': 'no_secondary_email',
      'dan@evry.fr': 'not_enabled',
      'eve@evry.fr': 'no_secondary_email',
      'jean@evry.fr': 'invited',
    });
    await runAll();
    expect(world.mailer.sent.map(({ to }) => to).sort()).toEqual(['bob@perso.fr', 'jean@perso.fr']);
    expect(world.audited().map(({ action, actorId, label }) => [action, actorId, label])).toEqual([
      ['mailbox.password_link_issued', owner.userId, 'bob@evry.fr'],
      ['mailbox.password_link_issued', owner.userId, 'jean@evry.fr'],
    ]);
    const token = await mailed();
    expect(await read(token)).toMatchObject({ purpose: 'first' });
    expect(await set(token)).toMatchObject({ outcome: 'set' });
  });

  it('go out in batches, and go on where they stopped', async () => {
    for (const localPart of ['a', 'b', 'c', 'd', 'e']) await add(localPart);
    const invited: string[] = [];
    let next: string | null = null;
    for (let call = 0; call < 10; call += 1) {
      const answer = await invite(next, 2);
      expect(answer.rows.length).toBeLessThanOrEqual(2);
      invited.push(...answer.rows.map(({ address }) => address));
      next = answer.next;
      if (next === null) break;
    }
    expect(invited).toEqual(['a', 'b', 'c', 'd', 'e', 'jean'].map((localPart) => `${localPart}@evry.fr`));
    expect(new Set(Object.values(outcomes(await invite())))).toEqual(new Set(['already_invited']));
    await runAll();
    expect(world.mailer.sent).toHaveLength(6);
  });

  it('go out again once the link is over, or went to a former address', async () => {
    await invite();
    await change({ secondaryEmail: 'jean@autre.fr' });
    expect(outcomes(await invite())).toEqual({ [ADDRESS]: 'invited' });
    expect(outcomes(await invite())).toEqual({ [ADDRESS]: 'already_invited' });
    world.clock.advance(8 * 24 * HOUR);
    expect(outcomes(await invite())).toEqual({ [ADDRESS]: 'invited' });
  });

  it('go out once, whoever asks at the same time', async () => {
    await Promise.all([invite(), invite(), invite()]);
    await runAll();
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('are for those who manage the domain, of an organization that is there', async () => {
    const viewer = (await world.addPerson()).actor;
    await world.giveAccess(viewer, domain, 'viewer');
    await expect(invite(null, 100, viewer)).rejects.toMatchObject({ code: 'mailbox.action_forbidden' });
    const stranger = (await world.addPerson()).actor;
    await expect(invite(null, 100, stranger)).rejects.toMatchObject({ code: 'mail_domain.not_found' });
    await world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...domain, organizationId: null }));
    await expect(invite()).rejects.toMatchObject({ code: 'password_link.not_offered' });
    expect(links()).toEqual([]);
  });

  it('can be sent to one owner, who has a password or not', async () => {
    await set(await forgotten());
    await world.useCases.inviteToPassword(owner, 'evryfr', jean.id);
    expect(await read(await mailed())).toMatchObject({ purpose: 'first' });
    await change({ secondaryEmail: null });
    await expect(world.useCases.inviteToPassword(owner, 'evryfr', jean.id)).rejects.toMatchObject({
      code: 'mailbox.secondary_email_needed_for_link',
    });
  });
});

it('is good for as long as the installation says, from when it was mailed or handed over', async () => {
  const minutes = 60_000;
  const linkLifetimes = { first: 5 * minutes, forgotten: 2 * minutes, handed_over: 9 * minutes };
  world = await openUseCaseWorld({
    settings: { passwordSettings: { ...USE_CASE_SETTINGS.passwordSettings, linkLifetimes } },
  });
  await world.addOrganization(organization);
  await world.unitOfWork.run(async ({ mailDomains, mailboxes }) => {
    await mailDomains.insert(domain);
    await mailboxes.insert(jean);
  });
  const token = await forgotten();
  world.clock.advance(119);
  expect(await read(token)).toMatchObject({ purpose: 'forgotten' });
  world.clock.advance(1);
  await expect(read(token)).rejects.toMatchObject({ code: 'password_link.expired' });
});
