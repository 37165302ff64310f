import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { z } from 'zod';
import type { KeyMaker } from './key-maker.ts';

const descriptors = z.array(z.object({ id: z.string() })).default([]);
const creationOptions = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  attestation: z.enum(['none', 'direct', 'indirect', 'enterprise']).default('none'),
  excludeCredentials: descriptors,
  authenticatorSelection: z.object({ residentKey: z.string(), userVerification: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number() })),
});
const requestOptions = z.object({
  challenge: z.string(),
  rpId: z.string(),
  allowCredentials: descriptors,
  userVerification: z.string(),
});

type Cbor = Parameters<typeof isoCBOR.encode>[0];

/** Flags of authenticator data (Web Authentication, section 6.1). */
const FLAG = { present: 1, verified: 4, backupEligible: 8, backedUp: 16, attested: 64 } as const;

const ES256 = -7;

type Credential = {
  readonly privateKey: KeyObject;
  readonly rpId: string;
  readonly userHandle: string;
  count: number;
};

type Options = Readonly<{
  /** The maker that attests its keys, where the page asks for that; without one it attests nothing. */
  maker?: KeyMaker;
  /** Whether its keys are copied to other devices. */
  isSynced?: boolean;
  /** Whether it counts signatures; synced ones do not. */
  counts?: boolean;
  /** Whether its owner unlocks it when asked. */
  verifiesUser?: boolean;
  /** The model, as 16 bytes (AAGUID); one of its own unless told. */
  model?: Buffer;
  /** Attests with the new key itself instead of a certificate, as some devices do. */
  attestsItself?: boolean;
}>;

/** The page that asks. */
type Page = Readonly<{
  origin: string;
  /** Whether it is shown inside a page of another site. */
  crossOrigin?: boolean;
}>;

/** What a browser or device that is not honest says in place of the truth. */
type Lies = Partial<
  Readonly<{
    challenge: string;
    origin: string;
    rpId: string;
    type: string;
    verified: boolean;
    userHandle: string | null;
  }>
>;

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
const base64url = (data: Uint8Array): string => Buffer.from(data).toString('base64url');

/**
 * A device with passkeys, and the browser in front of it (Web Authentication, Level 3): what scripts get from
 * `navigator.credentials`, as JSON. It refuses what browsers refuse, unless told to lie.
 */
export class SoftwareAuthenticator {
  readonly #options: Options;
  readonly #credentials: Map<string, Credential>;
  readonly #model: Buffer;

  constructor(options: Options = {}, credentials: ReadonlyMap<string, Credential> = new Map()) {
    this.#options = options;
    this.#model = options.model ?? randomBytes(16);
    this.#credentials = new Map([...credentials].map(([id, credential]) => [id, { ...credential }]));
  }

