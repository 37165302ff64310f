import type { Interaction, RecordedTables } from './recordings.ts';

const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)/g;
const TOKEN_PAYLOAD = /\beyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]*/g;
/** Sessions, mailbox tokens and the like end in the future. */
const PAST_COLUMNS = ['created_at', 'updated_at', 'last_login', 'created', 'updated'];

const timesOf = (tables: RecordedTables): readonly number[] =>
  Object.values(tables)
    .flat()
    .flatMap((row) => PAST_COLUMNS.map((column) => row[column]))
    .flatMap((value) => (typeof value === 'string' ? [Date.parse(value)] : []));

/** Times in an answer of the reference, which it took just before. */
const timesIn = (body: unknown): readonly number[] =>
  (JSON.stringify(body ?? null).match(TIME) ?? []).map((text) => Date.parse(text));

/** Claims of the tokens that appear in a text. */
export const tokenClaims = (text: string): readonly Readonly<Record<string, unknown>>[] =>
  [...text.matchAll(TOKEN_PAYLOAD)].map(
    ([, payload = '']) =>
      JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>,
  );

/**
 * The time of an interaction, approximately: the latest time that it mentions. It is the present by which tokens and
 * invitations of the recording have expired or not.
 */
export function recordedMoment({ before, changes, outgoing, response, request }: Interaction): Date {
  const issued = [...outgoing.map((call) => call.response ?? ''), request.body ?? '']
    .flatMap(tokenClaims)
    .flatMap(({ iat }) => (typeof iat === 'number' ? [iat * 1000] : []));
  const times = [...timesOf(before), ...timesOf(changes), ...timesIn(response.body)];
  const latest = Math.max(0, ...times);
  // Tokens of other times are recorded too, to be refused.
  const near = issued.filter((time) => Math.abs(time - latest) < 600_000);
  return new Date(Math.max(latest, ...near) + 1);
}
