import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../../domain/mail-domain/mail-domain-access.ts';
import { type BulkChange, type BulkOutcome, outcomeOf } from '../../../domain/mailbox/bulk-change.ts';
import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import {
  handedOverInstead,
  isToBeHandedOver,
  mailboxRefusals,
  refusalsWithoutIdentity,
} from '../../../domain/mailbox/mailbox-access.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Repositories } from '../../unit-of-work.ts';

/** What has become of one mailbox, and whether the actor can now hand its owner a link in place of what was refused. */
export type BulkOutcomeView = BulkOutcome & Readonly<{ isToBeHandedOver: boolean }>;

/** A bulk change, and what has become of its rows. */
export type BulkChangeView = Pick<BulkChange, 'id' | 'action' | 'askedAt'> &
  Readonly<{ outcomes: readonly BulkOutcomeView[] }>;

/** Who looks at a change, and at the domain that it is about. */
export type BulkChangeViewer = Readonly<{
  actor: Pick<Actor, 'email'>;
  place: Readonly<{ mailDomain: MailDomain; role: MailDomainRole | undefined }>;
  /** Whether owners of mailboxes have an identity here. */
  passwordSettings: { readonly isOffered: boolean };
}>;

const mayBeHandedOver = ({ refusal }: BulkChange['rows'][number]): boolean =>
  refusal !== null && isToBeHandedOver(refusal.code);

/** Those of its mailboxes that a view of the change has to know as they are now. */
export const viewedMailboxes = ({ rows }: Pick<BulkChange, 'rows'>): readonly MailboxId[] =>
  rows.filter((row) => row.refusal === null || mayBeHandedOver(row)).map(({ mailboxId }) => mailboxId);

/** @param mailboxes the present ones, of those that the change is about (`viewedMailboxes`) */
export async function viewBulkChange(
  { organizations }: Pick<Repositories, 'organizations'>,
  { actor: { email }, place: { mailDomain, role }, passwordSettings }: BulkChangeViewer,
  { id, action, askedAt, rows }: BulkChange,
  mailboxes: readonly Mailbox[],
): Promise<BulkChangeView> {
  const { organizationId } = mailDomain;
  const isAsked = passwordSettings.isOffered && organizationId !== null && rows.some(mayBeHandedOver);
  const hasIdentities = isAsked && (await organizations.find(organizationId))?.isActive === true;
  const handsOver = (mailbox: Mailbox): boolean => {
    if (role === undefined) return false;
    const usual = mailboxRefusals({ role, email }, mailbox, mailDomain);
    return handedOverInstead(hasIdentities ? usual : refusalsWithoutIdentity(usual)).includes(action);
  };
  const byId = new Map(mailboxes.map((mailbox) => [mailbox.id, mailbox]));
  const outcomes = rows.map((row) => {
    const mailbox = byId.get(row.mailboxId);
    const isHandedOver = mayBeHandedOver(row) && mailbox !== undefined && handsOver(mailbox);
    return { ...outcomeOf(row, mailbox), isToBeHandedOver: isHandedOver };
  });
  return { id, action, askedAt, outcomes };
}
