import { Command, InvalidArgumentError } from 'commander';
import { Argon2PasswordHasher } from '../../../adapters/argon2/argon2-password-hasher.ts';
import { SecretBox } from '../../../adapters/postgres/engine/secret-box.ts';
import { PgOpenidClientQueries } from '../../../adapters/postgres/identity/pg-openid-client-queries.ts';
import { PgUnitOfWork } from '../../../adapters/postgres/pg-unit-of-work.ts';
import { secretGenerator, systemClock, textDigest, uuidGenerator } from '../../../adapters/system/system.ts';
import type { ClientManager } from '../../../application/identity/client/client-manager.ts';
import {
  type ClientWithSecret,
  makeCreateOpenidClient,
} from '../../../application/identity/client/create-openid-client.ts';
import {
  makeDeleteOpenidClient,
  makeSetOpenidClientEnabled,
} from '../../../application/identity/client/end-openid-client.ts';
import {
  makeGetOpenidClient,
  makeListOpenidClients,
} from '../../../application/identity/client/read-openid-clients.ts';
import { makeRotateClientSecret } from '../../../application/identity/client/rotate-client-secret.ts';
import { makeUpdateOpenidClient } from '../../../application/identity/client/update-openid-client.ts';
import type { ClientAddressPolicy } from '../../../domain/identity/client-address.ts';
import type { Settings } from '../../config/settings.ts';
import { BY_COMMAND_LINE } from '../by-command-line.ts';
import { byName, everyPage } from '../every-page.ts';
import { openCommandPool } from '../open-command-pool.ts';
import { jsonOption, rowPrinter } from '../output/json-lines.ts';
import { addClientOptions, type ClientOptions, nameOption, readClientOptions } from './client-options.ts';
import { clientToJson, describeClient } from './describe-client.ts';

/** An operator can read the database's password: there is no role to check. */
const OPERATOR: ClientManager = { ...BY_COMMAND_LINE, isSuperuser: true };
const HOUR_SECONDS = 3600;
const MOST_OVERLAP_HOURS = 90 * 24;

function overlapHours(text: string): number {
  const hours = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(hours <= MOST_OVERLAP_HOURS))
    throw new InvalidArgumentError(`Not a whole number up to ${MOST_OVERLAP_HOURS}.`);
  return hours;
}

type CommandSettings = Readonly<{
  database: Pick<Settings['database'], 'url'>;
  secretKey: string;
  formerSecretKeys?: readonly string[];
  useCases: Readonly<{ clientAddressPolicy: ClientAddressPolicy }>;
}>;

async function withClients(
  { database, secretKey, formerSecretKeys = [], useCases: { clientAddressPolicy } }: CommandSettings,
  work: (clients: ReturnType<typeof clientsOf>) => Promise<void>,
): Promise<void> {
  const pool = openCommandPool(database.url, 'regie oidc-client');
  const secretBox = new SecretBox(secretKey, ...formerSecretKeys);
  try {
    await work(
      clientsOf({
        unitOfWork: new PgUnitOfWork(pool, secretBox),
        openidClientQueries: new PgOpenidClientQueries(pool, secretBox),
        clientAddressPolicy,
        clock: systemClock,
        digest: textDigest,
        ids: uuidGenerator,
        passwordHasher: new Argon2PasswordHasher(),
        secrets: secretGenerator,
      }),
    );
  } finally {
    await pool.end();
  }
}

type Deps = Parameters<typeof makeCreateOpenidClient>[0] &
  Parameters<typeof makeRotateClientSecret>[0] &
  Parameters<typeof makeListOpenidClients>[0] &
  Parameters<typeof makeDeleteOpenidClient>[0];

const clientsOf = (deps: Deps) => ({
  list: makeListOpenidClients(deps),
  get: makeGetOpenidClient(deps),
  create: makeCreateOpenidClient(deps),
  update: makeUpdateOpenidClient(deps),
  rotate: makeRotateClientSecret(deps),
  setEnabled: makeSetOpenidClientEnabled(deps),
  remove: makeDeleteOpenidClient(deps),
});

type Options = {
  /** Read when a subcommand runs, not before. */
  readonly settings: () => CommandSettings;
  readonly print: (line: string) => void;
};
type Json = Readonly<{ json?: true }>;

