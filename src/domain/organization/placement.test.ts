import { describe, expect, it } from 'vitest';
import { makeOrganization } from '../../../tests/builders/make-organization.ts';
import { placementOf } from './placement.ts';

const SIRET = '13002526500013';
const byId = makeOrganization({ registrationIds: [SIRET] });
const nameless = makeOrganization({ registrationIds: [], domains: ['ville.fr'] });
const otherwise = makeOrganization({ registrationIds: ['21340172201787'], domains: ['ville.fr'] });

const created = (registrationIds: string[], domains: string[], name: string) => ({
  kind: 'create',
  identifiers: { name, registrationIds, domains },
});
const joined = (organization: typeof byId) => ({ kind: 'join', organization });

describe('the organization of a person', () => {
  it.each([
    ['(a) SIRET known', SIRET, 'ville.fr', byId, undefined, joined(byId)],
    ['(a) SIRET known, domain of another', SIRET, 'ville.fr', byId, nameless, joined(byId)],
    ['(a) SIRET known, shared domain', SIRET, undefined, byId, undefined, joined(byId)],
    ['(a) SIRET known to the organization of the domain', SIRET, 'ville.fr', byId, byId, joined(byId)],
    [
      '(b) SIRET unknown, organization of the domain without id',
      SIRET,
      'ville.fr',
      undefined,
      nameless,
      { kind: 'identify', organization: nameless, registrationId: SIRET },
    ],
    [
      '(c) SIRET unknown, organization of the domain with another id',
      SIRET,
      'ville.fr',
      undefined,
      otherwise,
      created([SIRET], [], SIRET),
    ],
    ['SIRET and domain unknown', SIRET, 'ville.fr', undefined, undefined, created([SIRET], [], SIRET)],
    ['(d) SIRET unknown, shared domain', SIRET, undefined, undefined, undefined, created([SIRET], [], SIRET)],
    ['no SIRET, domain known', null, 'ville.fr', undefined, nameless, joined(nameless)],
    [
      'no SIRET, domain of an organization with an id',
      null,
      'ville.fr',
      undefined,
      otherwise,
      joined(otherwise),
    ],
    [
      'no SIRET, domain unknown',
      null,
      'ville.fr',
      undefined,
      undefined,
      created([], ['ville.fr'], 'ville.fr'),
    ],
    ['(e) no SIRET, shared domain or no address', null, undefined, undefined, undefined, { kind: 'nowhere' }],
  ])('%s', (_case, registrationId, domain, found, byDomain, expected) => {
    expect(placementOf({ registrationId, domain }, { byId: found, byDomain })).toEqual(expected);
  });

  it('is called by what it is known by, as far as a name holds it', () => {
    const placement = placementOf(
      { registrationId: 'é'.repeat(120), domain: undefined },
      { byId: undefined, byDomain: undefined },
    );
    expect(placement).toEqual(created(['é'.repeat(120)], [], 'é'.repeat(100)));
  });
});
