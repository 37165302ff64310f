import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ListedRow } from '../../src/application/provisioning/mail-provisioner.ts';
import type { ListedAlias } from '../../src/domain/provisioning/listed-alias.ts';
import type { ListedMailbox } from '../../src/domain/provisioning/listed-mailbox.ts';
import { openDimail } from '../support/dimail-client-setup.ts';

describe('dimail client, lists', () => {
  let dimail: Awaited<ReturnType<typeof openDimail>>;

  beforeEach(async () => {
    dimail = await openDimail({ timeoutMs: 5000 });
  });
  afterEach(() => dimail.close());

  const readMailboxes = async () => {
    const pieces: (readonly ListedRow<ListedMailbox>[])[] = [];
    await dimail.provisioner.readMailboxes('evry.fr', async (rows) => void pieces.push(rows));
    return pieces;
  };
  const emails = (pieces: Awaited<ReturnType<typeof readMailboxes>>) =>
    pieces.flat().flatMap((one) => ('row' in one ? [one.row.email] : []));

  it('reads a long list in pieces', async () => {
    for (let number = 0; number < 3_000; number += 1) {
      dimail.control.outOfBand.addMailbox({ email: `box-${number}@evry.fr` });
    }
    const pieces = await readMailboxes();
    expect(emails(pieces)).toHaveLength(3_001);
    expect(new Set(emails(pieces)).size).toBe(3_001);
    expect(pieces.length).toBeGreaterThan(3);
  });

  it('tells personal, functional and disabled mailboxes apart, and lists the whole address book', async () => {
    const { outOfBand } = dimail.control;
    const ana = { givenName: 'Ana', surName: 'Da Costa', displayName: 'Ana Da Costa' };
    outOfBand.addMailbox({ email: 'ana@evry.fr', names: ana });
    outOfBand.addMailbox({ email: 'accueil@evry.fr' });
    outOfBand.addMailbox({ email: 'off@evry.fr', active: 'no' });
    outOfBand.addMailbox({ email: 'new@evry.fr', active: 'wait' });
    const rows = (await readMailboxes()).flat();
    const none = { firstName: null, lastName: null };
    expect(rows).toEqual(
      expect.arrayContaining([
        {
          row: {
            email: 'ana@evry.fr',
            kind: 'personal',
            firstName: 'Ana',
            lastName: 'Da Costa',
            isActive: true,
          },
        },
        { row: { email: 'accueil@evry.fr', kind: 'functional', ...none, isActive: true } },
        { row: { email: 'off@evry.fr', kind: 'personal', ...none, isActive: false } },
        { row: { email: 'new@evry.fr', kind: 'functional', ...none, isActive: null } },
        { row: expect.objectContaining({ email: 'oxadmin@evry.fr' }) },
      ]),
    );
  });

  it('isolates what it cannot read, and leaves aliases to their own list', async () => {
    const list = [
      { type: 'mailbox', email: 'ana@evry.fr', active: 'yes', features: [], extras: { ox: null } },
      { type: 'alias', email: 'alias@evry.fr' },
      { type: 'mailbox', email: 'odd@evry.fr', features: 'ox' },
      { type: 'mailbox' },
      'text',
      null,
    ];
    dimail.control.injectFault({
      path: '*/mailboxes/',
      fault: { kind: 'answer', status: 200, text: JSON.stringify(list) },
    });
    const rows = (await readMailboxes()).flat();
    expect(rows.map((one) => ('row' in one ? one.row.email : [one.address, one.unreadable]))).toEqual([
      'ana@evry.fr',
      ['odd@evry.fr', expect.stringContaining('features')],
      [null, expect.stringContaining('email')],
      [null, expect.anything()],
      [null, expect.anything()],
    ]);
  });

  it.each([
    ['an object', '{"a":{"email":"ana@evry.fr"}}'],
    ['text', 'fine'],
    ['half an array', '[{"email":"ana@evry.fr"},'],
    ['nothing', ''],
    ['two arrays', '[][]'],
    ['a number', '12'],
  ])('does not take %s for a list', async (_what, text) => {
    dimail.control.injectFault({ path: '*/mailboxes/', fault: { kind: 'answer', status: 200, text } });
    await expect(readMailboxes()).rejects.toMatchObject({ code: 'mail_provisioner.unexpected' });
  });

  it('asks again with a new token when the one kept is no longer good', async () => {
    await readMailboxes();
    dimail.control.shiftClock(60 * 60);
    await expect(readMailboxes()).resolves.toBeDefined();
  });

  it('gives up on a list that stops halfway', async () => {
    const patient = await openDimail({ timeoutMs: 300 });
    patient.control.injectFault({
      path: '*/mailboxes/',
      fault: { kind: 'answer', status: 200, text: '[', headers: { 'content-length': '1000' } },
    });
    await expect(patient.provisioner.readMailboxes('evry.fr', async () => undefined)).rejects.toMatchObject({
      code: 'mail_provisioner.unavailable',
    });
    await patient.close();
  });

  it('reads aliases', async () => {
    dimail.control.outOfBand.putAlias({
      localPart: 'contact',
      domain: 'evry.fr',
      destination: 'ana@ailleurs.fr',
    });
    const rows: ListedRow<ListedAlias>[] = [];
    await dimail.provisioner.readAliases('evry.fr', async (piece) => void rows.push(...piece));
    expect(rows).toEqual([{ row: { localPart: 'contact', destination: 'ana@ailleurs.fr' } }]);
  });

  it('finds who holds a display name among 20,000 mailboxes, more than any other answer may hold', async () => {
    const { outOfBand } = dimail.control;
    for (const [localPart, givenName] of [
      ['ana', 'Ana'],
      ['zoe', 'Zoé'],
    ]) {
      const names = { givenName: givenName ?? '', surName: 'Petit', displayName: `${givenName} Petit` };
      outOfBand.addMailbox({ email: `${localPart}@evry.fr`, names });
    }
    const others = Array.from({ length: 20_000 }, (_, number) => ({
      type: 'mailbox',
      status: 'ok',
      email: `box-${number}@evry.fr`,
      displayName: `${number} ${'x'.repeat(200)}`,
    }));
    const strangers = ['text', { email: 'nameless@evry.fr', displayName: null }];
    const zoe = { email: 'zoe@evry.fr', displayName: 'Zoé Petit' };
    const text = JSON.stringify([...strangers, ...others, zoe]);
    expect(text.length).toBeGreaterThan(4 * 1024 * 1024);
    const renameTo = (firstName: string) =>
      dimail.provisioner.renameMailbox({ domain: 'evry.fr', localPart: 'ana', firstName, lastName: 'Petit' });

    const list = { kind: 'answer', status: 200, text } as const;
    dimail.control.injectFault({ path: '*/mailboxes/', fault: list });
    expect(await renameTo('ZOÉ')).toEqual({ outcome: 'name_taken', holder: 'zoe@evry.fr' });
    expect(await renameTo('Anna')).toEqual({ outcome: 'changed' });

    dimail.control.injectFault({ path: '*/mailboxes/', fault: list });
    const outage = { kind: 'answer', status: 500, text: 'Internal Server Error' } as const;
    dimail.control.injectFault({ path: '*/mailboxes/ana', fault: outage });
    await expect(renameTo('Anaïs')).rejects.toMatchObject({ code: 'mail_provisioner.unavailable' });
  });
});
