import type { DriftFinding, DriftLine, DriftObject } from '../../domain/provisioning/drift.ts';
import type { ErrorCode } from '../../domain/shared/errors.ts';
import type { DriftLineId, MailDomainId } from '../../domain/shared/ids.ts';
import type { Page, PageRequest } from '../shared/page.ts';

/** How many lines of each finding a comparison gave. */
export type FindingCounts = Readonly<Record<DriftFinding, number>>;

/** The latest comparison of a domain with the provisioner. `interrupted`: it ended with `failure`. */
export type DriftRun = Readonly<{
  mailDomainId: MailDomainId;
  startedAt: Date;
  endedAt: Date | null;
  state: 'running' | 'complete' | 'interrupted';
  failure: ErrorCode | null;
  /** Rows of the provisioner's read so far. */
  rows: number;
  /** The objects of which it could not tell what is missing at the provisioner, and why: empty when it could. */
  inconclusive: readonly Inconclusive[];
}>;

/** `untoldRows`: how many rows of the provisioner's list do not tell what they are about, so that any may be among them. */
export type Inconclusive = Readonly<{ object: DriftObject; untoldRows: number }>;

export interface DriftRepository {
  findRun(mailDomainId: MailDomainId): Promise<DriftRun | undefined>;
  /** Takes the place of the domain's run, unless that one began later. */
  saveRun(run: DriftRun): Promise<void>;
  /**
   * Stores lines that the run begun at `startedAt` found; of several about the same thing the last. A line about an
   * address that has one takes its place; it stays ignored, and keeps its id and date, as long as it says the same.
   */
  putLines(startedAt: Date, lines: readonly DriftLine[]): Promise<void>;
  /**
   * Removes the lines about objects of one kind that no run since `startedAt` found again: all of a domain, or those
   * about `things`.
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
  /** Also those that somebody chose to ignore. */
  withIgnored?: boolean | undefined;
}>;

/** A domain as operators name it; `mailboxes`: how many it has here. */
export type DriftSubject = Readonly<{ id: MailDomainId; slug: string; mailboxes: number }>;

/** The report of a domain: constant cost, two round trips a page. */
export interface DriftQueries {
  /** The domain called `name`, in lower case. */
  findSubject(name: string): Promise<DriftSubject | undefined>;
  run(mailDomainId: MailDomainId): Promise<(DriftRun & { readonly counts: FindingCounts }) | undefined>;
  page(
    mailDomainId: MailDomainId,
    filter: DriftFilter,
    request: PageRequest<'address'>,
  ): Promise<Page<DriftLine>>;
}
