import { makeMailAlias } from '../../builders/make-mail-alias.ts';
import { makeMailbox } from '../../builders/make-mailbox.ts';
import type { ConsoleSite } from './console-site.ts';

/** What `evry.fr` has there that differs from what it has here, one of each kind; Jean Valjean is missing there. */
export async function seedDifferences({ world, evry }: ConsoleSite): Promise<void> {
  const { mailProvisioner, unitOfWork } = world;
  const there = (localPart: string, firstName: string, lastName: string) =>
    mailProvisioner.putMailbox({ domain: 'evry.fr', localPart, firstName, lastName });
  there('ana.roy', 'Ana', 'Roy');
  there('eve.petit', 'Ève', 'Petit-Martin');
  there('oxadmin', 'Admin', 'Context');
  mailProvisioner.addAlias('evry.fr', { localPart: 'contact', destination: 'ana.roy@evry.fr' });
  await unitOfWork.run(async ({ mailboxes, mailAliases }) => {
    const mailDomainId = evry.id;
    await mailboxes.insert(
      makeMailbox({
        mailDomainId,
        status: 'enabled',
        localPart: 'eve.petit',
        firstName: 'Ève',
        lastName: 'Petit',
      }),
    );
    await mailAliases.insertIfAbsent(
      makeMailAlias({ mailDomainId, localPart: 'mairie', destination: 'jean.valjean@evry.fr' }),
    );
  });
}
