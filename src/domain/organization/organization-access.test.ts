import { describe, expect, it } from 'vitest';
import { organizationAbilities } from './organization-access.ts';

describe('abilities on an organization', () => {
  it.each([
    ['member', undefined, [true, false, false, false]],
    ['administrator', 'administrator', [true, true, true, false]],
  ] as const)('%s: get, patch, put, delete', (_name, role, expected) => {
    expect(Object.values(organizationAbilities(true, role))).toEqual(expected);
  });

  it('hides it from people of another organization, administrators of it or not', () => {
    for (const role of [undefined, 'administrator'] as const) {
      expect(() => organizationAbilities(false, role)).toThrow(
        expect.objectContaining({ code: 'organization.not_found' }),
      );
    }
  });
});
