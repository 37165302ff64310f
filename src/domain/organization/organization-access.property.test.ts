import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ensureMayRename, organizationAbilities } from './organization-access.ts';

const role = fc.constantFrom('administrator' as const, undefined);

it('an organization is changed by those whose abilities say so, and seen by its members only', () => {
  fc.assert(
    fc.property(fc.boolean(), role, (isMember, held) => {
      if (!isMember) {
        expect(() => organizationAbilities(isMember, held)).toThrow(
          expect.objectContaining({ code: 'organization.not_found' }),
        );
        return;
      }
      const abilities = organizationAbilities(isMember, held);
      expect(abilities).toMatchObject({ get: true, patch: held === 'administrator', delete: false });
      expect(abilities.put).toBe(abilities.patch);
      if (abilities.patch) expect(() => ensureMayRename(abilities)).not.toThrow();
      else expect(() => ensureMayRename(abilities)).toThrow();
    }),
  );
});
