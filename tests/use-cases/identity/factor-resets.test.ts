import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import type { FactorResetId, MailboxId } from '../../../src/domain/shared/ids.ts';
import { BY_COMMAND_LINE } from '../../../src/infrastructure/command-line/by-command-line.ts';
import { makePasskey } from '../../builders/make-authenticator.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { done } from '../../builders/provisioned.ts';
import { openSecondFactorWorld, type SecondFactorWorld } from './second-factor-world.ts';

const DAY = 24 * 3600;
const OPERATOR = { ...BY_COMMAND_LINE, userId: null, isStaff: true, email: null, language: 'fr-fr' } as const;
const GONE = { authenticators: 0, recoveryCodes: 0, records: 0 };
const UNTOUCHED = { authenticators: 1, recoveryCodes: 1, records: 1 };

let world: SecondFactorWorld;
let domain: MailDomain;
let alice: Actor;
let bob: Actor;
let jean: Mailbox;

beforeEach(async () => {
  world = await openSecondFactorWorld();
  domain = await world.addDomain('evry.fr');
  alice = await world.addManager('owner', domain, { email: 'alice@massy.fr' });
  bob = await world.addManager('administrator', domain, { email: 'bob@massy.fr' });
  jean = await world.addOwner(domain, 'jean');
  await world.enrol(jean);
  await world.signIn(jean);
});

const target = (mailbox = jean, slug = domain.slug) => ({ place: { slug }, id: mailbox.id });
const byId = (mailbox = jean) => ({ place: { mailDomainId: domain.id }, id: mailbox.id });
const request = (by = alice, of: Parameters<typeof world.useCases.requestFactorReset>[1] = target()) =>
  world.useCases.requestFactorReset(by, of);
const confirm = (
  by: Actor,
  resetId: FactorResetId,
  {
    of = target(),
    withLink = false,
  }: { of?: ReturnType<typeof target> | ReturnType<typeof byId>; withLink?: boolean } = {},
) => world.useCases.confirmFactorReset(by, { ...of, resetId }, { withLink });
const cancel = (by: Actor, resetId: FactorResetId) =>
  world.useCases.cancelFactorReset(by, { ...target(), resetId });
const actions = () => world.audited().map(({ action, actorId }) => [action, actorId]);
const removeAccess = ({ userId }: Actor) =>
  world.unitOfWork.run(async ({ mailDomainAccesses }) => {
    const [access] = world
      .tables()
      .mailDomainAccesses.all((one) => one.userId === userId && one.mailDomainId === domain.id);
    if (access) await mailDomainAccesses.delete(access.id);
  });
const setUser = ({ userId }: Actor, changes: { isActive?: boolean; isStaff?: boolean }) =>
  world.unitOfWork.run(async ({ users }) => {
    const user = await users.lock(userId);
    if (user) await users.update({ ...user, ...changes });
  });
const change = (changes: Partial<Pick<Mailbox, 'secondaryEmail'>> | ReturnType<typeof done>) =>
  world.unitOfWork.run(async ({ mailboxes }) => {
    const current = await mailboxes.lock(jean.id);
    if (current) await mailboxes.update({ ...current, ...changes });
  });
const expectUntouched = () => expect(world.factorsOf(jean.id)).toEqual(UNTOUCHED);

