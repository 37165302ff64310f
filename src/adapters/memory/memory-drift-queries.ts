import type {
  DriftFilter,
  DriftQueries,
  DriftRun,
  FindingCounts,
} from '../../application/ports/drift-repository.ts';
import type { Page, PageRequest } from '../../application/ports/queries.ts';
import { DRIFT_FINDINGS, type DriftLine } from '../../domain/mail/drift.ts';
import type { MailDomainId } from '../../domain/shared/ids.ts';
import type { MemoryStore } from './memory-store.ts';
import { pageOf } from './page-of.ts';

export class MemoryDriftQueries implements DriftQueries {
  constructor(private readonly store: MemoryStore) {}

  async run(
    mailDomainId: MailDomainId,
  ): Promise<(DriftRun & { readonly counts: FindingCounts }) | undefined> {
    const { driftRuns, driftLines } = this.store.tables;
    const stored = driftRuns.find(mailDomainId);
    if (!stored) return undefined;
    const { id: _id, ...run } = stored;
    const counts = DRIFT_FINDINGS.map((finding) => [
      finding,
      driftLines.count((line) => line.mailDomainId === mailDomainId && line.finding === finding),
    ]);
    return { ...run, counts: Object.fromEntries(counts) as FindingCounts };
  }

  async page(
    mailDomainId: MailDomainId,
    { findings = DRIFT_FINDINGS, withIgnored = false }: DriftFilter,
    request: PageRequest<'address'>,
  ): Promise<Page<DriftLine>> {
    const lines = this.store.tables.driftLines
      .all(
        (line) =>
          line.mailDomainId === mailDomainId &&
          findings.includes(line.finding) &&
          (withIgnored || !line.isIgnored),
      )
      .map(({ runStartedAt: _runStartedAt, ...line }): DriftLine => line);
    return pageOf(lines, request, { address: ({ address }: DriftLine) => address });
  }
}
