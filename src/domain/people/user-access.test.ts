import { describe, expect, it } from 'vitest';
import type { OrganizationId, UserId } from '../shared/ids.ts';
import { ensureMayUpdate, isVisibleTo } from './user-access.ts';

const ME = 'me' as UserId;
const OTHER = 'other' as UserId;
const EVRY = 'evry' as OrganizationId;
const LYON = 'lyon' as OrganizationId;

describe('who may know of and change a user', () => {
  it.each([
    [{ of: EVRY, id: ME, in: EVRY, isActive: true }, 'changed'],
    [{ of: null, id: ME, in: null, isActive: true }, 'changed'],
    [{ of: EVRY, id: OTHER, in: EVRY, isActive: true }, 'user.action_forbidden'],
    [{ of: EVRY, id: OTHER, in: EVRY, isActive: false }, 'user.not_found'],
    [{ of: EVRY, id: OTHER, in: LYON, isActive: true }, 'user.not_found'],
    [{ of: EVRY, id: OTHER, in: null, isActive: true }, 'user.not_found'],
    [{ of: null, id: OTHER, in: EVRY, isActive: true }, 'user.not_found'],
    [{ of: null, id: OTHER, in: null, isActive: true }, 'user.not_found'],
  ] as const)('%o: %s', (given, outcome) => {
    const viewer = { userId: ME, organizationId: given.of };
    const target = { id: given.id, organizationId: given.in, isActive: given.isActive };
    const attempt = () => ensureMayUpdate(viewer, target);
    if (outcome === 'changed') expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: outcome }));
    expect(isVisibleTo(viewer, target)).toBe(outcome !== 'user.not_found');
  });

  it('says of missing people what it says of strangers', () => {
    const attempt = () => ensureMayUpdate({ userId: ME, organizationId: EVRY }, undefined);
    expect(attempt).toThrow(expect.objectContaining({ code: 'user.not_found' }));
  });
});
