import { describe, expect, it } from 'vitest';
import type { MailDomainId } from '../shared/ids.ts';
import type { DomainCheck, DomainTest } from './domain-check.ts';
import { afterCheck, type MailDomain, needsRepair } from './mail-domain.ts';

const check = (isReady: boolean | null, owner: DomainTest['owner'] = null): DomainCheck => ({
  isReady,
  tests: owner ? [{ name: 'some', passed: false, owner, detail: null }] : [],
  raw: { isReady, owner },
});
const READY = check(true);
const EXTERNAL = check(false, 'customer');
const INTERNAL = check(false, 'provisioner');
const UNKNOWN = check(null);

it('asks for a repair only when the owner has nothing to do', () => {
  expect([READY, EXTERNAL, INTERNAL, UNKNOWN].map(needsRepair)).toEqual([false, false, true, false]);
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
    lastCheckTests: null,
    lastCheckedAt: null,
    expectedConfig: null,
    unprovenSince: null,
    endAnnouncedAt: null,
    createdAt: at,
    updatedAt: at,
  };
  it.each([
    ['pending', { check: READY }, 'enabled'],
    ['pending', { check: EXTERNAL }, 'action_required'],
    ['pending', { check: INTERNAL, repaired: READY }, 'enabled'],
    ['pending', { check: INTERNAL, repaired: INTERNAL }, 'failed'],
    ['pending', { check: INTERNAL, repaired: EXTERNAL }, 'pending'],
    ['pending', { check: INTERNAL, repaired: UNKNOWN }, 'pending'],
    ['pending', { check: UNKNOWN }, 'pending'],
    ['action_required', { check: READY }, 'enabled'],
    ['failed', { check: INTERNAL, repaired: READY }, 'enabled'],
    ['failed', { check: EXTERNAL }, 'action_required'],
    ['enabled', { check: EXTERNAL }, 'action_required'],
    ['enabled', { check: INTERNAL, repaired: INTERNAL }, 'failed'],
    ['enabled', { check: READY }, 'enabled'],
    ['disabled', { check: READY }, 'disabled'],
    ['disabled', { check: EXTERNAL }, 'disabled'],
  ] as const)('%s, %j -> %s', (status, result, expected) => {
    expect(afterCheck({ ...domain, status }, result, at).status).toBe(expected);
  });

  it.each([
    ['ready', { check: READY }, true],
    ['to be repaired by the provisioner', { check: INTERNAL, repaired: INTERNAL }, true],
    ['to be repaired before the repair', { check: INTERNAL, repaired: EXTERNAL }, true],
    ['to be repaired by its owners', { check: EXTERNAL }, false],
    ['inconclusive', { check: UNKNOWN }, false],
  ] as const)('a check that finds it %s: its DNS has been right: %s', (_case, result, isProven) => {
    for (const status of ['pending', 'action_required', 'disabled'] as const) {
      const waiting = { ...domain, status, unprovenSince: at, endAnnouncedAt: at };
      const { unprovenSince, endAnnouncedAt } = afterCheck(waiting, result, at);
      expect([unprovenSince, endAnnouncedAt]).toEqual(isProven ? [null, null] : [at, at]);
    }
    expect(afterCheck({ ...domain, status: 'enabled' }, result, at).unprovenSince).toBeNull();
  });

  it('always keeps the last check and its date, and the records when they are known', () => {
    const records = [{ target: '', type: 'mx', value: 'mx.example.fr.' }];
    const later = new Date('2026-03-02T10:00:00Z');
    const first = afterCheck(domain, { check: INTERNAL, repaired: READY, expectedConfig: records }, at);
    expect(first).toMatchObject({
      lastCheckDetails: READY.raw,
      lastCheckTests: READY.tests,
      lastCheckedAt: at,
      expectedConfig: records,
    });
    const second = afterCheck(first, { check: EXTERNAL }, later);
    expect(second).toMatchObject({
      lastCheckDetails: EXTERNAL.raw,
      lastCheckTests: EXTERNAL.tests,
      lastCheckedAt: later,
      expectedConfig: records,
    });
  });
});
