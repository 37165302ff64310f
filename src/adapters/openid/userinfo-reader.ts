import type { JWTPayload } from 'jose';
import { fetchProtectedResource } from 'openid-client';
import { z } from 'zod';
import type { IdentityClaims } from '../../application/people/sign-in/identity-provider.ts';
import { CLOCK_TOLERANCE_SECONDS } from '../../domain/access/clock-tolerance.ts';
import { AnswerDecryptor } from '../oauth/answer-decryptor.ts';
import type { PublishedKeys } from '../oauth/published-keys.ts';
import type { OpenidOptions } from './openid-options.ts';
import type { ConnectedProvider } from './provider-connection.ts';
import { refused, unexpected } from './provider-errors.ts';

const claimsOfSomebody = z.looseObject({ sub: z.string().min(1) });
const SIGNED_PARTS = 3;
const ENCRYPTED_PARTS = 5;
/** An encrypted answer holds a signed one, or the claims themselves. */
const ENCRYPTED_TYPES = [undefined, 'jwt', 'json', 'application/jwt', 'application/json'];

type Options = Pick<
  OpenidOptions,
  'issuer' | 'clientId' | 'userinfoSigningAlgorithms' | 'userinfoDecryption' | 'clock'
>;

/**
 * Asks who the bearer of an access token is (OpenID Connect Core 1.0, section 5.3). The answer is JSON, a signed JWT that is
 * verified, or either of them encrypted to us.
 */
export class UserinfoReader {
  readonly #options: Options;
  readonly #keys: PublishedKeys;
  readonly #decryptor: AnswerDecryptor | undefined;

  constructor(options: Options, keys: PublishedKeys) {
    this.#options = options;
    this.#keys = keys;
    this.#decryptor =
      options.userinfoDecryption && new AnswerDecryptor(options.userinfoDecryption, ENCRYPTED_TYPES);
  }

  /**
   * The claims about the person of the id token, `sub`.
   *
   * @throws DomainError of the `IdentityProvider` port, or what `openid-client` and `jose` throw
   */
  async read(provider: ConnectedProvider, accessToken: string, sub: string): Promise<IdentityClaims> {
    const response = await fetchProtectedResource(
      provider.configuration,
      accessToken,
      provider.userinfoEndpoint,
      'GET',
      undefined,
      new Headers({ accept: 'application/json, application/jwt' }),
    );
    if (response.status !== 200) throw unexpected(`userinfo answered ${response.status}`);
    const claims = claimsOfSomebody.safeParse(await this.#readClaims(response));
    if (!claims.success) throw unexpected('userinfo without "sub"');
    if (claims.data.sub !== sub) throw refused('userinfo is about somebody else than the id token');
    return claims.data;
  }

  async #readClaims(response: Response): Promise<unknown> {
    const mediaType = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
    const text = await response.text();
    if (mediaType === 'application/json') return parseJson(text);
    if (mediaType !== 'application/jwt') throw unexpected('userinfo is neither JSON nor a JWT');
    if (partsOf(text) !== ENCRYPTED_PARTS) return this.#verify(text);
    if (!this.#decryptor) throw unexpected('userinfo is encrypted, and we have no key');
    const content = await this.#decryptor.open(text.trim());
    return partsOf(content) === SIGNED_PARTS && !content.startsWith('{')
      ? this.#verify(content)
      : parseJson(content);
  }

  async #verify(jws: string): Promise<unknown> {
    const { userinfoSigningAlgorithms, clock } = this.#options;
    const options = {
      algorithms: [...userinfoSigningAlgorithms],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: clock.now(),
    };
    const { payload } = await this.#keys.verify(jws.trim(), options, 'wait');
    this.#checkAddressees(payload);
    return payload;
  }

  #checkAddressees({ iss, aud }: JWTPayload): void {
    const { issuer, clientId } = this.#options;
    if (iss !== undefined && iss !== issuer) throw refused('userinfo: unexpected "iss"');
    if (aud !== undefined && ![aud].flat().includes(clientId)) throw refused('userinfo: unexpected "aud"');
  }
}

const partsOf = (compact: string): number => compact.split('.', ENCRYPTED_PARTS + 1).length;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unexpected('userinfo is not JSON');
  }
}
