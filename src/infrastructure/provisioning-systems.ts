import type { z } from 'zod';
import { DimailMailProvisioner } from '../adapters/provisioning/dimail/dimail-mail-provisioner.ts';
import type { MailProvisioner } from '../application/provisioning/mail-provisioner.ts';
import type { Clock } from '../application/shared/system.ts';
import type { Storage } from '../application/storage.ts';
import { basicCredentials } from './config/values/basic-credentials.ts';
import { count, number, requiredBaseUrl } from './config/values/variable.ts';

/** A configured system: how long a call may take, its risky settings, and how to open it. */
export type MailProvisioning = Readonly<{
  timeoutSeconds: number;
  risks: readonly string[];
  /** Where it is. */
  address: string;
  /** Connects when it is needed. */
  open(given: { readonly sharedSlots: Storage['sharedSlots']; readonly clock: Clock }): Readonly<{
    mailProvisioner: MailProvisioner;
    /** Whether it answers and takes our credentials. @throws DomainError as the port's methods do */
    examine(): Promise<{ readonly version: string | undefined }>;
    close(): Promise<void>;
  }>;
}>;

/**
 * The program under `dev/` that replaces a system on a developer's machine. `COMPANION_DATA_FILE` is the file for data
 * that outlive a restart.
 */
export type ProvisioningCompanion = Readonly<{
  folder: string;
  port: Readonly<{ variable: string; usual: number }>;
  /** A path that answers once the program is ready, and shows something useful. */
  page: string;
  /** Variables that give the system from outside: if one is set, no companion is started. */
  givenBy: readonly string[];
  /** The variables by which the application finds it. */
  applicationEnv(url: string): Readonly<Record<string, string>>;
}>;

type Values<Variables extends z.ZodRawShape> = z.output<z.ZodObject<Variables>>;

/** `variables` are read only where the system is chosen; names begin with `MAIL_PROVISIONING_`. */
type ProvisioningSystem<Variables extends z.ZodRawShape> = Readonly<{
  variables: Variables;
  configure(values: Values<Variables>): MailProvisioning;
  companion?: ProvisioningCompanion;
}>;

const system = <Variables extends z.ZodRawShape>(parts: ProvisioningSystem<Variables>) => parts;

const dimail = system({
  variables: {
    MAIL_PROVISIONING_API_URL: requiredBaseUrl({
      description: 'dimail',
      development: 'http://localhost:8001',
      calls: 'mailService',
    }),
    MAIL_PROVISIONING_API_CREDENTIALS: basicCredentials({
      description: 'Base64 of `user:password` at dimail',
      development: 'bGFfcmVnaWU6cGFzc3dvcmQ=',
      secret: true,
    }),
    MAIL_PROVISIONING_API_TIMEOUT: number(20, [0.1, 300], { description: 'Seconds to wait for dimail' }),
    MAIL_PROVISIONING_API_CONCURRENCY: count(10, [1, 200], {
      description: 'Requests one process sends to dimail at the same time',
    }),
    MAIL_PROVISIONING_API_TOTAL_CONCURRENCY: count(0, [0, 1000], {
      description:
        'Requests all processes together send to dimail at the same time; 0: no bound but that of each process',
    }),
  },
  configure: (env) => ({
    timeoutSeconds: env.MAIL_PROVISIONING_API_TIMEOUT,
    address: env.MAIL_PROVISIONING_API_URL,
    risks: env.MAIL_PROVISIONING_API_URL.startsWith('http:')
      ? [
          'MAIL_PROVISIONING_API_URL is an http address: our password at dimail, and those of mailboxes, can be read on the way.',
        ]
      : [],
    open({ sharedSlots, clock }) {
      const size = env.MAIL_PROVISIONING_API_TOTAL_CONCURRENCY;
      const slots = size > 0 ? sharedSlots('dimail', size) : undefined;
      const mailProvisioner = new DimailMailProvisioner({
        baseUrl: env.MAIL_PROVISIONING_API_URL.replace(/\/+$/, ''),
        credentials: env.MAIL_PROVISIONING_API_CREDENTIALS,
        timeoutMs: env.MAIL_PROVISIONING_API_TIMEOUT * 1000,
        maxConcurrentCalls: env.MAIL_PROVISIONING_API_CONCURRENCY,
        sharedSlots: slots,
        clock,
      });
      return {
        mailProvisioner,
        examine: () => mailProvisioner.examine(),
        close: () => mailProvisioner.close(),
      };
    },
  }),
  companion: {
    folder: 'dimail',
    port: { variable: 'DIMAIL_PORT', usual: 8001 },
    page: '/__control__/state',
    givenBy: ['MAIL_PROVISIONING_API_URL'],
    // The stand-in queries no DNS: checks need not be spaced.
    applicationEnv: (url) => ({ MAIL_PROVISIONING_API_URL: url, MAIL_CHECK_DOMAIN_INTERVAL: '0' }),
  },
});

/** The systems that can run mail domains, by their name in `MAIL_PROVISIONING_SYSTEM`. */
export const PROVISIONING_SYSTEMS = { dimail } as const;
export type ProvisioningSystemName = keyof typeof PROVISIONING_SYSTEMS;

/** The default system. */
export const USUAL_PROVISIONING_SYSTEM: ProvisioningSystemName = 'dimail';

/** The variables of all systems. */
export const PROVISIONING_VARIABLES = { ...dimail.variables };
