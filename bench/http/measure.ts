import { cpuOfPostgres, cpuOfProcess } from './cpu-time.ts';
import type { Installation } from './installation.ts';
import type { LoadGenerator, LoadResult } from './load-generator.ts';
import type { Scenario } from './scenario.ts';
import type { ServerProcess } from './server-process.ts';
import { median } from './statistics.ts';
import type { Surroundings } from './surroundings.ts';

export type Effort = Readonly<{ rounds: number; seconds: number; connections: number }>;

/**
 * Medians over the rounds; times in ms. CPU is the sum of all rounds divided by their requests, so that rounds with more
 * requests weigh more.
 */
export type Measured = Readonly<{
  perSecond: number;
  p50: number;
  p99: number;
  serverCpu: number;
  databaseCpu: number;
}>;

/** An installation, and its own CPU in ms for each of the first `COLD_REQUESTS` requests of a process. */
export type MeasuredInstallation = Measured & Readonly<{ coldCpu: number }>;

export type Comparison = Readonly<{
  scenario: Scenario;
  application: MeasuredInstallation;
  other: MeasuredInstallation | undefined;
  bare: Measured;
  /** How many times more requests a second the bare handler answers: median of the rounds. */
  ratio: number;
}>;

/** CPU in ms, of all requests together. */
type Round = LoadResult & Readonly<{ serverCpu: number; databaseCpu: number }>;

/** Requests that a side answers before it is measured: until then its code is being compiled. */
const WARMING = 3_000;
const LONGEST_WARMING_MS = 30_000;
/** Number of first requests of a fresh process whose CPU is measured. */
const COLD_REQUESTS = 1_000;
const COLD_PROCESSES = 3;
const LONGEST_COLD_SECONDS = 30;

/** Loads all sides alternately, once they are warm, so that other activity of the machine affects all of them. */
export async function compare(
  scenario: Scenario,
  surroundings: Surroundings,
  load: LoadGenerator,
  effort: Effort,
): Promise<Comparison> {
  const { application, other, bare } = surroundings;
  const cold = await coldCpu(scenario, surroundings, load, effort);
  const sides = [{ ...application, server: bare }, application, ...(other ? [other] : [])].map(
    ({ server, subject, headers }) => {
      const rounds: Round[] = [];
      const turn = (seconds: number) =>
        oneRound(server, surroundings, load, { ...effort, seconds, path: scenario.path(subject), headers });
      return { rounds, turn };
    },
  );
  for (const { turn } of sides) {
    const deadline = performance.now() + LONGEST_WARMING_MS;
    for (let requests = 0; requests < WARMING && performance.now() < deadline; ) {
      requests += (await turn(1)).requests;
    }
  }
  for (let round = 0; round < effort.rounds; round += 1) {
    // The order alternates, so that no side always follows the same one.
    const order = round % 2 === 0 ? sides : sides.toReversed();
    for (const { rounds, turn } of order) rounds.push(await turn(effort.seconds));
  }
  const [theirs, ours, others] = sides.map(({ rounds }) => rounds);
  if (theirs === undefined || ours === undefined) throw new Error('nothing was measured');
  return {
    scenario,
    application: { ...mediansOf(ours), coldCpu: median(cold.application) },
    other: others && { ...mediansOf(others), coldCpu: median(cold.other) },
    bare: mediansOf(theirs),
    ratio: median(theirs.map(({ perSecond }, index) => perSecond / (ours[index]?.perSecond ?? Number.NaN))),
  };
}

type Turn = Effort & Readonly<{ path: string; headers: Installation['headers']; requests?: number }>;

async function oneRound(
  { pid, port }: ServerProcess,
  { postmaster }: Pick<Surroundings, 'postmaster'>,
  load: LoadGenerator,
  { seconds, connections, path, headers, requests }: Turn,
): Promise<Round> {
  const server = cpuOfProcess(pid);
  const database = cpuOfPostgres(postmaster);
  const result = await load.run({ port, path, headers, seconds, connections, requests });
  return {
    ...result,
    serverCpu: cpuOfProcess(pid) - server,
    databaseCpu: cpuOfPostgres(postmaster) - database,
  };
}

/** CPU of fresh processes, measured alternately. */
async function coldCpu(
  scenario: Scenario,
  surroundings: Surroundings,
  load: LoadGenerator,
  effort: Effort,
): Promise<Readonly<{ application: number[]; other: number[] }>> {
  const { application, other } = surroundings;
  const measureFresh = async ({ subject, headers, startFresh }: Installation) => {
    const server = await startFresh();
    try {
      const path = scenario.path(subject);
      const order = { ...effort, path, headers, seconds: LONGEST_COLD_SECONDS, requests: COLD_REQUESTS };
      const { serverCpu, requests } = await oneRound(server, surroundings, load, order);
      return serverCpu / requests;
    } finally {
      await server.stop();
    }
  };
  const [ours, others]: [number[], number[]] = [[], []];
  for (let process = 0; process < COLD_PROCESSES; process += 1) {
    ours.push(await measureFresh(application));
    if (other) others.push(await measureFresh(other));
  }
  return { application: ours, other: others };
}

const mediansOf = (rounds: readonly Round[]): Measured => ({
  perSecond: median(rounds.map(({ perSecond }) => perSecond)),
  p50: median(rounds.map(({ p50 }) => p50)),
  p99: median(rounds.map(({ p99 }) => p99)),
  serverCpu: sum(rounds, 'serverCpu') / sum(rounds, 'requests'),
  databaseCpu: sum(rounds, 'databaseCpu') / sum(rounds, 'requests'),
});

const sum = (rounds: readonly Round[], figure: 'serverCpu' | 'databaseCpu' | 'requests'): number =>
  rounds.reduce((total, round) => total + round[figure], 0);
