import type {
  OpenidTokenQueries,
  PresentedToken,
} from '../../../application/identity/provider/openid-token-queries.ts';
import { openidRecordKey } from '../../storage/openid-record-key.ts';
import type { SecretBox } from '../engine/secret-box.ts';
import type { Queryable } from '../engine/sql.ts';
import { OPENID_CLIENT_COLUMNS, type OpenidClientRow, toRegisteredClient } from './openid-client-row.ts';
import {
  MAILBOX_ACCOUNT_COLUMNS,
  MAILBOX_ACCOUNT_TABLES,
  type MailboxAccountRow,
  toMailboxAccount,
} from './pg-mailbox-account-queries.ts';
import { openOpenidRecord } from './sealed-openid-record.ts';

type OrNothing<Row> = { readonly [Column in keyof Row]: Row[Column] | null };
/** One row in any case; the columns of what is missing are null. */
type Row = OrNothing<MailboxAccountRow> &
  OrNothing<OpenidClientRow> &
  OrNothing<
    Readonly<{
      recordId: string;
      recordPayload: Buffer;
      recordConsumedAt: Date;
      grantId: string;
      grantPayload: Buffer;
      grantConsumedAt: Date;
    }>
  >;

const READ = `SELECT t.id AS "recordId", t.sealed_payload AS "recordPayload", t.consumed_at AS "recordConsumedAt",
    g.id AS "grantId", g.sealed_payload AS "grantPayload", g.consumed_at AS "grantConsumedAt",
    ${OPENID_CLIENT_COLUMNS}, ${MAILBOX_ACCOUNT_COLUMNS}
  FROM (SELECT $1::text AS id, $2::text AS client_id) AS presented
    LEFT JOIN openid_record t ON t.id = presented.id
    LEFT JOIN openid_record g ON g.id = t.grant_key
    LEFT JOIN openid_client c ON c.client_id = coalesce(presented.client_id, t.client_id)
    LEFT JOIN (${MAILBOX_ACCOUNT_TABLES}) ON m.id = t.mailbox_id`;

const isClient = <Given extends Row>(row: Given): row is Given & OpenidClientRow => row.client_id !== null;
const isAccount = <Given extends Row>(row: Given): row is Given & MailboxAccountRow => row.id !== null;

export class PgOpenidTokenQueries implements OpenidTokenQueries {
  constructor(
    private readonly db: Queryable,
    private readonly secretBox: SecretBox,
    private readonly requiredEverywhereFrom: Date | null,
  ) {}

  async read(model: string, id: string, clientId?: string): Promise<PresentedToken> {
    const { rows } = await this.db.query<Row>(READ, [openidRecordKey(model, id), clientId]);
    const [row] = rows;
    if (!row) throw new Error('a row of what was presented is always there');
    return {
      record: this.#open(row.recordId, row.recordPayload, row.recordConsumedAt),
      grant: this.#open(row.grantId, row.grantPayload, row.grantConsumedAt),
      client: isClient(row) ? toRegisteredClient(row, this.secretBox) : undefined,
      account: isAccount(row) ? toMailboxAccount(row, this.requiredEverywhereFrom) : undefined,
    };
  }

  #open(id: string | null, sealedPayload: Buffer | null, consumedAt: Date | null) {
    if (id === null || sealedPayload === null) return undefined;
    return openOpenidRecord({ id, sealedPayload, consumedAt }, this.secretBox);
  }
}
