import type { Siren, Siret } from './siret.ts';

/** The establishment identified by a SIRET. */
export type DirectoryEstablishment = Readonly<{
  siret: Siret;
  /** Its sign boards, the main one first. */
  tradeNames: readonly string[];
  isClosed: boolean;
}>;

/**
 * A legal unit as the organization directory describes it (contract/siret.md section 1). Texts are as published: in
 * capitals, possibly masked (see `isMasked`), null when there is none.
 */
export type DirectoryEntry = Readonly<{
  siren: Siren;
  legalName: string | null;
  /** Legal name or the person's name, possibly followed by a trade name and an acronym in brackets. */
  fullName: string | null;
  acronym: string | null;
  /** INSEE's category of legal form, four digits. */
  legalCategory: string | null;
  /** Name of the commune where the head office is. */
  headOfficeCity: string | null;
  /**
   * The name in the official list of communes and of their groupings, in its own case and accents; absent or null when the
   * unit is not in it.
   */
  officialName?: string | null;
  isPublicService: boolean;
  isClosed: boolean;
  /** The establishment asked for; null when the unit was looked for by its SIREN. */
  establishment: DirectoryEstablishment | null;
}>;

const COMMUNE = '7210';

export const isCommune = ({ legalCategory }: Pick<DirectoryEntry, 'legalCategory'>): boolean =>
  legalCategory === COMMUNE;

/** Whether the requested establishment or the whole unit has closed. */
export const hasClosed = ({ isClosed, establishment }: DirectoryEntry): boolean =>
  isClosed || establishment?.isClosed === true;
