import { expect, it } from 'vitest';
import type { OrganizationId, UserId } from '../shared/ids.ts';
import { isReachedAtOnce } from './reached-at-once.ts';

const [evry, lyon] = ['evry' as OrganizationId, 'lyon' as OrganizationId];
const [ana, bob] = ['ana' as UserId, 'bob' as UserId];

it.each([
  [evry, bob, evry, true],
  [evry, bob, lyon, false],
  [evry, bob, null, false],
  [null, bob, lyon, false],
  [null, bob, null, false],
  [null, ana, null, true],
] as const)('ana of %s reaches %s of %s at once: %s', (organizationId, id, theirs, isReached) => {
  const by = { userId: ana, organizationId };
  expect(isReachedAtOnce(by, { id, organizationId: theirs }, 'accept')).toBe(isReached);
  expect(isReachedAtOnce(by, { id, organizationId: theirs }, 'direct')).toBe(true);
});
