import type {
  OpenMailChange,
  OpenMailChangeQueries,
} from '../../../application/provisioning/reconciliation/open-mail-change-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { MailAliasChangeKind } from '../../../domain/alias/mail-alias-change.ts';
import {
  type MailboxChange,
  type ProvisionerTroubleCode,
  wantedSteps,
} from '../../../domain/mailbox/mailbox-change.ts';
import type { MailAliasChangeId, MailboxId, MailDomainId } from '../../../domain/shared/ids.ts';
import { type PageRow, pageStatement, toPage } from '../engine/page-statement.ts';
import { orderBy, type Queryable } from '../engine/sql.ts';
import { openChangesOf } from './open-changes-sql.ts';

type Row = {
  id: string;
  local_part: string;
  /** Set for aliases; null for mailboxes. */
  kind: MailAliasChangeKind | null;
  destination: string | null;
  /** Set for an existing mailbox; null for one to be created, and for aliases. */
  change: MailboxChange | null;
  since: Date;
  attempts: number;
  trouble: ProvisionerTroubleCode | null;
};

const toOpenChange = ({ id, local_part: localPart, kind, destination, ...row }: Row): OpenMailChange => {
  const { since, attempts, trouble, change } = row;
  const waiting = { localPart, since, attempts, trouble };
  return kind === null
    ? {
        object: 'mailbox',
        id: id as MailboxId,
        steps: change ? wantedSteps(change) : ['creation'],
        ...waiting,
      }
    : { object: 'alias', id: id as MailAliasChangeId, steps: [kind], destination, ...waiting };
};

export class PgOpenMailChangeQueries implements OpenMailChangeQueries {
  constructor(private readonly db: Queryable) {}

  async page(
    mailDomainId: MailDomainId,
    { number, size, order }: PageRequest<'since'>,
  ): Promise<Page<OpenMailChange>> {
    const { rows } = await this.db.query<PageRow<Row>>(
      pageStatement({
        columns: 'o.*',
        from: openChangesOf('$1'),
        order: orderBy(order, { since: 'o.since' }, 'o.id'),
        limit: '$2',
        offset: '$3',
      }),
      [mailDomainId, size, (number - 1) * size],
    );
    return toPage(rows, toOpenChange);
  }
}
