import { type Mailbox, newMailbox } from '../../src/domain/mailbox/mailbox.ts';
import type { MailboxStatus, Provisioned } from '../../src/domain/mailbox/provisioning.ts';
import type { MailboxId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';
import { provisionedAs } from './provisioned.ts';

type Unstated = Omit<Mailbox, keyof Provisioned>;
/** `status` is enough where nothing else of how far it got matters. */
export type GivenOfMailbox = Partial<Unstated> &
  Readonly<{ status?: MailboxStatus; provisioned?: Provisioned }>;

/** A pending mailbox with a unique name and local part. */
export const makeMailbox = ({
  createdAt = CREATED_AT,
  status = 'pending',
  provisioned = provisionedAs(status, createdAt),
  mailDomainId,
  ...given
}: GivenOfMailbox & Pick<Mailbox, 'mailDomainId'>): Mailbox => {
  const id = newId<MailboxId>();
  return {
    ...newMailbox(
      { id, mailDomainId, issuerId: null, createdAt },
      { firstName: 'Sacha', lastName: `Leroy ${id}`, localPart: `sacha.${id}` },
      provisioned,
    ),
    updatedAt: CREATED_AT,
    ...given,
  };
};
