import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import type { MailboxId } from '../../src/domain/shared/ids.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

type Given = Pick<Mailbox, 'mailDomainId'> & Partial<Mailbox>;

/** A pending mailbox whose name and local part nobody else has. */
export const makeMailbox = (given: Given): Mailbox => {
  const id = newId<MailboxId>();
  return {
    id,
    kind: 'personal',
    firstName: 'Sacha',
    lastName: `Leroy ${id}`,
    localPart: `sacha.${id}`,
    secondaryEmail: null,
    status: 'pending',
    passwordHash: null,
    issuerId: null,
    provisioningStartedAt: null,
    notedAbsentAt: null,
    provisioningFailure: null,
    creation: null,
    isNeverCreated: false,
    change: null,
    changeRevision: 0,
    changeFailure: null,
    createdAt: CREATED_AT,
    updatedAt: CREATED_AT,
    ...given,
  };
};
