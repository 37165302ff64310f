import { expect, it } from 'vitest';
import type { OutgoingMail } from '../../src/application/notification/outgoing-mail-repository.ts';
import { makeMailsCommand } from '../../src/infrastructure/command-line/mail/mails-command.ts';
import { makeOutgoingMail } from '../builders/make-outgoing-mail.ts';
import { CREATED_AT, minutesLater } from '../builders/moments.ts';
import { onTestDatabase } from './on-test-database.ts';

const { regie, adapters, audited, entries } = onTestDatabase(makeMailsCommand);
const trouble = { since: CREATED_AT, reason: 'RCPT TO, 554, 5.7.1' };

it('lists mails that were not sent and sends them again, as staff do, and leaves a trace', async () => {
  const givenUp: OutgoingMail = {
    ...makeOutgoingMail({ trouble, recipient: 'camille@example.fr' }),
    status: 'given_up',
  };
  const erased: OutgoingMail = {
    ...makeOutgoingMail({ createdAt: minutesLater(1) }),
    status: 'refused',
    content: null,
  };
  const waiting = makeOutgoingMail({ createdAt: minutesLater(2) });
  await adapters().unitOfWork.run(({ outgoingMails }) =>
    outgoingMails.insertMany([waiting, erased, givenUp]),
  );

  const line = [
    givenUp.id,
    'given_up',
    'mail_domain_enabled',
    'camille@example.fr',
    CREATED_AT.toISOString(),
  ];
  const listed = [...line, trouble.reason].join('\t');
  expect(await regie('list', '--status', 'given_up')).toBe(listed);
  expect(await regie('list', '--search', 'CAMILLE')).toBe(listed);
  const ids = (await regie('list')).split('\n').map((text) => text.split('\t')[0]);
  expect(ids).toEqual([givenUp.id, erased.id, waiting.id]);
  const rows = (await regie('list', '--json')).split('\n').map((text) => JSON.parse(text) as { id: string });
  expect(rows.map(({ id }) => id)).toEqual(ids);
  expect(rows[0]).toMatchObject({
    status: 'given_up',
    recipient: 'camille@example.fr',
    reason: trouble.reason,
  });
  expect(await regie('list', '--status', 'refused')).toMatch(/\tcontent erased$/);

  expect(await regie('send-again', givenUp.id)).toBe(`QUEUED\t${givenUp.id}\tcamille@example.fr`);
  const [stored] = await adapters().unitOfWork.run(({ outgoingMails }) =>
    outgoingMails.lockMany([givenUp.id]),
  );
  expect(stored).toMatchObject({ status: 'ready', content: givenUp.content, trouble: null });
  expect(await audited()).toEqual([{ action: 'outgoing_mail.sent_again', via: 'command_line', actor: null }]);
  await expect(regie('send-again', erased.id, waiting.id)).rejects.toThrow('Not sent again: 2 of 2');
});

it('sends all again that did not reach an address, for a reason, and tells each outcome', async () => {
  const [first, second, other] = ['zoe@example.fr', 'Zoe@Example.FR', 'zoe@example.fr.evil.fr'].map(
    (recipient, index): OutgoingMail => ({
      ...makeOutgoingMail({ trouble, recipient, createdAt: minutesLater(10 + index) }),
      status: 'refused',
    }),
  );
  if (!first || !second || !other) throw new Error('three mails');
  await adapters().unitOfWork.run(({ outgoingMails }) => outgoingMails.insertMany([first, second, other]));
  const output = await regie('send-again', 'zoe@example.fr', first.id, '--reason', 'mended', '--json');
  expect(output.split('\n').map((line) => JSON.parse(line))).toEqual([
    { result: 'QUEUED', name: first.id, note: 'zoe@example.fr' },
    { result: 'QUEUED', name: second.id, note: second.recipient },
  ]);
  const sent = (await entries('outgoing_mail.sent_again')).slice(-2);
  expect(sent.map(({ object, details }) => [object, details['reason']])).toEqual([
    [first.id, 'mended'],
    [second.id, 'mended'],
  ]);
  await expect(regie('send-again', 'zoe@example.fr')).rejects.toMatchObject({
    code: 'outgoing_mail.not_found',
  });
  expect(await regie('list', '--status', 'refused', '--search', 'evil')).toContain(other.id);
});

it.each([
  ['an id', ['send-again', 'x']],
  ['a status', ['list', '--status', 'asleep']],
])('refuses what is not %s before it connects', async (_what, parameters) => {
  await expect(regie(...parameters)).rejects.toMatchObject({ code: 'commander.invalidArgument' });
});
