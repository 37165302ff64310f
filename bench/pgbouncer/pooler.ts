import { execFileSync } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../dev/companion/free-port.ts';
import { type BackgroundProgram, startBackgroundProgram } from '../drills/background-program.ts';
import { become } from '../drills/become.ts';

export type PoolerMode = 'session' | 'transaction' | 'statement';

export type Pooler = Readonly<{
  /** Leads to the database through it. */
  url: string;
  pid(): number;
  /** Kills it, and starts it again on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}>;

type Options = Readonly<{
  /** PgBouncer. */
  program: string;
  databaseUrl: string;
  mode: PoolerMode;
  /** `max_prepared_statements`; undefined for a release that does not know it. */
  preparedStatements: number | undefined;
  /** Its connections to the server. */
  poolSize: number;
  /** For its configuration. */
  folder: string;
  log: string;
}>;

/** The first release that knows `max_prepared_statements`. */
const KNOWS_PREPARED = [1, 21] as const;

/** The release of a PgBouncer, as it names itself. @throws Error when it is none */
export function pgbouncerRelease(program: string): Readonly<{ name: string; knowsPrepared: boolean }> {
  const said = execFileSync(program, ['--version'], { encoding: 'utf8' });
  const [, name, major, minor] = /^PgBouncer ((\d+)\.(\d+)\S*)/.exec(said) ?? [];
  if (name === undefined) throw new Error(`${program} is no PgBouncer: ${said.split('\n', 1)[0]}`);
  const [first, second] = [Number(major), Number(minor)];
  const [knownFirst, knownSecond] = KNOWS_PREPARED;
  return { name, knowsPrepared: first > knownFirst || (first === knownFirst && second >= knownSecond) };
}

/** Starts PgBouncer in front of a database, on 127.0.0.1. */
export async function startPooler(options: Options): Promise<Pooler> {
  const { program, databaseUrl, mode, preparedStatements, poolSize, folder, log } = options;
  const { hostname, port, pathname, username, password } = new URL(databaseUrl);
  const listenPort = await freePort();
  const name = pathname.slice(1);
  const file = join(folder, `pgbouncer-${listenPort}.ini`);
  const lines = [
    '[databases]',
    `${name} = host=${hostname} port=${port} dbname=${name} user=${username} password=${decodeURIComponent(password)}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${listenPort}`,
    'auth_type = any',
    'unix_socket_dir =',
    `pool_mode = ${mode}`,
    `default_pool_size = ${poolSize}`,
    ...(preparedStatements === undefined ? [] : [`max_prepared_statements = ${preparedStatements}`]),
    '',
  ];
  await writeFile(file, lines.join('\n'));
  await chmod(file, 0o644);
  // It refuses to run as root.
  const asAnother = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const start = async (): Promise<BackgroundProgram> => {
    const started = await startBackgroundProgram({
      name: 'pgbouncer',
      command: program,
      args: ['-q', ...asAnother, file],
      log,
    });
    await become(`PgBouncer accepts connections (see ${log})`, async () => {
      if (started.end() !== undefined) throw new Error(`PgBouncer ended (${started.end()}), see ${log}`);
      return (await accepts(listenPort)) || undefined;
    });
    return started;
  };
  let running = await start();
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${listenPort}`;
  return {
    url: url.href,
    pid: () => running.pid,
    restart: async () => {
      await running.kill();
      running = await start();
    },
    stop: () => running.stop(),
  };
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false)).once('connect', () => resolve(true));
    socket.once('connect', () => socket.destroy());
  });
