import type { LegalUnit } from './legal-unit.ts';
import { BadParameter, type SearchParameters } from './search-parameters.ts';

/** Accents and case do not count in a text search. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

type Match = { unit: LegalUnit; establishments: LegalUnit['establishments'][number][] };

function match(units: readonly LegalUnit[], q: string): Match[] {
  const number = q.replaceAll(' ', '');
  if (/^[0-9]{14}$/.test(number)) {
    return units
      .map((unit) => ({ unit, establishments: unit.establishments.filter(({ siret }) => siret === number) }))
      .filter(({ establishments }) => establishments.length > 0);
  }
  if (/^[0-9]{9}$/.test(number)) {
    return units
      .filter(({ siren }) => siren === number)
      .map((unit) => ({ unit, establishments: [...unit.establishments] }));
  }
  if (number.length < 3) throw new BadParameter('3 caractères minimum pour le paramètre « q ».');
  const terms = fold(q).split(/\s+/).filter(Boolean);
  return units
    .filter(({ nom_complet }) => terms.every((term) => fold(nom_complet).includes(term)))
    .map((unit) => ({ unit, establishments: [...unit.establishments] }));
}

function present({ unit, establishments }: Match, parameters: SearchParameters): Record<string, unknown> {
  const { establishments: all, complements, ...facts } = unit;
  const optional: Record<string, unknown> = {
    siege: all.find(({ est_siege }) => est_siege) ?? all[0],
    matching_etablissements: establishments.slice(0, parameters.limiteMatchingEtablissements),
    complements,
    dirigeants: [],
    finances: null,
  };
  const kept = Object.entries(optional).filter(
    ([name]) => !parameters.minimal || parameters.include.includes(name),
  );
  return {
    ...facts,
    nombre_etablissements: all.length,
    nombre_etablissements_ouverts: all.filter(({ etat_administratif }) => etat_administratif === 'A').length,
    section_activite_principale: 'O',
    tranche_effectif_salarie: null,
    annee_tranche_effectif_salarie: null,
    annee_categorie_entreprise: null,
    date_mise_a_jour: '2026-11-01T02:00:00',
    ...Object.fromEntries(kept),
  };
}

/** The body of an answer; throws `BadParameter`. */
export function search(units: readonly LegalUnit[], parameters: SearchParameters): Record<string, unknown> {
  const { page, perPage } = parameters;
  const matches = match(units, parameters.q);
  return {
    results: matches.slice((page - 1) * perPage, page * perPage).map((found) => present(found, parameters)),
    total_results: matches.length,
    page,
    per_page: perPage,
    total_pages: Math.ceil(matches.length / perPage),
  };
}
