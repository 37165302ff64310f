import { describe, expect, it } from 'vitest';
import { CREATED_AT } from '../../../../tests/builders/moments.ts';
import { DomainError } from '../../shared/errors.ts';
import type { MailDomainId } from '../../shared/ids.ts';
import {
  dayOf,
  effectiveDate,
  ensureMaySetDate,
  noticeToGive,
  type SecondFactorNotice,
  startOfDay,
} from './second-factor-policy.ts';

const DOMAIN = 'domain' as MailDomainId;
const NOW = new Date('2027-01-01T10:00:00.000Z');
const at = (text: string) => new Date(text);

describe('the date that counts', () => {
  const [early, late] = [startOfDay('2027-02-28'), startOfDay('2027-03-01')];
  it.each([
    [null, null, null],
    [early, null, early],
    [null, early, early],
    [early, late, early],
    [late, early, early],
  ])('of %j and %j is %j', (ofDomain, ofInstallation, expected) => {
    expect(effectiveDate(ofDomain, ofInstallation)).toEqual(expected);
  });

  it('is a day, as people name it', () => {
    expect(dayOf(startOfDay('2028-02-29'))).toBe('2028-02-29');
  });
});

describe('a date', () => {
  const refusalOf = (present: string | null, wanted: string) => {
    try {
      ensureMaySetDate(present === null ? null : startOfDay(present), startOfDay(wanted), NOW);
      return undefined;
    } catch (error) {
      return error instanceof DomainError ? [error.code, error.params['earliest']] : error;
    }
  };
  const tooEarly = (earliest: string) => ['second_factor.date_out_of_range', earliest];

  it.each<[string, string | null, string, readonly string[] | undefined]>([
    ['the first', null, '2027-02-28', undefined],
    ['the first, after two weeks', null, '2027-01-16', undefined],
    ['the first, a day sooner', null, '2027-01-15', tooEarly('2027-01-16')],
    ['the first, in the past', null, '2026-12-31', tooEarly('2027-01-16')],
    ['a nearer one', '2027-02-28', '2027-02-27', undefined],
    ['a nearer one, too near', '2027-02-28', '2027-01-15', tooEarly('2027-01-16')],
    ['put off from tomorrow', '2027-01-02', '2027-01-03', undefined],
    ['put off while it counts', '2026-06-01', '2027-01-02', undefined],
    ['put off into the past', '2026-06-01', '2026-12-01', tooEarly('2027-01-02')],
    ['the latest', null, '2032-01-04', undefined],
    ['a slip of the pen', null, '2207-02-28', tooEarly('2027-01-16')],
    ['another', '2027-02-28', '9999-12-31', tooEarly('2027-01-02')],
  ])('%s: from %s to %s', (_what, present, wanted, refusal) => {
    expect(refusalOf(present, wanted)).toEqual(refusal);
  });
});

describe('the people of a domain are told', () => {
  const DATE = startOfDay('2027-03-01');
  const told = (begunAt: string, given: Partial<SecondFactorNotice> = {}): SecondFactorNotice => ({
    mailDomainId: DOMAIN,
    requiredFrom: DATE,
    begunAt: at(begunAt),
    position: 'zoe',
    endedAt: at(begunAt),
    ...given,
  });
  const due = (latest: SecondFactorNotice | undefined, now: string, date: Date | null = DATE) =>
    noticeToGive(DOMAIN, date, latest, at(now));

  it('of a new date at once, from the first on', () => {
    const now = '2027-01-01T10:00:00Z';
    const anew = {
      mailDomainId: DOMAIN,
      requiredFrom: DATE,
      begunAt: at(now),
      position: null,
      endedAt: null,
    };
    expect(due(undefined, now)).toEqual(anew);
    expect(due(told(now, { requiredFrom: startOfDay('2027-04-01') }), now)).toEqual(anew);
  });

  it('on from where it stopped', () => {
    const latest = told('2027-01-01T10:00:00Z', { position: 'jean', endedAt: null });
    expect(due(latest, '2027-01-05T10:00:00Z')).toEqual(latest);
  });

  it.each([
    ['not again before there are thirty days', '2027-01-01T10:00:00Z', '2027-01-29T23:59:59Z', false],
    ['30 days before', '2027-01-01T10:00:00Z', '2027-01-30T00:00:00Z', true],
    ['once', '2027-01-30T00:40:00Z', '2027-02-21T23:59:59Z', false],
    ['7 days before', '2027-01-30T00:40:00Z', '2027-02-22T00:00:00Z', true],
    ['not again in the week', '2027-02-22T00:40:00Z', '2027-02-27T23:59:59Z', false],
    ['the day before', '2027-02-22T00:40:00Z', '2027-02-28T00:00:00Z', true],
    ['not twice on that day', '2027-02-28T00:40:00Z', '2027-02-28T23:59:59Z', false],
    ['late rather than never, once for both', '2027-01-01T10:00:00Z', '2027-02-25T00:00:00Z', true],
    ['not so soon after they were told of it', '2027-01-29T10:00:00Z', '2027-01-30T00:40:00Z', false],
    ['the day before, though it was set late', '2027-02-25T10:00:00Z', '2027-02-28T00:40:00Z', true],
  ])('%s: told at %s, now it is %s', (_what, before, now, isDue) => {
    expect(due(told(before), now) !== undefined).toBe(isDue);
  });

  it('of nothing when there is no date, or it has come', () => {
    expect(due(undefined, '2027-01-01T10:00:00Z', null)).toBeUndefined();
    expect(due(undefined, '2027-03-01T00:00:00Z')).toBeUndefined();
    const unfinished = told('2027-02-28T10:00:00Z', { endedAt: null });
    expect(due(unfinished, '2027-03-01T00:00:00Z')).toBeUndefined();
    expect(due(told(CREATED_AT.toISOString()), '2027-01-01T10:00:00Z', null)).toBeUndefined();
  });
});
