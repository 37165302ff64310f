import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../support/api-client.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

const UNKNOWN = '11111111-2222-4333-8444-555555555555';

let evry: Evry;
let staff: ApiClient;
let id: string;
beforeAll(async () => {
  evry = await openEvry();
  id = evry.evry.id;
  staff = await evry.world.signIn(await addUser(evry.world, { isStaff: true }));
});
afterAll(() => evry.world.close());

const domains = (client = staff) => client.regie.administration.mailDomains;
const codeOf = async (call: Promise<unknown>) => (await trpcFailure(call)).domainCode;
const audited = async (action: 'mail_domain.status_changed' | 'mail_domain.updated') =>
  (
    await staff.regie.auditLog.list.query({ filter: { objectType: 'mail_domain', objectId: id } })
  ).items.filter((entry) => entry.action === action);

it('lists every domain with those who manage it', async () => {
  const { total, items, management } = await domains().list.query({ search: 'evry' });
  expect(total).toBe(1);
  expect(management).toEqual({ list: true, edit: true, check: true, secondFactors: true });
  const { alice, bob } = evry.people;
  expect(items).toMatchObject([
    {
      id,
      name: 'evry.fr',
      status: 'enabled',
      organization: null,
      mailboxCount: 1,
      managers: [
        { id: alice.id, email: 'alice@evry.fr', role: 'owner' },
        { id: bob.id, role: 'administrator' },
      ],
    },
  ]);
  expect((await domains().list.query({ statuses: ['disabled'] })).items).toMatchObject([{ name: 'old.fr' }]);
});

describe('editing', () => {
  it('disables a domain, in which nothing changes until it is no longer so and found good', async () => {
    expect(await domains().edit.mutate({ id, isDisabled: true })).toMatchObject({ status: 'disabled' });
    const box = { domainSlug: 'evryfr', localPart: 'x', firstName: 'X', lastName: 'Y' };
    expect(await codeOf(evry.alice.regie.mailboxes.create.mutate(box))).toBe('mail_domain.disabled');
    expect(await domains().edit.mutate({ id, isDisabled: true })).toMatchObject({ status: 'disabled' });

    expect(await domains().edit.mutate({ id, isDisabled: false })).toMatchObject({ status: 'pending' });
    await evry.world.advance(1);
    expect(await evry.alice.regie.mailDomains.get.query({ slug: 'evryfr' })).toMatchObject({
      status: 'enabled',
    });
    const [found, pending, disabled] = await audited('mail_domain.status_changed');
    expect(disabled?.details).toEqual({ status: { before: 'enabled', after: 'disabled' } });
    expect(pending?.details).toEqual({ status: { before: 'disabled', after: 'pending' } });
    expect(found?.details).toEqual({ status: { before: 'pending', after: 'enabled' } });
    expect(await audited('mail_domain.status_changed')).toHaveLength(3);
  });

  it('gives a domain to an organization, and another support address', async () => {
    const organizationId = evry.organization.id;
    const edited = await domains().edit.mutate({ id, organizationId, supportEmail: 'aide@evry.fr' });
    expect(edited).toMatchObject({ organizationId, supportEmail: 'aide@evry.fr', status: 'enabled' });
    expect((await domains().list.query({ organizationId })).items).toMatchObject([
      { id, organization: { id: organizationId, name: "Mairie d'Évry" } },
    ]);
    expect(await domains().edit.mutate({ id, organizationId: null })).toMatchObject({ organizationId: null });
    const [second, first] = await audited('mail_domain.updated');
    expect(first?.details).toEqual({
      organizationId: { before: null, after: organizationId },
      supportEmail: { before: 'support@evry.fr', after: 'aide@evry.fr' },
    });
    expect(second?.details).toEqual({ organizationId: { before: organizationId, after: null } });
  });

  it('refuses what there is not', async () => {
    expect(await codeOf(domains().edit.mutate({ id: UNKNOWN, isDisabled: true }))).toBe(
      'mail_domain.not_found',
    );
    expect(await codeOf(domains().edit.mutate({ id, organizationId: UNKNOWN }))).toBe(
      'organization.not_found',
    );
  });

  it('checks a domain of others now', async () => {
    const checked = await domains().check.mutate({ id });
    expect(checked).toMatchObject({ id, statusBefore: 'enabled', status: 'enabled' });
    expect(checked.lastCheckedAt).toBe(evry.world.clock.now().toISOString());
    expect(await codeOf(domains().check.mutate({ id: UNKNOWN }))).toBe('mail_domain.not_found');
    evry.world.mailProvisioner.setTrouble({ kind: 'unavailable' });
    expect(await codeOf(domains().check.mutate({ id }))).toBe('mail_provisioner.unavailable');
    evry.world.mailProvisioner.setTrouble(undefined);
  });

  it('is for staff, as is the list', async () => {
    for (const client of [evry.alice, evry.dave]) {
      expect(await codeOf(domains(client).list.query({}))).toBe('mail_domain.action_forbidden');
      expect(await codeOf(domains(client).check.mutate({ id }))).toBe('mail_domain.action_forbidden');
      const editing = domains(client).edit.mutate({ id, isDisabled: true });
      expect(await codeOf(editing)).toBe('mail_domain.action_forbidden');
    }
  });
});
