import { expect, it } from 'vitest';
import type { TeamRole } from '../team/team-access.ts';
import { ensureMayOnWebhooks, webhookAbilities } from './team-webhook.ts';

const ACTIONS = ['list', 'create', 'update', 'delete', 'replay'] as const;

it.each<[TeamRole | undefined, boolean, boolean]>([
  [undefined, false, false],
  ['member', false, false],
  ['administrator', false, false],
  ['owner', false, true],
  [undefined, true, true],
  ['member', true, true],
  ['owner', true, true],
])('%s of a team, staff: %s, may do everything: %s', (role, isStaff, may) => {
  const abilities = webhookAbilities(role, isStaff);
  for (const action of ACTIONS) {
    expect(abilities[action]).toBe(may);
    const attempt = () => ensureMayOnWebhooks(role, isStaff, action);
    if (may) expect(attempt).not.toThrow();
    else {
      const code = role === undefined ? 'team.not_found' : 'team_webhook.action_forbidden';
      expect(attempt).toThrow(expect.objectContaining({ code }));
    }
  }
});
