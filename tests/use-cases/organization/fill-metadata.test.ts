import { expect, it } from 'vitest';
import { makeFillMetadata } from '../../../src/application/organization/change-metadata.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { openUseCaseWorld } from '../../support/use-case-world.ts';

it('gives organizations what they lack, however many there are, and nothing the second time', async () => {
  const world = await openUseCaseWorld();
  const whole = makeOrganization({ metadata: { is_commune: true, is_public_service: true } });
  const partial = makeOrganization({ metadata: { is_commune: true, other: 1 } });
  for (const organization of [whole, partial]) await world.addOrganization(organization);
  for (let number = 0; number < 401; number += 1) await world.addOrganization(makeOrganization());
  const fill = makeFillMetadata(world);
  expect(await fill()).toEqual({ seen: 403, changed: 402 });
  const stored = (id: typeof whole.id) => world.tables().organizations.find(id)?.metadata;
  expect(stored(whole.id)).toEqual(whole.metadata);
  expect(stored(partial.id)).toEqual({ is_commune: true, other: 1, is_public_service: false });
  expect(world.audited()).toHaveLength(402);
  expect(world.audited()[0]).toMatchObject({ actorId: null, origin: { via: 'command_line' } });
  expect(await fill()).toEqual({ seen: 403, changed: 0 });
});
