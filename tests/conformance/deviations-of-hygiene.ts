import { readBody } from './compare-answer.ts';
import { answeredHtml, isAnswerPart, isEffect, NOT_FOUND, refusal } from './deviation-shapes.ts';
import { tells, UUID } from './interaction-facts.ts';
import type { Interaction } from './recordings.ts';
import type { DeviationRule } from './rule.ts';

const body = (text: { text: string }) => readBody(text) as Readonly<Record<string, unknown>>;

const PUBLIC = /^\/api\/v1\.0\/(config|stats)\/?$/;
const PREFLIGHT = 'Access-Control-Request-Method';
const COLLECTIONS = [
  'teams',
  'accesses',
  'invitations',
  'contacts',
  'users',
  'organizations',
  'mailboxes',
  'aliases',
];
const ACTIONS = ['me', 'users', 'delete'];

const parametersOf = ({ request }: Interaction): URLSearchParams => new URLSearchParams(request.query);

/** Parameters that hold no id, and those that hold a NUL. */
const oddParameters = (interaction: Interaction): readonly string[] =>
  [...parametersOf(interaction)]
    .filter(
      ([name, value]) => value.includes('\0') || (name === 'team_id' && value !== '' && !UUID.test(value)),
    )
    .map(([name]) => name);

/** Whether a path has something else where an id belongs. */
const hasNoId = ({ request }: Interaction): boolean => {
  const parts = request.path.replace(/\/$/, '').split('/');
  return parts.some(
    (part, i) => COLLECTIONS.includes(parts[i - 1] ?? '') && !UUID.test(part) && !ACTIONS.includes(part),
  );
};

/** Deviations of the whole API. */
export const HYGIENE_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D46',
    because: 'what does not exist is told in JSON',
    when: (interaction) =>
      interaction.response.status === 404 &&
      (answeredHtml(interaction) || interaction.request.path.startsWith('/o/')),
    explains: refusal(404, 'detail'),
  },
  {
    follows: 'D46',
    because: 'a missing version file is told as plain text',
    when: ({ request }) => request.path.startsWith('/__version__'),
    explains: ({ aspect, ours }) => aspect === 'header Content-Type' && ours === 'text/plain; charset=utf-8',
  },
  {
    follows: 'D46',
    because: 'a sign-out without CSRF token is refused in JSON',
    when: (interaction) => interaction.response.status === 403 && answeredHtml(interaction),
    explains: refusal(403, 'detail'),
  },
  {
    follows: 'D47',
    because: 'the form without final slash is served directly',
    when: ({ request, response }) => response.status === 301 && !request.path.endsWith('/'),
    explains: (difference, answer, { request }) =>
      answer.status !== 301 &&
      (isAnswerPart(difference) ||
        ((isEffect(difference) || difference.aspect === 'webhook calls') &&
          answer.status < 300 &&
          request.method !== 'GET')),
  },
  {
    follows: 'D31',
    because: 'credentials mean nothing where everybody may read',
    isUnrecorded: true,
    when: ({ request, response }) =>
      PUBLIC.test(request.path) && 'Authorization' in request.headers && response.status >= 400,
    explains: (difference, answer) => answer.status === 200 && isAnswerPart(difference),
  },
  {
    follows: 'D44',
    because: 'what is no id in a path leads nowhere',
    when: (interaction) =>
      hasNoId(interaction) &&
      // Where an id may be empty, a caller without a session gets that refusal first.
      ((interaction.response.status === 400 && tells(interaction, 'UUID')) ||
        interaction.response.status === 500 ||
        (interaction.response.status === 401 && interaction.request.path.includes('//'))),
    explains: refusal(404, 'detail', NOT_FOUND),
  },
  {
    follows: 'D44',
    because: 'what is no id or no text in a parameter is told by its name',
    when: (interaction) =>
      [400, 500].includes(interaction.response.status) && oddParameters(interaction).length > 0,
    explains: (difference, answer, interaction) =>
      oddParameters(interaction).some((name) => refusal(400, name)(difference, answer, interaction)),
  },
  {
    follows: 'D48',
    because: 'there are no formats: what follows a dot leads nowhere',
    when: ({ request }) => /\.\w+\/?$/.test(request.path),
    explains: refusal(404, 'detail', NOT_FOUND),
  },
  {
    follows: 'D48',
    because: 'a format that is asked for makes no difference',
    isUnrecorded: true,
    when: (interaction) =>
      interaction.response.status === 404 &&
      !['', 'json'].includes(parametersOf(interaction).get('format') ?? ''),
    explains: (difference, answer) => answer.status < 300 && isAnswerPart(difference),
  },
  {
    follows: 'D51',
    because: 'the teams are where they are',
    when: ({ request }) => /^\/api\/v1\.0\/?$/.test(request.path),
    explains: ({ aspect, recorded, ours }) =>
      aspect === 'body teams' && ours === String(recorded).replace('/resource-server/', '/api/'),
  },
  {
    follows: 'D51',
    because: 'there is nothing at the root, nor a page that fails',
    when: ({ request }) => request.path === '/' || /^\/__error__\/?$/.test(request.path),
    explains: refusal(404, 'detail', NOT_FOUND),
  },
  {
    follows: 'D52',
    because: 'statistics are counted once for all languages and cookies',
    isUnrecorded: true,
    when: ({ request, keep_counters: keepsCounters }) =>
      /^\/api\/v1\.0\/stats\/?$/.test(request.path) &&
      keepsCounters &&
      ('Accept-Language' in request.headers || 'Cookie' in request.headers),
    explains: ({ aspect, ours }) => aspect.startsWith('body ') && Number.isInteger(ours),
  },
  {
    follows: 'D42',
    because: 'what a JSON parser says is its own affair',
    when: ({ response }) => JSON.stringify(response.body).includes('JSON parse error - '),
    explains: ({ aspect }, answer) =>
      aspect === 'body detail' && String(body(answer)['detail']).startsWith('JSON parse error - '),
  },
  {
    follows: 'D49',
    because: 'garbage that calls itself multipart is refused as such',
    when: ({ request }) => (request.headers['Content-Type'] ?? '').startsWith('multipart/form-data'),
    explains: (difference, answer, interaction) =>
      String(body(answer)['detail']).startsWith('Multipart form parse error - ') &&
      refusal(400, 'detail')(difference, answer, interaction),
  },
  {
    follows: 'D50',
    because: 'OPTIONS answers Allow and nothing else, to anybody',
    when: ({ request }) => request.method === 'OPTIONS' && !(PREFLIGHT in request.headers),
    explains: (difference, answer) =>
      answer.status === 204 &&
      answer.text === '' &&
      difference.aspect !== 'header Allow' &&
      isAnswerPart(difference),
  },
  {
    follows: 'D65',
    because: 'nobody is told who they are not, whatever the domain',
    when: ({ actor, response }) => actor === null && response.status === 500,
    explains: refusal(401, 'detail', 'Authentication credentials were not provided.'),
  },
];
