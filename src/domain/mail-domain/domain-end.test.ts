import { describe, expect, it } from 'vitest';
import type { DomainTest } from './domain-check.ts';
import { type EndStep, earliestEnd, endStepOf, unprovenUntil } from './domain-end.ts';
import type { MailDomain } from './mail-domain.ts';

const DAY_MS = 86_400_000;
const NOW = new Date('2026-03-31T05:20:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS);

const missing: DomainTest = { name: 'mx', passed: false, owner: 'customer', detail: null };
const waiting = (given: Partial<MailDomain> = {}): MailDomain =>
  ({
    status: 'action_required',
    registration: { state: 'registered' },
    lastCheckTests: [missing],
    unprovenSince: daysAgo(40),
    endAnnouncedAt: daysAgo(10),
    ...given,
  }) as MailDomain;

describe('a domain without right DNS', () => {
  it.each<[string, number, number | null, number, EndStep]>([
    ['before its owners are to be told', 22.9, null, 30, 'none'],
    ['when its owners are to be told', 23, null, 30, 'announce'],
    ['whose owners were told', 23, 0, 30, 'none'],
    ['whose owners were told a week ago, before its time', 29.9, 7, 30, 'none'],
    ['whose owners were told a week ago, in time', 30, 7, 30, 'end'],
    ['whose owners were told late', 40, 6.9, 30, 'none'],
    ['whose owners were told late, a week ago', 40, 7, 30, 'end'],
    ['whose owners were never told, however old', 4_000, null, 30, 'announce'],
    ['where domains end soon', 0, null, 1, 'announce'],
    ['where domains end soon, told within the week', 6, 6, 1, 'none'],
    ['where domains end soon, told a week ago', 7, 7, 1, 'end'],
    ['where domains never end', 4_000, null, 0, 'none'],
    ['where domains never end, told before that was decided', 4_000, 50, 0, 'none'],
  ])('%s', (_case, since, announced, afterDays, step) => {
    const endAnnouncedAt = announced === null ? null : daysAgo(announced);
    const domain = waiting({ unprovenSince: daysAgo(since), endAnnouncedAt });
    expect(endStepOf(domain, afterDays, NOW)).toBe(step);
    if (step !== 'none') expect(daysAgo(since) <= unprovenUntil(afterDays, NOW)).toBe(true);
  });

  it.each<[string, Partial<MailDomain>]>([
    ['had it once, or nobody knows', { unprovenSince: null }],
    ['works', { status: 'enabled' }],
    ['waits for the provisioner', { status: 'failed' }],
    ['was disabled by staff', { status: 'disabled' }],
    ['is not registered', { registration: { state: 'asked' } }],
    [
      'is not registered during an outage',
      { registration: { state: 'unreachable', code: 'mail_provisioner.unavailable' } },
    ],
    ['was never checked', { lastCheckTests: null }],
    ['has a check without failures', { lastCheckTests: [{ ...missing, passed: true }] }],
    ['has a check without an answer', { lastCheckTests: [{ ...missing, passed: null }] }],
    ['fails for the provisioner alone', { lastCheckTests: [{ ...missing, owner: 'provisioner' }] }],
    ['fails for nobody known', { lastCheckTests: [{ ...missing, owner: null }] }],
  ])('does not end when it %s', (_case, given) => {
    expect(endStepOf(waiting(), 30, NOW)).toBe('end');
    expect(endStepOf(waiting(given), 30, NOW)).toBe('none');
    expect(endStepOf(waiting({ ...given, endAnnouncedAt: null }), 30, NOW)).toBe('none');
  });

  it('ends pending too, when a check says what is missing', () => {
    expect(endStepOf(waiting({ status: 'pending' }), 30, NOW)).toBe('end');
  });

  it('ends on the day that its owners were notified of, and not before a week', () => {
    expect(earliestEnd(daysAgo(23), NOW, 30)).toEqual(daysAgo(-7));
    expect(earliestEnd(daysAgo(20), NOW, 30)).toEqual(daysAgo(-10));
    expect(earliestEnd(daysAgo(400), NOW, 30)).toEqual(daysAgo(-7));
  });
});
