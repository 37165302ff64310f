import { emailKey } from '../../domain/shared/email-address.ts';
import type { MailAliasRepository } from './mail-alias-repository.ts';

type Aliases = Pick<MailAliasRepository, 'destinationsOf'>;

/** Longest chain of aliases that is followed: longer ones count as fine, mail servers stop them. */
const MOST_HOPS = 10;

/** Whether mail to `address`, forwarded to one of `destinations`, would return to it. */
async function leadsBack(
  aliases: Aliases,
  address: string,
  destinations: readonly string[],
): Promise<boolean> {
  const seen = new Set<string>();
  let next = destinations.map(emailKey);
  for (let hop = 0; hop < MOST_HOPS && next.length > 0; hop += 1) {
    if (next.includes(address)) return true;
    for (const passed of next) seen.add(passed);
    const reached = (await aliases.destinationsOf(next)).map(emailKey);
    next = [...new Set(reached)].filter((found) => !seen.has(found));
  }
  return false;
}

/** Those of `destinations` from which mail would return to `address`, in their order: all are followed at once first. */
async function thoseThatLeadBack(
  aliases: Aliases,
  address: string,
  destinations: readonly string[],
): Promise<readonly string[]> {
  if (destinations.length === 0 || !(await leadsBack(aliases, address, destinations))) return [];
  if (destinations.length === 1) return destinations;
  const half = Math.ceil(destinations.length / 2);
  return [
    ...(await thoseThatLeadBack(aliases, address, destinations.slice(0, half))),
    ...(await thoseThatLeadBack(aliases, address, destinations.slice(half))),
  ];
}

/**
 * The destinations of an alias at `address` from which its mail would come back.
 *
 * @param keepsCopy whether a mailbox has the address: an alias of it to itself is how mail servers keep a copy there
 */
export const loopingDestinations = (
  aliases: Aliases,
  address: string,
  destinations: readonly string[],
  keepsCopy: boolean,
): Promise<readonly string[]> =>
  thoseThatLeadBack(
    aliases,
    address,
    destinations.filter((destination) => !keepsCopy || emailKey(destination) !== address),
  );
