import type {
  DriftFilter,
  DriftQueries,
  DriftRun,
  DriftSubject,
  FindingCounts,
} from '../../../application/provisioning/drift-repository.ts';
import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import { DRIFT_FINDINGS, type DriftFinding, type DriftLine } from '../../../domain/provisioning/drift.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import { afterPosition } from '../engine/after-position.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { DRIFT_LINE } from './drift-line-table.ts';
import { DRIFT_RUN } from './drift-run-table.ts';

const ORDER = { address: 'l.address' } as const;
const MATCHING = 'l.mail_domain_id = $1 AND l.finding = ANY ($2::text[]) AND (NOT l.is_ignored OR $3)';

type CountedRow = DriftRun & { counts: Partial<FindingCounts> };

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

  async run(
    mailDomainId: MailDomainId,
  ): Promise<(DriftRun & { readonly counts: FindingCounts }) | undefined> {
    const { rows } = await this.db.query<CountedRow>(
      `SELECT ${DRIFT_RUN.columns}, coalesce(
           (SELECT jsonb_object_agg(f.finding, f.total)
              FROM (SELECT l.finding, count(*) AS total FROM mail_drift_line l
                     WHERE l.mail_domain_id = $1 GROUP BY l.finding) f), '{}') AS counts
         FROM mail_drift_run r WHERE r.mail_domain_id = $1`,
      [mailDomainId],
    );
    const [row] = rows;
    if (!row) return undefined;
    const countOf = (finding: DriftFinding) => [finding, row.counts[finding] ?? 0] as const;
    return { ...DRIFT_RUN.of(row), counts: Object.fromEntries(DRIFT_FINDINGS.map(countOf)) as FindingCounts };
  }

  async page(
    mailDomainId: MailDomainId,
    { findings = DRIFT_FINDINGS, withIgnored = false }: DriftFilter,
    request: CursorRequest<'address'>,
  ): Promise<Page<DriftLine>> {
    const { number, size, order } = request;
    const values: unknown[] = [mailDomainId, findings, withIgnored];
    const counted = await this.db.query<{ total: number }>(
      `SELECT count(*)::int AS total FROM mail_drift_line l WHERE ${MATCHING}`,
      values,
    );
    const place = (value: unknown): string => `$${values.push(value)}`;
    const where = [MATCHING, ...afterPosition(request, ORDER, 'l.id', place)].join(' AND ');
    const items = await DRIFT_LINE.all(
      this.db,
      `WHERE ${where} ORDER BY ${orderBy(order, ORDER, 'l.id')} LIMIT ${place(size)} OFFSET ${place((number - 1) * size)}`,
      values,
    );
    return { total: counted.rows[0]?.total ?? 0, items };
  }
}
