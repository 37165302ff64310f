import { type AliasWarning, plannedWarnings } from '../../domain/alias/alias-warnings.ts';
import { type CheckedDestination, checkDestinations } from '../../domain/alias/destination-problems.ts';
import { ensureTakesAliases } from '../../domain/alias/mail-alias.ts';
import { ensureMay } from '../../domain/mail-domain/mail-domain-access.ts';
import { emailDomain, emailKey, normalizeEmail } from '../../domain/shared/email-address.ts';
import { DomainError, type ErrorCode } from '../../domain/shared/errors.ts';
import { ensureFits } from '../../domain/shared/stored-bounds.ts';
import type { MailDomainQueries, VisibleMailDomain } from '../mail-domain/mail-domain-queries.ts';
import { readVisibleMailDomain } from '../mail-domain/read-mail-domains.ts';
import type { Actor } from '../shared/actor.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { type AliasPlan, planAliases } from './plan-aliases.ts';

type Stores = Pick<Repositories, 'mailAliases' | 'mailboxes'>;
type Deps = { mailDomainQueries: MailDomainQueries; unitOfWork: UnitOfWork<Stores> };
type Input = Readonly<{ slug: string; localPart: string; destinations: readonly string[] }>;

/** Why something cannot be done, as an error would say it. */
type Refusal = Readonly<{ code: ErrorCode; params: Readonly<Record<string, string>> }>;

/** `isUnknown`: it is in the domain itself, where neither a mailbox nor an alias has that address. */
type PlannedDestination = CheckedDestination & Readonly<{ isUnknown: boolean }>;

/** What would come of aliases if they were asked for now. */
export type AliasCheck = Readonly<{
  /** Of the local part, or of the number of destinations. */
  refusal: Refusal | null;
  /** In the order in which they were given. */
  destinations: readonly PlannedDestination[];
  warnings: readonly AliasWarning[];
  /** Whether a mailbox has the same address. */
  hasMailbox: boolean;
  /** Destinations that the alias has. */
  present: readonly string[];
}>;
export type CheckAliases = (actor: Actor, input: Input) => Promise<AliasCheck>;

/** Destinations in the domain itself where neither a mailbox nor an alias is. */
async function unknownOf(
  { mailAliases, mailboxes }: Stores,
  { id, name }: VisibleMailDomain,
  { address }: AliasPlan,
  destinations: readonly string[],
): Promise<readonly string[]> {
  const inside = destinations.filter((one) => emailDomain(one) === name && emailKey(one) !== address);
  if (inside.length === 0) return [];
  const partOf = (destination: string) => emailKey(destination).slice(0, destination.lastIndexOf('@'));
  const parts = [...new Set(inside.map(partOf))];
  const boxes = await mailboxes.listByLocalParts(id, parts);
  const aliases = await mailAliases.listByLocalParts(id, parts);
  const known = new Set([
    ...boxes.filter(({ status }) => status !== 'failed').map(({ localPart }) => localPart),
    ...aliases.map(({ localPart }) => localPart.toLowerCase()),
  ]);
  return inside.filter((destination) => !known.has(partOf(destination)));
}

/** Refuses when an alias would have more destinations than one may have, those included that are on their way. */
async function ensureRoomFor(
  { mailAliases }: Stores,
  { address }: AliasPlan,
  destinations: readonly string[],
): Promise<void> {
  const stored = await mailAliases.destinationsOf([address]);
  ensureFits('destinations_of_alias', new Set([...stored, ...destinations].map(emailKey)).size);
}

/**
 * Checks aliases of one local part by the rules of their creation, so that people learn what is wrong before they ask for
 * them. Nothing is stored.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, `alias.domain_not_enabled`
 */
export const makeCheckAliases =
  ({ mailDomainQueries, unitOfWork }: Deps): CheckAliases =>
  async (actor, { slug, localPart, destinations: written }) => {
    const mailDomain = await readVisibleMailDomain(mailDomainQueries, actor, slug);
    ensureMay(mailDomain.role, 'post');
    ensureTakesAliases(mailDomain);
    const destinations = written.map(normalizeEmail);
    const alone = checkDestinations(destinations, { present: [], looping: [] });
    let checked: Omit<AliasCheck, 'refusal'> = {
      destinations: alone.map((one) => ({ ...one, isUnknown: false })),
      warnings: [],
      hasMailbox: false,
      present: [],
    };
    try {
      await unitOfWork.run(async (stores) => {
        const plan = await planAliases(stores, mailDomain, { localPart, destinations });
        const { address, hasMailbox, present } = plan;
        const warnings = plannedWarnings(address, destinations, { present, hasMailbox });
        const unknown = await unknownOf(stores, mailDomain, plan, destinations);
        checked = {
          destinations: plan.destinations.map((one) => ({
            ...one,
            isUnknown: one.problem === null && unknown.includes(one.destination),
          })),
          warnings,
          hasMailbox,
          present,
        };
        await ensureRoomFor(stores, plan, destinations);
      });
      return { refusal: null, ...checked };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { refusal: { code: error.code, params: error.params }, ...checked };
    }
  };
