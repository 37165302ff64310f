import { type Account, runProgram } from './run-program.ts';

const NAME = 'postgres';

/**
 * PostgreSQL refuses to run as root: under root this is the system account `postgres`, created when missing. Otherwise
 * `undefined`: the server runs as the caller.
 *
 * @throws Error with the remedy when the account neither exists nor can be created.
 */
export async function postgresAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  return (await lookUp()) ?? (await create());
}

async function lookUp(): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all([runProgram('id', ['-u', NAME]), runProgram('id', ['-g', NAME])]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  return { uid: Number(uid.output.trim()), gid: Number(gid.output.trim()) };
}

async function create(): Promise<Account> {
  const group = await runProgram('groupadd', ['--system', NAME]);
  const user = await runProgram('useradd', ['--system', '--gid', NAME, '--no-create-home', NAME]);
  const account = await lookUp();
  if (account !== undefined) return account;
  throw new Error(
    `PostgreSQL cannot run as root and the system account "${NAME}" could not be created ` +
      `(${[group.output, user.output].join(' ').trim()}). Create it (useradd --system ${NAME}), ` +
      'start as an ordinary user, or give DATABASE_URL.',
  );
}
