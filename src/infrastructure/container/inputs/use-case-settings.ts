import type { ResourceServerSettings } from '../../../application/access/resource-server/authenticate-caller.ts';
import type { OwnMailboxPages } from '../../../application/identity/account/read-own-mailbox.ts';
import type { SecondFactorSettings } from '../../../application/identity/enrolment-link/second-factor-settings.ts';
import type { FactorSettings } from '../../../application/identity/factor/factor-settings.ts';
import type { PasswordSettings } from '../../../application/identity/password/password-settings.ts';
import type { SyntheticCheck } from '../../../application/mailbox/synthetic/synthetic-check.ts';
import type { SignInSettings } from '../../../application/people/sign-in/authenticate-user.ts';
import type { MailSettings } from '../../../application/shared/settings/mail-settings.ts';
import type { ProvisioningWaits } from '../../../application/shared/settings/provisioning-waits.ts';
import type { WebhookSettings } from '../../../application/webhook/delivery/deliver-to-webhook.ts';
import type { ClientAddressPolicy } from '../../../domain/identity/client-address.ts';
import type { FeatureFlags } from '../../../domain/people/me-abilities.ts';
import type { InviteAcrossOrganizations } from '../../../domain/people/reached-at-once.ts';
import type { SignInLevels } from '../../../domain/people/sign-in-level.ts';

/** The parts of the configuration that use cases need. */
export type UseCaseSettings = Readonly<{
  /** The scopes that API keys may have. */
  accountServiceScopes: readonly string[];
  bearerClientIds: readonly string[];
  /** Within how many milliseconds the provisioner carries out a call whose answer we stopped waiting for, if it does. */
  carriedOutWithinMs: number;
  checkIntervalSeconds: number;
  clientAddressPolicy: ClientAddressPolicy;
  /** Most contacts of one person. */
  contactsPerOwnerMax: number;
  factorSettings: FactorSettings;
  featureFlags: FeatureFlags;
  inviteAcrossOrganizations: InviteAcrossOrganizations;
  /** How long the content of an unsent mail is kept. */
  mailKeptForSeconds: number;
  /** Days after which a mail that has ended is forgotten. */
  mailLogRetentionDays: number;
  mailSettings: MailSettings;
  passwordSettings: PasswordSettings;
  secondFactorSettings: SecondFactorSettings;
  /** Null where owners of mailboxes have no identity here. */
  ownMailboxPages: OwnMailboxPages | null;
  /** Our client ids and our address: no service calls under these names. */
  ownNames: readonly string[];
  resourceServerSettings: ResourceServerSettings | undefined;
  signInSettings: SignInSettings;
  signInLevels: SignInLevels;
  /** Undefined where the mail service is not tried. */
  syntheticCheck: SyntheticCheck | undefined;
  /** Most teams that one person owns. */
  teamsPerOwnerMax: number;
  /** Most mail domains that wait for right DNS, of the people of one organization together. */
  pendingMailDomainsMax: number;
  /** Days without right DNS after which a mail domain ends; 0: never. */
  mailDomainsEndAfterDays: number;
  waits: ProvisioningWaits;
  webhookSettings: WebhookSettings;
}>;
