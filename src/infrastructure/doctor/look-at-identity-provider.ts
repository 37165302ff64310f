import type { Dispatcher } from 'undici';
import { ask, objectIn } from './ask.ts';
import { reasonOf } from './examine.ts';
import { type Finding, findingsOf } from './finding.ts';

const { right, doubtful, wrong, unknown } = findingsOf('identity provider');

type Given = Readonly<{
  issuer: string;
  /** Undefined where they are discovered. */
  endpoints: Readonly<{ authorization: string; jwks: string }> | undefined;
  clientId: string;
  scopes: string;
  signingAlgorithm: string;
  callbackUrl: string;
  logoutEndpoint: string | undefined;
  dispatcher: Dispatcher | undefined;
}>;

type Endpoints = Readonly<{ authorization?: string | undefined; jwks?: string | undefined }>;

/** How far the clocks may be apart, in seconds: id tokens and logout tokens live for minutes. */
const APART_SECONDS = 30;

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const texts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;

/** Where people prove who they are: what it announces, its keys, its clock, and whether it knows us. */
export async function lookAtIdentityProvider(given: Given): Promise<readonly Finding[]> {
  const { issuer, dispatcher } = given;
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  let found: Readonly<Record<string, unknown>> | undefined;
  const about: Finding[] = [];
  try {
    const answer = await ask(address, dispatcher);
    found = answer.status === 200 ? objectIn(answer) : undefined;
    about.push(...aboutClock(answer.headers['date']));
    if (!found) about.push(noMetadata(given, `${address} answers ${answer.status}, and no metadata`));
  } catch (error) {
    about.push(noMetadata(given, `${address} does not answer: ${reasonOf(error)}`));
  }
  if (found) about.push(...aboutMetadata(given, found));
  const endpoints: Endpoints = given.endpoints ?? {
    authorization: text(found?.['authorization_endpoint']),
    jwks: text(found?.['jwks_uri']),
  };
  return [...about, await aboutKeys(given, endpoints), await aboutClient(given, endpoints)];
}

const noMetadata = ({ endpoints }: Given, what: string): Finding =>
  endpoints
    ? doubtful(what, 'The endpoints of OIDC_OP_… are used; nothing can be said of what it announces.')
    : wrong(what, 'Check OIDC_OP_URL, and that it can be reached from here (OIDC_PROXY, certificate).');

function aboutMetadata(
  { issuer, signingAlgorithm, logoutEndpoint }: Given,
  found: Readonly<Record<string, unknown>>,
): readonly Finding[] {
  const algorithms = texts(found['id_token_signing_alg_values_supported']) ?? [];
  const methods = texts(found['code_challenge_methods_supported']);
  return [
    found['issuer'] === issuer
      ? right(`It calls itself ${issuer}`)
      : wrong(
          `It calls itself ${String(found['issuer'])}`,
          'OIDC_OP_URL must be that, letter by letter: every id token is refused otherwise.',
        ),
    algorithms.includes(signingAlgorithm)
      ? right(`It signs id tokens with ${signingAlgorithm}`)
      : wrong(
          `It announces no ${signingAlgorithm} for id tokens, but ${algorithms.join(', ') || 'nothing'}`,
          'Set OIDC_RP_SIGN_ALGO to what the client is registered for there.',
        ),
    methods === undefined || methods.includes('S256')
      ? right('It knows PKCE (S256)')
      : doubtful('It announces PKCE without S256', 'Régie always sends S256: ask whether it is taken.'),
    text(found['end_session_endpoint']) !== undefined || logoutEndpoint !== undefined
      ? right('People sign out there as well')
      : doubtful(
          'It announces no sign-out',
          'People stay signed in there. If it has a page for that, set OIDC_OP_LOGOUT_ENDPOINT.',
        ),
  ];
}

function aboutClock(date: string | undefined): readonly Finding[] {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return [];
  const apart = Math.round(Math.abs(Date.now() - theirs) / 1000);
  return apart <= APART_SECONDS
    ? [right('Its clock and ours agree')]
    : [
        wrong(
          `Its clock and ours are ${apart} s apart`,
          'Keep ours by NTP: tokens count as expired, or as not yet good.',
        ),
      ];
}

async function aboutKeys({ signingAlgorithm, dispatcher }: Given, { jwks }: Endpoints): Promise<Finding> {
  if (jwks === undefined) return unknown('Whether its keys can be had');
  try {
    const keys = objectIn(await ask(jwks, dispatcher))?.['keys'];
    const types = (Array.isArray(keys) ? keys : []).map((key: { readonly kty?: unknown } | null) => key?.kty);
    const wanted = signingAlgorithm.startsWith('ES')
      ? 'EC'
      : signingAlgorithm.startsWith('Ed')
        ? 'OKP'
        : 'RSA';
    return types.includes(wanted)
      ? right(`It has keys for ${signingAlgorithm}`)
      : wrong(
          `${jwks} has no ${wanted} key`,
          `Id tokens signed with ${signingAlgorithm} cannot be verified.`,
        );
  } catch (error) {
    return wrong(`${jwks} does not answer: ${reasonOf(error)}`, 'Nobody can sign in until it does.');
  }
}

/** Asks for a sign-in without a page: a provider that knows us sends the browser back, with an error or without. */
async function aboutClient(given: Given, { authorization }: Endpoints): Promise<Finding> {
  if (authorization === undefined) return unknown('Whether it knows us');
  const url = new URL(authorization);
  const asked = {
    response_type: 'code',
    scope: given.scopes,
    client_id: given.clientId,
    redirect_uri: given.callbackUrl,
    state: 'regie-doctor',
    nonce: 'regie-doctor',
    prompt: 'none',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  try {
    const { status, headers } = await ask(url.href, given.dispatcher);
    const { location = '' } = headers;
    const isBack = location.startsWith(given.callbackUrl) && URL.canParse(location);
    const back = isBack ? new URL(location) : undefined;
    const error = back?.searchParams.get('error');
    if (!back) {
      return doubtful(
        `It sends nobody back to ${given.callbackUrl} (it answers ${status})`,
        `See that it knows the client ${given.clientId} (OIDC_RP_CLIENT_ID) with exactly this address.`,
      );
    }
    return error === 'invalid_scope' || error === 'unauthorized_client' || error === 'invalid_request'
      ? wrong(
          `It knows us, and refuses what we ask for: ${error}`,
          'Compare OIDC_RP_SCOPES with what is registered.',
        )
      : right(`It knows us, and sends people back to ${given.callbackUrl}`);
  } catch (error) {
    return wrong(`${authorization} does not answer: ${reasonOf(error)}`, 'Nobody can sign in until it does.');
  }
}
