import { ensureMay } from '../../domain/mail/mail-domain-access.ts';
import type { Mailbox } from '../../domain/mail/mailbox.ts';
import { searchedPart } from '../../domain/mail/searched-part.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import type { Actor } from '../actor.ts';
import type {
  MailboxFilter,
  MailboxOrderField,
  MailboxQueries,
  MailDomainFilter,
  MailDomainOrderField,
  MailDomainQueries,
  MailDomainView,
  Page,
  PageRequest,
} from '../ports/queries.ts';

type DomainDeps = { mailDomainQueries: MailDomainQueries };
type MailboxDeps = DomainDeps & { mailboxQueries: MailboxQueries };

export type ListMailDomains = (
  actor: Actor,
  filter: MailDomainFilter,
  request: PageRequest<MailDomainOrderField>,
) => Promise<Page<MailDomainView>>;

/** The domains the actor has an access to. */
export const makeListMailDomains =
  ({ mailDomainQueries }: DomainDeps): ListMailDomains =>
  (actor, filter, request) =>
    mailDomainQueries.page(actor.userId, filter, request);

export type GetMailDomain = (actor: Actor, slug: string) => Promise<MailDomainView>;

/** @throws DomainError `mail_domain.not_found` also to outsiders */
export const makeGetMailDomain =
  ({ mailDomainQueries }: DomainDeps): GetMailDomain =>
  async (actor, slug) => {
    const found = await mailDomainQueries.findBySlug(actor.userId, slug);
    if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
    ensureMay(found.role, 'get');
    return found;
  };

export type ListMailboxes = (
  actor: Actor,
  slug: string,
  filter: MailboxFilter,
  request: PageRequest<MailboxOrderField>,
) => Promise<Page<Mailbox>>;

/** The mailboxes of a domain, for anybody with an access to it; they may be sought by their whole address. */
export const makeListMailboxes = ({ mailDomainQueries, mailboxQueries }: MailboxDeps): ListMailboxes => {
  const getMailDomain = makeGetMailDomain({ mailDomainQueries });
  return async (actor, slug, { search, statuses }, request) => {
    const { id, name } = await getMailDomain(actor, slug);
    const filter = { search: search && searchedPart(search, name), statuses };
    return mailboxQueries.page(id, filter, request);
  };
};

export type GetMailbox = (actor: Actor, slug: string, id: MailboxId) => Promise<Mailbox>;

/** @throws DomainError `mail_domain.not_found` to outsiders, `mailbox.not_found` when the domain has no such mailbox */
export const makeGetMailbox = ({ mailDomainQueries, mailboxQueries }: MailboxDeps): GetMailbox => {
  const getMailDomain = makeGetMailDomain({ mailDomainQueries });
  return async (actor, slug, id) => {
    const found = await mailboxQueries.find((await getMailDomain(actor, slug)).id, id);
    if (!found) throw new DomainError('mailbox.not_found', 'No such mailbox');
    return found;
  };
};
