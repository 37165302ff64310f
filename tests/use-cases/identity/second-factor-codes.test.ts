import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryActionCounters } from '../../../src/adapters/memory/shared/memory-action-counters.ts';
import { MOST_AUTHENTICATORS } from '../../../src/domain/identity/authenticator.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import type { AuthenticatorId, MailboxId } from '../../../src/domain/shared/ids.ts';
import { UNREADABLE } from '../../../src/domain/shared/unreadable.ts';
import { makeUseCases } from '../../../src/infrastructure/container/container.ts';
import { makeTotp } from '../../builders/make-authenticator.ts';
import { makeOpenidRecord } from '../../builders/make-openid-record.ts';
import { minutesLater } from '../../builders/moments.ts';
import { newId } from '../../builders/new-id.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { AMPLE_LIMITS } from '../../support/ample-limits.ts';
import { codeOf, wrongCodes } from '../../support/code-of.ts';
import { addMailboxOwner } from '../../support/mailbox-owner.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let useCases: UseCaseWorld['useCases'];
let ada: Mailbox;

const rate = (requests: number, seconds: number) => ({ requests, seconds });
const only = (requests: number, seconds: number) => ({
  burst: rate(requests, seconds),
  sustained: rate(requests, seconds),
});
/** The limits of an installation. */
const LIMITS = {
  ...AMPLE_LIMITS.actionRates,
  second_factor: { burst: rate(5, 900), sustained: rate(20, 86_400) },
  second_factor_guess: only(4, 86_400),
  second_factor_warning: only(1, 86_400),
};

beforeEach(async () => {
  world = await openUseCaseWorld();
  const adapters = { ...world, actionCounters: new MemoryActionCounters(LIMITS) };
  useCases = makeUseCases({ adapters, plugins: world.plugins, settings: world.settings });
  ada = await addMailboxOwner(world.unitOfWork);
});

const now = () => world.clock.now();
const change = (given: { readonly mailboxId?: MailboxId; readonly keptSessionId?: string } = {}) => ({
  mailboxId: ada.id,
  origin: ORIGIN,
  language: 'fr-fr' as const,
  ...given,
});
const begin = async (mailboxId = ada.id) => {
  const offer = await useCases.beginTotpEnrolment(mailboxId);
  if (!offer) throw new Error('nothing was offered');
  return offer;
};
/** Enrols an application; the next code is good, as the present one was used. */
async function enrol(name = 'Téléphone') {
  const { secret, sealed } = await begin();
  const finished = await useCases.finishTotpEnrolment({
    ...change(),
    sealed,
    name,
    code: codeOf(secret, now()),
  });
  if (finished.outcome !== 'enrolled') throw new Error(`not enrolled: ${finished.outcome}`);
  world.clock.advance(60);
  return { secret, ...finished };
}
const verifyTotp = (code: string, mailboxId = ada.id) =>
  useCases.verifyTotp({ mailboxId, code, origin: ORIGIN });
const verifyRecoveryCode = (code: string, mailboxId = ada.id) =>
  useCases.verifyRecoveryCode({ mailboxId, code, origin: ORIGIN });
const actions = () => world.audited().map(({ action }) => action);
const mails = async () => {
  for (let round = 0; round < 4; round += 1) await world.jobs.runDueJobs();
  return world.mailer.sent.map(({ to, content }) => [to, content.kind]);
};
const disable = () =>
  world.unitOfWork.run(async ({ mailboxes }) => {
    const mailbox = await mailboxes.lock(ada.id);
    if (mailbox) await mailboxes.update({ ...mailbox, status: 'disabled' } as Mailbox);
  });

