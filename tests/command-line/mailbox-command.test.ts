import { expect, it } from 'vitest';
import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import { foundThere } from '../../src/domain/mailbox/provisioning.ts';
import { makeMailboxCommand } from '../../src/infrastructure/command-line/mail/mailbox-command.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { newId } from '../builders/new-id.ts';
import { onTestDatabase } from './on-test-database.ts';

const { regie, adapters, audited, entries } = onTestDatabase(makeMailboxCommand, {
  MAIL_PROVISIONING_WAIT: '0',
});

const domain = async (given: Partial<MailDomain>) => {
  const mailDomain = makeMailDomain(given);
  await adapters().unitOfWork.run(({ mailDomains }) => mailDomains.insert(mailDomain));
  return mailDomain;
};
const mailbox = async (...[given]: Parameters<typeof makeMailbox>) => {
  const made = makeMailbox(given);
  await adapters().unitOfWork.run(({ mailboxes }) => mailboxes.insert(made));
  return made;
};
const stored = async (id: Awaited<ReturnType<typeof mailbox>>['id']) =>
  adapters().unitOfWork.run(({ mailboxes }) => mailboxes.find(id));

it('lists the mailboxes of a domain and shows one, with what it waits for', async () => {
  const { id: mailDomainId } = await domain({ name: 'xn--vry-9la.fr', slug: 'evryfr', status: 'pending' });
  for (let index = 0; index < 120; index += 1) {
    await mailbox({
      mailDomainId,
      localPart: `m${String(index).padStart(3, '0')}`,
      provisioned: foundThere(true),
    });
  }
  const ana = await mailbox({
    mailDomainId,
    localPart: 'ana',
    firstName: 'Ana',
    lastName: 'Petit',
    secondaryEmail: 'ana@exemple.fr',
  });
  const lines = (await regie('list', 'Évry.fr')).split('\n');
  expect(lines).toHaveLength(121);
  const line = `${ana.id}\tana@xn--vry-9la.fr\tpending\tpersonal\tAna Petit\tana@exemple.fr\twaits for creation since`;
  expect(lines[0]).toContain(line);
  expect(await regie('list', 'evryfr', '--status', 'pending')).toBe(lines[0]);
  expect(await regie('list', 'évry.fr', '--search', 'PETIT')).toBe(lines[0]);
  for (const named of [ana.id, 'ANA@évry.fr', 'ana@xn--vry-9la.fr']) {
    expect(await regie('show', named)).toBe(lines[0]);
  }
  expect(JSON.parse(await regie('show', 'ana@évry.fr', '--json'))).toMatchObject({
    id: ana.id,
    address: 'ana@xn--vry-9la.fr',
    status: 'pending',
    secondary_email: 'ana@exemple.fr',
    waiting: { steps: ['creation'], attempts: 0, trouble: null },
    failure: null,
    refusals: { resetPassword: 'mailbox.not_enabled' },
  });
});

it('creates mailboxes and acts on them as an owner does, and leaves a trace', async () => {
  const { id: mailDomainId } = await domain({ name: 'massy.fr', slug: 'massyfr', status: 'enabled' });
  const made = ['--first-name', 'Bo', '--last-name', 'Li', '--secondary-email', 'bo@exemple.fr'];
  expect(await regie('create', 'Bo.Li@massy.fr', ...made)).toMatch(
    /\tbo\.li@massy\.fr\tpending\tpersonal\tBo Li\tbo@exemple\.fr\twaits for creation since/,
  );
  const info = JSON.parse(await regie('create', 'info@massy.fr', '--kind', 'functional', '--json'));
  expect(info).toMatchObject({ address: 'info@massy.fr', kind: 'functional', status: 'pending' });
  const there = await mailbox({ mailDomainId, localPart: 'there', provisioned: foundThere(true) });

  expect(await regie('disable', 'info@massy.fr', there.id)).toBe(
    `DISABLED\tinfo@massy.fr\tdisabled\nQUEUED\t${there.id}\tenabled`,
  );
  expect((await stored(there.id))?.provisioning).toMatchObject({ change: { active: false } });
  expect(await regie('enable', 'info@massy.fr')).toBe('QUEUED\tinfo@massy.fr\tpending');
  await expect(regie('reset-password', there.id, 'info@massy.fr')).rejects.toThrow('Refused: 2 of 2');
  await expect(regie('delete', there.id)).rejects.toThrow('Refused: 1 of 1');
  expect(await regie('delete', 'bo.li@massy.fr', '--json')).toBe(
    '{"result":"DELETED","name":"bo.li@massy.fr"}',
  );
  await expect(regie('show', 'bo.li@massy.fr')).rejects.toMatchObject({ code: 'mailbox.not_found' });
  const by = { via: 'command_line', actor: null };
  const actions = (await audited()).filter(({ action }) => action.startsWith('mailbox.'));
  expect(actions).toEqual(
    ['created', 'created', 'disabled', 'disabled', 'enabled', 'deleted'].map((action) => ({
      action: `mailbox.${action}`,
      ...by,
    })),
  );
});

