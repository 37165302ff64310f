import { searchedPart } from '../../domain/mail-domain/searched-part.ts';
import {
  abilitiesBeside,
  type MailboxAbilities,
  type MailboxRefusals,
  mailboxRefusals,
  refusalsWithoutIdentity,
} from '../../domain/mailbox/mailbox-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import type { MailDomainQueries, VisibleMailDomain } from '../mail-domain/mail-domain-queries.ts';
import { readVisibleMailDomain } from '../mail-domain/read-mail-domains.ts';
import type { Actor } from '../shared/actor.ts';
import type { Operator } from '../shared/operator.ts';
import type { CursorRequest, Page, PageRequest } from '../shared/page.ts';
import { searchPage } from '../shared/search.ts';
import type {
  ListedMailbox,
  MailboxFilter,
  MailboxOrderField,
  MailboxQueries,
  MailboxView,
} from './mailbox-queries.ts';

type Deps = { mailDomainQueries: MailDomainQueries; mailboxQueries: MailboxQueries };
type ViewDeps = Deps & {
  /** Whether owners of mailboxes have an identity here. */
  passwordSettings: { readonly isOffered: boolean };
};

/** A mailbox, what the actor may do with it, and why they may not do the rest. */
export type MailboxFor = MailboxView & Readonly<{ abilities: MailboxAbilities; refusals: MailboxRefusals }>;

const seenBy =
  (
    { email }: Pick<Actor, 'email'>,
    mailDomain: VisibleMailDomain,
    { passwordSettings }: Pick<ViewDeps, 'passwordSettings'>,
  ) =>
  (mailbox: MailboxView): MailboxFor => {
    const usual = mailboxRefusals({ role: mailDomain.role, email }, mailbox, mailDomain);
    const hasIdentities = passwordSettings.isOffered && mailDomain.hasActiveOrganization;
    const refusals = hasIdentities ? usual : refusalsWithoutIdentity(usual);
    return { ...mailbox, abilities: abilitiesBeside(refusals), refusals };
  };

const filterIn = ({ name }: VisibleMailDomain, { search, ...filter }: MailboxFilter): MailboxFilter => ({
  ...filter,
  search: typeof search === 'string' ? searchedPart(search, name) : search,
});

export type ListMailboxes = (
  actor: Actor,
  slug: string,
  filter: MailboxFilter,
  request: PageRequest<MailboxOrderField>,
) => Promise<Page<ListedMailbox>>;
export type ViewMailboxes = (
  actor: Actor | Operator,
  slug: string,
  filter: MailboxFilter,
  request: CursorRequest<MailboxOrderField>,
) => Promise<Page<MailboxFor>>;

/** The mailboxes of a domain, for everybody with an access to it; a search may be a whole address. */
export const makeListMailboxes =
  ({ mailDomainQueries, mailboxQueries }: Deps): ListMailboxes =>
  async (actor, slug, filter, request) => {
    const mailDomain = await readVisibleMailDomain(mailDomainQueries, actor, slug);
    const { search: wanted, ...others } = filterIn(mailDomain, filter);
    return searchPage(wanted, (search) => mailboxQueries.page(mailDomain.id, { ...others, search }, request));
  };

/** The same mailboxes with their provisioning state and what the actor may do with them. */
export const makeViewMailboxes =
  (deps: ViewDeps): ViewMailboxes =>
  async (actor, slug, filter, request) => {
    const { mailDomainQueries, mailboxQueries } = deps;
    const mailDomain = await readVisibleMailDomain(mailDomainQueries, actor, slug);
    const { search: wanted, ...others } = filterIn(mailDomain, filter);
    const found = await searchPage(wanted, (search) =>
      mailboxQueries.pageOfViews(mailDomain.id, { ...others, search }, request),
    );
    return { total: found.total, items: found.items.map(seenBy(actor, mailDomain, deps)) };
  };

export type GetMailbox = (actor: Actor | Operator, slug: string, id: MailboxId) => Promise<MailboxFor>;

/** @throws DomainError `mail_domain.not_found` to outsiders, `mailbox.not_found` when the domain has no such mailbox */
export const makeGetMailbox =
  (deps: ViewDeps): GetMailbox =>
  async (actor, slug, id) => {
    const { mailDomainQueries, mailboxQueries } = deps;
    const mailDomain = await readVisibleMailDomain(mailDomainQueries, actor, slug);
    const found = await mailboxQueries.find(mailDomain.id, id);
    if (!found) throw new DomainError('mailbox.not_found', 'No such mailbox');
    return seenBy(actor, mailDomain, deps)(found);
  };
