import type {
  OutgoingMailQueries,
  UnsentMailFilter,
  UnsentMailOrderField,
  UnsentMailView,
} from '../../../application/notification/outgoing-mail-queries.ts';
import type { OutgoingMail } from '../../../application/notification/outgoing-mail-repository.ts';
import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { isFound } from '../engine/search-text.ts';

const toView = ({ status, ...mail }: OutgoingMail): readonly UnsentMailView[] =>
  status === 'sent'
    ? []
    : [
        {
          id: mail.id,
          recipient: mail.recipient,
          kind: mail.kind,
          status: status === 'draft' || status === 'ready' ? 'waiting' : status,
          trouble: mail.trouble,
          isKept: mail.content !== null,
          createdAt: mail.createdAt,
          updatedAt: mail.updatedAt,
        },
      ];

export class MemoryOutgoingMailQueries implements OutgoingMailQueries {
  constructor(private readonly store: MemoryStore) {}

  async pageOfUnsent(
    { search, statuses }: UnsentMailFilter,
    request: CursorRequest<UnsentMailOrderField>,
  ): Promise<Page<UnsentMailView>> {
    const found = this.store.tables.outgoingMails
      .all(({ recipient }) => isFound(search, [recipient]))
      .flatMap(toView)
      .filter(({ status }) => statuses === undefined || statuses.includes(status));
    return pageOf(found, request, { created_at: ({ createdAt }) => createdAt });
  }
}
