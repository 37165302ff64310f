import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryActionCounters } from '../../../src/adapters/memory/shared/memory-action-counters.ts';
import { SimplewebauthnPasskeyVerifier } from '../../../src/adapters/webauthn/simplewebauthn-passkey-verifier.ts';
import { type Factor, levelOf, offeredFactors } from '../../../src/domain/identity/authentication-level.ts';
import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import type { MailboxId } from '../../../src/domain/shared/ids.ts';
import { makeUseCases } from '../../../src/infrastructure/container/container.ts';
import { newId } from '../../builders/new-id.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { AMPLE_LIMITS } from '../../support/ample-limits.ts';
import { type KeyMaker, makeKeyMaker } from '../../support/key-maker.ts';
import { addMailboxOwner } from '../../support/mailbox-owner.ts';
import { SoftwareAuthenticator } from '../../support/software-authenticator.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const PAGE = { origin: 'https://regie.test' };
const FORM = 'the form of one browser';
const SIGN_IN = 'the interaction of one browser';

let world: UseCaseWorld;
let useCases: UseCaseWorld['useCases'];
let ada: Mailbox;

type Setup = Partial<
  Readonly<{ attestationRoots: readonly string[]; rpId: string; origin: string; failures: number }>
>;

/** The use cases of an installation with these settings, on the same data. */
function installation({
  attestationRoots = [],
  rpId = 'regie.test',
  origin = PAGE.origin,
  failures,
}: Setup = {}) {
  const rate = { requests: failures ?? 10_000, seconds: 60 };
  const actionRates = {
    ...AMPLE_LIMITS.actionRates,
    passkey_failure: { burst: rate, sustained: rate },
    second_factor_warning: {
      burst: { requests: 1, seconds: 86_400 },
      sustained: { requests: 1, seconds: 86_400 },
    },
  };
  const adapters = {
    ...world,
    actionCounters: new MemoryActionCounters(actionRates),
    passkeyVerifier: new SimplewebauthnPasskeyVerifier({
      rpId,
      origin,
      attestationRoots,
      clock: world.clock,
    }),
  };
  const offered = offeredFactors({ attestationRoots });
  const factorSettings = { ...world.settings.factorSettings, offered };
  return makeUseCases({ adapters, plugins: world.plugins, settings: { ...world.settings, factorSettings } });
}

beforeEach(async () => {
  world = await openUseCaseWorld();
  ada = await addMailboxOwner(world.unitOfWork);
  useCases = installation();
});

const change = { origin: ORIGIN, language: 'en-us' } as const;
async function enrol(device: SoftwareAuthenticator, name = 'Clé', boundTo = FORM) {
  const begun = await useCases.beginPasskeyEnrolment(ada.id, boundTo);
  const response = device.create(begun?.options, PAGE);
  return useCases.finishPasskeyEnrolment({ ...change, mailboxId: ada.id, boundTo, response, name });
}
/** A device that has a passkey of Ada. */
async function enrolled(options: ConstructorParameters<typeof SoftwareAuthenticator>[0] = {}) {
  const device = new SoftwareAuthenticator(options);
  const enrolment = await enrol(device);
  if (enrolment.outcome !== 'enrolled') throw new Error(`not enrolled: ${enrolment.outcome}`);
  return device;
}
const ask = async (mailboxId?: MailboxId, boundTo = SIGN_IN) =>
  (await useCases.beginPasskeySignIn({ boundTo, mailboxId })).options;
const finish = (response: unknown, mailboxId?: MailboxId, boundTo = SIGN_IN) =>
  useCases.finishPasskeySignIn({ boundTo, mailboxId, response, origin: ORIGIN });
const signIn = async (device: SoftwareAuthenticator, mailboxId?: MailboxId) =>
  finish(device.get(await ask(mailboxId), PAGE), mailboxId);

const REFUSED = { outcome: 'refused' };
const listed = async () => (await useCases.listFactors(ada.id)).authenticators;
const actions = () => world.audited().map(({ action }) => action);
const mails = async () => {
  for (let round = 0; round < 4; round += 1) await world.jobs.runDueJobs();
  return world.mailer.sent.map(({ content }) => content.kind);
};
const disable = () =>
  world.unitOfWork.run(async ({ mailboxes }) => {
    const mailbox = await mailboxes.lock(ada.id);
    if (mailbox) await mailboxes.update({ ...mailbox, status: 'disabled' } as Mailbox);
  });

