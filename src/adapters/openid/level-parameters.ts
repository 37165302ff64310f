type Options = Readonly<{
  /** Whether the provider says that it reads the parameter `claims`; undefined where nobody could ask it. */
  readsClaims: boolean | undefined;
  /** The parameters that every request of the installation has besides. */
  extra: Readonly<Record<string, string>>;
}>;

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the installation asks for by `claims` anyway; text that is no such thing counts as nothing. */
function claimsOf(written: string | undefined): Members {
  try {
    const claims: unknown = JSON.parse(written ?? '{}');
    return isObject(claims) ? claims : {};
  } catch {
    return {};
  }
}

/**
 * All parameters of a request that asks for one of `levels`, besides those of every request: `acr` as an essential claim of
 * the id token (OpenID Connect Core 1.0, sections 5.5 and 5.5.1.1), with which the provider leads on or fails.
 *
 * `acr_values`, a mere wish, is sent where the provider does not read `claims`, and nowhere else, whatever the installation
 * has in every request: providers that know both take the wish for the last word (the library that ProConnect uses
 * replaces the essential claim by it). Who does not say that it reads `claims` also has to sign the person in anew: it would
 * answer from the session that it has. Without levels, the provider is only to tell which one was reached.
 */
export function levelParameters(
  levels: readonly string[],
  { readsClaims, extra }: Options,
): Readonly<Record<string, string>> {
  const { acr_values: _wish, ...others } = extra;
  const asked = claimsOf(extra['claims']);
  const ofIdToken = isObject(asked['id_token']) ? asked['id_token'] : {};
  const withMembers = (members: Members) =>
    JSON.stringify({ ...asked, id_token: { ...ofIdToken, ...members } });
  if (levels.length === 0) return { ...extra, claims: withMembers('acr' in ofIdToken ? {} : { acr: null }) };
  return {
    ...others,
    claims: withMembers({ acr: { essential: true, values: levels }, amr: ofIdToken['amr'] ?? null }),
    ...(readsClaims === false ? { acr_values: levels.join(' ') } : {}),
    ...(readsClaims ? {} : { prompt: 'login' }),
  };
}
