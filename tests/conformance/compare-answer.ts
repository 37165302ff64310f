import { type Difference, differencesOf } from './difference.ts';
import type { KnownValues } from './known-values.ts';
import type { Interaction } from './recordings.ts';
import type { Answer } from './replayed-application.ts';

/** Headers whose value is part of the contract, besides those below. */
const HEADERS = ['WWW-Authenticate', 'Retry-After'];

const GENERATED_PARAMETERS = ['state', 'nonce'];

/** A body as JSON, if it is JSON. */
export function readBody({ text }: Pick<Answer, 'text'>): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A redirect's address with its parameters one by one; values a server makes up count only by being there. */
function readLocation(location: string | undefined): unknown {
  if (location === undefined || !URL.canParse(location)) return location;
  const url = new URL(location);
  const parameters = [...url.searchParams].map(([name, value]) => [
    name,
    GENERATED_PARAMETERS.includes(name) ? '<generated>' : value,
  ]);
  return { address: `${url.origin}${url.pathname}`, ...Object.fromEntries(parameters) };
}

/**
 * How an answer differs from the recorded one: status, type, the contract's headers and body. The type of an empty body
 * means nothing. `unbuilt` methods are no part of our `Allow` yet.
 */
export function compareAnswer(
  { request, response }: Interaction,
  answer: Answer,
  known: KnownValues,
  unbuilt: readonly string[],
): readonly Difference[] {
  const recorded = (name: string) => response.headers[name];
  const header = (name: string, expected: unknown = recorded(name)) =>
    differencesOf(`header ${name}`, expected, answer.headers[name.toLowerCase()]);
  const allow = recorded('Allow')
    ?.split(', ')
    .filter((method) => !unbuilt.includes(method))
    .join(', ');
  const hasBody = request.method !== 'HEAD' && response.body !== '' && response.body !== null;
  return [
    ...differencesOf('status', response.status, answer.status),
    ...(hasBody || answer.text !== '' ? header('Content-Type') : []),
    ...(allow === undefined ? [] : header('Allow', allow)),
    ...HEADERS.flatMap((name) => header(name)),
    ...differencesOf(
      'header Location',
      readLocation(recorded('Location')),
      readLocation(answer.headers['location']),
    ),
    ...differencesOf(
      'body',
      known.withoutGenerated(hasBody ? response.body : ''),
      known.withoutGenerated(readBody(answer)),
    ),
  ];
}
