import type { Request, Response } from 'express';
import type Provider from 'oidc-provider';
import type { MailboxAccountQueries } from '../../application/identity/account/mailbox-account-queries.ts';
import type { EndMailboxSession } from '../../application/identity/provider/mailbox-sessions.ts';
import type { OpenidSessionQueries } from '../../application/identity/provider/openid-sessions.ts';
import type { Clock } from '../../application/shared/system.ts';
import {
  type AuthenticationLevel,
  type Factor,
  isMultiFactor,
  levelOf,
} from '../../domain/identity/authentication-level.ts';
import { isFreshSignIn } from '../../domain/identity/enrolment-proof.ts';
import { needsSecondFactor } from '../../domain/identity/second-step.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { describeOrigin } from '../http/describe-origin.ts';
import type { ProvenSignIn } from './interactions.ts';
import { LIFETIMES } from './openid-provider-settings.ts';
import { levelOfSession } from './policy/session-level.ts';

/** The session of a browser, in which the owner of a mailbox is signed in. */
export type CurrentSession = Readonly<{
  mailboxId: MailboxId;
  /** Its name among the sessions of the mailbox. */
  sessionId: string;
  signedInAt: Date;
  /** What was proved at the sign-in. */
  level: AuthenticationLevel;
  /** Whether the sign-in was a short while ago, so that whoever made it is likely still there. */
  isFresh: boolean;
}>;

/** Sessions of mailbox owners without a client, for the pages of their account. */
export interface ProviderSessions {
  /** Undefined for who is not signed in, may not be any more, or lacks a second factor that they need. */
  current(request: Request, response: Response): Promise<CurrentSession | undefined>;
  /** The session of the browser whatever it proves: for signing out of it. */
  any(request: Request, response: Response): Promise<CurrentSession | undefined>;
  /** Signs somebody in, under a new name of the session; whoever was signed in before is not any more. */
  start(request: Request, response: Response, signIn: ProvenSignIn): Promise<void>;
  /**
   * Notes in the browser's session that more was proved by whoever is signed in; the sign-in is as old as it was. The session
   * has another cookie from then on.
   */
  raise(request: Request, response: Response, factors: readonly Factor[]): Promise<void>;
  /** Signs out of the browser's session, and tells its clients. */
  end(request: Request, response: Response): Promise<void>;
}

type Deps = {
  provider: Provider;
  mailboxAccountQueries: Pick<MailboxAccountQueries, 'find'>;
  openidSessionQueries: Pick<OpenidSessionQueries, 'idOf'>;
  endMailboxSession: EndMailboxSession;
  clock: Clock;
  /** How the cookie of a session is set. */
  cookie: Readonly<{ name: string; sameSite: 'lax' | 'none' }>;
};

export function makeProviderSessions(deps: Deps): ProviderSessions {
  const { provider, mailboxAccountQueries, openidSessionQueries, endMailboxSession, clock, cookie } = deps;
  const options = { httpOnly: true, path: '/', sameSite: cookie.sameSite, signed: true } as const;

  const read = async (request: Request, response: Response) => {
    const session = await provider.Session.get(provider.createContext(request, response));
    const { uid, accountId, loginTs } = session;
    const level = levelOfSession(session);
    if (accountId === undefined || loginTs === undefined || !level) return undefined;
    const account = await mailboxAccountQueries.find(accountId as MailboxId);
    if (!account) return undefined;
    const now = clock.now();
    const signedInAt = new Date(loginTs * 1000);
    return {
      isEnough: isMultiFactor(level) || !needsSecondFactor(account.secondFactor, now),
      session: {
        mailboxId: account.mailboxId,
        sessionId: openidSessionQueries.idOf(uid),
        signedInAt,
        level,
        isFresh: isFreshSignIn(signedInAt, now),
      },
    };
  };

  return {
    async current(request, response) {
      const found = await read(request, response);
      return found?.isEnough ? found.session : undefined;
    },
    any: async (request, response) => (await read(request, response))?.session,
    async start(request, response, { mailboxId, at, factors }) {
      const context = provider.createContext(request, response);
      const former = await provider.Session.get(context);
      const { acr, amr } = levelOf(factors);
      const loginTs = Math.floor(at.getTime() / 1000);
      const session = new provider.Session();
      session.loginAccount({ accountId: mailboxId, acr, amr: [...amr], loginTs });
      await session.save(LIFETIMES.session);
      await former.destroy();
      context.cookies.set(cookie.name, session.jti, {
        ...options,
        expires: new Date((loginTs + LIFETIMES.session) * 1000),
      });
    },
    async raise(request, response, factors) {
      const context = provider.createContext(request, response);
      const session = await provider.Session.get(context);
      const { accountId, loginTs, exp } = session;
      if (accountId === undefined || loginTs === undefined || exp === undefined) return;
      const { acr, amr } = levelOf(factors);
      session.loginAccount({ accountId, acr, amr: [...amr], loginTs });
      session.resetIdentifier();
      await session.persist();
      context.cookies.set(cookie.name, session.jti, { ...options, expires: new Date(exp * 1000) });
    },
    async end(request, response) {
      const context = provider.createContext(request, response);
      const { uid, accountId } = await provider.Session.get(context);
      if (accountId === undefined) return;
      const id = openidSessionQueries.idOf(uid);
      await endMailboxSession(accountId as MailboxId, id, describeOrigin(request, response));
      context.cookies.set(cookie.name, null, options);
    },
  };
}
