import 'reflect-metadata';
import { Container } from 'inversify';
import type { ResourceServerSettings } from '../../application/access/resource-server/recognize-caller.ts';
import type { PluginRegistry } from '../../application/organization/plugins/plugin-registry.ts';
import type { SignInSettings } from '../../application/people/sign-in/recognize-person.ts';
import type { JobHandlers, JobName } from '../../application/shared/jobs/job.ts';
import type { MailSettings } from '../../application/shared/settings/mail-settings.ts';
import type { ProvisioningWaits } from '../../application/shared/settings/provisioning-waits.ts';
import type { WebhookSettings } from '../../application/webhook/delivery/deliver-to-webhook.ts';
import type { FeatureFlags } from '../../domain/people/me-abilities.ts';
import type { Adapters } from './adapters.ts';
import { MODULES } from './modules.ts';
import { bindValue, type Resolved, resolve } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, JOB_TOKENS, TOKENS } from './tokens.ts';

/** What use cases need to know of the configuration. */
export type UseCaseSettings = Readonly<{
  webhookSettings: WebhookSettings;
  signInSettings: SignInSettings;
  mailSettings: MailSettings;
  featureFlags: FeatureFlags;
  waits: ProvisioningWaits;
  checkIntervalSeconds: number;
  /** How long the content of a mail is kept that ended unsent. */
  mailKeptForSeconds: number;
  /** Most contacts one person has, and most teams one person owns. */
  contactsPerOwnerMax: number;
  teamsPerOwnerMax: number;
  bearerClientIds: readonly string[];
  /** What API keys may be good for. */
  accountServiceScopes: readonly string[];
  resourceServer: ResourceServerSettings | undefined;
  /** Our client ids and our address: no service calls under one of them. */
  ownNames: readonly string[];
}>;

type Inputs = {
  readonly adapters: Adapters;
  readonly plugins: PluginRegistry;
  readonly settings: UseCaseSettings;
};

const bindAdapter = <Name extends keyof Adapters>(
  container: Container,
  adapters: Adapters,
  name: Name,
): void => bindValue(container, ADAPTER_TOKENS[name], adapters[name] as never);

/** Every use case and every job handler. The graph is the same everywhere; only the inputs differ. */
export function makeUseCases({ adapters, plugins, settings }: Inputs) {
  const container = new Container();
  for (const name of Object.keys(ADAPTER_TOKENS) as (keyof Adapters)[])
    bindAdapter(container, adapters, name);
  bindValue(container, TOKENS.plugins, plugins);
  bindValue(container, TOKENS.signInSettings, settings.signInSettings);
  bindValue(container, TOKENS.registrationIdPattern, settings.signInSettings.claims.registrationIdPattern);
  bindValue(container, TOKENS.sharedMailDomains, settings.signInSettings.sharedMailDomains);
  bindValue(container, TOKENS.mailSettings, settings.mailSettings);
  bindValue(container, TOKENS.featureFlags, settings.featureFlags);
  bindValue(container, TOKENS.waits, settings.waits);
  bindValue(container, TOKENS.checkIntervalSeconds, settings.checkIntervalSeconds);
  bindValue(container, TOKENS.mailKeptForSeconds, settings.mailKeptForSeconds);
  bindValue(container, TOKENS.contactsPerOwnerMax, settings.contactsPerOwnerMax);
  bindValue(container, TOKENS.teamsPerOwnerMax, settings.teamsPerOwnerMax);
  bindValue(container, TOKENS.bearerClientIds, settings.bearerClientIds);
  bindValue(container, TOKENS.accountServiceScopes, settings.accountServiceScopes);
  bindValue(container, TOKENS.resourceServerSettings, settings.resourceServer);
  bindValue(container, TOKENS.ownNames, settings.ownNames);
  bindValue(container, TOKENS.webhookSettings, settings.webhookSettings);

  container.load(...MODULES);

  const jobHandlers = Object.fromEntries(
    (Object.keys(JOB_TOKENS) as JobName[]).map((name) => [
      name,
      resolve(container, JOB_TOKENS[name] as never),
    ]),
  ) as unknown as JobHandlers;
  const useCases = Object.fromEntries(
    Object.entries(TOKENS).map(([name, token]) => [name, resolve<unknown>(container, token)]),
  ) as { readonly [Name in keyof typeof TOKENS]: Resolved<(typeof TOKENS)[Name]> };
  return { ...useCases, jobHandlers };
}

export type UseCases = ReturnType<typeof makeUseCases>;
