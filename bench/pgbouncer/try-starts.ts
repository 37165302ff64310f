import { freePort } from '../../dev/companion/free-port.ts';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { startApplicationProcess } from '../../tests/support/application-process.ts';
import { print } from '../http/benchmark-program.ts';
import { type PoolerMode, startPooler } from './pooler.ts';

const STARTED = 'started';
const MIGRATED = 'done';
const NEEDS_SESSIONS = 'DATABASE_URL leads to a pooler that shares sessions';
const SESSION_URL_SHARES = 'DATABASE_SESSION_URL leads to a pooler that shares sessions';
const LOSES_STATEMENTS = 'DATABASE_URL leads to a pooler that loses prepared statements';
const LOSES_TRANSACTIONS = 'pool_mode=statement';

/** A pooler, and what a start says: with `DATABASE_URL` alone, with the server beside it, and with the pooler for both. */
type Expected = Readonly<{
  mode: PoolerMode;
  preparedStatements: number | undefined;
  alone: string;
  beside: string;
  both: string;
}>;

const expectations = (knowsPrepared: boolean): readonly Expected[] => [
  { mode: 'session', preparedStatements: undefined, alone: STARTED, beside: STARTED, both: STARTED },
  {
    mode: 'transaction',
    preparedStatements: knowsPrepared ? 0 : undefined,
    alone: NEEDS_SESSIONS,
    beside: LOSES_STATEMENTS,
    both: SESSION_URL_SHARES,
  },
  ...(knowsPrepared
    ? [
        {
          mode: 'transaction',
          preparedStatements: 300,
          alone: NEEDS_SESSIONS,
          beside: STARTED,
          both: SESSION_URL_SHARES,
        } as const,
      ]
    : []),
  {
    mode: 'statement',
    preparedStatements: undefined,
    alone: LOSES_TRANSACTIONS,
    beside: LOSES_TRANSACTIONS,
    both: LOSES_TRANSACTIONS,
  },
];

type Given = Readonly<{
  program: string;
  knowsPrepared: boolean;
  databaseUrl: string;
  folder: string;
  log: string;
}>;

const POOL_SIZE = 20;

/** Starts the application behind PgBouncer in each of its modes. @returns what was not said as it should, a line each */
export async function tryStarts({ program, knowsPrepared, databaseUrl, folder, log }: Given) {
  const wrong: string[] = [];
  for (const { mode, preparedStatements, ...expected } of expectations(knowsPrepared)) {
    const given = { program, databaseUrl, mode, preparedStatements, poolSize: POOL_SIZE, folder, log };
    const pooler = await startPooler(given);
    const kind =
      preparedStatements === undefined ? mode : `${mode}, max_prepared_statements=${preparedStatements}`;
    const ways = [
      ['alone', {}],
      ['beside', { DATABASE_SESSION_URL: databaseUrl }],
      ['both', { DATABASE_SESSION_URL: pooler.url }],
    ] as const;
    try {
      for (const [way, environment] of ways) {
        const said = await outcomeOf({ DATABASE_URL: pooler.url, ...environment });
        const line = `${kind}, ${way}: ${said}`;
        print(line);
        if (!said.includes(expected[way])) wrong.push(`${line}; it should say: ${expected[way]}`);
      }
      const migrated = await migrate({ databaseUrl: pooler.url }).then(
        () => MIGRATED,
        ({ message }: Error) => message,
      );
      print(`${kind}, migrate: ${migrated}`);
      if ((migrated === MIGRATED) !== (mode === 'session'))
        wrong.push(`${kind}: migrate said ${migrated}, where its lock lives in a session`);
    } finally {
      await pooler.stop();
    }
  }
  return wrong;
}

/** What a start says, or that it went well. */
async function outcomeOf(environment: Readonly<Record<string, string>>): Promise<string> {
  const url = `http://localhost:${await freePort()}`;
  const lines: string[] = [];
  try {
    const application = await startApplicationProcess(
      url,
      { REGIE_ENV: 'dev', PORT: new URL(url).port, REGIE_PUBLIC_URL: url, ...environment },
      (line) => void lines.push(line),
    );
    await application.stop();
    return STARTED;
  } catch {
    const said = lines.find((line) => line.includes('Cannot start')) ?? lines.at(-1) ?? '';
    return /"error":"([^"]*)"/.exec(said)?.[1] ?? said;
  }
}
