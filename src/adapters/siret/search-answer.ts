import { z } from 'zod';
import type { DirectoryEntry } from '../../domain/organization/directory-entry.ts';
import type { Siren, Siret } from '../../domain/organization/siret.ts';

const text = z.string().nullish();

const etablissement = z.object({
  siret: z.string(),
  liste_enseignes: z.array(z.string().nullable()).nullish(),
  libelle_commune: text,
  /** A (active) or F (closed). */
  etat_administratif: text,
});

const uniteLegale = z.object({
  siren: z.string().regex(/^[0-9]{9}$/),
  nom_complet: text,
  nom_raison_sociale: text,
  sigle: text,
  /** Four digits, in some answers as a number. */
  nature_juridique: z.union([z.string(), z.number()]).nullish(),
  /** A (active) or C (closed). */
  etat_administratif: text,
  siege: etablissement.nullish(),
  matching_etablissements: z.array(etablissement).nullish(),
  complements: z
    .object({ est_administration: z.boolean().nullish(), est_service_public: z.boolean().nullish() })
    .nullish(),
});

/** The parts of an answer that we read; other members are ignored. */
const searchAnswer = z.object({ results: z.array(uniteLegale) });

type Etablissement = z.infer<typeof etablissement>;
export type UniteLegale = z.infer<typeof uniteLegale>;

/** Throws when the body is not JSON of this shape. */
export const parseSearchAnswer = (body: string): readonly UniteLegale[] =>
  searchAnswer.parse(JSON.parse(body)).results;

/** @param establishment the requested one, if any */
export const toDirectoryEntry = (
  unit: UniteLegale,
  establishment: Etablissement | undefined,
): DirectoryEntry => ({
  siren: unit.siren as Siren,
  legalName: unit.nom_raison_sociale ?? null,
  fullName: unit.nom_complet ?? null,
  acronym: unit.sigle ?? null,
  legalCategory: unit.nature_juridique?.toString() ?? null,
  headOfficeCity: unit.siege?.libelle_commune ?? null,
  // `est_service_public` has been null since June 2026, when `est_administration` replaced it.
  isPublicService: unit.complements?.est_administration ?? unit.complements?.est_service_public === true,
  isClosed: unit.etat_administratif === 'C',
  establishment: establishment
    ? {
        siret: establishment.siret as Siret,
        tradeNames: establishment.liste_enseignes?.filter((name) => name !== null) ?? [],
        isClosed: establishment.etat_administratif === 'F',
      }
    : null,
});
