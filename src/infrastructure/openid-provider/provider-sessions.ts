import type { Request, Response } from 'express';
import type Provider from 'oidc-provider';
import type { MailboxAccountQueries } from '../../application/identity/account/mailbox-account-queries.ts';
import type { EndMailboxSession } from '../../application/identity/provider/mailbox-sessions.ts';
import type { OpenidSessionQueries } from '../../application/identity/provider/openid-sessions.ts';
import { levelOf } from '../../domain/identity/authentication-level.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { describeOrigin } from '../http/describe-origin.ts';
import type { ProvenSignIn } from './interactions.ts';
import { LIFETIMES } from './openid-provider-settings.ts';

/** The session of a browser, in which the owner of a mailbox is signed in. */
export type CurrentSession = Readonly<{
  mailboxId: MailboxId;
  /** Its name among the sessions of the mailbox. */
  sessionId: string;
  signedInAt: Date;
}>;

/** Sessions of mailbox owners without a client, for the pages of their account. */
export interface ProviderSessions {
  /** Undefined for who is not signed in, or may not be any more. */
  current(request: Request, response: Response): Promise<CurrentSession | undefined>;
  /** Signs somebody in, under a new name of the session; whoever was signed in before is not any more. */
  start(request: Request, response: Response, signIn: ProvenSignIn): Promise<void>;
  /** Signs out of the browser's session, and tells its clients. */
  end(request: Request, response: Response): Promise<void>;
}

type Deps = {
  provider: Provider;
  mailboxAccountQueries: Pick<MailboxAccountQueries, 'find'>;
  openidSessionQueries: Pick<OpenidSessionQueries, 'idOf'>;
  endMailboxSession: EndMailboxSession;
  /** How the cookie of a session is set. */
  cookie: Readonly<{ name: string; sameSite: 'lax' | 'none' }>;
};

export function makeProviderSessions(deps: Deps): ProviderSessions {
  const { provider, mailboxAccountQueries, openidSessionQueries, endMailboxSession, cookie } = deps;
  const options = { httpOnly: true, path: '/', sameSite: cookie.sameSite, signed: true } as const;

  return {
    async current(request, response) {
      const { uid, accountId, loginTs } = await provider.Session.get(
        provider.createContext(request, response),
      );
      if (accountId === undefined || loginTs === undefined) return undefined;
      const account = await mailboxAccountQueries.find(accountId as MailboxId);
      return (
        account && {
          mailboxId: account.mailboxId,
          sessionId: openidSessionQueries.idOf(uid),
          signedInAt: new Date(loginTs * 1000),
        }
      );
    },
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
