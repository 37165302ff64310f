import type { DirectoryEntry } from '../../src/domain/organization/directory-entry.ts';
import type { Siren, Siret } from '../../src/domain/organization/siret.ts';

/** Entries of the imitation in dev/siret-api/legal-units.ts, as the core reads them. */
export const DINUM: DirectoryEntry = {
  siren: '130025265' as Siren,
  legalName: 'DIRECTION INTERMINISTERIELLE DU NUMERIQUE',
  fullName: 'DIRECTION INTERMINISTERIELLE DU NUMERIQUE (DINUM)',
  acronym: 'DINUM',
  legalCategory: '7120',
  headOfficeCity: 'PARIS',
  isPublicService: true,
  isClosed: false,
  establishment: { siret: '13002526500013' as Siret, tradeNames: [], isClosed: false },
};

/** An establishment of a commune that is not its head office, with two sign boards. */
export const MONTPELLIER: DirectoryEntry = {
  siren: '213401722' as Siren,
  legalName: 'COMMUNE DE MONTPELLIER',
  fullName: 'COMMUNE DE MONTPELLIER',
  acronym: null,
  legalCategory: '7210',
  headOfficeCity: 'MONTPELLIER',
  officialName: 'Montpellier',
  isPublicService: true,
  isClosed: false,
  establishment: {
    siret: '21340172201787' as Siret,
    tradeNames: ['MAISON POUR TOUS', 'SALLE DES FETES'],
    isClosed: false,
  },
};

/** A natural person who closed this establishment and has another one. */
export const CLOSED_BAKERY: DirectoryEntry = {
  siren: '902109875' as Siren,
  legalName: null,
  fullName: 'JEANNE MARTIN (LE FOURNIL)',
  acronym: null,
  legalCategory: '1000',
  headOfficeCity: 'TULLE',
  isPublicService: false,
  isClosed: false,
  establishment: { siret: '90210987500010' as Siret, tradeNames: [], isClosed: true },
};

/** A unit that ceased, its only establishment too. */
export const CLOSED_SYNDICATE: DirectoryEntry = {
  siren: '255100422' as Siren,
  legalName: 'SYNDICAT INTERCOMMUNAL DES EAUX DE LA VALLEE',
  fullName: 'SYNDICAT INTERCOMMUNAL DES EAUX DE LA VALLEE (SIEV)',
  acronym: 'SIEV',
  legalCategory: '7353',
  headOfficeCity: 'VITRY-LE-FRANCOIS',
  isPublicService: true,
  isClosed: true,
  establishment: { siret: '25510042200013' as Siret, tradeNames: [], isClosed: true },
};

/** A natural person who asked not to be shown. */
export const UNDISCLOSED_PERSON: DirectoryEntry = {
  siren: '812345676' as Siren,
  legalName: null,
  fullName: '[NON-DIFFUSIBLE]',
  acronym: '[NON-DIFFUSIBLE]',
  legalCategory: '1000',
  headOfficeCity: 'ANNECY',
  isPublicService: false,
  isClosed: false,
  establishment: { siret: '81234567600017' as Siret, tradeNames: ['[NON-DIFFUSIBLE]'], isClosed: false },
};

export const DIRECTORY_SAMPLES: readonly DirectoryEntry[] = [
  DINUM,
  MONTPELLIER,
  CLOSED_BAKERY,
  CLOSED_SYNDICATE,
  UNDISCLOSED_PERSON,
];
