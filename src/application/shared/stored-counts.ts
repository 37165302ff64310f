import type { BoundedKind } from '../../domain/shared/stored-bounds.ts';

/** What is counted: those of a kind below `id`; `name` tells them apart further where the kind needs it. */
export type Counted = Readonly<{
  kind: BoundedKind;
  /** Of the person, team, mail domain or organization. */
  id: string;
  /** The local part of an alias. */
  name?: string;
}>;

export interface StoredCounts {
  /**
   * How many of them there are, this transaction's own included; more than `upTo` are not told apart. Until the end of
   * the transaction nobody else gets an answer about the same, so that of two who add the last one the second finds
   * itself one too many. Of `teams_of_owner` are those whose owner they are, of `destinations_of_alias` also those that the
   * mail service is yet to be asked for.
   */
  count(what: Counted, upTo: number): Promise<number>;
}
