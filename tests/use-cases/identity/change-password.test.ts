import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { makeOpenidRecord } from '../../builders/make-openid-record.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { minutesLater } from '../../builders/moments.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { done } from '../../builders/provisioned.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const ADDRESS = 'jean@evry.fr';
const OLD = 'drei kleine Schildkröten';
const NEW = 'la tortue range ses nuages';

let world: UseCaseWorld;
let owner: Actor;
let jean: Mailbox;

beforeEach(async () => {
  world = await openUseCaseWorld();
  const organization = makeOrganization();
  await world.addOrganization(organization);
  const domain = await world.addMailDomain({
    name: 'evry.fr',
    slug: 'evryfr',
    status: 'enabled',
    organizationId: organization.id,
  });
  owner = (await world.addPerson()).actor;
  await world.giveAccess(owner, domain, 'owner');
  const names = { localPart: 'jean', firstName: 'Jean', lastName: 'Valjean' };
  jean = await world.addMailbox({
    mailDomainId: domain.id,
    ...names,
    secondaryEmail: 'jean@perso.fr',
    status: 'enabled',
    passwordHash: await world.passwordHasher.hash(OLD.normalize('NFC')),
  });
  await world.provisioner.createMailbox({ domain: 'evry.fr', ...names });
});

type Given = Partial<{ oldPassword: string; newPassword: string; sessionId: string; from: string }>;
const change = ({ from = '192.0.2.7', ...given }: Given = {}) =>
  world.useCases.changePassword({
    mailboxId: jean.id,
    sessionId: 'none',
    oldPassword: OLD,
    newPassword: NEW,
    origin: { ...ORIGIN, address: from },
    knownBrowser: undefined,
    language: 'en-us',
    ...given,
  });
const stored = () => world.tables().mailboxes.find(jean.id);
const is = (password: string) => world.passwordHasher.verify(stored()?.passwordHash ?? '', password);
const update = (changes: Partial<Mailbox> | ReturnType<typeof done>) =>
  world.unitOfWork.run(async ({ mailboxes }) => {
    const current = await mailboxes.lock(jean.id);
    if (current) await mailboxes.update({ ...current, ...changes } as Mailbox);
  });
const runAll = async () => {
  for (let round = 0; round < 4; round += 1) await world.jobs.runDueJobs();
};
/** Sessions in which Jean is signed in to the intranet. */
async function openSessions(...uids: readonly string[]): Promise<readonly string[]> {
  for (const uid of uids) {
    await world.openidRecords.save(
      makeOpenidRecord({
        model: 'Session',
        uid,
        mailboxId: jean.id,
        clientId: null,
        expiresAt: minutesLater(10_000_000),
        session: {
          signedInAt: world.clock.now(),
          address: null,
          userAgent: null,
          clients: [{ clientId: 'intranet', sid: `sid of ${uid}`, grantId: null }],
        },
      }),
    );
  }
  return uids.map((uid) => world.openidSessionQueries.idOf(uid));
}
const sessionIds = async () =>
  (await world.openidSessionQueries.listOf(jean.id, world.clock.now())).map(({ id }) => id).sort();

describe('a change of the password', () => {
  it('takes the old one, ends all other sessions, and tells the owner', async () => {
    const [present = ''] = await openSessions('present', 'other', 'third');
    expect(await change({ sessionId: present })).toMatchObject({ outcome: 'changed' });
    expect([await is(NEW), await is(OLD)]).toEqual([true, false]);
    expect(await sessionIds()).toEqual([present]);
    await runAll();
    expect(world.mailer.sent).toMatchObject([
      { to: 'jean@perso.fr', language: 'en-us', content: { kind: 'password_changed', address: ADDRESS } },
    ]);
    expect(world.audited().at(-1)).toMatchObject({
      action: 'mailbox.password_changed',
      details: { way: 'old_password', clients: ['intranet'] },
      origin: { address: '192.0.2.7' },
    });
    expect(JSON.stringify(world.audited())).not.toContain(NEW);
  });

  it('counts a wrong old password as a sign-in does, and is refused once they were too many', async () => {
    for (let time = 0; time < 5; time += 1) {
      expect(await change({ oldPassword: `wrong ${time}` })).toEqual({ outcome: 'wrong_password' });
    }
    expect(await change()).toEqual({ outcome: 'wrong_password' });
    expect(await is(OLD)).toBe(true);
    expect(world.audited().map(({ action }) => action)).toContain('mailbox.sign_in_refused');
  });

  it.each([
    [OLD, { outcome: 'unchanged' }],
    ['tortue', { outcome: 'refused', faults: ['too_short', 'common'] }],
    ['Jean Valjean 1862', { outcome: 'refused', faults: ['personal', 'easy_to_guess'] }],
  ] as const)('is refused for %s', async (newPassword, outcome) => {
    expect(await change({ newPassword })).toMatchObject(outcome);
    expect(await is(OLD)).toBe(true);
  });

  it('does not tell what is wrong with the new one to whom the old one is unknown', async () => {
    const outcome = await change({ oldPassword: 'wrong', newPassword: 'tortue' });
    expect(outcome).toEqual({ outcome: 'wrong_password' });
  });

  it('takes a letter with its accent for one, in whichever way it is written', async () => {
    expect(await change({ oldPassword: OLD.normalize('NFD'), newPassword: OLD })).toEqual({
      outcome: 'unchanged',
    });
    expect(await change({ oldPassword: OLD.normalize('NFD') })).toMatchObject({ outcome: 'changed' });
  });

  it('happens once, whoever asks at the same time', async () => {
    const passwords = Array.from({ length: 4 }, (_, index) => `${NEW} ${index}`);
    const outcomes = await Promise.all(passwords.map((newPassword) => change({ newPassword })));
    expect(outcomes.filter(({ outcome }) => outcome === 'changed')).toHaveLength(1);
    const taken = await Promise.all(passwords.map(is));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('is nothing for somebody who may not sign in any more', async () => {
    await update(done({}, 'disabled'));
    expect(await change()).toEqual({ outcome: 'gone' });
    expect(await is(OLD)).toBe(true);
  });

  it('ends the links that let the owner choose one', async () => {
    await world.useCases.inviteToPassword(owner, 'evryfr', jean.id);
    await change();
    expect(world.tables().passwordLinks.all(() => true)).toMatchObject([{ end: 'password_changed' }]);
  });
});

describe('all sessions end', () => {
  beforeEach(() => openSessions('one', 'two'));

  it('when a password is set by a link', async () => {
    await update({ secondaryEmail: null });
    const { url } = await world.useCases.handOverPasswordLink(owner, 'evryfr', jean.id);
    const token = new URL(url).searchParams.get('token') ?? '';
    await world.useCases.setPasswordByLink({ token, password: NEW, origin: ORIGIN });
    expect(await sessionIds()).toEqual([]);
  });

  it('when an administrator resets it, which sets both passwords and tells the owner', async () => {
    await world.useCases.inviteToPassword(owner, 'evryfr', jean.id);
    await world.jobs.during(() => world.useCases.resetMailboxPassword(owner, 'evryfr', jean.id));
    await runAll();
    expect(await sessionIds()).toEqual([]);
    const there = world.provisioner.listMailboxes('evry.fr').find(({ localPart }) => localPart === 'jean');
    expect(await is(there?.password ?? '')).toBe(true);
    expect(world.mailer.sent.map(({ content }) => content.kind)).toContain('password_reset');
    expect(world.tables().passwordLinks.all(() => true)).toMatchObject([{ end: 'password_changed' }]);
  });
});
