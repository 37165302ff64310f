import type {
  SecondFactorCounts,
  SecondFactorQueries,
  UnenrolledFilter,
  UnenrolledMailbox,
  UnenrolledOrderField,
} from '../../../../application/identity/factor-administration/second-factor-queries.ts';
import type { CursorRequest, Page } from '../../../../application/shared/page.ts';
import type { MailDomain } from '../../../../domain/mail-domain/mail-domain.ts';
import type { Mailbox } from '../../../../domain/mailbox/mailbox.ts';
import type { MailDomainId } from '../../../../domain/shared/ids.ts';
import type { MemoryStore } from '../../engine/memory-store.ts';
import { pageOf } from '../../engine/page-of.ts';
import { pick } from '../../engine/pick.ts';
import { isFound } from '../../engine/search-text.ts';
import { enabledOf, unenrolledOf } from './unenrolled-mailboxes.ts';

const ORDER = {
  created_at: ({ createdAt }: Mailbox) => createdAt,
  last_login_at: ({ lastLoginAt }: Mailbox) => lastLoginAt,
  last_name: ({ lastName }: Mailbox) => lastName,
  local_part: ({ localPart }: Mailbox) => localPart,
};

export class MemorySecondFactorQueries implements SecondFactorQueries {
  constructor(private readonly store: MemoryStore) {}

  async findDomain(mailDomainId: MailDomainId): Promise<Pick<MailDomain, 'id' | 'name'> | undefined> {
    const found = this.store.tables.mailDomains.find(mailDomainId);
    return found && pick(found, 'id', 'name');
  }

  async count(mailDomainId: MailDomainId): Promise<SecondFactorCounts> {
    const { tables } = this.store;
    const unenrolled = unenrolledOf(tables, mailDomainId).length;
    return {
      requiredFrom: tables.secondFactorPolicies.find(mailDomainId)?.requiredFrom ?? null,
      enrolled: enabledOf(tables, mailDomainId).length - unenrolled,
      unenrolled,
    };
  }

  async pageOfUnenrolled(
    mailDomainId: MailDomainId,
    { search }: UnenrolledFilter,
    request: CursorRequest<UnenrolledOrderField>,
  ): Promise<Page<UnenrolledMailbox>> {
    const found = unenrolledOf(this.store.tables, mailDomainId).filter(({ localPart, firstName, lastName }) =>
      isFound(search, [localPart, `${firstName} ${lastName}`]),
    );
    const { total, items } = pageOf(found, request, ORDER);
    return {
      total,
      items: items.map((mailbox) =>
        pick(
          mailbox,
          'id',
          'localPart',
          'firstName',
          'lastName',
          'secondaryEmail',
          'lastLoginAt',
          'createdAt',
        ),
      ),
    };
  }
}
