import { SecretBox } from '../adapters/postgres/engine/secret-box.ts';
import { pendingMigrations } from '../adapters/postgres/migration/pending-migrations.ts';
import { PgOutgoingMailQueries } from '../adapters/postgres/notification/pg-outgoing-mail-queries.ts';
import { PgSessionStore } from '../adapters/postgres/people/pg-session-store.ts';
import { PgUserQueries } from '../adapters/postgres/people/pg-user-queries.ts';
import { SealedSessionStore } from '../adapters/postgres/people/sealed-session-store.ts';
import { PgUnitOfWork } from '../adapters/postgres/pg-unit-of-work.ts';
import { systemClock } from '../adapters/system/system.ts';
import { makeListUnsentMails, makeSendMailAgain } from '../application/notification/manage-unsent-mails.ts';
import { makeListAccounts } from '../application/people/list-accounts.ts';
import { makeMoveUser } from '../application/people/move-user.ts';
import { makeSetUserFlags } from '../application/people/set-user-flags.ts';
import { openCommandPool } from './command-line/open-command-pool.ts';
import { loadStorageSettings } from './config/command-settings.ts';

const useCasesOn = (pool: ReturnType<typeof openCommandPool>, secretBox: SecretBox) => {
  const unitOfWork = new PgUnitOfWork(pool, secretBox);
  const sessions = new SealedSessionStore(new PgSessionStore(pool), secretBox);
  const given = { unitOfWork, sessions, clock: systemClock };
  return {
    listAccounts: makeListAccounts({ userQueries: new PgUserQueries(pool) }),
    setUserFlags: makeSetUserFlags(given),
    moveUser: makeMoveUser(given),
    listUnsentMails: makeListUnsentMails({ outgoingMailQueries: new PgOutgoingMailQueries(pool) }),
    sendMailAgain: makeSendMailAgain(given),
  };
};

/** The use cases that need nothing but the database. */
export type StorageUseCases = ReturnType<typeof useCasesOn>;

/**
 * Runs a command with them: of the configuration, it needs the database and the secret key alone.
 *
 * @throws Error when the database lags behind this release
 */
export async function withStorageUseCases(run: (useCases: StorageUseCases) => Promise<void>): Promise<void> {
  const { database, secretKey, formerSecretKeys } = loadStorageSettings();
  const pending = await pendingMigrations({ databaseUrl: database.url });
  if (pending.length > 0) throw new Error(`The database lacks migrations: ${pending.join(', ')}`);
  const pool = openCommandPool(database.url, 'regie-command');
  try {
    await run(useCasesOn(pool, new SecretBox(secretKey, ...formerSecretKeys)));
  } finally {
    await pool.end();
  }
}
