import { ensureMay } from '../../../domain/mail-domain/mail-domain-access.ts';
import type { DriftLine } from '../../../domain/provisioning/drift.ts';
import { normalizeDomain } from '../../../domain/shared/domain-name.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import type { MailDomainQueries } from '../../mail-domain/mail-domain-queries.ts';
import { readVisibleMailDomain } from '../../mail-domain/read-mail-domains.ts';
import type { Actor } from '../../shared/actor.ts';
import type { CursorRequest, Page, PageRequest } from '../../shared/page.ts';
import { searchPage } from '../../shared/search.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import type { CountedDriftRun, DriftFilter, DriftQueries, DriftSubject } from '../drift-repository.ts';
import { comparisonKey } from '../queue-comparison.ts';

type Deps = { mailDomainQueries: MailDomainQueries; driftQueries: DriftQueries };

/** The domain's id, for people who may change its mailboxes and aliases. */
async function reportOf(queries: MailDomainQueries, actor: Actor, slug: string): Promise<MailDomainId> {
  const { id, role } = await readVisibleMailDomain(queries, actor, slug);
  ensureMay(role, 'post');
  return id;
}

/** `latest`: undefined before the first comparison. `isQueued`: another waits for its turn, or is under way. */
export type DriftState = Readonly<{ latest: CountedDriftRun | undefined; isQueued: boolean }>;
export type GetDriftRun = (actor: Actor, slug: string) => Promise<DriftState>;

/** The latest comparison of a domain. @throws DomainError `mail_domain.…` */
export const makeGetDriftRun =
  ({ mailDomainQueries, driftQueries }: Deps): GetDriftRun =>
  async (actor, slug) => {
    const id = await reportOf(mailDomainQueries, actor, slug);
    const [latest, isQueued] = await Promise.all([driftQueries.run(id), driftQueries.isQueued(id)]);
    return { latest, isQueued };
  };

export type ListDrift = (
  actor: Actor,
  slug: string,
  filter: DriftFilter,
  request: PageRequest<'address'>,
) => Promise<Page<DriftLine>>;

/** The lines of the latest comparison, for administrators and owners. @throws DomainError `mail_domain.…` */
export const makeListDrift =
  ({ mailDomainQueries, driftQueries }: Deps): ListDrift =>
  async (actor, slug, filter, request) => {
    const id = await reportOf(mailDomainQueries, actor, slug);
    return searchPage(filter.search, (search) => driftQueries.page(id, { ...filter, search }, request));
  };

export type ReadDriftAsOperator = (
  name: string,
  request: CursorRequest<'address'>,
) => Promise<{ readonly subject: DriftSubject; readonly lines: Page<DriftLine> }>;

/** The report of the domain `name`, for operators. @throws DomainError `mail_domain.not_found` */
export const makeReadDriftAsOperator =
  ({ driftQueries }: Pick<Deps, 'driftQueries'>): ReadDriftAsOperator =>
  async (name, request) => {
    const subject = await driftQueries.findSubject(normalizeDomain(name));
    if (!subject) throw new DomainError('mail_domain.not_found', `No mail domain is called ${name}`);
    return { subject, lines: await driftQueries.page(subject.id, {}, request) };
  };

export type StartReconciliation = (
  actor: Actor,
  slug: string,
  options: { readonly imports: boolean },
) => Promise<void>;

/** Queues a comparison; a waiting one is replaced. @throws DomainError `mail_domain.…` */
export const makeStartReconciliation =
  ({
    unitOfWork,
  }: {
    unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains' | 'outbox'>>;
  }): StartReconciliation =>
  (actor, slug, { imports }) =>
    unitOfWork.run(async ({ mailDomains, outbox }) => {
      const found = await mailDomains.findBySlugFor(slug, actor.userId);
      if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
      ensureMay(found.role, 'post');
      const { id: mailDomainId } = found.mailDomain;
      await outbox.append(
        { name: 'reconcile_mail_domain', mailDomainId, imports },
        { key: comparisonKey(mailDomainId) },
      );
    });
