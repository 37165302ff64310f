import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { GatheredMetrics } from './gathered-metrics.ts';
import { type MetricsSnapshot, readSnapshot } from './messages.ts';

type Measured = { requests: number; jobs: number; readable: number; connections: number };

/** What a process measured: something of each kind. */
async function snapshot({ requests, jobs, readable, connections }: Measured): Promise<MetricsSnapshot> {
  const registry = new Registry();
  const registers = [registry];
  const help = 'help';
  const times = new Histogram({ name: 'times', help, buckets: [1], labelNames: ['route'], registers });
  for (let n = 0; n < requests; n += 1) times.observe({ route: '/a' }, 0.5);
  new Counter({ name: 'requests_total', help, registers }).inc(requests);
  new Gauge({ name: 'jobs', help, registers, aggregator: 'max' }).set(jobs);
  new Gauge({ name: 'readable', help, registers, aggregator: 'min' }).set(readable);
  new Gauge({ name: 'connections', help, registers }).set(connections);
  return readSnapshot(await registry.getMetricsAsJSON());
}

const valuesOf = (text: string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );

it('adds what each process did, and takes once what all look at', async () => {
  const gathered = new GatheredMetrics<string>();
  gathered.take('a', await snapshot({ requests: 3, jobs: 7, readable: 1, connections: 2 }));
  gathered.take('b', await snapshot({ requests: 4, jobs: 9, readable: 0, connections: 5 }));
  expect(valuesOf(await gathered.text(new Set(['a', 'b']), []))).toEqual({
    'times_bucket{le="1",route="/a"}': 7,
    'times_bucket{le="+Inf",route="/a"}': 7,
    'times_sum{route="/a"}': 3.5,
    'times_count{route="/a"}': 7,
    requests_total: 7,
    jobs: 9,
    readable: 0,
    connections: 7,
  });
});

it('keeps what only grows of processes that are silent or have ended, so that no sum ever falls', async () => {
  const gathered = new GatheredMetrics<string>();
  for (const name of ['a', 'b', 'c'])
    gathered.take(name, await snapshot({ requests: 10, jobs: 1, readable: 1, connections: 2 }));
  gathered.end('b');
  gathered.end('c');
  gathered.end('never seen');
  const now = valuesOf(await gathered.text(new Set<string>(), []));
  expect(now).toMatchObject({ requests_total: 30, 'times_count{route="/a"}': 30 });
  expect(Object.keys(now)).not.toContain('connections');
  gathered.take('d', await snapshot({ requests: 1, jobs: 1, readable: 1, connections: 6 }));
  const then = valuesOf(await gathered.text(new Set(['d']), []));
  expect(then).toMatchObject({ requests_total: 31, 'times_count{route="/a"}': 31, connections: 6 });
});

it('adds what the parent measured', async () => {
  const gathered = new GatheredMetrics<string>();
  const own = await snapshot({ requests: 1, jobs: 1, readable: 1, connections: 1 });
  gathered.take('a', own);
  expect(valuesOf(await gathered.text(new Set(['a']), own))).toMatchObject({ connections: 2, jobs: 1 });
});
