import { describe, expect, it } from 'vitest';
import {
  ensureMayManage,
  ensureMayManageOrganizations,
  ensureMayRemoveAdministrator,
  type OrganizationManagement,
  organizationManagement,
  organizationsManagement,
} from './organization-management.ts';

const who = {
  outsider: { isStaff: false, isMember: false, role: undefined },
  'administrator from elsewhere': { isStaff: false, isMember: false, role: 'administrator' },
  member: { isStaff: false, isMember: true, role: undefined },
  administrator: { isStaff: false, isMember: true, role: 'administrator' },
  staff: { isStaff: true, isMember: false, role: undefined },
  'staff and member': { isStaff: true, isMember: true, role: undefined },
  'staff and administrator': { isStaff: true, isMember: true, role: 'administrator' },
} as const;
const ACTIONS = [
  'readAccesses',
  'manageAccesses',
  'claim',
  'decideClaims',
  'changeMetadata',
  'manageServiceProviders',
  'edit',
] as const satisfies readonly (keyof OrganizationManagement)[];

describe('what people may do around an organization', () => {
  it.each([
    ['outsider', '.......'],
    ['administrator from elsewhere', '.......'],
    ['member', 'x.x....'],
    ['administrator', 'xx.....'],
    ['staff', 'xx.xxxx'],
    ['staff and member', 'xxxxxxx'],
    ['staff and administrator', 'xx.xxxx'],
  ] as const)('%s: %s', (name, marks) => {
    const standing = who[name];
    const allowed = organizationManagement(standing);
    expect(ACTIONS.map((action) => (allowed[action] ? 'x' : '.')).join('')).toBe(marks);
    for (const action of ACTIONS) {
      const attempt = () => ensureMayManage(standing, action);
      if (allowed[action]) expect(attempt).not.toThrow();
      else {
        const code =
          standing.isStaff || standing.isMember ? 'organization.action_forbidden' : 'organization.not_found';
        expect(attempt).toThrow(expect.objectContaining({ code }));
      }
    }
  });

  it.each(['list', 'create'] as const)('staff alone %s organizations', (action) => {
    expect([organizationsManagement(true)[action], organizationsManagement(false)[action]]).toEqual([
      true,
      false,
    ]);
    expect(() => ensureMayManageOrganizations(true, action)).not.toThrow();
    expect(() => ensureMayManageOrganizations(false, action)).toThrow(
      expect.objectContaining({ code: 'organization.action_forbidden' }),
    );
  });

  it.each([
    [false, 1, false],
    [false, 2, true],
    [true, 1, true],
  ])('staff: %s, administrators: %d, may remove one: %s', (isStaff, administrators, isAllowed) => {
    const attempt = () => ensureMayRemoveAdministrator(isStaff, administrators);
    if (isAllowed) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: 'organization_access.last_administrator' }));
  });
});
