import { readBody } from './compare-answer.ts';
import { answeredHtml, isAnswerPart, refusal } from './deviation-shapes.ts';
import type { DeviationRule } from './rule.ts';

const body = (text: { text: string }) => readBody(text) as Readonly<Record<string, unknown>>;

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
    explains: (difference, answer) => answer.status !== 301 && isAnswerPart(difference),
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
    when: ({ request }) => request.method === 'OPTIONS',
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
