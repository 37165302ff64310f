/** A parameter the API refuses; the message is the `erreur` of its answer. */
export class BadParameter extends Error {
  override readonly name = 'BadParameter';
}

const INCLUDABLE = [
  'siege',
  'matching_etablissements',
  'complements',
  'dirigeants',
  'finances',
  'score',
  'tva',
];

export type SearchParameters = Readonly<{
  q: string;
  page: number;
  perPage: number;
  limiteMatchingEtablissements: number;
  minimal: boolean;
  include: readonly string[];
}>;

function integer(query: URLSearchParams, name: string, byDefault: number, max: number): number {
  const text = query.get(name);
  if (text === null) return byDefault;
  const value = /^[0-9]+$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > max) {
    throw new BadParameter(`Veuillez indiquer un paramètre « ${name} » entre 1 et ${max}.`);
  }
  return value;
}

/** Reads the query string with the API's defaults and bounds; throws `BadParameter`. */
export function readSearchParameters(query: URLSearchParams): SearchParameters {
  const q = query.get('q')?.trim() ?? '';
  if (q === '') throw new BadParameter('Veuillez indiquer au moins un paramètre de recherche.');
  const minimal = (query.get('minimal') ?? 'false').toLowerCase();
  if (minimal !== 'true' && minimal !== 'false') {
    throw new BadParameter('Le paramètre « minimal » doit prendre la valeur « true » ou « false ».');
  }
  const include = query.get('include')?.split(',').filter(Boolean) ?? [];
  if (include.length > 0 && minimal === 'false') {
    throw new BadParameter('Le paramètre « include » demande « minimal=true ».');
  }
  const unknown = include.find((name) => !INCLUDABLE.includes(name));
  if (unknown !== undefined) throw new BadParameter(`Le champ « ${unknown} » ne peut être inclus.`);
  return {
    q,
    page: integer(query, 'page', 1, 1000),
    perPage: integer(query, 'per_page', 10, 25),
    limiteMatchingEtablissements: integer(query, 'limite_matching_etablissements', 10, 100),
    minimal: minimal === 'true',
    include,
  };
}
