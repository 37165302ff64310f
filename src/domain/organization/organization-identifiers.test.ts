import { describe, expect, it } from 'vitest';
import { normalizeDomain } from '../shared/domain-name.ts';
import {
  ensureIsIdentified,
  readOrganizationDomains,
  readRegistrationIds,
} from './organization-identifiers.ts';

const SHARED = { listed: new Set(['gmail.com']), exempt: new Set(['mairie.gmail.com']) };
const SIRET = /^[0-9]{14}$/;
const refusedAs = (code: string, value: string) => expect.objectContaining({ code, params: { value } });

describe('identifiers of an organization', () => {
  it('are stored trimmed, each once, in the order written, domains as DNS has them', () => {
    expect(readRegistrationIds([' b2 ', 'a1', 'b 2', 'b2'], null)).toEqual(['b2', 'a1']);
    expect(readRegistrationIds(['130 025 265 00013', '130025265 00013'], SIRET)).toEqual(['13002526500013']);
    expect(readOrganizationDomains([' Ville.FR', 'mairie.fr ', 'VILLE.fr'], SHARED)).toEqual([
      'ville.fr',
      'mairie.fr',
    ]);
    expect(readOrganizationDomains(['Évry.fr'], SHARED)).toEqual(['xn--vry-9la.fr']);
  });

  it.each(['', ' ', 'a1'.repeat(65), 'a\0b', 'N/A', '-', '00000000000000', 'a\ud800'])(
    'cannot have the registration id %j',
    (value) => {
      expect(() => readRegistrationIds(['a1', value], null)).toThrow(
        refusedAs('organization.registration_id_invalid', value.trim()),
      );
    },
  );

  it('have registration ids of the configured form', () => {
    expect(readRegistrationIds(['13002526500013'], SIRET)).toEqual(['13002526500013']);
    for (const value of ['2191022800001', '2191022800001x', '219102280']) {
      expect(() => readRegistrationIds([value], SIRET)).toThrow(
        refusedAs('organization.registration_id_invalid', value),
      );
    }
    expect(readRegistrationIds(['a1'.repeat(64)], null)).toHaveLength(1);
  });

  it.each(['12345678901234', '13002526500014', '123 456 789', '35600000049838'])(
    'cannot have the SIRET or SIREN %s, whose check digits are wrong, unless they have it already',
    (written) => {
      const value = written.replaceAll(' ', '');
      expect(() => readRegistrationIds([written], null)).toThrow(
        refusedAs('organization.registration_id_check_digits', value),
      );
      expect(readRegistrationIds([written], null, [value])).toEqual([value]);
    },
  );

  it.each([
    '13002526500013',
    '35600000049837',
    '130025265',
    '0755890Z',
    'W751234567',
    '1',
    'DE-12345678901234',
  ])('can have the id %s', (value) => {
    expect(readRegistrationIds([value], null)).toEqual([value]);
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
    expect(() => readOrganizationDomains([value], SHARED)).toThrow(
      refusedAs('organization.domain_invalid', value),
    );
  });

  it.each(['gmail.com', ' GMAIL.com ', 'x.gmail.com', 'ｇｍａｉｌ.com'])(
    'k6-free-mail: cannot have the domain %j, where anybody gets an address, unless they have it already',
    (written) => {
      const value = normalizeDomain(written.trim());
      expect(() => readOrganizationDomains(['ville.fr', written], SHARED)).toThrow(
        refusedAs('organization.domain_shared', value),
      );
      expect(readOrganizationDomains([written], SHARED, [value])).toEqual([value]);
      expect(readOrganizationDomains(['mairie.gmail.com', 'notgmail.com'], SHARED)).toHaveLength(2);
    },
  );

  it('are never missing altogether', () => {
    expect(() => ensureIsIdentified({ registrationIds: [], domains: [] })).toThrow(
      expect.objectContaining({ code: 'organization.identifier_required' }),
    );
    ensureIsIdentified({ registrationIds: ['a'], domains: [] });
    ensureIsIdentified({ registrationIds: [], domains: ['a.fr'] });
  });
});
