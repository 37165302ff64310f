import { cpuOfPostgres, cpuOfProcess } from '../http/cpu-time.ts';
import type { LoadGenerator } from '../http/load-generator.ts';
import type { Effort } from '../http/measure.ts';
import type { ServerProcess } from '../http/server-process.ts';
import { median } from '../http/statistics.ts';
import { TEAMS_PATH } from './service-teams.ts';

/** Medians over the rounds; CPU in ms a request: in all, and PostgreSQL's part. */
export type Measured = Readonly<{ perSecond: number; cpuMs: number; databaseMs: number }>;

/** Requests that a side answers before it is measured: until then its code is being compiled. */
const WARMING = 2_000;
const LONGEST_WARMING_MS = 20_000;

/** Each connection has its own token: introspections of the same one would be shared. */
const HEADERS = {
  Host: 'localhost',
  Accept: 'application/json',
  'User-Agent': 'python-requests/2.32',
  Authorization: 'Bearer 0d5c6f0e7a4b4d0b9b7e1b2f3c4d5e6f{connection}',
};

/** Loads all sides alternately, once they are warm, so that other activity of the machine affects all of them. */
export async function measure(
  servers: readonly ServerProcess[],
  postmaster: number,
  load: LoadGenerator,
  { rounds, seconds, connections }: Effort,
): Promise<readonly Measured[]> {
  const turn = async ({ pid, port }: ServerProcess, duration: number) => {
    const [server, database] = [cpuOfProcess(pid), cpuOfPostgres(postmaster)];
    const order = { port, path: TEAMS_PATH, headers: HEADERS, seconds: duration, connections };
    const { requests, perSecond } = await load.run(order);
    const databaseMs = (cpuOfPostgres(postmaster) - database) / requests;
    const cpuMs = (cpuOfProcess(pid) - server) / requests + databaseMs;
    return { requests, perSecond, cpuMs, databaseMs };
  };
  for (const server of servers) {
    const deadline = performance.now() + LONGEST_WARMING_MS;
    for (let requests = 0; requests < WARMING && performance.now() < deadline; ) {
      requests += (await turn(server, 1)).requests;
    }
  }
  const turns: Measured[][] = servers.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, server] of servers.entries()) turns[index]?.push(await turn(server, seconds));
  }
  return turns.map((side) => ({
    perSecond: median(side.map(({ perSecond }) => perSecond)),
    cpuMs: median(side.map(({ cpuMs }) => cpuMs)),
    databaseMs: median(side.map(({ databaseMs }) => databaseMs)),
  }));
}
