import { isAnswerPart, redirection, refusal } from './deviation-shapes.ts';
import type { Interaction } from './recordings.ts';
import type { DeviationRule } from './rule.ts';

const FAILURE = 'http://localhost:3000/failure?error=';

const isAt =
  (path: string) =>
  ({ request }: Interaction): boolean =>
    request.path.startsWith(`/api/v1.0/${path}`);

const tells = ({ response }: Interaction, text: string): boolean =>
  JSON.stringify(response.body).includes(text);

/** Deviations of sign-in and sign-out. */
export const SIGN_IN_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D30',
    because: 'access tokens mean nothing here unless a setting says so',
    when: ({ request }) =>
      request.path.startsWith('/api/v1.0/') && (request.headers['Authorization'] ?? '').startsWith('Bearer'),
    explains: refusal(401, 'detail', 'Authentication credentials were not provided.'),
  },
  {
    // The invitation was used up in the recording; here nobody came.
    follows: 'D30',
    because: 'nobody is created by an access token, and no invitation used',
    when: ({ request }) => (request.headers['Authorization'] ?? '').startsWith('Bearer'),
    explains: ({ aspect, recorded }, answer) =>
      answer.status === 401 && aspect.startsWith('effect') && recorded === undefined,
  },
  {
    follows: 'D32',
    because: 'the provider is sent a PKCE challenge',
    when: isAt('authenticate'),
    explains: ({ aspect, recorded, ours }) =>
      recorded === undefined &&
      ((aspect === 'header Location code_challenge' && /^[\w-]{43}$/.test(String(ours))) ||
        (aspect === 'header Location code_challenge_method' && ours === 'S256')),
  },
  {
    follows: 'D32',
    because: 'an id token for somebody else, or of another issuer or person, signs nobody in',
    when: (interaction) =>
      isAt('callback')(interaction) &&
      interaction.response.headers['Location'] === 'http://localhost:3000' &&
      interaction.outgoing.length > 0,
    explains: (difference, answer, interaction) =>
      redirection(`${FAILURE}identity_provider_refused`)(difference, answer, interaction) ||
      (answer.headers['location'] === `${FAILURE}identity_provider_refused` &&
        difference.aspect === 'effect user_account.last_login_at'),
  },
  {
    follows: 'D33',
    because: 'a failed sign-in leads to the failure page with a code, never to an error page',
    when: (interaction) =>
      isAt('callback')(interaction) && interaction.response.headers['Location'] !== 'http://localhost:3000',
    explains: redirection(FAILURE),
  },
  {
    follows: 'D33',
    because: 'a wrong state of a sign-out leads away like a right one',
    when: (interaction) => isAt('logout-callback')(interaction) && interaction.response.status === 400,
    explains: redirection('http://localhost:3000'),
  },
  {
    follows: 'D1',
    because: 'the registration id decides where an e-mail domain names another organization',
    when: (interaction) => isAt('callback')(interaction) && interaction.response.status === 500,
    explains: (difference, answer) =>
      answer.headers['location'] === 'http://localhost:3000' &&
      (isAnswerPart(difference) ||
        ['effect user_account row', 'effect contact row'].includes(difference.aspect)),
  },
  {
    follows: 'D1',
    because: 'an e-mail domain is not found inside a longer one: it gets its own organization',
    when: (interaction) => isAt('callback')(interaction) && interaction.response.status === 302,
    explains: ({ aspect, recorded, ours }) =>
      (recorded === undefined &&
        ['effect organization row', 'effect organization_domain row'].includes(aspect)) ||
      (aspect === 'effect user_account row' && [recorded, ours].includes(undefined)),
  },
  {
    follows: 'D34',
    because: 'a profile without e-mail is a profile',
    when: (interaction) =>
      isAt('callback')(interaction) &&
      interaction.response.headers['Location']?.endsWith('/failure') === true,
    explains: ({ recorded }, answer) =>
      answer.headers['location'] === 'http://localhost:3000' && recorded === undefined,
  },
  {
    follows: 'D36',
    because: 'a valid logout token ends the sessions it names',
    when: (interaction) => isAt('backchannel-logout')(interaction) && tells(interaction, 'Logout failed'),
    explains: (difference, answer) => answer.status === 204 && isAnswerPart(difference),
  },
];
