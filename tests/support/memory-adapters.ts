import { AjvMetadataSchema } from '../../src/adapters/json-schema/ajv-metadata-schema.ts';
import { SignedKnownBrowsers } from '../../src/adapters/known-browsers/signed-known-browsers.ts';
import { MemoryTokenIntrospector } from '../../src/adapters/memory/access/memory-token-introspector.ts';
import { MemorySignOutNotifier } from '../../src/adapters/memory/identity/memory-sign-out-notifier.ts';
import { MemoryMailer } from '../../src/adapters/memory/notification/memory-mailer.ts';
import { MemoryOrganizationDirectory } from '../../src/adapters/memory/organization/memory-organization-directory.ts';
import { MemoryIdentityProvider } from '../../src/adapters/memory/people/memory-identity-provider.ts';
import { MemoryMailProvisioner } from '../../src/adapters/memory/provisioning/memory-mail-provisioner.ts';
import { MemoryWebhookSender } from '../../src/adapters/memory/webhook/memory-webhook-sender.ts';
import { OtpauthOneTimeCodes } from '../../src/adapters/otpauth/otpauth-one-time-codes.ts';
import { ianaTimezones } from '../../src/adapters/system/iana-timezones.ts';
import { textDigest } from '../../src/adapters/system/system.ts';
import { SimplewebauthnPasskeyVerifier } from '../../src/adapters/webauthn/simplewebauthn-passkey-verifier.ts';
import { ZxcvbnPasswordStrength } from '../../src/adapters/zxcvbn/zxcvbn-password-strength.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { countingIds } from './counting-ids.ts';
import { digestPasswordHasher } from './digest-password-hasher.ts';
import type { ManualClock } from './manual-clock.ts';

/** One for all worlds of a process: it keeps nothing of anybody, and its dictionaries take long to load. */
const passwordStrength = new ZxcvbnPasswordStrength();

/**
 * The adapters of a test world besides its storage. `callbackBase`: the address to which the provider sends people back.
 */
export const memoryAdapters = (
  clock: ManualClock,
  callbackBase: string,
  attestationRoots: readonly string[] = [],
) => ({
  clock,
  digest: textDigest,
  identityProvider: new MemoryIdentityProvider({
    redirectUri: `${callbackBase}/callback/`,
    postLogoutRedirectUri: `${callbackBase}/logout-callback/`,
  }),
  ids: countingIds(),
  knownBrowsers: new SignedKnownBrowsers('a secret key that only tests use'),
  logger: new RecordingLogger(),
  mailer: new MemoryMailer(),
  mailProvisioner: new MemoryMailProvisioner({ clock }),
  metadataSchema: new AjvMetadataSchema('fr/organization_metadata.json'),
  oneTimeCodes: new OtpauthOneTimeCodes(),
  organizationDirectory: new MemoryOrganizationDirectory(),
  /** Closed as in quarantine, where a test sets it so. */
  outsideGate: { isClosed: false },
  passkeyVerifier: new SimplewebauthnPasskeyVerifier({
    rpId: new URL(callbackBase).hostname,
    origin: new URL(callbackBase).origin,
    attestationRoots,
    clock,
  }),
  passwordHasher: digestPasswordHasher,
  pause: { until: async () => undefined },
  passwordStrength,
  signOutNotifier: new MemorySignOutNotifier(),
  syntheticCheckReport: { report: () => undefined },
  timezones: ianaTimezones,
  tokenIntrospector: new MemoryTokenIntrospector({ clock }),
  webhookSender: new MemoryWebhookSender(),
});
