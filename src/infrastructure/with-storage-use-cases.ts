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
import {
  makeListFirstStaff,
  makeNameFirstStaff,
  makeWithdrawFirstStaff,
} from '../application/people/sign-in/first-staff/name-first-staff.ts';
import {
  makeFindAccounts,
  makeListLevelWaivers,
  makeWaiveLevel,
  makeWithdrawLevelWaiver,
} from '../application/people/sign-in/level/waive-level.ts';
import {
  makeEndAllSessions,
  makeEndSession,
  makeEndSessionsOf,
  makeListSessions,
} from '../application/people/sign-in/manage-sessions.ts';
import type { SignInLevels } from '../domain/people/sign-in-level.ts';
import { openCommandPool } from './command-line/open-command-pool.ts';
import { loadUserSettings } from './config/command/command-settings.ts';

const useCasesOn = (
  pool: ReturnType<typeof openCommandPool>,
  secretBox: SecretBox,
  signInLevels: SignInLevels,
) => {
  const unitOfWork = new PgUnitOfWork(pool, secretBox);
  const sessions = new SealedSessionStore(new PgSessionStore(pool), secretBox);
  const given = { unitOfWork, sessions, signInLevels, clock: systemClock };
  return {
    listAccounts: makeListAccounts({ userQueries: new PgUserQueries(pool) }),
    setUserFlags: makeSetUserFlags(given),
    moveUser: makeMoveUser(given),
    findAccounts: makeFindAccounts(given),
    waiveLevel: makeWaiveLevel(given),
    withdrawLevelWaiver: makeWithdrawLevelWaiver(given),
    listLevelWaivers: makeListLevelWaivers(given),
    nameFirstStaff: makeNameFirstStaff(given),
    withdrawFirstStaff: makeWithdrawFirstStaff(given),
    listFirstStaff: makeListFirstStaff(given),
    listSessions: makeListSessions(given),
    endSession: makeEndSession(given),
    endSessionsOf: makeEndSessionsOf(given),
    endAllSessions: makeEndAllSessions(given),
    listUnsentMails: makeListUnsentMails({ outgoingMailQueries: new PgOutgoingMailQueries(pool) }),
    sendMailAgain: makeSendMailAgain(given),
  };
};

/** The use cases that need nothing but the database, and the levels that are asked of staff. */
export type StorageUseCases = ReturnType<typeof useCasesOn>;

/**
 * Runs a command with them: of the configuration, it needs the database, the secret key and those levels alone.
 *
 * @throws Error when the database lags behind this release
 */
export async function withStorageUseCases(run: (useCases: StorageUseCases) => Promise<void>): Promise<void> {
  const { database, secretKey, formerSecretKeys, signInLevels } = loadUserSettings();
  const pending = await pendingMigrations({ databaseUrl: database.url });
  if (pending.length > 0) throw new Error(`The database lacks migrations: ${pending.join(', ')}`);
  const pool = openCommandPool(database.url, 'regie-command');
  try {
    await run(useCasesOn(pool, new SecretBox(secretKey, ...formerSecretKeys), signInLevels));
  } finally {
    await pool.end();
  }
}
