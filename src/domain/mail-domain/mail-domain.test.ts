import { describe, expect, it } from 'vitest';
import type { MailDomainId } from '../shared/ids.ts';
import { afterCheck, type MailDomain, needsRepair } from './mail-domain.ts';
import { judgeReport, type MailDomainReport, requiredActions } from './mail-domain-report.ts';

const result = (ok: unknown, internal: unknown, ...details: string[]) => ({
  ok,
  internal,
  errors: details.map((detail) => ({ code: 'x', detail })),
});
const OK: MailDomainReport = { state: 'ok', mx: result(true, false), cert: result(true, true) };
const EXTERNAL: MailDomainReport = {
  state: 'broken',
  mx: result(false, false, 'Je veux que le MX soit…', 'autre'),
  spf: result(false, false),
  cert: result(false, true, 'Pas de certificat'),
};
const INTERNAL: MailDomainReport = {
  state: 'broken',
  mx: result(true, false),
  cert: result(false, true, 'c'),
};

describe('verdict on a report', () => {
  it.each([
    ['all good', OK, 'ok'],
    ['good with tests written as text', { state: 'ok', mx: result('true', 'false') }, 'ok'],
    ['something for the owner', EXTERNAL, 'external_failure'],
    ['only the provisioner', INTERNAL, 'internal_failure'],
    ['broken with nothing failing', { state: 'broken', mx: result(true, false) }, 'unknown'],
    ['broken without tests', { state: 'broken' }, 'unknown'],
    ['broken with tests written as text', { state: 'broken', mx: result('false', 'false') }, 'unknown'],
    ['never checked', { state: 'new' }, 'unknown'],
    ['no state', {}, 'unknown'],
  ] as const)('%s', (_name, report, verdict) => expect(judgeReport(report)).toBe(verdict));

  it('lists what the owner must do, by test', () => {
    expect(requiredActions(EXTERNAL)).toEqual({ mx: 'Je veux que le MX soit…', spf: null });
    expect(requiredActions(OK)).toEqual({});
    expect(requiredActions(null)).toEqual({});
  });

  it('asks for a repair only when the owner has nothing to do', () => {
    expect([OK, EXTERNAL, INTERNAL].map(needsRepair)).toEqual([false, false, true]);
  });
});

describe('status after a check', () => {
  const at = new Date('2026-03-01T10:00:00Z');
  const domain: MailDomain = {
    id: 'd' as MailDomainId,
    name: 'evry.fr',
    slug: 'evryfr',
    status: 'pending',
    registration: { state: 'registered' },
    supportEmail: 's@evry.fr',
    organizationId: null,
    lastCheckDetails: null,
    lastCheckedAt: null,
    expectedConfig: null,
    createdAt: at,
    updatedAt: at,
  };
  it.each([
    ['pending', { report: OK }, 'enabled'],
    ['pending', { report: EXTERNAL }, 'action_required'],
    ['pending', { report: INTERNAL, repaired: OK }, 'enabled'],
    ['pending', { report: INTERNAL, repaired: INTERNAL }, 'failed'],
    ['pending', { report: INTERNAL, repaired: EXTERNAL }, 'pending'],
    ['pending', { report: INTERNAL, repaired: {} }, 'pending'],
    ['pending', { report: {} }, 'pending'],
    ['action_required', { report: OK }, 'enabled'],
    ['failed', { report: INTERNAL, repaired: OK }, 'enabled'],
    ['failed', { report: EXTERNAL }, 'action_required'],
    ['enabled', { report: EXTERNAL }, 'action_required'],
    ['enabled', { report: INTERNAL, repaired: INTERNAL }, 'failed'],
    ['enabled', { report: OK }, 'enabled'],
    ['disabled', { report: OK }, 'disabled'],
    ['disabled', { report: EXTERNAL }, 'disabled'],
  ] as const)('%s, %j -> %s', (status, check, expected) => {
    expect(afterCheck({ ...domain, status }, check, at).status).toBe(expected);
  });

  it('always keeps the last report and its date, and the records when they are known', () => {
    const records = [{ target: '', type: 'mx', value: 'mx.example.fr.' }];
    const later = new Date('2026-03-02T10:00:00Z');
    const first = afterCheck(domain, { report: INTERNAL, repaired: OK, expectedConfig: records }, at);
    expect(first).toMatchObject({ lastCheckDetails: OK, lastCheckedAt: at, expectedConfig: records });
    const second = afterCheck(first, { report: EXTERNAL }, later);
    expect(second).toMatchObject({
      lastCheckDetails: EXTERNAL,
      lastCheckedAt: later,
      expectedConfig: records,
    });
  });
});
