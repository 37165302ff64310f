import { setTimeout as delay } from 'node:timers/promises';
import type { ApiClient } from '../../support/api-client.ts';
import { eventually } from '../../support/eventually.ts';

type Outcome = Readonly<{
  status: number;
  code: string | undefined;
  retryAfter: string | undefined;
  ms: number;
}>;

export type LoadFigures = Readonly<{
  requests: number;
  statuses: Readonly<Record<string, number>>;
  slowestMs: number;
  /** Refusals that are not what a caller can work with: another status, no code, no time to come back. */
  unfit: readonly Outcome[];
}>;

export type Load = Readonly<{
  /** Local parts of the mailboxes answered with 201 so far. */
  acknowledged: ReadonlySet<string>;
  /** Those of which the answer says that they may have been made or not. */
  uncertain: ReadonlySet<string>;
  /** Those that were answered as not possible for the moment. */
  refused: ReadonlySet<string>;
  /** Statuses of the last answers, one for each process. */
  latest(): readonly (number | undefined)[];
  /** Resolves once so many more answers have come. */
  answered(count: number): Promise<void>;
  /** What came since the last time it was asked. */
  figures(): LoadFigures;
  stop(): Promise<void>;
}>;

const READ_EVERY_MS = 60;
const WRITE_EVERY_MS = 200;
const CODES = ['database_unavailable', 'database_outcome_unknown'];

const isFit = ({ status, code, retryAfter }: Outcome): boolean =>
  status === 200 ||
  status === 201 ||
  (status === 503 && CODES.includes(code ?? '') && Number(retryAfter) > 0);

/** Reads and creates mailboxes all the time, at each of the processes in turn, ignoring failures. */
export function startSteadyLoad(clients: readonly ApiClient[], slug: string): Load {
  const [acknowledged, uncertain, refused] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const latest: (number | undefined)[] = clients.map(() => undefined);
  const underWay = new Set<Promise<void>>();
  let outcomes: Outcome[] = [];
  let isOver = false;
  let created = 0;
  let answers = 0;

  const ask = async (index: number, method: string, path: string, body?: unknown): Promise<Outcome> => {
    const beganAt = performance.now();
    const answer = await clients[index]?.rest(method, path, body);
    const told = answer?.body as { code?: string } | undefined;
    const outcome = {
      status: answer?.status ?? 0,
      code: told?.code,
      retryAfter: answer?.headers['retry-after'],
      ms: performance.now() - beganAt,
    };
    outcomes.push(outcome);
    answers += 1;
    latest[index] = outcome.status;
    return outcome;
  };
  const create = async (index: number): Promise<void> => {
    created += 1;
    const name = `box-${created}`;
    const { status, code } = await ask(index, 'POST', `mail-domains/${slug}/mailboxes/`, {
      first_name: 'Ada',
      last_name: `Lovelace ${created}`,
      local_part: name,
      secondary_email: `${name}@perso.example`,
    });
    if (status === 201) acknowledged.add(name);
    else if (code === 'database_outcome_unknown') uncertain.add(name);
    else refused.add(name);
  };
  const every = async (ms: number, work: (index: number) => Promise<unknown>): Promise<void> => {
    for (let turn = 0; !isOver; turn += 1) {
      const doing: Promise<void> = work(turn % clients.length).then(() => void underWay.delete(doing));
      underWay.add(doing);
      await delay(ms);
    }
  };
  const loops = [
    every(READ_EVERY_MS, (index) => ask(index, 'GET', 'users/me/')),
    every(WRITE_EVERY_MS, create),
  ];
  return {
    acknowledged,
    uncertain,
    refused,
    latest: () => latest,
    answered: (count) => {
      const enough = answers + count;
      return eventually(() => {
        if (answers < enough) throw new Error(`${enough - answers} of ${count} answers have not come`);
      });
    },
    figures: () => {
      const seen = outcomes;
      outcomes = [];
      const statuses: Record<string, number> = {};
      for (const { status, code } of seen) {
        const name = code === undefined ? String(status) : `${status} ${code}`;
        statuses[name] = (statuses[name] ?? 0) + 1;
      }
      return {
        requests: seen.length,
        statuses,
        slowestMs: Math.round(Math.max(0, ...seen.map(({ ms }) => ms))),
        unfit: seen.filter((outcome) => !isFit(outcome)),
      };
    },
    stop: async () => {
      isOver = true;
      await Promise.all(loops);
      await Promise.all(underWay);
    },
  };
}
