import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const rowSchema = z.record(z.string(), z.unknown());
const outgoingSchema = z.object({
  method: z.string(),
  url: z.string(),
  body: z.string().nullish(),
  /** Absent when there was no answer, which `error` then describes. */
  status: z.int().optional(),
  content_type: z.string().nullish(),
  response: z.string().nullish(),
  error: z.string().optional(),
});

const interactionSchema = z.object({
  n: z.int(),
  case: z.string(),
  as: z.string(),
  actor: z.object({ id: z.string(), kind: z.enum(['user', 'mailbox']) }).nullable(),
  state: z.record(z.string(), z.string()),
  settings: rowSchema.optional(),
  request: z.object({
    method: z.string(),
    path: z.string(),
    query: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string().nullable(),
  }),
  response: z.object({
    status: z.int(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown(),
  }),
  outgoing: z.array(outgoingSchema).default([]),
  mails: z.array(z.object({ to: z.array(z.string()), subject: z.string() })).default([]),
  /** Null where no row is left. */
  changes: z.record(z.string(), z.string().nullable()).default({}),
  /** Counters of rate limits go on from the interaction before. */
  keep_counters: z.boolean().default(false),
});

const fileSchema = z.object({
  area: z.string().optional(),
  settings: rowSchema,
  tables: z.record(z.string(), z.record(z.string(), z.array(rowSchema))),
  interactions: z.array(interactionSchema),
});

export type RecordedCall = z.output<typeof outgoingSchema>;
export type RecordedRow = z.output<typeof rowSchema>;
export type RecordedTables = Readonly<Record<string, readonly RecordedRow[]>>;

/** A request of the reference's recordings with all that it needs and all that came of it. */
export type Interaction = Omit<z.output<typeof interactionSchema>, 'state' | 'changes' | 'settings'> &
  Readonly<{
    area: string;
    /** Settings of the file, with what differs for this interaction. */
    settings: RecordedRow;
    before: RecordedTables;
    /** Tables that the request changed, as they are afterwards. */
    changes: RecordedTables;
  }>;

/**
 * The recorded interactions of a folder, file by file, in their order.
 *
 * @throws Error when the folder is not there, or a file in it is no recording
 */
export function readRecordings(folder: string, area?: string): readonly Interaction[] {
  if (!existsSync(folder)) {
    throw new Error(`There are no recordings in ${folder}: give their folder with --recordings`);
  }
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  const wanted = names.filter((name) => area === undefined || name === `${area}.json`);
  if (wanted.length === 0) throw new Error(`No recordings of ${area ?? 'anything'} in ${folder}`);
  return wanted.flatMap((name) => readFile(join(folder, name), name.replace(/\.json$/, '')));
}

function readFile(path: string, area: string): readonly Interaction[] {
  const { settings, tables, interactions } = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const rowsOf = (hashes: Readonly<Record<string, string | null>>): RecordedTables =>
    Object.fromEntries(
      Object.entries(hashes).map(([table, hash]) => {
        const rows = hash === null ? [] : tables[table]?.[hash];
        if (!rows) throw new Error(`${path}: table ${table} has no content ${hash}`);
        return [table, rows];
      }),
    );
  return interactions.map((interaction) => ({
    ...interaction,
    area,
    settings: { ...settings, ...interaction.settings },
    before: rowsOf(interaction.state),
    changes: rowsOf(interaction.changes),
  }));
}
