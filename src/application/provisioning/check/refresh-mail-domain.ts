import { ensureMay } from '../../../domain/mail-domain/mail-domain-access.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailDomainQueries, MailDomainView } from '../../mail-domain/mail-domain-queries.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Clock } from '../../shared/system.ts';
import type { CheckMailDomain } from './check-mail-domain.ts';

type Deps = {
  mailDomainQueries: MailDomainQueries;
  checkMailDomain: CheckMailDomain;
  clock: Clock;
  /** Within this time, in seconds, the latest report counts as current. */
  checkIntervalSeconds: number;
};
export type RefreshMailDomain = (actor: Actor, slug: string) => Promise<MailDomainView>;

/**
 * Checks a domain now, at the request of a person who manages it, and returns it after the check. Sends no mail. A
 * domain that was checked just before is not checked again.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`
 * @throws DomainError `mail_domain.check_too_soon` (with `retryAfterSeconds`) when another domain was checked just
 *   before
 * @throws DomainError of the provisioner (`mail_provisioner.…`) when the check fails
 */
export const makeRefreshMailDomain =
  ({ mailDomainQueries, checkMailDomain, clock, checkIntervalSeconds }: Deps): RefreshMailDomain =>
  async (actor, slug) => {
    const before = await mailDomainQueries.findBySlug(actor.userId, slug);
    ensureMay(before?.role, 'post');
    const ageMs = clock.now().getTime() - (before?.lastCheckedAt?.getTime() ?? Number.NEGATIVE_INFINITY);
    if (before && ageMs < checkIntervalSeconds * 1000) return before;
    if (before) await checkMailDomain(before.id, { notify: false, by: actor });
    const after = await mailDomainQueries.findBySlug(actor.userId, slug);
    if (!after) throw new DomainError('mail_domain.not_found', 'The domain is gone');
    return after;
  };
