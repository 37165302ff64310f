import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeProConnect, type OpenidWorld, openOpenidWorld } from '../support/openid-world.ts';

let world: OpenidWorld;
beforeEach(async () => {
  world = await openOpenidWorld({
    clients: [makeProConnect(), makeProConnect({ clientId: 'agenda', skipsConsent: false })],
  });
});
afterEach(() => world.close());

const noted = () => world.audited().filter(({ action }) => action === 'mailbox.signed_in');

it('notes a sign-in at a client once, with who, where from, client and level', async () => {
  const { body } = await world.signIn();
  expect(noted()).toMatchObject([
    {
      objectType: 'mailbox',
      objectId: world.ada.id,
      label: 'ada@varzy.example',
      organizationId: world.organization.id,
      actorId: null,
      origin: { address: '127.0.0.1', via: 'session' },
      details: { client: 'proconnect', acr: 'eidas1' },
    },
  ]);
  expect((await world.refresh(body['refresh_token'])).status).toBe(200);
  expect((await world.userinfo(body['access_token'])).status).toBe(200);
  expect(noted()).toHaveLength(1);
});

it('notes a sign-in without password, and one after consent', async () => {
  const browser = world.browser();
  await world.authorize({}, browser);
  await world.authorize({ prompt: 'none' }, browser);
  await world.authorize({ client_id: 'agenda' }, browser);
  expect(noted().map(({ details }) => details['client'])).toEqual(['proconnect', 'proconnect', 'agenda']);
});

it('notes nothing where no code is given', async () => {
  await world.authorize({ prompt: 'none' });
  world.state.decision = 'refused';
  const refused = await world.authorize({ client_id: 'agenda' });
  expect(refused.searchParams.get('error')).toBe('access_denied');
  expect(noted()).toEqual([]);
});
