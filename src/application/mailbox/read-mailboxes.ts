import { searchedPart } from '../../domain/mail-domain/searched-part.ts';
import type { Mailbox } from '../../domain/mailbox/mailbox.ts';
import { type MailboxAbilities, mailboxAbilities } from '../../domain/mailbox/mailbox-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import type { MailDomainQueries, MailDomainView } from '../mail-domain/mail-domain-queries.ts';
import { makeGetMailDomain } from '../mail-domain/read-mail-domains.ts';
import type { Actor } from '../shared/actor.ts';
import type { Page, PageRequest } from '../shared/page.ts';
import type { MailboxFilter, MailboxOrderField, MailboxQueries } from './mailbox-queries.ts';

type DomainDeps = { mailDomainQueries: MailDomainQueries };

type MailboxDeps = DomainDeps & { mailboxQueries: MailboxQueries };

/** A mailbox, and what the actor may do with it. */
export type MailboxFor = Mailbox & { readonly abilities: MailboxAbilities };

const seenBy =
  ({ email }: Actor, mailDomain: MailDomainView) =>
  (mailbox: Mailbox): MailboxFor => ({
    ...mailbox,
    // Worked out when looked at: lists of the REST contract show none.
    get abilities() {
      return mailboxAbilities({ role: mailDomain.role, email }, mailbox, mailDomain);
    },
  });

export type ListMailboxes = (
  actor: Actor,
  slug: string,
  filter: MailboxFilter,
  request: PageRequest<MailboxOrderField>,
) => Promise<Page<MailboxFor>>;

/** The mailboxes of a domain, for anybody with an access to it; they may be sought by their whole address. */
export const makeListMailboxes = ({ mailDomainQueries, mailboxQueries }: MailboxDeps): ListMailboxes => {
  const getMailDomain = makeGetMailDomain({ mailDomainQueries });
  return async (actor, slug, { search, statuses }, request) => {
    const mailDomain = await getMailDomain(actor, slug);
    const filter = { search: search && searchedPart(search, mailDomain.name), statuses };
    const { total, items } = await mailboxQueries.page(mailDomain.id, filter, request);
    return { total, items: items.map(seenBy(actor, mailDomain)) };
  };
};

export type GetMailbox = (actor: Actor, slug: string, id: MailboxId) => Promise<MailboxFor>;

/** @throws DomainError `mail_domain.not_found` to outsiders, `mailbox.not_found` when the domain has no such mailbox */
export const makeGetMailbox = ({ mailDomainQueries, mailboxQueries }: MailboxDeps): GetMailbox => {
  const getMailDomain = makeGetMailDomain({ mailDomainQueries });
  return async (actor, slug, id) => {
    const mailDomain = await getMailDomain(actor, slug);
    const found = await mailboxQueries.find(mailDomain.id, id);
    if (!found) throw new DomainError('mailbox.not_found', 'No such mailbox');
    return seenBy(actor, mailDomain)(found);
  };
};
