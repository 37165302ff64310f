import type {
  DomainToTell,
  SecondFactorPolicyRepository,
  UnenrolledOwner,
} from '../../../../application/identity/factor-administration/second-factor-policy-repository.ts';
import type {
  SecondFactorNotice,
  SecondFactorPolicy,
} from '../../../../domain/identity/administration/second-factor-policy.ts';
import type { MailDomainId } from '../../../../domain/shared/ids.ts';
import { compareKeys } from '../../engine/ascending.ts';
import type { MemoryTables } from '../../engine/memory-tables.ts';
import { unenrolledOf } from './unenrolled-mailboxes.ts';

export class MemorySecondFactorPolicyRepository implements SecondFactorPolicyRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(mailDomainId: MailDomainId): Promise<SecondFactorPolicy | undefined> {
    const stored = this.tables.secondFactorPolicies.find(mailDomainId);
    if (!stored) return undefined;
    const { id: _id, ...policy } = stored;
    return policy;
  }

  async put(policy: SecondFactorPolicy): Promise<void> {
    await this.delete(policy.mailDomainId);
    this.tables.secondFactorPolicies.insert({ ...policy, id: policy.mailDomainId });
  }

  async delete(mailDomainId: MailDomainId): Promise<void> {
    this.tables.secondFactorPolicies.remove(({ id }) => id === mailDomainId);
  }

  async findNotice(mailDomainId: MailDomainId): Promise<SecondFactorNotice | undefined> {
    const stored = this.tables.secondFactorNotices.find(mailDomainId);
    if (!stored) return undefined;
    const { id: _id, ...notice } = stored;
    return notice;
  }

  async putNotice(notice: SecondFactorNotice): Promise<void> {
    this.tables.secondFactorNotices.remove(({ id }) => id === notice.mailDomainId);
    this.tables.secondFactorNotices.insert({ ...notice, id: notice.mailDomainId });
  }

  async listToTell(
    domains: 'all' | 'with_date',
    after: MailDomainId | null,
    limit: number,
  ): Promise<readonly DomainToTell[]> {
    const listed = await Promise.all(
      this.tables.mailDomains
        .all(({ id, status }) => status === 'enabled' && (after === null || id > after))
        .map(async ({ id }) => ({
          mailDomainId: id,
          requiredFrom: (await this.find(id))?.requiredFrom ?? null,
          notice: await this.findNotice(id),
        })),
    );
    return listed
      .filter(({ requiredFrom }) => domains === 'all' || requiredFrom !== null)
      .sort((a, b) => compareKeys(a.mailDomainId, b.mailDomainId))
      .slice(0, limit);
  }

  async listUnenrolledAfter(
    mailDomainId: MailDomainId,
    localPart: string | null,
    limit: number,
  ): Promise<readonly UnenrolledOwner[]> {
    return unenrolledOf(this.tables, mailDomainId)
      .filter((mailbox) => localPart === null || mailbox.localPart > localPart)
      .sort((a, b) => compareKeys(a.localPart, b.localPart))
      .slice(0, limit)
      .map(({ id, localPart: own, secondaryEmail }) => ({ id, localPart: own, secondaryEmail }));
  }
}