describe('a reset of the factors of somebody who lost theirs', () => {
  it('takes all of them once a second person confirms it, and tells everybody', async () => {
    await world.enrol(jean, makePasskey({ mailboxId: jean.id }));
    const { id, needsSecond, expiresAt } = await request();
    expect(needsSecond).toBe(true);
    expect(expiresAt.getTime() - world.clock.now().getTime()).toBe(7 * DAY * 1000);
    expect(await world.mailed()).toEqual([
      'bob@massy.fr: factor_reset_of_domain requested',
      'jean@evry.fr: factor_reset requested',
      'jean@perso.fr: factor_reset requested',
    ]);
    expect(world.factorsOf(jean.id)).toMatchObject({ authenticators: 2 });

    expect(await confirm(bob, id)).toEqual({ link: null });
    expect(world.factorsOf(jean.id)).toEqual(GONE);
    expect(world.jobs.waiting().map(({ job }) => job)).toContainEqual(
      expect.objectContaining({ name: 'notify_sign_out', mailboxId: jean.id, clientId: 'intranet' }),
    );
    expect(await world.mailed()).toEqual([
      'alice@massy.fr: factor_reset_of_domain done',
      'jean@evry.fr: factor_reset done',
      'jean@perso.fr: factor_reset done',
    ]);
    expect(actions()).toEqual([
      ['mailbox.factor_reset_requested', alice.userId],
      ['mailbox.factors_reset', bob.userId],
    ]);
    expect(world.audited()[1]?.details).toEqual({ kinds: ['passkey', 'totp'], sessions: 1 });
  });

  it('comes with a link to enrol with, where that is asked for, and ends the one before', async () => {
    const { id } = await request();
    const { link } = await confirm(bob, id, { withLink: true });
    const token = new URL(link?.url ?? '').searchParams.get('token') ?? '';
    expect(token).not.toBe('');
    expect(world.audited().map(({ action }) => action)).toContain('mailbox.enrolment_link_issued');
    await world.enrol(jean);
    const again = await request();
    await confirm(bob, again.id);
    const follow = { token, mailboxId: jean.id, origin: ORIGIN };
    await expect(world.useCases.followEnrolmentLink(follow)).rejects.toMatchObject({
      code: 'enrolment_link.replaced',
    });
  });

  it('leaves other mailboxes alone', async () => {
    const ana = await world.addOwner(domain, 'ana');
    await world.enrol(ana);
    await world.signIn(ana);
    await confirm(bob, (await request()).id);
    expect(world.factorsOf(ana.id)).toEqual(UNTOUCHED);
  });

  it('is seen by those who look after the domain, without secrets or names', async () => {
    const { id, createdAt, expiresAt } = await request();
    const read = (by: Actor, of = target()) => world.useCases.readOwnerFactors(by, of);
    const seen = await read(bob);
    expect(seen).toEqual({
      authenticators: [{ kind: 'totp', createdAt: expect.any(Date), lastUsedAt: null }],
      recoveryCodesLeft: 1,
      reset: {
        id,
        createdAt,
        expiresAt,
        requestedBy: { id: alice.userId, name: 'Camille Martin', email: 'alice@massy.fr' },
        mayConfirm: true,
      },
    });
    expect((await read(alice)).reset).toMatchObject({ mayConfirm: false });
    world.clock.advance(7 * DAY);
    expect((await read(bob)).reset).toBeNull();
  });

  it('may be requested anew once it expired, or who requested it is gone', async () => {
    const first = await request();
    await expect(request(bob)).rejects.toMatchObject({ code: 'factor_reset.already_requested' });
    world.clock.advance(7 * DAY);
    const second = await request(bob);
    await expect(confirm(alice, first.id)).rejects.toMatchObject({ code: 'factor_reset.not_found' });
    await removeAccess(bob);
    const carol = await world.addManager('administrator', domain);
    const third = await request(alice);
    for (const { id } of [first, second]) {
      await expect(confirm(carol, id)).rejects.toMatchObject({ code: 'factor_reset.not_found' });
    }
    await confirm(carol, third.id);
    expect(world.factorsOf(jean.id)).toEqual(GONE);
  });

  it.each([
    ['who requested it', () => alice],
    ['another administrator', () => bob],
  ])('can be cancelled by %s, whatever became of the mailbox', async (_who, who) => {
    const { id } = await request();
    await world.mailed();
    await change(done({}, 'disabled'));
    await cancel(who(), id);
    expect(await world.mailed()).toContain('jean@perso.fr: factor_reset cancelled');
    await change(done({}, 'enabled'));
    await expect(confirm(bob, id)).rejects.toMatchObject({ code: 'factor_reset.not_found' });
    await expect(cancel(bob, id)).rejects.toMatchObject({ code: 'factor_reset.not_found' });
    expectUntouched();
    expect(actions().at(-1)).toEqual(['mailbox.factor_reset_cancelled', who().userId]);
  });
});

