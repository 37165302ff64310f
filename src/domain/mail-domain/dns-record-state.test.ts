import { describe, expect, it } from 'vitest';
import type { ExpectedRecord } from './dns-record.ts';
import { dnsRecordStates } from './dns-record-state.ts';
import type { DomainTest } from './domain-check.ts';

const mx = { target: '', type: 'mx', value: 'mx.ox.numerique.gouv.fr.' };
const expected: ExpectedRecord = { ...mx, checkedBy: 'mx' };
const test = (name: string, passed: boolean | null, detail: string | null = null): DomainTest => ({
  name,
  passed,
  owner: 'customer',
  detail,
});

describe('expected records beside the latest check', () => {
  it.each<[string, ExpectedRecord, readonly DomainTest[], boolean | null, string | null]>([
    ['one that is there', expected, [test('spf', false), test('mx', true)], true, null],
    ['one that is there, with a remark', expected, [test('mx', true, 'slow')], true, null],
    ['one that is not', expected, [test('mx', false, 'no MX')], false, 'no MX'],
    ['a failing test without words', expected, [test('mx', false)], false, null],
    ['no such test in the check', expected, [test('spf', true)], null, null],
    ['a test that is not told', expected, [test('mx', null, 'odd')], null, null],
    ['a record that no test is about', mx, [test('mx', true)], null, null],
  ])('%s', (_case, record, tests, isPublished, found) => {
    expect(dnsRecordStates([record], tests)).toEqual([{ ...mx, isPublished, found }]);
  });

  it('knows nothing before the first check, and of no records', () => {
    expect(dnsRecordStates([expected], null)).toEqual([{ ...mx, isPublished: null, found: null }]);
    expect(dnsRecordStates(null, [test('mx', true)])).toEqual([]);
  });
});
