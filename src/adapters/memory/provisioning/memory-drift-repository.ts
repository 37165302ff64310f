import { isDeepStrictEqual } from 'node:util';
import type { DriftRepository, DriftRun } from '../../../application/provisioning/drift-repository.ts';
import type { DriftLine, DriftObject } from '../../../domain/provisioning/drift.ts';
import type { DriftLineId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { MemoryTables, StoredDriftRun } from '../engine/memory-tables.ts';

const said = ({ finding, reason, here, there }: DriftLine) => ({ finding, reason, here, there });

const isAboutTheSame = (a: DriftLine, b: DriftLine): boolean =>
  a.mailDomainId === b.mailDomainId &&
  a.object === b.object &&
  a.address === b.address &&
  a.destination === b.destination;

type DriftThing = Pick<DriftLine, 'address' | 'destination'>;
const keyOf = ({ address, destination }: DriftThing): string => `${address}\n${destination}`;

const toRun = ({ id: _id, ...run }: StoredDriftRun): DriftRun => run;

export class MemoryDriftRepository implements DriftRepository {
  constructor(private readonly tables: MemoryTables) {}

  async findRun(mailDomainId: MailDomainId): Promise<DriftRun | undefined> {
    const stored = this.tables.driftRuns.find(mailDomainId);
    return stored && toRun(stored);
  }

  async saveRun(run: DriftRun): Promise<void> {
    const stored = this.tables.driftRuns.find(run.mailDomainId);
    if (stored && stored.startedAt > run.startedAt) return;
    this.tables.driftRuns.remove(({ id }) => id === run.mailDomainId);
    this.tables.driftRuns.insert({ ...run, id: run.mailDomainId });
  }

  async putLines(startedAt: Date, lines: readonly DriftLine[]): Promise<void> {
    for (const line of lines) {
      const [former] = this.tables.driftLines.remove((stored) => isAboutTheSame(stored, line));
      const isUnchanged = former !== undefined && isDeepStrictEqual(said(former), said(line));
      const { id, foundAt, isIgnored } = isUnchanged ? former : line;
      this.tables.driftLines.insert({ ...line, id, foundAt, isIgnored, runStartedAt: startedAt });
    }
  }

  async removeLinesBefore(
    mailDomainId: MailDomainId,
    startedAt: Date,
    { object, things }: { readonly object: DriftObject; readonly things?: readonly DriftThing[] },
  ): Promise<void> {
    const concerned = things && new Set(things.map(keyOf));
    this.tables.driftLines.remove(
      (line) =>
        line.mailDomainId === mailDomainId &&
        line.object === object &&
        line.runStartedAt < startedAt &&
        (concerned?.has(keyOf(line)) ?? true),
    );
  }

  /** Transactions run one at a time. */
  async hold(): Promise<void> {}

  async lockLines(mailDomainId: MailDomainId, ids: readonly DriftLineId[]): Promise<readonly DriftLine[]> {
    return this.tables.driftLines
      .all((line) => line.mailDomainId === mailDomainId && ids.includes(line.id))
      .map(({ runStartedAt: _runStartedAt, ...line }) => line);
  }

  async markIgnored(ids: readonly DriftLineId[], isIgnored: boolean): Promise<void> {
    for (const id of ids) this.tables.driftLines.update(id, (line) => ({ ...line, isIgnored }));
  }

  async removeLines(ids: readonly DriftLineId[]): Promise<void> {
    this.tables.driftLines.remove((line) => ids.includes(line.id));
  }
}
