import { expect, it } from 'vitest';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { SignedKnownBrowsers } from './signed-known-browsers.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
const DAY_MS = 24 * 3600 * 1000;
const days = (count: number) => new Date(NOW.getTime() + count * DAY_MS);
const mailbox = (name: string) => name as MailboxId;
const browsers = new SignedKnownBrowsers('a secret key that only this test uses');
const ADA = mailbox('ada');

it('recognizes the browser of an owner, for that mailbox alone', () => {
  const brought = browsers.remember(ADA, undefined, NOW);
  expect(browsers.recognize(ADA, brought, NOW)).toMatch(/^[\w-]{16}$/);
  expect(browsers.recognize(mailbox('grace'), brought, NOW)).toBeUndefined();
  expect(brought).not.toContain('ada');
});

it('counts each sign-in apart', () => {
  const first = browsers.remember(ADA, undefined, NOW);
  const second = browsers.remember(ADA, first, NOW);
  expect(second.split('~')).toHaveLength(1);
  expect(browsers.recognize(ADA, first, NOW)).not.toBe(browsers.recognize(ADA, second, NOW));
});

it('forgets a browser half a year after the last sign-in', () => {
  const brought = browsers.remember(ADA, undefined, NOW);
  expect(browsers.recognize(ADA, brought, days(179))).toBeDefined();
  expect(browsers.recognize(ADA, brought, days(181))).toBeUndefined();
});

it('remembers five mailboxes, the newest first', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const brought = names.reduce<string | undefined>(
    (before, name) => browsers.remember(mailbox(name), before, NOW),
    undefined,
  );
  const known = names.filter((name) => browsers.recognize(mailbox(name), brought, NOW) !== undefined);
  expect(known).toEqual(['b', 'c', 'd', 'e', 'f']);
  expect(brought?.length).toBeLessThan(450);
});

it('recognizes what was signed under a former key, and nothing of another installation', () => {
  const brought = browsers.remember(ADA, undefined, NOW);
  const rotated = new SignedKnownBrowsers('another key', 'a secret key that only this test uses');
  expect(rotated.recognize(ADA, brought, NOW)).toBeDefined();
  expect(new SignedKnownBrowsers('another key').recognize(ADA, brought, NOW)).toBeUndefined();
});

const [nonce = '', seconds = '', signature = ''] = browsers.remember(ADA, undefined, NOW).split('.');
it.each([
  ['nothing', undefined],
  ['an empty text', ''],
  ['no signature', `${nonce}.${seconds}.`],
  ['another nonce', `${'A'.repeat(16)}.${seconds}.${signature}`],
  ['another time', `${nonce}.zzzzzz.${signature}`],
  [
    'a changed signature',
    `${nonce}.${seconds}.${signature.replace(/^./, (letter) => (letter === 'A' ? 'B' : 'A'))}`,
  ],
  ['a shorter signature', `${nonce}.${seconds}.${signature.slice(0, 20)}`],
  ['a padded signature', `${nonce}.${seconds}.${signature}=`],
  ['a very long text', `${nonce}.${seconds}.${signature}~`.repeat(1_000)],
  ['noise', '~~~..~.~\0'],
])('does not recognize %s', (_what, brought) => {
  expect(browsers.recognize(ADA, brought, NOW)).toBeUndefined();
});
