import { Command } from 'commander';
import { SecretBox } from '../../adapters/postgres/engine/secret-box.ts';
import { pendingMigrations } from '../../adapters/postgres/migration/pending-migrations.ts';
import { PgUnitOfWork } from '../../adapters/postgres/pg-unit-of-work.ts';
import { systemClock } from '../../adapters/system/system.ts';
import { makeOperateWebhooks, type OperateWebhooks } from '../../application/webhook/operate-webhooks.ts';
import type { TeamWebhookId } from '../../domain/shared/ids.ts';
import { loadStorageSettings } from '../config/command/command-settings.ts';
import { openCommandPool } from './open-command-pool.ts';
import { print } from './output/standard-output.ts';

async function operate(...[operation, id]: Parameters<OperateWebhooks>): Promise<void> {
  const { database, secretKey, formerSecretKeys } = loadStorageSettings();
  const pending = await pendingMigrations({ databaseUrl: database.url });
  if (pending.length > 0) throw new Error(`The database lacks migrations: ${pending.join(', ')}`);
  const pool = openCommandPool(database.url, 'regie-webhooks');
  try {
    const unitOfWork = new PgUnitOfWork(pool, new SecretBox(secretKey, ...formerSecretKeys));
    const { webhooks, deliveries } = await makeOperateWebhooks({ unitOfWork, clock: systemClock })(
      operation,
      id,
    );
    print(`webhooks: ${webhooks}, deliveries queued: ${deliveries}`);
  } finally {
    await pool.end();
  }
}

/** `webhooks replay` and `webhooks resync`: queue deliveries that running processes then send. */
export function makeWebhooksCommand(): Command {
  const command = new Command('webhooks').description('send events to the webhooks of teams again');

  command
    .command('replay')
    .description('tell what holds now about those whose last delivery did not succeed')
    .option('--webhook <id>', 'only this one; else all whose last delivery failed')
    .action(({ webhook }: { webhook?: string }) => operate('replay', webhook as TeamWebhookId | undefined));

  command
    .command('resync')
    .description('tell about every present member')
    .requiredOption('--webhook <id>', 'which one')
    .action(({ webhook }: { webhook: string }) => operate('resync', webhook as TeamWebhookId));
  return command;
}
