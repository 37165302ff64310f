import type { StoredOpenidRecord } from '../../../application/identity/provider/openid-records.ts';
import type {
  OpenidTokenQueries,
  PresentedToken,
} from '../../../application/identity/provider/openid-token-queries.ts';
import { openidRecordKey } from '../../storage/openid-record-key.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import type { StoredOpenidRecord as Row } from '../engine/stored-openid-record.ts';
import { MemoryMailboxAccountQueries } from './memory-mailbox-account-queries.ts';
import { MemoryOpenidClientQueries } from './memory-openid-client-queries.ts';

const asRead = (row: Row | undefined): StoredOpenidRecord | undefined =>
  row && { payload: row.payload, consumedAt: row.consumedAt };

export class MemoryOpenidTokenQueries implements OpenidTokenQueries {
  constructor(
    private readonly store: MemoryStore,
    private readonly requiredEverywhereFrom: Date | null,
  ) {}

  async read(model: string, id: string, clientId?: string): Promise<PresentedToken> {
    const { openidRecords } = this.store.tables;
    const record = openidRecords.find(openidRecordKey(model, id));
    const grantKey = record?.grantKey ?? undefined;
    const clientOf = clientId ?? record?.clientId ?? undefined;
    const owner = record?.mailboxId ?? undefined;
    return {
      record: asRead(record),
      grant: grantKey === undefined ? undefined : asRead(openidRecords.find(grantKey)),
      client:
        clientOf === undefined ? undefined : await new MemoryOpenidClientQueries(this.store).find(clientOf),
      account:
        owner === undefined
          ? undefined
          : await new MemoryMailboxAccountQueries(this.store, this.requiredEverywhereFrom).find(owner),
    };
  }
}
