import { type CheckedDestination, checkDestinations } from '../../domain/alias/destination-problems.ts';
import { parseAliasLocalPart } from '../../domain/alias/mail-alias.ts';
import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';
import { mailboxAddress } from '../../domain/mailbox/mailbox.ts';
import type { Repositories } from '../unit-of-work.ts';
import { loopingDestinations } from './looping-destinations.ts';

type Wanted = Readonly<{
  /** As it was written. */
  localPart: string;
  /** In the one spelling of addresses. */
  destinations: readonly string[];
}>;

/** What comes of wanted destinations of one local part, before anything is asked for. */
export type AliasPlan = Readonly<{
  localPart: string;
  /** The whole address. */
  address: string;
  /** Whether a mailbox has the same address. */
  hasMailbox: boolean;
  /** Destinations that the alias has. */
  present: readonly string[];
  /** The wanted destinations, in their order. */
  destinations: readonly CheckedDestination[];
}>;

/**
 * Looks at an alias that is wanted by all rules there are; creation refuses what has problems, the check tells them.
 *
 * @throws DomainError `alias.invalid_local_part`
 */
export async function planAliases(
  { mailAliases, mailboxes }: Pick<Repositories, 'mailAliases' | 'mailboxes'>,
  { id: mailDomainId, name }: Pick<MailDomain, 'id' | 'name'>,
  { localPart: written, destinations }: Wanted,
): Promise<AliasPlan> {
  const localPart = parseAliasLocalPart(written, name);
  const address = mailboxAddress(localPart, name);
  const present = (await mailAliases.listByLocalPart(mailDomainId, localPart)).map(
    ({ destination }) => destination,
  );
  const boxes = await mailboxes.listByLocalParts(mailDomainId, [localPart]);
  const hasMailbox = boxes.some(({ status }) => status !== 'failed');
  const looping = await loopingDestinations(mailAliases, address, destinations, hasMailbox);
  const checked = checkDestinations(destinations, { present, looping });
  return { localPart, address, hasMailbox, present, destinations: checked };
}
