import { isOurselves } from './is-ourselves.ts';
import type { TokenProblem } from './token-problem.ts';

/** Members of an introspection answer by which servers name clients; undefined or empty where one is absent or blank. */
export type NamedClients = Readonly<{
  /** `client_id` (RFC 7662, 2.2): the client a token was issued to. */
  clientId: string | undefined;
  /** `azp` (OpenID Connect Core, 2): the same, in tokens that are JWTs. */
  authorizedParty: string | undefined;
  /**
   * `aud` (RFC 7662, 2.2): the audiences of the token; at some servers the client it was issued to. Includes blank
   * values.
   */
  audiences: readonly string[];
}>;

export type CallingClient =
  | Readonly<{ clientId: string | undefined; problem?: never }>
  | Readonly<{ problem: TokenProblem }>;

type Expected = Readonly<{
  /** The member of the answer that identifies the caller in this installation. */
  claim: 'client_id' | 'aud';
  ownNames: readonly string[];
}>;

const ambiguous = (reason: string): CallingClient => ({ problem: { kind: 'several_callers', reason } });

/**
 * The client that calls with a token, read from the configured member. The result is one client or none: the other
 * members must not name another client. An audience that is our own name is a problem: it names the token's recipient,
 * not its caller.
 */
export function callingClient(named: NamedClients, { claim, ownNames }: Expected): CallingClient {
  if (claim === 'aud' && named.audiences.length > 1)
    return ambiguous('aud names several, any of which may call');
  const [audience] = named.audiences;
  const caller = claim === 'aud' ? presentOrUndefined(audience) : named.clientId;
  if (caller === undefined) return { clientId: undefined };
  if (claim === 'aud' && isOurselves(caller, ownNames)) {
    return {
      problem: { kind: 'caller_is_ourselves', reason: 'aud names ourselves, not the service that calls' },
    };
  }
  const others = [named.clientId, named.authorizedParty];
  return others.some((other) => other !== undefined && other !== caller)
    ? ambiguous(`${claim} names another client than client_id or azp do`)
    : { clientId: caller };
}

const presentOrUndefined = (name: string | undefined): string | undefined =>
  name === undefined || name.trim() === '' ? undefined : name;
