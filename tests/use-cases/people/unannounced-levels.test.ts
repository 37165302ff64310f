import { expect, it } from 'vitest';
import { openUseCaseWorld } from '../../support/use-case-world.ts';

const openWith = (staff: readonly string[], administrators: readonly string[] = []) =>
  openUseCaseWorld({ settings: { signInLevels: { staff, administrators } } });

it.each([
  ['one of staff', ['eidas2', 'gold'], [], 'gold'],
  ['one of administrators', [], ['eidas2', 'gold'], 'gold'],
  ['several, each once', ['gold', 'eidas3'], ['gold'], 'gold eidas3'],
])('warns of levels that the provider does not announce: %s', async (_name, staff, administrators, told) => {
  const world = await openWith(staff, administrators);
  world.identityProvider.announceLevels(['eidas1', 'eidas2']);
  await world.useCases.warnOfUnannouncedLevels();
  expect(world.logger.entries).toMatchObject([
    { level: 'warn', fields: { unannounced: told, announced: 'eidas1 eidas2' } },
  ]);
});

it.each([
  ['all are announced', ['eidas2'], ['eidas1', 'eidas2']],
  ['nobody is asked', [], ['eidas1']],
])('says nothing where %s', async (_name, staff, announced) => {
  const world = await openWith(staff);
  world.identityProvider.announceLevels(announced);
  await world.useCases.warnOfUnannouncedLevels();
  expect(world.logger.entries).toEqual([]);
});

it('warns of nothing where the provider announces no levels', async () => {
  const world = await openWith(['eidas2']);
  await world.useCases.warnOfUnannouncedLevels();
  expect(world.logger.entries).toMatchObject([{ level: 'info' }]);
});

it('says so, and fails nothing, while the provider is down', async () => {
  const world = await openWith(['eidas2']);
  world.identityProvider.failWith('identity_provider.unavailable');
  await world.useCases.warnOfUnannouncedLevels();
  expect(world.logger.entries).toMatchObject([
    { level: 'warn', error: expect.objectContaining({ code: 'identity_provider.unavailable' }) },
  ]);
});
