import { type DimailOptions as ServerOptions, startDimail } from '../../dev/dimail/start-dimail.ts';
import { REGIE_CREDENTIALS } from '../../dev/dimail/state/seed-accounts.ts';
import { DimailMailProvisioner } from '../../src/adapters/provisioning/dimail/dimail-mail-provisioner.ts';

type ClientOptions = ConstructorParameters<typeof DimailMailProvisioner>[0];

/** A dimail server with the domain evry.fr, and a client for it. */
export async function openDimail(client: Partial<ClientOptions> = {}, server: Partial<ServerOptions> = {}) {
  const dimail = await startDimail({ port: 0, ...server });
  dimail.control.outOfBand.addDomain('evry.fr');
  const provisioner = new DimailMailProvisioner({
    baseUrl: dimail.url,
    credentials: REGIE_CREDENTIALS,
    timeoutMs: 5000,
    maxConcurrentCalls: 4,
    clock: { now: () => new Date() },
    ...client,
  });
  const { control } = dimail;
  return {
    provisioner,
    control,
    url: dimail.url,
    /** The requests received so far, as `METHOD path outcome`. */
    seen: () => control.requests().map(({ method, path, outcome }) => `${method} ${path} ${outcome}`),
    tokenRequests: () => control.requests().filter(({ path }) => path === '/token/').length,
    close: async () => {
      await provisioner.close();
      await dimail.close();
    },
  };
}

export const jean = { domain: 'evry.fr', localPart: 'jean', firstName: 'Jean', lastName: 'Valjean' };
