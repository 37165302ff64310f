import type { Mailbox } from '../../../src/domain/mailbox/mailbox.ts';
import { withWanted } from '../../../src/domain/mailbox/mailbox-change.ts';
import { makeMailAlias } from '../../builders/make-mail-alias.ts';
import { type GivenOfMailbox, makeMailbox } from '../../builders/make-mailbox.ts';
import { done, refused, waiting } from '../../builders/provisioned.ts';
import type { ConsoleSite } from './console-site.ts';

const HOUR_MS = 3_600_000;

/** A mailbox in each state that a row shows, and an alias that leads to one of them. */
export async function seedMailboxes({
  world,
  evry,
  jean,
  organization,
}: ConsoleSite): Promise<readonly Mailbox[]> {
  const since = new Date(world.clock.now().getTime() - 2 * HOUR_MS);
  const away = { attempt: 3, trouble: 'mail_provisioner.unavailable' as const };
  const given: readonly GivenOfMailbox[] = [
    { firstName: 'Ana', lastName: 'Petit', localPart: 'ana.petit', status: 'enabled' },
    {
      firstName: '',
      lastName: 'Accueil de la mairie',
      localPart: 'accueil',
      kind: 'functional',
      status: 'enabled',
    },
    { firstName: 'Éric', lastName: 'Noël', localPart: 'eric.noel', status: 'disabled' },
    {
      firstName: 'Hugo',
      lastName: 'Marchand',
      localPart: 'hugo.marchand',
      secondaryEmail: 'hugo@perso.example',
      provisioned: done({ change: { ...withWanted(null, { active: false }, since), ...away } }),
    },
    {
      firstName: 'Inès',
      lastName: 'Garnier',
      localPart: 'ines.garnier',
      secondaryEmail: 'ines@perso.example',
      provisioned: done({
        changeFailure: {
          revision: 1,
          step: 'names',
          code: 'mailbox.display_name_taken',
          params: { holder: 'ana.petit@evry.fr' },
        },
      }),
    },
    {
      firstName: 'Karim',
      lastName: 'Benali',
      localPart: 'karim.benali',
      provisioned: refused({ failure: { code: 'mailbox.refused', params: { reason: 'quota exceeded' } } }),
    },
    {
      firstName: 'Louise',
      lastName: 'de la Tour d’Auvergne-Lauraguais',
      localPart: 'louise.de-la-tour-dauvergne-lauraguais',
      secondaryEmail: 'louise.de.la.tour@une-autre-messagerie.example',
      provisioned: waiting({ since }),
    },
  ];
  const mailboxes = given.map((one) =>
    makeMailbox({ mailDomainId: evry.id, createdAt: since, updatedAt: since, ...one }),
  );
  await world.unitOfWork.run(async (stores) => {
    // Without one, owners of mailboxes have no identity.
    await stores.mailDomains.update({ ...evry, organizationId: organization.id });
    await stores.mailboxes.insertAbsent(mailboxes);
    await stores.mailAliases.insertIfAbsent(
      makeMailAlias({ mailDomainId: evry.id, localPart: 'maire', destination: 'jean.valjean@evry.fr' }),
    );
  });
  for (const mailbox of [jean, ...mailboxes].filter(({ status }) => status === 'enabled')) {
    await world.mailProvisioner.createMailbox({ domain: evry.name, ...mailbox });
  }
  return mailboxes;
}
