import { withWanted } from '../../../src/domain/mailbox/mailbox-change.ts';
import { makeDriftLine } from '../../builders/make-drift-line.ts';
import { makeMailDomainInvitation } from '../../builders/make-mail-domain-invitation.ts';
import { makeMailbox } from '../../builders/make-mailbox.ts';
import { makeOutgoingMail } from '../../builders/make-outgoing-mail.ts';
import { done } from '../../builders/provisioned.ts';
import type { ConsoleSite } from './console-site.ts';

const HOUR_MS = 3_600_000;

/** What needs Alice in `evry.fr`, one of each kind, besides its DNS: two invitations of hers, a change, differences. */
export async function seedNeeds({ world, evry, people }: ConsoleSite): Promise<void> {
  const now = world.clock.now();
  const mailDomainId = evry.id;
  const invite = (email: string, hours: number) => {
    const expiresAt = new Date(now.getTime() + hours * HOUR_MS);
    return makeMailDomainInvitation({ mailDomainId, issuerId: people.alice.id, email, expiresAt });
  };
  const lost = invite('lost@evry.example', 5 * 24);
  await world.seed.mailDomainInvitation(invite('ended@evry.example', -24));
  await world.seed.mailDomainInvitation(lost);
  await world.unitOfWork.run(async ({ mailboxes, outgoingMails, drift }) => {
    await outgoingMails.insert({ ...makeOutgoingMail(), status: 'refused', invitationId: lost.id });
    const since = new Date(now.getTime() - 3 * HOUR_MS);
    const change = withWanted(null, { resetsPassword: true }, since);
    await mailboxes.insert(makeMailbox({ mailDomainId, provisioned: done({ change }) }));
    const found = ['accueil@evry.fr', 'nadia.blanc@evry.fr'].map((address) =>
      makeDriftLine({ mailDomainId, address }),
    );
    await drift.putLines(now, found);
  });
}
