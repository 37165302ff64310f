import type { FactorGuardian } from '../../../domain/identity/administration/factor-reset.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { type Mailbox, mailboxAddress, outsideAddress } from '../../../domain/mailbox/mailbox.ts';
import type { MailContent } from '../../notification/mail-content.ts';
import { makeQueueMails } from '../../notification/queue-mail.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories } from '../../unit-of-work.ts';
import type { FactorAdministrator } from './factor-administrator.ts';

export type ResetMailDeps = { clock: Clock; ids: IdGenerator; mailSettings: Pick<MailSettings, 'siteUrl'> };
type Step = Extract<MailContent, { kind: 'factor_reset' }>['step'];

/** What a mail about a reset is about. */
type About = Readonly<{ mailbox: Mailbox; mailDomain: MailDomain; by: FactorAdministrator }>;

export type QueueResetMails = (
  stores: Pick<Repositories, 'outgoingMails' | 'outbox'>,
  about: About,
  step: Step,
  guardians: readonly FactorGuardian[],
) => Promise<void>;

/**
 * Tells the owner of a mailbox of a step of a reset, at both of their addresses, and the guardians given.
 */
export const makeQueueResetMails = ({ clock, ids, mailSettings }: ResetMailDeps): QueueResetMails => {
  const queueMails = makeQueueMails({ clock, ids });
  return async (stores, { mailbox, mailDomain, by }, step, guardians) => {
    const address = mailboxAddress(mailbox.localPart, mailDomain.name);
    const outside = outsideAddress(mailbox, mailDomain.name);
    const link = `${mailSettings.siteUrl}/mail-domains/${mailDomain.slug}/`;
    await queueMails(stores, [
      ...[address, ...(outside === null ? [] : [outside])].map((recipient) => ({
        recipient,
        language: by.language,
        mailboxId: mailbox.id,
        content: { kind: 'factor_reset' as const, address, step },
      })),
      ...guardians.flatMap(({ email: recipient, language }) =>
        recipient === null
          ? []
          : [
              {
                recipient,
                language,
                content: { kind: 'factor_reset_of_domain' as const, address, step, link },
              },
            ],
      ),
    ]);
  };
};

/**
 * The owners and administrators of the domain, else staff: those who can do something about it, without the owner and who
 * takes the step.
 */
export function toldOf(
  guardians: readonly FactorGuardian[],
  { owns, by }: Readonly<{ owns: (email: string | null) => boolean; by: FactorAdministrator }>,
): readonly FactorGuardian[] {
  const others = guardians.filter(({ id, email }) => id !== by.userId && !owns(email));
  const managers = others.filter(({ isManager }) => isManager);
  return managers.length > 0 ? managers : others;
}
