import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOrganizationAccess } from '../builders/make-organization-access.ts';
import { addUser, type Evry, openEvry } from './evry.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
});
afterAll(() => evry.world.close());

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const idOf = (body: unknown): string => (body as { id: string }).id;

/** As text, so that the order of keys counts (contract/rest-api.md 3: "Response fields are in wire order"). */
const expectText = (text: string, expected: unknown) => expect(text).toBe(JSON.stringify(expected));

const OWNER = { get: true, patch: true, put: true, post: true, delete: true, manage_accesses: true };
const ADMINISTRATOR = { ...OWNER, delete: false };
const VIEWER = {
  get: true,
  patch: false,
  put: false,
  post: false,
  delete: false,
  manage_accesses: false,
};
const GOOD_REPORT = {
  domain_exist: { ok: true, internal: false, errors: [] },
  mx: { ok: true, internal: false, errors: [] },
  cert: { ok: true, internal: true, errors: [] },
};
const RECORDS = [
  { target: '', type: 'mx', value: 'mx.ox.numerique.gouv.fr.' },
  { target: '', type: 'txt', value: 'v=spf1 include:_spf.ox.numerique.gouv.fr -all' },
];

const evryDomain = (abilities: typeof VIEWER) => ({
  id: evry.evry.id,
  name: 'evry.fr',
  slug: 'evryfr',
  status: 'enabled',
  abilities,
  created_at: '2026-03-02T08:30:00.123000Z',
  updated_at: '2026-03-02T08:30:00.123000Z',
  count_mailboxes: 1,
  support_email: 'support@evry.fr',
  last_check_details: null,
  action_required_details: {},
  expected_config: null,
});
const jeansMailbox = () => ({
  id: evry.jean.id,
  first_name: 'Jean',
  last_name: 'Valjean',
  local_part: 'jean.valjean',
  secondary_email: 'jean@perso.fr',
  status: 'enabled',
});