describe('the enrolment of a passkey', () => {
  it('asks for one that is found without a name and unlocked, and for no word of its maker', async () => {
    await enrolled();
    const [first] = await listed();
    const begun = await useCases.beginPasskeyEnrolment(ada.id, FORM);
    expect(begun?.options).toMatchObject({
      rp: { id: 'regie.test', name: 'Régie' },
      user: { name: 'ada@varzy.example', displayName: 'Ada Lovelace' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ type: 'public-key', transports: ['usb'] }],
    });
    expect(first).toMatchObject({ kind: 'passkey', name: 'Clé', isHardware: false, lastUsedAt: null });
  });

  it('takes it, with recovery codes for the first, and tells the owner', async () => {
    expect(await enrol(new SoftwareAuthenticator({ isSynced: true }), ' Téléphone ')).toMatchObject({
      outcome: 'enrolled',
      authenticator: { name: 'Téléphone', isBackedUp: true },
      recoveryCodes: expect.arrayContaining([expect.stringMatching(/^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)]),
    });
    expect(await enrol(new SoftwareAuthenticator(), 'Clé')).toMatchObject({
      outcome: 'enrolled',
      authenticator: { isBackedUp: false },
      recoveryCodes: null,
    });
    expect(await mails()).toEqual(['second_factor_changed', 'second_factor_changed']);
    expect(world.mailer.sent[0]).toMatchObject({ content: { change: 'added', factor: 'passkey' } });
    expect(world.audited().at(-1)).toMatchObject({
      action: 'mailbox.factor_added',
      details: { factor: 'passkey', name: 'Clé' },
    });
  });

  it('makes no second passkey on a device that has one', async () => {
    const device = await enrolled();
    const begun = await useCases.beginPasskeyEnrolment(ada.id, FORM);
    expect(() => device.create(begun?.options, PAGE)).toThrow('it has a passkey of that person');
  });

  type Attack = Readonly<{
    lies?: Parameters<SoftwareAuthenticator['create']>[2];
    page?: Parameters<SoftwareAuthenticator['create']>[1];
    given?: Partial<Readonly<{ boundTo: string; mailboxId: MailboxId; name: string }>>;
    before?: () => unknown;
    device?: SoftwareAuthenticator;
  }>;
  it.each<[string, Attack]>([
    ['of another origin', { lies: { origin: 'https://regie.test.evil.example' } }],
    ['of another port', { lies: { origin: 'https://regie.test:8443' } }],
    ['of a page below ours', { page: { origin: 'https://evil.regie.test' } }],
    ['over http', { lies: { origin: 'http://regie.test' } }],
    ['from a page inside that of another site', { page: { ...PAGE, crossOrigin: true } }],
    ['of another name', { lies: { rpId: 'evil.example' } }],
    ['without unlocking', { lies: { verified: false } }],
    ['by a device that cannot be locked', { device: new SoftwareAuthenticator({ verifiesUser: false }) }],
    ['to another challenge', { lies: { challenge: 'c3VyZWx5IG5vdCBvdXJz' } }],
    ['that is a sign-in', { lies: { type: 'webauthn.get' } }],
    ['of another form', { given: { boundTo: 'another' } }],
    ['for somebody else', { given: { mailboxId: newId<MailboxId>() } }],
    ['too late', { before: () => world.clock.advance(300) }],
    [
      'after the password was changed',
      { before: () => world.unitOfWork.run(({ openidSessions }) => openidSessions.endAllOf([ada.id])) },
    ],
  ])('is refused %s', async (_what, { lies, page = PAGE, given, before, device }) => {
    const begun = await useCases.beginPasskeyEnrolment(ada.id, FORM);
    const response = (device ?? new SoftwareAuthenticator()).create(begun?.options, page, lies);
    await before?.();
    const finished = { ...change, mailboxId: ada.id, boundTo: FORM, response, name: 'Clé', ...given };
    expect(await useCases.finishPasskeyEnrolment(finished)).toEqual(REFUSED);
    expect(await listed()).toEqual([]);
  });

  it('is good for another try when the name is none', async () => {
    const begun = await useCases.beginPasskeyEnrolment(ada.id, FORM);
    const response = new SoftwareAuthenticator().create(begun?.options, PAGE);
    const finished = { ...change, mailboxId: ada.id, boundTo: FORM, response };
    expect(await useCases.finishPasskeyEnrolment({ ...finished, name: ' ' })).toEqual({
      outcome: 'bad_name',
    });
    expect(await useCases.finishPasskeyEnrolment({ ...finished, name: 'Clé' })).toMatchObject({
      outcome: 'enrolled',
    });
  });

  it('is good once', async () => {
    const begun = await useCases.beginPasskeyEnrolment(ada.id, FORM);
    const response = new SoftwareAuthenticator().create(begun?.options, PAGE);
    const once = () =>
      useCases.finishPasskeyEnrolment({ ...change, mailboxId: ada.id, boundTo: FORM, response, name: 'Clé' });
    const outcomes = await Promise.all([once(), once(), once()]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['enrolled', 'refused', 'refused']);
  });

  it('takes no key that somebody has', async () => {
    const device = new SoftwareAuthenticator();
    const begun = await useCases.beginPasskeyEnrolment(ada.id, FORM);
    const { id, ...response } = device.create(begun?.options, PAGE);
    await useCases.finishPasskeyEnrolment({
      ...change,
      mailboxId: ada.id,
      boundTo: FORM,
      response: { id, ...response },
      name: 'A',
    });
    const [row] = world.tables().authenticators.all(() => true);
    await world.unitOfWork.run(({ authenticators }) => authenticators.removeAllOf([ada.id]));
    const other = await useCases.beginPasskeyEnrolment(ada.id, FORM);
    const again = new SoftwareAuthenticator().create(other?.options, PAGE);
    if (row?.kind === 'passkey') world.tables().authenticators.insert({ ...row, credentialId: again.id });
    const finished = { ...change, mailboxId: ada.id, boundTo: FORM, response: again, name: 'B' };
    expect(await useCases.finishPasskeyEnrolment(finished)).toEqual({ outcome: 'taken' });
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['text', ''],
    ['a list', []],
    ['an empty object', {}],
    ['an object without answer', { id: 'a', rawId: 'a', type: 'public-key' }],
    [
      'an answer to nothing',
      {
        id: 'a',
        rawId: 'a',
        type: 'public-key',
        response: { clientDataJSON: 'e30', attestationObject: 'oA' },
      },
    ],
    ['an id without end', { id: 'a'.repeat(100_000), rawId: 'a', type: 'public-key', response: {} }],
    [
      'signs that are no JSON',
      {
        id: 'a',
        rawId: 'a',
        type: 'public-key',
        response: { clientDataJSON: '___', attestationObject: '_' },
      },
    ],
  ])('takes %s for no answer', async (_what, response) => {
    const finished = { ...change, mailboxId: ada.id, boundTo: FORM, response, name: 'Clé' };
    expect(await useCases.finishPasskeyEnrolment(finished)).toEqual(REFUSED);
    expect(await finish(response)).toEqual(REFUSED);
  });

  it('takes a broken statement for a broken answer', async () => {
    const begun = await useCases.beginPasskeyEnrolment(ada.id, FORM);
    const response = new SoftwareAuthenticator().create(begun?.options, PAGE);
    const attestationObject = response.response.attestationObject.slice(0, -40);
    const cut = { ...response, response: { ...response.response, attestationObject } };
    const finished = { ...change, mailboxId: ada.id, boundTo: FORM, response: cut, name: 'Clé' };
    expect(await useCases.finishPasskeyEnrolment(finished)).toEqual(REFUSED);
  });

  it('is not offered to who may not sign in', async () => {
    await disable();
    expect(await useCases.beginPasskeyEnrolment(ada.id, FORM)).toBeUndefined();
  });
});

