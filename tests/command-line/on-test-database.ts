import type { Command } from 'commander';
import { afterAll, beforeAll } from 'vitest';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { makeUseCases, type UseCases } from '../../src/infrastructure/container/container.ts';
import { InstalledPlugins } from '../../src/infrastructure/plugins/installed-plugins.ts';
import {
  makeProductionAdapters,
  type ProductionAdapters,
} from '../../src/infrastructure/production-adapters.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

type Make = (options: {
  readonly run: (work: (useCases: UseCases) => Promise<void>) => Promise<void>;
  readonly print: (line: string) => void;
}) => Command;

/** Runs a command on a database of its own for the tests of a file; `regie` returns its output. */
export function onTestDatabase(make: Make, environment: Readonly<Record<string, string>> = {}) {
  let database: TestDatabase;
  let production: ProductionAdapters;
  let useCases: UseCases;
  beforeAll(async () => {
    database = await openTestDatabase();
    const settings = loadSettings({ REGIE_ENV: 'dev', DATABASE_URL: database.url, ...environment });
    production = makeProductionAdapters(settings, 'test', new RecordingLogger());
    await production.quarantine.look();
    const plugins = new InstalledPlugins([]);
    useCases = makeUseCases({ adapters: production.adapters, plugins, settings: settings.useCases });
  });
  afterAll(async () => {
    await production.close();
    await database.close();
  });
  return {
    regie: async (...parameters: string[]): Promise<string> => {
      const lines: string[] = [];
      const command = make({ run: (work) => work(useCases), print: (line) => void lines.push(line) });
      for (const one of [command, ...command.commands]) {
        one.exitOverride().configureOutput({ writeErr: () => undefined });
      }
      await command.parseAsync(parameters, { from: 'user' });
      return lines.join('\n');
    },
    adapters: () => production.adapters,
    /** What the audit log has, oldest first. */
    audited: async () => {
      const { rows } = await database.pool.query<{ action: string; via: string; actor: string | null }>(
        'SELECT action, via, actor_id AS actor FROM audit_entry ORDER BY occurred_at, action',
      );
      return rows;
    },
    /** The entries of an action with their object and details, oldest first. */
    entries: async (action: string) => {
      const { rows } = await database.pool.query<{
        object: string;
        via: string;
        actor: string | null;
        details: Record<string, unknown>;
      }>(
        `SELECT object_id AS object, via, actor_id AS actor, details FROM audit_entry WHERE action = $1
          ORDER BY occurred_at, id`,
        [action],
      );
      return rows;
    },
  };
}