  /** The ids of its passkeys. */
  get credentialIds(): readonly string[] {
    return [...this.#credentials.keys()];
  }

  /** The same keys and counts once more, which from now on go their own way. */
  clone(): SoftwareAuthenticator {
    return new SoftwareAuthenticator({ ...this.#options, model: this.#model }, this.#credentials);
  }

  /** As `navigator.credentials.create`. @throws Error with the name that scripts see */
  create(asked: unknown, page: Page, lies: Lies = {}) {
    const options = creationOptions.parse(asked);
    const rpId = this.#rpIdFor(options.rp.id, page, lies);
    if (options.excludeCredentials.some(({ id }) => this.#credentials.has(id)))
      throw named('InvalidStateError', 'it has a passkey of that person');
    if (!options.pubKeyCredParams.some(({ alg }) => alg === ES256))
      throw named('NotSupportedError', 'it makes keys for ES256 only');
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const credentialId = base64url(randomBytes(32));
    const credential = { privateKey, rpId: options.rp.id, userHandle: options.user.id, count: 0 };
    this.#credentials.set(credentialId, credential);
    const data = Buffer.concat([
      this.#authenticatorData(rpId, credential, FLAG.attested, lies),
      this.#model,
      uint16(Buffer.from(credentialId, 'base64url').length),
      Buffer.from(credentialId, 'base64url'),
      coseKey(publicKey),
    ]);
    const clientDataJSON = clientData('webauthn.create', options.challenge, page, lies);
    const statement = this.#statement(
      Buffer.concat([data, sha256(clientDataJSON)]),
      privateKey,
      options.attestation,
    );
    return {
      id: credentialId,
      rawId: credentialId,
      type: 'public-key',
      authenticatorAttachment: 'cross-platform',
      clientExtensionResults: { credProps: { rk: true } },
      response: {
        clientDataJSON: base64url(clientDataJSON),
        attestationObject: base64url(
          isoCBOR.encode(new Map<string, Cbor>([...statement, ['authData', data]])),
        ),
        transports: this.#options.isSynced ? ['internal', 'hybrid'] : ['usb'],
      },
    };
  }

  /** As `navigator.credentials.get`. @throws Error with the name that scripts see */
  get(asked: unknown, page: Page, lies: Lies = {}) {
    const options = requestOptions.parse(asked);
    const rpId = this.#rpIdFor(options.rpId, page, lies);
    const allowed = options.allowCredentials.map(({ id }) => id);
    const [credentialId, credential] =
      [...this.#credentials].find(
        ([id, { rpId: of }]) => of === options.rpId && (allowed.length === 0 || allowed.includes(id)),
      ) ?? [];
    if (credentialId === undefined || !credential) throw named('NotAllowedError', 'it has no such passkey');
    if (this.#options.counts && !this.#options.isSynced) credential.count += 1;
    const data = this.#authenticatorData(rpId, credential, 0, lies);
    const clientDataJSON = clientData('webauthn.get', options.challenge, page, lies);
    const signature = sign('sha256', Buffer.concat([data, sha256(clientDataJSON)]), credential.privateKey);
    return {
      id: credentialId,
      rawId: credentialId,
      type: 'public-key',
      authenticatorAttachment: 'cross-platform',
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(clientDataJSON),
        authenticatorData: base64url(data),
        signature: base64url(signature),
        userHandle: lies.userHandle === undefined ? credential.userHandle : lies.userHandle,
      },
    };
  }

  /** Browsers let a page ask for its own host, and for domains above it. */
  #rpIdFor(rpId: string, { origin }: Page, lies: Lies): string {
    const { hostname } = new URL(origin);
    const isOfPage = hostname === rpId || hostname.endsWith(`.${rpId}`);
    if (!isOfPage && lies.origin === undefined && lies.rpId === undefined)
      throw named('SecurityError', `${hostname} is not below ${rpId}`);
    return lies.rpId ?? rpId;
  }

  #authenticatorData(rpId: string, { count }: Credential, flags: number, lies: Lies): Buffer {
    const { isSynced = false, verifiesUser = true } = this.#options;
    const verified = lies.verified ?? verifiesUser;
    const all =
      FLAG.present |
      flags |
      (verified ? FLAG.verified : 0) |
      (isSynced ? FLAG.backupEligible | FLAG.backedUp : 0);
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(count);
    return Buffer.concat([sha256(rpId), Buffer.of(all), counted]);
  }

  /** Format and statement of the attestation. */
  #statement(
    signed: Buffer,
    privateKey: KeyObject,
    conveyance: string,
  ): readonly (readonly [string, Cbor])[] {
    const { maker, attestsItself } = this.#options;
    if (conveyance === 'none' || (!maker && !attestsItself)) {
      return [
        ['fmt', 'none'],
        ['attStmt', new Map()],
      ];
    }
    const itself = new Map<string, Cbor>([
      ['alg', ES256],
      ['sig', new Uint8Array(sign('sha256', signed, privateKey))],
    ]);
    return [
      ['fmt', 'packed'],
      ['attStmt', maker ? maker.attest(signed, this.#model) : itself],
    ];
  }
}

function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

function uint16(number: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(number);
  return bytes;
}

/** An ES256 key (RFC 9053, section 2.1). */
function coseKey(publicKey: KeyObject): Uint8Array {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const coordinate = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  return isoCBOR.encode(
    new Map<number, Cbor>([
      [1, 2],
      [3, ES256],
      [-1, 1],
      [-2, coordinate(x)],
      [-3, coordinate(y)],
    ]),
  );
}

const clientData = (
  type: string,
  challenge: string,
  { origin, crossOrigin = false }: Page,
  lies: Lies,
): Buffer =>
  Buffer.from(
    JSON.stringify({
      type: lies.type ?? type,
      challenge: lies.challenge ?? challenge,
      origin: lies.origin ?? origin,
      crossOrigin,
    }),
  );
