import { describe, expect, it } from 'vitest';
import { makeMailbox } from '../../../tests/builders/make-mailbox.ts';
import { newId } from '../../../tests/builders/new-id.ts';
import { asked, done, refused, unanswered, waiting, withheld } from '../../../tests/builders/provisioned.ts';
import { type BulkRow, outcomeOf } from './bulk-change.ts';
import { withWanted } from './mailbox-change.ts';
import type { Provisioned } from './provisioning.ts';

const AT = new Date('2026-11-30T09:00:00Z');
const box = (provisioned: Provisioned) => makeMailbox({ mailDomainId: newId(), provisioned });
const row = (given: Partial<BulkRow> = {}): BulkRow => ({
  mailboxId: newId(),
  localPart: 'jean',
  refusal: null,
  step: 'activation',
  revision: 3,
  ...given,
});
const change = (given: object = {}) => ({ ...withWanted(null, { active: false }, AT), ...given });
const withdrawn = (revision: number) =>
  ({ revision, step: 'activation', code: 'mail_change.withdrawn', params: {} }) as const;
const failure = { code: 'mailbox.address_taken', params: {} } as const;
const trouble = 'mail_provisioner.unavailable';
const { mailboxId, ...UNTOUCHED } = row();

describe('what has become of a row of a bulk change', () => {
  it.each([
    ['of what waits', row(), done({ change: change() }), { state: 'waiting', trouble: null }],
    [
      'of what waits in an outage',
      row(),
      done({ change: change({ trouble }) }),
      { state: 'waiting', trouble },
    ],
    ['of what is made', row(), done({}, 'disabled'), { state: 'done' }],
    [
      'of what was withdrawn since',
      row(),
      done({ changeFailure: withdrawn(3) }),
      { state: 'refused', refusal: { code: 'mail_change.withdrawn', params: {} } },
    ],
    ['of what was withdrawn before', row(), done({ changeFailure: withdrawn(2) }), { state: 'done' }],
    ['of another step', row({ step: 'login_link' }), done({ change: change() }), { state: 'done' }],
    [
      'to be created, not asked for',
      row({ step: 'creation' }),
      waiting(),
      { state: 'waiting', trouble: null },
    ],
    ['being created', row({ step: 'creation' }), asked({ trouble }), { state: 'waiting', trouble }],
    ['created', row({ step: 'creation' }), done(), { state: 'done' }],
    [
      'whose creation was refused',
      row({ step: 'creation' }),
      refused({ failure }),
      { state: 'refused', refusal: failure },
    ],
    [
      'disabled before its creation',
      row({ step: 'creation' }),
      withheld(),
      { state: 'refused', refusal: { code: 'mail_change.withdrawn', params: {} } },
    ],
    [
      'disabled during its creation',
      row({ step: 'creation' }),
      unanswered(),
      { state: 'refused', refusal: { code: 'mail_change.withdrawn', params: {} } },
    ],
    ['with nothing to ask for', row({ step: null }), done({ change: change() }), { state: 'done' }],
    [
      'refused at once',
      row({ refusal: failure, step: null }),
      done(),
      { state: 'refused', refusal: failure },
    ],
  ])('tells of one %s', (_what, given, provisioned, outcome) => {
    expect(outcomeOf(given, box(provisioned))).toEqual({
      mailboxId: given.mailboxId,
      localPart: 'jean',
      ...outcome,
    });
  });

  it('tells of mailboxes that are gone: as wanted, or before the change was made', () => {
    expect(outcomeOf({ ...UNTOUCHED, mailboxId, step: null }, undefined)).toMatchObject({ state: 'done' });
    expect(outcomeOf({ ...UNTOUCHED, mailboxId }, undefined)).toMatchObject({
      state: 'refused',
      refusal: { code: 'mailbox.not_found' },
    });
  });
});
