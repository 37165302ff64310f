import { describe, expect, it } from 'vitest';
import type { TeamId } from '../shared/ids.ts';
import { ensureMayOnTeam, ensureNotDescendant, type Team, teamAbilities } from './team.ts';
import type { TeamRole } from './team-access.ts';

const at = new Date('2026-01-01T00:00:00Z');
const team = (path: string): Team => ({
  id: path as TeamId,
  name: 'Accueil',
  path,
  depth: path.length / 5,
  numchild: 0,
  externalId: 'e',
  organizationId: null,
  isVisibleAllServices: false,
  createdAt: at,
  updatedAt: at,
});

describe('team', () => {
  it.each<[TeamRole, boolean[]]>([
    ['member', [true, false, false, false, false]],
    ['administrator', [true, true, true, false, true]],
    ['owner', [true, true, true, true, true]],
  ])('gives a %s its abilities, in the order of the wire', (role, expected) => {
    expect(Object.entries(teamAbilities(role))).toEqual(
      ['get', 'patch', 'put', 'delete', 'manageAccesses'].map((name, index) => [name, expected[index]]),
    );
  });

  it.each<[TeamRole | undefined, 'get' | 'patch' | 'delete', string | undefined]>([
    [undefined, 'get', 'team.not_found'],
    [undefined, 'delete', 'team.not_found'],
    ['member', 'get', undefined],
    ['member', 'patch', 'team.action_forbidden'],
    ['administrator', 'patch', undefined],
    ['administrator', 'delete', 'team.action_forbidden'],
    ['owner', 'delete', undefined],
  ])('answers %s who wants to %s with %s', (role, action, code) => {
    const attempt = () => ensureMayOnTeam(role, action);
    if (code === undefined) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ['00001', '00001', true],
    ['00001', '0000100002', true],
    ['0000100002', '00001', false],
    ['00001', '00002', false],
  ])('moving %s below %s is refused: %s', (moved, parent, isRefused) => {
    const attempt = () => ensureNotDescendant(team(moved), team(parent));
    if (isRefused) {
      expect(attempt).toThrow(expect.objectContaining({ code: 'team.cannot_move_below_itself' }));
    } else expect(attempt).not.toThrow();
  });
});
