import type { OrganizationId } from '../shared/ids.ts';

/** How the last look-up in the organization directory ended; null before the first. */
export type DirectoryLookup = Readonly<{
  status: 'found' | 'not_found' | 'skipped' | 'failed';
  at: Date;
}>;

/** A public administration, known by registration ids (SIRET) or by e-mail domains; at least one of either. */
export type Organization = Readonly<{
  id: OrganizationId;
  name: string;
  /** First the main one. Each value belongs to one organization only. */
  registrationIds: readonly string[];
  /** Lower case. Each value belongs to one organization only. */
  domains: readonly string[];
  metadata: Readonly<Record<string, unknown>>;
  isActive: boolean;
  directoryLookup: DirectoryLookup | null;
  createdAt: Date;
  updatedAt: Date;
}>;

/** Longest registration id stored, in characters (contract/rest-api.md 2.3). */
export const REGISTRATION_ID_MAX_LENGTH = 128;

/** Longest e-mail domain stored, in characters. */
export const ORGANIZATION_DOMAIN_MAX_LENGTH = 256;

/** Longest name stored, in characters. */
export const ORGANIZATION_NAME_MAX_LENGTH = 100;

/**
 * True while the organization is still called by an identifier, and has a registration id by which to learn its name. One
 * that is only known by an e-mail domain has no other name.
 */
export const isUnnamed = ({ name, registrationIds, domains }: Organization): boolean =>
  registrationIds.length > 0 && (registrationIds.includes(name) || domains.includes(name));
