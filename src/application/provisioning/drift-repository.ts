import type { DriftFinding, DriftLine, DriftObject } from '../../domain/provisioning/drift.ts';
import type { ErrorCode } from '../../domain/shared/errors.ts';
import type { DriftLineId, MailDomainId } from '../../domain/shared/ids.ts';
import type { CursorRequest, Page } from '../shared/page.ts';

/** Numbers of lines of a comparison, by finding. */
export type FindingCounts = Readonly<Record<DriftFinding, number>>;

/** The latest comparison of a domain with the provisioner. `interrupted`: it ended with `failure`. */
export type DriftRun = Readonly<{
  mailDomainId: MailDomainId;
  startedAt: Date;
  endedAt: Date | null;
  state: 'running' | 'complete' | 'interrupted';
  failure: ErrorCode | null;
  /** The provisioner's rows read so far. */
  rows: number;
  /** The kinds of objects for which missing ones could not be determined, and why; empty when all could be. */
  inconclusive: readonly Inconclusive[];
}>;

/** `untoldRows`: number of the provisioner's rows without a readable identity, among which any object may be. */
export type Inconclusive = Readonly<{ object: DriftObject; untoldRows: number }>;

export interface DriftRepository {
  findRun(mailDomainId: MailDomainId): Promise<DriftRun | undefined>;
  /** Replaces the domain's run, unless that one began later. */
  saveRun(run: DriftRun): Promise<void>;
  /**
   * Stores the lines of the run begun at `startedAt`; of several about the same object the last. A line replaces the
   * former one about its address; while the finding is the same, it stays ignored and keeps its id and date.
   */
  putLines(startedAt: Date, lines: readonly DriftLine[]): Promise<void>;
  /**
   * Removes the lines about objects of one kind that no run since `startedAt` has found: all of a domain, or those about
   * `things`.
   */
  removeLinesBefore(
    mailDomainId: MailDomainId,
    startedAt: Date,
    about: {
      readonly object: DriftObject;
      readonly things?: readonly Pick<DriftLine, 'address' | 'destination'>[];
    },
  ): Promise<void>;
  /** The line, locked until the end of the transaction. */
  lockLine(mailDomainId: MailDomainId, id: DriftLineId): Promise<DriftLine | undefined>;
  ignoreLine(id: DriftLineId): Promise<void>;
  removeLine(id: DriftLineId): Promise<void>;
}

export type DriftFilter = Readonly<{
  findings?: readonly DriftFinding[] | undefined;
  /** Include the lines that people chose to ignore. */
  withIgnored?: boolean | undefined;
}>;

/** A domain as operators name it; `mailboxes`: the number of its mailboxes here. */
export type DriftSubject = Readonly<{ id: MailDomainId; slug: string; mailboxes: number }>;

/** The report of a domain: two round trips of constant cost a page. */
export interface DriftQueries {
  /** The domain with that name, in lower case. */
  findSubject(name: string): Promise<DriftSubject | undefined>;
  run(mailDomainId: MailDomainId): Promise<(DriftRun & { readonly counts: FindingCounts }) | undefined>;
  page(
    mailDomainId: MailDomainId,
    filter: DriftFilter,
    request: CursorRequest<'address'>,
  ): Promise<Page<DriftLine>>;
}
