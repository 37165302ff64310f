import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { addUser, type Evry, openEvry } from './evry.ts';
import { expectWireText } from './expect-wire-text.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
});
afterAll(() => evry.world.close());

describe('users/me/', () => {
  it('describes a person with an organization and a mail domain', async () => {
    const { status, text, headers } = await evry.alice.rest('GET', 'users/me/');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'application/json', allow: 'GET, HEAD, OPTIONS' });
    expectWireText(text, {
      email: 'alice@evry.fr',
      id: evry.people.alice.id,
      is_device: false,
      is_staff: false,
      language: 'fr-fr',
      name: 'Alice Martin',
      organization: {
        id: evry.organization.id,
        name: "Mairie d'Évry",
        registration_id_list: ['21910228000018'],
      },
      timezone: 'Europe/Paris',
      abilities: {
        contacts: { can_view: true, can_create: true },
        teams: { can_view: true, can_create: true },
        mailboxes: { can_view: true, can_create: true },
      },
    });
  });

  it('describes a person without name, e-mail, organization and domain', async () => {
    const nobody = await addUser(evry.world, { email: null, name: null, isDevice: true, isStaff: true });
    const { text } = await (await evry.world.signIn(nobody)).rest('GET', 'users/me/');
    expectWireText(text, {
      email: null,
      id: nobody.id,
      is_device: true,
      is_staff: true,
      language: 'fr-fr',
      name: null,
      organization: null,
      timezone: 'Europe/Paris',
      abilities: {
        contacts: { can_view: true, can_create: true },
        teams: { can_view: true, can_create: true },
        mailboxes: { can_view: false, can_create: false },
      },
    });
  });
});

it('organizations/⟨id⟩/ tells members and administrators what they may do', async () => {
  const boss = await addUser(evry.world, { organizationId: evry.organization.id });
  await evry.world.seed.organizationAccess(
    makeOrganizationAccess({ organizationId: evry.organization.id, userId: boss.id }),
  );
  for (const [client, isAdministrator] of [
    [evry.alice, false],
    [await evry.world.signIn(boss), true],
  ] as const) {
    const { status, text } = await client.rest('GET', `organizations/${evry.organization.id}/`);
    expect(status).toBe(200);
    expectWireText(text, {
      id: evry.organization.id,
      name: "Mairie d'Évry",
      registration_id_list: ['21910228000018'],
      domain_list: ['evry.fr'],
      abilities: { get: true, patch: isAdministrator, put: isAdministrator, delete: false },
    });
  }
});
