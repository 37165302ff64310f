import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../../dev/companion/free-port.ts';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '../../dev/postgres/embedded-postgres.ts';
import { findPostmaster } from '../../dev/postgres/postmaster.ts';
import { type ProcessView, systemView } from '../../dev/postgres/process-view.ts';
import { CLUSTER, makeClusterToCopy } from '../support/cluster-to-copy.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const untold = async () => undefined;
/** Root in a container: neither may it look into processes of another account. */
const NO_DEBUGGER: ProcessView = { ...systemView, workingFolder: untold };
/** Another system than Linux, or one without `/proc`. */
const NO_PROC: ProcessView = { ...NO_DEBUGGER, state: untold, command: untold };
/** `hidepid`, or no `/proc` and no `ps`. */
const NOTHING: ProcessView = { ...NO_PROC, listing: untold };
/** `ps` in a character set that has no accents. */
const REPLACED: ProcessView = {
  ...NO_PROC,
  listing: async (pid) => (await systemView.listing(pid))?.replaceAll(/\/[^ /]*data/g, '/d?ta'),
};

const VIEWS = [
  ['the working folder of another account', NO_DEBUGGER],
  ['/proc', NO_PROC],
  ['/proc and the names of folders', REPLACED],
  ['anything of a process', NOTHING],
] as const;

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

let cluster: Awaited<ReturnType<typeof makeClusterToCopy>>;
beforeAll(async () => {
  cluster = await makeClusterToCopy();
});
afterAll(() => cluster?.remove());

describe.each(VIEWS)('embedded PostgreSQL without %s', (_, view) => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let dataDir: string;
  const started: EmbeddedPostgres[] = [];
  const start = async (options: Partial<EmbeddedPostgresOptions> = {}) => {
    const server = await startEmbeddedPostgres({
      ...CLUSTER,
      dataDir,
      port: 0,
      durable: false,
      view,
      ...options,
    });
    started.push(server);
    return server;
  };

  beforeEach(async () => {
    folder = await temporaryFolder();
    dataDir = join(folder.path, 'data');
    await cluster.copyTo(dataDir);
  });
  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
    await folder.remove();
  });

  it('starts at the first attempt, is found by the next, and leaves nothing behind when it stops', async () => {
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ reused: true, pid: first.pid, port: first.port });
    expect((await readFile(`${dataDir}.log`, 'utf8')).match(/starting PostgreSQL/g)).toHaveLength(1);
    await second.stop();
    expect(await findPostmaster(dataDir)).toBeUndefined();
    await expect(new Client({ connectionString: first.url }).connect()).rejects.toThrow('ECONNREFUSED');
    await first.stop();
    expect((await start()).reused).toBe(false);
  });

  it('starts where a server was killed, whichever process has its number since', async () => {
    const { pid } = await start();
    process.kill(pid, 'SIGKILL');
    const second = await start();
    expect(second.reused).toBe(false);
    await second.stop();
    const port = await freePort();
    await writeFile(
      join(dataDir, 'postmaster.pid'),
      `${process.pid}\n${dataDir}\n1700000000\n${port}\n\n127.0.0.1\n\nready\n`,
    );
    expect((await start()).reused).toBe(false);
  });

  it('says which file is to blame when it cannot be used, and leaves no server behind', async () => {
    const { pid, stop } = await start();
    await expect(start({ user: 'stranger' })).rejects.toThrow('refuses user "stranger"');
    expect(isAlive(pid)).toBe(true);
    await stop();
    await expect(start({ user: 'stranger' })).rejects.toThrow('refuses user "stranger"');
    expect(await findPostmaster(dataDir)).toBeUndefined();
  });
});

describe('embedded PostgreSQL where the system tells nothing', () => {
  it('does not end a process that does not answer and may be anything, and says which', async () => {
    const folder = await temporaryFolder();
    const dataDir = join(folder.path, 'data');
    await cluster.copyTo(dataDir);
    const options = { ...CLUSTER, dataDir, port: 0, durable: false } as const;
    const server = await startEmbeddedPostgres(options);
    try {
      process.kill(server.pid, 'SIGSTOP');
      await expect(
        startEmbeddedPostgres({ ...options, view: NOTHING, answerTimeoutMs: 300 }),
      ).rejects.toThrow(`postmaster.pid names process ${server.pid}, of which the system tells nothing`);
      expect(isAlive(server.pid)).toBe(true);
    } finally {
      await server.stop();
      await folder.remove();
    }
  });
});

/** Node as root with what a container grants by default, which is not to look into processes of other accounts. */
const asInContainer = (args: readonly string[]): ChildProcess =>
  process.getuid?.() === 0
    ? spawn('setpriv', ['--bounding-set=-sys_ptrace', '--inh-caps=-sys_ptrace', process.execPath, ...args], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
    : spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });

describe('embedded PostgreSQL as root in a container', () => {
  it('starts and stops as it does elsewhere', async () => {
    const folder = await temporaryFolder();
    const launcher = fileURLToPath(new URL('../../dev/postgres/main.ts', import.meta.url));
    const dataDir = join(folder.path, 'data');
    const program = asInContainer([
      '--import',
      'tsx',
      '--conditions=source',
      launcher,
      '--data-dir',
      dataDir,
    ]);
    try {
      const lines = createInterface({ input: program.stdout ?? process.stdin });
      const [ready] = await once(lines, 'line');
      expect(ready).toMatch(/^PostgreSQL is ready on 127\.0\.0\.1:\d+$/);
      const pid = (await findPostmaster(dataDir))?.pid ?? 0;
      const reader = asInContainer([
        '-e',
        `require('fs').readlink('/proc/${pid}/cwd', (error) => console.log(error?.code ?? 'told'))`,
      ]);
      const [answer] = await once(createInterface({ input: reader.stdout ?? process.stdin }), 'line');
      // Without root the server is our own, into which we may look.
      expect(answer).toBe(process.getuid?.() === 0 ? 'EACCES' : 'told');
      program.kill('SIGTERM');
      expect(await once(program, 'exit')).toEqual([0, null]);
      expect(isAlive(pid)).toBe(false);
    } finally {
      program.kill('SIGKILL');
      await folder.remove();
    }
  });
});
