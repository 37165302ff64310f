import { describe, expect, it } from 'vitest';
import type { StateDump } from '../../../dev/dimail/control/state-dump.ts';
import type { CaughtMail } from '../../../dev/mail-catcher/caught-mail.ts';
import { compareSides, type OurMailbox, type OurState } from './both-sides.ts';
import { compareMails } from './compare-mails.ts';
import { compareWithLog } from './compare-with-log.ts';
import { OperationLog } from './operation-log.ts';
import type { Operation } from './planned-operation.ts';

const DOMAIN = 'a.fr';
const CREATION = { kind: 'create_mailbox', box: 'x', firstName: 'A', lastName: 'B' } as const;
const ALIAS = { localPart: 'info', destination: 'one@perso.example' } as const;

/** A log of operations that were answered one after the other. */
const logOf = (...asked: readonly (readonly [Operation, number | 'no answer'])[]) => {
  const log = new OperationLog();
  for (const [operation, status] of asked) log.begin(DOMAIN, operation)(status);
  return log.entries;
};
const mailbox = (changes: Partial<OurMailbox> = {}): OurMailbox => ({
  address: 'x@a.fr',
  firstName: 'A',
  lastName: 'B',
  status: 'enabled',
  isNeverCreated: false,
  isUnfinished: false,
  ...changes,
});
const ours = (mailboxes: readonly OurMailbox[], aliases: readonly string[] = []): OurState => ({
  mailboxes,
  aliases,
});
const dimail = (changes: Partial<StateDump> = {}): StateDump => ({
  users: [],
  domains: [],
  mailboxes: [],
  aliases: [],
  creations: {},
  ...changes,
});
const theirs = { email: 'x@a.fr', active: 'yes', givenName: 'A', surName: 'B', displayName: 'A B' };
const counted = { creations: 1, passwordResets: 0 };

describe('what the chaos test finds', () => {
  it('nothing when both sides hold what was acknowledged', () => {
    const held = dimail({ mailboxes: [{ ...theirs, ...counted }], creations: { 'x@a.fr': 1 } });
    expect(compareSides(ours([mailbox()]), held)).toEqual([]);
    expect(compareWithLog(logOf([CREATION, 201]), ours([mailbox()]))).toEqual([]);
  });

  it.each([
    ['lost at dimail', ours([mailbox()]), dimail()],
    ['lost here', ours([]), dimail({ mailboxes: [{ ...theirs, ...counted }] })],
    ['off there', ours([mailbox()]), dimail({ mailboxes: [{ ...theirs, ...counted, active: 'no' }] })],
    ['created twice', ours([]), dimail({ creations: { 'x@a.fr': 2 } })],
    ['never finished', ours([mailbox({ isNeverCreated: true, isUnfinished: true })]), dimail()],
    ['an alias lost there', ours([], ['info@a.fr -> one@perso.example']), dimail()],
    ['an alias lost here', ours([]), dimail({ aliases: [{ ...ALIAS, domain: DOMAIN, allowToSend: false }] })],
  ])('between both sides: %s', (_what, here, there) => {
    expect(compareSides(here, there)).not.toEqual([]);
  });

  const disable = { kind: 'disable', box: 'x' } as const;
  const enable = { kind: 'enable', box: 'x' } as const;
  const create = { kind: 'create_alias', ...ALIAS } as const;
  const removal = { kind: 'delete_aliases', localPart: 'info' } as const;
  const line = 'info@a.fr -> one@perso.example';
  it.each([
    ['an acknowledged mailbox is missing', logOf([CREATION, 201]), ours([]), false],
    ['a refused mailbox is there', logOf([CREATION, 400]), ours([mailbox()]), false],
    ['an unanswered mailbox is there', logOf([CREATION, 'no answer']), ours([mailbox()]), true],
    ['an unanswered mailbox is not there', logOf([CREATION, 'no answer']), ours([]), true],
    ['a mailbox was acknowledged twice', logOf([CREATION, 201], [CREATION, 201]), ours([mailbox()]), false],
    ['an acknowledged disabling is lost', logOf([CREATION, 201], [disable, 200]), ours([mailbox()]), false],
    ['an unanswered disabling is lost', logOf([CREATION, 201], [disable, 503]), ours([mailbox()]), true],
    [
      'an unanswered disabling outlives enabling',
      logOf([CREATION, 201], [disable, 503], [enable, 200]),
      ours([mailbox({ status: 'disabled' })]),
      false,
    ],
    ['an acknowledged alias is missing', logOf([create, 201]), ours([]), false],
    ['an alias that waits is there', logOf([create, 503]), ours([], [line]), true],
    ['a deleted alias is there', logOf([create, 201], [removal, 204]), ours([], [line]), false],
    [
      'an alias that waited comes after its removal',
      logOf([create, 503], [removal, 204]),
      ours([], [line]),
      false,
    ],
    [
      'a removal that waited comes after a creation',
      logOf([create, 201], [removal, 503], [create, 201]),
      ours([]),
      false,
    ],
  ])('against the answers: %s', (_what, entries, here, isRight) => {
    expect(compareWithLog(entries, here).length === 0).toBe(isRight);
  });

  const mail = (messageId: string, subject: string) =>
    ({ messageId, subject, text: 'sixteen-letters_', date: '2999-01-01T00:00:00.000Z' }) as CaughtMail;
  const created = mail('<1>', 'Your new mailbox information');
  const password = mail('<4>', 'Your password has been updated');
  const reset = { kind: 'reset_password', box: 'x' } as const;
  const link = { kind: 'login_link', box: 'x' } as const;
  it.each([
    ['no announcement', [], [], false],
    ['one, handed over twice', [], [created, created], true],
    ['two announcements', [], [created, { ...created, messageId: '<2>' }], false],
    ['no link', [[link, 200]], [created], false],
    ['a link', [[link, 200]], [created, mail('<3>', 'Here is your login link')], true],
    ['a password', [[reset, 200]], [created, password], true],
    [
      'a password that opens nothing',
      [[reset, 200]],
      [created, { ...password, text: 'another-password' }],
      false,
    ],
    ['a link that was refused', [[link, 400]], [created, mail('<3>', 'Here is your login link')], false],
  ] as const)('among the mails: %s', (_what, asked, mails, isRight) => {
    const found = compareMails(
      logOf([CREATION, 201], ...asked),
      ours([mailbox()]),
      () => mails,
      (_address, word) => word === 'sixteen-letters_',
    );
    expect(found.length === 0).toBe(isRight);
  });
});
