import { makeMailAlias } from '../../builders/make-mail-alias.ts';
import { makeMailAliasChange } from '../../builders/make-mail-alias-change.ts';
import { newId } from '../../builders/new-id.ts';
import { ORIGIN } from '../../builders/origin.ts';
import type { ConsoleSite } from './console-site.ts';

/** Fewer than a page shows, so that one more makes a second page. */
const MANY = 12;

const ALIASES: readonly (readonly [localPart: string, destination: string])[] = [
  ['contact', 'accueil@evry.fr'],
  ['contact', 'secretariat@ailleurs.example'],
  ['accueil', 'jean.valjean@evry.fr'],
  ['jean.valjean', 'jean.valjean@evry.fr'],
  ['jean.valjean', 'cosette@ailleurs.example'],
  ...Array.from({ length: MANY }, (_, index) => ['tous', `agent${10 + index}@ailleurs.example`] as const),
];

/**
 * Gives the domain of Évry aliases: one that leads to another, one that keeps a copy in its mailbox, one with many
 * destinations, one that leads to Carol, each with its entry of the audit log; one addition was refused by the mail service when nobody waited for it.
 */
export async function seedAliases({ world, evry, people }: ConsoleSite): Promise<void> {
  const mailDomainId = evry.id;
  const all = [...ALIASES, ['presse', people.carol.email ?? ''] as const];
  for (const [localPart, destination] of all) {
    await world.mailProvisioner.createAlias({ domain: evry.name, localPart, destination });
  }
  const at = world.clock.now();
  await world.unitOfWork.run(async ({ mailAliases, mailAliasChanges, audit }) => {
    for (const [localPart, destination] of all) {
      await mailAliases.insertIfAbsent(makeMailAlias({ mailDomainId, localPart, destination }));
    }
    await audit.appendAll(
      { userId: people.alice.id, origin: ORIGIN },
      [...all, ['contact', 'ancienne.adresse@ailleurs.example'] as const].map(([localPart, destination]) => ({
        at,
        action: destination.startsWith('ancienne') ? 'mail_alias.deleted' : 'mail_alias.created',
        objectId: newId(),
        label: `${localPart}@${evry.name}`,
        organizationId: evry.organizationId,
        details: { destination },
      })),
    );
    await mailAliasChanges.insertOrFind([
      makeMailAliasChange({
        mailDomainId,
        localPart: 'presse',
        destination: 'journal@ailleurs.example',
        progress: {
          state: 'refused',
          code: 'alias.refused',
          params: { reason: 'Cette destination est interdite.' },
        },
        createdAt: at,
        updatedAt: at,
      }),
    ]);
  });
}
