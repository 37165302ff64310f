import { describe, expect, it } from 'vitest';
import { ensureServiceMayWrite, serviceAbilities, serviceStanding } from './service-standing.ts';

describe('what a service is to a team', () => {
  it.each([
    [true, false, 'linked'],
    [true, true, 'linked'],
    [false, true, 'visible'],
    [false, false, 'none'],
  ] as const)('linked %s, visible to all %s: %s', (isLinked, isVisible, standing) => {
    expect(serviceStanding(isLinked, isVisible)).toBe(standing);
  });

  it.each([
    ['linked', { read: true, write: true, invitations: true }],
    ['visible', { read: true, write: false, invitations: false }],
    ['none', { read: false, write: false, invitations: false }],
  ] as const)('%s', (standing, abilities) => expect(serviceAbilities(standing)).toEqual(abilities));

  it.each([
    ['visible', 'team.action_forbidden'],
    ['none', 'team.not_found'],
  ] as const)('%s may not write: %s', (standing, code) => {
    expect(() => ensureServiceMayWrite(standing)).toThrow(expect.objectContaining({ code }));
  });

  it('linked may', () => expect(() => ensureServiceMayWrite('linked')).not.toThrow());
});
