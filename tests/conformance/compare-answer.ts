import { decodeJwt, decodeProtectedHeader } from 'jose';
import { type Difference, differencesOf } from './difference.ts';
import type { KnownValues } from './known-values.ts';
import { SIRETS } from './recorded-openid-state.ts';
import type { Interaction } from './recordings.ts';
import type { Answer } from './replayed-application.ts';

/** Headers whose presence and value are part of the contract, besides those below. */
const HEADERS = [
  'WWW-Authenticate',
  'Retry-After',
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
];
/** Headers that are part of the contract where they were recorded. */
const RECORDED_HEADERS = ['Content-Language', 'Access-Control-Max-Age'];

/** Members of a body that are sets: their order means nothing (contract/rest-api.md 3.6). */
const SETS = ['accesses', 'service_providers'];

/** What a heartbeat says of an installation that works; which of them depends on how it was set up. */
const WORKING = ['ok', 'info', 'warning'];

const isText = (value: unknown): value is string => typeof value === 'string';

/** A JSON value whose sets are sorted. */
function withSortedSets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedSets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      SETS.includes(name) && Array.isArray(item) && item.every(isText)
        ? item.toSorted()
        : withSortedSets(item),
    ]),
  );
}

/** The body of a heartbeat without the members about the installation. */
function withoutInstallation(path: string, body: unknown): unknown {
  if (!/^\/__heartbeat__\/?$/.test(path) || typeof body !== 'object' || body === null) return body;
  const { status } = body as { status?: string };
  return { status: WORKING.includes(String(status)) ? '<works>' : status };
}

const GENERATED_PARAMETERS = ['state', 'nonce', 'code'];

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/** Claims and members that a server makes up, or that depend on when it was asked. */
const MADE_UP = ['iat', 'exp', 'auth_time', 'jti', 'at_hash', 'kid', 'access_token', 'refresh_token'];

/** A value as the recorded organization has it. */
function asRecorded(value: unknown): unknown {
  const { recorded, right } = SIRETS;
  if (value === right) return recorded;
  return value === right.slice(0, 9) ? recorded.slice(0, 9) : value;
}

const withoutMadeUp = (values: object): object =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      MADE_UP.includes(name) ? '<made up>' : asRecorded(value),
    ]),
  );

/** A body whose tokens are read: what they say is compared, and not how it is signed. */
function withReadTokens(body: unknown): unknown {
  if (typeof body === 'string' && JWT.test(body)) {
    const [header, claims] = [decodeProtectedHeader(body), decodeJwt(body)].map(withoutMadeUp);
    return { header, claims };
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const isOfTokens = 'id_token' in body || 'active' in body;
  return Object.fromEntries(
    Object.entries(isOfTokens ? withoutMadeUp(body) : body).map(([name, value]) => [
      name,
      name === 'id_token' ? withReadTokens(value) : value,
    ]),
  );
}

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
 * means nothing.
 */
export function compareAnswer(
  { request, response }: Interaction,
  answer: Answer,
  known: KnownValues,
): readonly Difference[] {
  const recorded = (name: string) => response.headers[name];
  const header = (name: string, expected: unknown = recorded(name)) =>
    differencesOf(`header ${name}`, expected, answer.headers[name.toLowerCase()]);
  const comparable = (body: unknown) =>
    withSortedSets(known.withoutGenerated(withReadTokens(withoutInstallation(request.path, body))));
  const hasBody = request.method !== 'HEAD' && response.body !== '' && response.body !== null;
  return [
    ...differencesOf('status', response.status, answer.status),
    ...(hasBody || answer.text !== '' ? header('Content-Type') : []),
    ...(recorded('Allow') === undefined ? [] : header('Allow')),
    ...HEADERS.flatMap((name) => header(name)),
    ...RECORDED_HEADERS.flatMap((name) => (recorded(name) === undefined ? [] : header(name))),
    ...differencesOf(
      'header Location',
      readLocation(recorded('Location')),
      readLocation(answer.headers['location']),
    ),
    ...differencesOf('body', comparable(hasBody ? response.body : ''), comparable(readBody(answer))),
  ];
}
