import { describe, expect, it } from 'vitest';
import type { UserId } from '../shared/ids.ts';
import { ensureMayWaiveLevels, newLevelWaiver, WAIVER_MAX_SECONDS } from './level-waiver.ts';

const userId = 'ana' as UserId;
const NOW = new Date('2026-11-23T10:00:00Z');
const make = (seconds: number, reason = 'the provider has an outage') =>
  newLevelWaiver({ userId, reason, seconds }, NOW);

it('ends after its time, and keeps the reason as one line', () => {
  expect(make(3600, '  Panne de l’OTP ')).toEqual({
    userId,
    reason: 'Panne de l’OTP',
    createdAt: NOW,
    expiresAt: new Date('2026-11-23T11:00:00Z'),
  });
  expect(make(WAIVER_MAX_SECONDS).expiresAt).toEqual(new Date('2026-11-24T10:00:00Z'));
});

describe('refuses', () => {
  it.each([0, -60, 59, WAIVER_MAX_SECONDS + 1, Number.NaN, Number.POSITIVE_INFINITY])(
    '%d seconds',
    (seconds) => {
      expect(() => make(seconds)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    },
  );

  it.each(['', '   ', '\u200b', 'two\nlines', 'a\0b', '\ud800', 'x'.repeat(301)])(
    'the reason %j',
    (reason) => {
      expect(() => make(60, reason)).toThrow(expect.objectContaining({ code: 'request.invalid' }));
    },
  );

  it.each([
    ['a superuser', { userId, isStaff: true, isSuperuser: true }],
    ['staff', { userId, isStaff: true, isSuperuser: false }],
    ['a job', { userId: null, isStaff: false, isSuperuser: false }],
  ])('%s', (_who, by) => {
    expect(() => ensureMayWaiveLevels(by)).toThrow(
      expect.objectContaining({ code: 'user.action_forbidden' }),
    );
  });

  it('no operator', () => {
    expect(ensureMayWaiveLevels({ userId: null, isStaff: true, isSuperuser: true })).toBeUndefined();
  });
});
