import type {
  OpenMailChange,
  OpenMailChangeQueries,
} from '../../../application/provisioning/reconciliation/open-mail-change-queries.ts';
import type { Page, PageRequest } from '../../../application/shared/page.ts';
import type { MailAliasChange } from '../../../domain/alias/mail-alias-change.ts';
import { isIn, type Mailbox } from '../../../domain/mailbox/mailbox.ts';
import { wantedSteps } from '../../../domain/mailbox/mailbox-change.ts';
import { changeOf } from '../../../domain/mailbox/provisioning.ts';
import type { MailDomainId } from '../../../domain/shared/ids.ts';
import type { MemoryStore } from '../engine/memory-store.ts';
import { pageOf } from '../engine/page-of.ts';

const ofAlias = (change: MailAliasChange): readonly OpenMailChange[] => {
  const { id, localPart, destination, kind, progress, createdAt: since } = change;
  if (progress.state !== 'open') return [];
  const { attempts, trouble } = progress;
  return [{ object: 'alias', id, steps: [kind], destination, localPart, since, attempts, trouble }];
};

const ofMailbox = (mailbox: Mailbox, isEnabled: boolean): readonly OpenMailChange[] => {
  const { id, localPart } = mailbox;
  const opened = { object: 'mailbox', id, localPart } as const;
  if (isIn(mailbox, 'waiting', 'asked')) {
    const { since, attempts, trouble } = { attempts: 0, trouble: null, ...mailbox.provisioning };
    return isEnabled ? [{ ...opened, steps: ['creation'], since, attempts, trouble }] : [];
  }
  const change = changeOf(mailbox);
  if (!change) return [];
  const { since, attempt: attempts, trouble } = change;
  return [{ ...opened, steps: wantedSteps(change), since, attempts, trouble }];
};

export class MemoryOpenMailChangeQueries implements OpenMailChangeQueries {
  constructor(private readonly store: MemoryStore) {}

  async page(mailDomainId: MailDomainId, request: PageRequest<'since'>): Promise<Page<OpenMailChange>> {
    const { mailDomains, mailAliasChanges, mailboxes } = this.store.tables;
    const isEnabled = mailDomains.find(mailDomainId)?.status === 'enabled';
    const isInDomain = (row: { readonly mailDomainId: MailDomainId }) => row.mailDomainId === mailDomainId;
    const open = [
      ...mailAliasChanges.all(isInDomain).flatMap(ofAlias),
      ...mailboxes.all(isInDomain).flatMap((mailbox) => ofMailbox(mailbox, isEnabled)),
    ];
    return pageOf(open, request, { since: ({ since }: OpenMailChange) => since });
  }
}
