import { randomBytes, randomUUID } from 'node:crypto';
import { Agent, get, type RequestListener, type RequestOptions } from 'node:http';
import { EMPTY_SESSION, type SessionStore } from '../application/people/session-store.ts';
import type { Logger } from '../application/shared/logger.ts';
import type { User } from '../domain/people/user.ts';
import type { UserId } from '../domain/shared/ids.ts';
import { startHttpServer } from './observability/http-server.ts';

/** Requests after which V8 has compiled most of their code. */
const REQUESTS = 600;
/** Number of concurrent requests: the pool's connections by default, less those for jobs. */
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

/** A person who is not stored: their lists are empty, and objects requested by id are not found. */
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
  /** Makes an application like the real one, with these sessions in place of the stored ones. */
  makeApp: (sessions: Pick<SessionStore, 'find'>) => RequestListener;
  /** Base path of the API. */
  base: string;
  /** An allowed host, and the name of the session cookie. */
  host: string;
  sessionCookie: string;
  /** Time limit, in ms. */
  limitMs: number;
  logger: Logger;
}>;

/**
 * Makes a process answer the most frequent requests, of a person who does not exist, before it is ready: so the first
 * callers do not wait for V8 to compile code, for connections to the database, and for statements to be prepared. All
 * statements only read, and no other system is called. Failures are only logged.
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
