import { type Explains, isAnswerPart } from './deviation-shapes.ts';
import { rowsBefore } from './interaction-facts.ts';
import type { Interaction } from './recordings.ts';
import type { DeviationRule } from './rule.ts';

const isAt =
  (path: string) =>
  ({ request }: Interaction): boolean =>
    request.path.startsWith(`/o/${path}`);

const authorizes = isAt('authorize/');
const exchanges = isAt('token/');
const isBroken = ({ response }: Interaction): boolean => response.status === 500;

/** The parameters of an authorization request or of a call, wherever they stand. */
const parametersOf = ({ request }: Interaction): URLSearchParams =>
  new URLSearchParams(request.method === 'POST' ? (request.body ?? '') : request.query);

const clientOf = (interaction: Interaction) =>
  rowsBefore(interaction, 'oauth2_provider_application').find(
    ({ client_id: id }) => id === parametersOf(interaction).get('client_id'),
  );

const redirects =
  (matches: (location: URL) => boolean): Explains =>
  (difference, { status, headers }) => {
    const location = headers['location'] ?? '';
    return (
      status === 302 &&
      isAnswerPart(difference) &&
      URL.canParse(location, 'http://testserver') &&
      matches(new URL(location, 'http://testserver'))
    );
  };

const isRefusedWith =
  (status: number, error: string): Explains =>
  (difference, answer) =>
    answer.status === status && answer.text.includes(`"error":"${error}"`) && isAnswerPart(difference);

const succeeds: Explains = (difference, { status }) => status === 200 && isAnswerPart(difference);

/** Members that are there beside the recorded ones. */
const adds =
  (...names: readonly string[]): Explains =>
  ({ aspect, recorded }) =>
    recorded === undefined &&
    names.some((name) => aspect.endsWith(` ${name}`) || aspect.endsWith(`.${name}`));

const KNOWN_SCOPES = [
  'openid',
  'email',
  'given_name',
  'usual_name',
  'siret',
  'siren',
  'uid',
  'organizational_unit',
  'belonging_population',
  'phone',
  'chorusdt',
];
const asksUnknownScope = (interaction: Interaction): boolean =>
  (parametersOf(interaction).get('scope') ?? '')
    .split(' ')
    .some((scope) => scope !== '' && !KNOWN_SCOPES.includes(scope));

const isWithoutSiret = (interaction: Interaction): boolean =>
  rowsBefore(interaction, 'people_organization').some(
    ({ registration_id_list: ids }) => !Array.isArray(ids) || ids.length === 0,
  );

const isOfDisabled = (interaction: Interaction): boolean =>
  rowsBefore(interaction, 'people_mail_box').some(({ status }) => status === 'disabled');