/** `oidc-client`: services that sign people in with their mailboxes. */
export function makeOpenidClientCommand({ settings, print }: Options): Command {
  const command = new Command('oidc-client').description('services that sign people in with their mailboxes');
  const printer = (json: true | undefined) =>
    rowPrinter(print, json, { columns: describeClient, json: clientToJson });
  const printWithSecret = ({ client, secret }: ClientWithSecret, json: true | undefined): void => {
    if (json) print(JSON.stringify({ ...clientToJson(client), client_secret: secret }));
    else print(describeClient(client));
    if (!json && secret !== null) print(`Client secret, shown this once: ${secret}`);
  };
  const withSettings = (work: Parameters<typeof withClients>[1]) => withClients(settings(), work);

  command
    .command('list')
    .description('one line each: id, name, what it may, where people are sent back to')
    .addOption(jsonOption())
    .action(({ json }: Json) =>
      withSettings(async ({ list }) => {
        const printRow = printer(json);
        for await (const client of everyPage(
          'name',
          (request) => list(OPERATOR, request),
          ({ name, clientId }) => byName({ name, id: clientId }),
        ))
          printRow(client);
      }),
    );

  command
    .command('show')
    .description('one service')
    .argument('<id>', 'the client id')
    .addOption(jsonOption())
    .action((id: string, { json }: Json) =>
      withSettings(async ({ get }) => printer(json)(await get(OPERATOR, id))),
    );

  addClientOptions(command.command('create').addOption(nameOption().makeOptionMandatory()))
    .description('register a service and its secret, which is printed and cannot be had again')
    .option('--id <id>', 'its client id; without it, one is drawn')
    .option('--public', 'it cannot keep a secret, as an application on a telephone', false)
    .addOption(jsonOption())
    .action(
      ({ id, public: isPublic, json, ...options }: ClientOptions & Json & { id?: string; public: boolean }) =>
        withSettings(async ({ create }) => {
          const given = {
            name: '',
            clientType: isPublic ? 'public' : 'confidential',
            tokenEndpointAuthMethod: isPublic ? 'none' : 'client_secret_basic',
            redirectUris: [],
            postLogoutRedirectUris: [],
            allowedOrigins: [],
            idTokenSignedResponseAlg: 'RS256',
            userinfoSignedResponseAlg: null,
            requiresPkce: true,
            skipsConsent: false,
            backchannelLogoutUri: null,
            backchannelLogoutSessionRequired: false,
            ...readClientOptions(options),
          } as const;
          printWithSecret(await create(OPERATOR, given, id), json);
        }),
    );

  addClientOptions(command.command('edit').addOption(nameOption()))
    .description('change what is named of a service')
    .argument('<id>', 'the client id')
    .addOption(jsonOption())
    .action((id: string, { json, ...options }: ClientOptions & Json) =>
      withSettings(async ({ update }) =>
        printer(json)(await update(OPERATOR, id, readClientOptions(options))),
      ),
    );

  command
    .command('rotate')
    .description('give a service a new secret; the present one stays good for a while')
    .argument('<id>', 'the client id')
    .option('--overlap-hours <hours>', 'how long both secrets are good', overlapHours, 24)
    .addOption(jsonOption())
    .action((id: string, { overlapHours: hours, json }: Json & { overlapHours: number }) =>
      withSettings(async ({ rotate }) =>
        printWithSecret(await rotate(OPERATOR, { clientId: id, overlapSeconds: hours * HOUR_SECONDS }), json),
      ),
    );

  const setEnabled = (verb: 'enable' | 'disable', description: string) =>
    command
      .command(verb)
      .description(description)
      .argument('<id>', 'the client id')
      .addOption(jsonOption())
      .action((id: string, { json }: Json) =>
        withSettings(async (clients) =>
          printer(json)(await clients.setEnabled(OPERATOR, id, verb === 'enable')),
        ),
      );
  setEnabled('enable', 'let people sign in to a service again');
  setEnabled('disable', 'let nobody sign in to a service; its codes and tokens end');

  command
    .command('delete')
    .description('delete a service; its codes and tokens end')
    .argument('<id>', 'the client id')
    .action((id: string) => withSettings(({ remove }) => remove(OPERATOR, id)));

  return command;
}
