import { describe, expect, it } from 'vitest';
import { type Authenticator, withStepTaken } from '../../src/domain/identity/authenticator.ts';
import type { RecoveryCode } from '../../src/domain/identity/recovery-code.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import type { MailboxId, RecoveryCodeId } from '../../src/domain/shared/ids.ts';
import { makePasskey, makeTotp } from '../builders/make-authenticator.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { CREATED_AT, minutesLater } from '../builders/moments.ts';
import { addMailboxOwner } from '../support/mailbox-owner.ts';
import type { StorageHarness } from '../support/storage-harness.ts';
import { twoMailboxes } from '../support/two-mailboxes.ts';

export const authenticatorContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`authenticator contract: ${name}`, async () => {
    const harness = await open();
    const { unitOfWork, mailboxAccountQueries } = harness;
    const { jean, ana } = twoMailboxes(harness);

    const insert = (...all: readonly Authenticator[]) =>
      unitOfWork.run(async ({ authenticators }) => {
        const inserted: boolean[] = [];
        for (const one of all) inserted.push(await authenticators.insert(one));
        return inserted;
      });
    const listOf = ({ id }: Mailbox) => unitOfWork.run(({ authenticators }) => authenticators.listOf(id));

    it('returns what it stored, field for field, in the order of the enrolment', async () => {
      const key = makePasskey({
        mailboxId: jean.id,
        signCount: 4_294_967_295,
        isHardware: true,
        isBackedUp: false,
        transports: ['usb', 'nfc'],
        lastUsedAt: minutesLater(9),
      });
      const late = makeTotp({ mailboxId: jean.id, createdAt: minutesLater(1) });
      const early = makeTotp({ mailboxId: jean.id, lastStep: 58_000_000, name: '📱 d’Ana' });
      const bare = makePasskey({ mailboxId: jean.id, createdAt: minutesLater(2), transports: [] });
      expect(await insert(late, bare, early, makeTotp({ mailboxId: ana.id }))).toEqual([
        true,
        true,
        true,
        true,
      ]);
      expect(await insert({ ...key, createdAt: minutesLater(3) })).toEqual([true]);
      const all = [early, late, bare, { ...key, createdAt: minutesLater(3) }];
      expect(await listOf(jean)).toEqual(all);
      await unitOfWork.run(async ({ authenticators }) => {
        expect(await authenticators.lockAllOf(jean.id)).toEqual(all);
        expect(await authenticators.findPasskey(bare.credentialId)).toEqual(bare);
        expect(await authenticators.findPasskey('another')).toBeUndefined();
        expect(await authenticators.lockPasskey(bare.credentialId)).toEqual(bare);
        expect(await authenticators.lockPasskey('another')).toBeUndefined();
      });
      expect(await listOf(makeMailbox({ mailDomainId: jean.mailDomainId }))).toEqual([]);
    });

    it('stores one passkey of a credential id, whoever enrols it', async () => {
      const key = makePasskey({ mailboxId: jean.id });
      await insert(key);
      expect(await insert(makePasskey({ mailboxId: ana.id, credentialId: key.credentialId }))).toEqual([
        false,
      ]);
      expect(await listOf(ana)).toEqual([]);
    });

    it('writes what changes, and nothing else', async () => {
      const totp = makeTotp({ mailboxId: jean.id });
      const key = makePasskey({ mailboxId: jean.id, createdAt: minutesLater(1) });
      await insert(totp, key);
      const used = { ...withStepTaken(totp, 77, minutesLater(5)), name: 'Autre' };
      const signed = { ...key, signCount: 12, isBackedUp: false, lastUsedAt: minutesLater(6), name: 'Clé' };
      await unitOfWork.run(async ({ authenticators }) => {
        await authenticators.update({ ...used, mailboxId: ana.id, secret: 'GEZDGNBV' });
        await authenticators.update({ ...signed, mailboxId: ana.id, publicKey: 'another', isHardware: true });
      });
      expect(await listOf(jean)).toEqual([used, signed]);
    });

    it('removes one, or all of some mailboxes', async () => {
      const [one, two, other] = [
        makeTotp({ mailboxId: jean.id }),
        makePasskey({ mailboxId: jean.id, createdAt: minutesLater(1) }),
        makeTotp({ mailboxId: ana.id }),
      ];
      await insert(one, two, other);
      await unitOfWork.run(({ authenticators }) => authenticators.remove(one.id));
      expect(await listOf(jean)).toEqual([two]);
      await unitOfWork.run(async ({ authenticators }) => {
        expect(await authenticators.removeAllOf([])).toEqual([]);
        expect(await authenticators.removeAllOf([jean.id])).toEqual([two]);
      });
      expect([await listOf(jean), await listOf(ana)]).toEqual([[], [other]]);
    });

    it('lets one of those who use a code at once have it', async () => {
      await insert(makeTotp({ mailboxId: jean.id, lastStep: 9 }));
      const use = () =>
        unitOfWork.run(async ({ authenticators }) => {
          const [totp] = await authenticators.lockAllOf(jean.id);
          if (totp?.kind !== 'totp' || totp.lastStep >= 10) return false;
          await authenticators.update(withStepTaken(totp, 10, minutesLater(1)));
          return true;
        });
      expect((await Promise.all([use(), use(), use()])).filter(Boolean)).toHaveLength(1);
    });

    it('tells with an account whether its owner has one', async () => {
      const owner = await addMailboxOwner(unitOfWork);
      const states = async () => [
        (await mailboxAccountQueries.find(owner.id))?.secondFactor,
        (await mailboxAccountQueries.findByAddress('ada@varzy.example'))?.secondFactor,
      ];
      const state = { isEnrolled: false, requiredFrom: null };
      expect(await states()).toEqual([state, state]);
      await insert(makeTotp({ mailboxId: owner.id }));
      expect(await states()).toEqual([
        { ...state, isEnrolled: true },
        { ...state, isEnrolled: true },
      ]);
    });

    describe('recovery codes', () => {
      const idOf = (number: number) => String(number).padStart(64, '0') as RecoveryCodeId;
      const codesOf = (mailboxId: MailboxId, numbers: readonly number[], createdAt = CREATED_AT) =>
        numbers.map((number): RecoveryCode => ({ id: idOf(number), mailboxId, createdAt }));
      const replace = (mailbox: Mailbox, numbers: readonly number[], createdAt = CREATED_AT) =>
        unitOfWork.run(({ recoveryCodes }) =>
          recoveryCodes.replaceAllOf(mailbox.id, codesOf(mailbox.id, numbers, createdAt)),
        );
      const leftOf = ({ id }: Mailbox) => unitOfWork.run(({ recoveryCodes }) => recoveryCodes.leftOf(id));
      const use = ({ id }: Mailbox, number: number) =>
        unitOfWork.run(({ recoveryCodes }) => recoveryCodes.use(id, idOf(number)));

      it('are replaced as a set, and counted', async () => {
        expect(await leftOf(jean)).toBeNull();
        await replace(jean, [1, 2, 3]);
        await replace(ana, [4]);
        await replace(jean, [5, 6], minutesLater(8));
        expect(await leftOf(jean)).toEqual({ left: 2, createdAt: minutesLater(8) });
        expect(await leftOf(ana)).toEqual({ left: 1, createdAt: CREATED_AT });
        expect(await use(jean, 1)).toBe(false);
      });

      it('are used once, by their owner', async () => {
        await replace(jean, [1, 2]);
        expect(await use(ana, 1)).toBe(false);
        expect([await use(jean, 1), await use(jean, 1)]).toEqual([true, false]);
        expect((await Promise.all([use(jean, 2), use(jean, 2), use(jean, 2)])).filter(Boolean)).toHaveLength(
          1,
        );
        expect(await leftOf(jean)).toBeNull();
      });

      it('are removed with all of some mailboxes', async () => {
        await replace(jean, [1, 2]);
        await replace(ana, [3]);
        await unitOfWork.run(({ recoveryCodes }) => recoveryCodes.removeAllOf([jean.id]));
        expect([await leftOf(jean), (await leftOf(ana))?.left]).toEqual([null, 1]);
      });
    });
  });
