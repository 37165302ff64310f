import type { ProvisioningCompanion } from '../../src/infrastructure/provisioning-systems.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Ports of the development programs, those of the reference's setup; each can be moved by its variable. */
export const developmentPorts = (
  environment: Variables,
  provisioning: ProvisioningCompanion | undefined,
) => ({
  application: port(environment, 'PORT', 8071),
  openidProvider: port(environment, 'OPENID_PROVIDER_PORT', 8083),
  mailProvisioner: provisioning ? port(environment, provisioning.port.variable, provisioning.port.usual) : 0,
  mailCatcherSmtp: port(environment, 'MAIL_CATCHER_SMTP_PORT', 1025),
  mailCatcherHttp: port(environment, 'MAIL_CATCHER_HTTP_PORT', 1080),
  siretApi: port(environment, 'SIRET_API_PORT', 8085),
  /** 0: the usual one, or any where that is taken. */
  startPage: environment['START_PAGE_PORT'] ? port(environment, 'START_PAGE_PORT', 0) : 0,
  /** 0, any free one: only this launcher and the application use it. */
  postgres: environment['POSTGRES_PORT'] ? port(environment, 'POSTGRES_PORT', 0) : 0,
});

export type DevelopmentPorts = ReturnType<typeof developmentPorts>;

function port(environment: Variables, variable: string, usual: number): number {
  const value = Number(environment[variable] || usual);
  if (Number.isInteger(value) && value >= 1 && value <= 65_535) return value;
  throw new Error(`${variable} must be a port number, from 1 to 65535`);
}
