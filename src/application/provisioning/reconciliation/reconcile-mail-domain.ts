import { type AuditAuthor, BY_JOB } from '../../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { DriftLine, DriftObject } from '../../../domain/provisioning/drift.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import { strictlyAfter } from '../../../domain/shared/strictly-after.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { type Compared, DRIFT_PAGE, type ReconcileObjects } from '../drift-lines.ts';
import type { DriftRun, Inconclusive } from '../drift-repository.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailDomains' | 'drift'>>;
  clock: Clock;
  reconcileMailboxes: ReconcileObjects;
  reconcileAliases: ReconcileObjects;
};

export type ReconcileMailDomain = (
  id: MailDomainId,
  options: {
    /** Import what only the provisioner has; otherwise it is only reported. */
    readonly imports: boolean;
    /** The requester; a job by default. */
    readonly by?: AuditAuthor;
    /** Called with the number of the provisioner's rows read so far, and the lines of the latest piece. */
    readonly onProgress?: (rows: number, lines: readonly DriftLine[]) => void;
  },
) => Promise<DriftRun | undefined>;

/** Rows read between two updates of the stored progress. */
const ROWS_BETWEEN_NOTES = 1_000;

/**
 * Compares a domain with the provisioner and stores a report, with a line for each address that differs. It may be
 * stopped at any point and run again: imported objects then exist already. Undefined when the domain is not registered
 * with the provisioner. If rows of a list do not identify their object, absence from the list proves nothing: no line
 * reports an object as missing, and no earlier line that does is removed.
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
        inconclusive: [],
      };
      await drift.saveRun(run);
      return { mailDomain, run };
    });

  /** Removes lines that a comparison of objects of one kind no longer finds, as far as its list was readable. */
  const tidy = async (
    { mailDomainId, startedAt }: DriftRun,
    object: DriftObject,
    { untoldRows, things }: Compared,
  ): Promise<void> => {
    const remove = (about: Parameters<Repositories['drift']['removeLinesBefore']>[2]) =>
      unitOfWork.run(async ({ drift }) => {
        await drift.hold(mailDomainId);
        await drift.removeLinesBefore(mailDomainId, startedAt, about);
      });
    if (untoldRows === 0) return remove({ object });
    const listed = [...things()];
    for (let start = 0; start < listed.length; start += DRIFT_PAGE) {
      await remove({ object, things: listed.slice(start, start + DRIFT_PAGE) });
    }
  };

  const save = (run: DriftRun): Promise<void> => unitOfWork.run(({ drift }) => drift.saveRun(run));

  return async (id, { imports, by = BY_JOB, onProgress = () => undefined }) => {
    const begun = await begin(id);
    if (!begun) return undefined;
    const { mailDomain, run } = begun;
    let rows = 0;
    let nextNote = ROWS_BETWEEN_NOTES;
    const inconclusive: Inconclusive[] = [];
    const onPiece = async (read: number, lines: readonly DriftLine[]): Promise<void> => {
      rows += read;
      onProgress(rows, lines);
      if (rows < nextNote) return;
      nextNote = rows + ROWS_BETWEEN_NOTES;
      await save({ ...run, rows, inconclusive });
    };
    try {
      const comparison = { mailDomain, startedAt: run.startedAt, imports, by, onPiece };
      const kinds = [
        ['mailbox', reconcileMailboxes],
        ['alias', reconcileAliases],
      ] as const;
      const compared: [DriftObject, Compared][] = [];
      for (const [object, reconcile] of kinds) {
        const result = await reconcile(comparison);
        compared.push([object, result]);
        if (result.untoldRows > 0) inconclusive.push({ object, untoldRows: result.untoldRows });
      }
      for (const [object, result] of compared) await tidy(run, object, result);
    } catch (error) {
      const failure = error instanceof DomainError ? error.code : null;
      await save({ ...run, rows, inconclusive, state: 'interrupted', failure, endedAt: clock.now() });
      throw error;
    }
    const complete: DriftRun = { ...run, rows, inconclusive, state: 'complete', endedAt: clock.now() };
    await save(complete);
    return complete;
  };
};
