import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import express from 'express';
import type { FactorVerdict } from '../../src/application/identity/factor/code/verify-code.ts';
import type { MailboxSession } from '../../src/application/identity/provider/openid-sessions.ts';
import type { SignInStep } from '../../src/application/identity/provider/sign-in-steps.ts';
import type { MailboxAuthentication } from '../../src/application/identity/sign-in/authenticate-mailbox.ts';
import { levelOf } from '../../src/domain/identity/authentication-level.ts';
import type { SecondFactor, SecondStep } from '../../src/domain/identity/second-step.ts';
import type { MailboxId } from '../../src/domain/shared/ids.ts';
import { BrowserCookies } from '../../src/infrastructure/http/browser-cookies.ts';
import { cookieOf } from '../../src/infrastructure/http/cookies.ts';
import { securityHeaders } from '../../src/infrastructure/http/edge/security-headers.ts';
import type {
  Interactions,
  PendingInteraction,
} from '../../src/infrastructure/openid-provider/interactions.ts';
import type {
  CurrentSession,
  ProviderSessions,
} from '../../src/infrastructure/openid-provider/provider-sessions.ts';
import { readPasskeyScript } from '../../src/infrastructure/pages/factor/passkey-script.ts';
import { makeAccountRoutes } from '../../src/infrastructure/pages/identity/account-routes.ts';
import { identityPaths } from '../../src/infrastructure/pages/identity/identity-paths.ts';
import { makeInteractionRoutes } from '../../src/infrastructure/pages/identity/interaction-routes.ts';
import { makeOpenidPages } from '../../src/infrastructure/pages/identity/openid-pages.ts';
import { FormTokens } from '../../src/infrastructure/pages/kit/form-tokens.ts';
import { type PageLook, USUAL_LOOK } from '../../src/infrastructure/pages/kit/page-look.ts';
import { makeSendPage } from '../../src/infrastructure/pages/kit/send-page.ts';
import { openBrokerAndApplication } from './broker-and-application.ts';
import { listening } from './listening.ts';

/** The owner of a mailbox who signs in. */
export const JEAN = { address: 'jean.valjean@evry.fr', password: '24601 pains et chandeliers' } as const;

/** What Jean's application shows, and one of the codes that were printed. */
export const JEAN_CODES = { totp: '246 810', recovery: 'ABCD-EFGH-JKMN-PQRS' } as const;

const MAILBOX_ID = randomUUID() as MailboxId;

export const SIGNED_IN_AT = new Date('2026-11-23T10:00:00.000Z');
const HOUR_MS = 3_600_000;

/** After so many wrong passwords the next attempts are slowed down. */
const MOST_FAILURES = 3;
export const SLOWED_DOWN_SECONDS = 290;

const WAITING = 'waiting';
const SESSION = 'session';

export type IdentitySite = Awaited<ReturnType<typeof openIdentitySite>>;

type Begun = Partial<Omit<PendingInteraction, 'uid' | 'client'>> & { readonly clientName?: string };

/**
 * The provider's pages on a port of their own, before interactions and sessions in memory. `begin` opens an authorization
 * request; whoever finishes it comes to a client, which redirects to an application of another origin, as brokers do.
 */
