import { expect, it } from 'vitest';
import { ensureMayWithOpenidClients, openidClientAbilities } from './openid-client-access.ts';

const ACTIONS = ['list', 'create', 'update', 'rotateSecret', 'enable', 'disable', 'delete'] as const;

it.each(ACTIONS)('lets superusers %s, and nobody else', (action) => {
  expect(openidClientAbilities({ isSuperuser: true })[action]).toBe(true);
  expect(() => ensureMayWithOpenidClients({ isSuperuser: true }, action)).not.toThrow();
  expect(openidClientAbilities({ isSuperuser: false })[action]).toBe(false);
  expect(() => ensureMayWithOpenidClients({ isSuperuser: false }, action)).toThrow(
    expect.objectContaining({ code: 'openid_client.action_forbidden' }),
  );
});

it('knows no other action', () => {
  expect(Object.keys(openidClientAbilities({ isSuperuser: true }))).toEqual(ACTIONS);
});
