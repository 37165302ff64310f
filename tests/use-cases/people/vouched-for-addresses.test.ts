import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_SESSION } from '../../../src/application/people/session-store.ts';
import type { User } from '../../../src/domain/people/user.ts';
import { makeMailDomainInvitation } from '../../builders/make-mail-domain-invitation.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { openRecognition, type Recognize } from '../../support/recognition.ts';
import type { UseCaseWorld } from '../../support/use-case-world.ts';

const ADDRESS = 'jean.v@evry.fr';
const BEFORE = 'jean@paris.fr';
const CLAIMS = {
  sub: 'own',
  email: ADDRESS,
  given_name: 'Jean',
  usual_name: 'Valjean',
  siret: '21910228500018',
};

/** What a provider may write into `email_verified`, and whether that is proof: by default, and where it is required. */
const VERDICTS = [
  ['nothing', undefined, true, false],
  ['true', true, true, true],
  ['"true"', 'true', true, true],
  ['false', false, false, false],
  ['"false"', 'false', false, false],
  ['"False"', 'False', false, false],
  ['"True"', 'True', false, false],
  ['" true"', ' true', false, false],
  ['"no"', 'no', false, false],
  ['"1"', '1', false, false],
  ['1', 1, false, false],
  ['0', 0, false, false],
  ['null', null, false, false],
  ['an object', { verified: true }, false, false],
  ['a list', [true], false, false],
] as const;

/** `account`: the place in the state of whose account it is. */
type Outcome =
  | { readonly refused: string }
  | {
      readonly account: number | 'new';
      readonly email: string;
      readonly verified: boolean;
      /** The accesses to which the address was invited. */
      readonly invited: boolean;
      /** The sub changed: sessions ended, and the address got a mail. */
      readonly told?: true;
    };
type State = {
  readonly accounts: readonly Partial<User>[];
  readonly proven: Outcome;
  /** When people are not recognized by e-mail; `proven` when left out. */
  readonly provenBySubOnly?: Outcome;
  readonly unproven: Outcome;
};

const OWN = { sub: 'own' };
const OLD = { sub: 'old' };
const VERIFIED = { email: ADDRESS, emailVerified: true };
const UNVERIFIED = { email: ADDRESS, emailVerified: false };

const NEW_PROVEN = { account: 'new', email: ADDRESS, verified: true, invited: true } as const;
const NEW_UNPROVEN = { account: 'new', email: ADDRESS, verified: false, invited: false } as const;
const TAKEN_OVER = { account: 0, email: ADDRESS, verified: true, invited: false, told: true } as const;
const FIRST_PROOF = { account: 0, email: ADDRESS, verified: true, invited: true } as const;
const NO_PROOF_YET = { account: 0, email: ADDRESS, verified: false, invited: false } as const;

