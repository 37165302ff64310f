import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError, type ErrorCode } from '../../src/domain/shared/errors.ts';
import { translatorFor } from '../../src/infrastructure/http/messages/translate.ts';
import { domainErrorBody } from '../../src/infrastructure/rest/serving/domain-error-body.ts';
import type { ApiClient } from '../support/api-client.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

const UNKNOWN = '11111111-2222-4333-8444-555555555555';

let evry: Evry;
let staff: ApiClient;
beforeAll(async () => {
  evry = await openEvry();
  staff = await evry.world.signIn(await addUser(evry.world, { isStaff: true }));
});
afterAll(() => evry.world.close());

const organizations = (client = staff) => client.regie.administration.organizations;
const isoInstant = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);

describe('organizations, by staff', () => {
  it('are created, edited, found and retrieved', async () => {
    const input = { name: ' Lyon ', registrationIds: ['69123'], domains: ['Lyon.FR'] };
    const created = await organizations().create.mutate(input);
    expect(created).toEqual({
      id: created.id,
      name: 'Lyon',
      registrationIds: ['69123'],
      domains: ['lyon.fr'],
      isActive: true,
      createdAt: isoInstant,
      updatedAt: isoInstant,
    });
    const edited = { ...created, domains: ['lyon.fr', 'grandlyon.fr'], isActive: false };
    const { id, domains, isActive } = edited;
    expect(await organizations().edit.mutate({ id, domains, isActive })).toEqual({
      ...edited,
      updatedAt: isoInstant,
    });
    const found = await organizations().list.query({ search: 'GRANDLYON', isActive: false });
    expect(found).toMatchObject({
      total: 1,
      items: [{ id, domains, administrators: 0 }],
      management: { list: true, create: true },
    });
    expect(await organizations().get.query({ id })).toMatchObject({
      id,
      name: 'Lyon',
      metadata: {},
      directoryLookup: null,
      management: { edit: true, decideClaims: true },
    });
    expect(await organizations().tellPlugins.mutate({ id })).toEqual({ plugins: [] });
  });

  it('are listed by name, in pages', async () => {
    const page = (number: number) =>
      organizations().list.query({ page: { page: number, pageSize: 1 }, hasAdministrator: false });
    expect(await page(1)).toMatchObject({ total: 2, items: [{ name: 'Lyon' }] });
    expect(await page(2)).toMatchObject({ total: 2, items: [{ name: "Mairie d'Évry" }] });
    const administered = await organizations().list.query({ hasAdministrator: true });
    expect(administered).toMatchObject({ total: 0, items: [] });
  });

  it.each([
    [{}, 'BAD_REQUEST', 'organization.identifier_required', {}],
    [{ registrationIds: [''] }, 'BAD_REQUEST', 'organization.registration_id_invalid', { value: '' }],
    [{ registrationIds: ['[ND]'] }, 'BAD_REQUEST', 'organization.registration_id_invalid', { value: '[ND]' }],
    [
      { registrationIds: ['219 102 280 00018'] },
      'BAD_REQUEST',
      'organization.registration_id_check_digits',
      { value: '21910228000018' },
    ],
    [
      { registrationIds: ['6\u00a09123'] },
      'CONFLICT',
      'organization.registration_id_taken',
      { value: '69123' },
    ],
    [{ domains: ['nope'] }, 'BAD_REQUEST', 'organization.domain_invalid', { value: 'nope' }],
    [{ domains: ['EVRY.fr'] }, 'CONFLICT', 'organization.domain_taken', { value: 'evry.fr' }],
    [{ name: ' ', domains: ['a.fr'] }, 'BAD_REQUEST', null, {}],
    [{ domains: Array.from({ length: 101 }, (_, index) => `${index}.fr`) }, 'BAD_REQUEST', null, {}],
  ])('are not created from %j', async (input, code, domainCode, params) => {
    const failure = await trpcFailure(organizations().create.mutate(input));
    expect(failure).toMatchObject({ code, domainCode, params });
  });

  it('are for staff only', async () => {
    const { id } = evry.organization;
    for (const [client, hidden] of [
      [evry.alice, 'organization.action_forbidden'],
      [evry.dave, 'organization.not_found'],
    ] as const) {
      const own = organizations(client);
      for (const [attempt, domainCode] of [
        [() => own.list.query(), 'organization.action_forbidden'],
        [() => own.create.mutate({ domains: ['x.fr'] }), 'organization.action_forbidden'],
        [() => own.edit.mutate({ id, name: 'x' }), hidden],
        [() => own.get.query({ id }), hidden],
        [() => own.tellPlugins.mutate({ id }), hidden],
      ] as const) {
        expect(await trpcFailure(attempt())).toMatchObject({ domainCode });
      }
    }
    for (const attempt of [
      () => organizations().get.query({ id: UNKNOWN }),
      () => organizations().edit.mutate({ id: UNKNOWN, name: 'x' }),
    ]) {
      expect(await trpcFailure(attempt())).toMatchObject({ domainCode: 'organization.not_found' });
    }
  });
});

describe('what is wrong with an organization is named by its field, in both languages', () => {
  it.each<[ErrorCode, string, string, string]>([
    [
      'organization.registration_id_taken',
      'registration_id_list',
      'registration_id_list value must be unique across all instances: v',
      'Une autre organisation a déjà cette valeur dans registration_id_list : v',
    ],
    [
      'organization.domain_taken',
      'domain_list',
      'domain_list value must be unique across all instances: v',
      'Une autre organisation a déjà cette valeur dans domain_list : v',
    ],
    [
      'organization.registration_id_invalid',
      'registration_id_list',
      '"v" is not a registration id.',
      '« v » n’est pas un identifiant d’organisation.',
    ],
    [
      'organization.domain_invalid',
      'domain_list',
      '"v" is not a domain name.',
      '« v » n’est pas un nom de domaine.',
    ],
    [
      'organization.identifier_required',
      '__all__',
      'An organization needs a registration id or a domain.',
      'Il faut à une organisation un identifiant ou un domaine.',
    ],
  ])('%s', (code, field, english, french) => {
    const failure = new DomainError(code, 'for the log', { params: { value: 'v' } });
    expect(domainErrorBody(failure, translatorFor('en-us'))).toEqual({ [field]: [english] });
    expect(domainErrorBody(failure, translatorFor('fr-fr'))).toEqual({ [field]: [french] });
  });
});
