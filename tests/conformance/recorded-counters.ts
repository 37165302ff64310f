import type { Pool } from 'pg';
import { PgSignInAttempts } from '../../src/adapters/postgres/identity/pg-sign-in-attempts.ts';
import type { ThrottleRates } from '../../src/application/shared/throttling/request-throttle.ts';
import { type SignInLimits, signInKeyOf } from '../../src/domain/identity/sign-in-counting.ts';
import { rowsBefore, sentObject } from './interaction-facts.ts';
import { isOfKnownPassword, KNOWN_PASSWORD } from './known-passwords.ts';
import type { Interaction, RecordedRow } from './recordings.ts';

/** Where requests count (contract/rest-api.md 1.13). */
const GROUPS = /^\/api\/v1\.0\/(users|contacts|organizations|service-providers)(\/|$)/;
/** Refused before requests are counted, or led elsewhere. */
const BEFORE_COUNTING = [301, 401, 406];

type Limits = Readonly<{ throttleRates: ThrottleRates; signInLimits: SignInLimits }>;
type Scope = keyof ThrottleRates;
const SCOPES: readonly Scope[] = ['burst', 'sustained'];
type Counts = Record<Scope, number>;

const isCounted = ({ actor, request, response }: Interaction): boolean =>
  actor?.kind === 'user' && GROUPS.test(request.path) && !BEFORE_COUNTING.includes(response.status);

/** A time for each request counted. */
const timesOf = (scope: Scope): string =>
  `ARRAY(SELECT made.at FROM unnest(c.${scope}_times, c.${scope}_counts) AS made (at, requests),
                generate_series(1, made.requests) ORDER BY made.at) AS ${scope}`;
const READ = `SELECT ${SCOPES.map(timesOf).join(', ')} FROM request_count c WHERE c.user_id = $1`;
const onceEach = (place: string): string =>
  `${place}::timestamptz[], array_fill(1, ARRAY[cardinality(${place}::timestamptz[])]), 0`;
const WRITE = `INSERT INTO request_count (user_id, burst_times, burst_counts, burst_admitted,
         sustained_times, sustained_counts, sustained_admitted)
  VALUES ($1, ${onceEach('$2')}, ${onceEach('$3')})
  ON CONFLICT (user_id) DO UPDATE
    SET burst_times = excluded.burst_times, burst_counts = excluded.burst_counts,
        sustained_times = excluded.sustained_times, sustained_counts = excluded.sustained_counts`;

/**
 * Counted requests continue from one interaction to the next, as far as both were recorded. The recorded answer shows
 * the rest: a refusal means that enough requests had been counted, and since when; an answer where we have counted the
 * most means that the window had moved on.
 */
export class RecordedCounters {
  readonly #counts = new Map<string, Counts>();

  constructor(private readonly pool: Pool) {}

  /** To be called once the state before is there, and before the request is sent. */
  async prepare(
    interaction: Interaction,
    { throttleRates: rates, signInLimits }: Limits,
    now: Date,
  ): Promise<void> {
    if (isLockedOut(interaction)) await this.#lockOut(interaction, signInLimits, now);
    if (!interaction.keep_counters) this.#counts.clear();
    if (!isCounted(interaction) || interaction.actor === null) return;
    const { id } = interaction.actor;
    const counts = this.#counts.get(id) ?? { burst: 0, sustained: 0 };
    const { rows } = await this.pool.query<Record<Scope, Date[]>>(READ, [id]);
    const times = rows[0] ?? { burst: [], sustained: [] };
    const refusing = refusingScope(interaction, counts, rates);
    for (const scope of SCOPES) {
      const { requests, seconds } = rates[scope];
      if (scope === refusing) {
        const missing = Math.max(0, requests - counts[scope]);
        times[scope] = [...Array.from({ length: missing }, () => now), ...times[scope]];
        const waited = seconds - retryAfter(interaction) + 0.5;
        if (times[scope].length > 0) times[scope][0] = new Date(now.getTime() - waited * 1000);
        counts[scope] += missing;
      } else if (counts[scope] >= requests) {
        times[scope] = [];
        counts[scope] = 0;
      }
    }
    await this.pool.query(WRITE, [id, times.burst, times.sustained]);
    for (const scope of SCOPES) if (scope !== refusing) counts[scope] += 1;
    this.#counts.set(id, counts);
  }

  /** Counts as many failures at the address as lock it out. */
  async #lockOut(interaction: Interaction, limits: SignInLimits, now: Date): Promise<void> {
    const attempts = new PgSignInAttempts(this.pool, limits);
    const key = signInKeyOf(String(sentObject(interaction)['email']));
    for (let failure = 0; failure < limits.attempts; failure += 1) {
      await attempts.begin({ counter: { kind: 'address', key }, source: null }, now);
    }
  }
}

/** Whether the right password of a mailbox was refused, as others had been tried before: not all of it was recorded. */
function isLockedOut(interaction: Interaction): boolean {
  const { request, response, keep_counters } = interaction;
  const { email, password } = sentObject(interaction);
  const isRight = (row: RecordedRow) =>
    row['dn_email'] === email && row['status'] === 'enabled' && isOfKnownPassword(row['password']);
  return (
    keep_counters &&
    request.path === '/api/v1.0/login/' &&
    response.status === 401 &&
    password === KNOWN_PASSWORD &&
    rowsBefore(interaction, 'people_mail_box').some(isRight)
  );
}

const retryAfter = ({ response }: Interaction): number => Number(response.headers['Retry-After'] ?? 1);

/** The scope that had no room left when the reference refused a request; undefined when it did not. */
function refusingScope(
  interaction: Interaction,
  counts: Counts,
  { burst, sustained }: ThrottleRates,
): Scope | undefined {
  if (interaction.response.status !== 429) return undefined;
  if (retryAfter(interaction) > burst.seconds) return 'sustained';
  return counts.burst < burst.requests && counts.sustained >= sustained.requests ? 'sustained' : 'burst';
}
