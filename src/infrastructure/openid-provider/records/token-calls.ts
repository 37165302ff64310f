import type { KoaContextWithOIDC } from 'oidc-provider';
import type { MailboxAccountQueries } from '../../../application/identity/account/mailbox-account-queries.ts';
import type { OpenidClientQueries } from '../../../application/identity/client/openid-client-queries.ts';
import type { RegisteredClient } from '../../../application/identity/client/openid-client-repository.ts';
import type {
  OpenidRecord,
  OpenidRecords,
  RecordSource,
  StoredOpenidRecord,
} from '../../../application/identity/provider/openid-records.ts';
import type {
  OpenidTokenQueries,
  PresentedToken,
} from '../../../application/identity/provider/openid-token-queries.ts';
import type { MailboxAccount } from '../../../domain/identity/mailbox-account.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';

type Deps = {
  openidRecords: OpenidRecords;
  openidTokenQueries: OpenidTokenQueries;
  openidClientQueries: Pick<OpenidClientQueries, 'find'>;
  mailboxAccountQueries: Pick<MailboxAccountQueries, 'find'>;
  /** The request that the library is answering. */
  current: () => KoaContextWithOIDC | undefined;
};

type Presented = Readonly<{ model: string; id: string }>;

/** What was read for a request, and what it is going to write. */
type Call = Presented & {
  readonly clientId: unknown;
  readonly read: PresentedToken;
  usedAt?: Date;
  readonly given: OpenidRecord[];
};

/** What a client presents together with its own id. */
function presentedIn({ path, oidc: { params = {} } }: KoaContextWithOIDC): Presented | undefined {
  const of = (model: string, id: unknown) => (typeof id === 'string' ? { model, id } : undefined);
  if (path === '/introspect/') return of('AccessToken', params['token']);
  if (path !== '/token/') return undefined;
  const { grant_type: grantType, code, refresh_token: refreshToken } = params;
  if (grantType === 'authorization_code') return of('AuthorizationCode', code);
  return grantType === 'refresh_token' ? of('RefreshToken', refreshToken) : undefined;
}

/**
 * The state behind the endpoints that clients call. The library asks for client, token, permission and account one by one,
 * and stores new tokens one by one; here each call of a client reads in one statement and writes in one, so that a code is
 * used and its tokens stored together or not at all.
 */
export class TokenCalls {
  readonly #calls = new WeakMap<KoaContextWithOIDC, Call>();

  constructor(private readonly deps: Deps) {}

  async findClient(clientId: string): Promise<RegisteredClient | undefined> {
    const { current, openidClientQueries } = this.deps;
    const known = this.#call();
    if (known?.clientId === clientId) return known.read.client;
    const context = current();
    const presented = context && !known ? presentedIn(context) : undefined;
    if (!context || !presented) return openidClientQueries.find(clientId);
    return (await this.#read(context, presented, clientId)).client;
  }

  async findAccount(id: MailboxId): Promise<MailboxAccount | undefined> {
    const read = this.#call()?.read;
    return read?.record?.payload['accountId'] === id
      ? read.account
      : this.deps.mailboxAccountQueries.find(id);
  }

  async find(model: string, id: string): Promise<StoredOpenidRecord | undefined> {
    const { current, openidRecords } = this.deps;
    const call = this.#call();
    if (call?.model === model && call.id === id) return call.read.record;
    if (model === 'Grant' && call?.read.record?.payload['grantId'] === id) return call.read.grant;
    const context = current();
    if (call || context?.path !== '/userinfo/' || model !== 'AccessToken')
      return openidRecords.find(model, id);
    return (await this.#read(context, { model, id })).record;
  }

  /** False where the source is gone, and nothing was stored. What is given for a code depends on the code. */
  async save(record: OpenidRecord, source?: RecordSource): Promise<boolean> {
    const call = this.#call();
    const { openidRecords } = this.deps;
    if (call?.usedAt) call.given.push(record);
    else if (source) return openidRecords.saveWhile(source, record);
    else await openidRecords.save(record);
    return true;
  }

  /** Uses the code or token that was presented, once `finish` finds that nobody else did. */
  use(model: string, id: string, at: Date): void {
    const call = this.#call();
    if (call?.model !== model || call.id !== id) throw new Error('only what was presented can be used');
    call.usedAt = at;
  }

  /**
   * Writes what a call led to. False where somebody else used the code or token a moment ago: one of the two stole it, and
   * all that came of it has ended (RFC 6749, section 4.1.2).
   */
  async finish(context: KoaContextWithOIDC): Promise<boolean> {
    const { openidRecords } = this.deps;
    const call = this.#calls.get(context);
    if (!call?.usedAt) return true;
    if (await openidRecords.consume(call.model, call.id, call.usedAt, call.given)) return true;
    const grantId = call.read.record?.payload['grantId'];
    if (typeof grantId === 'string') await openidRecords.revokeGrant(grantId);
    return false;
  }

  #call(): Call | undefined {
    const context = this.deps.current();
    return context && this.#calls.get(context);
  }

  async #read(
    context: KoaContextWithOIDC,
    { model, id }: Presented,
    clientId?: string,
  ): Promise<PresentedToken> {
    const read = await this.deps.openidTokenQueries.read(model, id, clientId);
    const presentedBy = clientId ?? read.record?.payload['clientId'];
    this.#calls.set(context, { model, id, clientId: presentedBy, read, given: [] });
    return read;
  }
}
