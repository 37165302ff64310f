import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { TEST_KEY } from './test-key.ts';

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

const headersSchema = z.record(z.string(), z.string());

const interactionSchema = z.object({
  /** Where the interaction stood when all were recorded; recordings may be a part of them. */
  n: z.int().optional(),
  case: z.string().default(''),
  as: z.string().default(''),
  actor: z
    .object({ id: z.string(), kind: z.enum(['user', 'mailbox']) })
    .nullable()
    .default(null),
  state: z.record(z.string(), z.string().nullable()).default({}),
  settings: rowSchema.default({}),
  request: z.object({
    method: z.string(),
    path: z.string(),
    query: z.string().default(''),
    headers: headersSchema.default({}),
    body: z.string().nullable().default(null),
  }),
  response: z.object({
    status: z.int(),
    headers: headersSchema.default({}),
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
  settings: rowSchema.default({}),
  tables: z.record(z.string(), z.record(z.string(), z.array(rowSchema))).default({}),
  interactions: z.array(interactionSchema),
});

export type RecordedCall = z.output<typeof outgoingSchema>;
export type RecordedRow = z.output<typeof rowSchema>;
export type RecordedTables = Readonly<Record<string, readonly RecordedRow[]>>;

/** A request of the reference's recordings with all that it needs and all that came of it. */
export type Interaction = Omit<z.output<typeof interactionSchema>, 'n' | 'state' | 'changes' | 'settings'> &
  Readonly<{
    area: string;
    n: number;
    /** Settings of the file, with what differs for this interaction. */
    settings: RecordedRow;
    before: RecordedTables;
    /** Tables that the request changed, as they are afterwards. */
    changes: RecordedTables;
  }>;

/** There is nothing to replay: no folder, no such area, or a file that is no recording. */
export class RecordingsMissing extends Error {}

/**
 * The recorded interactions of a folder, file by file, in their order.
 *
 * @param area the area in a file, or its name without `.json`
 * @throws RecordingsMissing when the folder does not exist, has none of that area, or contains JSON that is no recording
 */
export function readRecordings(folder: string, area?: string): readonly Interaction[] {
  if (!existsSync(folder)) {
    throw new RecordingsMissing(`There are no recordings in ${folder}: give their folder with --recordings`);
  }
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  const wanted = names.flatMap((name) => {
    // A folder may be large: files of other areas, by their names, are not read.
    if (area !== undefined && names.includes(`${area}.json`) && name !== `${area}.json`) return [];
    return readFile(join(folder, name), name.replace(/\.json$/, '')).filter(
      (interaction) => area === undefined || name === `${area}.json` || interaction.area === area,
    );
  });
  if (wanted.length === 0) throw new RecordingsMissing(`No recordings of ${area ?? 'anything'} in ${folder}`);
  return wanted;
}

function parseFile(path: string): z.output<typeof fileSchema> {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new RecordingsMissing(`${path} is no JSON`, { cause });
  }
  const result = fileSchema.safeParse(content);
  if (result.success) return result.data;
  throw new RecordingsMissing(`${path} is no recording:\n${z.prettifyError(result.error)}`);
}

/** The key of the resource server, which not every file of a folder repeats. */
function findTestKey(folder: string): RecordedRow {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const [, key] = TEST_KEY_SETTING.exec(readFileSync(join(folder, name), 'utf8')) ?? [];
    if (key !== undefined) return { [TEST_KEY]: key };
  }
  return {};
}
const TEST_KEY_SETTING = new RegExp(`"${TEST_KEY}": *"([A-Za-z0-9+/=]+)"`);

function readFile(path: string, name: string): readonly Interaction[] {
  const { area = name, settings: given, tables, interactions } = parseFile(path);
  const settings = { ...findTestKey(dirname(path)), ...given };
  const rowsOf = (hashes: Readonly<Record<string, string | null>>): RecordedTables =>
    Object.fromEntries(
      Object.entries(hashes).map(([table, hash]) => {
        const rows = hash === null ? [] : tables[table]?.[hash];
        if (!rows) throw new RecordingsMissing(`${path}: table ${table} has no content ${hash}`);
        return [table, rows];
      }),
    );
  return interactions.map((interaction, index) => ({
    ...interaction,
    area,
    n: interaction.n ?? index,
    settings: { ...settings, ...interaction.settings },
    before: rowsOf(interaction.state),
    changes: rowsOf(interaction.changes),
  }));
}