describe('the enrolment of an authenticator application', () => {
  it('offers a secret that applications read, and takes it once a code is right', async () => {
    const { secret, uri, sealed } = await begin();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const read = new URL(uri);
    expect([read.protocol, read.host]).toEqual(['otpauth:', 'totp']);
    expect(decodeURIComponent(read.pathname)).toBe('/Régie:ada@varzy.example');
    expect(Object.fromEntries(read.searchParams)).toMatchObject({
      secret,
      issuer: 'Régie',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
    const code = codeOf(secret, now());
    const done = await useCases.finishTotpEnrolment({ ...change(), sealed, name: ' Mon téléphone ', code });
    expect(done).toMatchObject({
      outcome: 'enrolled',
      authenticator: { kind: 'totp', name: 'Mon téléphone', lastUsedAt: null },
    });
    expect(done.outcome === 'enrolled' && done.recoveryCodes).toHaveLength(10);
    expect(await mails()).toEqual([['ada@home.example', 'second_factor_changed']]);
    expect(world.mailer.sent[0]).toMatchObject({
      language: 'fr-fr',
      content: { change: 'added', factor: 'totp' },
    });
    expect(world.audited().at(-1)).toMatchObject({
      action: 'mailbox.factor_added',
      objectId: ada.id,
      details: { factor: 'totp', name: 'Mon téléphone' },
    });
    const told = JSON.stringify([world.audited(), world.mailer.sent, world.logger]);
    for (const hidden of [secret, code, ...(done.outcome === 'enrolled' ? (done.recoveryCodes ?? []) : [])])
      expect(told).not.toContain(hidden);
  });

  it('shows the same offer again after a wrong code or a bad name', async () => {
    const offer = await begin();
    const { secret, sealed } = offer;
    const [wrong = ''] = wrongCodes(secret, now(), 1);
    const finish = (given: Partial<{ code: string; name: string }>) =>
      useCases.finishTotpEnrolment({ ...change(), sealed, name: 'A', code: codeOf(secret, now()), ...given });
    expect(await finish({ code: wrong })).toEqual({ outcome: 'refused', offer });
    expect(await finish({ code: '' })).toEqual({ outcome: 'refused', offer });
    expect(await finish({ name: ' ' })).toEqual({ outcome: 'bad_name', offer });
    expect(await finish({ name: 'x'.repeat(65) })).toEqual({ outcome: 'bad_name', offer });
    expect(await finish({})).toMatchObject({ outcome: 'enrolled' });
    expect(await finish({})).toEqual({ outcome: 'expired' });
  });

  const ended = () => world.unitOfWork.run(({ openidSessions }) => openidSessions.endAllOf([ada.id]));
  it.each<[string, () => unknown, Partial<{ sealed: string; mailboxId: MailboxId }>]>([
    ['is too old', () => world.clock.advance(15 * 60), {}],
    ['is nobody’s', () => undefined, { sealed: 'another' }],
    ['is that of another mailbox', () => undefined, { mailboxId: newId<MailboxId>() }],
    ['is of somebody who may not sign in any more', () => disable(), {}],
    ['was ended by a new password', ended, {}],
  ])('is over when the offer %s', async (_what, spoil, given) => {
    const { secret, sealed } = await begin();
    await spoil();
    const finish = { ...change(), sealed, name: 'A', code: codeOf(secret, now()), ...given };
    expect(await useCases.finishTotpEnrolment(finish)).toEqual({ outcome: 'expired' });
    expect((await useCases.listFactors(ada.id)).authenticators).toEqual([]);
  });

  it('of two at once with one offer, takes one', async () => {
    const { secret, sealed } = await begin();
    const code = codeOf(secret, now());
    const outcomes = await Promise.all(
      ['A', 'B', 'C'].map((name) => useCases.finishTotpEnrolment({ ...change(), sealed, name, code })),
    );
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['enrolled', 'expired', 'expired']);
  });

  it('gives nobody more than ten', async () => {
    for (let count = 0; count < MOST_AUTHENTICATORS; count += 1) await enrol(`Nr. ${count}`);
    const { secret, sealed } = await begin();
    const finish = { ...change(), sealed, name: 'more', code: codeOf(secret, now()) };
    expect(await useCases.finishTotpEnrolment(finish)).toEqual({ outcome: 'too_many' });
  });

  it('offers nothing to who may not sign in', async () => {
    await disable();
    expect(await useCases.beginTotpEnrolment(ada.id)).toBeUndefined();
  });

  it('ends other sessions with the first factor, and none with the second', async () => {
    const session = (uid: string) =>
      world.openidRecords.save(
        makeOpenidRecord({
          model: 'Session',
          uid,
          mailboxId: ada.id,
          expiresAt: minutesLater(10_000_000),
          session: { signedInAt: now(), address: null, userAgent: null, clients: [] },
        }),
      );
    const ids = async () =>
      (await world.openidSessionQueries.listOf(ada.id, now())).map(({ id }) => id).toSorted();
    await session('here');
    await session('elsewhere');
    const keptSessionId = world.openidSessionQueries.idOf('here');
    const first = await begin();
    const finish = ({ secret, sealed }: typeof first) =>
      useCases.finishTotpEnrolment({
        ...change({ keptSessionId }),
        sealed,
        name: 'A',
        code: codeOf(secret, now()),
      });
    await finish(first);
    expect(await ids()).toEqual([keptSessionId]);
    await session('later');
    expect(await finish(await begin())).toMatchObject({ outcome: 'enrolled', recoveryCodes: null });
    expect(await ids()).toHaveLength(2);
  });
});

describe('a code of an authenticator application', () => {
  it.each([-1, 0, 1])('is good at a difference of %i steps', async (steps) => {
    const { secret, authenticator } = await enrol();
    const at = now();
    expect(await verifyTotp(codeOf(secret, at, steps))).toEqual({ outcome: 'verified', factor: 'totp', at });
    const { authenticators } = await useCases.listFactors(ada.id);
    expect(authenticators).toEqual([{ ...authenticator, lastUsedAt: at }]);
    expect(world.audited().at(-1)).toMatchObject({
      action: 'mailbox.factor_verified',
      details: { factor: 'totp', name: 'Téléphone' },
    });
  });

  it.each([-3, -2, 2, 3])('is refused at a difference of %i steps', async (steps) => {
    const { secret } = await enrol();
    world.clock.advance(300);
    expect(await verifyTotp(codeOf(secret, now(), steps))).toEqual({ outcome: 'refused' });
    expect(actions().at(-1)).toBe('mailbox.factor_refused');
  });

  it.each([
    ['again', 0, 0],
    ['after a later one', 1, 0],
    ['of the step before, after the present one', 0, -1],
  ])('is not taken %s', async (_when, first, second) => {
    const { secret } = await enrol();
    const at = now();
    expect(await verifyTotp(codeOf(secret, at, first))).toMatchObject({ outcome: 'verified' });
    expect(await verifyTotp(codeOf(secret, at, second))).toEqual({ outcome: 'refused' });
    world.clock.advance(20);
    expect(await verifyTotp(codeOf(secret, at, second))).toEqual({ outcome: 'refused' });
  });

  it('is not taken after it enrolled the application', async () => {
    const { secret, sealed } = await begin();
    const code = codeOf(secret, now());
    await useCases.finishTotpEnrolment({ ...change(), sealed, name: 'A', code });
    expect(await verifyTotp(code)).toEqual({ outcome: 'refused' });
  });

  it('of many at once is taken once', async () => {
    const { secret } = await enrol();
    const code = codeOf(secret, now());
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => verifyTotp(code)));
    expect(outcomes.filter(({ outcome }) => outcome === 'verified')).toHaveLength(1);
  });

  it('is good of each of several applications, once each', async () => {
    const [one, two] = [await enrol('A'), await enrol('B')];
    for (const { secret } of [one, two]) {
      expect(await verifyTotp(codeOf(secret, now()))).toMatchObject({ outcome: 'verified' });
      expect(await verifyTotp(codeOf(secret, now()))).toEqual({ outcome: 'refused' });
    }
  });

  it('may have spaces, and nothing else', async () => {
    const { secret } = await enrol();
    const code = codeOf(secret, now());
    const spaced = `${code.slice(0, 3)} ${code.slice(3)} `;
    for (const bad of ['', ' ', `${code}0`, code.slice(1), `+${code}`, `${code}\0`, 'abcdef', '１２３４５６'])
      expect(await useCases.verifyTotp({ mailboxId: newId<MailboxId>(), code: bad, origin: ORIGIN })).toEqual(
        {
          outcome: 'refused',
        },
      );
    expect(await verifyTotp(spaced)).toMatchObject({ outcome: 'verified' });
  });

  it('is none of another person, of somebody who may not sign in, or of a removed application', async () => {
    const { secret, authenticator } = await enrol();
    expect(await verifyTotp(codeOf(secret, now()), newId<MailboxId>())).toEqual({ outcome: 'refused' });
    await disable();
    expect(await verifyTotp(codeOf(secret, now()))).toEqual({ outcome: 'refused' });
    await world.unitOfWork.run(({ authenticators }) => authenticators.remove(authenticator.id));
    expect(await verifyTotp(codeOf(secret, now()))).toEqual({ outcome: 'refused' });
  });

  it('is none where no key opens the secret', async () => {
    const { authenticator, secret } = await enrol();
    await world.unitOfWork.run(({ authenticators }) => authenticators.remove(authenticator.id));
    const lost = { ...makeTotp({ mailboxId: ada.id }), credentialId: null, secret: UNREADABLE };
    world.tables().authenticators.insert(lost);
    expect(await verifyTotp(codeOf(secret, now()))).toEqual({ outcome: 'refused' });
  });
});

