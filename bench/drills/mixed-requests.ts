import { setTimeout as delay } from 'node:timers/promises';
import { exchange } from '../../tests/support/http-exchange.ts';
import type { Person } from './prepare-person.ts';
import { within } from './within.ts';

type Step = Readonly<{ method: string; path: string; expected: number; body?: unknown }>;
/** Ids of what steps made and later ones change. */
type Subjects = { team: string | undefined; contact: string | undefined };

const GIVEN_UP_MS = 30_000;

/** What pages of the console and clients of the API ask, in turn. Undefined: what it would change is not there yet. */
const STEPS: readonly ((n: number, slug: string, latest: Readonly<Subjects>) => Step | undefined)[] = [
  () => get('users/me/'),
  () => get('mail-domains/'),
  (_n, slug) => get(`mail-domains/${slug}/`),
  (_n, slug) => get(`mail-domains/${slug}/mailboxes/`),
  (n) => ({ method: 'POST', path: 'teams/', body: { name: `Team ${n}` }, expected: 201 }),
  () => get('users/?q=camille'),
  (_n, _slug, { team }) => (team === undefined ? undefined : get(`teams/${team}/`)),
  (_n, _slug, { team }) => (team === undefined ? undefined : get(`teams/${team}/accesses/`)),
  (n, _slug, { team }) =>
    team === undefined
      ? undefined
      : { method: 'PATCH', path: `teams/${team}/`, body: { name: `Team ${n} again` }, expected: 200 },
  (n) => ({
    method: 'POST',
    path: 'contacts/',
    body: { full_name: `Contact ${n}`, data: { emails: [{ type: 'Work', value: `c${n}@perso.example` }] } },
    expected: 201,
  }),
  (_n, slug) => get(`mail-domains/${slug}/accesses/`),
  (_n, _slug, { contact }) => (contact === undefined ? undefined : get(`contacts/${contact}/`)),
  (n, slug) => ({
    method: 'POST',
    path: `mail-domains/${slug}/aliases/`,
    body: { local_part: `alias-${n}`, destination: `owner-${n}@perso.example` },
    expected: 201,
  }),
  (_n, slug) => get(`mail-domains/${slug}/aliases/`),
  (_n, slug) => get(`mail-domains/${slug}/invitations/`),
  (_n, _slug, { contact }) =>
    contact === undefined ? undefined : { method: 'DELETE', path: `contacts/${contact}/`, expected: 204 },
  (_n, _slug, { team }) =>
    team === undefined ? undefined : { method: 'DELETE', path: `teams/${team}/`, expected: 204 },
  () => get('teams/'),
];

const get = (path: string): Step => ({ method: 'GET', path, expected: 200 });

/** Asks for everything in turn at a steady rate, and keeps what did not go as it should. */
export class MixedRequests {
  readonly failures: string[] = [];
  answered = 0;
  /** The longest that any request waited for its answer, in ms. */
  longestWait = 0;

  readonly #underWay = new Set<Promise<void>>();
  readonly #leaving = new AbortController();
  readonly #latest: Subjects = { team: undefined, contact: undefined };
  readonly #asking: Promise<void>;

  private constructor(
    private readonly url: string,
    private readonly person: Person,
    private readonly perSecond: number,
  ) {
    this.#asking = this.#ask();
  }

  static start(options: Readonly<{ url: string; person: Person; perSecond: number }>): MixedRequests {
    return new MixedRequests(options.url, options.person, options.perSecond);
  }

  async stop(): Promise<void> {
    this.#leaving.abort();
    await this.#asking;
    await Promise.all(this.#underWay);
  }

  abandon(): void {
    this.#leaving.abort();
  }

  async #ask(): Promise<void> {
    const { signal } = this.#leaving;
    const beganAt = performance.now();
    for (let n = 0; !signal.aborted; n += 1) {
      const domain = this.person.domains[n % this.person.domains.length];
      const step = STEPS[n % STEPS.length]?.(n, domain?.slug ?? '', this.#latest);
      if (step !== undefined) {
        const doing: Promise<void> = this.#carryOut(step).then(() => void this.#underWay.delete(doing));
        this.#underWay.add(doing);
        // A thing that is changed is there; it is deleted only after what else was asked about it.
        if (step.method === 'DELETE' || step.expected === 201) await doing;
      }
      const due = beganAt + (n * 1_000) / this.perSecond;
      await delay(Math.max(1, due - performance.now()), undefined, { signal }).catch(() => undefined);
    }
  }

  async #carryOut({ method, path, body, expected }: Step): Promise<void> {
    const beganAt = performance.now();
    const answering = exchange(`${this.url}/api/v1.0/${path}`, {
      method,
      headers: {
        ...this.person.headers,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const isAnswered = await within(GIVEN_UP_MS, answering);
    this.longestWait = Math.max(this.longestWait, performance.now() - beganAt);
    this.answered += 1;
    if (!isAnswered) {
      this.failures.push(`${method} ${path}: no answer within ${GIVEN_UP_MS} ms`);
      return;
    }
    await answering.then(
      ({ status, text, body: told }) => {
        if (status !== expected) this.failures.push(`${method} ${path}: ${status} ${text.slice(0, 300)}`);
        else this.#remember(method, path, told);
      },
      (error: Error) => void this.failures.push(`${method} ${path}: ${error.message}`),
    );
  }

  #remember(method: string, path: string, told: unknown): void {
    const id = typeof told === 'object' && told !== null && 'id' in told ? String(told.id) : undefined;
    if (path.startsWith('teams/') && method !== 'GET')
      this.#latest.team = method === 'DELETE' ? undefined : id;
    if (path.startsWith('contacts/') && method !== 'GET') this.#latest.contact = id;
  }
}