describe('what makes a hardware key', () => {
  const maker = makeKeyMaker();
  const withBatches = makeKeyMaker({ hasIntermediate: true });
  const falseBatches = makeKeyMaker({ hasIntermediate: true, isIntermediateAuthority: false });
  const unknown = makeKeyMaker({ name: 'Inconnu' });
  const past = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2021-01-01T00:00:00Z') };
  const expired = makeKeyMaker({ validity: past });
  const trusted = [maker, withBatches, falseBatches, expired].map(({ root }) => root);
  const namesake: KeyMaker = makeKeyMaker();

  it.each<[string, ConstructorParameters<typeof SoftwareAuthenticator>[0], boolean]>([
    ['a key whose maker is trusted', { maker }, true],
    ['a key whose maker certifies batches', { maker: withBatches }, true],
    ['a key of an unknown maker', { maker: unknown }, false],
    ['a key of somebody with the name of a maker', { maker: namesake }, false],
    ['a key certified by who may not', { maker: falseBatches }, false],
    ['a key whose certificate is over', { maker: expired }, false],
    ['a key that attests itself', { attestsItself: true }, false],
    ['a key that attests nothing', {}, false],
    ['a key of a trusted maker that is copied to other devices', { maker, isSynced: true }, false],
  ])('is none of, or is, %s', async (_what, options, isHardware) => {
    useCases = installation({ attestationRoots: trusted });
    const device = await enrolled(options);
    expect(await listed()).toMatchObject([{ isHardware }]);
    const verdict = await signIn(device);
    expect(verdict).toMatchObject({ outcome: 'verified', factor: isHardware ? 'hardware_key' : 'passkey' });
    const factors: readonly Factor[] = verdict.outcome === 'verified' ? [verdict.factor] : [];
    expect(levelOf(factors).acr).toBe(isHardware ? 'eidas3' : 'eidas2');
  });

  it('is the word of a maker about this very key', async () => {
    useCases = installation({ attestationRoots: trusted });
    const begin = () => useCases.beginPasskeyEnrolment(ada.id, FORM);
    const [first, second] = [await begin(), await begin()];
    const model = Buffer.alloc(16, 7);
    const attested = new SoftwareAuthenticator({ maker, model }).create(first?.options, PAGE);
    const bare = new SoftwareAuthenticator({ attestsItself: true, model }).create(second?.options, PAGE);
    // The statement of one key around the data of another, as CBOR: both are maps of three.
    const [statement, data] = [attested, bare].map(({ response }) =>
      Buffer.from(response.attestationObject, 'base64url'),
    );
    const at = (bytes: Buffer | undefined) => bytes?.indexOf('hauthData') ?? -1;
    const mixed = Buffer.concat([
      statement?.subarray(0, at(statement)) ?? Buffer.of(),
      data?.subarray(at(data)) ?? Buffer.of(),
    ]);
    const response = {
      ...bare,
      response: { ...bare.response, attestationObject: mixed.toString('base64url') },
    };
    const finished = { ...change, mailboxId: ada.id, boundTo: FORM, response, name: 'Clé' };
    expect(await useCases.finishPasskeyEnrolment(finished)).toMatchObject({
      outcome: 'enrolled',
      authenticator: { isHardware: false },
    });
  });

  it('asks browsers for the word of the maker, and forgets it with the makers', async () => {
    useCases = installation({ attestationRoots: trusted });
    const begun = await useCases.beginPasskeyEnrolment(ada.id, FORM);
    expect(begun?.options).toMatchObject({ attestation: 'direct' });
    const device = await enrolled({ maker });
    useCases = installation({ attestationRoots: [] });
    expect(await signIn(device)).toMatchObject({ factor: 'passkey' });
    expect(await listed()).toMatchObject([{ isHardware: false }]);
  });
});