describe('a reset by staff', () => {
  it('is requested and confirmed in any domain, by its id', async () => {
    const staff = (await world.addPerson({ isStaff: true, email: 'staff@etat.fr' })).actor;
    const { id, needsSecond } = await request(staff, byId());
    expect(needsSecond).toBe(true);
    expect(await world.mailed()).toEqual([
      'alice@massy.fr: factor_reset_of_domain requested',
      'bob@massy.fr: factor_reset_of_domain requested',
      'jean@evry.fr: factor_reset requested',
      'jean@perso.fr: factor_reset requested',
    ]);
    await expect(confirm(staff, id, { of: byId() })).rejects.toMatchObject({
      code: 'factor_reset.second_person_needed',
    });
    await confirm(bob, id);
    expect(world.factorsOf(jean.id)).toEqual(GONE);
  });

  it('confirms that of the only administrator, who cannot alone where there are staff', async () => {
    await removeAccess(bob);
    const staff = (await world.addPerson({ isStaff: true, email: 'staff@etat.fr' })).actor;
    const { id, needsSecond } = await request();
    expect(needsSecond).toBe(true);
    // There is nobody else in the domain to be told: who has to confirm is.
    expect(await world.mailed()).toEqual([
      'jean@evry.fr: factor_reset requested',
      'jean@perso.fr: factor_reset requested',
      'staff@etat.fr: factor_reset_of_domain requested',
    ]);
    await expect(confirm(alice, id)).rejects.toMatchObject({ code: 'factor_reset.second_person_needed' });
    await confirm(staff, id, { of: byId() });
    expect(world.factorsOf(jean.id)).toEqual(GONE);
  });

  it('at once by an operator, also of who cannot ask, and settles what was pending', async () => {
    await request();
    const { link } = await world.useCases.resetFactorsAtOnce(OPERATOR, 'Jean@EVRY.fr', { withLink: true });
    expect(link?.url).toContain('?token=');
    expect(world.factorsOf(jean.id)).toEqual(GONE);
    expect(world.tables().factorResets.all(() => true)).toEqual([]);
    expect(world.audited().find(({ action }) => action === 'mailbox.factors_reset')).toMatchObject({
      actorId: null,
      origin: { via: 'command_line' },
    });
    const none = world.useCases.resetFactorsAtOnce(OPERATOR, 'nobody@evry.fr', { withLink: false });
    await expect(none).rejects.toMatchObject({ code: 'mailbox.not_found' });
  });
});

describe('a reset by one person alone', () => {
  beforeEach(() => removeAccess(bob));

  it('is possible where there is nobody else', async () => {
    const { id, needsSecond } = await request();
    expect(needsSecond).toBe(false);
    expect((await world.useCases.readOwnerFactors(alice, target())).reset).toMatchObject({
      mayConfirm: true,
    });
    await confirm(alice, id);
    expect(world.factorsOf(jean.id)).toEqual(GONE);
    expect(await world.mailed()).toContain('jean@perso.fr: factor_reset done');
  });

  it('is over when somebody has come meanwhile', async () => {
    const { id } = await request();
    const carol = await world.addManager('administrator', domain);
    expect((await world.useCases.readOwnerFactors(alice, target())).reset).toMatchObject({
      mayConfirm: false,
    });
    await expect(confirm(alice, id)).rejects.toMatchObject({ code: 'factor_reset.second_person_needed' });
    await confirm(carol, id);
    expect(world.factorsOf(jean.id)).toEqual(GONE);
  });

  it.each([
    ['the owner of the mailbox', () => world.addManager('owner', domain, { email: 'JEAN@Evry.fr' })],
    ['who reads the secondary address', () => world.addManager('owner', domain, { email: 'Jean@perso.fr' })],
  ])('needs nobody else where there is %s', async (_who, add) => {
    const own = await add();
    const { id, needsSecond } = await request();
    expect(needsSecond).toBe(false);
    await expect(confirm(own, id)).rejects.toMatchObject({ code: 'factor_reset.own_mailbox' });
    await confirm(alice, id);
  });

  it('is no way for an administrator to reset their own', async () => {
    const own = await world.addOwner(domain, 'own');
    await world.enrol(own);
    const boss = await world.addManager('owner', domain, { email: 'own@evry.fr' });
    await removeAccess(alice);
    await expect(request(boss, target(own))).rejects.toMatchObject({ code: 'factor_reset.own_mailbox' });
    expect(world.tables().factorResets.all(() => true)).toEqual([]);
  });
});

