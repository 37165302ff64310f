import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { MAILBOX_NAME_MAX_LENGTH, type Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import type { MailboxChange } from '../../src/domain/mailbox/mailbox-change.ts';
import { failureOf, type Provisioned } from '../../src/domain/mailbox/provisioning.ts';
import type { MailboxId } from '../../src/domain/shared/ids.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { asked, done, refused, unanswered, waiting, withheld } from '../builders/provisioned.ts';
import { makeGate } from '../support/gate.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const mailboxContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`mailbox contract: ${name}`, async () => {
    const { unitOfWork, reset, close } = await open();
    const insert = (mailbox: Mailbox) => unitOfWork.run(({ mailboxes }) => mailboxes.insert(mailbox));
    const update = (mailbox: Mailbox) => unitOfWork.run(({ mailboxes }) => mailboxes.update(mailbox));
    const remove = (id: MailboxId) => unitOfWork.run(({ mailboxes }) => mailboxes.delete(id));
    const find = (id: MailboxId) => unitOfWork.run(({ mailboxes }) => mailboxes.find(id));
    const lock = (id: MailboxId) => unitOfWork.run(({ mailboxes }) => mailboxes.lock(id));

    const user = makeUser();
    const mailDomain = makeMailDomain({ status: 'enabled' });
    const otherDomain = makeMailDomain({ status: 'enabled' });
    const mailDomainId = mailDomain.id;
    const id = (last: string) => `00000000-0000-4000-8000-00000000000${last}` as MailboxId;

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ users, mailDomains }) => {
        await users.insertOrFind(user);
        await mailDomains.insert(mailDomain);
        await mailDomains.insert(otherDomain);
      });
    });
    afterAll(close);

    const details = {
      firstName: 'Zoë',
      lastName: "d'Été",
      secondaryEmail: 'Zoe@ailleurs.example',
      passwordHash: '$argon2id$v=19$m=65536$abc',
      issuerId: user.id,
      updatedAt: minutesLater(3),
    };
    const lasting = {
      changeRevision: 7,
      changeFailure: { revision: 6, step: 'names', code: 'mailbox.refused', params: { reason: 'no' } },
    } as const;
    const change: MailboxChange = {
      active: false,
      formerNames: { firstName: 'Zoé', lastName: "d'Été" },
      namesBetween: [{ firstName: 'Zoë', lastName: '' }],
      resetsPassword: true,
      sendsLoginLink: false,
      since: minutesLater(1),
      attempt: 2,
      trouble: 'mail_provisioner.unavailable',
      isIdentified: true,
    };
    const begun = { startedAt: minutesLater(2), notedAbsentAt: minutesLater(1), ...lasting };
    const trouble = 'mail_provisioner.forbidden';
    const params = { holder: 'z@commune.example' };
    const failure = { code: 'mailbox.display_name_taken', params } as const;
    const states: readonly Provisioned[] = [
      waiting({ since: minutesLater(5), wasEnabled: true, ...lasting }),
      asked({ since: minutesLater(5), wasEnabled: true, attempts: 3, trouble, change, ...begun }),
      asked(),
      done({ change, ...begun }),
      done({ startedAt: null }, 'disabled'),
      refused({ startedAt: minutesLater(2), failure, ...lasting }),
      refused({ startedAt: null, failure: null }),
      refused({ startedAt: minutesLater(2), failure, ...lasting }, 'disabled'),
      withheld(lasting),
      unanswered({ change, ...begun }),
      unanswered(),
    ];
    const provisioned = { ...details, provisioned: unanswered({ change, ...begun }) };

    it('keeps how far each got at the provisioner, whatever it was before', async () => {
      const mailbox = makeMailbox({ mailDomainId, ...details });
      await insert(mailbox);
      for (const state of states) {
        const other = makeMailbox({ mailDomainId, provisioned: state });
        await insert(other);
        expect(await find(other.id)).toEqual(other);
        const changed = { ...mailbox, ...state };
        await unitOfWork.run(({ mailboxes }) => mailboxes.updateMany([changed]));
        expect(await find(mailbox.id)).toEqual(changed);
        await update({ ...changed, ...waiting() });
        await update(changed);
        expect(await find(mailbox.id)).toEqual(changed);
      }
    });

    it('returns what it stored, field for field', async () => {
      for (const mailbox of [makeMailbox({ mailDomainId, ...provisioned }), makeMailbox({ mailDomainId })]) {
        await insert(mailbox);
        expect(await find(mailbox.id)).toEqual(mailbox);
        expect(await lock(mailbox.id)).toEqual(mailbox);
      }
    });

    it('k2-astral-length takes names of as many characters as the rules allow, each of two units', async () => {
      const longest = '𝔸'.repeat(MAILBOX_NAME_MAX_LENGTH);
      const mailbox = makeMailbox({ mailDomainId, firstName: longest, lastName: longest });
      await insert(mailbox);
      expect(await find(mailbox.id)).toEqual(mailbox);
    });

    it('finds and locks many at once, those that exist', async () => {
      const some = [makeMailbox({ mailDomainId, ...provisioned }), makeMailbox({ mailDomainId })];
      for (const mailbox of [...some, makeMailbox({ mailDomainId })]) await insert(mailbox);
      const ids = [...some.map((mailbox) => mailbox.id), newId<MailboxId>()];
      await unitOfWork.run(async ({ mailboxes }) => {
        for (const found of [await mailboxes.findMany(ids), await mailboxes.lockMany(ids)]) {
          expect(found).toHaveLength(2);
          expect(found).toEqual(expect.arrayContaining(some));
        }
        expect([await mailboxes.findMany([]), await mailboxes.lockMany([])]).toEqual([[], []]);
      });
    });

    it('locks many of one domain, and leaves those of others alone', async () => {
      const own = makeMailbox({ mailDomainId });
      const other = makeMailbox({ mailDomainId: otherDomain.id });
      for (const mailbox of [own, other]) await insert(mailbox);
      const gate = makeGate();
      const holding = unitOfWork.run(async ({ mailboxes }) => {
        expect(await mailboxes.lockManyOf(mailDomainId, [other.id, own.id, newId()])).toEqual([own]);
        expect(await mailboxes.lockManyOf(mailDomainId, [])).toEqual([]);
        await gate.pass();
        await mailboxes.updateMany([{ ...own, ...done() }]);
      });
      await gate.reached;
      const later = update({ ...own, ...withheld() });
      gate.open();
      await Promise.all([holding, later]);
      expect(await find(own.id)).toMatchObject({ status: 'disabled' });
    });

    it('keeps other writers of each of many waiting', async () => {
      const some = [makeMailbox({ mailDomainId }), makeMailbox({ mailDomainId })];
      for (const mailbox of some) await insert(mailbox);
      const [last] = some.slice(-1) as [Mailbox];
      const gate = makeGate();
      const first = unitOfWork.run(async ({ mailboxes }) => {
        await mailboxes.lockMany(some.map((mailbox) => mailbox.id));
        await gate.pass();
        await mailboxes.updateMany(some.map((mailbox) => ({ ...mailbox, ...done() })));
      });
      await gate.reached;
      const later = update({ ...last, ...withheld() });
      gate.open();
      await Promise.all([first, later]);
      expect(await find(last.id)).toMatchObject({ status: 'disabled' });
    });

    it('replaces many at once, all but domain, local part and creation date', async () => {
      const some = [makeMailbox({ mailDomainId, ...provisioned }), makeMailbox({ mailDomainId })];
      for (const mailbox of some) await insert(mailbox);
      const [first, second] = some as [Mailbox, Mailbox];
      const kept = { mailDomainId: otherDomain.id, localPart: 'other', createdAt: minutesLater(9) };
      const cleared = { ...second, firstName: 'A', lastName: 'B' };
      const filled = makeMailbox({ mailDomainId, ...provisioned });
      await unitOfWork.run(({ mailboxes }) =>
        mailboxes.updateMany([
          { ...cleared, ...kept, id: first.id },
          { ...filled, ...kept, id: second.id, lastName: 'C' },
          makeMailbox({ mailDomainId }),
        ]),
      );
      const as = ({ mailDomainId: domain, localPart, createdAt }: Mailbox) => ({
        mailDomainId: domain,
        localPart,
        createdAt,
      });
      expect(await find(first.id)).toEqual({ ...cleared, ...as(first), id: first.id });
      expect(await find(second.id)).toEqual({ ...filled, ...as(second), id: second.id, lastName: 'C' });
      await unitOfWork.run(({ mailboxes }) => mailboxes.updateMany([]));
    });

    it('refuses to give many a name that is taken', async () => {
      const taken = { firstName: 'Jean', lastName: 'Valjean' };
      const mailbox = makeMailbox({ mailDomainId });
      for (const stored of [makeMailbox({ mailDomainId, ...taken }), mailbox]) await insert(stored);
      const attempt = unitOfWork.run(({ mailboxes }) => mailboxes.updateMany([{ ...mailbox, ...taken }]));
      await expect(attempt).rejects.toMatchObject({ code: 'mailbox.name_taken' });
    });

    it('finds the namesake of a mailbox in its domain, ignoring letter case, but not itself', async () => {
      const mailbox = makeMailbox({ mailDomainId, firstName: 'Élodie', lastName: 'Le Goff' });
      const namesake = { firstName: 'ÉLODIE', lastName: 'le goff' };
      const others = [
        makeMailbox({ mailDomainId: otherDomain.id, ...namesake }),
        makeMailbox({ mailDomainId, firstName: 'Élodie' }),
      ];
      for (const stored of [mailbox, ...others]) await insert(stored);
      await unitOfWork.run(async ({ mailboxes }) => {
        expect(await mailboxes.findNamesake(makeMailbox({ mailDomainId, ...namesake }))).toEqual(mailbox);
        expect(await mailboxes.findNamesake({ ...mailbox, ...namesake })).toBeUndefined();
      });
    });

    it('finds who is in use under the same display name, after those of the same first and last name', async () => {
      const off = makeMailbox({
        mailDomainId,
        firstName: 'Jean',
        lastName: 'Paul Martin',
        status: 'disabled',
      });
      const bare = makeMailbox({ mailDomainId, kind: 'functional', firstName: '', lastName: '' });
      const wanted = makeMailbox({ mailDomainId, firstName: 'JEAN PAUL', lastName: 'martin' });
      const find = (mailbox: Mailbox) => unitOfWork.run(({ mailboxes }) => mailboxes.findNamesake(mailbox));
      for (const stored of [off, bare]) await insert(stored);
      expect(await find(wanted)).toBeUndefined();
      expect(await find(makeMailbox({ mailDomainId, firstName: '', lastName: '' }))).toBeUndefined();
      const inUse = makeMailbox({
        mailDomainId,
        firstName: '',
        lastName: 'Jean Paul Martin',
        status: 'enabled',
      });
      await insert(inUse);
      expect(await find(wanted)).toEqual(inUse);
      expect(await find(makeMailbox({ mailDomainId, firstName: 'jean', lastName: 'paul martin' }))).toEqual(
        off,
      );
      expect(await find(inUse)).toBeUndefined();
    });

    it('answers undefined for a mailbox that is not there', async () => {
      await insert(makeMailbox({ mailDomainId }));
      expect(await find(newId())).toBeUndefined();
      expect(await lock(newId())).toBeUndefined();
    });

    it('gives a local part to one mailbox of a domain', async () => {
      const mailbox = makeMailbox({ mailDomainId, localPart: 'accueil' });
      await insert(mailbox);
      const late = makeMailbox({ mailDomainId, localPart: 'accueil' });
      await expect(insert(late)).rejects.toMatchObject({ code: 'mailbox.address_taken' });
      expect(await find(late.id)).toBeUndefined();
      await insert(makeMailbox({ mailDomainId: otherDomain.id, localPart: 'accueil' }));
      await remove(mailbox.id);
      await insert(late);
    });

    it('deletes several at once, and nothing else', async () => {
      const [first, second, kept] = [1, 2, 3].map(() => makeMailbox({ mailDomainId }));
      if (!first || !second || !kept) throw new Error('no mailboxes');
      for (const mailbox of [first, second, kept]) await insert(mailbox);
      await unitOfWork.run(({ mailboxes }) => mailboxes.deleteMany([]));
      await unitOfWork.run(({ mailboxes }) => mailboxes.deleteMany([second.id, id('9'), first.id]));
      expect(await find(first.id)).toBeUndefined();
      expect(await find(second.id)).toBeUndefined();
      expect(await find(kept.id)).toBeDefined();
    });

    it('gives a name to one mailbox of a domain, ignoring letter case', async () => {
      const mailbox = makeMailbox({ mailDomainId, firstName: 'Élodie', lastName: 'Le Goff' });
      await insert(mailbox);
      const sameName = { firstName: 'ÉLODIE', lastName: 'le goff' };
      const late = makeMailbox({ mailDomainId, ...sameName });
      await expect(insert(late)).rejects.toMatchObject({ code: 'mailbox.name_taken' });
      expect(await find(late.id)).toBeUndefined();
      await insert(makeMailbox({ mailDomainId: otherDomain.id, ...sameName }));
      await insert(makeMailbox({ mailDomainId, firstName: 'Élodie', lastName: 'Legoff' }));
      await insert(makeMailbox({ mailDomainId, firstName: 'Elodie', lastName: 'Le Goff' }));
      await insert(makeMailbox({ mailDomainId, firstName: 'Le Goff', lastName: 'Élodie' }));
      await remove(mailbox.id);
      await insert(late);
    });

    it.each([
      ['local part', { localPart: 'accueil' }, 'mailbox.address_taken'],
      ['name', { firstName: 'Ana', lastName: 'Da Costa' }, 'mailbox.name_taken'],
    ])('gives a %s to exactly one of several concurrent writers', async (_case, wanted, code) => {
      const rivals = Array.from({ length: 6 }, () => makeMailbox({ mailDomainId, ...wanted }));
      const results = await Promise.allSettled(rivals.map(insert));
      const losers = results.filter((result) => result.status === 'rejected');
      expect(losers).toHaveLength(5);
      for (const { reason } of losers) expect(reason).toMatchObject({ code });
    });

    it('refuses domains and issuers that do not exist', async () => {
      await expect(insert(makeMailbox({ mailDomainId: newId() }))).rejects.toThrow(Error);
      await expect(insert(makeMailbox({ mailDomainId, issuerId: newId() }))).rejects.toThrow(Error);
      const mailbox = makeMailbox({ mailDomainId });
      await insert(mailbox);
      await expect(update({ ...mailbox, issuerId: newId() })).rejects.toThrow(Error);
    });

    it('replaces on update all but domain, local part and creation date', async () => {
      const mailbox = makeMailbox({ mailDomainId });
      const other = makeMailbox({ mailDomainId });
      await insert(mailbox);
      await insert(other);
      const identity = { mailDomainId: otherDomain.id, localPart: 'moved', createdAt: minutesLater(30) };
      const changed = { ...mailbox, ...details, ...unanswered({ change, ...begun }) };
      await update({ ...changed, ...identity });
      expect(await find(mailbox.id)).toEqual(changed);
      await update({ ...mailbox, ...identity });
      expect(await find(mailbox.id)).toEqual(mailbox);
      expect(await find(other.id)).toEqual(other);
    });

    it('does nothing on update and deletion of a mailbox that is not there', async () => {
      const mailbox = makeMailbox({ mailDomainId });
      await update(mailbox);
      expect(await find(mailbox.id)).toBeUndefined();
      await remove(mailbox.id);
    });

    it('refuses on update the name of another mailbox, and accepts its own', async () => {
      const mailbox = makeMailbox({ mailDomainId, firstName: 'Ana', lastName: 'Da Costa' });
      const other = makeMailbox({ mailDomainId });
      await insert(mailbox);
      await insert(other);
      await expect(update({ ...other, firstName: 'ANA', lastName: 'DA COSTA' })).rejects.toMatchObject({
        code: 'mailbox.name_taken',
      });
      expect(await find(other.id)).toEqual(other);
      await update({ ...mailbox, firstName: 'ANA' });
      expect(await find(mailbox.id)).toMatchObject({ firstName: 'ANA' });
    });

    it("lists a domain's pending mailboxes, oldest first, ties by id", async () => {
      const late = makeMailbox({ id: id('1'), mailDomainId, createdAt: minutesLater(9) });
      const tieB = makeMailbox({ id: id('b'), mailDomainId });
      const tieA = makeMailbox({ id: id('a'), mailDomainId });
      const others = (['enabled', 'failed', 'disabled'] as const).map((status) =>
        makeMailbox({ mailDomainId, status }),
      );
      const elsewhere = makeMailbox({ mailDomainId: otherDomain.id });
      for (const mailbox of [late, tieB, ...others, tieA, elsewhere]) await insert(mailbox);
      const list = (domainId = mailDomainId) =>
        unitOfWork.run(({ mailboxes }) => mailboxes.listPending(domainId));
      expect(await list()).toEqual([tieA.id, tieB.id, late.id]);
      expect(await list(newId())).toEqual([]);
    });

    it('lists stalled mailboxes of enabled domains, oldest first, ties by id, up to a limit', async () => {
      const notEnabled = makeMailDomain({ status: 'action_required' });
      await unitOfWork.run(({ mailDomains }) => mailDomains.insert(notEnabled));
      const stalled = { updatedAt: minutesLater(10) };
      const late = makeMailbox({ id: id('1'), mailDomainId, createdAt: minutesLater(9), ...stalled });
      const tieB = makeMailbox({ id: id('b'), mailDomainId: otherDomain.id, ...stalled });
      const tieA = makeMailbox({ id: id('a'), mailDomainId, ...stalled });
      const fresh = makeMailbox({ mailDomainId, updatedAt: minutesLater(20) });
      const done = makeMailbox({ mailDomainId, status: 'enabled', ...stalled });
      const waiting = makeMailbox({ mailDomainId: notEnabled.id, ...stalled });
      for (const mailbox of [late, tieB, fresh, done, waiting, tieA]) await insert(mailbox);
      const list = (before: Date, limit: number) =>
        unitOfWork.run(({ mailboxes }) => mailboxes.listStalled(before, limit));
      const [a, b, last] = [tieA, tieB, late].map((mailbox) => ({
        id: mailbox.id,
        mailDomainId: mailbox.mailDomainId,
      }));
      expect(await list(minutesLater(20), 10)).toEqual([a, b, last]);
      expect(await list(minutesLater(20), 2)).toEqual([a, b]);
      expect(await list(minutesLater(10), 10)).toEqual([]);
    });

    it('lets exactly one of several concurrent workers that lock first take a pending mailbox', async () => {
      for (let round = 0; round < 5; round += 1) {
        const mailbox = makeMailbox({ mailDomainId });
        await insert(mailbox);
        const take = () =>
          unitOfWork.run(async ({ mailboxes }) => {
            const current = await mailboxes.lock(mailbox.id);
            if (current?.status !== 'pending') return false;
            await mailboxes.find(newId());
            await mailboxes.update({ ...current, ...done() });
            return true;
          });
        const taken = await Promise.all(Array.from({ length: 8 }, take));
        expect(taken.filter((isMine) => isMine)).toHaveLength(1);
      }
    });

    it('does not see later changes of what it was given or what it gave', async () => {
      const said: Record<string, string> = { reason: 'before' };
      const mailbox = makeMailbox({
        mailDomainId,
        provisioned: refused({ failure: { code: 'mailbox.refused', params: said } }),
      });
      await insert(mailbox);
      said['reason'] = 'after';
      const paramsOf = (found: Mailbox | undefined) => found && failureOf(found)?.params;
      const found = await find(mailbox.id);
      expect(paramsOf(found)).toEqual({ reason: 'before' });
      Object.assign(paramsOf(found) ?? {}, { reason: 'after' });
      expect(paramsOf(await find(mailbox.id))).toEqual({ reason: 'before' });
    });
  });
