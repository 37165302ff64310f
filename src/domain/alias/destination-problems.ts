import { emailKey, isSameEmail } from '../shared/email-address.ts';
import { DomainError } from '../shared/errors.ts';
import { isDestination } from './mail-alias.ts';

/** Why one of several destinations cannot be added to an alias; where several of them apply, the first one counts. */
const DESTINATION_PROBLEMS = [
  'alias.invalid_destination',
  'alias.repeated_destination',
  'alias.already_exists',
  'alias.loop',
] as const;
export type DestinationProblemCode = (typeof DESTINATION_PROBLEMS)[number];
/** A wanted destination, and why it cannot be added; null: it can. */
export type CheckedDestination = Readonly<{ destination: string; problem: DestinationProblemCode | null }>;

/** What is known when destinations are wanted. */
type Known = Readonly<{
  /** Destinations of the alias as it is. */
  present: readonly string[];
  /** Those of the wanted ones from which mail would come back. */
  looping: readonly string[];
}>;

/** Whether mail can be sent there, and the destination is a new one; letter case and spelling do not count. */
function problemOf(
  destination: string,
  isRepeated: boolean,
  { present, looping }: Known,
): DestinationProblemCode | null {
  if (!isDestination(destination)) return 'alias.invalid_destination';
  if (isRepeated) return 'alias.repeated_destination';
  if (present.some((one) => isSameEmail(one, destination))) return 'alias.already_exists';
  return looping.includes(destination) ? 'alias.loop' : null;
}

/** Checks wanted destinations, in their order: of one that is given twice, the second has the problem. */
export function checkDestinations(wanted: readonly string[], known: Known): readonly CheckedDestination[] {
  const seen = new Set<string>();
  return wanted.map((destination) => {
    const key = emailKey(destination);
    const isRepeated = seen.has(key);
    seen.add(key);
    return { destination, problem: problemOf(destination, isRepeated, known) };
  });
}

/**
 * Refuses destinations that have a problem.
 *
 * @throws DomainError `alias.invalid_destination`, `alias.loop` (params: `destination`), `alias.repeated_destination`,
 *   `alias.already_exists` (params: `destinations`)
 */
export function ensureNoProblems(checked: readonly CheckedDestination[]): void {
  for (const code of DESTINATION_PROBLEMS) {
    const destinations = checked.filter(({ problem }) => problem === code).map((one) => one.destination);
    const [destination] = destinations;
    if (destination !== undefined) throw refusalOf(code, [destination, ...destinations.slice(1)]);
  }
}

function refusalOf(code: DestinationProblemCode, destinations: readonly [string, ...string[]]): DomainError {
  const [destination] = destinations;
  if (code === 'alias.repeated_destination') {
    const params = { destinations: [...new Set(destinations.map(emailKey))].join(', ') };
    return new DomainError(code, 'A destination is given more than once', { params });
  }
  if (code === 'alias.already_exists') {
    const params = { destinations: destinations.join(', ') };
    return new DomainError(code, 'The domain has such an alias', { params });
  }
  const text = code === 'alias.loop' ? 'Mail would come back' : 'Mail cannot be sent there';
  return new DomainError(code, text, { params: { destination } });
}