describe('a reset is refused', () => {
  type Row = readonly [what: string, act: () => Promise<unknown>, code: string];
  const elsewhere = async () => world.addManager('owner', await world.addDomain('massy.fr'));

  const ROWS: readonly Row[] = [
    [
      'confirmed by who requested it, where there is another',
      async () => confirm(alice, (await request()).id),
      'factor_reset.second_person_needed',
    ],
    [
      'confirmed by who requested it, after the other was removed',
      async () => {
        const { id } = await request();
        await removeAccess(bob);
        return confirm(alice, id);
      },
      'factor_reset.second_person_needed',
    ],
    [
      'confirmed by the owner of the mailbox, an administrator',
      async () => {
        const own = await world.addManager('administrator', domain, { email: 'jean@evry.fr' });
        return confirm(own, (await request()).id);
      },
      'factor_reset.own_mailbox',
    ],
    [
      'confirmed by who reads the secondary address, an administrator',
      async () => {
        const own = await world.addManager('administrator', domain, { email: 'JEAN@perso.fr' });
        return confirm(own, (await request()).id);
      },
      'factor_reset.own_mailbox',
    ],
    [
      'confirmed by the owner of the mailbox, as staff',
      async () => {
        const own = (await world.addPerson({ isStaff: true, email: 'jean@evry.fr' })).actor;
        return confirm(own, (await request()).id, { of: byId() });
      },
      'factor_reset.own_mailbox',
    ],
    [
      'confirmed by an administrator of another domain',
      async () => confirm(await elsewhere(), (await request()).id),
      'mail_domain.not_found',
    ],
    [
      'confirmed by an administrator of another domain, by way of theirs',
      async () => confirm(await elsewhere(), (await request()).id, { of: target(jean, 'massyfr') }),
      'mailbox.not_found',
    ],
    [
      'confirmed by an administrator, as if they were staff',
      async () => confirm(bob, (await request()).id, { of: byId() }),
      'mail_domain.action_forbidden',
    ],
    [
      'confirmed by a viewer',
      async () => confirm(await world.addManager('viewer', domain), (await request()).id),
      'mailbox.action_forbidden',
    ],
    [
      'confirmed by an outsider',
      async () => confirm((await world.addPerson()).actor, (await request()).id),
      'mail_domain.not_found',
    ],
    [
      'confirmed after seven days',
      async () => {
        const { id } = await request();
        world.clock.advance(7 * DAY);
        return confirm(bob, id);
      },
      'factor_reset.expired',
    ],
    [
      'confirmed by the id of that of another mailbox',
      async () => {
        const ana = await world.addOwner(domain, 'ana');
        await world.enrol(ana);
        return confirm(bob, (await request(alice, target(ana))).id);
      },
      'factor_reset.not_found',
    ],
    [
      'confirmed though nobody requested it',
      () => confirm(bob, '00000000-0000-4000-8000-000000000000' as FactorResetId),
      'factor_reset.not_found',
    ],
    [
      'of a mailbox that was disabled meanwhile',
      async () => {
        const { id } = await request();
        await change(done({}, 'disabled'));
        return confirm(bob, id);
      },
      'mailbox.not_enabled',
    ],
    [
      'in a domain that was disabled meanwhile',
      async () => {
        const { id } = await request();
        await world.unitOfWork.run(({ mailDomains }) =>
          mailDomains.update({ ...domain, status: 'disabled' }),
        );
        return confirm(bob, id);
      },
      'mailbox.not_enabled',
    ],
    [
      'of who lost their access meanwhile',
      async () => {
        const { id } = await request();
        await removeAccess(alice);
        return confirm(bob, id);
      },
      'factor_reset.lapsed',
    ],
    [
      'of who may only look by now',
      async () => {
        const { id } = await request();
        await removeAccess(alice);
        await world.giveAccess(alice, domain, 'viewer');
        return confirm(bob, id);
      },
      'factor_reset.lapsed',
    ],
    [
      'of who was switched off meanwhile',
      async () => {
        const { id } = await request();
        await setUser(alice, { isActive: false });
        return confirm(bob, id);
      },
      'factor_reset.lapsed',
    ],
    [
      'of who is not staff any more',
      async () => {
        const staff = (await world.addPerson({ isStaff: true })).actor;
        const { id } = await request(staff, byId());
        await setUser(staff, { isStaff: false });
        return confirm(bob, id);
      },
      'factor_reset.lapsed',
    ],
    [
      'requested by a viewer',
      async () => request(await world.addManager('viewer', domain)),
      'mailbox.action_forbidden',
    ],
    [
      'requested by the owner, a viewer',
      async () => request(await world.addManager('viewer', domain, { email: 'jean@evry.fr' })),
      'mailbox.action_forbidden',
    ],
    [
      'requested by an outsider',
      async () => request((await world.addPerson()).actor),
      'mail_domain.not_found',
    ],
    [
      'requested by an administrator of another domain',
      async () => request(await elsewhere(), target(jean, 'massyfr')),
      'mailbox.not_found',
    ],
    [
      'requested by an administrator, as if they were staff',
      () => request(bob, byId()),
      'mail_domain.action_forbidden',
    ],
    [
      'of a mailbox that is not there',
      () => request(alice, { ...target(), id: '00000000-0000-4000-8000-000000000000' as MailboxId }),
      'mailbox.not_found',
    ],
    [
      'of who has no factor',
      async () => request(alice, target(await world.addOwner(domain, 'ana'))),
      'factor_reset.nothing_to_reset',
    ],
  ];

  it.each(ROWS)('%s', async (_what, act, code) => {
    await expect(act()).rejects.toMatchObject({ code });
    expectUntouched();
    expect(actions().map(([action]) => action)).not.toContain('mailbox.factors_reset');
  });

  it('confirmed twice, one after the other and at once', async () => {
    const carol = await world.addManager('administrator', domain);
    const { id } = await request();
    const outcomes = await Promise.allSettled([confirm(bob, id), confirm(carol, id), confirm(bob, id)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(confirm(carol, id)).rejects.toMatchObject({ code: 'factor_reset.not_found' });
    await world.mailed();
    expect(actions().filter(([action]) => action === 'mailbox.factors_reset')).toHaveLength(1);
  });

  it('by a viewer who wants to cancel it, or somebody from elsewhere', async () => {
    const { id } = await request();
    const viewer = await world.addManager('viewer', domain);
    await expect(cancel(viewer, id)).rejects.toMatchObject({ code: 'mailbox.action_forbidden' });
    await expect(cancel(await elsewhere(), id)).rejects.toMatchObject({ code: 'mail_domain.not_found' });
    await confirm(bob, id);
  });

  it.each([
    ['a viewer', () => world.addManager('viewer', domain), 'mail_domain.action_forbidden'],
    [
      'the owner, a viewer',
      () => world.addManager('viewer', domain, { email: 'jean@evry.fr' }),
      'mail_domain.action_forbidden',
    ],
    ['somebody of another domain', () => elsewhere(), 'mail_domain.not_found'],
  ])('and its factors are not seen by %s', async (_who, add, code) => {
    await expect(world.useCases.readOwnerFactors(await add(), target())).rejects.toMatchObject({ code });
  });
});

describe('a link to enrol with', () => {
  it('goes round no reset: whoever has a factor gets none, and one that was given is worth nothing', async () => {
    await expect(world.useCases.handOverEnrolmentLink(alice, target())).rejects.toMatchObject({
      code: 'enrolment_link.already_enrolled',
    });
    const ana = await world.addOwner(domain, 'ana');
    const { url } = await world.useCases.handOverEnrolmentLink(alice, target(ana));
    expect(await world.mailed()).toEqual([
      'ana@evry.fr: enrolment_link_issued',
      'ana@perso.fr: enrolment_link_issued',
    ]);
    await world.enrol(ana);
    const token = new URL(url).searchParams.get('token') ?? '';
    const follow = () =>
      world.useCases.followEnrolmentLink({ token, mailboxId: ana.id, origin: alice.origin });
    await expect(follow()).rejects.toMatchObject({ code: 'enrolment_link.already_enrolled' });
  });

  it('is handed over by staff in any domain', async () => {
    const ana = await world.addOwner(domain, 'ana');
    const staff = (await world.addPerson({ isStaff: true })).actor;
    expect(await world.useCases.handOverEnrolmentLink(staff, byId(ana))).toMatchObject({
      url: expect.any(String),
    });
    const own = (await world.addPerson({ isStaff: true, email: 'ana@evry.fr' })).actor;
    await expect(world.useCases.handOverEnrolmentLink(own, byId(ana))).rejects.toMatchObject({
      code: 'mailbox.action_forbidden',
    });
  });
});
