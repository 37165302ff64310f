/** An establishment, with the field names of the API (contract/siret.md section 1). */
export type Establishment = Readonly<{
  siret: string;
  est_siege: boolean;
  liste_enseignes: readonly string[] | null;
  nom_commercial: string | null;
  libelle_commune: string;
  code_postal: string;
  commune: string;
  departement: string;
  region: string;
  epci: string | null;
  adresse: string;
  activite_principale: string;
  etat_administratif: 'A' | 'F';
  date_creation: string;
  date_fermeture: string | null;
  statut_diffusion_etablissement: 'O' | 'P';
}>;

type Complements = Readonly<{
  collectivite_territoriale: Readonly<{
    code: string;
    code_insee: string;
    niveau: string;
    elus: readonly unknown[];
  }> | null;
  est_administration: boolean;
  est_association: boolean;
  est_entrepreneur_individuel: boolean;
  est_finess: boolean;
  /** Always null since June 2026. */
  est_service_public: null;
  est_uai: boolean;
}>;

/** A legal unit with all its establishments; an answer shows the matching ones. */
export type LegalUnit = Readonly<{
  siren: string;
  nom_complet: string;
  nom_raison_sociale: string | null;
  sigle: string | null;
  nature_juridique: string;
  activite_principale: string;
  categorie_entreprise: string | null;
  etat_administratif: 'A' | 'C';
  statut_diffusion: 'O' | 'P';
  date_creation: string;
  date_fermeture: string | null;
  complements: Complements;
  establishments: readonly [Establishment, ...Establishment[]];
}>;

type Given<T, Required extends keyof T> = Pick<T, Required> & Partial<T>;

/** An establishment; by default open, diffusible and not the head office. */
export const establishment = (
  given: Given<Establishment, 'siret' | 'libelle_commune' | 'code_postal' | 'commune'>,
): Establishment => ({
  est_siege: false,
  liste_enseignes: null,
  nom_commercial: null,
  departement: given.commune.slice(0, 2),
  region: '11',
  epci: null,
  adresse: `1 PLACE DE LA MAIRIE ${given.code_postal} ${given.libelle_commune}`,
  activite_principale: '84.11Z',
  etat_administratif: 'A',
  date_creation: '1983-03-01',
  date_fermeture: null,
  statut_diffusion_etablissement: 'O',
  ...given,
});

/** A legal unit; by default an active, diffusible administration. */
export const legalUnit = (
  given: Given<LegalUnit, 'siren' | 'nom_complet' | 'nature_juridique' | 'establishments'>,
): LegalUnit => ({
  nom_raison_sociale: given.nom_complet,
  sigle: null,
  activite_principale: '84.11Z',
  categorie_entreprise: null,
  etat_administratif: 'A',
  statut_diffusion: 'O',
  date_creation: '1983-03-01',
  date_fermeture: null,
  complements: complements(),
  ...given,
});

export const complements = (given: Partial<Complements> = {}): Complements => ({
  collectivite_territoriale: null,
  est_administration: true,
  est_association: false,
  est_entrepreneur_individuel: false,
  est_finess: false,
  est_service_public: null,
  est_uai: false,
  ...given,
});
