import { InvalidArgumentError } from 'commander';
import type { NamedPerson } from '../../../application/people/named-account.ts';
import { isEmailAddress } from '../../../domain/shared/email-address.ts';
import type { UserId } from '../../../domain/shared/ids.ts';
import { parseUuid } from '../../rest/wire/uuid.ts';
import { readId } from '../read-id.ts';

/** Parses an argument that names an account: its id or its verified address. @throws InvalidArgumentError */
export function readPerson(text: string): NamedPerson {
  if (parseUuid(text) !== undefined) return { id: readId<UserId>(text) };
  const email = text.trim();
  if (isEmailAddress(email)) return { email };
  throw new InvalidArgumentError('Neither an id nor an e-mail address.');
}
