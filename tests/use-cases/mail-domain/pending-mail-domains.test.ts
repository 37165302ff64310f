import { expect, it } from 'vitest';
import { STORED_BOUNDS } from '../../../src/domain/shared/stored-bounds.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { openUseCaseWorld } from '../../support/use-case-world.ts';

const MOST = STORED_BOUNDS.pending_domains_of_organization.max;
const supportEmail = 's@evry.fr';
const FULL = { code: 'list.full', params: { field: 'name', max: String(MOST) } };

async function open() {
  const world = await openUseCaseWorld({ settings: { pendingMailDomainsMax: MOST } });
  const organization = makeOrganization();
  await world.addOrganization(organization);
  const join = async (organizationId = organization.id) => (await world.addPerson({ organizationId })).actor;
  const create = (actor: Awaited<ReturnType<typeof join>>, name: string) =>
    world.jobs.during(() => world.useCases.createMailDomain(actor, { name, supportEmail }));
  const fill = async (actors: readonly Awaited<ReturnType<typeof join>>[]) => {
    for (let made = 0; made < MOST; made += 1) {
      const [first, second = first] = actors;
      const owner = made % 2 === 0 ? first : second;
      if (!owner) throw new Error('somebody creates them');
      const mailDomain = await world.addMailDomain({
        status: made % 2 === 0 ? 'pending' : 'action_required',
      });
      await world.giveAccess(owner, mailDomain, 'owner');
    }
  };
  return { world, join, create, fill };
}

it('limits the unproven domains of an organization, and refuses before dimail is asked', async () => {
  const { world, join, create, fill } = await open();
  const [ana, bob] = [await join(), await join()];
  await fill([ana, bob]);
  for (const actor of [ana, bob]) await expect(create(actor, 'one.fr')).rejects.toMatchObject(FULL);
  expect(world.provisionerCalls.count('registerDomain')).toBe(0);
  expect(world.audited()).toEqual([]);

  const other = makeOrganization();
  await world.addOrganization(other);
  expect(await create(await join(other.id), 'one.fr')).toMatchObject({ name: 'one.fr' });
});

it('has room again once one of them works', async () => {
  const { world, join, create, fill } = await open();
  const ana = await join();
  await fill([ana]);
  await expect(create(ana, 'one.fr')).rejects.toMatchObject(FULL);
  const [waiting] = world.tables().mailDomains.all(({ status }) => status === 'pending');
  if (!waiting) throw new Error('one waits');
  await world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...waiting, status: 'enabled' }));
  expect(await create(ana, 'one.fr')).toMatchObject({ name: 'one.fr' });
});

it('counts those of a person without organization by themselves', async () => {
  const { world, create, fill } = await open();
  const [ana, bob] = [
    (await world.addPerson({ organizationId: null })).actor,
    (await world.addPerson({ organizationId: null })).actor,
  ];
  await fill([ana]);
  await expect(create(ana, 'one.fr')).rejects.toMatchObject(FULL);
  expect(await create(bob, 'one.fr')).toMatchObject({ name: 'one.fr' });
});
