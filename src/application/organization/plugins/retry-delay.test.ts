import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../domain/shared/errors.ts';
import { retryDelayAfterOutage } from './retry-delay.ts';

const outage = (retryAfterSeconds?: number) =>
  new DomainError(
    'organization_directory.unavailable',
    'down',
    retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
  );
const DAY = 24 * 3600;

describe('retryDelayAfterOutage', () => {
  it.each([
    ['waits a little the first time', outage(), 0, 0, 5],
    ['waits as long as the event is old', outage(), 47.2, 0, 48],
    ['waits an hour at most', outage(), 20_000, 0, 3600],
    ['adds up to a fifth', outage(), 100, 0.5, 110],
    ['honours the delay named', outage(90), 10_000, 0, 90],
    ['never comes back before the delay named', outage(90), 0, 0.99, 108],
    ['waits a second when told not to wait', outage(0), 0, 0, 1],
    ['gives up after a day', outage(), DAY, 0, undefined],
    ['gives up after a day, even when a delay was named', outage(5), DAY, 0, undefined],
    ['gives up when told to wait more than a day', outage(DAY + 1), 0, 0, undefined],
    [
      'gives up on what is no outage',
      new DomainError('organization_directory.unexpected', 'x'),
      0,
      0,
      undefined,
    ],
    ['treats an event of the future as new', outage(), -60, 0, 5],
  ] as const)('%s', (_, error, ageSeconds, random, expected) => {
    expect(retryDelayAfterOutage(error, ageSeconds, random)).toBe(expected);
  });
});
