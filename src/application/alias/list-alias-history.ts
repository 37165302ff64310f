import type { MailAliasChangeKind } from '../../domain/alias/mail-alias-change.ts';
import type { AuditAction } from '../../domain/audit/audit-action.ts';
import type { AuditDetails } from '../../domain/audit/audit-entry.ts';
import { mailboxAddress } from '../../domain/mailbox/mailbox.ts';
import type { AuditEntryId } from '../../domain/shared/ids.ts';
import type { AuditEntryView, AuditPosition, AuditQueries } from '../audit/audit-queries.ts';
import type { MailDomainQueries } from '../mail-domain/mail-domain-queries.ts';
import { makeGetMailDomain } from '../mail-domain/read-mail-domains.ts';
import type { Actor } from '../shared/actor.ts';

type Deps = { mailDomainQueries: MailDomainQueries; auditQueries: AuditQueries };

/** What happened to an alias, as everybody who sees it may know it: not from where, nor by which request. */
export type AliasEvent = Readonly<{
  id: AuditEntryId;
  occurredAt: Date;
  action: AuditAction;
  /** What was withdrawn; null of other events. */
  withdrawn: MailAliasChangeKind | null;
  /** Whether it came of a comparison with the provisioner. */
  isOfComparison: boolean;
  /** The one that it is about; null: all of them, or some of an entry about many aliases. */
  destination: string | null;
  /** Who did it or asked for it; null when nobody did. A deleted account has neither name nor e-mail. */
  actor: Readonly<{ name: string | null; email: string | null }> | null;
}>;

export type AliasHistoryPage = Readonly<{
  items: readonly AliasEvent[];
  /** Where the next page begins; undefined on the last one. */
  next: AuditPosition | undefined;
}>;

export type ListAliasHistory = (
  actor: Actor,
  slug: string,
  localPart: string,
  page: { readonly limit: number; readonly after?: AuditPosition | undefined },
) => Promise<AliasHistoryPage>;

/**
 * What happened to the alias of a local part, newest first, also when it is gone: for everybody with an access to the domain, as
 * the alias itself.
 *
 * @throws DomainError `mail_domain.not_found`
 */
export const makeListAliasHistory = ({ mailDomainQueries, auditQueries }: Deps): ListAliasHistory => {
  const getMailDomain = makeGetMailDomain({ mailDomainQueries });
  return async (actor, slug, localPart, { limit, after }) => {
    const mailDomain = await getMailDomain(actor, slug);
    const alias = { address: mailboxAddress(localPart, mailDomain.name), since: mailDomain.createdAt };
    const found = await auditQueries.ofAlias(alias, { limit: limit + 1, after });
    const items = found.slice(0, limit);
    return { items: items.map(eventOf), next: found.length > limit ? items.at(-1) : undefined };
  };
};

const KINDS: readonly MailAliasChangeKind[] = ['creation', 'removal', 'removal_of_all'];

function eventOf({ id, occurredAt, action, details, actor }: AuditEntryView): AliasEvent {
  return {
    id,
    occurredAt,
    action,
    withdrawn: withdrawnOf(details),
    isOfComparison: details['drift'] !== undefined || action === 'mail_domain.differences_settled',
    destination: destinationOf(details),
    actor: actor && { name: actor.name, email: actor.email },
  };
}

/** Details say `all` in place of a destination when every one was meant. */
function destinationOf({ destination }: AuditDetails): string | null {
  return typeof destination === 'string' && destination !== 'all' ? destination : null;
}

function withdrawnOf({ steps }: AuditDetails): MailAliasChangeKind | null {
  if (!Array.isArray(steps)) return null;
  return KINDS.find((kind) => kind === steps[0]) ?? null;
}
