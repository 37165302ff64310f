import { z } from 'zod';
import type { DirectoryEntry } from '../../domain/organization/directory-entry.ts';
import type { Siren, Siret } from '../../domain/organization/siret.ts';

/**
 * The API changes members now and then (contract/siret.md section 2): one of another type than ours is read as unknown, and
 * costs nothing else of the answer.
 */
const orUnknown = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

const text = orUnknown(z.string());
/** Numbers of fixed length are sometimes sent as JSON numbers, which lose their zeros. */
const digits = (length: number) =>
  z.union([z.string().trim(), z.int().transform((given) => String(given).padStart(length, '0'))]);
const number = (length: number) =>
  digits(length).refine((given) => new RegExp(`^[0-9]{${length}}$`).test(given));

/** The elements of a list that can be read; undefined when it is no list. */
const listOf = <T extends z.ZodType>(element: T) =>
  z.array(z.unknown()).transform((elements) =>
    elements.flatMap((given): z.output<T>[] => {
      const { success, data } = element.safeParse(given);
      return success ? [data] : [];
    }),
  );

const etablissement = z.object({
  siret: number(14),
  /** A list; one sign board alone has been a text. */
  liste_enseignes: orUnknown(z.union([listOf(z.string()), z.string().transform((name) => [name])])),
  libelle_commune: text,
  /** INSEE code. */
  commune: orUnknown(digits(5)),
  /** A (active) or F (closed). */
  etat_administratif: text,
});

const uniteLegale = z
  .object({
    siren: orUnknown(number(9)),
    nom_complet: text,
    nom_raison_sociale: text,
    sigle: text,
    /** Four digits. */
    nature_juridique: orUnknown(digits(4)),
    /** A (active) or C (closed). */
    etat_administratif: text,
    /** Its SIRET is not needed for anything else of it. */
    siege: orUnknown(etablissement.extend({ siret: orUnknown(number(14)) })),
    matching_etablissements: orUnknown(listOf(etablissement)),
    complements: orUnknown(
      z.object({
        est_administration: orUnknown(z.boolean()),
        est_service_public: orUnknown(z.boolean()),
        collectivite_territoriale: orUnknown(z.object({ code_insee: orUnknown(digits(5)) })),
      }),
    ),
  })
  .refine(
    ({ siren, siege, matching_etablissements: matching }) => siren || siege?.siret || matching?.length,
    'a unit that nothing identifies',
  );

/** What we read of an answer; anything else in it is ignored. Results of which none can be read are no answer. */
const searchAnswer = z.object({
  results: z
    .array(z.unknown())
    .transform((results) => ({ count: results.length, units: listOf(uniteLegale).parse(results) }))
    .refine(({ count, units }) => count === 0 || units.length > 0, 'no result can be read')
    .transform(({ units }) => units),
});

type Etablissement = Pick<z.output<typeof etablissement>, 'siret' | 'liste_enseignes' | 'etat_administratif'>;
export type UniteLegale = z.output<typeof uniteLegale>;

/** @throws SyntaxError or ZodError when the body is not JSON with a list of results */
export const parseSearchAnswer = (body: string): readonly UniteLegale[] =>
  searchAnswer.parse(JSON.parse(body)).results;

/** The establishment of a unit that has this number. */
export function establishmentOf(
  { matching_etablissements: matching, siege }: UniteLegale,
  siret: Siret,
): Etablissement | undefined {
  const found = matching?.find((candidate) => candidate.siret === siret);
  return found ?? (siege?.siret === siret ? { ...siege, siret } : undefined);
}

/**
 * @param siren the requested one, or that of the requested establishment
 * @param establishment the requested one, if any
 */
export const toDirectoryEntry = (
  unit: UniteLegale,
  siren: Siren,
  establishment: Etablissement | undefined,
): DirectoryEntry => ({
  siren,
  legalName: unit.nom_raison_sociale ?? null,
  fullName: unit.nom_complet ?? null,
  acronym: unit.sigle ?? null,
  legalCategory: unit.nature_juridique ?? null,
  headOfficeCity: unit.siege?.libelle_commune ?? null,
  // `est_service_public` has been null since June 2026, when `est_administration` replaced it.
  isPublicService: unit.complements?.est_administration ?? unit.complements?.est_service_public === true,
  isClosed: unit.etat_administratif === 'C',
  establishment: establishment
    ? {
        siret: establishment.siret as Siret,
        tradeNames: establishment.liste_enseignes ?? [],
        isClosed: establishment.etat_administratif === 'F',
      }
    : null,
});

/** The INSEE codes that an answer gives for a unit: of the commune that it is, then of the commune where its head office is. */
export const communeCodesOf = ({ complements, siege }: UniteLegale): readonly string[] =>
  [complements?.collectivite_territoriale?.code_insee, siege?.commune].filter(
    (code) => code !== null && code !== undefined,
  );
