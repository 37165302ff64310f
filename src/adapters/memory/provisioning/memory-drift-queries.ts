import type {
  DriftFilter,
  DriftQueries,
  DriftRun,
  DriftSubject,
  FindingCounts,
} from '../../../application/provisioning/drift-repository.ts';
import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import { DRIFT_FINDINGS, type DriftLine } from '../../../domain/provisioning/drift.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';

export class MemoryDriftQueries implements DriftQueries {
  constructor(private readonly store: MemoryStore) {}

  async findSubject(name: string): Promise<DriftSubject | undefined> {
    const { mailDomains, mailboxes } = this.store.tables;
    const found = mailDomains.first((mailDomain) => mailDomain.name === name);
    if (!found) return undefined;
    const { id, slug } = found;
    return { id, slug, mailboxes: mailboxes.count(({ mailDomainId }) => mailDomainId === id) };
  }

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
    request: CursorRequest<'address'>,
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
