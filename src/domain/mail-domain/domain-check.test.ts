import { describe, expect, it } from 'vitest';
import { type DomainTest, requiredActions, verdictOf } from './domain-check.ts';

const test = (name: string, rest: Partial<DomainTest> = {}): DomainTest => ({
  name,
  passed: true,
  owner: 'customer',
  detail: null,
  ...rest,
});
const customer = test('mx', { passed: false, detail: 'publish an MX' });
const provisioner = test('cert', { passed: false, owner: 'provisioner', detail: 'no certificate' });
const nobody = test('odd', { passed: false, owner: null });

describe('verdict on a check', () => {
  it.each([
    ['ready', true, [test('mx')], 'ready'],
    ['ready without tests', true, [], 'ready'],
    ['ready, whatever a test says', true, [customer], 'ready'],
    ['something for the customer', false, [customer, provisioner], 'action_required'],
    ['only the provisioner', false, [test('mx'), provisioner], 'repairable'],
    ['a failure nobody owns', false, [nobody], 'unknown'],
    ['not ready though nothing fails', false, [test('mx')], 'unknown'],
    ['a test that is not told', false, [test('mx', { passed: null })], 'unknown'],
    ['not ready without tests', false, [], 'unknown'],
    ['no judgement', null, [customer], 'unknown'],
  ] as const)('%s', (_name, isReady, tests, verdict) => expect(verdictOf({ isReady, tests })).toBe(verdict));
});

describe('what the customer must do', () => {
  it('is named by test, without what the provisioner repairs', () => {
    const silent = test('spf', { passed: false });
    expect(requiredActions([customer, silent, provisioner, nobody, test('dkim')])).toEqual({
      mx: 'publish an MX',
      spf: null,
    });
  });

  it('is nothing before the first check', () => {
    expect(requiredActions(null)).toEqual({});
  });
});
