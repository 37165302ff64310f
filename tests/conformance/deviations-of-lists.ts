import { isSame } from './difference.ts';
import { isRequest, rowsBefore } from './interaction-facts.ts';
import type { Interaction, RecordedRow } from './recordings.ts';
import type { DeviationRule } from './rule.ts';

/** A list of the contract (rest-api.md 1.11): its path, its order when none is asked for, and what may be asked for. */
type List = Readonly<{ path: RegExp; table: string; order: string; fields: readonly string[] }>;

const LISTS: readonly List[] = [
  { path: /\/v1\.0\/users$/, table: 'people_user', order: '-created_at', fields: [] },
  { path: /\/v1\.0\/contacts$/, table: 'people_contact', order: 'full_name,short_name', fields: [] },
  {
    path: /\/v1\.0\/service-providers$/,
    table: 'people_service_provider',
    order: 'name',
    fields: ['name', 'created_at'],
  },
  {
    path: /\/v1\.0\/teams$/,
    table: 'people_team',
    order: '-created_at',
    fields: ['created_at', 'name', 'path'],
  },
  {
    path: /\/teams\/[^/]+\/accesses$/,
    table: 'people_team_access',
    order: 'role',
    fields: ['role', 'user__email', 'user__name'],
  },
  { path: /\/teams\/[^/]+\/invitations$/, table: 'people_invitation', order: '-created_at', fields: [] },
  {
    path: /\/v1\.0\/mail-domains$/,
    table: 'people_mail_domain',
    order: '-created_at',
    fields: ['created_at', 'name'],
  },
  {
    path: /\/mail-domains\/[^/]+\/accesses$/,
    table: 'people_mail_domain_accesses',
    order: '-created_at',
    fields: ['role', 'user__email', 'user__name'],
  },
  { path: /\/accesses\/users$/, table: 'people_user', order: '-created_at', fields: [] },
  {
    path: /\/mail-domains\/[^/]+\/mailboxes$/,
    table: 'people_mail_box',
    order: '-created_at',
    fields: ['id', 'first_name', 'last_name', 'local_part', 'secondary_email', 'status'],
  },
  {
    path: /\/mail-domains\/[^/]+\/invitations$/,
    table: 'people_mail_domain_invitation',
    order: '-created_at',
    fields: [],
  },
  {
    path: /\/mail-domains\/[^/]+\/aliases$/,
    table: 'people_aliases',
    order: 'local_part',
    fields: ['local_part'],
  },
];

const listOf = (interaction: Interaction): List | undefined =>
  LISTS.find(({ path }) => isRequest('GET', path)(interaction));

const bare = (field: string): string => field.replace(/^-/, '');

/** Names of the fields a list is sorted by. */
function sortFields({ request }: Interaction, { order, fields }: List): readonly string[] {
  const asked = (new URLSearchParams(request.query).get('ordering') ?? '')
    .split(',')
    .map((item) => item.trim());
  const usable = asked.filter((field) => fields.includes(bare(field)));
  return (usable.length > 0 ? usable : order.split(',')).map(bare);
}

type Item = Readonly<Record<string, unknown>> & { readonly id: string };
const itemsOf = (value: unknown): readonly Item[] | undefined =>
  Array.isArray(value) && value.every((item) => typeof item?.id === 'string') ? (value as Item[]) : undefined;

function sortKey(item: Item, fields: readonly string[], rows: readonly RecordedRow[]): string {
  const row = rows.find(({ id }) => id === item.id);
  const value = (field: string): unknown => {
    const [outer = '', inner] = field.split('__');
    const held = item[outer];
    return inner === undefined ? (held ?? row?.[outer]) : (held as RecordedRow | null)?.[inner];
  };
  return JSON.stringify(fields.map(value));
}

const isAscending = (ids: readonly string[]): boolean =>
  ids.every((id, i) => i === 0 || (ids[i - 1] ?? '') < id);

/**
 * Whether a list of ours, or a page of it, has the recorded order: rows that sort alike by id, each as recorded.
 *
 * @param isPart a page may end between rows that sort alike; whole lists have the same rows
 */
export function isSameButForTies(
  recorded: unknown,
  ours: unknown,
  interaction: Interaction,
  isPart: boolean,
): boolean {
  const list = listOf(interaction);
  const [theirs, mine] = [itemsOf(recorded), itemsOf(ours)];
  if (!list || !theirs || !mine) return false;
  const rows = rowsBefore(interaction, list.table);
  const fields = sortFields(interaction, list);
  const keys = mine.map((item) => sortKey(item, fields, rows));
  const isSameOrder = isSame(
    theirs.map((item) => sortKey(item, fields, rows)),
    keys,
  );
  const runs = [...new Set(keys)].map((key) => mine.filter((_, i) => keys[i] === key).map(({ id }) => id));
  const areKnown = mine.every((item) => {
    const twin = theirs.find(({ id }) => id === item.id);
    return twin === undefined ? isPart && rows.some(({ id }) => id === item.id) : isSame(twin, item);
  });
  return isSameOrder && areKnown && runs.every(isAscending);
}

/** Deviations of the order of lists. */
export const LIST_DEVIATIONS: readonly DeviationRule[] = [
  {
    follows: 'D45',
    because: 'what sorts alike is sorted by id',
    isUnrecorded: true,
    when: (interaction) => listOf(interaction) !== undefined,
    explains: ({ aspect, recorded, ours }, _answer, interaction) =>
      ['body', 'body results'].includes(aspect) &&
      isSameButForTies(recorded, ours, interaction, aspect === 'body results'),
  },
];