describe('a sign-in with a passkey', () => {
  it('needs no name: the browser finds it', async () => {
    const device = await enrolled();
    expect(await ask()).toMatchObject({ rpId: 'regie.test', userVerification: 'required' });
    expect(await ask()).toMatchObject({ allowCredentials: undefined });
    const at = world.clock.now();
    expect(await signIn(device)).toEqual({ outcome: 'verified', mailboxId: ada.id, factor: 'passkey', at });
    expect(await listed()).toMatchObject([{ lastUsedAt: at }]);
    // Administrators see it as any sign-in of the mailbox.
    const mailbox = await world.unitOfWork.run(({ mailboxes }) => mailboxes.find(ada.id));
    expect(mailbox?.lastLoginAt).toEqual(at);
    expect(world.audited().at(-1)).toMatchObject({
      action: 'mailbox.factor_verified',
      objectId: ada.id,
      details: { factor: 'passkey', name: 'Clé' },
    });
  });

  it('after a password takes those of that person', async () => {
    const device = await enrolled();
    expect(await ask(ada.id)).toMatchObject({ allowCredentials: [{ id: device.credentialIds[0] }] });
    expect(await signIn(device, ada.id)).toMatchObject({ outcome: 'verified', mailboxId: ada.id });
    const response = device.get(await ask(ada.id), PAGE, { userHandle: null });
    expect(await finish(response, ada.id)).toMatchObject({ outcome: 'verified' });
  });

  it('takes those that count and those that do not', async () => {
    for (const counts of [true, false]) {
      const device = await enrolled({ counts });
      for (let time = 0; time < 3; time += 1)
        expect(await signIn(device)).toMatchObject({ outcome: 'verified' });
    }
  });

  type Attack = Readonly<{
    lies?: Parameters<SoftwareAuthenticator['get']>[2];
    page?: Parameters<SoftwareAuthenticator['get']>[1];
    /** Whom and where the answer is given for. */
    given?: Partial<Readonly<{ boundTo: string; mailboxId: MailboxId }>>;
    before?: () => unknown;
    device?: () => Promise<SoftwareAuthenticator>;
    spoil?: (response: ReturnType<SoftwareAuthenticator['get']>) => unknown;
  }>;
  const removeAll = () => world.unitOfWork.run(({ authenticators }) => authenticators.removeAllOf([ada.id]));
  it.each<[string, Attack]>([
    ['of another origin', { lies: { origin: 'https://evil.example' } }],
    ['of a page below ours', { page: { origin: 'https://evil.regie.test' } }],
    ['of a page above ours', { lies: { origin: 'https://test' } }],
    ['over http', { lies: { origin: 'http://regie.test' } }],
    ['from a page inside that of another site', { page: { ...PAGE, crossOrigin: true } }],
    ['for another name', { lies: { rpId: 'evil.example' } }],
    ['without unlocking', { lies: { verified: false } }],
    ['to a challenge of nobody', { lies: { challenge: 'c3VyZWx5IG5vdCBvdXJz' } }],
    ['that is an enrolment', { lies: { type: 'webauthn.create' } }],
    ['of another sign-in', { given: { boundTo: 'another browser' } }],
    ['that was not asked of that person', { given: { mailboxId: newId<MailboxId>() } }],
    ['that does not say whose it is', { lies: { userHandle: null } }],
    [
      'that says it is another person’s',
      { lies: { userHandle: Buffer.from(newId()).toString('base64url') } },
    ],
    ['too late', { before: () => world.clock.advance(300) }],
    ['by a removed passkey', { before: removeAll }],
    ['of somebody who may not sign in any more', { before: disable }],
    [
      'with a signature of nobody',
      {
        spoil: (response) => ({
          ...response,
          response: { ...response.response, signature: Buffer.alloc(70, 7).toString('base64url') },
        }),
      },
    ],
    [
      'with a part of the signature changed',
      {
        spoil: ({ response, ...of }) => {
          const bytes = Buffer.from(response.signature, 'base64url');
          bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
          return { ...of, response: { ...response, signature: bytes.toString('base64url') } };
        },
      },
    ],
    [
      'under the name of an unknown passkey',
      { spoil: (response) => ({ ...response, id: 'bm9ib2R5', rawId: 'bm9ib2R5' }) },
    ],
    [
      'with data that the signature does not cover',
      {
        spoil: ({ response, ...of }) => {
          const data = Buffer.from(response.authenticatorData, 'base64url');
          data.writeUInt32BE(9_999, 33);
          return { ...of, response: { ...response, authenticatorData: data.toString('base64url') } };
        },
      },
    ],
  ])('is refused %s', async (_what, { lies, page = PAGE, given, before, spoil }) => {
    const device = await enrolled();
    const response = device.get(await ask(), page, lies);
    await before?.();
    const verdict = await finish(spoil?.(response) ?? response, given?.mailboxId, given?.boundTo ?? SIGN_IN);
    expect(verdict).toEqual(REFUSED);
    expect(actions()).not.toContain('mailbox.factor_verified');
  });

  it('is refused with a passkey that another person has', async () => {
    const device = await enrolled();
    const bob = newId<MailboxId>();
    const response = device.get(await ask(), PAGE);
    expect(await finish(response, bob)).toEqual(REFUSED);
    // The challenge was given for Ada alone: it is good for nobody else's sign-in, and not spent by theirs.
    const asked = device.get(await ask(ada.id), PAGE);
    expect(await finish(asked, bob)).toEqual(REFUSED);
    expect(await finish(asked)).toEqual(REFUSED);
    expect(await finish(asked, ada.id)).toMatchObject({ outcome: 'verified' });
  });

  it('is refused with a passkey that nobody enrolled, whoever it says it is', async () => {
    await enrolled();
    const forger = new SoftwareAuthenticator();
    const begun = await useCases.beginPasskeyEnrolment(ada.id, 'another form');
    forger.create(begun?.options, PAGE);
    expect(await signIn(forger)).toEqual(REFUSED);
    const [known = ''] = world
      .tables()
      .authenticators.all(() => true)
      .map(({ credentialId }) => credentialId ?? '');
    const forged = { ...forger.get(await ask(), PAGE), id: known, rawId: known };
    expect(await finish(forged)).toEqual(REFUSED);
    expect(actions().at(-1)).toBe('mailbox.factor_refused');
  });

  it('is good once, of many at once too', async () => {
    const device = await enrolled();
    const response = device.get(await ask(), PAGE);
    const verdicts = await Promise.all([finish(response), finish(response), finish(response)]);
    expect(verdicts.map(({ outcome }) => outcome).toSorted()).toEqual(['refused', 'refused', 'verified']);
    expect(await finish(response)).toEqual(REFUSED);
  });

  it('answers no challenge of an enrolment, and an enrolment none of a sign-in', async () => {
    const device = await enrolled();
    const begun = await useCases.beginPasskeyEnrolment(ada.id, SIGN_IN);
    const { challenge } = Object(begun?.options);
    expect(await finish(device.get({ ...Object(await ask()), challenge }, PAGE))).toEqual(REFUSED);
    const asked = Object(await ask(ada.id, FORM));
    const options = {
      ...Object((await useCases.beginPasskeyEnrolment(ada.id, FORM))?.options),
      challenge: asked.challenge,
    };
    const response = new SoftwareAuthenticator().create(options, PAGE);
    const finished = { ...change, mailboxId: ada.id, boundTo: FORM, response, name: 'Clé' };
    expect(await useCases.finishPasskeyEnrolment(finished)).toEqual(REFUSED);
  });

  it('is refused under another name than it was enrolled for', async () => {
    const device = await enrolled();
    useCases = installation({ rpId: 'test', origin: 'https://regie.test' });
    expect(() =>
      device.get(Object({ challenge: 'a', rpId: 'test', userVerification: 'required' }), PAGE),
    ).toThrow('no such passkey');
    const options = Object(await ask());
    const response = device.get({ ...options, rpId: 'regie.test' }, PAGE);
    expect(await finish(response)).toEqual(REFUSED);
    expect(await ask(ada.id)).toMatchObject({ allowCredentials: undefined });
  });

  it('works below a common name, wherever the issuer moves there', async () => {
    useCases = installation({ rpId: 'regie.test', origin: 'https://id.regie.test' });
    const begun = await useCases.beginPasskeyEnrolment(ada.id, FORM);
    const device = new SoftwareAuthenticator();
    const response = device.create(begun?.options, { origin: 'https://id.regie.test' });
    await useCases.finishPasskeyEnrolment({
      ...change,
      mailboxId: ada.id,
      boundTo: FORM,
      response,
      name: 'Clé',
    });
    useCases = installation({ rpId: 'regie.test', origin: 'https://nouveau.regie.test' });
    const proof = device.get(await ask(), { origin: 'https://nouveau.regie.test' });
    expect(await finish(proof)).toMatchObject({ outcome: 'verified' });
  });
});