const STATES: Readonly<Record<string, State>> = {
  'nobody is known': { accounts: [], proven: NEW_PROVEN, unproven: NEW_UNPROVEN },
  'another sub has the address, verified': {
    accounts: [{ ...OLD, ...VERIFIED }],
    proven: TAKEN_OVER,
    provenBySubOnly: NEW_PROVEN,
    unproven: NEW_UNPROVEN,
  },
  'a superuser has the address, verified, in another letter case': {
    accounts: [{ ...OLD, email: 'JEAN.V@evry.fr', isStaff: true, isSuperuser: true }],
    proven: TAKEN_OVER,
    provenBySubOnly: NEW_PROVEN,
    unproven: NEW_UNPROVEN,
  },
  'another sub has the address, unverified': {
    accounts: [{ ...OLD, ...UNVERIFIED }],
    proven: NEW_PROVEN,
    unproven: NEW_UNPROVEN,
  },
  'a deactivated account has the address, verified': {
    accounts: [{ ...OLD, ...VERIFIED, isActive: false }],
    proven: NEW_PROVEN,
    unproven: NEW_UNPROVEN,
  },
  'one sub has the address verified and two unverified': {
    accounts: [{ ...OLD, ...VERIFIED }, { ...UNVERIFIED }, { ...UNVERIFIED }],
    proven: TAKEN_OVER,
    provenBySubOnly: NEW_PROVEN,
    unproven: NEW_UNPROVEN,
  },
  'two subs have the address, verified': {
    accounts: [{ ...OLD, ...VERIFIED }, { ...VERIFIED }],
    proven: { refused: 'ambiguous_email' },
    provenBySubOnly: NEW_PROVEN,
    unproven: NEW_UNPROVEN,
  },
  'the sub has the address, verified': {
    accounts: [{ ...OWN, ...VERIFIED }],
    proven: { account: 0, email: ADDRESS, verified: true, invited: false },
    unproven: { account: 0, email: ADDRESS, verified: true, invited: false },
  },
  'the sub has the address, unverified': {
    accounts: [{ ...OWN, ...UNVERIFIED }],
    proven: FIRST_PROOF,
    unproven: NO_PROOF_YET,
  },
  'the sub has another address, verified': {
    accounts: [{ ...OWN, email: BEFORE, emailVerified: true }],
    proven: FIRST_PROOF,
    unproven: { account: 0, email: BEFORE, verified: true, invited: false },
  },
  'the sub has another address, unverified': {
    accounts: [{ ...OWN, email: BEFORE, emailVerified: false }],
    proven: FIRST_PROOF,
    unproven: NO_PROOF_YET,
  },
  'the sub has no address': {
    accounts: [{ ...OWN, email: null }],
    proven: FIRST_PROOF,
    unproven: NO_PROOF_YET,
  },
  'the sub has the address unverified, and another sub verified': {
    accounts: [
      { ...OWN, ...UNVERIFIED },
      { ...OLD, ...VERIFIED },
    ],
    proven: FIRST_PROOF,
    unproven: NO_PROOF_YET,
  },
  'the sub is deactivated': {
    accounts: [{ ...OWN, ...UNVERIFIED, isActive: false }],
    proven: { refused: 'inactive' },
    unproven: { refused: 'inactive' },
  },
};

const SETTINGS = [
  { emailVerifiedRequired: false, fallsBackToEmail: true },
  { emailVerifiedRequired: false, fallsBackToEmail: false },
  { emailVerifiedRequired: true, fallsBackToEmail: true },
  { emailVerifiedRequired: true, fallsBackToEmail: false },
];

const claimsWith = (verdict: unknown, given: object = CLAIMS) =>
  verdict === undefined ? { sub: 'own', ...given } : { sub: 'own', ...given, email_verified: verdict };

