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
  /** The main one first. Each value belongs to one organization only. */
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
 * Whether the organization is still named after an identifier, and has a registration id by which to look up its name.
 * An organization known by an e-mail domain only has no other name.
 */
export const isUnnamed = ({ name, registrationIds, domains }: Organization): boolean =>
  registrationIds.length > 0 && (registrationIds.includes(name) || domains.includes(name));
