import { ensureMay } from '../../domain/mail/mail-domain-access.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { Actor } from '../actor.ts';
import type { MailDomainQueries, MailDomainView } from '../ports/queries.ts';
import type { CheckMailDomain } from './check-mail-domain.ts';

type Deps = { mailDomainQueries: MailDomainQueries; checkMailDomain: CheckMailDomain };
export type RefreshMailDomain = (actor: Actor, slug: string) => Promise<MailDomainView>;

/**
 * Checks a domain now, at the request of somebody who manages it, and returns what came out. Sends no mail.
 *
 * @throws DomainError of the provisioner (`mail_provisioner.…`) when the check fails
 */
export const makeRefreshMailDomain =
  ({ mailDomainQueries, checkMailDomain }: Deps): RefreshMailDomain =>
  async (actor, slug) => {
    const before = await mailDomainQueries.findBySlug(actor.userId, slug);
    ensureMay(before?.role, 'post');
    if (before) await checkMailDomain(before.id, { notify: false, by: actor });
    const after = await mailDomainQueries.findBySlug(actor.userId, slug);
    if (!after) throw new DomainError('mail_domain.not_found', 'The domain is gone');
    return after;
  };
