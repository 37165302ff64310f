import type { DirectoryEntry } from '../../../domain/organization/directory-entry.ts';
import { type Siret, sirenOf } from '../../../domain/organization/siret.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { PluginPorts } from './plugin.ts';

/** The remaining requests: establishment and unit, or the unit alone. */
export type LookupStage = 'establishment' | 'unit';

type SiretLookup =
  | { readonly outcome: 'found'; readonly entry: DirectoryEntry }
  | { readonly outcome: 'not_found' }
  | { readonly outcome: 'failed'; readonly error: DomainError }
  /** The budget is used up; continue from `stage` later. */
  | { readonly outcome: 'over_budget'; readonly waitMilliseconds: number; readonly stage: LookupStage };

const STAGES: readonly LookupStage[] = ['establishment', 'unit'];
const BUDGET = 'organization_directory';

/**
 * Looks up the establishment, then its unit alone if the establishment is unknown. Each request first takes one unit of
 * the shared budget; a budget may be too small for both in a row, so that a look-up can continue from its second
 * `stage`.
 */
export async function lookUpSiret(
  { organizationDirectory, rateLimiter }: Pick<PluginPorts, 'organizationDirectory' | 'rateLimiter'>,
  siret: Siret,
  from: LookupStage,
): Promise<SiretLookup> {
  const ask = {
    establishment: () => organizationDirectory.findBySiret(siret),
    unit: () => organizationDirectory.findBySiren(sirenOf(siret)),
  };
  for (const stage of STAGES.slice(STAGES.indexOf(from))) {
    const waitMilliseconds = await rateLimiter.take(BUDGET);
    if (waitMilliseconds > 0) return { outcome: 'over_budget', waitMilliseconds, stage };
    try {
      const entry = await ask[stage]();
      if (entry !== undefined) return { outcome: 'found', entry };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { outcome: 'failed', error };
    }
  }
  return { outcome: 'not_found' };
}
