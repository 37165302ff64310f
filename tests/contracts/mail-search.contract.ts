import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MailboxFilter } from '../../src/application/mailbox/mailbox-queries.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeUser } from '../builders/make-user.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

const BY_LOCAL_PART = [{ field: 'local_part', descending: false }] as const;

/** How domains, mailboxes and aliases are found. Nothing is changed: all is stored once. */
export const mailSearchContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`mail search contract: ${name}`, async () => {
    const { unitOfWork, mailDomainQueries, mailboxQueries, mailAliasQueries, reset, close } = await open();
    const user = makeUser();
    const [evry, massy, odd, foreign] = [
      makeMailDomain({ name: 'evry.fr' }),
      makeMailDomain({ name: 'massy-evry.example' }),
      makeMailDomain({ name: 'ancien-evry.fr' }),
      makeMailDomain({ name: 'foreign-evry.fr' }),
    ];
    const box = (localPart: string, given: Partial<Mailbox>) =>
      makeMailbox({ mailDomainId: evry.id, localPart, ...given });
    const alias = (localPart: string, destination: string, mailDomainId = evry.id) =>
      makeMailAlias({ mailDomainId, localPart, destination });

    beforeAll(async () => {
      await reset();
      await unitOfWork.run(async ({ users, mailDomains, mailDomainAccesses, mailboxes, mailAliases }) => {
        await users.insertOrFind(user);
        for (const mailDomain of [evry, massy, odd, foreign]) await mailDomains.insert(mailDomain);
        for (const { id: mailDomainId } of [evry, massy, odd]) {
          await mailDomainAccesses.insertIfAbsent(makeMailDomainAccess({ mailDomainId, userId: user.id }));
        }
        for (const mailbox of [
          box('ana', { firstName: 'Éléonore', lastName: 'Lefèvre', status: 'enabled' }),
          box('b_100', { firstName: 'Œuvre', lastName: '100%', status: 'pending' }),
          box('greek', { firstName: 'Γιώργος', lastName: 'Ελλάς', status: 'enabled' }),
          box('contact', { kind: 'functional', firstName: '', lastName: '', status: 'disabled' }),
          box('zoe.lefevre', { firstName: 'Zoé', lastName: 'Martin', status: 'failed' }),
          makeMailbox({ mailDomainId: massy.id, localPart: 'ana', firstName: 'Ana', lastName: 'Lefèvre' }),
        ]) {
          await mailboxes.insert(mailbox);
        }
        for (const stored of [
          alias('accueil', 'Mairie@massy.example'),
          alias('contact', 'ana@evry.fr'),
          alias('contact', 'zoé@perso.example'),
          alias('idn', 'zoe@xn--vry-test-90a.fr'),
          alias('contact', 'ana@evry.fr', massy.id),
        ]) {
          await mailAliases.insertIfAbsent(stored);
        }
      });
    });
    afterAll(close);

    const domains = (search?: string) =>
      mailDomainQueries.page(
        user.id,
        { search },
        { number: 1, size: 20, order: [{ field: 'name', descending: false }] },
      );
    const mailboxes = (filter: MailboxFilter, size = 20) =>
      mailboxQueries.page(evry.id, filter, { number: 1, size, order: BY_LOCAL_PART });
    const aliases = (search?: string) =>
      mailAliasQueries.page(evry.id, { search }, { number: 1, size: 20, order: BY_LOCAL_PART });

    it.each<[string | undefined, readonly string[]]>([
      [undefined, ['ancien-evry.fr', 'evry.fr', 'massy-evry.example']],
      ['evry', ['ancien-evry.fr', 'evry.fr', 'massy-evry.example']],
      ['ÉVRY.FR', ['ancien-evry.fr', 'evry.fr']],
      ['massy', ['massy-evry.example']],
      ['_', []],
      ['%', []],
      ['foreign', []],
    ])('finds %j among the domains of a person', async (search, names) => {
      const { total, items } = await domains(search);
      expect(items.map((item) => item.name)).toEqual(names);
      expect(total).toBe(names.length);
    });

    it.each<[string | undefined, readonly string[]]>([
      [undefined, ['ana', 'b_100', 'contact', 'greek', 'zoe.lefevre']],
      ['ΓΙΏΡΓΟΣ ελλασ', ['greek']],
      ['γιωργος', ['greek']],
      ['LEFEVRE', ['ana', 'zoe.lefevre']],
      ['éleonore lef', ['ana']],
      ['oeuvre', ['b_100']],
      ['100%', ['b_100']],
      ['_', ['b_100']],
      ['\\', []],
      ['CONTACT', ['contact']],
      ['b_100œuvre', []],
      ['nobody', []],
    ])('finds %j in local parts and names of mailboxes', async (search, localParts) => {
      const { total, items } = await mailboxes({ search });
      expect(items.map(({ localPart }) => localPart)).toEqual(localParts);
      expect(total).toBe(localParts.length);
    });

    it('finds what holds each of several texts, wherever', async () => {
      const texts = ['lefevre', 'ÉLÉO', 'an'];
      expect((await mailboxes({ search: texts })).items.map(({ localPart }) => localPart)).toEqual(['ana']);
      expect(await mailboxes({ search: ['lefevre', 'nobody'] })).toMatchObject({ total: 0, items: [] });
      const page = { number: 1, size: 20, order: [] };
      const found = await mailAliasQueries.page(evry.id, { search: ['MASSY', 'accu'] }, page);
      expect(found).toMatchObject({ total: 1, items: [{ localPart: 'accueil' }] });
      const domain = await mailDomainQueries.page(user.id, { search: ['example', 'EVRY'] }, page);
      expect(domain).toMatchObject({ total: 1, items: [{ name: 'massy-evry.example' }] });
    });

    it('finds mailboxes by their status, and by both', async () => {
      const found = async (filter: MailboxFilter) =>
        (await mailboxes(filter)).items.map(({ localPart }) => localPart);
      expect(await found({ statuses: ['enabled', 'pending'] })).toEqual(['ana', 'b_100', 'greek']);
      expect(await found({ statuses: ['failed'] })).toEqual(['zoe.lefevre']);
      expect(await found({ statuses: [] })).toEqual([]);
      expect(await found({ statuses: ['failed', 'disabled'], search: 'lefèvre' })).toEqual(['zoe.lefevre']);
      expect(await mailboxes({ search: 'lefevre' }, 1)).toMatchObject({ total: 2, items: { length: 1 } });
      expect(
        await mailboxQueries.page(newId(), { search: 'ana' }, { number: 1, size: 9, order: [] }),
      ).toEqual({
        total: 0,
        items: [],
      });
    });

    it.each<[string | undefined, readonly string[]]>([
      [undefined, ['Mairie@massy.example', 'ana@evry.fr', 'zoe@xn--vry-test-90a.fr', 'zoé@perso.example']],
      ['Évry-TEST.fr', ['zoe@xn--vry-test-90a.fr']],
      ['zoe@evry-t', ['zoe@xn--vry-test-90a.fr']],
      ['xn--vry-test', ['zoe@xn--vry-test-90a.fr']],
      ['contact', ['ana@evry.fr', 'zoé@perso.example']],
      ['MASSY', ['Mairie@massy.example']],
      ['zoe@', ['zoe@xn--vry-test-90a.fr', 'zoé@perso.example']],
      ['_', []],
      ['contactana', []],
    ])('finds %j in local parts and destinations of aliases', async (search, destinations) => {
      const { total, items } = await aliases(search);
      expect(items.map(({ destination }) => destination).toSorted()).toEqual(destinations.toSorted());
      expect(total).toBe(destinations.length);
    });
  });
