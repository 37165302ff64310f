import {
  type Drifting,
  type LongWaiting,
  MOST_NEEDS,
  type Needs,
  type NeedyDomain,
  type NeedyInvitation,
  type OverviewQueries,
} from '../../../application/overview/overview-queries.ts';
import type { Page } from '../../../application/shared/page.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { MANAGING_ROLES, NEEDY_STATUSES, type NeedyTimes } from '../../../domain/overview/needs.ts';
import { FINDINGS_TO_SETTLE } from '../../../domain/provisioning/drift.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { ascending } from '../engine/ascending.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { invitationMail } from '../invitation/invitation-mail.ts';
import { openChangesOf } from '../provisioning/memory-open-mail-change-queries.ts';

const firstOf = <Row>(rows: readonly Row[]): Page<Row> => ({
  total: rows.length,
  items: rows.slice(0, MOST_NEEDS),
});
const byName = ascending<{ readonly name: string }>(({ name }) => name);

export class MemoryOverviewQueries implements OverviewQueries {
  constructor(private readonly store: MemoryStore) {}

  async needsOf(userId: UserId, times: NeedyTimes): Promise<Needs> {
    const managed = this.#managedBy(userId);
    return {
      domains: firstOf(managed.flatMap(needyDomain)),
      invitations: firstOf(this.#invitations(userId, managed, times)),
      waiting: firstOf(
        managed
          .flatMap((mailDomain) => this.#waiting(mailDomain, times))
          .sort(
            ascending(
              ({ since }) => since,
              ({ name }) => name,
            ),
          ),
      ),
      drift: firstOf(managed.flatMap((mailDomain) => this.#drift(mailDomain))),
    };
  }

  /** By name. */
  #managedBy(userId: UserId): readonly MailDomain[] {
    const { mailDomainAccesses, mailDomains } = this.store.tables;
    return mailDomainAccesses
      .all((access) => access.userId === userId && MANAGING_ROLES.includes(access.role))
      .flatMap(({ mailDomainId }) => mailDomains.find(mailDomainId) ?? [])
      .sort(byName);
  }

  #invitations(
    userId: UserId,
    managed: readonly MailDomain[],
    { endsAfter, endsUntil }: NeedyTimes,
  ): readonly NeedyInvitation[] {
    const { mailDomainInvitations } = this.store.tables;
    const byId = new Map(managed.map((mailDomain) => [mailDomain.id, mailDomain]));
    return mailDomainInvitations
      .all(({ issuerId, expiresAt }) => issuerId === userId && expiresAt > endsAfter)
      .flatMap(({ id, email, role, expiresAt, mailDomainId }) => {
        const mailDomain = byId.get(mailDomainId);
        const mailed = invitationMail(this.store.tables, id);
        const isLost = mailed.mail === 'refused' || mailed.mail === 'given_up';
        if (!mailDomain || (expiresAt > endsUntil && !isLost)) return [];
        return [{ id, email, role, expiresAt, ...placeOf(mailDomain), ...mailed }];
      })
      .sort(
        ascending(
          ({ expiresAt }) => expiresAt,
          ({ id }) => id,
        ),
      );
  }

  #waiting(mailDomain: MailDomain, { waitingSince }: NeedyTimes): readonly LongWaiting[] {
    const open = openChangesOf(this.store.tables, mailDomain.id)
      .filter(({ since }) => since <= waitingSince)
      .toSorted(
        ascending(
          ({ since }) => since,
          ({ id }) => id,
        ),
      );
    const [oldest] = open;
    if (!oldest) return [];
    const { since, trouble } = oldest;
    return [{ ...placeOf(mailDomain), changes: open.length, since, trouble }];
  }

  #drift(mailDomain: MailDomain): readonly Drifting[] {
    const { driftLines, driftRuns } = this.store.tables;
    const differences = driftLines.count(
      ({ mailDomainId, finding, isIgnored }) =>
        mailDomainId === mailDomain.id && !isIgnored && FINDINGS_TO_SETTLE.includes(finding),
    );
    const comparedAt = driftRuns.find(mailDomain.id)?.startedAt ?? null;
    return differences === 0 ? [] : [{ ...placeOf(mailDomain), differences, comparedAt }];
  }
}

const placeOf = ({ slug, name }: MailDomain) => ({ slug, name });

function needyDomain(mailDomain: MailDomain): readonly NeedyDomain[] {
  const status = NEEDY_STATUSES.find((one) => one === mailDomain.status);
  return status ? [{ ...placeOf(mailDomain), status }] : [];
}
