import type { ResourceServerSettings } from '../../application/access/resource-server/authenticate-caller.ts';
import type { SignInSettings } from '../../application/people/sign-in/authenticate-user.ts';
import type { MailSettings } from '../../application/shared/settings/mail-settings.ts';
import type { ProvisioningWaits } from '../../application/shared/settings/provisioning-waits.ts';
import type { WebhookSettings } from '../../application/webhook/delivery/deliver-to-webhook.ts';
import type { FeatureFlags } from '../../domain/people/me-abilities.ts';

/** What use cases need to know of the configuration. */
export type UseCaseSettings = Readonly<{
  /** What API keys may be good for. */
  accountServiceScopes: readonly string[];
  bearerClientIds: readonly string[];
  checkIntervalSeconds: number;
  /** Most contacts one person has. */
  contactsPerOwnerMax: number;
  featureFlags: FeatureFlags;
  /** How long the content of a mail is kept that ended unsent. */
  mailKeptForSeconds: number;
  mailSettings: MailSettings;
  /** Our client ids and our address: no service calls under one of them. */
  ownNames: readonly string[];
  resourceServerSettings: ResourceServerSettings | undefined;
  signInSettings: SignInSettings;
  /** Most teams one person owns. */
  teamsPerOwnerMax: number;
  waits: ProvisioningWaits;
  webhookSettings: WebhookSettings;
}>;
