import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type { User } from '../../../src/domain/people/user.ts';
import { isSameEmail } from '../../../src/domain/shared/email-address.ts';
import type { UserId } from '../../../src/domain/shared/ids.ts';
import { makeMailDomainInvitation } from '../../builders/make-mail-domain-invitation.ts';
import { openRecognition, type Recognize } from '../../support/recognition.ts';
import type { UseCaseWorld } from '../../support/use-case-world.ts';

const ADDRESSES = ['ada@evry.fr', 'bob@evry.fr', 'zoe@paris.fr'];

const signIn = fc.record({
  sub: fc.constantFrom('one', 'two', 'three', 'four'),
  email: fc.constantFrom(...ADDRESSES, ...ADDRESSES.map((address) => address.toUpperCase())),
  isProven: fc.boolean(),
  proof: fc.constantFrom(true, 'true'),
  noProof: fc.constantFrom(false, 'false', 'TRUE', 'yes', null, 0, 1, {}),
});
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('signIn' as const), signIn }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('invite' as const), email: fc.constantFrom(...ADDRESSES) }),
  },
);

let world: UseCaseWorld;
let recognize: Recognize;
beforeAll(async () => {
  ({ world, recognize } = await openRecognition());
});

const users = (): readonly User[] => world.tables().users.all(() => true);

it('whatever signs in one after the other, an address opens things only to whom it was vouched for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      await world.reset();
      const { user: issuer } = await world.addPerson({ email: null });
      /** For whom the provider has vouched for an address. */
      const vouched: { readonly email: string; readonly userId: UserId }[] = [];
      const isVouchedFor = (email: string, userId: UserId) =>
        vouched.some((proof) => proof.userId === userId && isSameEmail(proof.email, email));
      const invitedTo = new Map<string, string>();

      for (const given of steps) {
        if (given.what === 'invite') {
          const mailDomain = await world.addMailDomain();
          invitedTo.set(mailDomain.id, given.email);
          const invitation = makeMailDomainInvitation({
            mailDomainId: mailDomain.id,
            issuerId: issuer.id,
            email: given.email,
            expiresAt: new Date(world.clock.now().getTime() + 3_600_000),
          });
          await world.unitOfWork.run(({ mailDomainInvitations }) => mailDomainInvitations.insert(invitation));
          continue;
        }
        const { sub, email, isProven, proof, noProof } = given.signIn;
        const before = new Map(users().map((user) => [user.id, user]));
        const namesakes = users().filter(({ id }) => isVouchedFor(email, id));
        const claims = { sub, email, email_verified: isProven ? proof : noProof, siret: '21910228500018' };
        const isKnown = users().some((user) => user.sub === sub);
        const attempt = recognize(claims);
        // Only verified addresses can keep each other out.
        const user = await (isProven && !isKnown && namesakes.length > 1
          ? attempt.catch(() => undefined)
          : attempt);
        if (!user) continue;
        expect(user.sub).toBe(sub);
        const known = before.get(user.id);
        if (known && known.sub !== sub) {
          expect(isProven).toBe(true);
          expect(isVouchedFor(email, user.id)).toBe(true);
        }
        if (isProven) vouched.push({ email, userId: user.id });
        for (const [id, other] of before) {
          if (id !== user.id) expect(world.tables().users.find(id)).toEqual(other);
        }
        for (const { id, email: stored, emailVerified } of users()) {
          if (emailVerified && stored !== null) expect(isVouchedFor(stored, id)).toBe(true);
        }
        for (const access of world.tables().mailDomainAccesses.all(() => true)) {
          expect(isVouchedFor(invitedTo.get(access.mailDomainId) ?? '', access.userId)).toBe(true);
        }
        // What was waiting for an address becomes the person's as soon as the address is verified.
        if (isProven && !(known?.emailVerified && known.email !== null && isSameEmail(known.email, email))) {
          const left = world
            .tables()
            .mailDomainInvitations.all((invitation) => isSameEmail(invitation.email, email));
          expect(left).toEqual([]);
        }
      }
    }),
    { numRuns: 150 },
  );
});
