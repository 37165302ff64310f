import type { IncomingMessage } from 'node:http';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { levelOf } from '../../domain/identity/authentication-level.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';
import { LIFETIMES } from './openid-provider-settings.ts';

type Session = InstanceType<Provider['Session']>;

/** A sign-in by `POST login/`, good for one authorization request. */
export type OneTimeSignIn = Readonly<{ mailboxId: MailboxId; at: Date }>;

/** Marks a session that no browser has a cookie of. */
const MARK = 'isOneTime';

/**
 * Sessions of people who signed in by `POST login/`: they are stored, so that their clients are told when they end, but
 * the browser never gets a cookie of one, so that nobody is signed in to the next client by it (contract/rest-api.md 3.15).
 */
export class OneTimeSessions {
  readonly #provider: Provider;
  readonly #sessions = new WeakMap<IncomingMessage, Session>();

  constructor(provider: Provider) {
    this.#provider = provider;
    const { Session } = provider;
    const get = Session.get.bind(Session);
    Session.get = async (ctx) => {
      const session = this.#sessions.get(ctx.req) ?? (await this.#ofInteraction(ctx));
      if (!session) return get(ctx);
      this.#sessions.set(ctx.req, session);
      if ('oidc' in ctx) (ctx as KoaContextWithOIDC).oidc.entity('Session', session);
      return session;
    };
  }

  /** Lets a request be answered as one of somebody who has just signed in. */
  async begin(request: IncomingMessage, { mailboxId, at }: OneTimeSignIn): Promise<void> {
    const { acr, amr } = levelOf(['pwd']);
    const session = new this.#provider.Session();
    session.loginAccount({
      accountId: mailboxId,
      loginTs: Math.floor(at.getTime() / 1000),
      acr,
      amr: [...amr],
    });
    session.state = { [MARK]: true };
    await session.save(LIFETIMES.session);
    this.#sessions.set(request, session);
  }

  /** Whether a request is answered by such a session, whose cookie must not be sent. */
  isOf(request: IncomingMessage): boolean {
    return this.#sessions.has(request);
  }

  /** The one-time session in which the consent was asked for that this request brings; the cookie of that is of this browser. */
  async #ofInteraction(ctx: Parameters<Provider['Session']['get']>[0]): Promise<Session | undefined> {
    const id = ctx.cookies.get(this.#provider.cookieName('resume'), { signed: true });
    if (id === undefined || !ctx.path.endsWith(`/${id}`)) return undefined;
    const interaction = await this.#provider.Interaction.find(id);
    const uid = interaction?.session?.uid;
    const session = uid === undefined ? undefined : await this.#provider.Session.findByUid(uid);
    return session?.state?.[MARK] === true ? session : undefined;
  }
}
