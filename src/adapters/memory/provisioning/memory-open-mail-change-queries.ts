import type {
  OpenMailChange,
  OpenMailChangeQueries,
} from '../../../application/provisioning/reconciliation/open-mail-change-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { MailAliasChange } from '../../../domain/alias/mail-alias-change.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import { waitingOf } from '../../../domain/mailbox/waiting-of.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import type { MemoryTables } from '../engine/memory-tables.ts';
import { pageOf } from '../engine/page-of.ts';

const ofAlias = (change: MailAliasChange): readonly OpenMailChange[] => {
  const { id, localPart, destination, kind, progress, createdAt: since } = change;
  if (progress.state !== 'open') return [];
  const { attempts, trouble } = progress;
  return [{ object: 'alias', id, steps: [kind], destination, localPart, since, attempts, trouble }];
};

const ofMailbox = (mailbox: Mailbox, isEnabled: boolean): readonly OpenMailChange[] => {
  const { id, localPart, status } = mailbox;
  const waiting = waitingOf(mailbox);
  if (!waiting || (status === 'pending' && !isEnabled)) return [];
  return [{ object: 'mailbox', id, localPart, ...waiting }];
};

/** The changes that a domain's provisioner has yet to make. */
export function openChangesOf(
  { mailDomains, mailAliasChanges, mailboxes }: MemoryTables,
  mailDomainId: MailDomainId,
): readonly OpenMailChange[] {
  const isEnabled = mailDomains.find(mailDomainId)?.status === 'enabled';
  const isInDomain = (row: { readonly mailDomainId: MailDomainId }) => row.mailDomainId === mailDomainId;
  return [
    ...mailAliasChanges.all(isInDomain).flatMap(ofAlias),
    ...mailboxes.all(isInDomain).flatMap((mailbox) => ofMailbox(mailbox, isEnabled)),
  ];
}

export class MemoryOpenMailChangeQueries implements OpenMailChangeQueries {
  constructor(private readonly store: MemoryStore) {}

  async page(mailDomainId: MailDomainId, request: PageRequest<'since'>): Promise<Page<OpenMailChange>> {
    const open = openChangesOf(this.store.tables, mailDomainId);
    return pageOf(open, request, { since: ({ since }: OpenMailChange) => since });
  }
}
