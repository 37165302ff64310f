import { once } from 'node:events';
import { connect } from 'node:net';
import express, { type ErrorRequestHandler } from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '../../src/infrastructure/observability/mozlog-logger.ts';
import { currentRequest, setRequestUser } from '../../src/infrastructure/observability/request-context.ts';
import { requestSummary } from '../../src/infrastructure/observability/request-summary.ts';
import { eventually } from '../support/eventually.ts';
import { serve } from './http-fixture.ts';
import { keepLines } from './log-lines.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function open(level: 'debug' | 'info' = 'info') {
  const kept = keepLines();
  const logger = createLogger({ name: 'request.summary', level, release: '1', ...kept });
  let next = 0;
  const entered = new AbortController();
  const app = express();
  app.use(requestSummary({ logger, ids: { next: <Id extends string>() => `id-${++next}` as Id } }));
  app.use(express.json());
  app.all('/me', (req, res) => {
    setRequestUser('user-1');
    res.json({ rid: currentRequest()?.id, body: req.body });
  });
  app.get('/teams/:id/', (_req, res) => void res.json({}));
  app.get('/boom', () => {
    throw new Error('boom');
  });
  app.get('/never', () => entered.abort());
  app.get('/__heartbeat__', (_req, res) => void res.json({ status: 'ok' }));
  const onError: ErrorRequestHandler = (_error, _req, res, _next) => void res.status(500).json({});
  app.use(onError);
  const server = await serve(app);
  closers.push(() => server.close());
  const summaries = (count: number) =>
    eventually(() => {
      expect(kept.lines).toHaveLength(count);
      return kept.entries();
    });
  return { ...kept, ...server, summaries, entered: entered.signal };
}

describe('request summary', () => {
  it('writes one line per request, without query values', async () => {
    const { url, summaries } = await open();
    const headers = { 'user-agent': 'curl/8', 'accept-language': 'fr', 'x-request-id': 'abc.DEF-1_2' };
    const response = await fetch(`${url}/me?q=personal&code=S3cr3t`, { headers });
    expect(response.headers.get('x-request-id')).toBe('abc.DEF-1_2');
    expect(await response.json()).toMatchObject({ rid: 'abc.DEF-1_2' });
    const [entry] = await summaries(1);
    expect(entry).toMatchObject({ Type: 'request.summary', Severity: 6 });
    expect(entry?.Fields).toEqual({
      remote: '127.0.0.1',
      agent: 'curl/8',
      method: 'GET',
      path: '/me',
      route: '/me',
      errno: 0,
      t: expect.any(Number),
      rid: 'abc.DEF-1_2',
      code: 200,
      uid: 'user-1',
      lang: 'fr',
      release: '1',
    });
  });

  it('tells the template of the path, whatever the ids in it, and none of what is no route', async () => {
    const { url, summaries } = await open();
    await fetch(`${url}/teams/7b0d2a3e/`);
    expect((await summaries(1))[0]?.Fields).toMatchObject({ path: '/teams/7b0d2a3e/', route: '/teams/:id/' });
    await fetch(`${url}/nowhere`);
    expect((await summaries(2))[1]?.Fields).not.toHaveProperty('route');
  });

  it.each([['with space'], ['a'.repeat(65)], [''], ['-x'], ['a;b'], ['é']])(
    'does not take over the id %j',
    async (given) => {
      const { url, summaries } = await open();
      const response = await fetch(`${url}/me`, { headers: { 'x-request-id': given } });
      expect(response.headers.get('x-request-id')).toBe('id-1');
      expect((await summaries(1))[0]?.Fields['rid']).toBe('id-1');
    },
  );

  it('keeps concurrent requests apart, also after their bodies were read', async () => {
    const { url, summaries } = await open();
    const ids = Array.from({ length: 20 }, (_, index) => `req-${index}`);
    const answers = await Promise.all(
      ids.map(async (id) => {
        const headers = { 'x-request-id': id, 'content-type': 'application/json' };
        const body = JSON.stringify({ id, filler: 'x'.repeat(50_000) });
        return (await fetch(`${url}/me`, { method: 'POST', headers, body })).json() as Promise<{
          rid: string;
        }>;
      }),
    );
    expect(answers.map(({ rid }) => rid)).toEqual(ids);
    const logged = (await summaries(20)).map(({ Fields }) => Fields['rid']);
    expect(logged.toSorted()).toEqual(ids.toSorted());
  });

  it('tells failures of ours as errors, others as information', async () => {
    const { url, summaries } = await open();
    await fetch(`${url}/boom`);
    await fetch(`${url}/unknown`);
    const entries = await summaries(2);
    expect(entries.map(({ Severity, Fields }) => [Severity, Fields['code'], Fields['errno']])).toEqual([
      [3, 500, 500],
      [6, 404, 0],
    ]);
    expect(entries[0]?.Fields).not.toHaveProperty('uid');
  });

  it('tells requests whose client left', async () => {
    const { port, entered, summaries } = await open();
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /never HTTP/1.1\r\nhost: a\r\n\r\n');
    if (!entered.aborted) await once(entered, 'abort');
    socket.destroy();
    const [entry] = await summaries(1);
    expect(entry?.Fields).toMatchObject({ path: '/never', code: 499, errno: 0, aborted: true });
  });

  it('tells probes only when debugging', async () => {
    const info = await open('info');
    await fetch(`${info.url}/__heartbeat__`);
    await fetch(`${info.url}/me`);
    expect((await info.summaries(1))[0]?.Fields['path']).toBe('/me');
    const debug = await open('debug');
    await fetch(`${debug.url}/__heartbeat__`);
    expect((await debug.summaries(1))[0]).toMatchObject({ Severity: 7, Fields: { path: '/__heartbeat__' } });
  });
});
