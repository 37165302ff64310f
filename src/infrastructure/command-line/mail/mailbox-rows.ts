import { InvalidArgumentError } from 'commander';
import type { MailboxFor } from '../../../application/mailbox/read-mailboxes.ts';
import { mailboxAddress } from '../../../domain/mailbox/mailbox.ts';
import { failureOf } from '../../../domain/mailbox/provisioning.ts';
import { waitingOf } from '../../../domain/mailbox/waiting-of.ts';
import { isEmailAddress, normalizeEmail } from '../../../domain/shared/email-address.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import { parseUuid } from '../../rest/wire/uuid.ts';
import type { JsonRow } from '../output/json-lines.ts';
import { readId } from '../read-id.ts';

/** A mailbox as it was named: by its id or its address. */
export type NamedMailbox = Readonly<{ text: string; by: { id: MailboxId } | { address: string } }>;

/** @throws InvalidArgumentError */
export function readMailbox(text: string): NamedMailbox {
  if (parseUuid(text) !== undefined) return { text, by: { id: readId<MailboxId>(text) } };
  const address = text.trim();
  if (isEmailAddress(address)) return { text: address, by: { address } };
  throw new InvalidArgumentError('Neither an id nor an e-mail address.');
}

export const addMailbox = (text: string, named: readonly NamedMailbox[] = []): readonly NamedMailbox[] => [
  ...named,
  readMailbox(text),
];

/** @throws InvalidArgumentError */
export function readAddress(text: string): string {
  const address = text.trim();
  if (isEmailAddress(address)) return normalizeEmail(address);
  throw new InvalidArgumentError('Not an e-mail address.');
}

/** A mailbox with its address. */
export type MailboxRow = Readonly<{ address: string; mailbox: MailboxFor }>;

const waitsFor = ({ mailbox }: MailboxRow): string => {
  const waiting = waitingOf(mailbox);
  if (waiting === null) return failureOf(mailbox)?.code ?? '-';
  const { steps, since, attempts, trouble } = waiting;
  const why = trouble === null ? '' : `, ${attempts} attempts, ${trouble}`;
  return `waits for ${steps.join(', ')} since ${since.toISOString()}${why}`;
};

export const describeMailbox = (row: MailboxRow): string => {
  const { kind, firstName, lastName, secondaryEmail, id, status } = row.mailbox;
  const name = `${firstName} ${lastName}`.trim() || '-';
  return [id, row.address, status, kind, name, secondaryEmail ?? '-', waitsFor(row)].join('\t');
};

export const mailboxToJson = ({ address, mailbox }: MailboxRow): JsonRow => ({
  id: mailbox.id,
  address,
  status: mailbox.status,
  kind: mailbox.kind,
  first_name: mailbox.firstName,
  last_name: mailbox.lastName,
  secondary_email: mailbox.secondaryEmail,
  waiting: waitingOf(mailbox),
  failure: failureOf(mailbox),
  refusals: mailbox.refusals,
  created_at: mailbox.createdAt,
  updated_at: mailbox.updatedAt,
});

export const rowOf = (mailbox: MailboxFor, domainName: string): MailboxRow => ({
  address: mailboxAddress(mailbox.localPart, domainName),
  mailbox,
});
