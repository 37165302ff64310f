import { Command } from 'commander';
import { sealAnew } from '../../adapters/postgres/engine/seal-anew.ts';
import { SecretBox } from '../../adapters/postgres/engine/secret-box.ts';
import { loadStorageSettings } from '../config/command/command-settings.ts';
import { openCommandPool } from './open-command-pool.ts';
import { print } from './output/standard-output.ts';

/** `seal-anew`: after it, the former keys are no longer needed. Safe to repeat. */
export const makeSealAnewCommand = (): Command =>
  new Command('seal-anew')
    .description('encrypt under REGIE_SECRET_KEY what was encrypted under one of REGIE_SECRET_KEY_FALLBACKS')
    .action(async () => {
      const { database, secretKey, formerSecretKeys } = loadStorageSettings();
      const pool = openCommandPool(database.url, 'regie seal-anew');
      try {
        const columns = await sealAnew(pool, new SecretBox(secretKey, ...formerSecretKeys));
        for (const { column, anew, already, unreadable } of columns) {
          print(
            `${column}: ${anew} encrypted anew, ${already} under the present key already, ${unreadable.length} that no key opens`,
          );
          for (const key of unreadable) print(`${column}\t${key}\tno key opens it`);
        }
        if (columns.some(({ unreadable }) => unreadable.length > 0)) {
          throw new Error(
            'Some secrets open with none of the keys: a key is missing, or they have to be set again',
          );
        }
      } finally {
        await pool.end();
      }
    });
