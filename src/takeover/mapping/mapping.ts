import type { ClaimProfile } from '../../domain/identity/openid-claims.ts';
import { normalizeEmail } from '../../domain/shared/email-address.ts';
import { nearestLine } from '../../domain/shared/single-line-text.ts';
import type { SourceRow, SourceTableName } from './source-tables.ts';
import type { TargetRows } from './target-tables.ts';

/** A row of the reference that violates a rule of ours or needs a decision, and what the import did with it. */
export type Finding = Readonly<{
  table: SourceTableName;
  id: string;
  problem: string;
  outcome: string;
  /** What people call it. */
  name?: string;
  /** Columns that it is about. */
  columns?: readonly string[];
}>;

/** Addresses that the installation lets webhooks call. */
export type WebhookReach = Readonly<{
  allowsPlainHttp: boolean;
  /** False for a host, as URLs write it, that can only be in a network that webhooks may not reach. */
  mayLeadTo(host: string): boolean;
}>;

/** Lower-case hexadecimal SHA-256 of a text's UTF-8. */
export type Digest = (text: string) => string;

/** State of a mapping from the rows read before: filled while the tables are read in their order. */
export type Memory = {
  readonly digest: Digest;
  readonly webhookReach: WebhookReach;
  /** The claims that the reference's OpenID provider gave, which decided what it demanded of clients. */
  readonly claimProfile: ClaimProfile;
  /** Identifiers already given to an organization, by identifier. */
  readonly registrationIds: Map<string, string>;
  readonly domains: Map<string, string>;
  readonly keyHashes: Set<string>;
  /** Paths of parents whose own row is still to come, with their number of children and the id of one child. */
  readonly awaitedTeams: Map<string, { children: number; childId: string }>;
  /** Mail domains that were left out, with the objects that belong to them. */
  readonly domainsLeftOut: Set<string>;
  /** People who may register OpenID clients. */
  readonly staff: Set<string>;
  /** What the latest rows of a table are known by, where rows that would collide are read one after the other. */
  readonly latestKeys: Map<SourceTableName, { readonly group: string; readonly keys: Set<string> }>;
  /** What rows with an internationalised domain are known by: its two spellings are read far from each other. */
  readonly internationalised: Set<string>;
};

const USUAL_WEBHOOK_REACH: WebhookReach = { allowsPlainHttp: false, mayLeadTo: () => true };

export const newMemory = (
  digest: Digest,
  webhookReach = USUAL_WEBHOOK_REACH,
  claimProfile: ClaimProfile = 'base',
): Memory => ({
  digest,
  webhookReach,
  claimProfile,
  registrationIds: new Map(),
  domains: new Map(),
  keyHashes: new Set(),
  awaitedTeams: new Map(),
  domainsLeftOut: new Set(),
  staff: new Set(),
  latestKeys: new Map(),
  internationalised: new Set(),
});

/** Maps a row to our rows, and adds a finding for each rule that it violates. */
export type MapRow<Name extends SourceTableName> = (
  row: SourceRow<Name>,
  memory: Memory,
  findings: RowFindings,
) => TargetRows;

/** The nearest name in a single line; undefined where there is none, or the name is one already. */
function lineOf(written: string | null): string | undefined {
  if (typeof written !== 'string' || written === '') return undefined;
  const line = nearestLine(written);
  return line === written ? undefined : line;
}

/** Collects findings about one row. */
export class RowFindings {
  readonly list: Finding[] = [];

  constructor(
    private readonly table: SourceTableName,
    private readonly id: string,
  ) {}

  add(problem: string, outcome: string): void {
    this.list.push({ table: this.table, id: this.id, problem, outcome });
  }

  /** Leaves the row out. */
  leaveOut(problem: string): TargetRows {
    this.add(problem, 'left out');
    return {};
  }

  /** The value if it is a known one, else `otherwise`. */
  known<T extends string>(what: string, values: readonly T[], value: string, otherwise: T): T {
    if (isOneOf(values, value)) return value;
    this.add(`unknown ${what} ${value}`, `set to ${otherwise}`);
    return otherwise;
  }

  /** A name as a single line, composed (NFC), as names are stored here; one without visible text is unchanged. */
  line<T extends string | null>(what: string, written: T): T | string {
    const line = lineOf(written);
    if (line === undefined) return written;
    const told = `${what} ${JSON.stringify(written)} is not written as names are here`;
    this.add(told, line === '' ? 'kept' : `stored as ${line}`);
    return line === '' ? written : line;
  }

  /**
   * Adds a finding for a unique name that is not a single line; the name is unchanged, since others must not collide
   * with it.
   */
  uniqueLine(what: string, written: string): void {
    if (lineOf(written) === undefined) return;
    this.add(`${what} ${JSON.stringify(written)} is not written as names are here`, 'kept');
  }

  /** An address in the one spelling of ours. */
  email<T extends string | null>(written: T): T | string {
    if (written === null) return written;
    const stored = normalizeEmail(written);
    if (stored.toLowerCase() !== written.toLowerCase())
      this.add(`${written} in letters of its language`, `stored as ${stored}`);
    return stored;
  }

  /** JSON that is an object, else an empty object. */
  object(what: string, json: string): string {
    if (json.startsWith('{')) return json;
    this.add(`${what} is not an object: ${json}`, 'replaced by an empty one');
    return '{}';
  }
}

/**
 * Whether a row read before has the same key; remembers this one's. Rows of one `group` are read one after the other.
 *
 * @param key with its domain as DNS has it
 */
export function repeatsLatest(memory: Memory, table: SourceTableName, key: string, group = key): boolean {
  const named = `${table} ${key}`;
  const latest = memory.latestKeys.get(table);
  const keys = latest?.group === group ? latest.keys : new Set<string>();
  const repeats = keys.has(key) || memory.internationalised.has(named);
  memory.latestKeys.set(table, { group, keys: keys.add(key) });
  if (key.includes('xn--')) memory.internationalised.add(named);
  return repeats;
}

export const isOneOf = <T extends string>(values: readonly T[], value: string): value is T =>
  (values as readonly string[]).includes(value);
