import type { DriftRepository, DriftRun } from '../../../application/provisioning/drift-repository.ts';
import type { DriftLine, DriftObject } from '../../../domain/provisioning/drift.ts';
import type { DriftLineId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { DRIFT_LINE } from './drift-line-table.ts';
import { DRIFT_RUN } from './drift-run-table.ts';

const PUT_LINES = `INSERT INTO mail_drift_line AS l (${DRIFT_LINE.names}, run_started_at)
  SELECT ${DRIFT_LINE.given}, $2::timestamptz FROM ${DRIFT_LINE.recordset}
  ON CONFLICT ON CONSTRAINT mail_drift_line_thing_key DO UPDATE
    SET (id, found_at, is_ignored) = (
          SELECT CASE WHEN same THEN l.id ELSE excluded.id END,
                 CASE WHEN same THEN l.found_at ELSE excluded.found_at END,
                 CASE WHEN same THEN l.is_ignored ELSE excluded.is_ignored END
            FROM (SELECT (l.finding, l.reason, l.here, l.there)
                           IS NOT DISTINCT FROM (excluded.finding, excluded.reason, excluded.here, excluded.there)) AS s (same)),
        finding = excluded.finding, reason = excluded.reason, here = excluded.here, there = excluded.there,
        run_started_at = excluded.run_started_at`;

type DriftThing = Pick<DriftLine, 'address' | 'destination'>;

export class PgDriftRepository implements DriftRepository {
  constructor(private readonly db: Queryable) {}

  async findRun(mailDomainId: MailDomainId): Promise<DriftRun | undefined> {
    return DRIFT_RUN.first(this.db, 'WHERE r.mail_domain_id = $1', [mailDomainId]);
  }

  async saveRun(run: DriftRun): Promise<void> {
    await DRIFT_RUN.put(this.db, run, 'WHERE r.started_at <= excluded.started_at');
  }

  async putLines(startedAt: Date, lines: readonly DriftLine[]): Promise<void> {
    if (lines.length === 0) return;
    // One statement cannot write the same row twice.
    const keyOf = (line: DriftLine) =>
      JSON.stringify([line.mailDomainId, line.object, line.address, line.destination]);
    const distinct = new Map(lines.map((line) => [keyOf(line), line]));
    await this.db.query(PUT_LINES, [DRIFT_LINE.toJson([...distinct.values()]), startedAt]);
  }

  async removeLinesBefore(
    mailDomainId: MailDomainId,
    startedAt: Date,
    { object, things }: { readonly object: DriftObject; readonly things?: readonly DriftThing[] },
  ): Promise<void> {
    const stale = 'l.mail_domain_id = $1 AND l.run_started_at < $2 AND l.object = $3';
    if (things === undefined) {
      const values = [mailDomainId, startedAt, object];
      await this.db.query(`DELETE FROM mail_drift_line l WHERE ${stale}`, values);
      return;
    }
    await this.db.query(
      `DELETE FROM mail_drift_line l USING unnest($4::text[], $5::text[]) AS g (address, destination)
        WHERE ${stale} AND l.address = g.address AND l.destination = g.destination`,
      [
        mailDomainId,
        startedAt,
        object,
        things.map(({ address }) => address),
        things.map(({ destination }) => destination),
      ],
    );
  }

  async hold(mailDomainId: MailDomainId): Promise<void> {
    // The domain comes first, as where a comparison begins: lines name it, and adding one locks it this much anyway.
    await this.db.query('SELECT FROM mail_domain WHERE id = $1 FOR KEY SHARE', [mailDomainId]);
    await this.db.query('SELECT FROM mail_drift_run WHERE mail_domain_id = $1 FOR UPDATE', [mailDomainId]);
  }

  async lockLines(mailDomainId: MailDomainId, ids: readonly DriftLineId[]): Promise<readonly DriftLine[]> {
    if (ids.length === 0) return [];
    const ofDomain = 'WHERE l.mail_domain_id = $1 AND l.id = ANY ($2::uuid[]) ORDER BY l.id FOR UPDATE';
    return DRIFT_LINE.all(this.db, ofDomain, [mailDomainId, ids]);
  }

  async markIgnored(ids: readonly DriftLineId[], isIgnored: boolean): Promise<void> {
    if (ids.length === 0) return;
    const text = 'UPDATE mail_drift_line SET is_ignored = $2 WHERE id = ANY ($1::uuid[])';
    await this.db.query(text, [ids, isIgnored]);
  }

  async removeLines(ids: readonly DriftLineId[]): Promise<void> {
    if (ids.length > 0) await this.db.query('DELETE FROM mail_drift_line WHERE id = ANY ($1::uuid[])', [ids]);
  }
}
