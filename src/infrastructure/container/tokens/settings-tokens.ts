import type { SignInSettings } from '../../../application/identity/recognize-person.ts';
import type { MailSettings } from '../../../application/mail/check-mail-domain.ts';
import type { ProvisioningWaits } from '../../../application/mail/create-mail-domain.ts';
import type { PluginRegistry } from '../../../application/ports/plugin-registry.ts';
import type { ResourceServerSettings } from '../../../application/resource-server/recognize-caller.ts';
import type { WebhookSettings } from '../../../application/webhook/deliver-to-webhook.ts';
import type { SharedMailDomains } from '../../../domain/organization/shared-mail-domains.ts';
import type { FeatureFlags } from '../../../domain/user/me-abilities.ts';
import { token } from '../typed-bind.ts';

/** What use cases need to know of the configuration. */
export const SETTINGS_TOKENS = {
  plugins: token<PluginRegistry>('PluginRegistry'),
  signInSettings: token<SignInSettings>('SignInSettings'),
  mailSettings: token<MailSettings>('MailSettings'),
  webhookSettings: token<WebhookSettings>('WebhookSettings'),
  featureFlags: token<FeatureFlags>('FeatureFlags'),
  waits: token<ProvisioningWaits>('ProvisioningWaits'),
  contactsPerOwnerMax: token<number>('ContactsPerOwnerMax'),
  teamsPerOwnerMax: token<number>('TeamsPerOwnerMax'),
  checkIntervalSeconds: token<number>('CheckIntervalSeconds'),
  mailKeptForSeconds: token<number>('MailKeptForSeconds'),
  bearerClientIds: token<readonly string[]>('BearerClientIds'),
  ownNames: token<readonly string[]>('OwnNames'),
  resourceServerSettings: token<ResourceServerSettings | undefined>('ResourceServerSettings'),
  sharedMailDomains: token<SharedMailDomains>('SharedMailDomains'),
  registrationIdPattern: token<RegExp | null>('RegistrationIdPattern'),
  accountServiceScopes: token<readonly string[]>('AccountServiceScopes'),
};
