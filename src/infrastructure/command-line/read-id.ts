import { InvalidArgumentError } from 'commander';
import { parseUuid } from '../rest/wire/uuid.ts';

/** Parses an id argument. @throws InvalidArgumentError */
export function readId<Id extends string>(text: string): Id {
  const id = parseUuid(text);
  if (id === undefined) throw new InvalidArgumentError('Not an id.');
  return id as Id;
}
