import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HealthCheck, HealthStatus } from '../../src/application/shared/health-check.ts';
import { createLogger } from '../../src/infrastructure/observability/mozlog-logger.ts';
import { makeProbes } from '../../src/infrastructure/observability/probes.ts';
import { readVersionFile } from '../../src/infrastructure/observability/version-file.ts';
import { eventually } from '../support/eventually.ts';
import { serve } from './http-fixture.ts';
import { keepLines } from './log-lines.ts';

type Options = Partial<Parameters<typeof makeProbes>[0]>;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function open(options: Options = {}) {
  const kept = keepLines();
  const logger = createLogger({ name: 'regie.probes', level: 'info', release: '1', ...kept });
  const app = express().use(makeProbes({ checks: {}, logger, ...options }));
  const server = await serve(app);
  closers.push(() => server.close());
  return { ...server, entries: kept.entries };
}

const always = (status: HealthStatus) => async () => status;

describe('__heartbeat__', () => {
  it.each(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])(
    'answers %s, in both spellings',
    async (method) => {
      const { url } = await open({ checks: { database: always('ok') } });
      for (const path of ['/__heartbeat__', '/__heartbeat__/']) {
        const response = await fetch(`${url}${path}`, { method });
        expect(response.status).toBe(200);
        expect(response.headers.get('content-type')).toBe('application/json');
        expect(response.headers.get('cache-control')).toBe('no-store');
        expect(await response.text()).toBe(method === 'HEAD' ? '' : '{"status":"ok"}');
      }
      expect((await fetch(`${url}/__Heartbeat__`)).status).toBe(404);
      expect((await fetch(`${url}/__heartbeat__/x`)).status).toBe(404);
    },
  );

  it('says while the installation is in quarantine, in any environment', async () => {
    let isQuarantined = true;
    const { url } = await open({ isQuarantined: () => isQuarantined, cacheMs: 0 });
    const ask = async () => (await fetch(`${url}/__heartbeat__`)).json();
    expect(await ask()).toEqual({ status: 'ok', quarantine: true });
    isQuarantined = false;
    expect(await ask()).toEqual({ status: 'ok' });
  });

  it.each<[Record<string, HealthCheck>, number, HealthStatus]>([
    [{ a: always('ok'), b: always('warning') }, 200, 'warning'],
    [{ a: always('error'), b: always('warning') }, 500, 'error'],
    [{ a: always('ok'), b: () => Promise.reject(new Error('down')) }, 500, 'error'],
    [{}, 200, 'ok'],
  ])('tells the worst of the checks (%#)', async (checks, code, status) => {
    const { url } = await open({ checks });
    const response = await fetch(`${url}/__heartbeat__`);
    expect(response.status).toBe(code);
    expect(await response.json()).toEqual({ status });
  });

  it('tells which check says what in development only', async () => {
    const checks = { database: always('ok'), queue: always('warning') };
    const { url } = await open({ checks, details: true });
    expect(await (await fetch(`${url}/__heartbeat__`)).json()).toEqual({
      status: 'warning',
      checks: { database: 'ok', queue: 'warning' },
      details: { queue: { status: 'warning', level: 30 } },
    });
  });

  it('does not wait for a check that hangs, nor starts it again meanwhile', async () => {
    const finish: (() => void)[] = [];
    const hangs = vi.fn(() => new Promise<HealthStatus>((resolve) => finish.push(() => resolve('ok'))));
    const { url } = await open({ checks: { hangs, fine: always('ok') }, timeoutMs: 20, cacheMs: 0 });
    expect((await fetch(`${url}/__heartbeat__`)).status).toBe(500);
    expect((await fetch(`${url}/__heartbeat__`)).status).toBe(500);
    expect(hangs).toHaveBeenCalledTimes(1);
    for (const end of finish) end();
    await fetch(`${url}/__heartbeat__`);
    await eventually(() => expect(hangs).toHaveBeenCalledTimes(2));
  });

  it('runs the checks in parallel, once for all probes of a second', async () => {
    let running = 0;
    let together = 0;
    const check = vi.fn(async (): Promise<HealthStatus> => {
      running += 1;
      await new Promise((resolve) => setImmediate(resolve));
      together = Math.max(together, running);
      running -= 1;
      return 'ok';
    });
    const { url } = await open({ checks: { a: check, b: check }, cacheMs: 60_000 });
    await Promise.all(Array.from({ length: 10 }, () => fetch(`${url}/__heartbeat__`)));
    await fetch(`${url}/__heartbeat__`);
    expect(check).toHaveBeenCalledTimes(2);
    expect(together).toBe(2);
  });

  it('looks again afterwards, and logs changes only', async () => {
    let status: HealthStatus = 'ok';
    const { url, entries } = await open({ checks: { queue: async () => status }, cacheMs: 0 });
    for (const next of ['ok', 'warning', 'warning', 'ok'] as const) {
      status = next;
      expect(await (await fetch(`${url}/__heartbeat__`)).json()).toEqual({ status });
    }
    expect(entries().map(({ Severity, Fields }) => [Severity, Fields['check'], Fields['status']])).toEqual([
      [4, 'queue', 'warning'],
      [6, 'queue', undefined],
    ]);
  });
});

