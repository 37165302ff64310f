import type { Client } from 'pg';
import type { Sample } from './level.ts';

/** A process whose metrics are read. */
export type Watched = Readonly<{ name: string; metricsUrl: string }>;

/** What is read of each process: the metric, and its divisor. */
const METRICS = [
  { figure: 'resident memory (MB)', metric: 'regie_process_resident_memory_bytes', divisor: 1_048_576 },
  { figure: 'heap (MB)', metric: 'regie_nodejs_heap_size_used_bytes', divisor: 1_048_576 },
  { figure: 'file handles', metric: 'regie_process_open_fds', divisor: 1 },
  { figure: 'active resources', metric: 'regie_nodejs_active_resources_total', divisor: 1 },
] as const;
export type Figure = (typeof METRICS)[number]['figure'] | 'database connections';

/** Samples by process and figure, `NAME: FIGURE`. */
export type Samples = Map<string, { figure: Figure; samples: Sample[] }>;

/** Reads every figure of the processes once, and how many connections the database has. */
export async function sampleProcesses(
  { watched, client, into }: Readonly<{ watched: readonly Watched[]; client: Client; into: Samples }>,
  at: number,
): Promise<void> {
  const keep = (name: string, figure: Figure, value: number) => {
    const key = `${name}: ${figure}`;
    const kept = into.get(key) ?? { figure, samples: [] };
    kept.samples.push({ at, value });
    into.set(key, kept);
  };
  for (const { name, metricsUrl } of watched) {
    const text = await (await fetch(metricsUrl)).text();
    for (const { figure, metric, divisor } of METRICS) keep(name, figure, readMetric(text, metric) / divisor);
  }
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()',
  );
  keep('all', 'database connections', rows[0]?.count ?? 0);
}

/** A line of the text format: the name, perhaps labels in braces, and the value. @throws Error when there is none */
function readMetric(text: string, metric: string): number {
  const found = new RegExp(`^${metric}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text)?.[1];
  if (found === undefined) throw new Error(`the metrics have no ${metric}`);
  return Number(found);
}
