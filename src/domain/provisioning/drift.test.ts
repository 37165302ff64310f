import { describe, expect, it } from 'vitest';
import { MAILBOX_STATUSES } from '../mailbox/mailbox.ts';
import {
  agree,
  DRIFT_FINDINGS,
  DRIFT_OBJECTS,
  DRIFT_RESOLUTIONS,
  ensureResolvable,
  type MailboxFacts,
  mailboxFacts,
  resolutionsOf,
} from './drift.ts';

const ana: MailboxFacts = { firstName: 'Ana', lastName: 'Da Costa', isActive: true };

describe('drift', () => {
  it.each<[string, Partial<MailboxFacts>, boolean]>([
    ['the same', {}, true],
    ['another first name', { firstName: 'Anna' }, false],
    ['another last name', { lastName: 'Costa' }, false],
    ['another letter case', { lastName: 'da costa' }, false],
    ['no names there', { firstName: '', lastName: '' }, true],
    ['no first name there', { firstName: '' }, false],
    ['no last name there', { lastName: '' }, false],
    ['disabled there', { isActive: false }, false],
    ['disabled there, without names', { firstName: '', lastName: '', isActive: false }, false],
    ['nobody knows whether it is active there', { isActive: null }, true],
  ])('%s', (_case, there, expected) => {
    expect(agree(ana, { ...ana, ...there })).toBe(expected);
  });

  it('compares only what the provisioner should have', () => {
    const facts = MAILBOX_STATUSES.map((status) =>
      mailboxFacts({ firstName: 'A', lastName: 'B', status, change: null, isNeverCreated: false }),
    );
    const known = { firstName: 'A', lastName: 'B' };
    expect(Object.fromEntries(MAILBOX_STATUSES.map((status, index) => [status, facts[index]]))).toEqual({
      pending: undefined,
      failed: undefined,
      enabled: { ...known, isActive: true },
      disabled: { ...known, isActive: false },
    });
  });

  it('does not take what is there for one of ours that was never created', () => {
    const disabled = { firstName: 'A', lastName: 'B', status: 'disabled', change: null } as const;
    expect(mailboxFacts({ ...disabled, isNeverCreated: true })).toBeUndefined();
  });

  it('does not compare a mailbox that is being changed', () => {
    const enabled = { firstName: 'A', lastName: 'B', status: 'enabled', isNeverCreated: false } as const;
    const change = {
      since: new Date(0),
      active: null,
      formerNames: { firstName: 'Z', lastName: 'B' },
      resetsPassword: false,
      sendsLoginLink: false,
      attempt: 0,
      trouble: null,
    };
    expect(mailboxFacts({ ...enabled, change })).toBeUndefined();
  });

  it('allows exactly the resolutions it advertises', () => {
    for (const object of DRIFT_OBJECTS) {
      for (const finding of DRIFT_FINDINGS) {
        const allowed = DRIFT_RESOLUTIONS.filter((resolution) => {
          try {
            ensureResolvable({ object, finding }, resolution);
            return true;
          } catch (error) {
            expect(error).toMatchObject({ code: 'drift.cannot_be_resolved_so' });
            return false;
          }
        });
        expect(allowed).toEqual(resolutionsOf({ object, finding }));
      }
    }
  });

  it('never offers to destroy a mailbox at the provisioner', () => {
    expect(resolutionsOf({ object: 'mailbox', finding: 'missing_here' })).not.toContain('push');
  });
});