describe('guessing codes', () => {
  it('ends after five in a quarter of an hour, recovery codes included', async () => {
    const { secret, recoveryCodes } = await enrol();
    const wrong = wrongCodes(secret, now(), 3);
    for (const code of wrong) expect(await verifyTotp(code)).toEqual({ outcome: 'refused' });
    for (const code of ['0000-0000-0000-0000', 'nonsense'])
      expect(await verifyRecoveryCode(code)).toEqual({ outcome: 'refused' });
    expect(await verifyTotp(codeOf(secret, now()))).toEqual({ outcome: 'slowed_down', seconds: 900 });
    expect(await verifyRecoveryCode(recoveryCodes?.[0] ?? '')).toEqual({
      outcome: 'slowed_down',
      seconds: 900,
    });
    world.clock.advance(900);
    expect(await verifyTotp(codeOf(secret, now()))).toMatchObject({ outcome: 'verified' });
  });

  it('of many at once gets no further', async () => {
    const { secret } = await enrol();
    const verdicts = await Promise.all(wrongCodes(secret, now(), 30).map((code) => verifyTotp(code)));
    expect(verdicts.filter(({ outcome }) => outcome === 'refused')).toHaveLength(5);
    expect(verdicts.filter(({ outcome }) => outcome === 'slowed_down')).toHaveLength(25);
  });

  it('ends after twenty in a day', async () => {
    const { secret } = await enrol();
    for (let round = 0; round < 4; round += 1) {
      for (const code of wrongCodes(secret, now(), 5))
        expect(await verifyTotp(code)).toEqual({ outcome: 'refused' });
      world.clock.advance(900);
    }
    expect(await verifyTotp(codeOf(secret, now()))).toMatchObject({ outcome: 'slowed_down' });
  });

  it('is over with a new password, which whoever guessed does not have', async () => {
    const { secret } = await enrol();
    for (const code of wrongCodes(secret, now(), 5)) await verifyTotp(code);
    expect(await verifyTotp(codeOf(secret, now()))).toMatchObject({ outcome: 'slowed_down' });
    await world.unitOfWork.run(async ({ mailboxes }) => {
      const mailbox = await mailboxes.lock(ada.id);
      if (mailbox) await mailboxes.update({ ...mailbox, passwordHash: 'of another password' });
    });
    for (const code of wrongCodes(secret, now(), 4))
      expect(await verifyTotp(code)).toEqual({ outcome: 'refused' });
    expect(await verifyTotp(codeOf(secret, now()))).toMatchObject({ outcome: 'verified' });
  });

  it('is told to the owner once a day, with the fifth wrong code', async () => {
    const { secret } = await enrol();
    await mails();
    const guess = async () => {
      for (const code of wrongCodes(secret, now(), 4)) await verifyTotp(code);
    };
    const told = async () => (await mails()).filter(([, kind]) => kind === 'second_factor_guessed');
    await guess();
    expect(await told()).toEqual([]);
    world.clock.advance(900);
    await guess();
    expect(await told()).toEqual([['ada@home.example', 'second_factor_guessed']]);
    expect(actions().filter((action) => action === 'mailbox.factor_guessed')).toHaveLength(1);
  });

  it('does not count what was right: who signs in often is not slowed down', async () => {
    const { secret } = await enrol();
    for (let count = 0; count < 25; count += 1) {
      world.clock.advance(30);
      expect(await verifyTotp(codeOf(secret, now()))).toMatchObject({ outcome: 'verified' });
    }
    expect((await mails()).filter(([, kind]) => kind === 'second_factor_guessed')).toEqual([]);
  });
});

