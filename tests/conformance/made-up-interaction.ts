import type { Interaction, RecordedTables } from './recordings.ts';
import type { Answer } from './replayed-application.ts';

export const ALICE = '11111111-1111-4111-8111-111111111111';
export const TEAM = '22222222-2222-4222-8222-222222222222';

type Parts = Partial<Omit<Interaction, 'request' | 'response'>> & {
  readonly request?: Partial<Interaction['request']>;
  readonly response?: Partial<Interaction['response']>;
};

const TYPE = { 'Content-Type': 'application/json' };

/** An invented interaction of a signed-in person, in the form of a recording. */
export const madeUp = ({ request, response, ...parts }: Parts, before: RecordedTables = {}): Interaction => ({
  area: 'area',
  n: 1,
  case: 'case',
  as: 'alice',
  actor: { id: ALICE, kind: 'user' },
  settings: {},
  before,
  changes: {},
  outgoing: [],
  mails: [],
  keep_counters: false,
  ...parts,
  request: { method: 'GET', path: '/', query: '', headers: {}, body: null, ...request },
  response: { status: 200, headers: TYPE, body: {}, ...response },
});

/** An answer of ours. */
export const answered = (status: number, body: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  text: typeof body === 'string' ? body : JSON.stringify(body),
});
