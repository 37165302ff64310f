import type { FeatureFlags } from '../../domain/people/me-abilities.ts';

/** The public configuration of the installation (contract/rest-api.md 3.1). */
export type PublicConfig = Readonly<{
  features: FeatureFlags;
  /** Version and commit of the build; `NA` when it was not built from a version file. */
  release: string;
  commit: string;
  crispWebsiteId: string | null;
}>;
