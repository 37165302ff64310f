import type { AuditAuthor } from '../../domain/audit/audit-entry.ts';
import type { DriftResolution } from '../../domain/mail/drift.ts';
import { ensureMay } from '../../domain/mail/mail-domain-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { DriftLineId, MailDomainId } from '../../domain/shared/ids.ts';
import type { Actor } from '../actor.ts';
import type { UnitOfWork } from '../ports/unit-of-work.ts';
import type { SettleDrift, SettlingStores } from './settle-drift.ts';

type Deps = { unitOfWork: UnitOfWork<SettlingStores>; settleDrift: SettleDrift };
type Choice = { readonly id: DriftLineId; readonly resolution: DriftResolution };

export type ResolveDrift = (actor: Actor, input: Choice & { readonly slug: string }) => Promise<void>;

/**
 * Settles one line of a domain's report, for its administrators and owners.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, and those of `SettleDrift`
 */
export const makeResolveDrift =
  ({ unitOfWork, settleDrift }: Deps): ResolveDrift =>
  (actor, { slug, ...choice }) =>
    unitOfWork.run(async (stores) => {
      const found = await stores.mailDomains.holdBySlugFor(slug, actor.userId);
      if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
      ensureMay(found.role, 'post');
      await settleDrift(stores, actor, { mailDomain: found.mailDomain, ...choice });
    });

export type ResolveDriftAsOperator = (
  author: AuditAuthor,
  input: Choice & { readonly mailDomainId: MailDomainId },
) => Promise<void>;

/** As `ResolveDrift`, for whoever runs the installation. @throws DomainError `mail_domain.not_found`, … */
export const makeResolveDriftAsOperator =
  ({ unitOfWork, settleDrift }: Deps): ResolveDriftAsOperator =>
  (author, { mailDomainId, ...choice }) =>
    unitOfWork.run(async (stores) => {
      const mailDomain = await stores.mailDomains.lock(mailDomainId);
      if (!mailDomain) throw new DomainError('mail_domain.not_found', 'No such mail domain');
      await settleDrift(stores, author, { mailDomain, ...choice });
    });
