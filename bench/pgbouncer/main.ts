/**
 * `npm run drill:pgbouncer`: starts the application behind a real PgBouncer, which must be installed, in each of its modes, and
 * tells whether it started. Fails where it starts on sessions that are shared, or does not on ones that are its own.
 */
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../dev/companion/free-port.ts';
import { migrate } from '../../src/adapters/postgres/migration/migrate.ts';
import { startApplicationProcess } from '../../tests/support/application-process.ts';
import { openProgramDatabases } from '../../tests/support/program-databases.ts';

const MODES = ['session', 'transaction'] as const;
const ATTEMPTS = 100;

const write = (line: string): void => void process.stdout.write(`${line}\n`);

/** Starts PgBouncer in front of a database. @returns the address through it, and how to stop it */
async function startPgbouncer(databaseUrl: string, mode: (typeof MODES)[number]) {
  const { hostname, port, pathname, username, password } = new URL(databaseUrl);
  const listenPort = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'regie-pgbouncer-'));
  await chmod(folder, 0o755);
  const name = pathname.slice(1);
  const target = `host=${hostname} port=${port} dbname=${name} user=${username} password=${decodeURIComponent(password)}`;
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(
    file,
    `[databases]\n${name} = ${target}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${listenPort}\nauth_type = any\npool_mode = ${mode}\nunix_socket_dir =\nignore_startup_parameters = extra_float_digits\n`,
  );
  const asAnother = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn('pgbouncer', ['-q', ...asAnother, file], { stdio: ['ignore', 'ignore', 'inherit'] });
  for (let attempt = 0; !(await answers(listenPort)); attempt += 1) {
    if (attempt === ATTEMPTS || child.exitCode !== null) throw new Error('PgBouncer does not answer');
    await delay(50);
  }
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${listenPort}`;
  return {
    url: url.href,
    stop: async () => {
      child.kill('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });

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
    return 'started';
  } catch {
    const said = lines.find((line) => line.includes('Cannot start')) ?? lines.at(-1) ?? '';
    return /"error":"([^"]*)"/.exec(said)?.[1] ?? said;
  }
}

const databases = await openProgramDatabases();
try {
  const databaseUrl = await databases.create('pgbouncer');
  await migrate({ databaseUrl });
  for (const mode of MODES) {
    const pooler = await startPgbouncer(databaseUrl, mode);
    try {
      const alone = await outcomeOf({ DATABASE_URL: pooler.url });
      write(`${mode}: ${alone}`);
      if ((alone === 'started') !== (mode === 'session')) process.exitCode = 1;
      const beside = await outcomeOf({ DATABASE_URL: pooler.url, DATABASE_SESSION_URL: databaseUrl });
      write(`${mode}, with DATABASE_SESSION_URL to the server: ${beside}`);
    } finally {
      await pooler.stop();
    }
  }
} finally {
  await databases.close();
}
