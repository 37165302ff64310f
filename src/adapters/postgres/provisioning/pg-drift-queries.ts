import type {
  CountedDriftRun,
  DriftFilter,
  DriftQueries,
  DriftRun,
  DriftSubject,
  FindingCounts,
} from '../../../application/provisioning/drift-repository.ts';
import { comparisonKey } from '../../../application/provisioning/queue-comparison.ts';
import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import {
  DRIFT_FINDINGS,
  type DriftFinding,
  type DriftLine,
  FINDINGS_TO_SETTLE,
} from '../../../domain/provisioning/drift.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import { afterPosition } from '../engine/after-position.ts';
import { foundBy } from '../engine/found-by.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { DRIFT_LINE } from './drift-line-table.ts';
import { DRIFT_RUN } from './drift-run-table.ts';

const ORDER = { address: 'l.address' } as const;
const MATCHING = 'l.mail_domain_id = $1 AND l.finding = ANY ($2::text[]) AND (NOT l.is_ignored OR $3)';

const FOUND_BY = `search_text(l.address || E'\\x01' || l.destination)`;

type Counted = Partial<Record<DriftFinding, { readonly total: number; readonly ignored: number }>>;
type CountedRow = DriftRun & { counts: Counted };

export class PgDriftQueries implements DriftQueries {
  constructor(private readonly db: Queryable) {}

  async findSubject(name: string): Promise<DriftSubject | undefined> {
    const { rows } = await this.db.query<DriftSubject>(
      `SELECT d.id, d.slug, (SELECT count(*)::int FROM mailbox m WHERE m.mail_domain_id = d.id) AS mailboxes
         FROM mail_domain d WHERE d.name = $1`,
      [name],
    );
    return rows[0];
  }

  async run(mailDomainId: MailDomainId): Promise<CountedDriftRun | undefined> {
    const { rows } = await this.db.query<CountedRow>(
      `SELECT ${DRIFT_RUN.columns}, coalesce(
           (SELECT jsonb_object_agg(f.finding, jsonb_build_object('total', f.total, 'ignored', f.ignored))
              FROM (SELECT l.finding, count(*) AS total, count(*) FILTER (WHERE l.is_ignored) AS ignored
                      FROM mail_drift_line l WHERE l.mail_domain_id = $1 GROUP BY l.finding) f), '{}') AS counts
         FROM mail_drift_run r WHERE r.mail_domain_id = $1`,
      [mailDomainId],
    );
    const [row] = rows;
    if (!row) return undefined;
    const { counts } = row;
    const total = (finding: DriftFinding) => counts[finding]?.total ?? 0;
    const ignored = (finding: DriftFinding) => counts[finding]?.ignored ?? 0;
    const sum = (findings: readonly DriftFinding[], count: (finding: DriftFinding) => number) =>
      findings.reduce((all, finding) => all + count(finding), 0);
    return {
      ...DRIFT_RUN.of(row),
      counts: Object.fromEntries(DRIFT_FINDINGS.map((finding) => [finding, total(finding)])) as FindingCounts,
      ignored: sum(DRIFT_FINDINGS, ignored),
      toSettle: sum(FINDINGS_TO_SETTLE, total) - sum(FINDINGS_TO_SETTLE, ignored),
    };
  }

  async isQueued(mailDomainId: MailDomainId): Promise<boolean> {
    const { rows } = await this.db.query<{ is: boolean }>(
      `SELECT EXISTS (SELECT FROM graphile_worker._private_jobs j
                       WHERE j.key = $1 AND j.attempts < j.max_attempts) AS is`,
      [comparisonKey(mailDomainId)],
    );
    return rows[0]?.is ?? false;
  }

  async page(
    mailDomainId: MailDomainId,
    { findings = DRIFT_FINDINGS, withIgnored = false, search }: DriftFilter,
    request: CursorRequest<'address'>,
  ): Promise<Page<DriftLine>> {
    const { number, size, order } = request;
    const values: unknown[] = [mailDomainId, findings, withIgnored];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const matching = [MATCHING, ...foundBy(FOUND_BY, search, place)];
    const counted = await this.db.query<{ total: number }>(
      `SELECT count(*)::int AS total FROM mail_drift_line l WHERE ${matching.join(' AND ')}`,
      values,
    );
    const where = [...matching, ...afterPosition(request, ORDER, 'l.id', place)].join(' AND ');
    const items = await DRIFT_LINE.all(
      this.db,
      `WHERE ${where} ORDER BY ${orderBy(order, ORDER, 'l.id')} LIMIT ${place(size)} OFFSET ${place((number - 1) * size)}`,
      values,
    );
    return { total: counted.rows[0]?.total ?? 0, items };
  }
}
