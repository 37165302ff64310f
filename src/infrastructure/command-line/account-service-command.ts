import { Command, InvalidArgumentError } from 'commander';
import type { Pool } from 'pg';
import { PgAccountServiceQueries } from '../../adapters/postgres/access/pg-account-service-queries.ts';
import { SecretBox } from '../../adapters/postgres/engine/secret-box.ts';
import { PgUnitOfWork } from '../../adapters/postgres/pg-unit-of-work.ts';
import { secretGenerator, systemClock, textDigest, uuidGenerator } from '../../adapters/system/system.ts';
import {
  type AccountServiceManager,
  makeCreateAccountService,
  makeListAccountServices,
  makeRevokeAccountServiceKeys,
  makeRotateAccountServiceKey,
  type ServiceWithKey,
} from '../../application/access/account-service/manage-account-services.ts';
import {
  ACCOUNT_SERVICE_NAME_MAX_LENGTH,
  type AccountService,
  type ApiKey,
} from '../../domain/access/account-service.ts';
import type { AccountServiceId } from '../../domain/shared/ids.ts';
import type { Settings } from '../config/settings.ts';
import { BY_COMMAND_LINE } from './by-command-line.ts';
import { byName, everyPage } from './every-page.ts';
import { openCommandPool } from './open-command-pool.ts';
import { type JsonRow, jsonOption, rowPrinter } from './output/json-lines.ts';
import { readId } from './read-id.ts';
import { readName } from './read-name.ts';

/** An operator can read the database's password: there is no role to check. */
const OPERATOR: AccountServiceManager = { ...BY_COMMAND_LINE, isSuperuser: true };
const HOUR_SECONDS = 3600;
const DAY_MS = 86_400_000;

const wholeNumber = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Not a whole number.');
  return Number(text);
};
const expiry = (days: number | undefined): Date | null =>
  days === undefined ? null : new Date(systemClock.now().getTime() + days * DAY_MS);

const describeKey = ({ prefix, expiresAt, lastUsedAt }: ApiKey): string =>
  `${prefix}… (expires ${expiresAt?.toISOString() ?? 'never'}, last used ${lastUsedAt?.toISOString() ?? 'never'})`;

const describe = ({ id, name, scopes, key, previousKey, revokedAt }: AccountService): string =>
  [
    id,
    name,
    scopes.join(' ') || 'no scope',
    revokedAt ? `revoked ${revokedAt.toISOString()}` : `key ${describeKey(key)}`,
    ...(previousKey ? [`previous key ${describeKey(previousKey)}`] : []),
  ].join('\t');

const keyToJson = ({ prefix, expiresAt, lastUsedAt }: ApiKey): JsonRow => ({
  prefix,
  expires_at: expiresAt,
  last_used_at: lastUsedAt,
});

const toJson = ({ id, name, scopes, key, previousKey, revokedAt }: AccountService): JsonRow => ({
  id,
  name,
  scopes,
  key: keyToJson(key),
  previous_key: previousKey && keyToJson(previousKey),
  revoked_at: revokedAt,
});

function servicesOn(pool: Pool, secretBox: SecretBox, accountServiceScopes: readonly string[]) {
  const unitOfWork = new PgUnitOfWork(pool, secretBox);
  const keys = { unitOfWork, clock: systemClock, secrets: secretGenerator, digest: textDigest };
  return {
    list: makeListAccountServices({ accountServiceQueries: new PgAccountServiceQueries(pool) }),
    create: makeCreateAccountService({ ...keys, ids: uuidGenerator, accountServiceScopes }),
    rotate: makeRotateAccountServiceKey(keys),
    revoke: makeRevokeAccountServiceKeys({ unitOfWork, clock: systemClock }),
  };
}

type Options = {
  /** Read when a subcommand runs, not before. */
  readonly settings: () => Readonly<{
    database: Pick<Settings['database'], 'url'>;
    secretKey: string;
    formerSecretKeys?: readonly string[];
    useCases: Pick<Settings['useCases'], 'accountServiceScopes'>;
  }>;
  readonly print: (line: string) => void;
};

/** `account-service`: programs that call with API keys. */
export function makeAccountServiceCommand({ settings, print }: Options): Command {
  const command = new Command('account-service').description('programs that call with API keys');

  /** Runs `work` with the use cases of account services, and closes the connections after it. */
  const withServices = async (
    work: (services: ReturnType<typeof servicesOn>) => Promise<void>,
  ): Promise<void> => {
    const { database, secretKey, formerSecretKeys = [], useCases } = settings();
    const pool = openCommandPool(database.url, 'regie account-service');
    try {
      await work(
        servicesOn(pool, new SecretBox(secretKey, ...formerSecretKeys), useCases.accountServiceScopes),
      );
    } finally {
      await pool.end();
    }
  };
  const printWithKey = ({ service, key }: ServiceWithKey): void => {
    print(describe(service));
    print(`API key, shown this once: ${key}`);
  };

  command
    .command('list')
    .description('one line each: id, name, scopes, keys by their first letters')
    .addOption(jsonOption())
    .action(({ json }: { json?: true }) =>
      withServices(async ({ list }) => {
        const services = everyPage('name', (request) => list(OPERATOR, request), byName);
        const printRow = rowPrinter(print, json, { columns: describe, json: toJson });
        for await (const service of services) printRow(service);
      }),
    );

  command
    .command('create')
    .description('make a service and its key, which is printed and cannot be had again')
    .requiredOption('--name <name>', 'how to call it', readName(ACCOUNT_SERVICE_NAME_MAX_LENGTH))
    .option('--scope <scope...>', 'what its keys are good for, among ACCOUNT_SERVICE_SCOPES', [])
    .option('--expires-in-days <days>', 'end of the key; without it, never', wholeNumber)
    .action(({ name, scope, expiresInDays }: { name: string; scope: string[]; expiresInDays?: number }) =>
      withServices(async ({ create }) =>
        printWithKey(await create(OPERATOR, { name, scopes: scope, expiresAt: expiry(expiresInDays) })),
      ),
    );

  command
    .command('rotate')
    .description('give a service a new key; the present one stays good for a while')
    .argument('<id>', 'the service', readId<AccountServiceId>)
    .option('--overlap-hours <hours>', 'how long both keys are good', wholeNumber, 24)
    .option('--expires-in-days <days>', 'end of the new key; without it, never', wholeNumber)
    .action((id: AccountServiceId, options: { overlapHours: number; expiresInDays?: number }) =>
      withServices(async ({ rotate }) =>
        printWithKey(
          await rotate(OPERATOR, {
            id,
            overlapSeconds: options.overlapHours * HOUR_SECONDS,
            expiresAt: expiry(options.expiresInDays),
          }),
        ),
      ),
    );

  command
    .command('revoke')
    .description('end the keys of a service at once')
    .argument('<id>', 'the service', readId<AccountServiceId>)
    .option('--previous', 'only the key that the last rotation took the place of', false)
    .action((id: AccountServiceId, { previous }: { previous: boolean }) =>
      withServices(async ({ revoke }) =>
        print(describe(await revoke(OPERATOR, { id, which: previous ? 'previous' : 'all' }))),
      ),
    );

  return command;
}
