import { beforeEach, describe, expect, it } from 'vitest';
import type { ListedRow } from '../../../src/application/provisioning/mail-provisioner.ts';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { ListedMailbox } from '../../../src/domain/provisioning/listed-mailbox.ts';
import { makeMailAlias } from '../../builders/make-mail-alias.ts';
import { driftLines, openComparedDomain } from '../../support/compared-domain.ts';
import type { UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let mailDomain: MailDomain;
let owner: Actor;

beforeEach(async () => {
  ({ world, mailDomain, owner } = await openComparedDomain());
});

const ours = (localPart: string) =>
  world.addMailbox({
    mailDomainId: mailDomain.id,
    status: 'enabled',
    localPart,
    ...(localPart === 'd' ? { firstName: 'Luc', lastName: 'Long' } : {}),
  });
const compare = () => world.useCases.reconcileMailDomain(mailDomain.id, { imports: true });
const said = async () =>
  (await driftLines({ world, mailDomain, owner })).map(({ address, destination, finding, reason }) =>
    [address, destination, finding, reason].filter((part) => part !== null && part !== ''),
  );
const stored = (localPart: string) => world.tables().mailboxes.first((one) => one.localPart === localPart);
const missing = async () => (await said()).filter((line) => line.includes('missing_there'));

const row = (given: Partial<ListedMailbox>): ListedRow<ListedMailbox> => ({
  row: {
    email: 'd@commune.fr',
    kind: 'personal',
    firstName: 'Luc',
    lastName: 'Long',
    isActive: true,
    ...given,
  },
});
const unreadable = (address: string | null): ListedRow<never> => ({
  unreadable: 'features (invalid_type)',
  address,
});
const list = (...rows: readonly ListedRow<ListedMailbox>[]) =>
  world.provisioner.listFurtherMailboxes('commune.fr', rows);

describe('k2-drift-name-too-long a mailbox whose row cannot be taken is there all the same', () => {
  it.each<[string, ListedRow<ListedMailbox>, string, string]>([
    ['a name that is too long', row({ firstName: 'L'.repeat(201) }), 'd@commune.fr', 'name_too_long'],
    [
      'a name of too many letters of two units',
      row({ lastName: '𝔸'.repeat(201) }),
      'd@commune.fr',
      'name_too_long',
    ],
    ['a null character in a name', row({ lastName: 'Lo\0ng' }), 'd@commune.fr', 'invalid_name'],
    ['half a character in a name', row({ lastName: 'Lo\ud835ng' }), 'd@commune.fr', 'invalid_name'],
    ['a row that cannot be read', unreadable('d@commune.fr'), 'd@commune.fr', 'unreadable'],
    ['such a row in capitals', unreadable('D@Commune.FR'), 'D@Commune.FR', 'unreadable'],
    ['a space after the address', row({ email: 'd@commune.fr ' }), 'd@commune.fr ', 'invalid_address'],
    ['a final dot', row({ email: 'd@commune.fr.' }), 'd@commune.fr.', 'invalid_address'],
    ['a space before the address', row({ email: ' d@commune.fr' }), ' d@commune.fr', 'invalid_local_part'],
    ['an unseen character', row({ email: 'd\u200b@commune.fr' }), 'd\u200b@commune.fr', 'invalid_local_part'],
  ])('%s', async (_what, listed, address, reason) => {
    await ours('d');
    list(listed);
    expect(await compare()).toMatchObject({ state: 'complete', inconclusive: [] });
    expect(await said()).toEqual([[address, 'skipped', reason]]);
    expect(stored('d')).toMatchObject({ status: 'enabled' });
  });

  it.each<[string, ListedRow<ListedMailbox>]>([
    ['capitals', row({ email: 'D@Commune.FR' })],
    ['no names', row({ firstName: null, lastName: null })],
    ['blank names', row({ firstName: ' ', lastName: ' ' })],
    ['a state that nobody knows', row({ firstName: null, lastName: null, isActive: null })],
  ])('is taken, and the same as ours: %s', async (_what, listed) => {
    await ours('d');
    list(listed);
    await compare();
    expect(await said()).toEqual([]);
  });

  it('tells of a row and still finds another mailbox missing', async () => {
    await ours('d');
    await ours('gone');
    list(row({ firstName: 'L'.repeat(201) }), row({ email: 'd@ailleurs.fr' }));
    await compare();
    expect(await said()).toEqual([
      ['d@ailleurs.fr', 'skipped', 'other_domain'],
      ['d@commune.fr', 'skipped', 'name_too_long'],
      ['gone@commune.fr', 'missing_there'],
    ]);
  });
});

it('k2-astral-length a name is as long in a comparison as at its creation', async () => {
  const firstName = '𝔸'.repeat(200);
  const wanted = { slug: mailDomain.slug, localPart: 'c', firstName, lastName: 'x', secondaryEmail: null };
  await world.jobs.during(() => world.useCases.createMailbox(owner, wanted));
  expect(world.provisioner.listMailboxes('commune.fr')).toMatchObject([{ firstName }]);
  world.clock.advance(60);
  await compare();
  expect(await said()).toEqual([]);
  list(row({ email: 'd@commune.fr', firstName: '𝔸'.repeat(200), lastName: 'y' }));
  await compare();
  expect(await said()).toEqual([['d@commune.fr', 'imported']]);
});

describe('rows about the same address', () => {
  it('that say the same are one', async () => {
    list(row({}), row({}), row({ email: 'D@commune.fr' }));
    await compare();
    expect(await said()).toEqual([['d@commune.fr', 'imported']]);
  });

  it('that contradict each other are a line, and neither is taken', async () => {
    const mailbox = await ours('d');
    list(
      row({}),
      row({ email: 'D@commune.fr', lastName: 'Court' }),
      row({ email: 'e@commune.fr', firstName: 'Eva' }),
    );
    await compare();
    expect(await said()).toEqual([
      ['d@commune.fr', 'skipped', 'contradictory'],
      ['e@commune.fr', 'imported'],
    ]);
    expect(stored('d')).toEqual(mailbox);
  });

  it('one of which cannot be taken are not imported', async () => {
    list(row({}), row({ lastName: 'x'.repeat(201) }));
    await compare();
    expect(await said()).toEqual([['d@commune.fr', 'skipped', 'name_too_long']]);
    expect(stored('d')).toBeUndefined();
  });
});

describe('a list with rows that tell no address', () => {
  const untold: readonly [string, ListedRow<ListedMailbox>][] = [
    ['unreadable', unreadable(null)],
    ['unreadable, of an address that is none', unreadable('somebody')],
    ['without an at sign', row({ email: 'd' })],
    ['with an empty address', row({ email: '' })],
    ['without a domain', row({ email: 'd@' })],
    ['without a local part', row({ email: '@commune.fr' })],
    ['in brackets', row({ email: '<d@commune.fr>' })],
  ];

  it.each(untold)('proves nothing missing, and says so: %s', async (_what, listed) => {
    await ours('d');
    await ours('gone');
    list(listed);
    expect(await compare()).toMatchObject({
      state: 'complete',
      inconclusive: [{ object: 'mailbox', untoldRows: 1 }],
    });
    expect(await said()).toEqual([[expect.any(String), 'skipped', 'unreadable']]);
    expect(await world.useCases.getDriftRun(owner, mailDomain.slug)).toMatchObject({
      latest: {
        inconclusive: [{ object: 'mailbox', untoldRows: 1 }],
      },
    });
  });

  it('each such row is a line of its own', async () => {
    list(unreadable(null), unreadable(null), unreadable('e@commune.fr'));
    await compare();
    expect(await said()).toEqual([
      ['e@commune.fr', 'skipped', 'unreadable'],
      ['features (invalid_type)', 'skipped', 'unreadable'],
      ['features (invalid_type) (2)', 'skipped', 'unreadable'],
    ]);
  });

  it('settles no line about what it does not show, and those about what it shows', async () => {
    for (const localPart of ['back', 'gone', 'odd']) await ours(localPart);
    await compare();
    expect(await missing()).toHaveLength(3);
    world.clock.advance(60);
    list(
      unreadable(null),
      row({ email: 'back@commune.fr', firstName: null, lastName: null }),
      unreadable('odd@commune.fr'),
    );
    await compare();
    expect(await said()).toEqual([
      ['features (invalid_type)', 'skipped', 'unreadable'],
      ['gone@commune.fr', 'missing_there'],
      ['odd@commune.fr', 'skipped', 'unreadable'],
    ]);
    world.clock.advance(60);
    list();
    await ours('later');
    await compare();
    expect((await missing()).map(([address]) => address)).toEqual([
      'back@commune.fr',
      'gone@commune.fr',
      'later@commune.fr',
      'odd@commune.fr',
    ]);
  });

  it('says nothing against what another list proves', async () => {
    await ours('gone');
    const contact = { mailDomainId: mailDomain.id, localPart: 'contact', destination: 'ana@ailleurs.fr' };
    await world.unitOfWork.run(({ mailAliases }) => mailAliases.insertIfAbsent(makeMailAlias(contact)));
    list(unreadable(null));
    await compare();
    expect(await missing()).toEqual([['contact@commune.fr', 'ana@ailleurs.fr', 'missing_there']]);
  });

  it('a list that stops halfway proves nothing either', async () => {
    await ours('gone');
    await compare();
    expect(await missing()).toHaveLength(1);
    await ours('other');
    world.clock.advance(60);
    world.provisionerCalls.interruptNext('readMailboxes', {
      after: () => {
        throw new Error('cut');
      },
    });
    await expect(compare()).rejects.toThrow('cut');
    expect((await missing()).map(([address]) => address)).toEqual(['gone@commune.fr']);
  });
});

describe('aliases', () => {
  const alias = (localPart: string, destination: string) =>
    world.unitOfWork.run(({ mailAliases }) =>
      mailAliases.insertIfAbsent(makeMailAlias({ mailDomainId: mailDomain.id, localPart, destination })),
    );
  const listAliases = (...rows: Parameters<typeof world.provisioner.listFurtherAliases>[1]) =>
    world.provisioner.listFurtherAliases('commune.fr', rows);
  const here = () =>
    world
      .tables()
      .mailAliases.all(() => true)
      .map(({ localPart, destination }) => `${localPart} → ${destination}`);

  it.each([
    ['capitals', { localPart: 'Contact', destination: 'Ana@Ailleurs.FR' }],
    ['a domain with accents', { localPart: 'contact', destination: 'ana@évry-test.fr' }],
  ])('are the same, and not imported, in %s', async (_what, listed) => {
    await alias('contact', 'ana@ailleurs.fr');
    await alias('contact', 'ana@xn--vry-test-90a.fr');
    listAliases(
      { row: { localPart: 'contact', destination: 'ana@ailleurs.fr' } },
      { row: { localPart: 'contact', destination: 'ana@xn--vry-test-90a.fr' } },
      { row: listed },
    );
    await compare();
    expect(await said()).toEqual([]);
    expect(here()).toHaveLength(2);
  });

  it('whose row cannot be taken are there all the same', async () => {
    await alias('contact', 'ana@ailleurs.fr');
    listAliases({ row: { localPart: 'contact', destination: 'ana@ailleurs.fr ' } });
    await compare();
    expect(await said()).toEqual([
      ['contact@commune.fr', 'ana@ailleurs.fr ', 'skipped', 'invalid_destination'],
    ]);
  });

  it('of another domain are none of ours', async () => {
    await alias('contact', 'ana@ailleurs.fr');
    listAliases({ row: { localPart: 'contact', destination: 'ana@ailleurs.fr', domain: 'voisine.fr' } });
    await compare();
    expect(await said()).toEqual([['contact@commune.fr', 'ana@ailleurs.fr', 'missing_there']]);
    expect(here()).toHaveLength(1);
  });

  it.each([
    ['no local part', null, 'destination (invalid_type)'],
    ['a local part and no destination', 'contact', 'contact@commune.fr'],
  ])('a row with %s proves nothing missing, and settles nothing', async (_what, address, named) => {
    await alias('contact', 'ana@ailleurs.fr');
    await compare();
    world.clock.advance(60);
    await alias('contact', 'bob@ailleurs.fr');
    listAliases({ unreadable: 'destination (invalid_type)', address });
    expect(await compare()).toMatchObject({ inconclusive: [{ object: 'alias', untoldRows: 1 }] });
    expect(await said()).toEqual(
      expect.arrayContaining([
        ['contact@commune.fr', 'ana@ailleurs.fr', 'missing_there'],
        [named, 'skipped', 'unreadable'],
      ]),
    );
    expect(await missing()).toHaveLength(1);
  });
});
