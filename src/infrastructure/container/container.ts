import 'reflect-metadata';
import { Container } from 'inversify';
import type { PluginRegistry } from '../../application/organization/plugins/plugin-registry.ts';
import type { JobHandlers } from '../../application/shared/jobs/job.ts';
import { access } from './access.ts';
import { aliases } from './aliases.ts';
import { audit } from './audit.ts';
import { factorAdministration } from './identity/factor-administration.ts';
import { mailboxEnrolment } from './identity/mailbox-enrolment.ts';
import { mailboxPasswords } from './identity/mailbox-passwords.ts';
import { mailboxSignIn } from './identity/mailbox-sign-in.ts';
import { openidClients } from './identity/openid-clients.ts';
import { secondFactors } from './identity/second-factors.ts';
import { information } from './information.ts';
import type { Adapters } from './inputs/adapters.ts';
import { type Area, GIVEN, type Given, type Offer } from './inputs/area.ts';
import type { UseCaseSettings } from './inputs/use-case-settings.ts';
import { invitations } from './invitations.ts';
import { live } from './live.ts';
import { mailDomains } from './mail-domains.ts';
import { mailboxes } from './mailboxes.ts';
import { notifications } from './notifications.ts';
import { organizations } from './organizations.ts';
import { overview } from './overview.ts';
import { people } from './people.ts';
import { provisioning } from './provisioning.ts';
import { teams } from './teams.ts';
import { webhooks } from './webhooks.ts';

const AREAS = [
  access,
  aliases,
  audit,
  factorAdministration,
  information,
  invitations,
  live,
  mailDomains,
  mailboxEnrolment,
  mailboxPasswords,
  mailboxes,
  mailboxSignIn,
  notifications,
  openidClients,
  organizations,
  overview,
  people,
  provisioning,
  secondFactors,
  teams,
  webhooks,
];

type Inputs = {
  readonly adapters: Adapters;
  readonly plugins: PluginRegistry;
  readonly settings: UseCaseSettings;
};

/** Every use case and every job handler. The graph is the same everywhere; only the inputs differ. */
export function makeUseCases({ adapters, plugins, settings }: Inputs) {
  const container = new Container();
  container.bind<Given>(GIVEN).toConstantValue({ ...adapters, ...settings, plugins });
  container.load(...AREAS.map(({ module }) => module));
  const offerOf = <T extends Offer>({ offer }: Area<T>): T => container.get<T>(offer);

  const jobHandlers: JobHandlers = {
    ...offerOf(aliases).jobs,
    ...offerOf(factorAdministration).jobs,
    ...offerOf(mailboxPasswords).jobs,
    ...offerOf(mailboxes).jobs,
    ...offerOf(mailboxSignIn).jobs,
    ...offerOf(notifications).jobs,
    ...offerOf(organizations).jobs,
    ...offerOf(people).jobs,
    ...offerOf(provisioning).jobs,
    ...offerOf(webhooks).jobs,
  };
  return {
    ...offerOf(access).useCases,
    ...offerOf(aliases).useCases,
    ...offerOf(audit).useCases,
    ...offerOf(factorAdministration).useCases,
    ...offerOf(information).useCases,
    ...offerOf(invitations).useCases,
    ...offerOf(live).useCases,
    ...offerOf(mailDomains).useCases,
    ...offerOf(mailboxEnrolment).useCases,
    ...offerOf(mailboxPasswords).useCases,
    ...offerOf(mailboxes).useCases,
    ...offerOf(mailboxSignIn).useCases,
    ...offerOf(notifications).useCases,
    ...offerOf(openidClients).useCases,
    ...offerOf(organizations).useCases,
    ...offerOf(overview).useCases,
    ...offerOf(people).useCases,
    ...offerOf(provisioning).useCases,
    ...offerOf(secondFactors).useCases,
    ...offerOf(teams).useCases,
    ...offerOf(webhooks).useCases,
    jobHandlers,
  };
}

export type UseCases = ReturnType<typeof makeUseCases>;
