import type {
  MailDomainFor,
  MailDomainRepository,
} from '../../../application/mail-domain/mail-domain-repository.ts';
import {
  type MailDomain,
  type MailDomainStatus,
  UNPROVEN_STATUSES,
} from '../../../domain/mail-domain/mail-domain.ts';
import type { MailDomainId, UserId } from '../../../domain/shared/ids.ts';
import { ascending } from '../engine/ascending.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';

const EPOCH = new Date(0);

export class MemoryMailDomainRepository implements MailDomainRepository {
  constructor(private readonly tables: MemoryTables) {}

  async find(id: MailDomainId): Promise<MailDomain | undefined> {
    return this.tables.mailDomains.find(id);
  }

  async lock(id: MailDomainId): Promise<MailDomain | undefined> {
    return this.find(id);
  }

  async lockBySlug(slug: string): Promise<MailDomain | undefined> {
    return this.tables.mailDomains.first((candidate) => candidate.slug === slug);
  }

  async findBySlugFor(slug: string, userId: UserId | null): Promise<MailDomainFor | undefined> {
    const mailDomain = this.tables.mailDomains.first((candidate) => candidate.slug === slug);
    if (!mailDomain) return undefined;
    const access = this.tables.mailDomainAccesses.first(
      (candidate) => candidate.mailDomainId === mailDomain.id && candidate.userId === userId,
    );
    return { mailDomain, role: access?.role };
  }

  async holdBySlugFor(slug: string, userId: UserId | null): Promise<MailDomainFor | undefined> {
    return this.findBySlugFor(slug, userId);
  }

  async insert(mailDomain: MailDomain): Promise<'inserted' | 'slug_taken'> {
    const isInserted = this.tables.mailDomains.insertUnlessTaken(mailDomain, 'mail_domain_slug_key');
    return isInserted ? 'inserted' : 'slug_taken';
  }

  async update(mailDomain: MailDomain): Promise<void> {
    this.tables.mailDomains.update(mailDomain.id, ({ name, slug, createdAt }) => ({
      ...mailDomain,
      name,
      slug,
      createdAt,
    }));
  }

  async delete(id: MailDomainId): Promise<void> {
    this.tables.mailDomains.remove((mailDomain) => mailDomain.id === id);
  }

  async listToCheck(statuses: readonly MailDomainStatus[]): Promise<readonly MailDomainId[]> {
    return this.tables.mailDomains
      .all(({ status, registration }) => statuses.includes(status) && registration.state === 'registered')
      .sort(
        ascending(
          ({ lastCheckedAt }) => lastCheckedAt ?? EPOCH,
          ({ id }) => id,
        ),
      )
      .map(({ id }) => id);
  }

  async listUnproven(until: Date): Promise<readonly MailDomainId[]> {
    const isWaiting = ({ status, registration }: MailDomain): boolean =>
      UNPROVEN_STATUSES.some((unproven) => unproven === status) && registration.state === 'registered';
    return this.tables.mailDomains
      .all((domain) => isWaiting(domain) && domain.unprovenSince !== null && domain.unprovenSince <= until)
      .sort(
        ascending(
          ({ unprovenSince }) => unprovenSince ?? EPOCH,
          ({ id }) => id,
        ),
      )
      .map(({ id }) => id);
  }

  async holdsMail(id: MailDomainId): Promise<boolean> {
    const isOfDomain = ({ mailDomainId }: { readonly mailDomainId: MailDomainId }) => mailDomainId === id;
    return (
      this.tables.mailboxes.count(isOfDomain) > 0 ||
      this.tables.mailAliases.count(isOfDomain) > 0 ||
      this.tables.mailAliasChanges.count((change) => isOfDomain(change) && change.progress.state === 'open') >
        0
    );
  }

  async rememberEnded(name: string, at: Date): Promise<void> {
    await this.forgetEnded(name);
    this.tables.endedMailDomains.insert({ id: name, endedAt: at });
  }

  async hasEnded(name: string): Promise<boolean> {
    return this.tables.endedMailDomains.find(name) !== undefined;
  }

  async forgetEnded(name: string): Promise<void> {
    this.tables.endedMailDomains.remove(({ id }) => id === name);
  }

  async rememberUnconfirmed(name: string, at: Date): Promise<void> {
    const { unconfirmedRegistrations } = this.tables;
    if (!unconfirmedRegistrations.find(name)) unconfirmedRegistrations.insert({ id: name, since: at });
  }

  async takeUnconfirmed(name: string): Promise<boolean> {
    return this.tables.unconfirmedRegistrations.remove(({ id }) => id === name).length > 0;
  }
}
