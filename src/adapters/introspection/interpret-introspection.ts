import { z } from 'zod';
import type { Introspection } from '../../application/ports/token-introspector.ts';
import { unexpectedAnswer } from './introspection-failures.ts';

/** Leeway on every time in an answer. */
const CLOCK_TOLERANCE_SECONDS = 30;

/** The latest time that a date can hold, in seconds. */
const LATEST = 8.64e12;
const LONGEST_TEXT = 8192;
const time = z.number().max(LATEST).nullish();
/** No member we read is longer, or holds a null character, which the database does not take. */
const text = z
  .string()
  .max(LONGEST_TEXT)
  .regex(/^[^\0]*$/)
  .nullish();
const activeAnswer = z.object({
  active: z.literal(true),
  sub: text,
  client_id: text,
  aud: z.union([text, z.array(text)]),
  scope: text,
  iss: text,
  exp: time,
  iat: time,
  nbf: time,
  token_type: text,
  cnf: z.unknown().optional(),
});
const answer = z.discriminatedUnion('active', [activeAnswer, z.object({ active: z.literal(false) })]);

const INACTIVE: Introspection = { active: false };

export type ExpectedMembers = Readonly<{
  issuer: string;
  /** Whether the members of an active token must name it; when they do, it must be right in any case. */
  isIssuerRequired: boolean;
  audienceClaim: 'client_id' | 'aud';
  now: Date;
}>;

/**
 * Reads the members of an introspection answer (RFC 7662 section 2.2), whatever envelope they came in; null and blank
 * ones count as absent. Tokens that are out of their time, or bound to a key whose possession we cannot check (`cnf`,
 * RFC 7800), are not active for us.
 *
 * @throws DomainError `identity_provider.unexpected` on a member of another shape, or a token of another issuer, or of none
 */
export function interpretIntrospection(members: unknown, expected: ExpectedMembers): Introspection {
  const parsed = answer.safeParse(members);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
    throw unexpectedAnswer(`members: ${names.join(', ')}`);
  }
  if (!parsed.data.active) return INACTIVE;
  const { sub, scope, iss, exp } = parsed.data;
  if (isPresent(iss) ? iss !== expected.issuer : expected.isIssuerRequired) {
    throw unexpectedAnswer(isPresent(iss) ? 'a token of another issuer' : 'a token of no issuer');
  }
  if (!isUsable(parsed.data, expected.now.getTime() / 1000)) return INACTIVE;
  return {
    active: true,
    sub: isPresent(sub) ? sub : undefined,
    clientId: clientOf(parsed.data[expected.audienceClaim]),
    scopes: (scope ?? '').split(' ').filter((name) => name !== ''),
    expiresAt: typeof exp === 'number' ? new Date(exp * 1000) : undefined,
  };
}

const isPresent = (value: string | null | undefined): value is string =>
  typeof value === 'string' && value.trim() !== '';

/** Several audiences do not tell which of them calls. */
function clientOf(
  named: string | readonly (string | null | undefined)[] | null | undefined,
): string | undefined {
  const [client, ...others] = [named ?? []].flat();
  return isPresent(client) && others.length === 0 ? client : undefined;
}

function isUsable({ exp, nbf, iat, token_type: type, cnf }: z.output<typeof activeAnswer>, now: number) {
  const isOver = typeof exp === 'number' && exp <= now - CLOCK_TOLERANCE_SECONDS;
  const isEarly = [nbf, iat].some((from) => typeof from === 'number' && from > now + CLOCK_TOLERANCE_SECONDS);
  const isBound = (cnf ?? undefined) !== undefined || (isPresent(type) && type.toLowerCase() !== 'bearer');
  return !isOver && !isEarly && !isBound;
}
