/**
 * Why a token is refused although the authorization server calls it active: what the answer says of the caller or of the
 * token is unusable. `reason` is for operators and quotes no claim of the token.
 */
export type TokenProblem = Readonly<{
  kind: 'caller_is_ourselves' | 'several_callers' | 'no_caller' | 'issuer' | 'members' | 'time';
  reason: string;
}>;