describe.each(SETTINGS)('%o', ({ emailVerifiedRequired, fallsBackToEmail }) => {
  let world: UseCaseWorld;
  let recognize: Recognize;
  beforeAll(async () => {
    ({ world, recognize } = await openRecognition({ fallsBackToEmail, claims: { emailVerifiedRequired } }));
  });
  beforeEach(() => world.reset());
  const proves = (byDefault: boolean, required: boolean) => (emailVerifiedRequired ? required : byDefault);

  describe.each(Object.entries(STATES))('%s', (_state, { accounts, proven, provenBySubOnly, unproven }) => {
    it.each(VERDICTS)('email_verified says %s', async (_name, verdict, byDefault, required) => {
      const whenProven = fallsBackToEmail ? proven : (provenBySubOnly ?? proven);
      const outcome = proves(byDefault, required) ? whenProven : unproven;
      const { user: owner } = await world.addPerson();
      const mailDomain = await world.addMailDomain();
      const invitation = makeMailDomainInvitation({
        mailDomainId: mailDomain.id,
        issuerId: owner.id,
        email: ADDRESS,
        expiresAt: new Date(world.clock.now().getTime() + 60_000),
      });
      await world.unitOfWork.run(({ mailDomainInvitations }) => mailDomainInvitations.insert(invitation));
      const known: User[] = [];
      const keys: string[] = [];
      for (const account of accounts) {
        const { user } = await world.addPerson(account);
        known.push(user);
        const session = { userId: user.id, sub: user.sub, sid: `sid-of-${user.sub}` };
        const expiresAt = new Date(world.clock.now().getTime() + 60_000);
        keys.push(await world.sessions.create({ data: EMPTY_SESSION, owner: session, expiresAt }));
      }
      const stored = () =>
        new Map(
          world
            .tables()
            .users.all(() => true)
            .map((user) => [user.id, user]),
        );

      if ('refused' in outcome) {
        const refusal = { code: 'sign_in.refused', params: { reason: outcome.refused } };
        await expect(recognize(claimsWith(verdict))).rejects.toMatchObject(refusal);
        for (const user of known) expect(stored().get(user.id)).toEqual(user);
        expect(stored().size).toBe(known.length + 1);
        expect(world.tables().mailDomainInvitations.count(() => true)).toBe(1);
        return;
      }

      const user = await recognize(claimsWith(verdict));
      const { account, email, verified, invited, told = false } = outcome;
      expect(known.findIndex(({ id }) => id === user.id)).toBe(account === 'new' ? -1 : account);
      expect(user).toMatchObject({ sub: 'own', email: expect.any(String), emailVerified: verified });
      expect(user.email?.toLowerCase()).toBe(email);
      expect(stored().get(user.id)).toEqual(user);
      expect(user.isSuperuser).toBe(account !== 'new' && known[account]?.isSuperuser === true);
      for (const other of known.filter(({ id }) => id !== user.id))
        expect(stored().get(other.id)).toEqual(other);

      const accesses = world.tables().mailDomainAccesses.all(() => true);
      expect(accesses.map(({ userId }) => userId)).toEqual(invited ? [user.id] : []);
      expect(world.tables().mailDomainInvitations.count(() => true)).toBe(invited ? 0 : 1);
      const profiles = world.tables().contacts.all(() => true);
      const emails = verified ? { emails: [{ type: 'Work', value: email }] } : {};
      expect(profiles.map(({ data }) => data)).toEqual(account === 'new' ? [emails] : []);

      const mails = world.tables().outgoingMails.all(() => true);
      const before = account === 'new' ? undefined : known[account];
      expect(mails.map(({ recipient, kind }) => [recipient, kind])).toEqual(
        told ? [[before?.email, 'account_recognized']] : [],
      );
      for (const [index, key] of keys.entries()) {
        const session = await world.sessions.find(key, world.clock.now());
        const isOver = told && index === account;
        expect(session?.user?.id).toBe(
          isOver || known[index]?.isActive === false ? undefined : known[index]?.id,
        );
        expect(session === undefined).toBe(isOver);
      }
    });
  });

  describe.each(['somebody new', 'somebody known'])('%s without registration id', (who) => {
    describe.each(['known', 'unknown'])('whose e-mail domain is %s', (domain) => {
      it.each(VERDICTS)('email_verified says %s', async (_name, verdict, byDefault, required) => {
        const town = makeOrganization({ domains: ['evry.fr'] });
        if (domain === 'known') await world.addOrganization(town);
        if (who === 'somebody known') await world.addPerson({ sub: 'own', email: null });
        const claims = claimsWith(verdict, { email: ADDRESS });
        const count = () => world.tables().organizations.count(() => true);
        const before = count();
        if (proves(byDefault, required)) {
          const { organizationId } = await recognize(claims);
          expect(organizationId).not.toBeNull();
          expect(organizationId === town.id).toBe(domain === 'known');
          expect(count()).toBe(1);
          return;
        }
        if (who === 'somebody known') {
          expect(await recognize(claims)).toMatchObject({ organizationId: null, emailVerified: false });
        } else {
          const refusal = { code: 'sign_in.refused', params: { reason: 'no_organization' } };
          await expect(recognize(claims)).rejects.toMatchObject(refusal);
          expect(world.tables().users.count(() => true)).toBe(0);
        }
        expect(count()).toBe(before);
      });
    });
  });
});
