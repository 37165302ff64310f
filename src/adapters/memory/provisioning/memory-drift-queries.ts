import type {
  CountedDriftRun,
  DriftFilter,
  DriftQueries,
  DriftSubject,
  FindingCounts,
} from '../../../application/provisioning/drift-repository.ts';
import { comparisonKey } from '../../../application/provisioning/queue-comparison.ts';
import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import { DRIFT_FINDINGS, type DriftLine, FINDINGS_TO_SETTLE } from '../../../domain/provisioning/drift.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { isFound } from '../engine/search-text.ts';

export class MemoryDriftQueries implements DriftQueries {
  constructor(private readonly store: MemoryStore) {}

  async findSubject(name: string): Promise<DriftSubject | undefined> {
    const { mailDomains, mailboxes } = this.store.tables;
    const found = mailDomains.first((mailDomain) => mailDomain.name === name);
    if (!found) return undefined;
    const { id, slug } = found;
    return { id, slug, mailboxes: mailboxes.count(({ mailDomainId }) => mailDomainId === id) };
  }

  async run(mailDomainId: MailDomainId): Promise<CountedDriftRun | undefined> {
    const { driftRuns, driftLines } = this.store.tables;
    const stored = driftRuns.find(mailDomainId);
    if (!stored) return undefined;
    const { id: _id, ...run } = stored;
    const lines = driftLines.all((line) => line.mailDomainId === mailDomainId);
    const counts = DRIFT_FINDINGS.map((finding) => [
      finding,
      lines.filter((line) => line.finding === finding).length,
    ]);
    return {
      ...run,
      counts: Object.fromEntries(counts) as FindingCounts,
      ignored: lines.filter(({ isIgnored }) => isIgnored).length,
      toSettle: lines.filter(({ finding, isIgnored }) => !isIgnored && FINDINGS_TO_SETTLE.includes(finding))
        .length,
    };
  }

  async isQueued(mailDomainId: MailDomainId): Promise<boolean> {
    return this.store.jobs.some(({ key }) => key === comparisonKey(mailDomainId));
  }

  async page(
    mailDomainId: MailDomainId,
    { findings = DRIFT_FINDINGS, withIgnored = false, search }: DriftFilter,
    request: CursorRequest<'address'>,
  ): Promise<Page<DriftLine>> {
    const lines = this.store.tables.driftLines
      .all(
        (line) =>
          line.mailDomainId === mailDomainId &&
          findings.includes(line.finding) &&
          (withIgnored || !line.isIgnored) &&
          isFound(search, [line.address, line.destination]),
      )
      .map(({ runStartedAt: _runStartedAt, ...line }): DriftLine => line);
    return pageOf(lines, request, { address: ({ address }: DriftLine) => address });
  }
}
