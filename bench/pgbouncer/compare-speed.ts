import { setTimeout as delay } from 'node:timers/promises';
import { cpuOfProcess } from '../http/cpu-time.ts';
import { LoadGenerator } from '../http/load-generator.ts';
import { median } from '../http/statistics.ts';

type Side = Readonly<{
  port: number;
  /** Processes whose CPU counts: that of the application, and of what stands between it and the database. */
  pids: readonly number[];
}>;

type Given = Readonly<{
  direct: Side;
  pooled: Side;
  path: string;
  headers: Readonly<Record<string, string>>;
}>;

const ROUNDS = 5;
const SECONDS = 3;
const CONNECTIONS = 16;
const WARMING_SECONDS = 6;

/** Loads a process with connections of its own and one behind the pooler in turns. @throws Error when an answer is not 200 */
export async function compareSpeed({ direct, pooled, path, headers }: Given): Promise<readonly string[]> {
  const load = new LoadGenerator();
  const round = async ({ port, pids }: Side, seconds: number) => {
    const before = pids.map(cpuOfProcess);
    const result = await load.run({ port, path, headers, seconds, connections: CONNECTIONS });
    const cpu = pids.map((pid, index) => (cpuOfProcess(pid) - (before[index] ?? 0)) / result.requests);
    return { ...result, cpu };
  };
  try {
    for (const side of [direct, pooled]) await round(side, WARMING_SECONDS);
    const ratios: number[] = [];
    const all: Record<'direct' | 'pooled', Awaited<ReturnType<typeof round>>[]> = { direct: [], pooled: [] };
    for (let turn = 0; turn < ROUNDS; turn += 1) {
      const ours = await round(direct, SECONDS);
      const theirs = await round(pooled, SECONDS);
      all.direct.push(ours);
      all.pooled.push(theirs);
      ratios.push(theirs.perSecond / ours.perSecond);
      await delay(100);
    }
    const line = (name: string, rounds: readonly Awaited<ReturnType<typeof round>>[]) => {
      const figure = (of: (one: Awaited<ReturnType<typeof round>>) => number) => median(rounds.map(of));
      return (
        `${name}: ${figure(({ perSecond }) => perSecond).toFixed(0)} requests/s, ` +
        `p99 ${figure(({ p99 }) => p99).toFixed(1)} ms, ` +
        `CPU of the application ${figure(({ cpu }) => cpu[0] ?? 0).toFixed(2)} ms a request, ` +
        `of the pooler ${figure(({ cpu }) => cpu[1] ?? 0).toFixed(2)} ms`
      );
    };
    return [
      line(`${path}, direct connections`, all.direct),
      line(`${path}, through PgBouncer`, all.pooled),
      `through PgBouncer: ${median(ratios).toFixed(2)} times the requests a second of direct connections`,
    ];
  } finally {
    load.stop();
  }
}
