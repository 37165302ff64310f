import { describe, expect, it } from 'vitest';
import { asked, done, refused, unanswered, waiting, withheld } from '../../../tests/builders/provisioned.ts';
import { withWanted } from '../mailbox/mailbox-change.ts';
import type { Provisioned } from '../mailbox/provisioning.ts';
import {
  agree,
  DRIFT_FINDINGS,
  DRIFT_OBJECTS,
  DRIFT_RESOLUTIONS,
  FINDINGS_TO_SETTLE,
  type MailboxFacts,
  mailboxFacts,
  refusalOf,
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

  it.each<[string, Provisioned, boolean | undefined]>([
    ['waiting', waiting(), undefined],
    ['asked for', asked(), undefined],
    ['refused', refused(), undefined],
    ['enabled', done(), true],
    ['disabled', done({}, 'disabled'), false],
    ['enabled, in change', done({ change: withWanted(null, { active: false }, new Date(0)) }), undefined],
    [
      'enabled, to be renamed',
      done({ change: withWanted(null, { formerNames: { firstName: 'Z', lastName: 'B' } }, new Date(0)) }),
      undefined,
    ],
    ['disabled, refused', refused({}, 'disabled'), undefined],
    ['disabled, never asked for', withheld(), undefined],
    ['disabled before there was an answer', unanswered(), undefined],
  ])('compares only what the provisioner should have: %s', (_case, provisioned, isActive) => {
    const names = { firstName: 'A', lastName: 'B' };
    expect(mailboxFacts({ ...names, ...provisioned })).toEqual(
      isActive === undefined ? undefined : { ...names, isActive },
    );
  });

  it('allows exactly the resolutions it advertises', () => {
    for (const object of DRIFT_OBJECTS) {
      for (const finding of DRIFT_FINDINGS) {
        const refusals = DRIFT_RESOLUTIONS.map((resolution) => refusalOf({ object, finding }, resolution));
        for (const refusal of refusals.filter((one) => one !== undefined)) {
          expect(refusal).toMatchObject({ code: 'drift.resolution_not_applicable' });
        }
        const allowed = DRIFT_RESOLUTIONS.filter((_resolution, index) => refusals[index] === undefined);
        for (const isIgnored of [true, false]) {
          // To do it once more changes nothing: that is not refused, and not advertised.
          const again = isIgnored ? 'ignore' : 'reopen';
          expect(resolutionsOf({ object, finding, isIgnored })).toEqual(
            allowed.filter((resolution) => resolution !== again),
          );
        }
      }
    }
  });

  it('has everything settled but what was imported', () => {
    expect(FINDINGS_TO_SETTLE).toEqual(['skipped', 'missing_here', 'missing_there', 'differing']);
  });

  it('never offers to destroy a mailbox at the provisioner', () => {
    for (const isIgnored of [true, false]) {
      expect(resolutionsOf({ object: 'mailbox', finding: 'missing_here', isIgnored })).not.toContain('push');
    }
  });
});
