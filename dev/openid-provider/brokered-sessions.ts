import type { ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { BROKER_PATHS, type MailboxBroker } from './mailbox-broker.ts';
import type { MemoryStorage } from './memory-storage.ts';

type Deps = Readonly<{
  provider: Provider;
  broker: MailboxBroker;
  storage: MemoryStorage;
  /** The address of this provider, without final slash. */
  ownUrl: string;
  /** The page of an interaction on which a sign-in with a mailbox ends. */
  resumePath: (uid: string, ticket: string) => string;
  onError: (error: Error) => void;
}>;

const redirect = (response: ServerResponse, location: string): void => {
  response.writeHead(303, { location, 'cache-control': 'no-store' }).end();
};

/** Sessions of people who signed in with a mailbox, between Régie and the applications. */
export function makeBrokeredSessions({ provider, broker, storage, ownUrl, resumePath, onError }: Deps) {
  /** Ends the sessions of an account and tells its applications. */
  const end = async (accountId: string): Promise<void> => {
    for (const { jti, authorizations = {} } of storage.sessionsOf(accountId)) {
      for (const [clientId, { sid, grantId }] of Object.entries(authorizations)) {
        const client = await provider.Client.find(clientId);
        // The library's types do not have it.
        const tell = client?.['backchannelLogout'];
        if (client?.backchannelLogoutUri !== undefined && typeof tell === 'function')
          await Reflect.apply(tell, client, [accountId, sid]);
        if (grantId !== undefined) await storage.adapter('Grant').revokeByGrantId(grantId);
      }
      await storage.adapter('Session').destroy(jti);
    }
  };

  return {
    /** Answers the requests that Régie, or a browser coming from it, sends; returns whether it was one. */
    async answer(url: URL, form: () => Promise<URLSearchParams>, response: ServerResponse): Promise<boolean> {
      if (url.pathname === BROKER_PATHS.callback) {
        const finished = await broker
          .finish(new URL(url.pathname + url.search, ownUrl))
          .catch((error: Error) => {
            onError(error);
            return undefined;
          });
        if (finished === undefined) response.writeHead(400).end('The sign-in with a mailbox failed.');
        else redirect(response, resumePath(finished.uid, finished.ticket));
      } else if (url.pathname === BROKER_PATHS.signedOut) {
        const next = broker.signedOut(url.searchParams.get('state'));
        if (next === undefined) response.writeHead(400).end();
        else redirect(response, next);
      } else if (url.pathname === BROKER_PATHS.backChannelLogout) {
        const sub = await broker
          .readLogoutToken((await form()).get('logout_token') ?? '')
          .catch(() => undefined);
        if (sub !== undefined) await end(sub);
        response.writeHead(sub === undefined ? 400 : 200, { 'cache-control': 'no-store' }).end();
      } else return false;
      return true;
    },

    /** Passes sign-outs on to Régie: the browser goes there before it goes where it was to go. */
    async passOn(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
      await next();
      const location = ctx.response.get('location');
      const accountId = ctx.oidc?.session?.accountId;
      if (ctx.oidc?.route !== 'end_session_confirm' || location === '' || accountId === undefined) return;
      const onward = await broker.signOut(accountId, new URL(location, ownUrl).href);
      if (onward !== undefined) ctx.redirect(onward.href);
    },
  };
}
