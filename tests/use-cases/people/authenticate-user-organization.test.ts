import { beforeEach, describe, expect, it } from 'vitest';
import type { Organization } from '../../../src/domain/organization/organization.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { LISTENING, openRecognition, type Recognize } from '../../support/recognition.ts';
import { START, type UseCaseWorld } from '../../support/use-case-world.ts';

const SIRET = '21910228500018';

let world: UseCaseWorld;
let recognize: Recognize;

const open = async (given: Parameters<typeof openRecognition>[0] = {}) => {
  ({ world, recognize } = await openRecognition(given));
};
beforeEach(() => open());

let people = 0;
const arrive = (claims: Record<string, unknown>) => {
  people += 1;
  return recognize({ sub: `person-${people}`, ...claims });
};
const add = (given: Partial<Organization>) => world.addOrganization(makeOrganization(given));
const organizations = () => world.tables().organizations.all(() => true);
const organizationOf = async (claims: Record<string, unknown>) => {
  const { organizationId } = await arrive(claims);
  return organizations().find(({ id }) => id === organizationId);
};

describe('is found', () => {
  it('by one of its registration ids', async () => {
    const evry = await add({ registrationIds: ['13002526500013', SIRET] });
    expect(await organizationOf({ siret: SIRET })).toEqual(evry);
  });

  it('by one of its e-mail domains, whatever the letter case of the address', async () => {
    const evry = await add({ registrationIds: [], domains: ['mairie-evry.fr', 'evry.fr'] });
    expect(await organizationOf({ email: 'jean@EVRY.FR' })).toEqual(evry);
  });

  it('by its e-mail domain when no organization has the registration id', async () => {
    const evry = await add({ registrationIds: [], domains: ['evry.fr'] });
    const known = { ...evry, registrationIds: [SIRET], updatedAt: START };
    expect(await organizationOf({ siret: SIRET, email: 'jean@evry.fr' })).toEqual(known);
    expect(organizations()).toEqual([known]);
  });

  it('by registration id, with a warning, when the e-mail domain points to another', async () => {
    const bySiret = await add({ registrationIds: [SIRET] });
    const byDomain = await add({ registrationIds: [], domains: ['evry.fr'] });
    expect(await organizationOf({ siret: SIRET, email: 'jean@evry.fr' })).toEqual(bySiret);
    expect(world.logger.entries).toMatchObject([
      { level: 'warn', fields: { used: bySiret.id, ignored: byDomain.id } },
    ]);
  });

  it('without a warning when both point to it', async () => {
    const evry = await add({ registrationIds: [SIRET], domains: ['evry.fr'] });
    expect(await organizationOf({ siret: SIRET, email: 'jean@evry.fr' })).toEqual(evry);
    expect(world.logger.entries).toEqual([]);
  });

  it('without telling the plugins', async () => {
    await add({ registrationIds: [SIRET] });
    await arrive({ siret: SIRET });
    expect(world.jobs.waiting()).toEqual([]);
  });
});

describe('is not found by a part of what it is known by', () => {
  it.each([
    ['e-mail domain ry.fr and evry.fr', { domains: ['evry.fr'] }, { email: 'n5@ry.fr' }, 'ry.fr'],
    [
      'e-mail domain evry.fr and sub.evry.fr',
      { domains: ['sub.evry.fr'] },
      { email: 'n5@evry.fr' },
      'evry.fr',
    ],
    [
      'e-mail domain sub.evry.fr and evry.fr',
      { domains: ['evry.fr'] },
      { email: 'n5@sub.evry.fr' },
      'sub.evry.fr',
    ],
    ['e-mail domain _vry.fr and evry.fr', { domains: ['evry.fr'] }, { email: 'n5@e-ry.fr' }, 'e-ry.fr'],
    [
      'registration id 1111 and 11111111111111',
      { registrationIds: ['11111111111111'] },
      { siret: '1111' },
      '1111',
    ],
    ['registration id 1% and any', { registrationIds: ['11111111111111'] }, { siret: '1%' }, '1%'],
    [
      'an e-mail domain that is a registration id',
      { registrationIds: ['evry.fr'] },
      { email: 'a@evry.fr' },
      'evry.fr',
    ],
    [
      'a registration id that is an e-mail domain',
      { domains: ['evry-91.fr'] },
      { siret: 'evry-91.fr' },
      'evry-91fr',
    ],
  ])('%s', async (_case, given, claims, name) => {
    const other = await add({ registrationIds: [], ...given });
    const found = await organizationOf(claims);
    expect(found?.id).not.toBe(other.id);
    expect(found?.name).toBe(name);
  });
});

describe('is created', () => {
  it.each([
    ['from the registration id', { siret: SIRET, email: 'jean@evry.fr' }, SIRET, [SIRET], []],
    ['else from the e-mail domain', { email: 'Jean@EVRY.fr' }, 'evry.fr', [], ['evry.fr']],
    ['under a name that is cut', { siret: '1'.repeat(128) }, '1'.repeat(100), ['1'.repeat(128)], []],
  ])('%s', async (_case, claims, name, registrationIds, domains) => {
    const created = await organizationOf(claims);
    expect(created).toEqual({
      id: created?.id,
      name,
      registrationIds,
      domains,
      metadata: {},
      isActive: true,
      directoryLookup: null,
      createdAt: START,
      updatedAt: START,
    });
  });

  it.each([
    [
      'of another form than the installation knows',
      { claims: { registrationIdPattern: /^\d{14}$/ } },
      '1111',
    ],
    ['too long to be one', {}, '1'.repeat(129)],
    ['in a claim that the installation does not read', { claims: { registrationIdClaim: null } }, SIRET],
  ])('from the e-mail domain when the registration id is %s', async (_case, settings, siret) => {
    await open(settings);
    expect(await organizationOf({ siret, email: 'jean@evry.fr' })).toMatchObject({ registrationIds: [] });
  });

  it('once, and notifies each plugin that listens once', async () => {
    const { organizationId } = await arrive({ siret: SIRET });
    await arrive({ siret: SIRET });
    expect(world.jobs.waiting()).toMatchObject([
      {
        job: {
          name: 'run_plugin_hook',
          plugin: LISTENING.name,
          event: { hook: 'organization_created', organizationId, occurredAt: START.toISOString() },
        },
        key: `organization_created:${LISTENING.name}:${organizationId}`,
      },
    ]);
  });

  it('once for two people who arrive at once', async () => {
    const [one, other] = await Promise.all([arrive({ siret: SIRET }), arrive({ siret: SIRET })]);
    expect(one.organizationId).toBe(other.organizationId);
    expect(organizations()).toHaveLength(1);
    expect(world.jobs.names()).toEqual(['run_plugin_hook']);
  });
});