describe('recovery codes', () => {
  it('are good once each, however they are written, and the owner is told how many are left', async () => {
    const { recoveryCodes } = await enrol();
    const [first = '', second = ''] = recoveryCodes ?? [];
    expect(new Set(recoveryCodes).size).toBe(10);
    const at = now();
    expect(await verifyRecoveryCode(first)).toEqual({ outcome: 'verified', factor: 'recovery_code', at });
    expect(await verifyRecoveryCode(first)).toEqual({ outcome: 'refused' });
    expect(await verifyRecoveryCode(` ${second.toLowerCase().replaceAll('-', ' ')} `)).toMatchObject({
      outcome: 'verified',
    });
    expect((await useCases.listFactors(ada.id)).recoveryCodes).toMatchObject({ left: 8 });
    await mails();
    expect(world.mailer.sent.slice(1).map(({ to, content }) => ({ to, ...content }))).toMatchObject([
      { to: 'ada@home.example', kind: 'recovery_code_used', left: '9' },
      { to: 'ada@home.example', kind: 'recovery_code_used', left: '8' },
    ]);
    expect(JSON.stringify([world.audited(), world.mailer.sent])).not.toContain(first);
  });

  it('of many at once, one is taken', async () => {
    const [code = ''] = (await enrol()).recoveryCodes ?? [];
    const verdicts = await Promise.all(Array.from({ length: 5 }, () => verifyRecoveryCode(code)));
    expect(verdicts.filter(({ outcome }) => outcome === 'verified')).toHaveLength(1);
    expect((await useCases.listFactors(ada.id)).recoveryCodes).toMatchObject({ left: 9 });
  });

  it('are of nobody else', async () => {
    const [code = ''] = (await enrol()).recoveryCodes ?? [];
    expect(await verifyRecoveryCode(code, newId<MailboxId>())).toEqual({ outcome: 'refused' });
    await disable();
    expect(await verifyRecoveryCode(code)).toEqual({ outcome: 'refused' });
  });

  it('are replaced by new ones, and the owner is told', async () => {
    const [former = ''] = (await enrol()).recoveryCodes ?? [];
    const renewed = await useCases.renewRecoveryCodes(change());
    const [fresh = ''] = renewed.outcome === 'renewed' ? renewed.codes : [];
    expect(await verifyRecoveryCode(former)).toEqual({ outcome: 'refused' });
    expect(await verifyRecoveryCode(fresh)).toMatchObject({ outcome: 'verified' });
    expect((await mails()).map(([, kind]) => kind)).toContain('recovery_codes_renewed');
    expect(actions()).toContain('mailbox.recovery_codes_renewed');
  });

  it('are not made for who has nothing to recover', async () => {
    expect(await useCases.renewRecoveryCodes(change())).toEqual({ outcome: 'gone' });
  });
});

