import type {
  ListedMailbox,
  MailboxFilter,
  MailboxOrderField,
  MailboxQueries,
  MailboxView,
} from '../../../application/mailbox/mailbox-queries.ts';
import type { CursorRequest, Page } from '../../../application/shared/page.ts';
import { editedDetails, type Mailbox } from '../../../domain/mailbox/mailbox.ts';
import { isStepWanted } from '../../../domain/mailbox/mailbox-change.ts';
import { changeOf } from '../../../domain/mailbox/provisioning.ts';
import type { MailboxId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';
import { pick } from '../engine/pick.ts';
import { isFound } from '../engine/search-text.ts';

const ORDER = {
  created_at: ({ createdAt }: Mailbox) => createdAt,
  id: ({ id }: Mailbox) => id,
  first_name: ({ firstName }: Mailbox) => firstName,
  last_name: ({ lastName }: Mailbox) => lastName,
  local_part: ({ localPart }: Mailbox) => localPart,
  secondary_email: ({ secondaryEmail }: Mailbox) => secondaryEmail,
  status: ({ status }: Mailbox) => status,
};

const toListed = (mailbox: Mailbox): ListedMailbox => ({
  ...editedDetails(mailbox, {}),
  ...pick(mailbox, 'id', 'localPart', 'status'),
  isSwitched: isStepWanted(changeOf(mailbox), 'activation'),
});
const toView = ({
  mailDomainId: _domain,
  passwordHash: _hash,
  lastLoginAt: _login,
  signInWarnedAt: _warned,
  secondaryEmailByOwnerAt: _written,
  issuerId: _issuer,
  ...view
}: Mailbox): MailboxView => view;

export class MemoryMailboxQueries implements MailboxQueries {
  constructor(private readonly store: MemoryStore) {}

  async page(
    mailDomainId: MailDomainId,
    filter: MailboxFilter,
    request: CursorRequest<MailboxOrderField>,
  ): Promise<Page<ListedMailbox>> {
    const { total, items } = this.#page(mailDomainId, filter, request);
    return { total, items: items.map(toListed) };
  }

  async pageOfViews(
    mailDomainId: MailDomainId,
    filter: MailboxFilter,
    request: CursorRequest<MailboxOrderField>,
  ): Promise<Page<MailboxView>> {
    const { total, items } = this.#page(mailDomainId, filter, request);
    return { total, items: items.map(toView) };
  }

  async find(mailDomainId: MailDomainId, id: MailboxId): Promise<MailboxView | undefined> {
    const mailbox = this.store.tables.mailboxes.find(id);
    return mailbox?.mailDomainId === mailDomainId ? toView(mailbox) : undefined;
  }

  #page(
    mailDomainId: MailDomainId,
    { search, statuses }: MailboxFilter,
    request: CursorRequest<MailboxOrderField>,
  ): Page<Mailbox> {
    const rows = this.store.tables.mailboxes.all(
      ({ mailDomainId: own, localPart, firstName, lastName, status }) =>
        own === mailDomainId &&
        (statuses === undefined || statuses.includes(status)) &&
        isFound(search, [localPart, `${firstName} ${lastName}`]),
    );
    return pageOf(rows, request, ORDER);
  }
}
