import { z } from 'zod';
import type { Introspection } from '../../application/ports/token-introspector.ts';
import { unexpectedAnswer } from './introspection-fetch.ts';

/** Leeway on every time in an answer. */
const CLOCK_TOLERANCE_SECONDS = 30;

const text = z.string().min(1);
const activeAnswer = z.object({
  active: z.literal(true),
  sub: text,
  client_id: text.optional(),
  aud: z.union([text, z.tuple([text]).transform(([only]) => only)]).optional(),
  scope: z.string().optional(),
  iss: z.string().optional(),
  exp: z.number().optional(),
  iat: z.number().optional(),
  nbf: z.number().optional(),
  token_type: z.string().optional(),
  cnf: z.unknown().optional(),
});
const answer = z.discriminatedUnion('active', [activeAnswer, z.object({ active: z.literal(false) })]);

const INACTIVE: Introspection = { active: false };

/**
 * Reads the members of an introspection answer (RFC 7662 section 2.2), whatever envelope they came in. Tokens that
 * are out of their time, or bound to a key whose possession we cannot check (`cnf`, RFC 7800), are not active for us.
 *
 * @throws DomainError `identity_provider.unexpected` on a member of another shape, another issuer, or an active
 * token without subject or client
 */
export function interpretIntrospection(
  members: unknown,
  expected: { readonly issuer: string; readonly audienceClaim: 'client_id' | 'aud'; readonly now: Date },
): Introspection {
  const parsed = answer.safeParse(members);
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path, code }) => `${path.join('.')} ${code}`);
    throw unexpectedAnswer(`members: ${names.join(', ')}`);
  }
  if (!parsed.data.active) return INACTIVE;
  const { sub, scope = '', iss, exp, iat, nbf, token_type: tokenType, cnf, ...audiences } = parsed.data;
  if (iss !== undefined && iss !== expected.issuer) throw unexpectedAnswer('another issuer');
  const clientId = audiences[expected.audienceClaim];
  if (clientId === undefined) throw unexpectedAnswer(`no ${expected.audienceClaim}`);

  const now = expected.now.getTime() / 1000;
  const isOver = exp !== undefined && exp <= now - CLOCK_TOLERANCE_SECONDS;
  const isEarly = [nbf, iat].some((time) => time !== undefined && time > now + CLOCK_TOLERANCE_SECONDS);
  const isBound = cnf !== undefined || (tokenType !== undefined && tokenType.toLowerCase() !== 'bearer');
  if (isOver || isEarly || isBound) return INACTIVE;
  return {
    active: true,
    sub,
    clientId,
    scopes: scope.split(' ').filter((name) => name !== ''),
    expiresAt: exp === undefined ? undefined : new Date(exp * 1000),
  };
}
