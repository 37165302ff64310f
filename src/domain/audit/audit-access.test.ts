import { expect, it } from 'vitest';
import type { OrganizationId } from '../shared/ids.ts';
import { auditScope } from './audit-access.ts';

const EVRY = 'evry' as OrganizationId;

it.each([
  ['staff', { isStaff: true, administers: null }, 'everything'],
  ['staff who administer an organization', { isStaff: true, administers: EVRY }, 'everything'],
  ['an administrator', { isStaff: false, administers: EVRY }, { organizationId: EVRY }],
] as const)('shows %s their part', (_name, reader, scope) => {
  expect(auditScope(reader)).toEqual(scope);
});

it('shows nothing to anybody else', () => {
  expect(() => auditScope({ isStaff: false, administers: null })).toThrow(
    expect.objectContaining({ code: 'audit_log.action_forbidden' }),
  );
});