describe('the factors of somebody', () => {
  it('are renamed', async () => {
    const { authenticator } = await enrol('Vieux');
    const rename = (name: string, id = authenticator.id, mailboxId = ada.id) =>
      useCases.renameFactor({ mailboxId, origin: ORIGIN, id, name });
    expect(await rename('')).toEqual({ outcome: 'bad_name' });
    expect(await rename('Neuf', newId<AuthenticatorId>())).toEqual({ outcome: 'not_found' });
    expect(await rename('Neuf', authenticator.id, newId<MailboxId>())).toEqual({ outcome: 'not_found' });
    expect(await rename('Neuf')).toEqual({ outcome: 'renamed' });
    expect((await useCases.listFactors(ada.id)).authenticators).toMatchObject([{ name: 'Neuf' }]);
    expect(world.audited().at(-1)).toMatchObject({
      action: 'mailbox.factor_renamed',
      details: { factor: 'totp', name: { before: 'Vieux', after: 'Neuf' } },
    });
  });

  it('are removed, the recovery codes with the last one', async () => {
    const [one, two] = [await enrol('A'), await enrol('B')];
    const remove = (id: AuthenticatorId, mailboxId = ada.id) =>
      useCases.removeFactor({ ...change({ mailboxId }), id });
    expect(await remove(one.authenticator.id, newId<MailboxId>())).toEqual({ outcome: 'not_found' });
    expect(await remove(one.authenticator.id)).toEqual({ outcome: 'removed', left: 1 });
    expect(await remove(one.authenticator.id)).toEqual({ outcome: 'not_found' });
    expect((await useCases.listFactors(ada.id)).recoveryCodes).toMatchObject({ left: 10 });
    expect(await remove(two.authenticator.id)).toEqual({ outcome: 'removed', left: 0 });
    expect(await useCases.listFactors(ada.id)).toEqual({ authenticators: [], recoveryCodes: null });
    expect(world.audited().at(-1)).toMatchObject({ action: 'mailbox.factor_removed', details: { left: 0 } });
    await mails();
    expect(world.mailer.sent.at(-1)).toMatchObject({ content: { change: 'removed', factor: 'totp' } });
  });

  it('change only with a mail to the mailbox itself where there is no other address', async () => {
    await world.unitOfWork.run(async ({ mailboxes }) => {
      const mailbox = await mailboxes.lock(ada.id);
      if (mailbox) await mailboxes.update({ ...mailbox, secondaryEmail: null });
    });
    await enrol();
    expect(await mails()).toEqual([['ada@varzy.example', 'second_factor_changed']]);
  });
});