/** Deviations of the OpenID provider. */
export const OPENID_PROVIDER_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D130',
    because: 'answers name the issuer (RFC 9207), and errors say more',
    when: authorizes,
    explains: ({ aspect, recorded, ours }) =>
      recorded === undefined &&
      ((aspect === 'header Location iss' && String(ours).endsWith('/o')) ||
        aspect === 'header Location error_description'),
  },
  {
    follows: 'D131',
    because: 'scopes that nobody knows are ignored',
    when: (interaction) => authorizes(interaction) && asksUnknownScope(interaction),
    explains: redirects(({ searchParams }) => searchParams.has('code')),
  },
  {
    follows: 'D132',
    because: 'consent is asked on a page of its own',
    when: (interaction) => authorizes(interaction) && clientOf(interaction)?.['skip_authorization'] === false,
    explains: redirects(({ pathname }) => pathname.startsWith('/o/interaction/')),
  },
  {
    follows: 'D133',
    because: 'what is announced is what is there',
    when: isAt('.well-known/openid-configuration'),
    explains: ({ aspect }, { status }) => status === 200 && aspect.startsWith('body '),
  },
  {
    follows: 'D134',
    because: 'an address is verified, and names have the names that other clients know',
    when: (interaction) => exchanges(interaction) || isAt('userinfo/')(interaction),
    explains: adds('email_verified', 'family_name'),
  },
  {
    follows: 'D134',
    because: 'signed userinfo is for its client, and says nothing of the sign-in',
    when: isAt('userinfo/'),
    explains: ({ aspect, recorded, ours }) =>
      (recorded === undefined && /claims[ .](aud|iat)$/.test(aspect)) ||
      (ours === undefined && /claims[ .](auth_time|jti)$/.test(aspect)) ||
      (recorded === undefined && aspect.endsWith('.kid')),
  },
  {
    follows: 'D134',
    because: 'introspection says more of a token',
    when: isAt('introspect/'),
    explains: adds('sub', 'iat', 'iss', 'token_type'),
  },
  {
    follows: 'D134',
    because: 'tokens have no type, which says nothing (RFC 7519, 5.1)',
    when: (interaction) => exchanges(interaction) || isAt('userinfo/')(interaction),
    explains: ({ aspect, recorded, ours }) =>
      aspect.endsWith('header typ') && recorded === 'JWT' && ours === undefined,
  },
  {
    follows: 'D39',
    because: 'id tokens tell how somebody signed in',
    when: exchanges,
    explains: adds('acr', 'amr'),
  },
  {
    follows: 'D39',
    because: 'who is asked for a SIRET and has none is not signed in',
    when: (interaction) => authorizes(interaction) && isWithoutSiret(interaction),
    explains: redirects(({ searchParams }) => searchParams.get('error') === 'invalid_scope'),
  },
  {
    follows: 'D39',
    because: 'who is asked for a SIRET and has none gets no token',
    when: (interaction) => exchanges(interaction) && isBroken(interaction) && isWithoutSiret(interaction),
    explains: isRefusedWith(400, 'invalid_grant'),
  },
  {
    follows: 'D38',
    because: 'a code of a mailbox that was disabled is none',
    when: (interaction) => exchanges(interaction) && isOfDisabled(interaction),
    explains: isRefusedWith(400, 'invalid_grant'),
  },
  {
    follows: 'D38',
    because: 'public clients need a code challenge',
    when: (interaction) => authorizes(interaction) && clientOf(interaction)?.['client_type'] === 'public',
    explains: redirects(
      ({ searchParams }) => searchParams.get('error_description') === 'Code challenge required.',
    ),
  },
  {
    follows: 'D38',
    because: 'prompt=none with a mailbox session gives a code',
    when: (interaction) => authorizes(interaction) && isBroken(interaction),
    explains: redirects(({ searchParams }) => searchParams.has('code')),
  },
  {
    follows: 'D38',
    because: 'every client has an algorithm',
    when: (interaction) => exchanges(interaction) && isBroken(interaction),
    explains: succeeds,
  },
  {
    follows: 'D40',
    because: 'there is no device flow',
    when: isAt('device'),
    explains: (difference, { status }) => status === 404 && isAnswerPart(difference),
  },
  {
    follows: 'D135',
    because: 'people sign out here, and see that they did',
    when: (interaction) => isAt('logout/')(interaction) && interaction.response.status === 404,
    explains: succeeds,
  },
  {
    follows: 'D46',
    because: 'a method that is not served is refused in JSON',
    when: (interaction) => isAt('')(interaction) && interaction.response.status === 405,
    explains: (difference, { status, text }) =>
      status === 405 && text.includes('"detail"') && isAnswerPart(difference),
  },
  {
    follows: 'D46',
    because: 'JSON has the type of JSON, and pages are ours',
    when: (interaction) =>
      (isAt('userinfo/')(interaction) && interaction.response.status === 401) ||
      (authorizes(interaction) && interaction.response.status === 400),
    explains: ({ aspect }, answer, { response }) =>
      answer.status === response.status &&
      (aspect === 'header Content-Type' || aspect === 'body' || aspect.startsWith('body ')),
  },
];
