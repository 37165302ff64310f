import { describe, expect, it } from 'vitest';
import type { DnsRecord } from './dns-record.ts';
import { dnsRecordStates } from './dns-record-state.ts';

const mx: DnsRecord = { target: '', type: 'mx', value: 'mx.ox.numerique.gouv.fr.' };
const spf: DnsRecord = { target: '', type: 'txt', value: 'v=spf1 include:_spf.ox.numerique.gouv.fr -all' };
const dkim: DnsRecord = {
  target: 'dimail._domainkey',
  type: 'txt',
  value: 'v=DKIM1; h=sha256; k=rsa; p=abc',
};
const imap: DnsRecord = { target: 'imap', type: 'cname', value: 'imap.ox.numerique.gouv.fr.' };

const good = { ok: true, internal: false, errors: [] };
const bad = (detail: string) => ({ ok: false, internal: false, errors: [{ code: 'x', detail }] });

describe('expected records beside the latest report', () => {
  it.each<[string, DnsRecord, object, boolean | null, string | null]>([
    ['an MX that is there', mx, { mx: good }, true, null],
    ['an MX that is not', mx, { mx: bad('no MX') }, false, 'no MX'],
    ['an SPF', spf, { spf: bad('no SPF'), dkim: good }, false, 'no SPF'],
    ['a DKIM key', dkim, { dkim: good, spf: bad('no SPF') }, true, null],
    ['a CNAME by its target', imap, { cname_imap: bad('wrong'), cname_smtp: good }, false, 'wrong'],
    ['a type in capitals', { ...mx, type: 'MX' }, { mx: good }, true, null],
    ['a failing test without errors', mx, { mx: { ok: false, internal: false } }, false, null],
    ['no such test in the report', imap, { mx: good }, null, null],
    ['a boolean written as text', mx, { mx: { ok: 'true', errors: [] } }, null, null],
    ['a text record of another kind', { ...spf, value: 'other' }, { spf: good, dkim: good }, null, null],
    ['a record of another type', { ...mx, type: 'srv' }, { mx: good }, null, null],
  ])('%s', (_case, record, tests, isPublished, found) => {
    const report = { state: 'broken', ...tests };
    expect(dnsRecordStates([record], report)).toEqual([{ ...record, isPublished, found }]);
  });

  it('knows nothing before the first check, and of no records', () => {
    expect(dnsRecordStates([mx], null)).toEqual([{ ...mx, isPublished: null, found: null }]);
    expect(dnsRecordStates(null, { state: 'ok' })).toEqual([]);
  });
});
