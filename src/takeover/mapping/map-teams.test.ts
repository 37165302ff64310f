import { describe, expect, it } from 'vitest';
import {
  INVITATION,
  keepsFirst,
  keepsRows,
  knowsSpellings,
  TEAM,
  TIMES,
  takeOver,
  tellsOfRows,
  WEBHOOK,
} from '../../../tests/support/taken-over-rows.ts';

keepsRows([
  [
    'a team invitation, which ends seven days after its last change',
    'people_invitation',
    { ...INVITATION, id: 'i', team_id: 't' },
    'team_invitation',
    { email: 'a@b.fr', expires_at: '2025-01-09T00:00:00.999999Z', created_at: TIMES.created_at },
  ],
  [
    'a webhook without secret',
    'people_team_webhook',
    { ...WEBHOOK, id: 'w' },
    'team_webhook',
    { sealed_secret: null },
  ],
]);

tellsOfRows([
  ['people_team', { ...TEAM, id: 't', depth: 3 }, 'depth 3 of path 00001: set to 1'],
  ['people_team', { ...TEAM, id: 't', numchild: 2 }, 'numchild 2: set to 0'],
  ['people_team', { ...TEAM, id: 't', path: '000' }, 'odd path 000: kept'],
  [
    'people_team',
    { ...TEAM, id: 't', path: '0000100002', depth: 2 },
    'no team has the path 00001 of its parent: kept where it is',
  ],
  ['people_team_access', { ...TIMES, id: 'a', role: 'boss' }, 'unknown role boss: left out'],
  ['people_invitation', { ...INVITATION, id: 'i', role: 'boss' }, 'unknown role boss: left out'],
  ['people_team_webhook', { ...WEBHOOK, id: 'w', protocol: 'x' }, 'unknown protocol x: left out'],
  ['people_team_webhook', { ...WEBHOOK, id: 'w', url: '' }, 'no address: left out'],
  ['people_team_webhook', { ...WEBHOOK, id: 'w', status: 'x' }, 'unknown status x: set to pending'],
  [
    'people_invitation',
    { ...INVITATION, id: 'i', team_id: 't', email: 'A@évry.fr' },
    'stored as A@xn--vry-9la.fr',
  ],
]);

describe('rows that collide', () => {
  keepsFirst([
    [
      'people_invitation',
      { ...INVITATION, id: '1', team_id: 't' },
      { ...INVITATION, id: '2', team_id: 't', email: 'a@B.fr' },
    ],
  ]);

  knowsSpellings([['people_invitation', { ...INVITATION, team_id: 't' }, 'email', 'a@xn--vry-9la.fr']]);

  it('counts the children of a team, which are read before it', () => {
    const { rows, findings } = takeOver(
      ['people_team', { ...TEAM, id: 'b', path: '0000100002', depth: 2 }],
      ['people_team', { ...TEAM, id: 'a', path: '0000100001', depth: 2 }],
      ['people_team', { ...TEAM, id: 'p', numchild: 1 }],
    );
    expect(rows[2]?.team).toEqual([expect.objectContaining({ id: 'p', numchild: 2 })]);
    expect(findings).toEqual(['p: numchild 1: set to 2']);
  });
});
