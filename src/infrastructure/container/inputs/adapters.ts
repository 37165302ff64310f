import type { TokenIntrospector } from '../../../application/access/resource-server/token-introspector.ts';
import type { OneTimeCodes } from '../../../application/identity/factor/code/one-time-codes.ts';
import type { PasskeyVerifier } from '../../../application/identity/factor/passkey/passkey-verifier.ts';
import type { PasswordStrength } from '../../../application/identity/password/password-strength.ts';
import type { SignOutNotifier } from '../../../application/identity/provider/sign-out-notifier.ts';
import type { KnownBrowsers } from '../../../application/identity/sign-in/known-browsers.ts';
import type { SyntheticCheckReport } from '../../../application/mailbox/synthetic/synthetic-check.ts';
import type { Mailer } from '../../../application/notification/mailer.ts';
import type { MetadataSchema } from '../../../application/organization/metadata-schema.ts';
import type { OrganizationDirectory } from '../../../application/organization/plugins/organization-directory.ts';
import type { IdentityProvider } from '../../../application/people/sign-in/identity-provider.ts';
import type { MailProvisioner } from '../../../application/provisioning/mail-provisioner.ts';
import type { Logger } from '../../../application/shared/logger.ts';
import type { OutsideGate } from '../../../application/shared/outside-gate.ts';
import type { PasswordHasher } from '../../../application/shared/password-hasher.ts';
import type {
  Clock,
  IdGenerator,
  Pause,
  Randomness,
  SecretGenerator,
  TextDigest,
  TimezoneCatalogue,
} from '../../../application/shared/system.ts';
import type { Storage } from '../../../application/storage.ts';
import type { WebhookSender } from '../../../application/webhook/delivery/webhook-sender.ts';

/** Everything that differs between production, a test and a custom installation: one member per port. */
export type Adapters = Storage &
  Readonly<{
    clock: Clock;
    digest: TextDigest;
    identityProvider: IdentityProvider;
    ids: IdGenerator;
    knownBrowsers: KnownBrowsers;
    logger: Logger;
    mailer: Mailer;
    mailProvisioner: MailProvisioner;
    metadataSchema: MetadataSchema;
    oneTimeCodes: OneTimeCodes;
    organizationDirectory: OrganizationDirectory;
    outsideGate: OutsideGate;
    passkeyVerifier: PasskeyVerifier;
    passwordHasher: PasswordHasher;
    pause: Pause;
    passwordStrength: PasswordStrength;
    randomness: Randomness;
    secrets: SecretGenerator;
    signOutNotifier: SignOutNotifier;
    syntheticCheckReport: SyntheticCheckReport;
    timezones: TimezoneCatalogue;
    tokenIntrospector: TokenIntrospector;
    webhookSender: WebhookSender;
  }>;
