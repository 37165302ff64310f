/**
 * `npm run bench:sign-in`: CPU of the token endpoint and of userinfo, beside the OpenID library alone with its records in
 * memory; and how long `users/me/` takes while people sign in, beside the same without them.
 */
import { buildApplication, print, stopOnSignal } from '../http/benchmark-program.ts';
import { cpuOfPostgres, cpuOfProcess } from '../http/cpu-time.ts';
import { LoadGenerator } from '../http/load-generator.ts';
import { describeEffort, readLoadOptions } from '../http/load-options.ts';
import { median } from '../http/statistics.ts';
import { refreshAndRead, signIn } from './federated-client.ts';
import { type Side, startSurroundings } from './surroundings.ts';

const { effort, skipsBuild, nodeOptions } = readLoadOptions(5);
/** People who sign in at the same time, again and again. */
const PEOPLE = 20;
const CALLERS = 4;

/** Does `work` as often as `seconds` allow, in each of `chains` at once. @returns how often */
async function repeatFor(
  seconds: number,
  chains: number,
  work: (chain: number) => Promise<void>,
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let times = 0;
  const repeat = async (chain: number) => {
    while (performance.now() < end) {
      await work(chain);
      times += 1;
    }
  };
  await Promise.all(Array.from({ length: chains }, (_, chain) => repeat(chain)));
  return times;
}

type Cost = { exchanges: number; serverCpu: number; databaseCpu: number };

if (!skipsBuild) buildApplication();
const surroundings = await startSurroundings(nodeOptions);
const load = new LoadGenerator();
stopOnSignal(() => surroundings.stop());
try {
  const { application, bare, postmaster, person } = surroundings;
  print(describeEffort(effort));

  const signedIn = async (side: Side) => {
    const chains = Array.from({ length: effort.connections }, (_, number) => number);
    const tokens = await Promise.all(chains.map((number) => signIn(side.target, number)));
    const total: Cost = { exchanges: 0, serverCpu: 0, databaseCpu: 0 };
    const turn = async (seconds: number): Promise<Cost> => {
      const [server, database] = [cpuOfProcess(side.server.pid), cpuOfPostgres(postmaster)];
      const exchanges = await repeatFor(seconds, tokens.length, async (chain) => {
        tokens[chain] = await refreshAndRead(side.target, tokens[chain] ?? '');
      });
      return {
        exchanges,
        serverCpu: cpuOfProcess(side.server.pid) - server,
        databaseCpu: cpuOfPostgres(postmaster) - database,
      };
    };
    return { total, turn };
  };
  const sides = { application: await signedIn(application), bare: await signedIn(bare) };
  const inTurn = Object.values(sides);
  for (const { turn } of inTurn) await turn(effort.seconds * 2);
  for (let round = 0; round < effort.rounds; round += 1) {
    for (const { total, turn } of round % 2 === 0 ? inTurn : inTurn.toReversed()) {
      const cost = await turn(effort.seconds);
      total.exchanges += cost.exchanges;
      total.serverCpu += cost.serverCpu;
      total.databaseCpu += cost.databaseCpu;
    }
  }
  const perExchange = ({ total }: { total: Cost }, figure: 'serverCpu' | 'databaseCpu') =>
    total[figure] / total.exchanges;
  const [ours, theirs] = [perExchange(sides.application, 'serverCpu'), perExchange(sides.bare, 'serverCpu')];
  print('');
  print('Token endpoint and userinfo, once each: CPU in ms');
  print(
    `application ${ours.toFixed(2)}   PostgreSQL ${perExchange(sides.application, 'databaseCpu').toFixed(2)}`,
  );
  print(`library alone ${theirs.toFixed(2)}   ratio ${(ours / theirs).toFixed(2)} (goal 2)`);

  const callsOfOthers = { port: application.server.port, path: '/api/v1.0/users/me/', headers: person };
  const latency = async () =>
    (await load.run({ ...callsOfOthers, seconds: effort.seconds, connections: CALLERS })).p99;
  const besides: number[] = [];
  const alone: number[] = [];
  let signIns = 0;
  await latency();
  for (let round = 0; round < effort.rounds; round += 1) {
    alone.push(await latency());
    const people = repeatFor(effort.seconds, PEOPLE, async (chain) => {
      await signIn(application.target, chain);
    });
    besides.push(await latency());
    signIns += await people;
  }
  print('');
  print(`p99 of users/me/ by ${CALLERS} callers, in ms; ${signIns} sign-ins by ${PEOPLE} people at once`);
  print(
    `alone ${median(alone).toFixed(1)}   while they sign in ${median(besides).toFixed(1)}   ratio ${(
      median(besides) / median(alone)
    ).toFixed(2)} (goal 2)`,
  );
} finally {
  load.stop();
  await surroundings.stop();
}
