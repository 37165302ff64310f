import type { DriftRepository, DriftRun } from '../../../application/provisioning/drift-repository.ts';
import type { DriftLine, DriftObject } from '../../../domain/provisioning/drift.ts';
import type { DriftLineId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { Queryable } from '../engine/sql.ts';
import { DRIFT_LINE_COLUMNS, type DriftLineRow, toDriftLine } from './drift-line-row.ts';
import { DRIFT_RUN_COLUMNS, type DriftRunRow, toDriftRun } from './drift-run-row.ts';

const PUT_LINES = `INSERT INTO mail_drift_line AS l
    (id, mail_domain_id, object, address, destination, finding, reason, here, there, is_ignored, found_at, run_started_at)
  SELECT g.*, $2::timestamptz
    FROM jsonb_to_recordset($1::jsonb) AS g
      (id uuid, mail_domain_id uuid, object text, address text, destination text, finding text, reason text,
       here jsonb, there jsonb, is_ignored boolean, found_at timestamptz)
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

const toRow = (line: DriftLine): DriftLineRow => ({
  id: line.id,
  mail_domain_id: line.mailDomainId,
  object: line.object,
  address: line.address,
  destination: line.destination,
  finding: line.finding,
  reason: line.reason,
  here: line.here,
  there: line.there,
  is_ignored: line.isIgnored,
  found_at: line.foundAt,
});

export class PgDriftRepository implements DriftRepository {
  constructor(private readonly db: Queryable) {}

  async findRun(mailDomainId: MailDomainId): Promise<DriftRun | undefined> {
    const { rows } = await this.db.query<DriftRunRow>(
      `SELECT ${DRIFT_RUN_COLUMNS} FROM mail_drift_run r WHERE r.mail_domain_id = $1`,
      [mailDomainId],
    );
    return rows[0] && toDriftRun(rows[0]);
  }

  async saveRun(run: DriftRun): Promise<void> {
    await this.db.query(
      `INSERT INTO mail_drift_run AS r (mail_domain_id, started_at, ended_at, state, failure, row_count, inconclusive)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (mail_domain_id) DO UPDATE
         SET started_at = excluded.started_at, ended_at = excluded.ended_at, state = excluded.state,
             failure = excluded.failure, row_count = excluded.row_count, inconclusive = excluded.inconclusive
       WHERE r.started_at <= excluded.started_at`,
      [
        run.mailDomainId,
        run.startedAt,
        run.endedAt,
        run.state,
        run.failure,
        run.rows,
        JSON.stringify(run.inconclusive),
      ],
    );
  }

  async putLines(startedAt: Date, lines: readonly DriftLine[]): Promise<void> {
    if (lines.length === 0) return;
    // One statement cannot write the same row twice.
    const keyOf = (line: DriftLine) =>
      JSON.stringify([line.mailDomainId, line.object, line.address, line.destination]);
    const distinct = new Map(lines.map((line) => [keyOf(line), line]));
    await this.db.query(PUT_LINES, [JSON.stringify([...distinct.values()].map(toRow)), startedAt]);
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

  async lockLine(mailDomainId: MailDomainId, id: DriftLineId): Promise<DriftLine | undefined> {
    const { rows } = await this.db.query<DriftLineRow>(
      `SELECT ${DRIFT_LINE_COLUMNS} FROM mail_drift_line l WHERE l.mail_domain_id = $1 AND l.id = $2 FOR UPDATE`,
      [mailDomainId, id],
    );
    return rows[0] && toDriftLine(rows[0]);
  }

  async ignoreLine(id: DriftLineId): Promise<void> {
    await this.db.query('UPDATE mail_drift_line SET is_ignored = true WHERE id = $1', [id]);
  }

  async removeLine(id: DriftLineId): Promise<void> {
    await this.db.query('DELETE FROM mail_drift_line WHERE id = $1', [id]);
  }
}
