import { ensureMay } from '../../domain/mail-domain/mail-domain-access.ts';
import { ensureMayOnMailbox, isOwnMailbox } from '../../domain/mailbox/mailbox-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import type { MailDomainQueries } from '../mail-domain/mail-domain-queries.ts';
import type { Actor } from '../shared/actor.ts';
import type { MailboxQueries } from './mailbox-queries.ts';

type Deps = { mailDomainQueries: MailDomainQueries; mailboxQueries: MailboxQueries };
export type CheckMailboxUpdate = (actor: Actor, slug: string, id: MailboxId) => Promise<void>;

/**
 * Whether the actor may change a mailbox, so that a request can be refused before it is parsed.
 *
 * @throws DomainError `mail_domain.not_found`, `mailbox.not_found`, `mailbox.action_forbidden`
 */
export const makeCheckMailboxUpdate =
  ({ mailDomainQueries, mailboxQueries }: Deps): CheckMailboxUpdate =>
  async (actor, slug, id) => {
    const mailDomain = await mailDomainQueries.findVisible(actor.userId, slug);
    ensureMay(mailDomain?.role, 'get');
    const mailbox = mailDomain && (await mailboxQueries.find(mailDomain.id, id));
    if (!mailbox) throw new DomainError('mailbox.not_found', 'No such mailbox');
    const { role, name } = mailDomain;
    ensureMayOnMailbox(role, isOwnMailbox(mailbox, name, actor.email), 'update');
  };
