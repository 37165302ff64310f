import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Repositories } from '../../src/application/unit-of-work.ts';
import type { SecondFactorNotice } from '../../src/domain/identity/administration/second-factor-policy.ts';
import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { makeTotp } from '../builders/make-authenticator.ts';
import { makeFactorReset } from '../builders/make-factor-reset.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { type GivenOfMailbox, makeMailbox } from '../builders/make-mailbox.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const secondFactorPolicyContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`second factor policy contract: ${name}`, async () => {
    const { unitOfWork, secondFactorQueries, reset, close } = await open();
    let varzy: MailDomain;

    const addDomain = async (given: Partial<MailDomain> = {}): Promise<MailDomain> => {
      const mailDomain = makeMailDomain({ status: 'enabled', ...given });
      await unitOfWork.run(({ mailDomains }) => mailDomains.insert(mailDomain));
      return mailDomain;
    };
    const addMailbox = async (given: Partial<GivenOfMailbox> = {}, isEnrolled = false): Promise<Mailbox> => {
      const mailbox = makeMailbox({ mailDomainId: varzy.id, status: 'enabled', ...given });
      await unitOfWork.run(async ({ mailboxes, authenticators }) => {
        await mailboxes.insert(mailbox);
        if (isEnrolled) await authenticators.insert(makeTotp({ mailboxId: mailbox.id }));
      });
      return mailbox;
    };
    const policies = <T>(work: (stores: Repositories['secondFactorPolicies']) => Promise<T>) =>
      unitOfWork.run(({ secondFactorPolicies }) => work(secondFactorPolicies));
    const policyOf = ({ id: mailDomainId }: MailDomain, requiredFrom = minutesLater(60)) => ({
      mailDomainId,
      requiredFrom,
      setAt: minutesLater(1),
    });
    const noticeOf = ({ id: mailDomainId }: MailDomain): SecondFactorNotice => ({
      mailDomainId,
      requiredFrom: minutesLater(60),
      begunAt: minutesLater(2),
      position: null,
      endedAt: null,
    });

    beforeEach(async () => {
      await reset();
      varzy = await addDomain();
    });
    afterAll(close);

    it('has one date of a domain, or none', async () => {
      const find = () => policies((stores) => stores.find(varzy.id));
      expect(await find()).toBeUndefined();
      await policies((stores) => stores.delete(varzy.id));
      await policies((stores) => stores.put(policyOf(varzy)));
      expect(await find()).toEqual(policyOf(varzy));
      const moved = { ...policyOf(varzy, minutesLater(90)), setAt: minutesLater(3) };
      await policies((stores) => stores.put(moved));
      expect(await find()).toEqual(moved);
      await policies((stores) => stores.delete(varzy.id));
      expect(await find()).toBeUndefined();
    });

    it('has how far people were told', async () => {
      const find = () => policies((stores) => stores.findNotice(varzy.id));
      expect(await find()).toBeUndefined();
      const over = { ...noticeOf(varzy), position: 'jean', endedAt: minutesLater(5) };
      for (const notice of [noticeOf(varzy), over]) {
        await policies((stores) => stores.putNotice(notice));
        expect(await find()).toEqual(notice);
      }
    });

    it('lists enabled domains by id, with what is known of them', async () => {
      const [one, two] = [await addDomain(), await addDomain()].sort((a, b) => (a.id < b.id ? -1 : 1));
      const off = await addDomain({ status: 'disabled' });
      if (!one || !two) throw new Error('two domains were added');
      await policies(async (stores) => {
        for (const domain of [one, two, off]) await stores.put(policyOf(domain));
        await stores.putNotice(noticeOf(two));
      });
      const list = (domains: 'all' | 'with_date', after: MailDomain | null, limit: number) =>
        policies((stores) => stores.listToTell(domains, after?.id ?? null, limit));
      const [first, second] = [one, two].map((domain) => ({
        mailDomainId: domain.id,
        requiredFrom: minutesLater(60),
        notice: domain === two ? noticeOf(two) : undefined,
      }));
      expect(await list('with_date', null, 10)).toEqual([first, second]);
      expect(await list('with_date', one, 10)).toEqual([second]);
      expect(await list('with_date', two, 10)).toEqual([]);
      expect(await list('with_date', null, 1)).toEqual([first]);
      const all = await list('all', null, 10);
      expect(all.map(({ mailDomainId }) => mailDomainId)).toEqual(
        [varzy, one, two].map(({ id }) => id).sort(),
      );
      expect(all).toContainEqual({ mailDomainId: varzy.id, requiredFrom: null, notice: undefined });
    });

    it('lists the enabled mailboxes without an authenticator, by local part', async () => {
      const ana = await addMailbox({ localPart: 'ana', secondaryEmail: 'ana@perso.fr' });
      const zoe = await addMailbox({ localPart: 'zoe' });
      await addMailbox({ localPart: 'bob' }, true);
      await addMailbox({ localPart: 'carl', status: 'disabled' });
      await addMailbox({ localPart: 'dora', status: 'pending' });
      await addMailbox({ localPart: 'elsewhere', mailDomainId: (await addDomain()).id });
      const list = (after: string | null, limit: number) =>
        policies((stores) => stores.listUnenrolledAfter(varzy.id, after, limit));
      const [first, second] = [ana, zoe].map(({ id, localPart, secondaryEmail }) => ({
        id,
        localPart,
        secondaryEmail,
      }));
      expect(await list(null, 10)).toEqual([first, second]);
      expect(await list(null, 1)).toEqual([first]);
      expect(await list('ana', 10)).toEqual([second]);
      expect(await list('zoe', 10)).toEqual([]);
    });

    it('counts the enabled mailboxes with and without one', async () => {
      expect(await secondFactorQueries.count(varzy.id)).toEqual({
        requiredFrom: null,
        enrolled: 0,
        unenrolled: 0,
      });
      await addMailbox();
      await addMailbox();
      await addMailbox({}, true);
      await addMailbox({ status: 'disabled' }, true);
      await addMailbox({ status: 'disabled' });
      await policies((stores) => stores.put(policyOf(varzy)));
      const other = await addDomain();
      await addMailbox({ mailDomainId: other.id });
      expect(await secondFactorQueries.count(varzy.id)).toEqual({
        requiredFrom: minutesLater(60),
        enrolled: 1,
        unenrolled: 2,
      });
    });

    it('pages through the mailboxes without one, searching as the other lists', async () => {
      const jean = await addMailbox({
        localPart: 'jean',
        firstName: 'Jean',
        lastName: 'Valjéan',
        secondaryEmail: 'jean@perso.fr',
        lastLoginAt: minutesLater(7),
      });
      const ana = await addMailbox({ localPart: 'ana', firstName: 'Ana', lastName: '100% Bien' });
      await addMailbox({ localPart: 'jeanne', firstName: 'Jeanne', lastName: 'Valjean' }, true);
      const page = (search: string | undefined, number = 1, size = 10) =>
        secondFactorQueries.pageOfUnenrolled(
          varzy.id,
          { search },
          { number, size, order: [{ field: 'local_part', descending: false }] },
        );
      const [anaRow, jeanRow] = [ana, jean].map(
        ({ id, localPart, firstName, lastName, secondaryEmail, lastLoginAt, createdAt }) => ({
          id,
          localPart,
          firstName,
          lastName,
          secondaryEmail,
          lastLoginAt,
          createdAt,
        }),
      );
      expect(await page(undefined)).toEqual({ total: 2, items: [anaRow, jeanRow] });
      expect(await page(undefined, 2, 1)).toEqual({ total: 2, items: [jeanRow] });
      expect(await page(undefined, 3, 1)).toEqual({ total: 2, items: [] });
      expect(await page('VALJEAN')).toEqual({ total: 1, items: [jeanRow] });
      expect(await page('100%')).toEqual({ total: 1, items: [anaRow] });
      expect(await page('%_')).toEqual({ total: 0, items: [] });
      const latest = await secondFactorQueries.pageOfUnenrolled(
        varzy.id,
        {},
        { number: 1, size: 10, order: [{ field: 'last_login_at', descending: false }] },
      );
      expect(latest.items).toEqual([jeanRow, anaRow]);
    });

    it('finds a domain by its id', async () => {
      expect(await secondFactorQueries.findDomain(varzy.id)).toEqual({ id: varzy.id, name: varzy.name });
      expect(await secondFactorQueries.findDomain(makeMailDomain().id)).toBeUndefined();
    });

    it('has one request for a reset of each mailbox', async () => {
      const [jean, ana] = [await addMailbox(), await addMailbox()];
      const user = makeUser();
      await unitOfWork.run(({ users }) => users.insertOrFind(user));
      const [asked, other] = [
        makeFactorReset({ mailboxId: jean.id, requestedBy: user.id }),
        makeFactorReset({ mailboxId: ana.id, needsSecond: false }),
      ];
      const insert = (one: typeof asked) => unitOfWork.run(({ factorResets }) => factorResets.insert(one));
      const find = ({ id }: Mailbox) => unitOfWork.run(({ factorResets }) => factorResets.findOf(id));
      await insert(asked);
      await insert(other);
      expect([await find(jean), await find(ana)]).toEqual([asked, other]);
      await expect(insert(makeFactorReset({ mailboxId: jean.id }))).rejects.toThrow();
      await unitOfWork.run(({ factorResets }) => factorResets.remove(asked.id));
      expect([await find(jean), await find(ana)]).toEqual([undefined, other]);
      await insert(makeFactorReset({ mailboxId: jean.id }));
    });

    it('knows the active people who look after a domain', async () => {
      const people = {
        owner: makeUser({ email: 'owner@varzy.example', name: 'Odile', createdAt: minutesLater(1) }),
        administrator: makeUser({ email: 'a@b.example', emailVerified: false, createdAt: minutesLater(2) }),
        both: makeUser({ isStaff: true, createdAt: minutesLater(3) }),
        staff: makeUser({ isStaff: true, language: 'fr-fr', createdAt: minutesLater(4) }),
        viewer: makeUser(),
        gone: makeUser({ isActive: false }),
        formerStaff: makeUser({ isActive: false, isStaff: true }),
        elsewhere: makeUser(),
        nobody: makeUser({ isSuperuser: true }),
      };
      const other = await addDomain();
      await unitOfWork.run(async ({ users, mailDomainAccesses }) => {
        for (const user of Object.values(people)) await users.insertOrFind(user);
        const give = (
          { id: userId }: { readonly id: typeof people.owner.id },
          role: 'viewer' | 'administrator' | 'owner',
          { id: mailDomainId } = varzy,
        ) => mailDomainAccesses.insert(makeMailDomainAccess({ userId, role, mailDomainId }));
        await give(people.owner, 'owner');
        await give(people.administrator, 'administrator');
        await give(people.both, 'administrator');
        await give(people.viewer, 'viewer');
        await give(people.gone, 'owner');
        await give(people.elsewhere, 'owner', other);
      });
      const guardians = await unitOfWork.run(({ factorResets }) => factorResets.guardiansOf(varzy.id));
      const { owner, administrator, both, staff } = people;
      expect(guardians).toEqual(
        [owner, administrator, both, staff].map((user) => ({
          id: user.id,
          name: user.name,
          email: user === administrator ? null : user.email,
          language: user.language,
          isManager: user !== staff,
        })),
      );
    });
  });