describe('users/me/', () => {
  it('describes a person with an organization and a mail domain', async () => {
    const { status, text, headers } = await evry.alice.rest('GET', 'users/me/');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'application/json', allow: 'GET, HEAD, OPTIONS' });
    expectText(text, {
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

  it('describes somebody without name, e-mail, organization and domain', async () => {
    const nobody = await addUser(evry.world, { email: null, name: null, isDevice: true, isStaff: true });
    const { text } = await (await evry.world.signIn(nobody)).rest('GET', 'users/me/');
    expectText(text, {
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
    expectText(text, {
      id: evry.organization.id,
      name: "Mairie d'Évry",
      registration_id_list: ['21910228000018'],
      domain_list: ['evry.fr'],
      abilities: { get: true, patch: isAdministrator, put: isAdministrator, delete: false },
    });
  }
});

describe('mail-domains/', () => {
  it.each([
    ['bob', ADMINISTRATOR],
    ['carol', VIEWER],
  ] as const)('list and retrieve, as seen by %s', async (name, abilities) => {
    const list = await evry[name].rest('GET', 'mail-domains/');
    expect(list.status).toBe(200);
    expectText(list.text, { count: 1, next: null, previous: null, results: [evryDomain(abilities)] });
    const one = await evry[name].rest('GET', 'mail-domains/evryfr/');
    expect(one.status).toBe(200);
    expectText(one.text, evryDomain(abilities));
  });

  it('list nothing for somebody without access', async () => {
    const { text } = await evry.dave.rest('GET', 'mail-domains/');
    expectText(text, { count: 0, next: null, previous: null, results: [] });
  });

  it('create: checked, enabled, owned by whoever asked', async () => {
    const { status, text, body } = await evry.dave.rest('POST', 'mail-domains/', {
      id: 'ignored',
      status: 'disabled',
      name: ' Corbeil.FR ',
      support_email: 'support@Corbeil.fr',
      unknown: true,
    });
    expect(status).toBe(201);
    expect(idOf(body)).toMatch(UUID);
    expectText(text, {
      id: idOf(body),
      name: 'corbeil.fr',
      slug: 'corbeilfr',
      status: 'enabled',
      abilities: OWNER,
      created_at: '2026-11-23T10:00:00.250000Z',
      updated_at: '2026-11-23T10:00:00.250000Z',
      count_mailboxes: 0,
      support_email: 'support@Corbeil.fr',
      last_check_details: { name: 'corbeil.fr', state: 'ok', valid: true, ...GOOD_REPORT },
      action_required_details: {},
      expected_config: RECORDS,
    });
    expect((await evry.dave.rest('GET', 'mail-domains/corbeilfr/')).text).toBe(text);
  });

  it('fetch: says what to repair', async () => {
    const report = {
      name: 'evry.fr',
      state: 'broken',
      mx: {
        ok: false,
        internal: false,
        errors: [{ code: 'wrong_mx', detail: 'Je veux que le MX soit le nôtre' }],
      },
      cert: { ok: false, internal: true, errors: [{ code: 'no_cert', detail: 'Pas encore' }] },
      spf: { ok: false, internal: false, errors: [] },
    };
    const fresh = await openEvry();
    try {
      fresh.world.mailProvisioner.setReport('evry.fr', report);
      fresh.world.clock.advance(0.75); // to a whole second, which is written without fraction
      const { status, text } = await fresh.alice.rest('POST', 'mail-domains/evryfr/fetch/');
      expect(status).toBe(200);
      expectText(text, {
        ...evryDomain(OWNER),
        id: fresh.evry.id,
        status: 'action_required',
        updated_at: '2026-11-23T10:00:01Z',
        last_check_details: report,
        action_required_details: { mx: 'Je veux que le MX soit le nôtre', spf: null },
        expected_config: RECORDS,
      });
    } finally {
      await fresh.world.close();
    }
  });

  it('fetch leaves a disabled domain disabled (D56)', async () => {
    const { status, body } = await evry.alice.rest('POST', 'mail-domains/oldfr/fetch/');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'disabled', last_check_details: { state: 'ok' } });
  });
});

describe('mailboxes/', () => {
  it('list and retrieve, also for viewers', async () => {
    for (const client of [evry.alice, evry.carol]) {
      const list = await client.rest('GET', 'mail-domains/evryfr/mailboxes/');
      expect(list.status).toBe(200);
      expectText(list.text, { count: 1, next: null, previous: null, results: [jeansMailbox()] });
      const one = await client.rest('GET', `mail-domains/evryfr/mailboxes/${evry.jean.id}/`);
      expect(one.status).toBe(200);
      expectText(one.text, jeansMailbox());
    }
  });

  it.each([
    ['an address', { secondary_email: 'elo@perso.fr' }, 'elo@perso.fr'],
    ['null', { secondary_email: null }, null],
    ['nothing', {}, null],
    ['blank', { secondary_email: '' }, ''],
  ])('create with %s as secondary e-mail', async (label, secondary, expected) => {
    const fresh = await openEvry();
    try {
      const { status, text, body } = await fresh.bob.rest('POST', 'mail-domains/evryfr/mailboxes/', {
        first_name: 'Élodie',
        last_name: 12,
        local_part: 'Elodie.Durand',
        ...secondary,
        status: 'disabled',
      });
      expect(status, label).toBe(201);
      expect(idOf(body)).toMatch(UUID);
      expectText(text, {
        id: idOf(body),
        first_name: 'Élodie',
        last_name: '12',
        local_part: 'elodie.durand',
        secondary_email: expected,
        status: 'enabled',
      });
      await fresh.world.jobs.run();
      expect(fresh.world.mailer.sent.map(({ to }) => to)).toEqual(expected ? [expected] : []);
      expect(fresh.world.jobs.failures).toEqual([]);
    } finally {
      await fresh.world.close();
    }
  });
});
