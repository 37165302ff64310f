import type { AuditAuthor, AuditDetails } from '../../domain/audit/audit-entry.ts';
import { changeOf } from '../../domain/audit/change-of.ts';
import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';
import {
  ensureMayManageMailDomains,
  type MailDomainManagement,
  mailDomainManagement,
  withDisabled,
} from '../../domain/mail-domain/mail-domain-management.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailDomainId, OrganizationId } from '../../domain/shared/ids.ts';
import { endFormerAccounts } from '../identity/provider/end-mailbox-sessions.ts';
import type { CursorRequest, Page } from '../shared/page.ts';
import { searchPage } from '../shared/search.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { mailDomainAuditSubject } from './mail-domain-audit-subject.ts';
import type { MailDomainOrderField } from './mail-domain-queries.ts';
import type {
  ManagedMailDomain,
  ManagedMailDomainFilter,
  ManagedMailDomainQueries,
} from './managed-mail-domain-queries.ts';

/** A person who manages all domains (an `Actor` is one), or an operator at the command line, as staff. */
export type MailDomainOperator = AuditAuthor & { readonly isStaff: boolean };

export type ListManagedMailDomains = (
  by: MailDomainOperator,
  filter: ManagedMailDomainFilter,
  request: CursorRequest<MailDomainOrderField>,
) => Promise<Page<ManagedMailDomain> & { readonly management: MailDomainManagement }>;

/** All domains, for staff. @throws DomainError `mail_domain.action_forbidden` */
export const makeListManagedMailDomains =
  ({
    managedMailDomainQueries,
  }: {
    managedMailDomainQueries: ManagedMailDomainQueries;
  }): ListManagedMailDomains =>
  async ({ isStaff }, filter, request) => {
    ensureMayManageMailDomains(isStaff, 'list');
    return {
      ...(await searchPage(filter.search, (search) =>
        managedMailDomainQueries.page({ ...filter, search }, request),
      )),
      management: mailDomainManagement(isStaff),
    };
  };

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<Repositories, 'mailDomains' | 'organizations' | 'outbox' | 'audit' | 'openidSessions'>
  >;
  clock: Clock;
};

/** Undefined members keep their value. */
export type MailDomainChanges = Readonly<{
  isDisabled?: boolean | undefined;
  /** Null for none. */
  organizationId?: OrganizationId | null | undefined;
  supportEmail?: string | undefined;
}>;
export type EditMailDomain = (
  by: MailDomainOperator,
  id: MailDomainId,
  changes: MailDomainChanges,
) => Promise<MailDomain>;

const differencesOf = (before: MailDomain, after: MailDomain): AuditDetails => ({
  ...changeOf('organizationId', before, after),
  ...changeOf('supportEmail', before, after),
});

/**
 * Changes the given members of any domain, by a staff member; without a change nothing happens. A domain that is enabled
 * again is checked at once, and its support address is informed of the result.
 *
 * @throws DomainError `mail_domain.action_forbidden`, `mail_domain.not_found`, `organization.not_found`
 */
export const makeEditMailDomain =
  ({ unitOfWork, clock }: Deps): EditMailDomain =>
  (by, id, { isDisabled, organizationId, supportEmail }) =>
    unitOfWork.run(async (stores) => {
      const { mailDomains, organizations, outbox, audit } = stores;
      ensureMayManageMailDomains(by.isStaff, 'edit');
      const before = await mailDomains.lock(id);
      if (!before) throw new DomainError('mail_domain.not_found', 'No such mail domain');
      if (organizationId && !(await organizations.find(organizationId))) {
        throw new DomainError('organization.not_found', 'No such organization');
      }
      const at = clock.now();
      const after: MailDomain = {
        ...(isDisabled === undefined ? before : withDisabled(before, isDisabled, at)),
        organizationId: organizationId === undefined ? before.organizationId : organizationId,
        supportEmail: supportEmail ?? before.supportEmail,
        updatedAt: at,
      };
      const status = changeOf('status', before, after);
      const details = differencesOf(before, after);
      const [isSwitched, isEdited] = [status, details].map((changes) => Object.keys(changes).length > 0);
      if (!isSwitched && !isEdited) return before;
      await mailDomains.update(after);
      await endFormerAccounts(stores, { mailDomainId: id }, at);
      const about = { ...mailDomainAuditSubject(after, by), at };
      if (isSwitched) {
        await audit.append(by, { ...about, action: 'mail_domain.status_changed', details: status });
      }
      if (isEdited) await audit.append(by, { ...about, action: 'mail_domain.updated', details });
      if (isSwitched && after.status === 'pending') {
        await outbox.append(
          { name: 'check_mail_domain', mailDomainId: id, notify: true },
          { key: `check_mail_domain:${id}` },
        );
      }
      return after;
    });
