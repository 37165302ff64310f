import { complements, establishment, type LegalUnit, legalUnit } from './legal-unit.ts';

const commune = (codeInsee: string) =>
  complements({
    collectivite_territoriale: { code: codeInsee, code_insee: codeInsee, niveau: 'commune', elus: [] },
  });
const MASKED = '[NON-DIFFUSIBLE]';

/** A small country: administrations of every kind that the look-up distinguishes. */
export const LEGAL_UNITS: readonly LegalUnit[] = [
  legalUnit({
    siren: '130025265',
    nom_complet: 'DIRECTION INTERMINISTERIELLE DU NUMERIQUE (DINUM)',
    nom_raison_sociale: 'DIRECTION INTERMINISTERIELLE DU NUMERIQUE',
    sigle: 'DINUM',
    nature_juridique: '7120',
    date_creation: '2017-05-24',
    establishments: [
      establishment({
        siret: '13002526500013',
        est_siege: true,
        libelle_commune: 'PARIS',
        code_postal: '75007',
        commune: '75107',
        adresse: '20 AVENUE DE SEGUR 75007 PARIS',
        date_creation: '2017-05-24',
      }),
    ],
  }),
  legalUnit({
    siren: '215103391',
    nom_complet: 'COMMUNE DE MAIRY SUR MARNE',
    nature_juridique: '7210',
    complements: commune('51339'),
    establishments: [
      establishment({
        siret: '21510339100011',
        est_siege: true,
        liste_enseignes: ['MAIRIE'],
        libelle_commune: 'MAIRY-SUR-MARNE',
        code_postal: '51240',
        commune: '51339',
        region: '44',
      }),
    ],
  }),
  legalUnit({
    siren: '213401722',
    nom_complet: 'COMMUNE DE MONTPELLIER',
    nature_juridique: '7210',
    complements: commune('34172'),
    establishments: [
      establishment({
        siret: '21340172200011',
        est_siege: true,
        liste_enseignes: ['MAIRIE'],
        libelle_commune: 'MONTPELLIER',
        code_postal: '34000',
        commune: '34172',
        region: '76',
      }),
      establishment({
        siret: '21340172201787',
        liste_enseignes: ['MAISON POUR TOUS', 'SALLE DES FETES'],
        libelle_commune: 'MONTPELLIER',
        code_postal: '34080',
        commune: '34172',
        region: '76',
      }),
    ],
  }),
  legalUnit({
    siren: '211703475',
    nom_complet: "COMMUNE DE SAINT JEAN D'ANGELY",
    nature_juridique: '7210',
    complements: commune('17347'),
    establishments: [
      establishment({
        siret: '21170347500015',
        est_siege: true,
        libelle_commune: "SAINT-JEAN-D'ANGELY",
        code_postal: '17400',
        commune: '17347',
        region: '75',
      }),
    ],
  }),
  legalUnit({
    siren: '356000000',
    nom_complet: 'LA POSTE',
    nature_juridique: '5599',
    activite_principale: '53.10Z',
    categorie_entreprise: 'GE',
    date_creation: '1991-01-01',
    complements: complements({ est_administration: false }),
    establishments: [
      establishment({
        siret: '35600000000048',
        est_siege: true,
        libelle_commune: 'ISSY-LES-MOULINEAUX',
        code_postal: '92130',
        commune: '92040',
        activite_principale: '53.10Z',
      }),
      establishment({
        siret: '35600000049837',
        liste_enseignes: ['LA POSTE BUREAU DU BOURG'],
        libelle_commune: 'FOUGERES',
        code_postal: '35300',
        commune: '35115',
        region: '53',
        activite_principale: '53.10Z',
      }),
    ],
  }),
  legalUnit({
    siren: '812345676',
    nom_complet: MASKED,
    nom_raison_sociale: null,
    sigle: MASKED,
    nature_juridique: '1000',
    statut_diffusion: 'P',
    complements: complements({ est_administration: false, est_entrepreneur_individuel: true }),
    establishments: [
      establishment({
        siret: '81234567600017',
        est_siege: true,
        liste_enseignes: [MASKED],
        nom_commercial: MASKED,
        libelle_commune: 'ANNECY',
        code_postal: '74000',
        commune: '74010',
        region: '84',
        adresse: MASKED,
        statut_diffusion_etablissement: 'P',
      }),
    ],
  }),
  legalUnit({
    siren: '902109875',
    nom_complet: 'JEANNE MARTIN (LE FOURNIL)',
    nom_raison_sociale: null,
    nature_juridique: '1000',
    complements: complements({ est_administration: false, est_entrepreneur_individuel: true }),
    establishments: [
      establishment({
        siret: '90210987500028',
        est_siege: true,
        libelle_commune: 'TULLE',
        code_postal: '19000',
        commune: '19272',
        region: '75',
      }),
      establishment({
        siret: '90210987500010',
        libelle_commune: 'TULLE',
        code_postal: '19000',
        commune: '19272',
        region: '75',
        etat_administratif: 'F',
        date_fermeture: '2025-06-30',
      }),
    ],
  }),
  legalUnit({
    siren: '255100422',
    nom_complet: 'SYNDICAT INTERCOMMUNAL DES EAUX DE LA VALLEE (SIEV)',
    nom_raison_sociale: 'SYNDICAT INTERCOMMUNAL DES EAUX DE LA VALLEE',
    sigle: 'SIEV',
    nature_juridique: '7353',
    etat_administratif: 'C',
    date_fermeture: '2019-12-31',
    establishments: [
      establishment({
        siret: '25510042200013',
        est_siege: true,
        libelle_commune: 'VITRY-LE-FRANCOIS',
        code_postal: '51300',
        commune: '51649',
        region: '44',
        etat_administratif: 'F',
        date_fermeture: '2019-12-31',
      }),
    ],
  }),
];
