import type { DirectoryEntry } from '../../../domain/organization/directory-entry.ts';
import type { Siren, Siret } from '../../../domain/organization/siret.ts';

/**
 * The public directory of French legal units and their establishments (contract/siret.md section 1).
 *
 * Both methods may throw these `DomainError`s, and no other:
 * - `organization_directory.unavailable`: no usable answer (network, timeout, 429, 5xx). `retryAfterSeconds` is set when
 *   the directory named a delay. Retry later.
 * - `organization_directory.unexpected`: its answer is unreadable, or it refused the request.
 *
 * No method retries by itself. Callers share the budget `organization_directory`, one unit a call.
 */
export interface OrganizationDirectory {
  /** The unit of this establishment, with the establishment; undefined when the directory does not know it. */
  findBySiret(siret: Siret): Promise<DirectoryEntry | undefined>;
  /** The unit alone, `establishment` null; undefined when the directory does not know it. */
  findBySiren(siren: Siren): Promise<DirectoryEntry | undefined>;
}