describe('__lbheartbeat__', () => {
  it('answers nothing at all, whatever the checks say', async () => {
    const { url } = await open({ checks: { database: always('error') } });
    for (const path of ['/__lbheartbeat__', '/__lbheartbeat__/']) {
      const response = await fetch(`${url}${path}`);
      expect([response.status, await response.text()]).toEqual([200, '']);
    }
  });
});

const BUILD = { source: 'https://example.fr/regie', version: '1.2.3', commit: 'abc', build: 'https://ci/1' };

describe('a process that is to end', () => {
  it('fails its probes, whatever the checks say, and asks nobody', async () => {
    const database = vi.fn(always('ok'));
    let isEnding = false;
    const { url } = await open({ checks: { database }, isEnding: () => isEnding, version: BUILD });
    expect((await fetch(`${url}/__lbheartbeat__`)).status).toBe(200);
    isEnding = true;
    for (const path of ['/__heartbeat__', '/__heartbeat__/', '/__lbheartbeat__', '/__lbheartbeat__/']) {
      const response = await fetch(`${url}${path}`);
      expect([response.status, await response.json()]).toEqual([503, { status: 'ending' }]);
    }
    expect(database).not.toHaveBeenCalled();
    expect((await fetch(`${url}/__version__`)).status).toBe(200);
  });
});

describe('__version__', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'regie-version-'));
    return () => rm(folder, { recursive: true });
  });

  it('tells the contents of version.json', async () => {
    const contents = {
      source: 'https://example.fr/regie',
      version: '1.2.3',
      commit: 'abc',
      build: 'https://ci/1',
    };
    await writeFile(join(folder, 'version.json'), JSON.stringify(contents));
    const { url } = await open({ version: await readVersionFile(join(folder, 'version.json')) });
    for (const path of ['/__version__', '/__version__/']) {
      const response = await fetch(`${url}${path}`);
      expect(response.headers.get('content-type')).toBe('application/json');
      expect(await response.json()).toEqual(contents);
    }
  });

  it('is absent without the file', async () => {
    const { url } = await open({ version: await readVersionFile(join(folder, 'version.json')) });
    const response = await fetch(`${url}/__version__`);
    expect([response.status, await response.text()]).toEqual([404, 'version.json not found']);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
  });

  it.each(['{', '[]', '{"version":"1"}'])('refuses a file that says %s', async (contents) => {
    await writeFile(join(folder, 'version.json'), contents);
    await expect(readVersionFile(join(folder, 'version.json'))).rejects.toThrow('is not a version file');
  });
});
