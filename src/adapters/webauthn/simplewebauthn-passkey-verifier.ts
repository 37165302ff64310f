import { X509Certificate } from 'node:crypto';
import type * as Library from '@simplewebauthn/server';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type * as Helpers from '@simplewebauthn/server/helpers';
import type {
  NewPasskey,
  PasskeyCeremony,
  PasskeyUser,
  PasskeyVerifier,
  PresentedPasskey,
} from '../../application/identity/factor/passkey/passkey-verifier.ts';
import type { Clock } from '../../application/shared/system.ts';
import type { Passkey } from '../../domain/identity/authenticator.ts';
import { leadsToRoot } from './leads-to-root.ts';
import { clientDataOf, knownTransports, readEnrolment, readProof } from './passkey-responses.ts';

type Options = Readonly<{
  rpId: string;
  /** The origin of our pages. */
  origin: string;
  /** Certificates in PEM of makers whose attestation is taken. */
  attestationRoots: readonly string[];
  clock: Clock;
}>;

type KnownKey = Pick<Passkey, 'credentialId' | 'transports'>;
type Statement = ReturnType<typeof Helpers.decodeAttestationObject>;

const CEREMONY_MS = 5 * 60_000;
/** EdDSA, ES256, RS256: what devices have. */
const ALGORITHMS = [-8, -7, -257];
/** Statements with a certificate of the maker: of security keys, and of the chips of computers. */
const ATTESTING_FORMATS: readonly string[] = ['packed', 'tpm'];

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/**
 * Passkeys by `@simplewebauthn/server`, which is loaded when the first is asked for. The library verifies statements of
 * makers; whose certificates we trust is decided here, as it would fetch lists of revoked ones inside the request.
 */
export class SimplewebauthnPasskeyVerifier implements PasskeyVerifier {
  readonly rpId: string;
  readonly #origin: string;
  readonly #roots: readonly X509Certificate[];
  readonly #clock: Clock;
  #loaded: Promise<Readonly<{ library: typeof Library; helpers: typeof Helpers }>> | undefined;

  constructor({ rpId, origin, attestationRoots, clock }: Options) {
    this.rpId = rpId;
    this.#origin = origin;
    this.#roots = attestationRoots.map((pem) => new X509Certificate(pem));
    this.#clock = clock;
  }

  async beginEnrolment(
    { handle, name, displayName }: PasskeyUser,
    known: readonly KnownKey[],
    serviceName: string,
  ): Promise<PasskeyCeremony> {
    const { library } = await this.#load();
    const options = await library.generateRegistrationOptions({
      rpName: serviceName,
      rpID: this.rpId,
      userID: new Uint8Array(Buffer.from(handle)),
      userName: name,
      userDisplayName: displayName,
      timeout: CEREMONY_MS,
      attestationType: this.#roots.length > 0 ? 'direct' : 'none',
      excludeCredentials: known.map(descriptor),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: ALGORITHMS,
    });
    return { challenge: options.challenge, options };
  }

  async beginProof(allowed: readonly KnownKey[]): Promise<PasskeyCeremony> {
    const { library } = await this.#load();
    const options = await library.generateAuthenticationOptions({
      rpID: this.rpId,
      timeout: CEREMONY_MS,
      userVerification: 'required',
      ...(allowed.length > 0 ? { allowCredentials: allowed.map(descriptor) } : {}),
    });
    return { challenge: options.challenge, options };
  }

  read(response: unknown): PresentedPasskey | undefined {
    const proof = readProof(response);
    const read = proof ?? readEnrolment(response);
    const client = read && clientDataOf(read.response.clientDataJSON);
    if (!read || !client) return undefined;
    const handle = proof?.response.userHandle;
    return {
      challenge: client.challenge,
      credentialId: read.id,
      userHandle: handle === undefined ? null : Buffer.from(handle, 'base64url').toString('utf8'),
    };
  }

  async verifyEnrolment(response: unknown, challenge: string): Promise<NewPasskey | undefined> {
    const read = readEnrolment(response);
    if (!read) return undefined;
    const { helpers } = await this.#load();
    const statement = await orUndefined(async () =>
      helpers.decodeAttestationObject(bytesOf(read.response.attestationObject)),
    );
    if (!statement) return undefined;
    // What no maker that we know says of a key is not looked at: it would keep keys out that are as good as those without.
    const bare = { fmt: 'none', attStmt: new Map(), authData: statement.get('authData') };
    const attestationObject = base64url(helpers.isoCBOR.encode(new Map(Object.entries(bare))));
    const unattested = { ...read, response: { ...read.response, attestationObject } };
    const info = await this.#registration(unattested, challenge);
    if (!info) return undefined;
    const isSingleDevice = info.credentialDeviceType === 'singleDevice';
    return {
      credentialId: info.credential.id,
      publicKey: base64url(info.credential.publicKey),
      signCount: info.credential.counter,
      transports: info.credential.transports ?? [],
      isBackedUp: info.credentialBackedUp,
      isHardware: isSingleDevice && (await this.#isAttested(read, challenge, statement)),
      aaguid: info.aaguid,
      rpId: this.rpId,
    };
  }

  async verifyProof(
    response: unknown,
    challenge: string,
    { credentialId, publicKey }: Pick<Passkey, 'credentialId' | 'publicKey'>,
  ): Promise<Pick<Passkey, 'signCount' | 'isBackedUp'> | undefined> {
    const read = readProof(response);
    if (read?.id !== credentialId) return undefined;
    const { library } = await this.#load();
    const answer = await orUndefined(() =>
      library.verifyAuthenticationResponse({
        response: read,
        expectedChallenge: challenge,
        expectedOrigin: this.#origin,
        expectedRPID: this.rpId,
        requireUserVerification: true,
        // The count is compared where it is locked.
        credential: { id: credentialId, publicKey: bytesOf(publicKey), counter: 0 },
      }),
    );
    if (!answer?.verified) return undefined;
    const { newCounter, credentialBackedUp } = answer.authenticationInfo;
    return { signCount: newCounter, isBackedUp: credentialBackedUp };
  }

  /** Whether a maker that we trust says that the key cannot leave its device. */
  async #isAttested(
    response: RegistrationResponseJSON,
    challenge: string,
    statement: Statement,
  ): Promise<boolean> {
    const chain = statement.get('attStmt').get('x5c');
    if (!chain || !ATTESTING_FORMATS.includes(statement.get('fmt'))) return false;
    const isTrusted = await orUndefined(async () =>
      leadsToRoot(
        chain.map((bytes) => new X509Certificate(bytes)),
        this.#roots,
        this.#clock.now(),
      ),
    );
    return isTrusted === true && (await this.#registration(response, challenge)) !== undefined;
  }

  async #registration(response: RegistrationResponseJSON, challenge: string) {
    const { library } = await this.#load();
    const answer = await orUndefined(() =>
      library.verifyRegistrationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: this.#origin,
        expectedRPID: this.rpId,
        requireUserVerification: true,
        supportedAlgorithmIDs: ALGORITHMS,
      }),
    );
    return answer?.verified ? answer.registrationInfo : undefined;
  }

  #load() {
    this.#loaded ??= Promise.all([
      import('@simplewebauthn/server'),
      import('@simplewebauthn/server/helpers'),
    ]).then(([library, helpers]) => ({ library, helpers }));
    return this.#loaded;
  }
}

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));

const descriptor = ({ credentialId, transports }: KnownKey) => ({
  id: credentialId,
  transports: knownTransports(transports),
});

/** The library throws, with a class of its own or without, for whatever is wrong with a response. */
async function orUndefined<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify();
  } catch {
    return undefined;
  }
}
