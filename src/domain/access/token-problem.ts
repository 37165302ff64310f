/**
 * Why nobody is let in by a token that the authorization server calls active: what it says of the caller or of the token
 * cannot be used. `reason` is for operators, in words that hold no claim of the token.
 */
export type TokenProblem = Readonly<{
  kind: 'caller_is_ourselves' | 'several_callers' | 'no_caller' | 'issuer' | 'members';
  reason: string;
}>;
