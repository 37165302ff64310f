import { cpuOfPostgres, cpuOfProcess } from './cpu-time.ts';
import type { LoadGenerator, LoadResult } from './load-generator.ts';
import type { Scenario } from './scenario.ts';
import type { ServerProcess } from './server-process.ts';
import { median } from './statistics.ts';
import type { Surroundings } from './surroundings.ts';

export type Effort = Readonly<{ rounds: number; seconds: number; connections: number }>;

/** Medians over the rounds; times in ms. */
export type Measured = Readonly<{
  perSecond: number;
  p50: number;
  p99: number;
  serverCpu: number;
  databaseCpu: number;
}>;

export type Comparison = Readonly<{
  scenario: Scenario;
  application: Measured;
  bare: Measured;
  /** How many times more requests a second the bare handler answers: median of the rounds. */
  ratio: number;
}>;

type Round = LoadResult & Readonly<{ serverCpu: number; databaseCpu: number }>;

/** Requests a side answers before it is measured: until then its code is being compiled. */
const WARMING = 3_000;
const LONGEST_WARMING_MS = 30_000;

/** Loads both sides in turns, so that whatever else the machine does meets both, once both are warm. */
export async function compare(
  scenario: Scenario,
  surroundings: Surroundings,
  load: LoadGenerator,
  effort: Effort,
): Promise<Comparison> {
  const { application, bare, subject } = surroundings;
  const turn = (server: ServerProcess, seconds: number) =>
    oneRound(server, scenario.path(subject), surroundings, load, { ...effort, seconds });
  const ours: Round[] = [];
  const theirs: Round[] = [];
  for (const server of [application, bare]) {
    const deadline = performance.now() + LONGEST_WARMING_MS;
    for (let requests = 0; requests < WARMING && performance.now() < deadline; ) {
      requests += (await turn(server, 1)).requests;
    }
  }
  for (let round = 0; round < effort.rounds; round += 1) {
    ours.push(await turn(application, effort.seconds));
    theirs.push(await turn(bare, effort.seconds));
  }
  return {
    scenario,
    application: mediansOf(ours),
    bare: mediansOf(theirs),
    ratio: median(theirs.map(({ perSecond }, index) => perSecond / (ours[index]?.perSecond ?? Number.NaN))),
  };
}

async function oneRound(
  { pid, port }: ServerProcess,
  path: string,
  { headers, postmaster }: Surroundings,
  load: LoadGenerator,
  { seconds, connections }: Effort,
): Promise<Round> {
  const server = cpuOfProcess(pid);
  const database = cpuOfPostgres(postmaster);
  const result = await load.run({ port, path, headers, seconds, connections });
  return {
    ...result,
    serverCpu: (cpuOfProcess(pid) - server) / result.requests,
    databaseCpu: (cpuOfPostgres(postmaster) - database) / result.requests,
  };
}

const mediansOf = (rounds: readonly Round[]): Measured => ({
  perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
  serverCpu: median(rounds.map(({ serverCpu }) => serverCpu)),
  databaseCpu: median(rounds.map(({ databaseCpu }) => databaseCpu)),
});