export async function openIdentitySite(look: PageLook = USUAL_LOOK) {
  const pending = new Map<string, PendingInteraction>();
  const sessions = new Map<string, MailboxSession>();
  const jean: { factors: readonly SecondFactor[] } = { factors: [] };
  const clock = { now: () => SIGNED_IN_AT };
  const steps = new Map<string, SignInStep>();
  let failures = 0;
  const decisions: string[] = [];
  const reported: unknown[] = [];

  const services = await openBrokerAndApplication();

  const finish = (request: IncomingMessage, decision: string): string => {
    pending.delete(cookieOf(request, WAITING) ?? '');
    decisions.push(decision);
    return `${services.brokerUrl}/callback?${decision}`;
  };
  const interactions: Interactions = {
    find: async (request) => pending.get(cookieOf(request, WAITING) ?? ''),
    signIn: async (request, _response, { mailboxId }) => finish(request, `signed_in=${mailboxId}`),
    consent: async (request, _response, decision) => finish(request, decision),
    cancel: async (request) => finish(request, 'access_denied'),
    failLevel: async (request) => finish(request, 'unmet_authentication_requirements'),
  };

  const open = (over: Partial<MailboxSession> = {}): MailboxSession => {
    const session: MailboxSession = {
      id: randomUUID(),
      signedInAt: SIGNED_IN_AT,
      expiresAt: new Date(SIGNED_IN_AT.getTime() + 12 * HOUR_MS),
      address: '192.0.2.7',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0',
      clients: [],
      ...over,
    };
    sessions.set(session.id, session);
    return session;
  };
  const current = (request: IncomingMessage): CurrentSession | undefined => {
    const session = sessions.get(cookieOf(request, SESSION) ?? '');
    if (!session) return undefined;
    const { id: sessionId, signedInAt } = session;
    return { mailboxId: MAILBOX_ID, sessionId, signedInAt, level: levelOf(['pwd']), isFresh: true };
  };
  const setSession = (response: ServerResponse, value: string): void => {
    response.appendHeader('Set-Cookie', `${SESSION}=${value}; Path=/; HttpOnly; SameSite=Lax`);
  };
  const providerSessions: ProviderSessions = {
    current: async (request) => current(request),
    any: async (request) => current(request),
    start: async (request, response) =>
      setSession(response, open({ userAgent: request.headers['user-agent'] ?? null }).id),
    raise: async () => undefined,
    end: async (request, response) => {
      sessions.delete(cookieOf(request, SESSION) ?? '');
      setSession(response, '');
    },
  };

  const authenticate = (address: string, password: string): MailboxAuthentication => {
    if (failures >= MOST_FAILURES) return { outcome: 'slowed_down', seconds: SLOWED_DOWN_SECONDS };
    if (address.toLowerCase() === JEAN.address && password === JEAN.password) {
      return {
        outcome: 'authenticated',
        mailboxId: MAILBOX_ID,
        at: SIGNED_IN_AT,
        knownBrowser: 'known',
      };
    }
    failures += 1;
    return { outcome: 'refused' };
  };

  const verify =
    (factor: 'totp' | 'recovery_code', right: string) =>
    async ({ code }: Readonly<{ code: string }>): Promise<FactorVerdict> => {
      if (failures >= MOST_FAILURES) return { outcome: 'slowed_down', seconds: SLOWED_DOWN_SECONDS };
      if (code === right) return { outcome: 'verified', factor, at: SIGNED_IN_AT };
      failures += 1;
      return { outcome: 'refused' };
    };

  const script = readPasskeyScript('/o');
  const sendPage = makeSendPage(look);
  const deps = {
    paths: identityPaths('/o'),
    interactions,
    sessions: providerSessions,
    authenticateMailbox: async ({ address, password }: Readonly<{ address: string; password: string }>) =>
      authenticate(address, password),
    signInSteps: {
      begin: async (boundTo: string, step: SignInStep) => void steps.set(boundTo, step),
      find: async (boundTo: string) => steps.get(boundTo),
      end: async (boundTo: string) => void steps.delete(boundTo),
    },
    findSecondStep: async (): Promise<SecondStep> =>
      jean.factors.length === 0 ? { kind: 'none' } : { kind: 'factor', factors: jean.factors },
    verifyTotp: verify('totp', JEAN_CODES.totp),
    verifyRecoveryCode: verify('recovery_code', JEAN_CODES.recovery),
    // No device is known here.
    beginPasskeySignIn: async () => ({ options: { challenge: 'AAAA', allowCredentials: [] } }),
    finishPasskeySignIn: async () => ({ outcome: 'refused' }) as const,
    passkeyScript: script.path,
    clock,
    findMailboxAddress: async (id: MailboxId) => (id === MAILBOX_ID ? JEAN.address : undefined),
    readOwnAccount: async () => ({
      address: JEAN.address,
      secondFactor: { isEnrolled: false, requiredFrom: null },
      sessions: [...sessions.values()],
    }),
    endMailboxSession: async (_mailboxId: MailboxId, id: string) => sessions.delete(id),
    endOtherMailboxSessions: async (_mailboxId: MailboxId, kept: string) => {
      for (const id of sessions.keys()) if (id !== kept) sessions.delete(id);
    },
    formTokens: new FormTokens({ secretKey: 'k'.repeat(32), formerSecretKeys: [], secure: false }),
    cookies: new BrowserCookies({ sessionName: 'sessionid', secure: false }),
    sendPage,
    defaultLanguage: 'en-us',
    report: (error: unknown) => reported.push(error),
  } as const;
  const pages = makeOpenidPages(deps);

  const app = express();
  app.use(securityHeaders({ strictTransport: undefined }));
  app.all(script.pattern, script.answer);
  app.use(makeInteractionRoutes(deps), makeAccountRoutes(deps));
  app.get('/problem/:problem/', (request, response) =>
    pages.error(request, response, { problem: request.params.problem as 'over', status: 400 }),
  );
  app.get('/o/logout/', (request, response) =>
    pages.signOutQuestion(request, response, { action: '/o/logout/', token: 'of-the-provider' }),
  );
  app.post('/o/logout/', (request, response) => pages.signedOut(request, response));
  const site = await listening(app);

  return {
    url: site.url,
    ...services,
    mailboxId: MAILBOX_ID,
    /** What was decided at finished interactions, oldest first. */
    decisions,
    reported,
    sessions,
    /** What Jean has besides the password. */
    jean,
    /** Opens an authorization request; the cookie is that of the browser that made it. */
    begin: ({ clientName = 'Grist', ...over }: Begun = {}) => {
      const uid = randomUUID();
      const redirectUris = [`${services.brokerUrl}/callback`];
      pending.set(uid, {
        uid,
        prompt: 'login',
        client: { clientId: 'grist', name: clientName, redirectUris },
        scopes: ['openid', 'email'],
        ...over,
      });
      return { url: `${site.url}/o/interaction/${uid}/`, cookie: { name: WAITING, value: uid } };
    },
    /** Opens a session of Jean, and returns it; a browser with the cookie is signed in. */
    openSession: (over: Partial<MailboxSession> = {}) => {
      const session = open(over);
      return { session, cookie: { name: SESSION, value: session.id } };
    },
    reset: (): void => {
      failures = 0;
      jean.factors = [];
      steps.clear();
      pending.clear();
      sessions.clear();
      decisions.length = 0;
      reported.length = 0;
    },
    close: async (): Promise<void> => {
      await Promise.all([site.close(), services.close()]);
    },
  };
}
