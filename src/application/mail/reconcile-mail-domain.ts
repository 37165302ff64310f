import { type AuditAuthor, BY_JOB } from '../../domain/audit/audit-entry.ts';
import type { DriftLine } from '../../domain/mail/drift.ts';
import type { MailDomain } from '../../domain/mail/mail-domain.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailDomainId } from '../../domain/shared/ids.ts';
import { strictlyAfter } from '../../domain/shared/strictly-after.ts';
import type { DriftRun } from '../ports/drift-repository.ts';
import type { Clock } from '../ports/system.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import type { ReconcileObjects } from './drift-lines.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains' | 'drift'>>;
  clock: Clock;
  reconcileMailboxes: ReconcileObjects;
  reconcileAliases: ReconcileObjects;
};

export type ReconcileMailDomain = (
  id: MailDomainId,
  options: {
    /** Take over what the provisioner has and we have not; otherwise it is only reported. */
    readonly imports: boolean;
    /** Who has it made; a job unless told otherwise. */
    readonly by?: AuditAuthor;
    /** Told how many rows of the provisioner's were read so far, and what the latest of them gave. */
    readonly onProgress?: (rows: number, lines: readonly DriftLine[]) => void;
  },
) => Promise<DriftRun | undefined>;

/** Rows between two notes of how far a run is. */
const ROWS_BETWEEN_NOTES = 1_000;

/**
 * Compares a domain with what the provisioner holds and keeps a report, a line for each address that is not the same on
 * both sides. It may be stopped at any point and run again: what was taken over is there already. Undefined when the
 * provisioner does not manage the domain for us.
 *
 * @throws DomainError of the provisioner (`mail_provisioner.…`); the report of what was compared before stays
 */
export const makeReconcileMailDomain = ({
  unitOfWork,
  clock,
  reconcileMailboxes,
  reconcileAliases,
}: Deps): ReconcileMailDomain => {
  const begin = (id: MailDomainId): Promise<{ mailDomain: MailDomain; run: DriftRun } | undefined> =>
    unitOfWork.run(async ({ mailDomains, drift }) => {
      const mailDomain = await mailDomains.lock(id);
      if (mailDomain?.registration.state !== 'registered') return undefined;
      const former = await drift.findRun(id);
      const startedAt = strictlyAfter(former?.startedAt ?? null, clock.now());
      const run: DriftRun = {
        mailDomainId: id,
        startedAt,
        endedAt: null,
        state: 'running',
        failure: null,
        rows: 0,
      };
      await drift.saveRun(run);
      return { mailDomain, run };
    });

  const save = (run: DriftRun): Promise<void> => unitOfWork.run(({ drift }) => drift.saveRun(run));

  return async (id, { imports, by = BY_JOB, onProgress = () => undefined }) => {
    const begun = await begin(id);
    if (!begun) return undefined;
    const { mailDomain, run } = begun;
    let rows = 0;
    let nextNote = ROWS_BETWEEN_NOTES;
    const onPiece = async (read: number, lines: readonly DriftLine[]): Promise<void> => {
      rows += read;
      onProgress(rows, lines);
      if (rows < nextNote) return;
      nextNote = rows + ROWS_BETWEEN_NOTES;
      await save({ ...run, rows });
    };
    try {
      const comparison = { mailDomain, startedAt: run.startedAt, imports, by, onPiece };
      await reconcileMailboxes(comparison);
      await reconcileAliases(comparison);
    } catch (error) {
      const failure = error instanceof DomainError ? error.code : null;
      await save({ ...run, rows, state: 'interrupted', failure, endedAt: clock.now() });
      throw error;
    }
    const complete: DriftRun = { ...run, rows, state: 'complete', endedAt: clock.now() };
    await unitOfWork.run(async ({ drift }) => {
      await drift.removeLinesBefore(id, run.startedAt);
      await drift.saveRun(complete);
    });
    return complete;
  };
};
