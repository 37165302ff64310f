import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDomainCheck } from '../../src/adapters/provisioning/dimail/read-domain-check.ts';
import { type Evry, openEvry } from './evry.ts';
import { expectWireText } from './expect-wire-text.ts';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
});
afterAll(() => evry.world.close());

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const idOf = (body: unknown): string => (body as { id: string }).id;

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
describe('mail-domains/', () => {
  it.each([
    ['bob', ADMINISTRATOR],
    ['carol', VIEWER],
  ] as const)('list and retrieve, as seen by %s', async (name, abilities) => {
    const list = await evry[name].rest('GET', 'mail-domains/');
    expect(list.status).toBe(200);
    expectWireText(list.text, { count: 1, next: null, previous: null, results: [evryDomain(abilities)] });
    const one = await evry[name].rest('GET', 'mail-domains/evryfr/');
    expect(one.status).toBe(200);
    expectWireText(one.text, evryDomain(abilities));
  });

  it('list nothing without access', async () => {
    const { text } = await evry.dave.rest('GET', 'mail-domains/');
    expectWireText(text, { count: 0, next: null, previous: null, results: [] });
  });

  it('create: checked, enabled, owned by its creator', async () => {
    const { status, text, body } = await evry.dave.rest('POST', 'mail-domains/', {
      id: 'ignored',
      status: 'disabled',
      name: ' Corbeil.FR ',
      support_email: 'support@Corbeil.fr',
      unknown: true,
    });
    expect(status).toBe(201);
    expect(idOf(body)).toMatch(UUID);
    expectWireText(text, {
      id: idOf(body),
      name: 'corbeil.fr',
      slug: 'corbeilfr',
      status: 'enabled',
      abilities: OWNER,
      created_at: '2026-11-23T10:00:00.250000Z',
      updated_at: '2026-11-23T10:00:00.250000Z',
      count_mailboxes: 0,
      support_email: 'support@corbeil.fr',
      last_check_details: { name: 'corbeil.fr', ready: true },
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
      fresh.world.mailProvisioner.setCheck('evry.fr', readDomainCheck(report));
      fresh.world.clock.advance(0.75); // to a whole second, which is written without fraction
      const { status, text } = await fresh.alice.rest('POST', 'mail-domains/evryfr/fetch/');
      expect(status).toBe(200);
      expectWireText(text, {
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
    expect(body).toMatchObject({ status: 'disabled', last_check_details: { ready: true } });
  });
});