describe('a passkey of which there is a copy', () => {
  it('is refused where the copy is behind, and its owner is told once a day', async () => {
    const device = await enrolled({ counts: true });
    const copy = device.clone();
    expect(await signIn(device)).toMatchObject({ outcome: 'verified' });
    expect(await signIn(device)).toMatchObject({ outcome: 'verified' });
    expect(await signIn(copy)).toEqual(REFUSED);
    expect(world.audited().at(-1)).toMatchObject({
      action: 'mailbox.factor_cloned',
      details: { factor: 'passkey', name: 'Clé' },
    });
    expect(await signIn(copy)).toEqual(REFUSED);
    expect((await mails()).filter((kind) => kind === 'passkey_cloned')).toHaveLength(1);
    expect(await signIn(device)).toMatchObject({ outcome: 'verified' });
  });

  it('is refused after the copy was used in its place', async () => {
    const device = await enrolled({ counts: true });
    const copy = device.clone();
    expect(await signIn(copy)).toMatchObject({ outcome: 'verified' });
    expect(await signIn(device)).toEqual(REFUSED);
  });
});

it('failures of one network are limited, and what is right does not count', async () => {
  useCases = installation({ failures: 3 });
  const device = await enrolled();
  for (let time = 0; time < 6; time += 1) expect(await signIn(device)).toMatchObject({ outcome: 'verified' });
  for (let time = 0; time < 3; time += 1) expect(await finish({})).toEqual(REFUSED);
  expect(await signIn(device)).toEqual({ outcome: 'slowed_down', seconds: 60 });
  const elsewhere = { ...ORIGIN, address: '198.51.100.9' };
  const response = device.get(await ask(), PAGE);
  expect(await useCases.finishPasskeySignIn({ boundTo: SIGN_IN, response, origin: elsewhere })).toMatchObject(
    {
      outcome: 'verified',
    },
  );
});
