import type { Actor } from '../../src/application/shared/actor.ts';
import type { MailDomain } from '../../src/domain/mail-domain/mail-domain.ts';
import type { DriftLine } from '../../src/domain/provisioning/drift.ts';
import { openUseCaseWorld, type UseCaseWorld } from './use-case-world.ts';

const ALL = { number: 1, size: 100, order: [{ field: 'address', descending: false }] } as const;

export type ComparedDomain = Readonly<{ world: UseCaseWorld; mailDomain: MailDomain; owner: Actor }>;

/** A world with the enabled domain `commune.fr`, registered with the provisioner, and its owner. */
export async function openComparedDomain(): Promise<ComparedDomain> {
  const world = await openUseCaseWorld();
  const mailDomain = await world.addMailDomain({
    name: 'commune.fr',
    status: 'enabled',
    registration: { state: 'registered' },
  });
  const { actor: owner } = await world.addPerson();
  await world.giveAccess(owner, mailDomain, 'owner');
  return { world, mailDomain, owner };
}

/** The lines of the latest comparison that are to be settled, by address. */
export const driftLines = async ({
  world,
  mailDomain,
  owner,
}: ComparedDomain): Promise<readonly DriftLine[]> =>
  (await world.useCases.listDrift(owner, mailDomain.slug, {}, ALL)).items;
