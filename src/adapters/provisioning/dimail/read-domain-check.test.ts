import { describe, expect, it } from 'vitest';
import { requiredActions, verdictOf } from '../../../domain/mail-domain/domain-check.ts';
import { readDomainCheck, readExpectedRecord } from './read-domain-check.ts';

const result = (ok: unknown, internal: unknown, ...details: string[]) => ({
  ok,
  internal,
  errors: details.map((detail) => ({ code: 'x', detail })),
});
const EXTERNAL = {
  state: 'broken',
  mx: result(false, false, 'Je veux que le MX soit…', 'autre'),
  spf: result(false, false),
  cert: result(false, true, 'Pas de certificat'),
};
const INTERNAL = { state: 'broken', mx: result(true, false), cert: result(false, true, 'c') };

it('k7-nul-name holds nothing that cannot be stored', () => {
  const { tests, raw } = readDomainCheck({ state: 'broken', mx: result(false, false, 'a\0b'), 'x\ud800': 1 });
  expect(tests).toMatchObject([{ name: 'mx', detail: 'a\ufffdb' }]);
  expect(Object.keys(raw)).toEqual(['state', 'mx', 'x\ufffd']);
  expect(readExpectedRecord({ target: '', type: 'txt', value: 'v=\0' }).value).toBe('v=\ufffd');
});

describe('what a report of dimail means', () => {
  it.each([
    ['all good', { state: 'ok', mx: result(true, false), cert: result(true, true) }, 'ready'],
    ['good with tests written as text', { state: 'ok', mx: result('true', 'false') }, 'ready'],
    ['something for the owner', EXTERNAL, 'action_required'],
    ['only dimail', INTERNAL, 'repairable'],
    ['broken with nothing failing', { state: 'broken', mx: result(true, false) }, 'unknown'],
    ['broken without tests', { state: 'broken' }, 'unknown'],
    ['broken with tests written as text', { state: 'broken', mx: result('false', 'false') }, 'unknown'],
    ['a failure of nobody', { state: 'broken', mx: { ok: false } }, 'unknown'],
    ['never checked', { state: 'new' }, 'unknown'],
    ['a state that is no text', { state: ['ok', 'broken'], mx: result(false, false) }, 'unknown'],
    ['a state of every object', { state: 'constructor', mx: result(false, false) }, 'unknown'],
    ['no state', {}, 'unknown'],
  ])('%s', (_name, report, verdict) => expect(verdictOf(readDomainCheck(report))).toBe(verdict));

  it('keeps the report as it came', () => {
    expect(readDomainCheck(EXTERNAL).raw).toBe(EXTERNAL);
  });

  it('takes the first error of each test in its words', () => {
    expect(requiredActions(readDomainCheck(EXTERNAL).tests)).toEqual({
      mx: 'Je veux que le MX soit…',
      spf: null,
    });
    expect(readDomainCheck({ mx: { ok: false, errors: [{ detail: 3 }] } }).tests).toEqual([
      { name: 'mx', passed: false, owner: null, detail: null },
    ]);
  });

  it('has the same tests whatever the order of the members', () => {
    const { state, mx, spf, cert } = EXTERNAL;
    const { tests } = readDomainCheck({ spf, cert, state, mx });
    expect(tests).toEqual(readDomainCheck(EXTERNAL).tests);
    expect(tests.map(({ name }) => name)).toEqual(['cert', 'mx', 'spf']);
  });

  it('takes nothing for a test that has no result', () => {
    expect(readDomainCheck({ state: 'ok', valid: true, list: [{ ok: true }], nothing: null }).tests).toEqual(
      [],
    );
  });
});

describe('which test looks at a record', () => {
  const spf = { target: '', type: 'txt', value: 'v=spf1 include:_spf.ox.numerique.gouv.fr -all' };
  it.each([
    [{ target: '', type: 'mx', value: 'mx.fr.' }, 'mx'],
    [{ target: '', type: 'MX', value: 'mx.fr.' }, 'mx'],
    [{ target: 'old', type: 'mx', value: 'mx.fr.' }, undefined],
    [spf, 'spf'],
    [{ ...spf, value: 'other' }, undefined],
    [{ ...spf, target: 'dimail._domainkey', value: 'v=DKIM1; p=abc' }, 'dkim'],
    [{ target: 'IMAP', type: 'cname', value: 'imap.fr.' }, 'cname_imap'],
    [{ target: '', type: 'srv', value: 'x.fr.' }, undefined],
  ])('%o: %s', (record, test) => {
    expect(readExpectedRecord(record)).toEqual(test === undefined ? record : { ...record, checkedBy: test });
  });
});
