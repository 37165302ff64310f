import { randomBytes } from 'node:crypto';
import { PgSessionStore } from '../../src/adapters/postgres/people/pg-session-store.ts';
import {
  EMPTY_SESSION,
  type SessionData,
  type SessionOwner,
} from '../../src/application/people/session-store.ts';
import type { MailboxId, UserId } from '../../src/domain/shared/ids.ts';
import { tokenClaims } from './recorded-moment.ts';
import type { Interaction } from './recordings.ts';
import type { ScratchDatabase } from './scratch-database.ts';

export const SESSION_COOKIE = 'people_sessionid';

const CSRF_TOKEN = 'a'.repeat(32);
/** The reference's states are that long; shorter ones in the recordings were never issued. */
const STATE_LENGTH = 32;
const DAY_MS = 86_400_000;

const random = () => randomBytes(24).toString('base64url');

/** Where the interaction leads to, if anywhere. */
const location = ({ response }: Interaction): URL | undefined =>
  URL.canParse(response.headers['Location'] ?? '') ? new URL(response.headers['Location'] ?? '') : undefined;

/**
 * The content of the browser's session, derived from the request and its effects: recordings have no cookies. Undefined
 * when there was no session.
 */
export function recordedSession(interaction: Interaction): SessionData | undefined {
  const { request, response, outgoing, actor } = interaction;
  const state = new URLSearchParams(request.query).get('state');
  // The answer distinguishes a wrong state from a missing sign-in.
  const isWrongState = response.status === 400;
  const isOurs = state?.length === STATE_LENGTH;
  if (request.path.startsWith('/api/v1.0/callback') && (isOurs || isWrongState)) {
    const claims = outgoing.flatMap((call) => tokenClaims(call.response ?? ''));
    const nonce = claims.map((claim) => claim['nonce']).find((value) => typeof value === 'string');
    const url = location(interaction);
    const next = url && url.pathname !== '/' && url.pathname !== '/failure' ? url.href : null;
    const pending = {
      state: isOurs ? state : random(),
      nonce: nonce ?? random(),
      codeVerifier: random(),
      next,
      silent: false,
    };
    return { ...EMPTY_SESSION, pendingSignIns: [pending] };
  }
  if (request.path.startsWith('/api/v1.0/logout-callback') && (isOurs || isWrongState)) {
    return { ...EMPTY_SESSION, signOutState: isOurs ? state : random() };
  }
  const hint = location(interaction)?.searchParams.get('id_token_hint') ?? null;
  return actor?.kind === 'user' || hint !== null ? { ...EMPTY_SESSION, idToken: hint } : undefined;
}

/** Cookies and headers of the session, so that the CSRF check ends as recorded. */
function csrf({ request, response }: Interaction): { cookie?: string; header?: string } {
  const answer = JSON.stringify(response.body ?? '');
  if (answer.includes('CSRF cookie not set')) return {};
  const isRefused = response.status === 403 && (answer.includes('CSRF Failed') || answer.includes('<'));
  const given = request.headers['X-CSRFToken'];
  if (isRefused) return { cookie: CSRF_TOKEN };
  return given === undefined ? { cookie: CSRF_TOKEN, header: CSRF_TOKEN } : { cookie: given };
}

/** The session of a mailbox's owner who has just signed in. */
const oneTimeSession = (id: string, now: Date): SessionData => ({
  ...EMPTY_SESSION,
  mailbox: { id: id as MailboxId, at: now.toISOString() },
});

/** Makes the session in the database and answers the headers the browser adds to its request. */
export async function openRecordedSession(
  interaction: Interaction,
  { pool }: Pick<ScratchDatabase, 'pool'>,
  now: Date,
): Promise<Record<string, string>> {
  const { actor, before } = interaction;
  const data =
    recordedSession(interaction) ?? (actor?.kind === 'mailbox' ? oneTimeSession(actor.id, now) : undefined);
  if (!data) return {};
  const user = (before['people_user'] ?? []).find(({ id }) => id === actor?.id);
  const owner: SessionOwner | undefined = user && {
    userId: String(user['id']) as UserId,
    sub: String(user['sub']),
    sid: undefined,
  };
  const expiresAt = new Date(now.getTime() + DAY_MS);
  const key = await new PgSessionStore(pool).create({ data, owner, expiresAt });
  const { cookie, header } = csrf(interaction);
  return {
    Cookie: [`${SESSION_COOKIE}=${key}`, ...(cookie === undefined ? [] : [`csrftoken=${cookie}`])].join('; '),
    ...(header === undefined ? {} : { 'X-CSRFToken': header }),
  };
}
