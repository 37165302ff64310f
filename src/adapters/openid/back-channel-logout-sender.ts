import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { type Dispatcher, request } from 'undici';
import type { RegisteredClient } from '../../application/identity/client/openid-client-repository.ts';
import type {
  NoticeOutcome,
  SignOutNotice,
  SignOutNotifier,
} from '../../application/identity/provider/sign-out-notifier.ts';
import type { Clock } from '../../application/shared/system.ts';
import type { SigningKey } from './signing-key.ts';

type Options = {
  /** Undefined where there is no OpenID provider: nobody is told anything then. */
  readonly issuer: string | undefined;
  readonly keys: readonly SigningKey[];
  /** Opens connections, to allowed addresses only. */
  readonly dispatcher: Dispatcher;
  /** Time limit of one notice, in milliseconds. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** The reason why a call got no answer; `isForbidden`: asking again would fail again. */
  readonly failureOf: (error: unknown) => Readonly<{ reason: string; isForbidden: boolean }>;
};

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Back-Channel Logout 1.0, section 2.4 recommends two minutes at most. */
const LIFETIME_SECONDS = 120;

/** Sends logout tokens (OpenID Connect Back-Channel Logout 1.0), signed as the id tokens of each client are. */
export class BackChannelLogoutSender implements SignOutNotifier {
  constructor(private readonly options: Options) {}

  async notify(
    client: RegisteredClient & { readonly backchannelLogoutUri: string },
    notice: SignOutNotice,
  ): Promise<NoticeOutcome> {
    const token = await this.#logoutToken(client, notice);
    if (token === undefined) return { result: 'refused', reason: 'no_signing_key' };
    const { dispatcher, timeoutMs, failureOf } = this.options;
    try {
      const { statusCode, body } = await request(client.backchannelLogoutUri, {
        method: 'POST',
        dispatcher,
        signal: AbortSignal.timeout(timeoutMs),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ logout_token: token }).toString(),
      });
      await body.dump();
      return outcomeOf(statusCode);
    } catch (error) {
      const { reason, isForbidden } = failureOf(error);
      return { result: isForbidden ? 'refused' : 'unavailable', reason };
    }
  }

  close(): Promise<void> {
    return this.options.dispatcher.close();
  }

  async #logoutToken(
    client: RegisteredClient,
    { mailboxId, sid }: SignOutNotice,
  ): Promise<string | undefined> {
    const { issuer, keys, clock } = this.options;
    const { clientId, idTokenSignedResponseAlg: alg, secrets } = client;
    const signer = keys.find((key) => key.alg === alg);
    const key = alg === 'HS256' ? secrets.readable && Buffer.from(secrets.readable) : signer?.privateKey;
    if (issuer === undefined || !key) return undefined;
    const now = Math.floor(clock.now().getTime() / 1000);
    return new SignJWT({ events: { [EVENT]: {} }, ...(sid === null ? {} : { sid }) })
      .setProtectedHeader({ alg, typ: 'logout+jwt', ...(signer && { kid: signer.kid }) })
      .setIssuer(issuer)
      .setAudience(clientId)
      .setSubject(mailboxId)
      .setIssuedAt(now)
      .setExpirationTime(now + LIFETIME_SECONDS)
      .setJti(randomUUID())
      .sign(key);
  }
}

/** Section 2.8: 200 is right, 204 is tolerated; a client that is overloaded or broken is asked again. */
function outcomeOf(status: number): NoticeOutcome {
  if (status === 200 || status === 204) return { result: 'delivered' };
  const isPassing = status >= 500 || status === 408 || status === 429;
  return { result: isPassing ? 'unavailable' : 'refused', reason: `status ${status}` };
}
