import { randomBytes, randomUUID } from 'node:crypto';
import { Agent, get, type RequestListener, type RequestOptions } from 'node:http';
import { EMPTY_SESSION, type SessionStore } from '../application/people/session-store.ts';
import type { Logger } from '../application/shared/logger.ts';
import type { User } from '../domain/people/user.ts';
import type { UserId } from '../domain/shared/ids.ts';
import { startHttpServer } from './observability/http-server.ts';

/** Requests after which V8 has compiled most of what each of them goes through. */
const REQUESTS = 600;
/** As many as an installation's pool has connections by default, less those that jobs need. */
const CONNECTIONS = 12;

const SOME_ID = randomUUID();
const PATHS = [
  'users/me/',
  'users/?q=warm',
  'teams/',
  `teams/${SOME_ID}/accesses/`,
  'mail-domains/',
  'mail-domains/warm-up/mailboxes/',
];

/** Somebody who is stored nowhere: lists are empty for them, and what they ask for by its id is not found. */
const NOBODY: User = {
  id: randomUUID() as UserId,
  sub: 'warm-up',
  email: null,
  emailVerified: false,
  name: null,
  language: 'fr-fr',
  timezone: 'Europe/Paris',
  isDevice: false,
  isStaff: false,
  isSuperuser: false,
  isActive: true,
  organizationId: null,
  lastLoginAt: null,
  createdAt: new Date(0),
  updatedAt: new Date(0),
};

type Options = Readonly<{
  /** Makes an application like the one that is to answer, with these sessions in place of those stored. */
  makeApp: (sessions: Pick<SessionStore, 'find'>) => RequestListener;
  /** Where its paths begin. */
  base: string;
  /** A host it answers to, and the name of its session cookie. */
  host: string;
  sessionCookie: string;
  /** How long it may take, in ms. */
  limitMs: number;
  logger: Logger;
}>;

/**
 * Has a process answer the requests that people make most, of an account that exists nowhere, before it is told to anybody
 * that it is there: so the first who ask do not wait for V8 to compile it, for connections to the database, and for their
 * statements to be prepared. Statements only read; no other system is asked anything. What fails here is only logged.
 */
export async function warmUp({
  makeApp,
  base,
  host,
  sessionCookie,
  limitMs,
  logger,
}: Options): Promise<void> {
  if (limitMs === 0) return;
  const key = randomBytes(32).toString('base64url');
  const session = { key, data: EMPTY_SESSION, user: NOBODY, expiresAt: new Date(Date.now() + limitMs) };
  const listener = makeApp({ find: async (given) => (given === key ? session : undefined) });
  const headers = { Host: host, 'X-Forwarded-Proto': 'https', Cookie: `${sessionCookie}=${key}` };
  const agent = new Agent({ keepAlive: true });
  const began = performance.now();
  let left = REQUESTS;
  try {
    const server = await startHttpServer({ listener, port: 0, host: '127.0.0.1', logger, drainMs: 500 });
    const ask = async () => {
      while (left > 0 && performance.now() - began < limitMs) {
        left -= 1;
        const path = `${base}/${PATHS[left % PATHS.length]}`;
        await answered({ host: '127.0.0.1', port: server.port, path, headers, agent, timeout: limitMs });
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, ask)).finally(() => {
      agent.destroy();
      return server.stop();
    });
    const ms = Math.round(performance.now() - began);
    logger.info('warmed up', { requests: REQUESTS - left, ms });
  } catch (error) {
    logger.warn('cannot warm up', {}, error);
  }
}

/** @throws Error when there is no answer in time, or the server failed */
const answered = (options: RequestOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = get(options, (response) => {
      const { statusCode = 0 } = response;
      response.resume().on('end', () => {
        if (statusCode < 500) resolve();
        else reject(new Error(`an answer had status ${statusCode}`));
      });
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error('no answer in time'))).on('error', reject);
  });
