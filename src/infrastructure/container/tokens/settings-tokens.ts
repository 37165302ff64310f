import type { ResourceServerSettings } from '../../../application/access/resource-server/recognize-caller.ts';
import type { PluginRegistry } from '../../../application/organization/plugins/plugin-registry.ts';
import type { SignInSettings } from '../../../application/people/sign-in/recognize-person.ts';
import type { MailSettings } from '../../../application/shared/settings/mail-settings.ts';
import type { ProvisioningWaits } from '../../../application/shared/settings/provisioning-waits.ts';
import type { WebhookSettings } from '../../../application/webhook/delivery/deliver-to-webhook.ts';
import type { SharedMailDomains } from '../../../domain/organization/shared-mail-domains.ts';
import type { FeatureFlags } from '../../../domain/people/me-abilities.ts';
import { token } from './typed-bind.ts';

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
