import { expect, it } from 'vitest';
import { type LiveKind, MOST_IDS } from '../../application/live/changed-topic.ts';
import type { MailDomainId } from '../../domain/shared/ids.ts';
import { PendingChanges } from './pending-changes.ts';

const change = (ids: readonly string[] | null, kind: LiveKind = 'mailbox', domain = 'evry') => ({
  mailDomainId: domain as MailDomainId,
  kind,
  ids,
});
const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(index));

const after = (...changes: readonly ReturnType<typeof change>[]) => {
  const pending = new PendingChanges();
  for (const one of changes) pending.add(one);
  return pending.take();
};

it('joins changes of a kind, each id once', () => {
  expect(after(change(['a', 'b']), change(['b', 'c']))).toEqual([change(['a', 'b', 'c'])]);
  expect(after(change(['a']), change(['a'], 'alias'), change(['a'], 'alias', 'massy'))).toEqual([
    change(['a']),
    change(['a'], 'alias'),
    change(['a'], 'alias', 'massy'),
  ]);
});

it('names none where there are many, or where some are not known', () => {
  expect(after(change(ids(MOST_IDS)))).toEqual([change(ids(MOST_IDS))]);
  expect(after(change(ids(MOST_IDS)), change(['one more']))).toEqual([change(null)]);
  expect(after(change(['a']), change(null), change(['b']))).toEqual([change(null)]);
});

it('keeps no more than some, whatever comes', () => {
  expect(after(...ids(51).map((domain) => change(['a'], 'mailbox', domain)))).toBeNull();
  expect(after(...ids(500).map((domain) => change(['a'], 'mailbox', domain)))).toBeNull();
});

it('is empty once it was taken', () => {
  const pending = new PendingChanges();
  expect(pending.isEmpty).toBe(true);
  pending.addEverything();
  pending.add(change(['a']));
  expect(pending.isEmpty).toBe(false);
  expect(pending.take()).toBeNull();
  expect(pending.isEmpty).toBe(true);
  pending.add(change(['a']));
  expect(pending.take()).toEqual([change(['a'])]);
});
