import { z } from 'zod';
import type { Introspection } from '../../application/access/resource-server/token-introspector.ts';
import { callingClient, type NamedClients } from '../../domain/access/calling-client.ts';
import { CLOCK_TOLERANCE_SECONDS } from '../../domain/access/clock-tolerance.ts';
import type { TokenProblem } from '../../domain/access/token-problem.ts';
import { toldLevel } from '../../domain/people/sign-in-level.ts';
import { isStorable } from '../../domain/shared/storable-text.ts';
import { describeTime } from '../oauth/clock-difference.ts';
import { unexpectedAnswer } from '../oauth/server-failures.ts';

/** The latest instant of a `Date`, in seconds. */
const LATEST = 8.64e12;
const LONGEST_TEXT = 8192;
const time = z.number().max(LATEST).nullish();
/** A member of usual length, without characters that the database cannot store. */
const text = z.string().max(LONGEST_TEXT).refine(isStorable).nullish();
const activeAnswer = z.object({
  active: z.literal(true),
  sub: text,
  client_id: text,
  azp: text,
  aud: z.union([text, z.array(text)]),
  scope: text,
  iss: text,
  exp: time,
  iat: time,
  nbf: time,
  token_type: text,
  cnf: z.unknown().optional(),
  // Anything but a text tells no level, and keeps no token from being good for what needs none.
  acr: z.unknown().optional(),
});
const answer = z.discriminatedUnion('active', [activeAnswer, z.object({ active: z.literal(false) })]);

const INACTIVE: Introspection = { active: false };
const unusable = (problem: TokenProblem): Introspection => ({ active: false, problem });

export type ExpectedMembers = Readonly<{
  issuer: string;
  /** Whether an active token's answer must name its issuer; a named issuer must be right in any case. */
  isIssuerRequired: boolean;
  audienceClaim: 'client_id' | 'aud';
  /** Our names at the authorization server: an audience that is one of them is no caller. */
  ownNames: readonly string[];
  now: Date;
  /**
   * Called with a start that lies ahead of our clock: the server has just called the token active, so that it counts.
   */
  onClockDifference: (difference: string) => void;
}>;

/**
 * Reads the members of an introspection answer (RFC 7662 section 2.2), whatever envelope they came in; null and blank
 * ones count as absent. Tokens that are bound to a key whose possession we cannot check (`cnf`, RFC 7800) are not active for
 * us. The server answers for the time of a token, by its own clock; only an end that has passed by ours is held against
 * it, because an answer may have been kept on its way (RFC 7662 section 4), and not without telling by how much.
 *
 * An answer that is not an object is unusable, and fails. An object with a member of the wrong shape, of another issuer
 * or none, or without a caller describes a token that must be refused (RFC 6750, 3.1: `invalid_token`).
 *
 * @throws DomainError `identity_provider.unexpected` on anything but an object
 */
export function interpretIntrospection(members: unknown, expected: ExpectedMembers): Introspection {
  if (typeof members !== 'object' || members === null || Array.isArray(members)) {
    throw unexpectedAnswer('members: no object');
  }
  const parsed = answer.safeParse(members);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
    return unusable({ kind: 'members', reason: `members of another shape: ${names.join(', ')}` });
  }
  if (!parsed.data.active) return INACTIVE;
  const { sub, scope, iss, exp } = parsed.data;
  if (isPresent(iss) ? iss !== expected.issuer : expected.isIssuerRequired) {
    const reason = isPresent(iss) ? 'a token of another issuer' : 'a token of no issuer';
    return unusable({ kind: 'issuer', reason });
  }
  if (isBound(parsed.data)) return INACTIVE;
  const now = expected.now.getTime() / 1000;
  if (typeof exp === 'number' && exp <= now - CLOCK_TOLERANCE_SECONDS) {
    return unusable({ kind: 'time', reason: describeTime('exp', exp, expected.now) });
  }
  for (const name of ['nbf', 'iat'] as const) {
    const start = parsed.data[name];
    const isAhead = typeof start === 'number' && start > now + CLOCK_TOLERANCE_SECONDS;
    if (isAhead) expected.onClockDifference(describeTime(name, start, expected.now));
  }
  const caller = callingClient(namedClients(parsed.data), {
    claim: expected.audienceClaim,
    ownNames: expected.ownNames,
  });
  if (caller.problem !== undefined) return unusable(caller.problem);
  return {
    active: true,
    sub: isPresent(sub) ? sub : undefined,
    clientId: caller.clientId,
    scopes: (scope ?? '').split(' ').filter((name) => name !== ''),
    expiresAt: typeof exp === 'number' ? new Date(exp * 1000) : undefined,
    ...toldBy(parsed.data.acr),
  };
}

const toldBy = (claim: unknown): Readonly<{ acr?: string }> => {
  const acr = toldLevel(claim);
  return acr === undefined ? {} : { acr };
};

const isPresent = (value: string | null | undefined): value is string =>
  typeof value === 'string' && value.trim() !== '';

const namedClients = ({ client_id: client, azp, aud }: z.output<typeof activeAnswer>): NamedClients => ({
  clientId: isPresent(client) ? client : undefined,
  authorizedParty: isPresent(azp) ? azp : undefined,
  audiences: [aud ?? []].flat().map((audience) => audience ?? ''),
});

const isBound = ({ token_type: type, cnf }: z.output<typeof activeAnswer>): boolean =>
  (cnf ?? undefined) !== undefined || (isPresent(type) && type.toLowerCase() !== 'bearer');
