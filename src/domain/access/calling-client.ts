import { isOurselves } from './is-ourselves.ts';
import type { TokenProblem } from './token-problem.ts';

/** Members of an introspection answer by which servers name clients; undefined or empty where one is absent or blank. */
export type NamedClients = Readonly<{
  /** `client_id` (RFC 7662, 2.2): the client a token was issued to. */
  clientId: string | undefined;
  /** `azp` (OpenID Connect Core, 2): the same, in tokens that are JWTs. */
  authorizedParty: string | undefined;
  /** `aud` (RFC 7662, 2.2): whom a token is for; at some servers the client it was issued to. Blank ones included. */
  audiences: readonly string[];
}>;

export type CallingClient =
  | Readonly<{ clientId: string | undefined; problem?: never }>
  | Readonly<{ problem: TokenProblem }>;

type Expected = Readonly<{
  /** The member that names the caller in this installation. */
  claim: 'client_id' | 'aud';
  ownNames: readonly string[];
}>;

const ambiguous = (reason: string): CallingClient => ({ problem: { kind: 'several_callers', reason } });

/**
 * Who calls with a token, by the member that an installation has for it. There is one answer or none: what is said
 * beside it must not name another client, and an audience that is ourselves says whom the token is for, not who calls.
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
