import type { DriftFinding, DriftLine, DriftObject } from '../../domain/provisioning/drift.ts';
import type { ErrorCode } from '../../domain/shared/errors.ts';
import type { DriftLineId, MailDomainId } from '../../domain/shared/ids.ts';
import type { CursorRequest, Page } from '../shared/page.ts';
import type { Searched } from '../shared/searched.ts';

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
  /**
   * Holds the report of a domain until the end of the transaction: others that hold it wait. It comes before the locks of
   * mailboxes and lines, so that settling and comparing never wait for each other.
   */
  hold(mailDomainId: MailDomainId): Promise<void>;
  /** The lines with these ids, in no order, locked until the end of the transaction; unknown ids are skipped. */
  lockLines(mailDomainId: MailDomainId, ids: readonly DriftLineId[]): Promise<readonly DriftLine[]>;
  markIgnored(ids: readonly DriftLineId[], isIgnored: boolean): Promise<void>;
  removeLines(ids: readonly DriftLineId[]): Promise<void>;
}

export type DriftFilter = Readonly<{
  findings?: readonly DriftFinding[] | undefined;
  /** Include the lines that people chose to ignore. */
  withIgnored?: boolean | undefined;
  /** Part of the address or of the destination; ignores letter case and accents; `%` and `_` are literal. */
  search?: Searched | undefined;
}>;

/** The latest comparison with what it found. */
export type CountedDriftRun = DriftRun &
  Readonly<{
    counts: FindingCounts;
    /** Number of lines that people chose to ignore, and of those that are still to be settled. */
    ignored: number;
    toSettle: number;
  }>;

/** A domain as operators name it; `mailboxes`: the number of its mailboxes here. */
export type DriftSubject = Readonly<{ id: MailDomainId; slug: string; mailboxes: number }>;

/** The report of a domain: two round trips of constant cost a page. */
export interface DriftQueries {
  /** The domain with that name, in lower case. */
  findSubject(name: string): Promise<DriftSubject | undefined>;
  run(mailDomainId: MailDomainId): Promise<CountedDriftRun | undefined>;
  /** Whether a comparison waits for its turn, or is under way. One round trip. */
  isQueued(mailDomainId: MailDomainId): Promise<boolean>;
  page(
    mailDomainId: MailDomainId,
    filter: DriftFilter,
    request: CursorRequest<'address'>,
  ): Promise<Page<DriftLine>>;
}
