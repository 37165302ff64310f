/** The load generator, in a process of its own, so that its cost counts on neither side. */
import { setTimeout as delay } from 'node:timers/promises';
import { LoadConnection } from './load-connection.ts';
import type { LoadOrder, LoadResult } from './load-generator.ts';
import { percentile } from './statistics.ts';

async function carryOut(order: LoadOrder): Promise<LoadResult> {
  const { port, path, headers, seconds, connections, requests: most = Number.POSITIVE_INFINITY } = order;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  const times: number[] = [];
  let failure: string | undefined;
  const enough = new AbortController();
  const onAnswer = (milliseconds: number, status: number) => {
    times.push(milliseconds);
    if (status !== 200) failure ??= `an answer had status ${status}`;
    if (times.length >= most) enough.abort();
  };
  const onFailure = (error: Error) => {
    failure ??= error.message;
  };
  const started = performance.now();
  const all = Array.from(
    { length: connections },
    (_, index) =>
      new LoadConnection(port, request.replaceAll('{connection}', String(index)), onAnswer, onFailure),
  );
  for (const connection of all) connection.start();
  await delay(seconds * 1000, undefined, { signal: enough.signal }).catch(() => undefined);
  const elapsed = (performance.now() - started) / 1000;
  const requests = times.length;
  for (const connection of all) connection.stop();
  const sorted = Float64Array.from(times).sort();
  return {
    requests,
    perSecond: requests / elapsed,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    failure,
  };
}

process.on('message', async (order: LoadOrder) => {
  process.send?.(await carryOut(order));
});
process.on('disconnect', () => process.exit());
