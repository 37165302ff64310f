import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { isCommune } from '../../domain/organization/directory-entry.ts';

const require = createRequire(import.meta.url);

const commune = z.object({
  code: z.string(),
  nom: z.string(),
  /** `commune-actuelle`, or another type: a former or partial commune with a code of its own. */
  type: z.string(),
  siren: z.string().optional(),
});
/** `code` is the SIREN. */
const grouping = z.object({ code: z.string(), nom: z.string() });

/** Legal categories of groupings of communes with their own taxes: metropoles, communautés urbaines, and so on. */
const GROUPING_CATEGORY = /^73/;

type Unit = Readonly<{ siren: string; legalCategory: string | null; communeCodes: readonly string[] }>;
type Communes = Readonly<{
  byCode: ReadonlyMap<string, string>;
  bySiren: ReadonlyMap<string, string>;
  /** Associated and delegated communes, municipal districts. */
  partsByCode: ReadonlyMap<string, string>;
}>;

/**
 * The official names of communes and of groupings of communes (Code officiel géographique, of the package
 * `@etalab/decoupage-administratif`). Each list is read at the first unit of its kind, a line at a time, and only codes and
 * names are kept: some 5 MB for communes, 0.2 MB for groupings. The package's own entry reads its files from the current
 * folder, and all of them at once.
 */
export class OfficialNames {
  #communes: Promise<Communes> | undefined;
  #groupings: Promise<ReadonlyMap<string, string>> | undefined;

  /** The name of a unit; undefined when it is neither a commune nor a grouping of communes, or the list lacks it. */
  async find(unit: Unit): Promise<string | undefined> {
    if (isCommune(unit)) {
      this.#communes ??= readCommunes();
      return nameOfCommune(await this.#communes, unit);
    }
    if (!GROUPING_CATEGORY.test(unit.legalCategory ?? '')) return undefined;
    this.#groupings ??= readGroupings();
    return (await this.#groupings).get(unit.siren);
  }
}

/**
 * Marseille's town hall is in one of its districts, whose code is not that of a whole commune: the SIREN identifies the
 * city.
 */
function nameOfCommune({ byCode, bySiren, partsByCode }: Communes, { siren, communeCodes }: Unit) {
  const named = (names: ReadonlyMap<string, string>) =>
    communeCodes.map((code) => names.get(code)).find((name) => name !== undefined);
  return named(byCode) ?? bySiren.get(siren) ?? named(partsByCode);
}

async function readCommunes(): Promise<Communes> {
  const byCode = new Map<string, string>();
  const bySiren = new Map<string, string>();
  const partsByCode = new Map<string, string>();
  for await (const { code, nom, type, siren } of linesOf(
    require.resolve('@etalab/decoupage-administratif/data/communes.json'),
    commune,
  )) {
    const isWhole = type === 'commune-actuelle';
    (isWhole ? byCode : partsByCode).set(code, nom);
    if (isWhole && siren !== undefined) bySiren.set(siren, nom);
  }
  return { byCode, bySiren, partsByCode };
}

async function readGroupings(): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for await (const { code, nom } of linesOf(
    require.resolve('@etalab/decoupage-administratif/data/epci.json'),
    grouping,
  ))
    names.set(code, nom);
  return names;
}

/** The elements of a file that is a JSON array with one element a line. */
async function* linesOf<T>(file: string, schema: z.ZodType<T>): AsyncGenerator<T> {
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    if (line.startsWith('{')) yield schema.parse(JSON.parse(line.replace(/,$/, '')));
  }
}
