import { describe, expect, it } from 'vitest';
import {
  ensureIsIdentified,
  readOrganizationDomains,
  readRegistrationIds,
} from './organization-identifiers.ts';

const SIRET = /^[0-9]{14}$/;
const refusedAs = (code: string, value: string) => expect.objectContaining({ code, params: { value } });

describe('identifiers of an organization', () => {
  it('are stored trimmed, each once, in the order written, domains in lower case', () => {
    expect(readRegistrationIds([' b ', 'a', 'b'], null)).toEqual(['b', 'a']);
    expect(readOrganizationDomains([' Ville.FR', 'mairie.fr ', 'VILLE.fr'])).toEqual([
      'ville.fr',
      'mairie.fr',
    ]);
    expect(readOrganizationDomains(['Évry.fr'])).toEqual(['évry.fr']);
  });

  it.each(['', ' ', 'x'.repeat(129), 'a\0b'])('cannot have the registration id %j', (value) => {
    expect(() => readRegistrationIds(['a', value], null)).toThrow(
      refusedAs('organization.registration_id_invalid', value.trim()),
    );
  });

  it('have registration ids of the configured form', () => {
    expect(readRegistrationIds(['21910228000018'], SIRET)).toEqual(['21910228000018']);
    for (const value of ['2191022800001', '2191022800001x']) {
      expect(() => readRegistrationIds([value], SIRET)).toThrow(
        refusedAs('organization.registration_id_invalid', value),
      );
    }
    expect(readRegistrationIds(['x'.repeat(128)], null)).toHaveLength(1);
  });

  it.each([
    '',
    'localhost',
    'a b.fr',
    '@ville.fr',
    'ville.fr/',
    'ville..fr',
    '-a.fr',
    `${'a.'.repeat(128)}fr`,
  ])('cannot have the domain %j', (value) => {
    expect(() => readOrganizationDomains([value])).toThrow(refusedAs('organization.domain_invalid', value));
  });

  it('are never missing altogether', () => {
    expect(() => ensureIsIdentified({ registrationIds: [], domains: [] })).toThrow(
      expect.objectContaining({ code: 'organization.identifier_required' }),
    );
    ensureIsIdentified({ registrationIds: ['a'], domains: [] });
    ensureIsIdentified({ registrationIds: [], domains: ['a.fr'] });
  });
});
