import type { BoundedKind } from '../../domain/shared/stored-bounds.ts';

/** The objects to count: those of a kind that belong to `id`, and to `name` where the kind needs it. */
export type Counted = Readonly<{
  kind: BoundedKind;
  /** Id of the person, team, mail domain or organization. */
  id: string;
  /** The local part of an alias. */
  name?: string;
}>;

export interface StoredCounts {
  /**
   * Their number, with this transaction's own, counted up to `upTo`. Until the end of the transaction, other callers for
   * the same objects wait, so that of two who add the last one the second finds one too many. `teams_of_owner` counts
   * the teams that the person owns; `destinations_of_alias` includes pending creations; `pending_domains_of_…` counts the
   * domains that are `pending` or require action and that the person, or somebody of the organization, owns.
   */
  count(what: Counted, upTo: number): Promise<number>;
}