it('changes names and the secondary address, and keeps what is not named', async () => {
  const { id: mailDomainId } = await domain({ name: 'sceaux.fr', slug: 'sceauxfr', status: 'enabled' });
  const names = { firstName: 'Ana', lastName: 'Petit', secondaryEmail: 'ana@exemple.fr' };
  const ana = await mailbox({ mailDomainId, localPart: 'ana', ...names, provisioned: foundThere(true) });
  const because = ['--reason', '  married, ticket 4217 '];
  expect(await regie('update', 'ANA@sceaux.fr', '--last-name', ' Grand ', ...because)).toMatch(
    /\tana@sceaux\.fr\tenabled\tpersonal\tAna Grand\tana@exemple\.fr\twaits for names since/,
  );
  const moved = ['--secondary-email', 'Ana@Évry.fr', '--json'];
  expect(JSON.parse(await regie('update', ana.id, ...moved))).toMatchObject({
    id: ana.id,
    first_name: 'Ana',
    last_name: 'Grand',
    secondary_email: 'Ana@xn--vry-9la.fr',
  });
  const none = JSON.parse(await regie('update', ana.id, '--no-secondary-email', '--json'));
  expect(none).toMatchObject({ last_name: 'Grand', secondary_email: null });
  await mailbox({
    mailDomainId,
    localPart: 'bo',
    firstName: 'Bo',
    lastName: 'Li',
    provisioned: foundThere(true),
  });
  const taken = ['--first-name', 'Bo', '--last-name', 'Li'];
  await expect(regie('update', ana.id, ...taken)).rejects.toMatchObject({ code: 'mailbox.name_taken' });
  const by = { object: ana.id, via: 'command_line', actor: null };
  expect(await entries('mailbox.updated')).toEqual([
    { ...by, details: { lastName: { before: 'Petit', after: 'Grand' }, reason: 'married, ticket 4217' } },
    { ...by, details: { secondaryEmail: { before: 'ana@exemple.fr', after: 'Ana@xn--vry-9la.fr' } } },
    { ...by, details: { secondaryEmail: { before: 'Ana@xn--vry-9la.fr', after: null } } },
  ]);
});

it('writes the reason of each change in the audit log', async () => {
  const { id: mailDomainId } = await domain({ name: 'gif.fr', slug: 'giffr', status: 'enabled' });
  const there = await mailbox({
    mailDomainId,
    localPart: 'there',
    secondaryEmail: 'there@exemple.fr',
    provisioned: foundThere(true),
  });
  const because = (reason: string) => ['--reason', reason];
  await regie('create', 'made@gif.fr', '--kind', 'functional', ...because('made for a test'));
  await regie('reset-password', there.id, ...because('forgotten'));
  await regie('disable', there.id, 'made@gif.fr', ...because('left'));
  await regie('enable', there.id, ...because('came back'));
  await regie('delete', 'made@gif.fr', ...because('not needed'));
  const reasons: Record<string, unknown> = {};
  for (const what of ['created', 'password_reset', 'disabled', 'enabled', 'deleted']) {
    const [last] = (await entries(`mailbox.${what}`)).slice(-1);
    reasons[what] = last?.details['reason'];
  }
  expect(reasons).toEqual({
    created: 'made for a test',
    password_reset: 'forgotten',
    disabled: 'left',
    enabled: 'came back',
    deleted: 'not needed',
  });
});

it('refuses what nobody may do, in a domain that is disabled', async () => {
  const { id: mailDomainId } = await domain({ name: 'old.fr', slug: 'oldfr', status: 'disabled' });
  const one = await mailbox({ mailDomainId, localPart: 'one', provisioned: foundThere(true) });
  await expect(regie('disable', one.id)).rejects.toThrow('Refused');
  const two = ['create', 'two@old.fr', '--kind', 'functional'];
  await expect(regie(...two)).rejects.toMatchObject({ code: 'mail_domain.disabled' });
});

it.each([
  ['what names none', ['show', 'ana'], { code: 'commander.invalidArgument' }],
  ['an unknown id', ['show', newId<string>()], { code: 'mailbox.not_found' }],
  ['an unknown address', ['show', 'nobody@nowhere.fr'], { code: 'mailbox.not_found' }],
  ['an unknown domain', ['list', 'nowhere.fr'], { code: 'mail_domain.not_found' }],
  ['a status', ['list', 'massy.fr', '--status', 'asleep'], { code: 'commander.invalidArgument' }],
  ['nothing to change', ['update', 'x@massy.fr'], { code: 'commander.error' }],
  ['an empty name', ['update', 'x@massy.fr', '--first-name', ' '], { code: 'commander.invalidArgument' }],
  [
    'half an address',
    ['update', 'x@massy.fr', '--secondary-email', 'x'],
    { code: 'commander.invalidArgument' },
  ],
  ['an empty reason', ['disable', 'x@massy.fr', '--reason', ' '], { code: 'commander.invalidArgument' }],
  ['a person without name', ['create', 'x@massy.fr'], { code: 'commander.error' }],
  [
    'a place in no domain',
    ['create', 'x@nowhere.fr', '--kind', 'functional'],
    { code: 'mail_domain.not_found' },
  ],
])('refuses %s', async (_what, parameters, refusal) => {
  await expect(regie(...parameters)).rejects.toMatchObject(refusal);
});
