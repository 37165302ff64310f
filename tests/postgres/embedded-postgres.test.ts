import { once } from 'node:events';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startCompanion } from '../../dev/companion/companion-process.ts';
import { freePort } from '../../dev/companion/free-port.ts';
import {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from '../../dev/postgres/embedded-postgres.ts';
import { findPostmaster } from '../../dev/postgres/postmaster.ts';
import { CLUSTER, makeClusterToCopy } from '../support/cluster-to-copy.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const LAUNCHER = fileURLToPath(new URL('../../dev/postgres/main.ts', import.meta.url));

describe('embedded PostgreSQL', () => {
  let cluster: Awaited<ReturnType<typeof makeClusterToCopy>>;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let dataDir: string;
  const started: EmbeddedPostgres[] = [];
  const lines: string[] = [];

  const start = async (options: Partial<EmbeddedPostgresOptions> = {}) => {
    const server = await startEmbeddedPostgres({
      ...CLUSTER,
      dataDir,
      port: 0,
      durable: true,
      log: (line) => lines.push(line),
      ...options,
    });
    started.push(server);
    return server;
  };
  const query = async (server: EmbeddedPostgres, sql: string): Promise<unknown[]> => {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    try {
      return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
    } finally {
      await client.end();
    }
  };
  /** A start on a cluster that exists, where the test is not about its making. */
  const startOnCluster = async (options: Partial<EmbeddedPostgresOptions> = {}) => {
    await cluster.copyTo(dataDir);
    return start(options);
  };
  const runningPid = async () => (await findPostmaster(dataDir))?.pid;

  beforeAll(async () => {
    cluster = await makeClusterToCopy();
  });
  afterAll(() => cluster?.remove());
  beforeEach(async () => {
    folder = await temporaryFolder();
    dataDir = join(folder.path, 'data');
    lines.length = 0;
  });
  afterEach(async () => {
    for (const server of started.splice(0)) await server.stop();
    await folder.remove();
  });

  it('serves a database on the loopback address, behind a password that only we can read', async () => {
    const server = await start({ databaseName: `pears "apples"` });
    expect(server.reused).toBe(false);
    expect(new URL(server.url)).toMatchObject({ hostname: '127.0.0.1', port: String(server.port) });
    const facts = `SELECT current_database(), current_setting('listen_addresses'), current_setting('fsync'),
      current_setting('TimeZone'), upper('é'), current_setting('unix_socket_directories')`;
    expect(await query(server, facts)).toEqual([`pears "apples"`, '127.0.0.1', 'on', 'UTC', 'É', '']);
    expect((await stat(`${dataDir}.password`)).mode & 0o777).toBe(0o600);
    const intruder = new URL(server.url);
    intruder.password = 'guess';
    await expect(query({ ...server, url: intruder.href }, 'SELECT 1')).rejects.toMatchObject({
      code: '28P01',
    });
  });

  it('ends the process when it is stopped, and finds the data at the next start', async () => {
    const first = await startOnCluster();
    await query(first, `CREATE TABLE kept AS SELECT 'pear' AS fruit`);
    const pid = await runningPid();
    await first.stop();
    // Dead at once; its parent reaps it a moment later.
    await eventually(() => expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH'));
    await expect(query(first, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    await first.stop();
    const second = await start();
    expect(second.reused).toBe(false);
    expect(await query(second, 'SELECT fruit FROM kept')).toEqual(['pear']);
  });

  it('takes further settings and gives up safety for speed when asked', async () => {
    const server = await startOnCluster({ durable: false, settings: { max_connections: '17' } });
    const settings = `SELECT current_setting('fsync'), current_setting('max_connections')`;
    expect(await query(server, settings)).toEqual(['off', '17']);
  });

  const killedLauncher = async () => {
    await cluster.copyTo(dataDir);
    const launcher = await startCompanion({
      name: 'launcher',
      program: LAUNCHER,
      args: ['--data-dir', dataDir],
      ready: { line: /ready on 127\.0\.0\.1:(\d+)/ },
      write: (line) => lines.push(line),
    });
    process.kill(launcher.pid, 'SIGKILL');
    await launcher.ended;
    return Number(launcher.readyLine?.[1]);
  };

  it('reuses the server that a killed launcher left behind', async () => {
    const port = await killedLauncher();
    const server = await start({ answerTimeoutMs: 30_000 });
    expect(server).toMatchObject({ reused: true, port });
    expect(await query(server, 'SELECT 1')).toEqual([1]);
    await server.stop();
    expect(await runningPid()).toBeUndefined();
  });

  it('replaces a server left behind that does not answer, and recovers its data', async () => {
    const port = await killedLauncher();
    const orphan = await start();
    await query(orphan, `CREATE TABLE kept AS SELECT 'pear' AS fruit`);
    const pid = (await runningPid()) ?? 0;
    process.kill(pid, 'SIGSTOP');
    const server = await start({ answerTimeoutMs: 300 });
    expect(server.reused).toBe(false);
    expect(await runningPid()).not.toBe(pid);
    expect(lines.join('\n')).toContain('does not answer');
    expect(await query(server, 'SELECT fruit FROM kept')).toEqual(['pear']);
    expect(port).toBeGreaterThan(0);
  });

  it('stops its server when its launcher asks it to', async () => {
    const launcher = await startCompanion({
      name: 'launcher',
      program: LAUNCHER,
      args: ['--data-dir', dataDir],
      ready: { line: /ready on/ },
      write: (line) => lines.push(line),
    });
    expect(await runningPid()).toBeGreaterThan(0);
    expect(await launcher.stop()).toEqual({ code: 0, signal: null });
    expect(await runningPid()).toBeUndefined();
    expect(lines.join('\n')).not.toContain(await readFile(`${dataDir}.password`, 'utf8'));
  });

  it.each([
    ['a process that is gone', 999_999_999],
    ['another program since', process.pid],
  ])('starts in spite of a stale postmaster.pid whose number belongs to %s', async (_owner, pid) => {
    await (await startOnCluster()).stop();
    await writeFile(
      join(dataDir, 'postmaster.pid'),
      `${pid}\n${dataDir}\n1700000000\n5432\n\n127.0.0.1\n\nready\n`,
    );
    expect((await start()).reused).toBe(false);
  });

  it('lets launchers that come together share one server', async () => {
    const servers = await Promise.all([start(), start(), start()]);
    expect(servers.filter(({ reused }) => !reused)).toHaveLength(1);
    expect(new Set(servers.map(({ url }) => url)).size).toBe(1);
  });

  it('says what to do about a data folder that it cannot use', async () => {
    const server = await startOnCluster();
    await server.stop();
    await writeFile(join(dataDir, 'PG_VERSION'), '12\n');
    await expect(start()).rejects.toThrow('cluster of PostgreSQL 12');
    await writeFile(join(dataDir, 'PG_VERSION'), '18\n');
    await expect(start({ user: 'stranger' })).rejects.toThrow('refuses user "stranger"');
    expect(await runningPid()).toBeUndefined();
    await rm(`${dataDir}.password`);
    await expect(start()).rejects.toThrow('password file');
  });

  it('says which port is taken', async () => {
    const squatter = createServer().listen(await freePort(), '127.0.0.1');
    await once(squatter, 'listening');
    const address = squatter.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await expect(startOnCluster({ port })).rejects.toThrow(
      `Is another postmaster already running on port ${port}`,
    );
    squatter.close();
  });
});
